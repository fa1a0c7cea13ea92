import type { DueSamples } from '../../api/evidence.ts'
import { read } from '../db/transaction.ts'
import type { Organisation } from '../directory.ts'
import type { House } from '../house.ts'

/** Things whose last day in custody is over, of the cases that the person sees; the oldest first. */
export async function readDueSamples(
  { pool, now }: House,
  { office }: Organisation,
  person: string,
): Promise<DueSamples['samples']> {
  const today = Temporal.Instant.from(now()).toZonedDateTimeISO(office.zone).toPlainDate().toString()
  const text = `select s.case_id as "caseId", c.number, s.evidence, s.keep_until::text as "keepUntil"
    from kept_sample s join case_row c on c.id = s.case_id where s.keep_until < $1::date order by s.keep_until, c.number limit 200`
  return read(pool, { person }, { name: 'due-samples', text, values: [today] })
}
