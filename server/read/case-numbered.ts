import { asSystem, read } from '../db/transaction.ts'
import type { House } from '../house.ts'

/** The case of a number, whoever may see it; undefined where there is none. */
export async function caseNumbered({ pool }: House, number: string): Promise<string | undefined> {
  const text = 'select id from case_row where number = $1'
  const [row] = await read<{ id: string }>(pool, asSystem, { text, values: [number] })
  return row?.id
}
