/**
 * The one way to write a value as text for hashing: keys sorted, no spaces, nothing undefined. Numbers are whole and
 * safe, so every language writes them alike (RFC 8785 for the values that facts may hold).
 *
 * @throws Error for a number that is not a safe integer: a fact may not hold one
 */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value === 'number' && !Number.isSafeInteger(value)) throw new Error(`not a safe integer: ${value}`)
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const entries = Object.entries(value).filter(([, one]) => one !== undefined)
  return `{${entries
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`)
    .join(',')}}`
}
