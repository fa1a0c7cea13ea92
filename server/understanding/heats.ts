import type { RadarGroup } from '../../api/radar.ts'
import { heatUnder } from '../../core/policy/heat.ts'
import type { Organisation } from '../directory.ts'
import type { House } from '../house.ts'
import { adoptedNow } from '../packs-in-force.ts'
import type { MemberRow } from '../read/radar-members.ts'
import { clauseOf } from './clause-of.ts'

/** How hot a group is under each pack of the house, the latest member first. */
export type HeatOf = (rows: readonly Pick<MemberRow, 'id' | 'received_at' | 'marks'>[]) => RadarGroup['heat']

/** The measure of the packs that the house runs today, by its own calendar. */
export async function heats(house: House, organisation: Organisation): Promise<HeatOf> {
  const packs = adoptedNow(house, organisation).filter(({ content }) => content.grades.counts)
  const { calendar } = await house.policies.calendarFor(organisation.office)
  return (rows) => {
    const group = rows.map(({ id, received_at, marks }) => ({ id, receivedAt: received_at, marks }))
    return packs.flatMap((pack) => {
      const heat = heatUnder(pack, group, calendar)
      if (!heat) return []
      const { regime, grade, rank, people } = heat
      return [{ regime, grade, rank, people, clause: clauseOf(pack, `grades.${grade}`) }]
    })
  }
}
