import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { projectRoot } from '../project-root.ts'
import { type Field, fields, ImportRefused, neededFields } from './fields.ts'
import type { MapFile } from './map-file.ts'

type Names = {
  readonly columns: Readonly<Record<Field, readonly string[]>>
  readonly values: Readonly<Record<'kind' | 'channel' | 'solved', Readonly<Record<string, readonly string[]>>>>
}

const names = parse(readFileSync(join(projectRoot, 'server', 'import', 'names.yaml'), 'utf8')) as Names

/** Which columns hold which field; an id may be made of several. */
export type Columns = ReadonlyMap<Field, readonly string[]>

/**
 * Finds the columns of a file: as its mapping says, and only so; without a mapping by their names.
 *
 * @param found  the columns of the file, in order
 * @param replay whether answers are wanted too: then text and time of them come together or not at all
 * @throws ImportRefused naming the columns found and the fields that are missing
 */
export function columnsOf(found: readonly string[], map: MapFile | undefined, replay: boolean): Columns {
  const columns = map ? mapped(found, map) : recognised(found)
  const missing = neededFields.filter((field) => !columns.has(field))
  if (replay && columns.has('answer') !== columns.has('answeredAt'))
    missing.push(columns.has('answer') ? 'answeredAt' : 'answer')
  if (missing.length > 0) throw new ImportRefused('import.columns-missing', { found, fields: missing })
  return columns
}

function mapped(found: readonly string[], { id, columns }: MapFile): Columns {
  const pairs = [['id', typeof id === 'string' ? [id] : id] as const, ...Object.entries(columns).map(asList)]
  const unknown = pairs.flatMap(([, list]) => list.filter((column) => !found.includes(column)))
  if (unknown.length > 0) throw new ImportRefused('import.columns-unknown', { found, unknown })
  return new Map(pairs)
}

function asList([field, column]: [string, string]): readonly [Field, readonly string[]] {
  return [field as Field, [column]]
}

/** What the names of columns say by themselves; a field that no name fits is left out. */
export function recognised(found: readonly string[]): Columns {
  const bySpelling = new Map(found.map((column) => [plain(column), column]).reverse() as [string, string][])
  const pairs = fields.flatMap((field): [Field, string[]][] => {
    const column = [field, ...names.columns[field]].map((name) => bySpelling.get(plain(name))).find(Boolean)
    return column === undefined ? [] : [[field, [column]]]
  })
  return new Map(pairs)
}

/** What a word in a column of few values means, e.g. `咨询` → `inquiry`; undefined where it is not known. */
export function meaningOf(field: 'kind' | 'channel' | 'solved', word: string): string | undefined {
  const meanings = Object.entries(names.values[field])
  return meanings.find(([, words]) => words.some((one) => plain(one) === plain(word)))?.[0]
}

/** A name without what people write differently. */
export function plain(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_\-()[\]{}:*"'（）【】：]/g, '')
}
