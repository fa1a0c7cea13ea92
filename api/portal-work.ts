/** How many bits of the hash have to be zero: some 8,000 tries, a fifth of a second on an old telephone, done while its owner types. */
const workBits = 13

/** What is hashed, over and over with another nonce: the mark of this very form. */
export function workText(stamp: string, nonce: number): string {
  return `${stamp}|${nonce}`
}

/** Whether a SHA-256 begins with so many zero bits. */
export function isWork(hash: Uint8Array): boolean {
  return (((hash[0] ?? 255) << 8) | (hash[1] ?? 255)) >>> (16 - workBits) === 0
}
