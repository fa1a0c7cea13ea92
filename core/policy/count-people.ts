import { parseAllowance } from '../calendar/allowance.ts'
import { dayNumberOf, monthsAfter } from '../calendar/day-number.ts'
import type { OfficeCalendar } from '../calendar/office-calendar.ts'

/** A complaint of a group: when it was received, and what tells its complainant from others. */
export type Grouped = { readonly id: string; readonly receivedAt: string; readonly marks: readonly string[] }

export type Counted = { readonly people: number; readonly cases: number }

/**
 * The most different people who brought forward the same within one window that holds the complaint itself. A window
 * begins on the day of a complaint and ends with the day as many days or months later. Two complaints with a mark in
 * common, such as a telephone, are of one person; one without marks is a person of its own.
 *
 * @param group  the complaints joined with this one, itself among them
 * @param within the window as the pack writes it: `1 month`, `30 days`
 */
export function countPeople(group: readonly Grouped[], id: string, within: string, calendar: OfficeCalendar): Counted {
  const days = new Map(group.map((one) => [one.id, calendar.dayAt(Date.parse(one.receivedAt)).date]))
  const dayOf = (one: Grouped) => dayNumberOf(days.get(one.id) as string)
  const own = group.find((one) => one.id === id)
  if (!own) return { people: 0, cases: 0 }
  const windows = group.map((first) => {
    const [from, until] = [dayOf(first), endOf(days.get(first.id) as string, within)]
    const inside = group.filter((one) => dayOf(one) >= from && dayOf(one) <= until)
    return inside.includes(own) ? inside : []
  })
  const counted = windows.map((inside) => ({ people: peopleIn(inside), cases: inside.length }))
  return counted.sort((a, b) => b.people - a.people || b.cases - a.cases)[0] as Counted
}

/** The last day of a window, by the day on which it begins. */
function endOf(date: string, within: string): number {
  const allowance = parseAllowance(within)
  if (!allowance) throw new Error(`the window "${within}" passed the loader`)
  return allowance.unit === 'months' ? monthsAfter(date, allowance.amount) : dayNumberOf(date) + allowance.amount
}

/** How many people complain: complaints joined by marks in common, step by step, are of one person. */
export function peopleIn(cases: readonly Pick<Grouped, 'marks'>[]): number {
  const people: { marks: Set<string> }[] = []
  for (const { marks } of cases) {
    const same = people.filter((one) => marks.some((mark) => one.marks.has(mark)))
    const joined = new Set([...marks, ...same.flatMap((one) => [...one.marks])])
    for (const one of same) people.splice(people.indexOf(one), 1)
    people.push({ marks: joined })
  }
  return people.length
}

/** The complaints that links join with one, step by step, itself among them. */
export function joinedWith(
  id: string,
  links: readonly { readonly case: string; readonly other: string }[],
): Set<string> {
  const joined = new Set([id])
  for (let before = 0; before < joined.size; ) {
    before = joined.size
    for (const { case: one, other } of links) {
      if (joined.has(one)) joined.add(other)
      if (joined.has(other)) joined.add(one)
    }
  }
  return joined
}
