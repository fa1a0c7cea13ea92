import { randomUUIDv7 } from 'node:crypto'
import { readAll } from '../db/transaction.ts'
import type { House } from '../house.ts'
import { supplements } from '../supplements.ts'
import type { ToldFact } from '../trail/envelope.ts'
import { type LockedBox, openBoxes, openData, selectBoxes, selectFacts } from '../trail/read.ts'

export type RevealedField = 'phone' | 'email' | 'identity' | 'address'

/**
 * One contact field of a party in full, or the words of the complaint. That it was revealed, to whom and for which reason is written down in the same
 * transaction; the reason lies sealed, since people write names into it.
 *
 * @returns undefined where the person may not see the case; null where the field is empty or was erased
 */
export async function revealContact(
  house: House,
  person: string,
  id: string,
  party: string,
  field: RevealedField,
  reason: string,
): Promise<string | null | undefined> {
  const entry = randomUUIDv7()
  const log = {
    text: `insert into read_log (id, at, person_id, what, case_ids, reason_box) select $1, $2, $3, $4, array[c.id], $5 from case_row c where c.id = $6`,
    values: [entry, house.now(), person, `reveal:${field}`, house.ring.sealRow(`read_log|reason|${entry}`, reason), id],
  }
  const [facts, boxes] = await readAll<[ToldFact, LockedBox, object]>(house.pool, { person }, [
    selectFacts(id),
    selectBoxes(id),
    log,
  ])
  if (facts.length === 0) return undefined
  const opened = openBoxes(boxes, house.ring)
  const told = facts.map((fact) => ({ fact, data: openData(fact, opened) }))
  const parties = told.flatMap(({ data }) =>
    data.party && typeof data.party === 'object' ? [data.party as Record<string, string | null | undefined>] : [],
  )
  const added = party === parties[0]?.id ? supplements(told)[field] : undefined
  return added ?? parties.find((one) => one.id === party)?.[field] ?? null
}
