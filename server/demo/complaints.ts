import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { remedyKinds } from '../../core/case/events.ts'
import { projectRoot } from '../project-root.ts'

/** A complaint of the demo, and as much of its story as its path needs. */
export type Complaint = {
  /** How far it has come: a name of `paths`. */
  readonly path: string
  /** When it came: so long ago, or on the nearest Monday to Wednesday before so many days ago, at a time of day. */
  readonly minutes?: number
  readonly hours?: number
  readonly days?: number
  readonly clock?: string
  readonly unit: string
  readonly channel: string
  /** Filed by the complainant through the portal. */
  readonly portal?: boolean
  readonly name: string
  readonly phone: string
  readonly email?: string
  readonly kind?: 'business' | 'group'
  readonly groupSize?: number
  readonly title: string
  readonly content: string
  readonly request: string
  readonly product: string
  readonly place?: string
  readonly respondent?: string
  /** Yuan. */
  readonly amountAsked?: number
  /** Classes: department under the bank's rules; content, matter and nature under the enterprise's. */
  readonly routing?: string
  readonly axes?: readonly [content: string, matter: string, nature: string]
  readonly ask?: string
  readonly finding?: string
  readonly outcome?: string
  readonly conclusion?: string
  readonly remedy?: readonly (readonly [kind: (typeof remedyKinds)[number], yuan: number, what: string])[]
  readonly returned?: string
  readonly answer?: string
  readonly rejection?: string
  readonly review?: string
  readonly refusal?: readonly [condition: string, reason: string]
  readonly withdrawal?: string
  readonly reopening?: string
}

/** Some forty complaints in every stage, as people write them. */
export const complaints = JSON.parse(
  readFileSync(join(projectRoot, 'server', 'demo', 'complaints.json'), 'utf8'),
) as readonly Complaint[]

/** The registration as it is typed. @param unit id of the unit */
export function registrationOf(given: Complaint, unit: string, at: string) {
  const happenedAt = Temporal.Instant.from(at).subtract({ hours: 3 }).toString({ fractionalSecondDigits: 3 })
  return {
    kind: 'complaint',
    channel: given.channel,
    unit,
    complainantKind: given.kind ?? 'individual',
    groupSize: given.groupSize ?? 1,
    happenedAt,
    ...pick(given, ['name', 'phone', 'email', 'title', 'content', 'request', 'product', 'place', 'respondent']),
    ...(given.amountAsked && { amountAsked: yuan(given.amountAsked) }),
  }
}

/** Money from yuan. */
export function yuan(amount: number) {
  return { minor: amount * 100, currency: 'CNY' as const }
}

function pick<K extends keyof Complaint>(given: Complaint, keys: readonly K[]): Partial<Pick<Complaint, K>> {
  return Object.fromEntries(keys.filter((key) => given[key] !== undefined).map((key) => [key, given[key]])) as Partial<
    Pick<Complaint, K>
  >
}
