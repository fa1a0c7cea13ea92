import type { CaseState, Obligation } from '../../case/state.ts'
import { leadingDuty } from '../../obligations/leading.ts'
import type { Words } from '../../shared/words.ts'
import type { PackInForce } from '../pack-in-force.ts'
import type { RuledProposals } from '../proposed.ts'
import type { Expectation } from './shape.ts'

/** What was expected and what came out, as the example writes it; `path` says where in its expectation it stands. */
export type Difference = {
  readonly what: Words
  readonly path: readonly string[]
  readonly expected: string
  readonly found: string
}

/** What of a case an example can name, beside its duties. */
const compared = {
  grade: { zh: '级别', en: 'grade' },
  stage: { zh: '环节', en: 'stage' },
  status: { zh: '状态', en: 'status' },
  approvers: { zh: '审批岗位', en: 'approvers' },
  leads: { zh: '主导的义务', en: 'leads' },
}

type Expected = Omit<Expectation, 'refused' | 'proposes'>
type DutyExpected = NonNullable<Expectation['duties']>[string]

/** Where the state of a case differs from what an example names of it. @param zone of the office, in which it writes its moments */
export function differences(state: CaseState, pack: PackInForce, expected: Expected, zone: string): Difference[] {
  const regime = state.regimes.find((one) => one.pack === pack.id)
  return [
    ...differ(compared.grade, ['grade'], expected.grade, regime?.grade ?? ''),
    ...differ(compared.stage, ['stage'], expected.stage, state.stage),
    ...differ(compared.status, ['status'], expected.status, state.status),
    ...differ(compared.approvers, ['approvers'], listed(expected.approvers), listed(state.proposal?.approvers ?? [])),
    ...differ(compared.leads, ['leads'], expected.leads, leadingDuty(state.obligations)?.duty ?? ''),
    ...Object.entries(expected.duties ?? {}).flatMap(([name, duty]) =>
      dutyDiffers(
        name,
        duty,
        state.obligations.findLast((one) => one.duty === name),
        zone,
      ),
    ),
  ]
}

/** Where a pack proposes something else than an example names; `-` where it proposes nothing. */
export function proposalsDiffer(expected: NonNullable<Expectation['proposes']>, found: RuledProposals): Difference[] {
  const what = (zh: string, en: string) => ({ zh: `建议 ${zh}`, en: `proposed ${en}` })
  return [
    ...Object.entries(expected.axes ?? {}).flatMap(([axis, value]) =>
      differ(what(axis, axis), ['proposes', 'axes', axis], value, found.axes[axis]?.value ?? '-'),
    ),
    ...differ(what('级别', 'grade'), ['proposes', 'grade'], expected.grade, found.grade?.value ?? '-'),
    ...differ(what('单位', 'unit'), ['proposes', 'unit'], expected.unit, found.unit?.value.zh ?? '-'),
  ]
}

function dutyDiffers(name: string, expected: DutyExpected, found: Obligation | undefined, zone: string): Difference[] {
  const at = (...rest: string[]) => ['duties', name, ...rest]
  const ofDuty = (zh: string, en: string) => ({ zh: `${name} ${zh}`, en: `${name} ${en}` })
  const local = (moment: string | undefined) => (moment === undefined ? '' : localOf(moment, zone))
  const warnings = Object.entries(expected.warn ?? {}).flatMap(([step, { at: moment, tell }]) => {
    const warning = found?.warnings.find((one) => one.step === step)
    return [
      ...differ(ofDuty(step, step), at('warn', step, 'at'), moment && padded(moment), local(warning?.at)),
      ...differ(ofDuty(`${step} 通知`, `${step} tells`), at('warn', step, 'tell'), listed(tell), listed(warning?.tell)),
    ]
  })
  return [
    ...differ(ofDuty('状态', 'status'), at('status'), expected.status, found?.status ?? 'none'),
    ...differ(ofDuty('起算', 'start'), at('start'), expected.start && padded(expected.start), local(found?.start)),
    ...differ(ofDuty('到期', 'due'), at('due'), expected.due && padded(expected.due), local(found?.due)),
    ...differ(ofDuty('逾期通知', 'breach tells'), at('breach'), listed(expected.breach), listed(found?.breach)),
    ...warnings,
  ]
}

/** Where two lists of names hold others; their order says nothing. */
export function listsDiffer(
  what: Words,
  path: readonly string[],
  expected: readonly string[],
  found: readonly string[],
): Difference[] {
  return differ(what, path, listed(expected), listed(found))
}

function differ(
  what: Words,
  path: readonly string[],
  expected: string | undefined,
  found: string | undefined,
): Difference[] {
  return expected === undefined || expected === found ? [] : [{ what, path, expected, found: found ?? '' }]
}

function listed(names: readonly string[] | undefined): string | undefined {
  return names && [...names].sort().join(', ')
}

function localOf(moment: string, zone: string): string {
  const local = Temporal.Instant.from(moment).toZonedDateTimeISO(zone).toPlainDateTime()
  return local.toString({ smallestUnit: 'second' }).replace('T', ' ')
}

function padded(moment: string): string {
  return moment.length === 16 ? `${moment}:00` : moment
}
