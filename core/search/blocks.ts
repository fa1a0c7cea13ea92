import { places } from './grams.ts'
import { casesIn, type Reader, readNumber, type Spots, type Writer, writeNumber } from './spots.ts'

/**
 * A long list lies in blocks of its own, cut between cases, so that a search opens only those in which it looks. In the page
 * stands what tells them apart.
 */
export type Blocks = {
  /** How many cases the list has in all. */
  readonly cases: number
  /** The ordinal of the first case of each block; ascending, one at least. */
  readonly firsts: Uint32Array
}

/** So long a block is, about. */
export const blockBytes = 7_900

/**
 * Cuts a list into parts of like size, each of whole cases.
 *
 * @param spots ascending
 * @param parts how many, at least 1; fewer where a case is larger than a part
 */
export function cutSpots(spots: Spots, parts: number): Spots[] {
  const cut: Spots[] = []
  const size = Math.ceil(spots.length / parts)
  for (let from = 0; from < spots.length; ) {
    let end = Math.min(from + size, spots.length)
    const caseEnds = (Math.floor((spots[end - 1] as number) / places) + 1) * places
    while (end < spots.length && (spots[end] as number) < caseEnds) end++
    cut.push(spots.subarray(from, end))
    from = end
  }
  return cut
}

/** @param parts see `cutSpots` */
export function writeBlocks(writer: Writer, parts: readonly Spots[]): void {
  writeNumber(
    writer,
    parts.reduce((sum, part) => sum + casesIn(part), 0),
  )
  writeNumber(writer, parts.length)
  let before = 0
  for (const [spot = 0] of parts) {
    const first = Math.floor(spot / places)
    writeNumber(writer, first - before)
    before = first
  }
}

/** What `writeBlocks` wrote. */
export function readBlocks(bytes: Uint8Array): Blocks {
  const reader: Reader = { bytes, at: 0 }
  const cases = readNumber(reader)
  const firsts = new Uint32Array(readNumber(reader))
  let first = 0
  for (let n = 0; n < firsts.length; n++) {
    first += readNumber(reader)
    firsts[n] = first
  }
  return { cases, firsts }
}

/**
 * The blocks that may have one of some cases.
 *
 * @param spots one or more of each of these cases, ascending
 */
export function blocksOf({ firsts }: Blocks, spots: Spots): number[] {
  const blocks: number[] = []
  let at = 0
  for (const spot of spots) {
    const ordinal = Math.floor(spot / places)
    while (at + 1 < firsts.length && (firsts[at + 1] as number) <= ordinal) at++
    if ((firsts[at] as number) <= ordinal && blocks.at(-1) !== at) blocks.push(at)
  }
  return blocks
}
