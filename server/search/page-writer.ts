import { blockBytes, cutSpots, writeBlocks } from '../../core/search/blocks.ts'
import { listBytes, pageBytes, type Term, termRoom, writeTerm } from '../../core/search/page.ts'
import { newWriter, type Spots, type Writer, writeSpots, written } from '../../core/search/spots.ts'
import { open, seal } from '../crypto/box.ts'

/** A sealed page; the first term in it finds it. */
export type PageRow = { readonly first: Term; readonly box: Buffer }

/** A sealed block of a long list. */
export type BlockRow = { readonly term: Term; readonly block: number; readonly box: Buffer }

/** A segment with the key that its pages lie under. */
export type SegmentKey = { readonly id: string; readonly key: Buffer }

const pagePlace = (segment: string, first: Term) => `search_page|box|${segment}|${first}`
const blockPlace = (segment: string, term: Term, block: number) => `search_block|box|${segment}|${term}|${block}`

export type Filled = { readonly pages: readonly PageRow[]; readonly blocks: readonly BlockRow[] }

/** Puts terms into sealed pages and blocks; they come in ascending order. `take` gives what is full since, `end` also the last page. */
export type PageWriter = {
  add(term: Term, spots: Spots, placed: boolean): void
  /** How many pages and blocks are full. */
  waiting(): number
  take(): Filled
  end(): Filled
}

/** How many bytes a list has at most that stands in a page, and a block about. */
export type Longest = { readonly list: number; readonly block: number }

export function pageWriter(
  { id, key }: SegmentKey,
  longest: Longest = { list: listBytes, block: blockBytes },
): PageWriter {
  const list = newWriter()
  const page = newWriter(pageBytes * 2)
  let first: Term | undefined
  let pages: PageRow[] = []
  let blocks: BlockRow[] = []
  const sealed = (place: string, writer: Writer) => seal(key, place, Buffer.from(written(writer)))
  const close = () => {
    if (first === undefined) return
    pages.push({ first, box: sealed(pagePlace(id, first), page) })
    page.length = 0
    first = undefined
  }
  const addBlocks = (term: Term, parts: readonly Spots[], placed: boolean) => {
    for (const [block, part] of parts.entries()) {
      list.length = 0
      writeSpots(list, part, placed)
      blocks.push({ term, block, box: sealed(blockPlace(id, term, block), list) })
    }
    list.length = 0
    writeBlocks(list, parts)
  }
  const take = () => {
    const taken = { pages, blocks }
    pages = []
    blocks = []
    return taken
  }
  return {
    add(term, spots, placed) {
      list.length = 0
      writeSpots(list, spots, placed)
      const inBlocks = list.length > longest.list
      if (inBlocks) addBlocks(term, cutSpots(spots, Math.ceil(list.length / longest.block)), placed)
      if (page.length > 0 && page.length + list.length + termRoom > pageBytes) close()
      first ??= term
      writeTerm(page, term, { bytes: written(list), inBlocks })
    },
    waiting: () => pages.length + blocks.length,
    take,
    end() {
      close()
      return take()
    },
  }
}

/** A page as it was before it was sealed. @throws WrongPlace where it belongs elsewhere */
export function openPage({ id, key }: SegmentKey, { first, box }: PageRow): Buffer {
  return open(key, pagePlace(id, first), box)
}

/** A block as it was before it was sealed. @throws WrongPlace where it belongs elsewhere */
export function openBlock({ id, key }: SegmentKey, { term, block, box }: BlockRow): Buffer {
  return open(key, blockPlace(id, term, block), box)
}
