import { conditionProblems } from './condition-problems.ts'
import { daysProblems } from './days-problems.ts'
import { letterProblems } from './letter-problems.ts'
import { cellsOf, fits } from './limits.ts'
import { authoritiesNeeded } from './needed-authorities.ts'
import type { Duty, Pack } from './pack-shape.ts'
import { peopleProblems } from './people-problems.ts'
import type { PackProblem } from './problem.ts'
import { reportProblems } from './report-problems.ts'
import { unknownPosts } from './unknown-posts.ts'

/** Whom a warning may tell beside the posts of the pack. */
const people = ['handler', 'complainant']

/**
 * What one part of a pack says of another and does not fit: a post, an axis, a duty or an authority that is not there,
 * a condition that cannot be, figures out of order.
 *
 * @param pack content that has the shape of a pack
 */
export function packProblems(pack: Pack): PackProblem[] {
  return [
    ...axisProblems(pack),
    ...gradeProblems(pack),
    ...conditionProblems(pack),
    ...Object.entries(pack.obligations).flatMap(([name, duty]) => dutyProblems(pack, name, duty)),
    ...authorityProblems(pack),
    ...tierProblems(pack),
    ...feedbackProblems(pack),
    ...targetProblems(pack),
    ...reportProblems(pack),
    ...peopleProblems(pack),
    ...letterProblems(pack),
    ...daysProblems(pack),
  ]
}

function axisProblems({ taxonomy }: Pack): PackProblem[] {
  const empty = Object.entries(taxonomy.axes).filter(([, axis]) => Object.keys(axis.values).length === 0)
  return empty.map(([axis]) =>
    at(['taxonomy', 'axes', axis, 'values'], `the axis ${axis} has no values to choose from`),
  )
}

function gradeProblems({ grades }: Pack): PackProblem[] {
  const last = grades.order.length - 1
  return grades.order.flatMap((grade, i) => {
    const path = ['grades', 'order', i]
    if (grades.order.findIndex((one) => one.id === grade.id) < i)
      return [at([...path, 'id'], `the grade ${grade.id} stands twice`)]
    if (i === last && grade.when !== undefined)
      return [at([...path, 'when'], 'the last grade takes all that is left and needs no condition')]
    if (i < last && grade.when === undefined)
      return [at(path, `without a condition ${grade.id} takes all, and the grades below it nothing`)]
    return []
  })
}

function dutyProblems(pack: Pack, name: string, duty: Duty): PackProblem[] {
  const path = ['obligations', name]
  const told = duty.warn.flatMap((step, i) => unknownPosts(pack, step.tell, [...path, 'warn', i, 'tell'], people))
  const grades = pack.grades.order.map(({ id }) => id)
  const raised = duty.warn.flatMap(({ raise }, i) =>
    raise === undefined || grades.includes(raise)
      ? []
      : [at([...path, 'warn', i, 'raise'], `there is no grade ${raise}`)],
  )
  const handlers = pack.authority.authorities['may-handle']?.posts ?? []
  const handed = duty.warn.flatMap(({ assign, bulletin = [] }, i) => [
    ...(assign === undefined || handlers.includes(assign)
      ? []
      : [at([...path, 'warn', i, 'assign'], `${assign} does not hold may-handle, so nobody could be given the case`)]),
    ...unknownPosts(pack, bulletin, [...path, 'warn', i, 'bulletin']),
  ])
  const silent = duty.warn.some((step) => step.at === '100%')
    ? []
    : [at([...path, 'warn'], 'nobody is told of the breach: a step `at: 100%` is missing')]
  const approvers = pack.authority.authorities['may-approve']?.posts ?? []
  const extended = (duty.extend ?? []).flatMap(({ approve }, i) =>
    approve.some((post) => approvers.includes(post))
      ? unknownPosts(pack, approve, [...path, 'extend', i, 'approve'])
      : [at([...path, 'extend', i, 'approve'], 'none of these posts holds may-approve, so nobody could ever grant it')],
  )
  const steps = [...told, ...raised, ...handed, ...silent, ...extended]
  return [...steps, ...factProblems(path, duty), ...limitProblems(pack, path, duty)]
}

