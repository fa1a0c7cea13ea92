import type { Catalogue } from '../../api/catalogue.ts'
import type { ReportTexts } from '../../api/investigation.ts'
import type { OfficeCalendar } from '../../core/calendar/office-calendar.ts'
import { reportRule } from '../../core/case/report.ts'
import type { PackInForce } from '../../core/policy/pack-in-force.ts'
import type { Organisation } from '../directory.ts'
import type { CasePaper } from '../documents/paper.ts'
import { calendarHashes, proofSheet } from '../documents/proof-sheet.ts'
import { draftOf } from '../documents/report-draft.ts'
import { voiceOf } from '../documents/voice.ts'
import type { House } from '../house.ts'
import type { ToldFact } from '../trail/envelope.ts'
import type { Language } from '../words.ts'
import { openCase, type Reading } from './case-page.ts'
import { showPack } from './catalogue.ts'
import { reportVersions } from './report.ts'

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
  const { page, told, context } = opened
  const { state, packs, calendar, now } = context
  const facts = told.map(({ fact }) => fact)
  return {
    ...{ language, page, organisation: organisation.name, office: calendar.plain.office },
    proof: proofSheet({ id, facts, state, packs, now, calendarOf: await calendarsOf(house, facts) }),
    catalogue: namesIn(organisation, packs),
    report: reportVersions(told)[0]?.text ?? null,
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

/** What the ids and codes of a case are called under the packs that it pinned. */
export function namesIn(organisation: Organisation, packs: readonly PackInForce[]): Catalogue {
  return { ...everybody(organisation), packs: packs.map(showPack), commands: [], improvement: [] }
}

/**
 * The report of a case in all its versions, and what a first one is begun with; undefined where the person may not see the
 * case, or there is none. That it was read is written down.
 */
export async function readReport(
  house: House,
  organisation: Organisation,
  id: string,
  { person, language }: Pick<PaperWish, 'person' | 'language'>,
): Promise<ReportTexts | undefined> {
  const reader = { person, language: language === 'en' ? 'en' : 'zh' } as const
  const opened = await openCase(house, organisation, reader, id, { what: 'report' })
  if (!opened) return undefined
  const { page, told, context } = opened
  const { packs, calendar } = context
  const voice = voiceOf({ language, catalogue: namesIn(organisation, packs), office: calendar.plain.office })
  const draft = draftOf(page, voice, reportRule(packs)?.rule.sections)
  return { number: page.row.number, versions: reportVersions(told), draft }
}

/** Paper is read for years: closed units and people who left keep their names on it. */
function everybody({ units, people }: Organisation): Pick<Catalogue, 'units' | 'people'> {
  return {
    units: [...units.values()].map(({ id, parent, name, kind }) => ({ id, parent, name, kind })),
    people: [...people.values()].map(({ id, name }) => ({ id, name, posts: [] })),
  }
}
