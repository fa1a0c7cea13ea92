import { randomUUIDv7 } from 'node:crypto'
import type { CaseMails } from '../../api/mails.ts'
import { inform } from '../../core/5-feedback/inform.ts'
import { postsWith } from '../../core/policy/pack-in-force.ts'
import { maskSensitive } from '../../core/understanding/sensitive.ts'
import { pinnedBy } from '../case-now.ts'
import type { Statement } from '../db/pool.ts'
import { read, readAll } from '../db/transaction.ts'
import { type Organisation, postsOver } from '../directory.ts'
import { openLook } from '../doors/messages.ts'
import { inboxUnits } from '../doors/read-inbox.ts'
import { foldCase } from '../fold-case.ts'
import type { House } from '../house.ts'
import type { ToldFact } from '../trail/envelope.ts'
import { selectFacts } from '../trail/read.ts'
import { maskEmail } from './mask.ts'

type Came = CaseMails['came'][number]
type Left = CaseMails['left'][number]
type CameRow = Pick<Came, 'id' | 'at' | 'state' | 'reason'> & {
  readonly unit_id: string
  readonly look_box: Buffer | null
}

/**
 * The mails that came for a case and those that left for it; undefined where the reader may not see the case. The reading is
 * written down.
 */
export async function readCaseMails(
  house: House,
  organisation: Organisation,
  person: string,
  id: string,
): Promise<CaseMails | undefined> {
  const [[known], facts, came, left] = await readAll<[object, ToldFact, CameRow, Left]>(house.pool, { person }, [
    selectCase(house, person, id),
    selectFacts(id),
    { name: 'mails-came', text: selectCame, values: [id] },
    { name: 'mails-left', text: selectLeft, values: [id] },
  ])
  if (!known) return undefined
  const open = new Set(inboxUnits(house, organisation, person))
  return {
    came: came.map((row) => showCame(house, row, open.has(row.unit_id))),
    left,
    mayResend: await mayTell(house, organisation, person, facts),
  }
}

function selectCase({ now }: House, person: string, id: string): Statement {
  const text = `with c as (select id from case_row where id = $1),
    logged as (insert into read_log (id, at, person_id, what, case_ids) select $2, $3, $4, 'mails', array[c.id] from c)
    select from c`
  return { name: 'mails-of-case', text, values: [id, randomUUIDv7(), now(), person] }
}

/** Of each direction the latest are shown. */
const selectCame = `select id, received_at as at, state, reason, unit_id, look_box from door_message
  where case_id = $1 and exists (select from case_row where id = $1) order by received_at desc, id desc limit 200`

const selectLeft = `select id, kind, made_at as "madeAt", sent_at as "sentAt", state, reason, tries,
    case when state = 'waiting' then next_try_at end as "nextTryAt", insisted_by as "insistedBy" from mail_out
  where case_id = $1 and exists (select from case_row where id = $1) order by made_at desc, id desc limit 200`

function showCame(house: House, { unit_id: _, look_box, ...row }: CameRow, opens: boolean): Came {
  const look = openLook(house, row.id, look_box)
  return {
    ...row,
    verdict: look?.verdict ?? 'not-verified',
    from: maskEmail(look?.from),
    subject: maskSensitive(look?.subject ?? ''),
    text: maskSensitive(look?.text ?? ''),
    attachments: look?.attachments ?? 0,
    opens,
  }
}

/**
 * Whoever may tell the complainant something, by the pack that leads in the case, may also have it sent again. The post decides and
 * no stage: receipts leave before a complaint is accepted.
 */
async function mayTell(
  house: House,
  organisation: Organisation,
  person: string,
  facts: readonly ToldFact[],
): Promise<boolean> {
  const state = foldCase(facts)
  const [pack] = (await pinnedBy(house, state)).packs
  const posts = pack ? postsWith(pack, inform.authority) : []
  return postsOver(organisation, person, state.unit).some((post) => posts.includes(post))
}

/**
 * Has a mail sent that was held back or failed, under its own id; the hold does not count for it any more.
 *
 * @returns whether there was such a mail and the person may tell the complainant something
 */
export async function resendMail(
  house: House,
  organisation: Organisation,
  person: string,
  of: { readonly id: string; readonly mail: string },
): Promise<boolean> {
  const seen = { name: 'resend-of', text: 'select from case_row where id = $1', values: [of.id] }
  const [[known], facts] = await readAll<[object, ToldFact]>(house.pool, { person }, [seen, selectFacts(of.id)])
  if (!known || !(await mayTell(house, organisation, person, facts))) return false
  const resend = `update mail_out set state = 'waiting', reason = null, tries = 0, next_try_at = $3, insisted_by = $4
    where id = $1 and case_id = $2 and state in ('held-back', 'failed') returning id`
  const values = [of.mail, of.id, house.now(), person]
  return (await read(house.pool, { person }, { name: 'resend-mail', text: resend, values })).length > 0
}
