/** A value as the text that hashes are taken over: keys in order, no spaces, whole numbers only (RFC 8785 for these). */
export function canonical(value) {
  if (typeof value === 'number' && !Number.isSafeInteger(value)) throw new Error('a number is not whole')
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`)
  return `{${members.join(',')}}`
}
