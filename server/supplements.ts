import type { ToldFact } from './trail/envelope.ts'

type Opened = { readonly fact: ToldFact; readonly data: Record<string, unknown> }

/** What was added after registration, by field; the latest wins. */
export function supplements(told: readonly Opened[]): Record<string, string | undefined> {
  const fields = told
    .filter(({ fact }) => fact.type === 'RegistrationSupplemented')
    .flatMap(({ data }) => data.fields as { field: string; value: string | null }[])
  return Object.fromEntries(fields.flatMap(({ field, value }) => (value === null ? [] : [[field, value]])))
}
