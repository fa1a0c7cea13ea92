import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { PlainRing } from '../crypto/key-ring.ts'
import { asSystem, inTransaction } from '../db/transaction.ts'
import type { House } from '../house.ts'
import { sourceAt } from '../project-root.ts'

/** What the thread knows. It stays within the process: the keys lie in its memory. @param since ISO instant */
export type LookTask = { readonly url: string; readonly keys: PlainRing; readonly since: string }
/** A phrase with its place among those of its group, the most telling 0. */
export type TellingPhrase = { readonly phrase: string; readonly rank: number }
/** What is kept of a member: its own share of the group's phrases, and where it happened. */
export type MemberTold = { readonly phrases: readonly TellingPhrase[]; readonly place: string }
/** A group as the thread found it, the oldest member first. */
export type Spotted = { readonly members: readonly (MemberTold & { readonly id: string })[] }

/** Days that the radar looks back. */
export const lookedBack = 90

/**
 * Groups the complaints of the last days by their cause, in a thread of its own, and keeps what it found. A group keeps its
 * id as long as its oldest member stays in it.
 *
 * @param stop ends it early; what was found before stays
 * @returns how many groups there are
 * @throws AbortError after a stop; what the thread threw
 */
export async function look(house: House, stop?: AbortSignal): Promise<number> {
  const since = Temporal.Instant.from(house.now())
    .subtract({ hours: 24 * lookedBack })
    .toString({ fractionalSecondDigits: 3 })
  const task: LookTask = { url: house.pool.options.connectionString ?? '', keys: house.ring.plain(), since }
  const thread = new Worker(sourceAt('server/understanding/look-thread.ts'), { workerData: task })
  try {
    const [spotted] = (await once(thread, 'message', stop && { signal: stop })) as [Spotted[]]
    await keep(house, since, spotted)
    return spotted.length
  } finally {
    await thread.terminate()
  }
}

async function keep(house: House, since: string, spotted: readonly Spotted[]): Promise<void> {
  await inTransaction(house.pool, asSystem, async (client) => {
    const { rows } = await client.query<{ case_id: string; group_id: string }>(
      'select case_id, group_id from radar_member',
    )
    const before = new Map(rows.map(({ case_id, group_id }) => [case_id, group_id]))
    const taken = new Set<string>()
    const members = spotted.flatMap(({ members }) => {
      const known = before.get(members[0]?.id ?? '')
      const group = known === undefined || taken.has(known) ? randomUUID() : known
      taken.add(group)
      return members.map(({ id, phrases, place }) => {
        const box = house.ring.sealRow(memberPlace(id), JSON.stringify({ phrases, place } satisfies MemberTold))
        return { case_id: id, group_id: group, box: box.toString('hex') }
      })
    })
    const insert = `insert into radar_member (case_id, group_id, box)
      select case_id, group_id, decode(box, 'hex') from json_to_recordset($1::json) as m(case_id uuid, group_id uuid, box text)`
    const looked = `insert into radar_look (made_at, since) values ($1, $2) on conflict (single) do update set made_at = excluded.made_at, since = excluded.since`
    return {
      result: undefined,
      writes: [
        { text: 'delete from radar_member' },
        { text: insert, values: [JSON.stringify(members)] },
        { text: looked, values: [house.now(), since] },
      ],
    }
  })
}

/** What the box of a member is sealed for. */
export function memberPlace(caseId: string): string {
  return `radar_member|box|${caseId}`
}
