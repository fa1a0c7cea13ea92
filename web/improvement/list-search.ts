import type { Show } from './calls.ts'

/** What the list can show, in the order of its switch. */
export const shows = ['open', 'overdue', 'mine', 'reported', 'all'] as const satisfies readonly Show[]

export function isShow(value: unknown): value is Show {
  return shows.includes(value as Show)
}

/** Reads the address; whatever it does not know it drops. */
export function rectificationSearch({ show }: Record<string, unknown>): { show?: Show } {
  return isShow(show) ? { show } : {}
}
