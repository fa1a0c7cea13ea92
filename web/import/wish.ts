import { type ImportField, type ImportView, type ImportWish, importFields } from '../../api/imports.ts'

/** What was chosen so far: the field of each column, and how the file is taken. */
export type Plan = {
  readonly columns: readonly string[]
  readonly means: Readonly<Record<string, ImportField | undefined>>
  readonly source: string
  readonly unit: string | undefined
  readonly history: boolean
  readonly channel: string | undefined
  readonly dateFormat: string
}

/** Where a form begins: with what is proposed. */
export function planOf({ columns, proposal }: ImportView): Plan {
  const { mapping, source, unit, history } = proposal
  const named = Object.entries(mapping.columns).map(([field, column]) => [column, field as ImportField] as const)
  const means = Object.fromEntries([...named, ...(mapping.id ?? []).map((column) => [column, 'id'] as const)])
  const { channel, dateFormat = '' } = mapping
  return { columns, means, source, unit: unit ?? undefined, history, channel, dateFormat }
}

/** A column is another field from now on. An id may be made of several columns, every other field is one. */
export function meaning(plan: Plan, column: string, field: ImportField | undefined): Plan {
  const others = Object.entries(plan.means).filter(([, one]) => field === 'id' || one !== field)
  return { ...plan, means: { ...Object.fromEntries(others), [column]: field } }
}

/** Fields that have to be chosen before anything can be tried. */
export function needed({ means, history }: Plan): ImportField[] {
  const there = new Set(Object.values(means))
  const missing = (['id', 'content', 'receivedAt'] as const).filter((field) => !there.has(field))
  if (!history || there.has('answer') === there.has('answeredAt')) return missing
  return [...missing, there.has('answer') ? 'answeredAt' : 'answer']
}

/** The whole wish; undefined while something of it is missing. */
export function wishFrom(plan: Plan): ImportWish | undefined {
  const { columns, means, unit, history, channel } = plan
  const [source, dateFormat] = [plan.source.trim(), plan.dateFormat.trim()]
  if (needed(plan).length > 0 || !unit || source === '') return undefined
  const id = columns.filter((column) => means[column] === 'id')
  const one = importFields.flatMap((field) => {
    const column = columns.find((name) => means[name] === field)
    return field === 'id' || column === undefined ? [] : [[field, column] as const]
  })
  const mapping = {
    id,
    columns: Object.fromEntries(one),
    ...(channel && { channel }),
    ...(dateFormat && { dateFormat }),
  } as ImportWish['mapping']
  return { mapping, source, unit, history }
}
