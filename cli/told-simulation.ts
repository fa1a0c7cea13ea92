import type { SimulationResult } from '../api/simulation.ts'
import type { PackInForce } from '../core/policy/pack-in-force.ts'
import type { Words } from '../core/shared/words.ts'
import { endings } from '../core/simulate/compare.ts'
import type { Say } from './words.ts'

/** By what things are called: packs, the first of an id counts, and units. */
export type Named = {
  readonly packs: readonly PackInForce[]
  readonly unitName: (id: string) => string | undefined
  readonly zone: string
}
type More = Named & { readonly seconds: number; readonly unreadable?: number }
type DutyLine = SimulationResult['duties'][number]

/** What a simulation came to, line by line, for people. What did not change is not listed. */
export function toldSimulation(say: Say, result: SimulationResult, more: More): string[] {
  const { cases, changed, grades, duties, load } = result
  const until = Temporal.Instant.from(result.until).toZonedDateTimeISO(more.zone)
  const moved = duties.filter(isMoved)
  return [
    say('simulate.done', {
      cases,
      changed: changed.cases,
      until: until.toString({ smallestUnit: 'minute', offset: 'never', timeZoneName: 'never' }),
      seconds: more.seconds,
    }),
    ...(more.unreadable ? [say('simulate.unreadable', { rows: more.unreadable })] : []),
    ...(grades.length > 0 ? [say('simulate.grades')] : []),
    ...grades.map((line) => toldGrade(say, line, more)),
    ...(moved.length > 0 ? [say('simulate.duties')] : []),
    ...moved.flatMap((line) => toldDuty(say, line, more)),
    ...(duties.length > moved.length ? [say('simulate.unmoved', { duties: duties.length - moved.length })] : []),
    say('simulate.load'),
    ...load.map((line) => toldLoad(say, line, more)),
  ]
}

function isMoved({ before, after, newlyMissed, newlyMet }: DutyLine): boolean {
  const differs = endings.some((ending) => before[ending] !== after[ending])
  return differs || newlyMissed.cases > 0 || newlyMet.cases > 0
}

function toldGrade(say: Say, line: SimulationResult['grades'][number], { packs }: Named): string {
  const { regime, cases, examples } = line
  const order = packs.filter(({ id }) => id === regime).flatMap(({ content }) => content.grades.order)
  const called = (grade: string | null) => {
    const name = order.find(({ id }) => id === grade)?.name
    return name ? inLanguage(say, name) : (grade ?? say('simulate.none'))
  }
  return say('simulate.grade', { regime, from: called(line.from), to: called(line.to), cases, examples })
}

function toldDuty(
  say: Say,
  { regime, duty, before, after, newlyMissed, newlyMet }: DutyLine,
  { packs }: Named,
): string[] {
  const found = packs.find(({ id, content }) => id === regime && content.obligations[duty])?.content.obligations[duty]
  const beside = Object.fromEntries(endings.map((ending) => [ending, `${before[ending]} → ${after[ending]}`]))
  return [
    say('simulate.duty', { regime, duty: found ? inLanguage(say, found.duty) : duty, ...beside }),
    ...(newlyMissed.cases > 0 ? [say('simulate.newly-missed', newlyMissed)] : []),
    ...(newlyMet.cases > 0 ? [say('simulate.newly-met', newlyMet)] : []),
  ]
}

/** The fullest day of a unit on either side. */
function toldLoad(say: Say, { unit, days }: SimulationResult['load'][number], { unitName }: Named): string {
  const fullest = (side: 'before' | 'after') => days.reduce((most, day) => (day[side] > most[side] ? day : most))
  const [before, after] = [fullest('before'), fullest('after')]
  const name = unitName(unit) ?? say('simulate.unit')
  return say('simulate.fullest', {
    unit: name,
    before: before.before,
    beforeDay: before.day,
    after: after.after,
    afterDay: after.day,
  })
}

function inLanguage(say: Say, { zh, en }: Words): string {
  return say.language === 'en' ? en : zh
}
