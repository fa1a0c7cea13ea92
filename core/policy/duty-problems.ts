import { asPromised } from '../calendar/allowance.ts'
import { thingOf } from '../case/numbered.ts'
import { cellsOf, fits, limitsOf } from './limits.ts'
import type { Duty, Pack } from './pack-shape.ts'
import type { PackProblem, Path } from './problem.ts'
import { unknownPosts } from './unknown-posts.ts'

/** Whom a warning may tell beside the posts of the pack. */
const people = ['handler', 'owner', 'complainant']

/** What does not fit in a duty: posts, grades and channels that are not there, facts at odds, a line never reached. */
export function dutyProblems(pack: Pack, name: string, duty: Duty): PackProblem[] {
  const path = ['obligations', name]
  return [
    ...warningProblems(pack, path, duty),
    ...extensionProblems(pack, path, duty),
    ...factProblems(path, duty),
    ...limitProblems(pack, path, duty),
    ...promiseProblems(path, duty),
    ...thingProblems(path, duty),
  ]
}

/** What was promised has its moment from the promise, and nothing moves it. */
function promiseProblems(path: Path, duty: Duty): PackProblem[] {
  if (!limitsOf(duty).some(({ allow }) => Object.values(allow).includes(asPromised))) return []
  const begins = duty.starts_on === 'PromiseMade'
  return [
    ...(begins ? [] : [{ path: [...path, 'starts_on'], text: notPromised }]),
    ...(duty.pause ? [{ path: [...path, 'pause'], text: neverMoved }] : []),
  ]
}

const notPromised = {
  zh: '只有自 PromiseMade 起算的义务可以写 `as promised`',
  en: 'only a duty that starts on PromiseMade is due `as promised`',
}
const neverMoved = { zh: '承诺的时间不因中止计时而推后', en: 'no pause moves what was promised' }

/** A clock for each promise, task or act runs once; asking for more time names a duty and could not say which of them. */
function thingProblems(path: Path, duty: Duty): PackProblem[] {
  if (thingOf(duty.starts_on) === undefined) return []
  return (['restarts_on', 'extend'] as const).flatMap((key) =>
    duty[key] ? [{ path: [...path, key], text: runsOnce(duty.starts_on) }] : [],
  )
}

const runsOnce = (type: string) => ({
  zh: `自 ${type} 起算的义务逐件计时，只计一次，不能延期或重新起算`,
  en: `a duty that starts on ${type} runs once for each of them: it is neither extended nor begun anew`,
})

function warningProblems(pack: Pack, path: Path, { warn, starts_on }: Duty): PackProblem[] {
  const steps = warn.map((step, i) => ({ step, where: [...path, 'warn', i] }))
  const isToldOfBreach = warn.some((step) => step.at === '100%')
  return [
    ...steps.flatMap(({ step, where }) => unknownPosts(pack, step.tell, [...where, 'tell'], people)),
    ...steps.flatMap(({ step, where }) => raiseProblems(pack, where, step)),
    ...steps.flatMap(({ step, where }) => [
      ...assignProblems(pack, where, step),
      ...unknownPosts(pack, step.bulletin ?? [], [...where, 'bulletin']),
    ]),
    ...(isToldOfBreach ? [] : [{ path: [...path, 'warn'], text: silentBreach }]),
    ...steps.flatMap(({ step, where }) =>
      step.tell.includes('owner') && thingOf(starts_on) === undefined
        ? [{ path: [...where, 'tell'], text: ownedByNobody }]
        : [],
    ),
  ]
}

const silentBreach = {
  zh: '逾期时无人得知：缺少 `at: 100%` 这一步',
  en: 'nobody is told of the breach: a step `at: 100%` is missing',
}

const ownedByNobody = {
  zh: '`owner` 是承诺、会办任务或危机处置的责任人；这项义务没有这样的人',
  en: '`owner` is whoever owes a promise, a task or a report of a crisis; this duty has nobody like that',
}

