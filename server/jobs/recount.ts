import { countAgain } from '../../core/2-triage/count-people.ts'
import type { Command } from '../../core/case/command.ts'
import { theComplainant } from '../../core/case/parties.ts'
import { joinedWith } from '../../core/policy/count-people.ts'
import { type Link, selectLinks } from '../case-links.ts'
import type { Statement } from '../db/pool.ts'
import { asSystem, read, readAll } from '../db/transaction.ts'
import { handleCommand } from '../handle-command.ts'
import type { House } from '../house.ts'

const batch = 200

type Asked = { readonly id: string; readonly case_id: string }
type Member = { readonly id: string; readonly receivedAt: string; readonly marks: string[] }

/**
 * Counts again how many people complain of the same, in every group that links have joined or parted since the last
 * time. What is counted is what stands when it is read, so it does not matter in which order the links came, or that two
 * came at once: the later of them asks again.
 *
 * @returns how many groups were counted, and the failures; a group that fails is passed over and tried again next time
 */
export async function recount(house: House): Promise<{ groups: number; failures: Error[] }> {
  const text = 'select id, case_id from recount order by id limit $1'
  const asked = await read<Asked>(house.pool, asSystem, { name: 'recount-asked', text, values: [batch] })
  const [counted, failures]: [Set<string>, Error[]] = [new Set(), []]
  let groups = 0
  for (const { case_id } of asked) {
    if (counted.has(case_id)) continue
    const members = await countGroup(house, case_id).catch((error: Error) => void failures.push(error))
    for (const member of members ?? []) counted.add(member)
    if (members) groups++
  }
  const settled = asked.filter(({ case_id }) => counted.has(case_id))
  if (settled.length > 0) await read(house.pool, asSystem, done(settled))
  return { groups, failures }
}

function done(asked: readonly Asked[]): Statement {
  return {
    name: 'recount-done',
    text: 'delete from recount where id = any($1::bigint[])',
    values: [asked.map(({ id }) => id)],
  }
}

/** @returns the members of the group, the case itself among them */
async function countGroup(house: House, caseId: string): Promise<ReadonlySet<string>> {
  const links = await read<Link>(house.pool, asSystem, selectLinks(caseId))
  const members = joinedWith(caseId, links)
  const [cases] = await readAll<[Member]>(house.pool, asSystem, [selectMembers([...members])])
  for (const { id } of cases)
    await handleCommand(house, {
      command: countAgain as unknown as Command,
      caseId: id,
      input: { self: id, cases, links },
      caller: { kind: 'system', id: 'rules' },
      origin: 'rule',
    })
  return members
}

/** When each was received, and the keyed digests by which its complainant is known. */
function selectMembers(ids: readonly string[]): Statement {
  const text = `select c.id, c.received_at as "receivedAt",
      array(select encode(d.digest, 'hex') from contact_digest d where d.case_id = c.id and d.party = $2) as marks
    from case_row c where c.id = any($1::uuid[]) order by c.received_at, c.id`
  return { name: 'members-of-group', text, values: [ids, theComplainant] }
}
