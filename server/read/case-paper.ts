import type { Catalogue } from '../../api/catalogue.ts'
import type { OfficeCalendar } from '../../core/calendar/office-calendar.ts'
import type { Organisation } from '../directory.ts'
import type { CasePaper } from '../documents/paper.ts'
import { calendarHashes, proofSheet } from '../documents/proof-sheet.ts'
import type { House } from '../house.ts'
import type { ToldFact } from '../trail/envelope.ts'
import type { Language } from '../words.ts'
import { openCase, type Reading } from './case-page.ts'
import { showPack } from './catalogue.ts'

export type PaperWish = Reading & {
  readonly person: string
  readonly language: Language
  /** Where the screens are found: `https://example.org`. */
  readonly origin: string
}

/**
 * A case as a document tells it to one person: undefined where that person may not see it, or there is none. That it was
 * read, and why contact data was revealed, is written down in the same transaction.
 */
export async function readPaper(
  house: House,
  organisation: Organisation,
  id: string,
  { person, language, origin, ...reading }: PaperWish,
): Promise<CasePaper | undefined> {
  const reader = { person, language: language === 'en' ? 'en' : 'zh' } as const
  const opened = await openCase(house, organisation, reader, id, reading)
  if (!opened) return undefined
  const { page, facts, context } = opened
  const { state, packs, calendar, now } = context
  return {
    ...{ language, page, organisation: organisation.name, office: calendar.plain.office },
    proof: proofSheet({ id, facts, state, packs, now, calendarOf: await calendarsOf(house, facts) }),
    catalogue: { ...everybody(organisation), packs: packs.map(showPack), commands: [], improvement: [] },
    madeAt: now,
    madeFor: organisation.people.get(person)?.name ?? '',
    address: `${origin}/cases/${id}`,
    revealed: reading.reason !== undefined,
  }
}

async function calendarsOf({ policies }: House, facts: readonly ToldFact[]) {
  const pinned = await Promise.all([...new Set(calendarHashes(facts))].map((hash) => policies.calendar(hash)))
  const known = new Map(pinned.map(({ hash, calendar }) => [hash, calendar]))
  return (hash: string) => known.get(hash) as OfficeCalendar
}

/** Paper is read for years: closed units and people who left keep their names on it. */
function everybody({ units, people }: Organisation): Pick<Catalogue, 'units' | 'people'> {
  return {
    units: [...units.values()].map(({ id, parent, name, kind }) => ({ id, parent, name, kind })),
    people: [...people.values()].map(({ id, name }) => ({ id, name, posts: [] })),
  }
}
