import { randomUUIDv7 } from 'node:crypto'
import type { Statement } from '../db/pool.ts'
import { readAll } from '../db/transaction.ts'
import type { House } from '../house.ts'
import { type MemberTold, memberPlace } from '../understanding/look.ts'
import { rowColumns, type StoredRow } from './case-rows.ts'

export type MemberRow = StoredRow & {
  readonly group_id: string
  readonly box: Buffer
  readonly marks: string[]
  readonly linked: boolean
}
/** A member that the reader may see. */
export type Member = { readonly row: MemberRow; readonly told: MemberTold }

/** One complaint is no group. */
const fewest = 2

/**
 * The members of all groups, or of one, that a person may see, the latest first. The reading is written down.
 *
 * @returns `madeAt` when the radar looked last; null before
 */
export async function readMembers(house: House, person: string, group?: string) {
  const look = { name: 'radar-look', text: 'select made_at from radar_look' }
  const text = `with ${shownMembers},
    logged as (insert into read_log (id, at, person_id, what, case_ids) select $2, $3, $4, 'radar', array_agg(s.id) from shown s having count(*) > 0)
    select * from shown order by received_at desc, id`
  const members = { name: 'radar-members', text, values: [group ?? null, randomUUIDv7(), house.now(), person] }
  const [rows, looks] = await readAll<[MemberRow, { made_at: string }]>(house.pool, { person }, [members, look])
  const opened = rows.map((row): Member => {
    return { row, told: JSON.parse(house.ring.openRow(memberPlace(row.id), row.box)) as MemberTold }
  })
  return { members: opened, madeAt: looks[0]?.made_at ?? null }
}

/** The same rows, for the house to count by: nobody reads them, and their boxes stay closed. */
export function selectMembers(): Statement {
  const text = `with ${shownMembers} select * from shown order by received_at desc, id`
  return { name: 'radar-rows', text, values: [null] }
}

const shownMembers = `m as (select * from radar_member where $1::uuid is null or group_id = $1),
    shown as (select m.group_id, m.box, ${rowColumns},
      array(select encode(d.digest, 'hex') from contact_digest d where d.case_id = p.id) as marks,
      exists (select from case_link l join m o on o.case_id in (l.case_id, l.other) and o.case_id <> p.id and o.group_id = m.group_id
        where l.kind = 'same-cause' and p.id in (l.case_id, l.other)) as linked
      from m join case_row p on p.id = m.case_id)`

/** Rows by group; what is alone is left out. */
export function groupsOf<T>(members: readonly T[], groupOf: (member: T) => string): Map<string, T[]> {
  return new Map([...Map.groupBy(members, groupOf)].filter(([, group]) => group.length >= fewest))
}
