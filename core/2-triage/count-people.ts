import { z } from 'zod'
import { command } from '../case/command.ts'
import type { CaseEvent } from '../case/events.ts'
import { linkKinds } from '../case/events.ts'
import { type CaseState, stages } from '../case/state.ts'
import { countPeople, joinedWith } from '../policy/count-people.ts'
import { countedBy } from '../policy/counted-by.ts'
import type { PackInForce } from '../policy/pack-in-force.ts'
import { id, moment } from '../shared/fields.ts'

/** What the clock runs where complaints were joined or parted; nobody has a button for it. */
export const countAgain = command({
  name: 'count-people',
  summary: 'Write down how many people complain of the same.',
  stages,
  authority: 'none',
  input: z.strictObject({
    self: id(),
    /** All complaints that are joined with this one, by whatever links. */
    cases: z.array(z.strictObject({ id: id(), receivedAt: moment(), marks: z.array(z.string()) })),
    links: z.array(z.strictObject({ case: id(), other: id(), kind: z.enum(linkKinds) })),
  }),

  decide({ self, cases, links }, { state, packs, calendar }) {
    return packs.flatMap((pack) =>
      Object.entries(pack.content.grades.counts ?? {}).flatMap(([count, { links: kinds, within }]) => {
        const joined = joinedWith(
          self,
          links.filter(({ kind }) => kinds.includes(kind)),
        )
        const group = cases.filter((one) => joined.has(one.id))
        return changed(state, pack, count, countPeople(group, self, within, countedBy(pack, calendar)))
      }),
    )
  },
})

function changed(
  state: CaseState,
  pack: PackInForce,
  count: string,
  found: { people: number; cases: number },
): CaseEvent[] {
  const known = state.regimes.find((one) => one.pack === pack.id)?.people?.[count]
  // Whoever is joined with nobody was never counted.
  if (found.people === known || (known === undefined && found.cases < 2)) return []
  return [{ type: 'PeopleCounted', regime: pack.id, count, ...found }]
}
