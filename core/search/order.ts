/**
 * The order in which numbers are to be taken so that they ascend; equal ones stay as they came. By counting, 16 bits at a
 * time: of millions of numbers this takes a tenth of what comparing them takes.
 *
 * @param keys whole numbers from 0 to below 2^48
 * @param bits 32 or 48: how large they are at most
 */
export function orderOf(keys: Float64Array | Uint32Array, length: number, bits: 32 | 48): Uint32Array {
  let order = new Uint32Array(length)
  for (let n = 0; n < length; n++) order[n] = n
  let other = new Uint32Array(length)
  const digits = new Uint16Array(length)
  for (let shift = 0; shift < bits; shift += 16) {
    const divisor = 2 ** shift
    for (let n = 0; n < length; n++) digits[n] = Math.floor((keys[n] as number) / divisor) % 65_536
    const begins = beginsOf(digits)
    for (let n = 0; n < length; n++) {
      const at = order[n] as number
      const digit = digits[at] as number
      const place = begins[digit] as number
      other[place] = at
      begins[digit] = place + 1
    }
    const taken = order
    order = other
    other = taken
  }
  return order
}

/** Where those of each digit begin. */
function beginsOf(digits: Uint16Array): Uint32Array {
  const begins = new Uint32Array(65_537)
  for (let n = 0; n < digits.length; n++) {
    const next = (digits[n] as number) + 1
    begins[next] = (begins[next] as number) + 1
  }
  for (let n = 1; n < begins.length; n++) begins[n] = (begins[n] as number) + (begins[n - 1] as number)
  return begins
}
