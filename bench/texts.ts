/** Draws texts that look to an index as complaints do: few words stand everywhere, most are rare. The same seed, the same texts. */
export type Texts = {
  /** A text of so many words, about; with signs between. */
  text(words: number): string
  /** A word as often as it stands in texts, or any word of the whole vocabulary with equal chance. */
  word(how: 'common' | 'any'): string
  /** 0 to 1, without 1. */
  chance(): number
}

const vocabulary = 60_000
const characters = 4_000
/** A draw is one look into a table: as many places as a word is frequent. */
const drawn = 2 ** 20

/** @param seed any whole number */
export function textsFrom(seed: number): Texts {
  const chance = seeded(seed)
  const letter = zipf(characters, 8, chance)
  const signs = Array.from({ length: characters }, (_, n) => String.fromCharCode(0x4e00 + ((n * 5_171) % 20_900)))
  const words = Array.from({ length: vocabulary }, () =>
    Array.from({ length: [1, 2, 2, 2, 2, 2, 3, 3, 4, 4][Math.floor(chance() * 10)] ?? 2 }, () => signs[letter()]).join(
      '',
    ),
  )
  const common = zipf(vocabulary, 2.7, chance)
  return {
    chance,
    word: (how) => words[how === 'common' ? common() : Math.floor(chance() * vocabulary)] ?? '',
    text(count) {
      let text = ''
      for (let n = 1; n <= count; n++) {
        text += words[common()]
        if (n % 11 === 0) text += n % 33 === 0 ? '。' : '，'
      }
      return text
    },
  }
}

/** Ranks from 0, each as likely as its inverse. @param flat how much flatter the head is than by Zipf alone */
function zipf(ranks: number, flat: number, chance: () => number): () => number {
  const weights = Array.from({ length: ranks }, (_, rank) => 1 / (rank + 1 + flat))
  const whole = weights.reduce((sum, one) => sum + one, 0)
  const table = new Uint16Array(drawn)
  let [rank, upTo] = [0, (weights[0] as number) / whole]
  for (let n = 0; n < drawn; n++) {
    while (n / drawn >= upTo && rank < ranks - 1) upTo += (weights[++rank] as number) / whole
    table[n] = rank
  }
  return () => table[Math.floor(chance() * drawn)] as number
}

/** Mulberry32. */
function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
