import type { Trip } from './recording.ts'

/**
 * What a replay draws anew for each operation. `version` counts from the end of the stream as the replay found it.
 */
export type Fresh =
  | { readonly kind: 'uuid-v4' | 'uuid-v7' | 'number' | 'digest' | 'case' }
  | { readonly kind: 'version'; readonly after: number }

/** Text with holes: a number names the place in `Template.fresh` whose value goes there. */
export type Holed = readonly (string | number)[]

export type Value = { readonly text: Holed } | { readonly bytes: number } | { readonly as: unknown }
export type StatementTemplate = {
  readonly name: string | undefined
  readonly text: Holed
  readonly values: readonly Value[]
}

/** Recorded round trips in which every id, number and digest is a hole; plain data, so it can be sent to a process. */
export type Template = { readonly trips: readonly (readonly StatementTemplate[])[]; readonly fresh: readonly Fresh[] }

/** What stays as it was recorded, and what is no UUID and yet has to be drawn anew. */
export type Reading = {
  /** Ids of units and people. */
  readonly lasting: ReadonlySet<string>
  readonly number?: string
  /** The case that was acted on, and the version of its last fact before. */
  readonly acted?: { readonly id: string; readonly version: number }
}

const interesting =
  /[0-9a-f]{8}-[0-9a-f]{4}-[47][0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}|"version":\d+(?=[,}])|"number":"[^"]+"|"digest":"[0-9a-f]{64}"/g

/** Makes a template of what was recorded. */
export function templateOf(trips: readonly Trip[], reading: Reading): Template {
  const places = new Map<string, number>()
  const fresh: Fresh[] = []
  const place = (found: string): number | undefined => {
    const kind = kindOf(found, reading)
    if (!kind) return undefined
    if (!places.has(found)) places.set(found, fresh.push(kind) - 1)
    return places.get(found)
  }
  const value = (one: unknown): Value => {
    if (Buffer.isBuffer(one)) return { bytes: one.length }
    return typeof one === 'string' ? { text: holed(one, place) } : { as: one }
  }
  const made = trips.map((trip) =>
    trip.map(({ name, text, values = [] }) => ({ name, text: holed(text, place), values: values.map(value) })),
  )
  return { trips: made, fresh }
}

function kindOf(found: string, { lasting, number, acted }: Reading): Fresh | undefined {
  if (found.startsWith('"version"')) return acted && { kind: 'version', after: Number(found.slice(10)) - acted.version }
  if (found.startsWith('"number"')) return number && found.includes(number) ? { kind: 'number' } : undefined
  if (found.startsWith('"digest"')) return { kind: 'digest' }
  if (lasting.has(found)) return undefined
  if (found === acted?.id) return { kind: 'case' }
  return { kind: found[14] === '7' ? 'uuid-v7' : 'uuid-v4' }
}

function holed(text: string, place: (found: string) => number | undefined): Holed {
  const parts: (string | number)[] = []
  let end = 0
  for (const match of text.matchAll(interesting)) {
    const at = place(match[0])
    if (at === undefined) continue
    parts.push(text.slice(end, match.index), at)
    end = match.index + match[0].length
  }
  return [...parts, text.slice(end)]
}

/**
 * The same rows in one statement: every insert of a template becomes a part of one `with`.
 *
 * @returns a template of one trip with one statement, to be run by the owner: row-level security cannot see rows that
 *   the same statement is about to write
 */
export function inOneStatement({ trips, fresh }: Template): Template {
  const inserts = trips.flat().filter(({ text }) => /^insert into/.test(String(text[0])))
  const values: Value[] = []
  const parts = inserts.map((one, index) => {
    const text = one.text.join('').replaceAll(/\$(\d+)/g, (_, at: string) => `$${Number(at) + values.length}`)
    values.push(...one.values)
    return `w${index} as (${text})`
  })
  return { trips: [[{ name: 'in-one', text: [`with ${parts.join(', ')} select 1`], values }]], fresh }
}
