import { randomUUIDv7 } from 'node:crypto'
import type { Statement } from '../db/pool.ts'
import { asSystem, read } from '../db/transaction.ts'
import type { Organisation } from '../directory.ts'
import type { House } from '../house.ts'
import { adoptedNow } from '../packs-in-force.ts'
import { groupsOf, type MemberRow, selectMembers } from '../read/radar-members.ts'
import { heats } from './heats.ts'

/** What a person is told: that a group would have a grade under a pack, by its latest complaint. */
type Tiding = {
  readonly person: string
  readonly caseId: string
  readonly regime: string
  readonly grade: string
  readonly members: readonly string[]
}

/**
 * Tells those whom a pack names for its counts of people that complaints would reach a grade, were they confirmed as of the
 * same cause. Each is told by what that person may see, once for each grade of a group; a group that is confirmed as a
 * whole is told by the duties of the pack.
 *
 * @returns how many notices were written
 */
export async function tellHot(house: House, organisation: Organisation): Promise<number> {
  const tidings: Tiding[] = []
  const heatOf = await heats(house, organisation)
  for (const [person, regimes] of toldPeople(house, organisation)) {
    const rows = await read<MemberRow>(house.pool, { person }, selectMembers())
    for (const group of groupsOf(rows, ({ group_id }) => group_id).values()) {
      if (group.every(({ linked }) => linked)) continue
      const members = group.map(({ id }) => id)
      for (const { regime, grade } of heatOf(group))
        if (regimes.has(regime)) tidings.push({ person, caseId: members[0] ?? '', regime, grade, members })
    }
  }
  if (tidings.length === 0) return 0
  const told = await read<{ person: string; caseId: string }>(house.pool, asSystem, insertTidings(house.now(), tidings))
  for (const { person, caseId } of told) house.live.tell({ caseId, unit: '', notified: [person], hidden: [] })
  return told.length
}

/** Who holds a post that a count of a pack tells, each with those packs. */
function toldPeople(house: House, organisation: Organisation): Map<string, ReadonlySet<string>> {
  const packs = adoptedNow(house, organisation)
  const told = [...organisation.people.values()].flatMap(({ id, disabled, posts, lent }) => {
    const held = [...posts, ...lent].map(({ post }) => post)
    const telling = packs.filter(({ content }) =>
      Object.values(content.grades.counts ?? {}).some(({ tell }) => tell?.some((post) => held.includes(post))),
    )
    const regimes = new Set(telling.map((pack) => pack.id))
    return disabled || regimes.size === 0 ? [] : [[id, regimes] as const]
  })
  return new Map(told)
}

/** A group is known by its members: whoever was told of one of them is not told again, whatever the group has become. */
function insertTidings(now: string, tidings: readonly Tiding[]): Statement {
  const text = `insert into notice (stream_id, case_id, version, person_id, id, type, regime, duty, at)
    select t."caseId", t."caseId", 0, t.person, t.id, 'SameCauseSeen', t.regime, t.grade, $2
    from json_to_recordset($1::json) as t("caseId" uuid, person uuid, id uuid, regime text, grade text, members uuid[])
    where not exists (select from notice n where n.person_id = t.person and n.type = 'SameCauseSeen' and n.regime = t.regime and n.duty = t.grade
      and n.stream_id = any(t.members))
    on conflict do nothing returning person_id as person, stream_id as "caseId"`
  const rows = tidings.map((one) => ({ ...one, id: randomUUIDv7() }))
  return { name: 'tell-hot', text, values: [JSON.stringify(rows), now] }
}
