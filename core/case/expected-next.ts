import type { PackInForce } from '../policy/pack-in-force.ts'
import { isSigned, wantsReport } from './report.ts'
import type { CaseState } from './state.ts'

/**
 * The command that a case waits for, by name: what a screen offers first. A suggestion, never a rule; undefined where
 * nothing is expected of anybody.
 */
export function expectedNext(state: CaseState, packs: readonly PackInForce[] = []): string | undefined {
  if (state.status === 'closed') return 'archive'
  if (state.status !== 'open') return undefined
  if (state.review === 'asked') return 'decide-review'
  if (hasLostItsHandler(state)) return 'assign'
  return byStage[state.stage]?.(state, packs)
}

/** It has been worked on, and whoever answered for it sees it no more. */
function hasLostItsHandler({ stage, handler, respondents, recused }: CaseState): boolean {
  const late = stage === 'resolution' || stage === 'feedback'
  return late && handler === undefined && respondents.length + recused.length > 0
}

const byStage: Partial<Record<CaseState['stage'], (state: CaseState, packs: readonly PackInForce[]) => string>> = {
  intake: () => 'accept',
  triage: (state) => (state.moments.CaseClassified ? 'assign' : 'classify'),
  investigation: inInvestigation,
  resolution: inResolution,
  feedback: inFeedback,
}

function inInvestigation(state: CaseState, packs: readonly PackInForce[]): string {
  if (!state.handler) return 'assign'
  if (state.awaiting.some((from) => from !== 'appraisal')) return 'receive-information'
  if (state.awaiting.length > 0) return 'end-appraisal'
  if (!state.moments.InvestigationPlanned) return 'plan'
  if (!state.moments.FindingRecorded) return 'record-finding'
  if (!wantsReport(state, packs) || isSigned(state)) return 'conclude'
  return !state.report || state.report.outdated || state.report.refused ? 'write-report' : 'sign-report'
}

function inResolution({ proposal }: CaseState): string {
  if (proposal?.status === 'awaiting-approval') return 'approve'
  return proposal?.status === 'approved' ? 'execute' : 'propose'
}

function inFeedback(state: CaseState): string {
  if (!state.answered) return 'answer'
  if (!state.calledBack) return 'call-back'
  if (state.response === undefined) return 'record-answer'
  return state.surveyed ? 'close' : 'survey'
}
