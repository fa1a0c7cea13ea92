import type { CasePageView } from '../../api/cases.ts'
import type { ReportTexts } from '../../api/investigation.ts'
import type { Context } from '../../core/case/command.ts'
import { isSigned, signersOf, wantsReport } from '../../core/case/report.ts'
import { type ReportRole, reportRoles } from '../../core/case/report-events.ts'
import { mayNotSign, rolesOf } from '../../core/case/report-signers.ts'
import { readText } from '../../core/shared/rich-text.ts'
import type { ToldFact } from '../trail/envelope.ts'

type Opened = { readonly fact: ToldFact; readonly data: Record<string, unknown> }
type Shown = CasePageView['report']

/** How the report of a case stands, for one person. */
export function reportOf(told: readonly Opened[], context: Context): Shown {
  const { state, packs, actor } = context
  const { report } = state
  const signed = state.report?.signatures ?? []
  const mayNot = mayNotSign(context) || signed.some(({ staff }) => staff === actor.id)
  return {
    wanted: wantsReport(state, packs),
    signers: reportRoles.map((role) => ({ role, posts: [...signersOf(role, context)] })),
    mine: mayNot ? [] : rolesOf(context).filter((role) => !signed.some((one) => one.role === role)),
    current: report ? currentOf(told, report.version, report.outdated, isSigned(state)) : null,
    fallen: signaturesIn(told).filter(({ version }) => version !== report?.version),
  }
}

function currentOf(
  told: readonly Opened[],
  version: number,
  outdated: boolean,
  signed: boolean,
): NonNullable<Shown['current']> {
  const written = versionsIn(told).find(({ data }) => data.version === version)
  const refused = told.find(({ fact, data }) => fact.type === 'SignatureRefused' && data.version === version)
  const own = signaturesIn(told).filter((one) => one.version === version)
  return {
    ...{ version, outdated, signed },
    writtenAt: written?.fact.occurredAt ?? '',
    by: written?.fact.byId ?? '',
    signatures: own.map(({ version: _version, ...rest }) => rest),
    refused: refused ? { ...signatureOf(refused), reason: (refused.data.reason as string | null) ?? null } : null,
  }
}

function signaturesIn(told: readonly Opened[]): Shown['fallen'] {
  const given = told.filter(({ fact }) => fact.type === 'SignatureGiven')
  return given.map((one) => ({ version: Number(one.data.version), ...signatureOf(one) }))
}

function signatureOf({ fact, data }: Opened) {
  return { role: data.role as ReportRole, staff: fact.byId, at: fact.occurredAt }
}

function versionsIn(told: readonly Opened[]): readonly Opened[] {
  return told.filter(({ fact }) => fact.type === 'ReportDrafted' || fact.type === 'ReportRevised')
}

/** Every version of the report, the latest first. */
export function reportVersions(told: readonly Opened[]): ReportTexts['versions'] {
  const versions = versionsIn(told).map(({ fact, data }) => ({
    version: Number(data.version),
    at: fact.occurredAt,
    by: fact.byId,
    text: (typeof data.text === 'string' && readText(data.text)) || null,
  }))
  return versions.reverse()
}
