import { pageBytes, type Term, writeTerm } from '../../core/search/page.ts'
import { newWriter, type Writer, writeSpots } from '../../core/search/spots.ts'
import { open, seal } from '../crypto/box.ts'

export type PageRow = { readonly first: Term; readonly box: Buffer }

/** A segment with the key that its pages lie under. */
export type SegmentKey = { readonly id: string; readonly key: Buffer }

const place = (segment: string, first: Term) => `search_page|box|${segment}|${first}`

/** Puts terms into sealed pages; they come in ascending order. `take` gives the pages that are full since, `end` also the last. */
export type PageWriter = {
  add(term: Term, spots: ArrayLike<number>, placed: boolean): void
  /** How many pages are full. */
  waiting(): number
  take(): PageRow[]
  end(): PageRow[]
}

export function pageWriter({ id, key }: SegmentKey): PageWriter {
  const spotsWritten = newWriter()
  const page = newWriter(pageBytes * 2)
  let first: Term | undefined
  let rows: PageRow[] = []
  const close = () => {
    if (first === undefined) return
    rows.push({ first, box: seal(key, place(id, first), Buffer.from(page.bytes.subarray(0, page.length))) })
    page.length = 0
    first = undefined
  }
  const take = () => {
    const taken = rows
    rows = []
    return taken
  }
  return {
    add(term, spots, placed) {
      spotsWritten.length = 0
      writeSpots(spotsWritten, spots, placed)
      if (page.length > 0 && page.length + spotsWritten.length > pageBytes) close()
      first ??= term
      writeTerm(page, term, written(spotsWritten))
    },
    waiting: () => rows.length,
    take,
    end() {
      close()
      return take()
    },
  }
}

function written({ bytes, length }: Writer): Uint8Array {
  return bytes.subarray(0, length)
}

/** A page as it was before it was sealed. @throws WrongPlace where it belongs elsewhere */
export function openPage({ id, key }: SegmentKey, { first, box }: PageRow): Buffer {
  return open(key, place(id, first), box)
}
