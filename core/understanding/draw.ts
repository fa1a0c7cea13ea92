/**
 * Numbers of 32 bits that look drawn and are the same each time (xorshift).
 *
 * @param seed any whole number; 0 counts as 1
 */
export function drawer(seed: number): () => number {
  let state = seed | 0 || 1
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return state >>> 0
  }
}

/** The same things in a drawn order. */
export function shuffled<T>(things: Iterable<T>, draw: () => number): T[] {
  const order = [...things]
  for (let at = order.length - 1; at > 0; at--) {
    const other = draw() % (at + 1)
    const held = order[at] as T
    order[at] = order[other] as T
    order[other] = held
  }
  return order
}
