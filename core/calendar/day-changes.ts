import type { YearFile } from './calendar-shape.ts'

/** What a notice makes of a day; null where the day follows the week. */
export type SaidOfDay = 'off' | 'make-up' | null
export type DayChange = { readonly day: string; readonly before: SaidOfDay; readonly after: SaidOfDay }

/** The days of which two notices say different things, in order. */
export function dayChanges(before: YearFile, after: YearFile): DayChange[] {
  const [old, fresh] = [saidBy(before), saidBy(after)]
  const days = [...new Set([...old.keys(), ...fresh.keys()])].sort()
  return days
    .map((day) => ({ day, before: old.get(day) ?? null, after: fresh.get(day) ?? null }))
    .filter((one) => one.before !== one.after)
}

function saidBy({ holidays }: YearFile): ReadonlyMap<string, 'off' | 'make-up'> {
  return new Map([
    ...holidays.flatMap(({ off }) => off.map((day) => [day, 'off'] as const)),
    ...holidays.flatMap(({ make_up }) => make_up.map((day) => [day, 'make-up'] as const)),
  ])
}
