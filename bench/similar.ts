import { read } from '../server/db/transaction.ts'
import { readSimilar } from '../server/read/similar.ts'
import type { SearchedBox } from '../server/search/originals.ts'
import { openSearched, selectSearched } from '../server/search/originals.ts'
import { warmUp } from '../server/search/warm-up.ts'
import { percentile, rounded } from './figures.ts'
import { onSearchStage, type SearchStage } from './search-stage.ts'
import { textsFrom } from './texts.ts'

const asked = 200

/**
 * What a complaint resembles before it is registered, among a million: of a known one told again in other words, and of one
 * that nobody told before; in milliseconds. Beside it what it costs to open as many cases as it holds against the text at most.
 */
export function similar(): Promise<object> {
  return onSearchStage(async (stage) => {
    // What the program reads into memory at its start, so that none of it is still going on.
    await warmUp(stage.house.pool)
    const texts = textsFrom(4)
    const known = Array.from({ length: asked }, () => again(stage, texts))
    const fresh = Array.from({ length: asked }, () => texts.text(120))
    for (const { text } of known.slice(0, 30)) await readSimilar(stage.house, stage.all, { text })
    let found = 0
    const ofKnown = await timed(known, async ({ text, id }) => {
      const { rows } = await readSimilar(stage.house, stage.all, { text })
      if (rows.some((row) => row.id === id)) found++
    })
    const ofFresh = await timed(fresh, (text) => readSimilar(stage.house, stage.all, { text }))
    const ids = stage.some.slice(0, 20).map(({ id }) => id)
    const floor = await timed(known.slice(0, 30), async () => {
      const person = { person: stage.all }
      openSearched(await read<SearchedBox>(stage.house.pool, person, selectSearched(ids)), stage.house.ring)
    })
    const { cases } = stage
    return { bench: 'similar', cases, told: ofKnown, newlyTold: ofFresh, foundAgain: `${found} of ${asked}`, floor }
  })
}

/** A complaint of which a fifth of the words are others. */
function again({ some }: SearchStage, texts: ReturnType<typeof textsFrom>): { id: string; text: string } {
  const { id, said } = some[Math.floor(texts.chance() * some.length)] as SearchStage['some'][0]
  const content = said.find(({ field }) => field === 'content')?.text ?? ''
  return { id, text: content.slice(0, Math.floor(content.length * 0.8)) + texts.text(Math.floor(content.length / 10)) }
}

async function timed<T>(all: readonly T[], ask: (one: T) => Promise<unknown>): Promise<object> {
  const took: number[] = []
  for (const one of all) {
    const begun = performance.now()
    await ask(one)
    took.push(performance.now() - begun)
  }
  took.sort((one, other) => one - other)
  return { p50: rounded(percentile(took, 0.5), 1), p95: rounded(percentile(took, 0.95), 1) }
}
