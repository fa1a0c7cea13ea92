import { randomUUIDv7 } from 'node:crypto'
import type { CaseRow } from '../../api/cases.ts'
import { read } from '../db/transaction.ts'
import type { House } from '../house.ts'
import { contactDigests } from '../registration-rows.ts'
import { rowColumns, type StoredRow, showRows } from './case-rows.ts'

/** The latest 20 cases of whoever has this phone or e-mail, open and ended, as far as the reader may see them. */
export async function readSimilar(
  house: House,
  person: string,
  contacts: { phone?: string | undefined; email?: string | undefined },
): Promise<CaseRow[]> {
  const digests = contactDigests(house.ring, {
    ...(contacts.phone && { phone: contacts.phone }),
    ...(contacts.email && { email: contacts.email }),
  })
  if (digests.length === 0) return []
  const text = `with p as (select * from case_row c where c.id in (select d.case_id from contact_digest d where d.digest = any($1::bytea[])) order by c.received_at desc limit 20),
    logged as (insert into read_log (id, at, person_id, what, case_ids) select $2, $3, $4, 'similar', array_agg(p.id) from p having count(*) > 0)
    select ${rowColumns} from p order by p.received_at desc`
  const values = [digests.map((one) => one.digest), randomUUIDv7(), house.now(), person]
  return showRows(house, await read<StoredRow>(house.pool, { person }, { name: 'similar', text, values }))
}