/** A channel that is not there, and a line that no complaint ever reaches. */
function limitProblems(pack: Pack, path: readonly (string | number)[], { limits = [] }: Duty): PackProblem[] {
  return limits.flatMap((limit, i) => {
    const where = [...path, 'limits', i]
    const unknown = (limit.channels ?? []).flatMap((channel, j) =>
      pack.intake.channels[channel] ? [] : [at([...where, 'channels', j], `there is no channel ${channel}`)],
    )
    const reached = cellsOf(pack).some(
      ([channel, received]) =>
        fits(limit, channel, received) && !limits.slice(0, i).some((one) => fits(one, channel, received)),
    )
    return reached || unknown.length > 0 ? unknown : [at(where, 'the lines above take all that this one is for')]
  })
}

function factProblems(path: readonly (string | number)[], duty: Duty): PackProblem[] {
  const away = duty.falls_away_on ?? []
  const ends = away.includes(duty.starts_on)
    ? [at([...path, 'falls_away_on'], `${duty.starts_on} starts the duty and cannot end it`)]
    : []
  const both = duty.pause?.on.filter((type) => duty.pause?.until.includes(type)) ?? []
  const used = [duty.starts_on, ...duty.stops_on, ...away, ...(duty.pause?.on ?? []), ...(duty.pause?.until ?? [])]
  const clocks = used.filter((type) => type.startsWith('Obligation'))
  return [
    ...ends,
    ...both.map((type) => at([...path, 'pause', 'until'], `${type} cannot both stop the clock and let it run on`)),
    ...clocks.map((type) => at(path, `${type} is a fact of the clocks themselves; a duty follows what people do`)),
  ]
}

function authorityProblems(pack: Pack): PackProblem[] {
  const named = pack.authority.authorities
  const needed = authoritiesNeeded()
  const path = ['authority', 'authorities']
  return [
    ...needed.filter((one) => !named[one]).map((one) => at(path, `no post holds ${one}, so nobody could ever use it`)),
    ...Object.keys(named)
      .filter((one) => !needed.includes(one))
      .map((one) => at([...path, one], `nothing asks for ${one}`)),
    ...Object.entries(named).flatMap(([one, { posts }]) => unknownPosts(pack, posts, [...path, one, 'posts'])),
  ]
}

function tierProblems(pack: Pack): PackProblem[] {
  const { tiers } = pack.authority.money
  const approvers = pack.authority.authorities['may-approve']?.posts ?? []
  const path = ['authority', 'money', 'tiers']
  const posts = tiers.flatMap(({ post }, i) => {
    const where = [...path, i, 'post']
    if (!pack.authority.posts[post]) return [at(where, `there is no post ${post}`)]
    if (tiers.findIndex((one) => one.post === post) < i) return [at(where, `${post} stands twice`)]
    return approvers.includes(post) ? [] : [at(where, `${post} has a limit and does not hold may-approve`)]
  })
  const unlimited = tiers.findIndex(({ below }) => below === 'all')
  if (unlimited !== tiers.length - 1) return [...posts, at(path, 'the last tier, and only it, approves `all`')]
  return [...posts, ...fallingTiers(pack)]
}

/** A tier that approves less than the one before it on any day would let a junior post approve more than its senior. */
function fallingTiers({ authority }: Pack): PackProblem[] {
  const limits = authority.money.tiers.flatMap(({ below }) => (below === 'all' ? [] : [Object.entries(below)]))
  const days = [...new Set(limits.flat().map(([day]) => day))].sort()
  const on = (limit: [string, number][], day: string) => (limit.findLast(([from]) => from <= day) ?? limit[0])?.[1] ?? 0
  return limits.slice(1).flatMap((limit, i) => {
    const day = days.find((one) => on(limit, one) <= on(limits[i] ?? [], one))
    return day
      ? [at(['authority', 'money', 'tiers', i + 1, 'below'], `from ${day} on this tier is not above the one before it`)]
      : []
  })
}

function feedbackProblems({ feedback }: Pack): PackProblem[] {
  const { satisfied, basically_satisfied, dimensions } = feedback.survey
  const path = ['feedback', 'survey']
  const marks =
    basically_satisfied < satisfied
      ? []
      : [at([...path, 'basically_satisfied'], 'basically satisfied lies below satisfied')]
  return Object.keys(dimensions).length > 0
    ? marks
    : [...marks, at([...path, 'dimensions'], 'a survey asks for one thing at least')]
}

function targetProblems({ targets, obligations }: Pack): PackProblem[] {
  return Object.entries(targets).flatMap(([name, target]) =>
    target.measure === 'in-time' && !obligations[target.duty]
      ? [at(['targets', name, 'duty'], `there is no duty ${target.duty}`)]
      : [],
  )
}

function at(path: readonly (string | number)[], text: string): PackProblem {
  return { path, text }
}
