import type { rectificationKinds } from './events.ts'

/** `returned` is work again like `ordered`; `reported` waits for acceptance; the last two end it. */
export const rectificationStatuses = ['ordered', 'returned', 'reported', 'accepted', 'cancelled'] as const
export type RectificationStatus = (typeof rectificationStatuses)[number]

/** What the fold knows of a rectification; clear values only. */
export type ImprovementState = {
  readonly version: number
  /** Counts what people did; facts of time do not bump it. */
  readonly turns: number
  readonly exists: boolean
  readonly case: string
  readonly number: string
  readonly ordinal: number
  readonly regime: { readonly pack: string; readonly hash: string; readonly version: string }
  readonly calendar: string
  readonly unit: string
  readonly owner: string
  readonly orderedBy: string
  readonly orderedAt: string
  readonly kind: (typeof rectificationKinds)[number]
  readonly status: RectificationStatus
  /** 0 to 100, as last said by those who do the work. */
  readonly percent: number
  readonly until: string
  readonly due: string
  /** When the work was last put on the owner's desk: by the order, or by a return. */
  readonly handedAt: string
  /** True once the present deadline was overrun; a new deadline starts afresh. */
  readonly overdue: boolean
  readonly reportedBy?: string
}

/** Before the first fact. */
export const noImprovement: ImprovementState = {
  version: 0,
  turns: 0,
  exists: false,
  case: '',
  number: '',
  ordinal: 0,
  regime: { pack: '', hash: '', version: '' },
  calendar: '',
  unit: '',
  owner: '',
  orderedBy: '',
  orderedAt: '',
  kind: 'corrective',
  status: 'ordered',
  percent: 0,
  until: '',
  due: '',
  handedAt: '',
  overdue: false,
}

/** True while the owner has something to do. */
export function isUnderWay({ exists, status }: Pick<ImprovementState, 'exists' | 'status'>): boolean {
  return exists && (status === 'ordered' || status === 'returned')
}

/** What people call it: the number of the case and which of its rectifications it is, `2026-000042-R1`. */
export function numberOf({ number, ordinal }: Pick<ImprovementState, 'number' | 'ordinal'>): string {
  return `${number}-R${ordinal}`
}