type Step = Duty['warn'][number]

function raiseProblems({ grades }: Pack, path: Path, { raise }: Step): PackProblem[] {
  if (raise === undefined || grades.order.some(({ id }) => id === raise)) return []
  return [{ path: [...path, 'raise'], text: { zh: `没有级别 ${raise}`, en: `there is no grade ${raise}` } }]
}

function assignProblems(pack: Pack, path: Path, { assign }: Step): PackProblem[] {
  if (assign === undefined || holdersOf(pack, 'may-handle').includes(assign)) return []
  const text = {
    zh: `${assign} 没有权限 may-handle，投诉件无法分派给任何人`,
    en: `${assign} does not hold may-handle, so nobody could be given the case`,
  }
  return [{ path: [...path, 'assign'], text }]
}

function extensionProblems(pack: Pack, path: Path, { extend = [] }: Duty): PackProblem[] {
  const approvers = holdersOf(pack, 'may-approve')
  return extend.flatMap(({ approve }, i) => {
    const where = [...path, 'extend', i, 'approve']
    return approve.some((post) => approvers.includes(post))
      ? unknownPosts(pack, approve, where)
      : [{ path: where, text: nobodyApproves }]
  })
}

const nobodyApproves = {
  zh: '这些岗位都没有权限 may-approve，延期永远无人能批',
  en: 'none of these posts holds may-approve, so nobody could ever grant it',
}

function holdersOf({ authority }: Pack, needed: string): readonly string[] {
  return authority.authorities[needed]?.posts ?? []
}

/** A channel that is not there, and a line that no complaint ever reaches. */
function limitProblems(pack: Pack, path: Path, { limits = [] }: Duty): PackProblem[] {
  return limits.flatMap((limit, i) => {
    const where = [...path, 'limits', i]
    const unknown = unknownChannels(pack, limit.channels, [...where, 'channels'])
    const reached = cellsOf(pack).some(
      ([channel, received]) =>
        fits(limit, channel, received) && !limits.slice(0, i).some((one) => fits(one, channel, received)),
    )
    return reached || unknown.length > 0 ? unknown : [{ path: where, text: neverReached }]
  })
}

const neverReached = {
  zh: '这一行轮不到：其上各行已包括它的全部情形',
  en: 'the lines above take all that this one is for',
}

function unknownChannels({ intake }: Pack, channels: readonly string[] = [], path: Path): PackProblem[] {
  return channels.flatMap((channel, i) =>
    intake.channels[channel]
      ? []
      : [{ path: [...path, i], text: { zh: `没有渠道 ${channel}`, en: `there is no channel ${channel}` } }],
  )
}

function factProblems(path: Path, duty: Duty): PackProblem[] {
  const { starts_on, stops_on, falls_away_on: away = [], pause } = duty
  const { on: stopping = [], until: resuming = [] } = pause ?? {}
  const both = stopping.filter((type) => resuming.includes(type))
  const used = [starts_on, ...stops_on, ...away, ...stopping, ...resuming]
  const clocks = used.filter((type) => type.startsWith('Obligation'))
  return [
    ...(away.includes(starts_on) ? [{ path: [...path, 'falls_away_on'], text: startsIt(starts_on) }] : []),
    ...both.map((type) => ({ path: [...path, 'pause', 'until'], text: bothWays(type) })),
    ...clocks.map((type) => ({ path, text: ofTheClocks(type) })),
  ]
}

const startsIt = (type: string) => ({
  zh: `义务自 ${type} 起算，不能又因它而终止`,
  en: `${type} starts the duty and cannot end it`,
})
const bothWays = (type: string) => ({
  zh: `${type} 不能既中止计时又恢复计时`,
  en: `${type} cannot both stop the clock and let it run on`,
})
const ofTheClocks = (type: string) => ({
  zh: `${type} 是计时自身的记录；义务跟随人所做的事`,
  en: `${type} is a fact of the clocks themselves; a duty follows what people do`,
})
