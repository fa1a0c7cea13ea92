import { type Letters, normalUnits } from '../../core/understanding/normalise.ts'
import type { Blip } from '../../core/understanding/radar.ts'
import { type Cell, ImportRefused } from '../import/fields.ts'
import { readMoment } from '../import/moments.ts'
import { openFile } from '../import/open-file.ts'
import { isEmpty } from '../import/table.ts'
import type { BadLine } from './read-examples.ts'

/** Which columns hold what; of several texts the first is the title, which says in few words what it is about. */
export type RadarColumns = {
  readonly id: string
  readonly person: string
  readonly time: string
  readonly text: readonly string[]
}

/** Zone of moments that name none. */
const zone = 'Asia/Shanghai'

/**
 * Reads complaints for the radar: CSV, JSONL or Excel, packed or not.
 *
 * @param onProgress told now and then: rows so far, and how much of the file that is, 0 to 1
 * @throws ImportRefused where the file cannot be read or lacks a column
 */
export async function readBlips(
  path: string,
  wanted: RadarColumns,
  letters: Letters,
  onProgress: (rows: number, share: number) => void,
): Promise<{ blips: Blip[]; bad: BadLine[] }> {
  const { columns, rows, progress } = await openFile(path)
  const asked = [wanted.id, wanted.person, wanted.time, ...wanted.text]
  const lacking = asked.filter((column) => !columns.includes(column))
  if (lacking.length > 0) throw new ImportRefused('import.columns-lacking', { found: columns, lacking })
  const [blips, bad]: [Blip[], BadLine[]] = [[], []]
  for await (const row of rows) {
    const read = 'unreadable' in row ? { code: row.unreadable } : blipOf(row.cells, wanted, letters)
    if ('code' in read) bad.push({ line: row.number, ...read })
    else blips.push(read)
    if ((blips.length & 0xff) === 0) onProgress(blips.length, progress())
  }
  return { blips, bad }
}

type Cells = Readonly<Record<string, Cell>>

function blipOf(cells: Cells, { id, person, time, text }: RadarColumns, letters: Letters): Blip | { code: string } {
  const texts = text.map((column) => written(cells[column]))
  const at = readMoment(cells[time], { zone, edge: 'start' })
  if (isEmpty(cells[id]) || texts.every((one) => one === '')) return { code: 'import.missing' }
  if (at === undefined) return { code: 'import.no-moment' }
  // A title counts twice, as in what classes are learned from.
  const whole = texts.length > 1 ? [texts[0], ...texts] : texts
  const who = written(cells[person])
  return {
    id: written(cells[id]),
    person: who === '' ? undefined : who,
    at,
    units: normalUnits(whole.join('\n'), letters),
  }
}

function written(value: Cell): string {
  return isEmpty(value) ? '' : String(value).trim()
}
