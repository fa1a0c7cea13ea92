/**
 * The one way to write a value as text for hashing: keys sorted, no spaces, nothing undefined. Numbers are whole and
 * safe, so every language writes them alike (RFC 8785 for the values that facts may hold).
 *
 * @throws Error for a number that is not a safe integer: a fact may not hold one
 */
export function canonical(value: unknown): string {
  if (typeof value === 'string') return quoted(value)
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value === 'number' && !Number.isSafeInteger(value)) throw new Error(`not a safe integer: ${value}`)
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  // A verification does little else than this, hence one growing text and no lists.
  const members = value as Readonly<Record<string, unknown>>
  let text = ''
  for (const key of Object.keys(members).sort()) {
    const one = members[key]
    if (one !== undefined) text += `${text === '' ? '' : ','}${quoted(key)}:${canonical(one)}`
  }
  return `{${text}}`
}

/** Printable ASCII without quotes and backslashes, as codes, ids and moments are; JSON writes it as it is. */
const plain = /^[ !#-[\]-~]*$/

function quoted(text: string): string {
  return plain.test(text) ? `"${text}"` : JSON.stringify(text)
}
