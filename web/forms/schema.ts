import type { Catalogue } from '../../api/catalogue.ts'

/** The part of JSON Schema that inputs of commands use. */
export type Property = {
  readonly type?: string
  readonly enum?: readonly string[]
  readonly format?: string
  readonly widget?: string
  /** For a person: the authority that the person must hold. */
  readonly authority?: string
  readonly default?: unknown
  /** Shown only where another field has this value, and to be filled in then. */
  readonly neededIf?: { readonly field: string; readonly is: unknown }
  /** Shown only where another field has this value. */
  readonly shownIf?: { readonly field: string; readonly is: unknown }
  /** Shown only for a case that was posted in public. */
  readonly ofPosted?: boolean
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly minItems?: number
  readonly maxItems?: number
  readonly items?: Property
  readonly properties?: Readonly<Record<string, Property>>
}

export type Field = { readonly name: string; readonly property: Property; readonly required: boolean }

type ObjectSchema = { readonly properties?: Readonly<Record<string, Property>>; readonly required?: readonly string[] }

/** What a command that is signed takes beside its input; kept in no draft. */
const password: Field = { name: 'password', property: { widget: 'password', maxLength: 200 }, required: true }

/** The fields of a command in the order of its input; a field with a default need not be filled in. */
export function fieldsOf({ input, signed }: Signable): Field[] {
  const { properties = {}, required = [] } = input as ObjectSchema
  const fields = Object.entries(properties).map(([name, property]) => ({
    name,
    property,
    required: required.includes(name) && property.default === undefined,
  }))
  return signed ? [...fields, password] : fields
}

type Signable = Pick<Catalogue['commands'][number], 'input'> & { readonly signed?: boolean }

/** Which widget draws a property: the one it names, else the one its type suggests. */
export function widgetOf({
  widget,
  enum: choices,
  type,
  format,
  properties,
  items,
  default: preset,
}: Property): string {
  if (widget) return widget
  if (choices) return 'choice'
  if (properties && 'minor' in properties) return 'money'
  if (type === 'array') return items?.enum ? 'choices' : 'lines'
  if (type === 'boolean') return preset === undefined ? 'yes-no' : 'tick'
  if (type === 'integer' || type === 'number') return 'number'
  if (format === 'date-time') return 'moment'
  return format === 'date' ? 'day' : 'line'
}

/** What was filled in, as the command takes it: trimmed, and without what was left empty. */
export function filledIn(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values)
      .map(([name, value]) => [name, pruned(value)] as const)
      .filter(([, value]) => value !== undefined),
  )
}

function pruned(value: unknown): unknown {
  if (typeof value === 'string') return value.trim() || undefined
  if (Array.isArray(value)) return some(value.map(pruned).filter((one) => one !== undefined))
  if (typeof value === 'object' && value !== null) {
    const kept = filledIn(value as Record<string, unknown>)
    return Object.keys(kept).length > 0 ? kept : undefined
  }
  return value ?? undefined
}

function some(list: unknown[]): unknown[] | undefined {
  return list.length > 0 ? list : undefined
}
