import type { House } from '../house.ts'
import { comparedLetters } from '../understanding/letters.ts'
import type { Tools } from './build-segment.ts'
import { termDigests } from './term-digests.ts'

/** What the index needs of the house to take something in. */
export type Shelf = Tools & Pick<House, 'pool' | 'now'>

/** @param house the house, or what a thread has of it */
export async function shelfOf({ pool, ring, now }: Pick<House, 'pool' | 'ring' | 'now'>): Promise<Shelf> {
  return { pool, ring, now, digests: termDigests(ring), letters: await comparedLetters() }
}
