import type { z } from 'zod'
import type { ImportMapping, ImportView, importList } from '../../api/imports.ts'
import type { House } from '../house.ts'
import { recognised } from '../import/columns.ts'
import { type Head, headOf, type JobRow, keptFor, listJobs, nameOf, refusedOf, wishOf } from '../import/job-rows.ts'
import { openFile } from '../import/open-file.ts'
import type { TableRow } from '../import/table.ts'
import { type Language, sentenceOf } from '../words.ts'

/** Rows that are shown before anything is decided, letters of a value, and columns. */
const shownRows = 8
const shownLetters = 80
const mostColumns = 200

type Line = z.infer<typeof importList>[number]

/** The imports that a person began, the latest first. */
export async function readImports(house: House, person: string): Promise<Line[]> {
  return (await listJobs(house, person)).map((row) => lineOf(house, row))
}

function lineOf(house: House, row: JobRow): Line {
  const { id, size, state, counts, created_at: createdAt, ended_at: endedAt } = row
  return { id, name: nameOf(house, row), size, state, createdAt, endedAt, counts }
}

/** One import with its columns, its first rows, and how it was or might be taken. */
export async function readImport(house: House, row: JobRow, language: Language): Promise<ImportView> {
  const { columns, sample } = headOf(house, row)
  const refused = refusedOf(house, row)
  return {
    ...lineOf(house, row),
    columns: [...columns],
    sample: sample.map((values) => [...values]),
    proposal: await proposalFor(house, row, columns),
    read: row.read,
    problems: row.problems,
    refused: refused ? { code: refused.code, sentence: sentenceOf(refused, language) } : null,
  }
}

async function proposalFor(house: House, row: JobRow, found: readonly string[]): Promise<ImportView['proposal']> {
  const kept = wishOf(house, row) ?? (await keptFor(house, found))
  if (kept) return { from: 'kept', mapping: kept.mapping, source: kept.source, unit: kept.unit, history: kept.history }
  const mapping = mappingOf(recognised(found))
  const history = 'answer' in mapping.columns && 'answeredAt' in mapping.columns
  return { from: 'names', mapping, source: sourceOf(nameOf(house, row)), unit: null, history }
}

function mappingOf(columns: ReadonlyMap<string, readonly string[]>) {
  const { id, ...others } = Object.fromEntries(columns)
  const named = Object.entries(others).map(([field, [column]]) => [field, column])
  return { ...(id && { id: [...id] }), columns: Object.fromEntries(named) as ImportMapping['columns'] }
}

/** A source goes by the name of its file, without what only says how the file is written. */
function sourceOf(name: string): string {
  return name.replace(/(\.(csv|tsv|txt|jsonl|ndjson|json|xlsx|gz))+$/i, '').slice(0, 120) || name.slice(0, 120)
}

/**
 * The columns and first rows of a file.
 *
 * @throws ImportRefused where it is no table
 */
export async function headIn(bytes: Buffer): Promise<Head> {
  const table = await openFile(bytes)
  const columns = table.columns.slice(0, mostColumns)
  const sample: string[][] = []
  for await (const row of table.rows) {
    if ('cells' in row) sample.push(columns.map((column) => shown(row, column)))
    if (sample.length >= shownRows) break
  }
  return { columns, sample }
}

function shown(row: Extract<TableRow, { cells: unknown }>, column: string): string {
  const value = row.cells[column]
  const text = value instanceof Date ? value.toISOString().slice(0, 16).replace('T', ' ') : String(value ?? '')
  return text.length > shownLetters ? `${text.slice(0, shownLetters)}…` : text
}
