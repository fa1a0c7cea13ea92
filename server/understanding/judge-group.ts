import { randomUUID } from 'node:crypto'
import { link } from '../../core/2-triage/link.ts'
import type { Command } from '../../core/case/command.ts'
import { postsWith } from '../../core/policy/pack-in-force.ts'
import { type Refusal, refuse } from '../../core/shared/refusal.ts'
import { inTransaction } from '../db/transaction.ts'
import { type Organisation, postsOver } from '../directory.ts'
import { handleCommand } from '../handle-command.ts'
import type { House } from '../house.ts'
import { adoptedNow } from '../packs-in-force.ts'
import { visibleMembers } from '../read/radar.ts'

export type Judged = {
  readonly done: readonly string[]
  readonly refused: readonly { readonly id: string; readonly refusal: Refusal }[]
}

/**
 * Confirms that complaints of a group have the same cause: links each with the oldest of them by the command that anybody
 * would use, so that its rules hold for each. What is linked already counts as done.
 *
 * @param ids those meant; all of the group that the person may see where left out
 */
export async function confirmGroup(
  house: House,
  person: string,
  group: string,
  ids?: readonly string[],
): Promise<Judged | Refusal> {
  const members = (await visibleMembers(house, person, group)).filter(({ id }) => ids?.includes(id) ?? true)
  const [oldest, ...others] = members
  if (!oldest || others.length === 0) return refuse('radar.no-such-group')
  const [done, refused]: [string[], { id: string; refusal: Refusal }[]] = [[], []]
  for (const { id } of others) {
    const input = { other: oldest.id, kind: 'same-cause' }
    const caller = { kind: 'staff', id: person } as const
    const answer = await handleCommand(house, { command: link as unknown as Command, caseId: id, input, caller })
    if ('refusal' in answer && answer.refusal.code !== 'triage.linked-already')
      refused.push({ id, refusal: answer.refusal })
    else done.push(id)
  }
  return { done, refused }
}

/**
 * Holds complaints of a group apart for good: some from the rest, or each from each. They leave the group at once, and the
 * radar never puts them together again.
 *
 * @param ids those held apart from the rest; left out: each from each
 */
export async function splitGroup(
  house: House,
  organisation: Organisation,
  person: string,
  group: string,
  ids?: readonly string[],
): Promise<Judged | Refusal> {
  const members = await visibleMembers(house, person, group)
  const meant = members.filter(({ id }) => ids?.includes(id) ?? true)
  if (meant.length === 0 || members.length < 2) return refuse('radar.no-such-group')
  // Of all together nothing is held apart.
  if (ids && meant.length === members.length) return { done: [], refused: [] }
  const posts = adoptedNow(house, organisation).flatMap((pack) => postsWith(pack, 'may-classify'))
  const mayJudge = members.every(({ unit_id }) =>
    postsOver(organisation, person, unit_id).some((post) => posts.includes(post)),
  )
  if (!mayJudge)
    return refuse('case.no-authority', { command: 'link', authority: 'may-classify', posts: [...new Set(posts)] })
  const sides = members.map(({ id }, at) => ({ case_id: id, side: ids ? Number(ids.includes(id)) : at }))
  const verdict = `insert into radar_apart (case_id, verdict, side, person_id, at)
    select case_id, $2, side, $3, $4 from json_to_recordset($1::json) as s(case_id uuid, side int)`
  const leave =
    ids && meant.length > 1
      ? {
          text: 'update radar_member set group_id = $2 where case_id = any($1::uuid[])',
          values: [meant.map(({ id }) => id), randomUUID()],
        }
      : { text: 'delete from radar_member where case_id = any($1::uuid[])', values: [meant.map(({ id }) => id)] }
  await inTransaction(house.pool, { person }, async () => ({
    result: undefined,
    writes: [{ text: verdict, values: [JSON.stringify(sides), randomUUID(), person, house.now()] }, leave],
  }))
  return { done: meant.map(({ id }) => id), refused: [] }
}
