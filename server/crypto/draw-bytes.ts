import { randomFillSync } from 'node:crypto'

const drawn = Buffer.alloc(4096)
let used = drawn.length

/**
 * Random bytes for keys, salts and nonces, never twice the same. They are drawn from the system in thousands, since one
 * call costs as much as the whole commitment that a salt is for; what was given out is wiped where it lay.
 *
 * @param count 1 to 4096
 */
export function drawBytes(count: number): Buffer {
  if (used + count > drawn.length) {
    randomFillSync(drawn)
    used = 0
  }
  const bytes = Buffer.from(drawn.subarray(used, used + count))
  drawn.fill(0, used, used + count)
  used += count
  return bytes
}
