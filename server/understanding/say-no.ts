import { postsWith } from '../../core/policy/pack-in-force.ts'
import { type Refusal, refuse } from '../../core/shared/refusal.ts'
import { inTransaction, read } from '../db/transaction.ts'
import { type Organisation, postsOver } from '../directory.ts'
import type { House } from '../house.ts'
import { adoptedNow } from '../packs-in-force.ts'
import { authorityOver } from './subjects.ts'

/**
 * Keeps that a value proposed for a case is wrong: it is not proposed for it again, and models learn from it. Said twice it
 * is kept once.
 *
 * @param subject what it was proposed for, see `subjects.ts`
 * @returns why not, where the case is unknown to the person or the person may not decide such a thing
 */
export async function sayNo(
  house: House,
  organisation: Organisation,
  person: string,
  { id, subject, value }: { readonly id: string; readonly subject: string; readonly value: string },
): Promise<Refusal | undefined> {
  const where = { name: 'unit-of-case', text: 'select unit_id from case_row where id = $1', values: [id] }
  const [row] = await read<{ unit_id: string }>(house.pool, { person }, where)
  if (!row) return refuse('case.unknown')
  const authority = authorityOver(subject)
  const posts = adoptedNow(house, organisation).flatMap((pack) => postsWith(pack, authority))
  if (!postsOver(organisation, person, row.unit_id).some((post) => posts.includes(post)))
    return refuse('case.no-authority', { command: 'classify', authority, posts: [...new Set(posts)] })
  const text = `insert into proposal_no (case_id, subject, value, person_id, at) values ($1, $2, $3, $4, $5) on conflict do nothing`
  const values = [id, subject, value, person, house.now()]
  await inTransaction(house.pool, { person }, async () => ({
    result: undefined,
    writes: [{ name: 'say-no', text, values }],
  }))
  return undefined
}
