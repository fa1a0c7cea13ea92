import type { CaseQuery, CaseRow } from '../../api/cases.ts'
import type { Organisation } from '../directory.ts'
import { writeExcel } from '../documents/write-excel.ts'
import type { House } from '../house.ts'
import { adoptedNow } from '../packs-in-force.ts'
import { type Language, wordsOf } from '../words.ts'
import { searchCases } from './case-search.ts'

/** More rows than a spreadsheet is useful for; a report is the better way. */
const rowCap = 20_000

/**
 * The cases of a query as an Excel workbook: exactly the rows that the same person's list shows, in the same order. The
 * reading is written down page by page.
 */
export async function exportCases(
  house: House,
  organisation: Organisation,
  person: string,
  query: CaseQuery,
  language: Language,
): Promise<Buffer> {
  const words = { ...packWords(house, organisation, language), ...wordsOf(language, 'codes') }
  const heading = wordsOf(language, 'screens')
  const titles = ['number', 'title', 'received', 'unit', 'handler', 'stage', 'status', 'grade', 'channel', 'due'].map(
    (key) => heading[`export.${key}`] ?? key,
  )
  const cells = (row: CaseRow) => cellsOf(row, organisation, words)
  return writeExcel({
    name: heading['export.sheet'] ?? 'Cases',
    heading: titles,
    rows: pages(house, person, query, cells),
  })
}

async function* pages(
  house: House,
  person: string,
  query: CaseQuery,
  cells: (row: CaseRow) => string[],
): AsyncIterable<string[]> {
  let after = query.after
  for (let count = 0; count < rowCap; ) {
    const page = await searchCases(house, person, { ...query, limit: 200, after })
    for (const row of page.rows) yield cells(row)
    count += page.rows.length
    if (!page.next) return
    after = page.next
  }
}

/** What the packs call their grades and channels, under the keys that `cellsOf` asks for; the leading pack's word wins. */
function packWords(house: House, organisation: Organisation, language: Language): Record<string, string> {
  const say = ({ zh, en }: { zh: string; en: string }) => (language === 'en' ? en : zh)
  const contents = adoptedNow(house, organisation)
    .reverse()
    .map(({ content }) => content)
  const grades = contents.flatMap(({ grades: { order } }) =>
    order.map(({ id, name }) => [`grade.${id}`, say(name)] as const),
  )
  const channels = contents.flatMap(({ intake }) =>
    Object.entries(intake.channels).map(([id, { name }]) => [`channel.${id}`, say(name)] as const),
  )
  return Object.fromEntries([...grades, ...channels])
}

function cellsOf(
  row: CaseRow,
  { units, people, office }: Organisation,
  words: Readonly<Record<string, string>>,
): string[] {
  const word = (kind: string, code: string) => words[`${kind}.${code}`] ?? code
  return [
    row.number,
    row.title,
    local(row.receivedAt, office.zone),
    units.get(row.unit)?.name ?? '',
    row.handler ? (people.get(row.handler)?.name ?? '') : '',
    word('stage', row.stage),
    word('status', row.status),
    row.grades.map(({ grade }) => word('grade', grade)).join(' / '),
    word('channel', row.channel),
    row.lead ? local(row.lead.due, office.zone) : '',
  ]
}

function local(moment: string, zone: string): string {
  return Temporal.Instant.from(moment)
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' })
    .replace('T', ' ')
}
