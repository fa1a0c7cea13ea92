import type { Pool } from './db/pool.ts'

/** Case numbers `2026-000042`. Each process takes a block at a time, so numbers may have gaps but never repeat. */
export type NumberBlocks = { next(year: number): Promise<string> }

const blockSize = 50

/** Hands out case numbers of a year, one block of 50 from the database at a time. */
export function openNumbers(pool: Pool): NumberBlocks {
  const blocks = new Map<number, Promise<{ next: number; end: number }>>()
  const take = (year: number) => {
    const block = takeBlock(pool, year)
    blocks.set(year, block)
    // A block that could not be had must not be remembered: the next caller asks again.
    void block.catch(() => blocks.delete(year))
    return block
  }
  const next = async (year: number): Promise<string> => {
    const block = await (blocks.get(year) ?? take(year))
    if (block.next < block.end) return format(year, block.next++)
    if ((await blocks.get(year)) === block) void take(year)
    return next(year)
  }
  return { next }
}

async function takeBlock(pool: Pool, year: number): Promise<{ next: number; end: number }> {
  const { rows } = await pool.query<{ next: number }>(
    `insert into number_block (year, next) values ($1, $2::int + 1) on conflict (year) do update set next = number_block.next + $2 returning next`,
    [year, blockSize],
  )
  const end = rows[0]?.next ?? 0
  return { next: end - blockSize, end }
}

function format(year: number, number: number): string {
  return `${year}-${String(number).padStart(6, '0')}`
}
