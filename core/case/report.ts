import type { ReportRule } from '../policy/investigation-shape.ts'
import { isUnchecked, type PackInForce, postsWith } from '../policy/pack-in-force.ts'
import type { Words } from '../shared/words.ts'
import type { Context } from './command.ts'
import { type ReportRole, reportRoles } from './report-events.ts'
import type { CaseState } from './state.ts'

type Rules = Pick<Context, 'packs' | 'pack'>

/** The authority that goes with a role where no pack says which posts sign. */
const authorities: Readonly<Record<ReportRole, string>> = {
  investigator: 'may-investigate',
  responsible: 'may-answer',
  leader: 'may-decide-liability',
}

/** What the first of the packs that says anything of reports says, and which pack that is. */
export function reportRule(packs: readonly PackInForce[]): { pack: PackInForce; rule: ReportRule } | undefined {
  for (const pack of packs) {
    const rule = pack.content.investigation?.report
    if (rule && !isUnchecked(rule.source)) return { pack, rule }
  }
  return undefined
}

/** The posts whose holders sign in a role. */
export function signersOf(role: ReportRole, { packs, pack }: Rules): readonly string[] {
  return reportRule(packs)?.rule.signatures[role].posts ?? postsWith(pack, authorities[role])
}

/** The headings that a report has to have. */
export function headingsWanted(packs: readonly PackInForce[]): readonly Words[] {
  return reportRule(packs)?.rule.sections.map(({ title }) => title) ?? []
}

/** Whether no investigation of this case is concluded without a signed report; not asked of what a record tells as concluded. */
export function wantsReport({ regimes, recordedSteps }: CaseState, packs: readonly PackInForce[]): boolean {
  if (recordedSteps?.includes('InvestigationConcluded')) return false
  const found = reportRule(packs)
  if (!found) return false
  const grade = regimes.find(({ hash }) => hash === found.pack.hash)?.grade
  const { grades } = found.rule
  return grades === undefined || (grade !== undefined && grades.includes(grade))
}

/** The roles in which nobody has signed the present version yet. */
export function unsignedRoles({ report }: Pick<CaseState, 'report'>): readonly ReportRole[] {
  return reportRoles.filter((role) => !report?.signatures.some((one) => one.role === role))
}

/** Whether a report bears a conclusion: signed in each role, refused by nobody, and not from before the case was reopened. */
export function isSigned({ report }: Pick<CaseState, 'report'>): boolean {
  return report !== undefined && !report.refused && !report.outdated && unsignedRoles({ report }).length === 0
}
