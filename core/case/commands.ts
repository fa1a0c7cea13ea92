import { accept } from '../1-intake/accept.ts'
import { acknowledge } from '../1-intake/acknowledge.ts'
import { addParty } from '../1-intake/add-party.ts'
import { addStatement } from '../1-intake/add-statement.ts'
import { forward } from '../1-intake/forward.ts'
import { refuseCase } from '../1-intake/refuse-case.ts'
import { register } from '../1-intake/register.ts'
import { supplement } from '../1-intake/supplement.ts'
import { withdraw } from '../1-intake/withdraw.ts'
import { assign } from '../2-triage/assign.ts'
import { classify } from '../2-triage/classify.ts'
import { decideValidity } from '../2-triage/decide-validity.ts'
import { grade } from '../2-triage/grade.ts'
import { issueBulletin } from '../2-triage/issue-bulletin.ts'
import { link } from '../2-triage/link.ts'
import { merge } from '../2-triage/merge.ts'
import { recordCircumstances } from '../2-triage/record-circumstances.ts'
import { referValidity } from '../2-triage/refer-validity.ts'
import { split } from '../2-triage/split.ts'
import { undoMerge } from '../2-triage/undo-merge.ts'
import { unlink } from '../2-triage/unlink.ts'
import { acceptNewFacts } from '../3-investigation/accept-new-facts.ts'
import { addEvidence } from '../3-investigation/add-evidence.ts'
import { answerTask } from '../3-investigation/answer-task.ts'
import { arbitrateTask } from '../3-investigation/arbitrate-task.ts'
import { askStatement } from '../3-investigation/ask-statement.ts'
import { changePlan } from '../3-investigation/change-plan.ts'
import { clearRespondent } from '../3-investigation/clear-respondent.ts'
import { closeTask } from '../3-investigation/close-task.ts'
import { conclude } from '../3-investigation/conclude.ts'
import { contact } from '../3-investigation/contact.ts'
import { decideLiability } from '../3-investigation/decide-liability.ts'
import { disposeEvidence } from '../3-investigation/dispose-evidence.ts'
import { disputeTask } from '../3-investigation/dispute-task.ts'
import { endAppraisal } from '../3-investigation/end-appraisal.ts'
import { liftRecusal } from '../3-investigation/lift-recusal.ts'
import { markContradiction } from '../3-investigation/mark-contradiction.ts'
import { mediateTask } from '../3-investigation/mediate-task.ts'
import { nameRespondent } from '../3-investigation/name-respondent.ts'
import { openTask } from '../3-investigation/open-task.ts'
import { orderAppraisal } from '../3-investigation/order-appraisal.ts'
import { orderRecusal } from '../3-investigation/order-recusal.ts'
import { plan } from '../3-investigation/plan.ts'
import { receiveInformation } from '../3-investigation/receive-information.ts'
import { recordFinding } from '../3-investigation/record-finding.ts'
import { recuse } from '../3-investigation/recuse.ts'
import { refuseSignature } from '../3-investigation/refuse-signature.ts'
import { requestInformation } from '../3-investigation/request-information.ts'
import { settleContradiction } from '../3-investigation/settle-contradiction.ts'
import { signReport } from '../3-investigation/sign-report.ts'
import { takeOverEvidence } from '../3-investigation/take-over-evidence.ts'
import { writeReport } from '../3-investigation/write-report.ts'
import { approve } from '../4-resolution/approve.ts'
import { askExtension } from '../4-resolution/ask-extension.ts'
import { commissionMediation } from '../4-resolution/commission-mediation.ts'
import { decideExtension } from '../4-resolution/decide-extension.ts'
import { declareCrisis } from '../4-resolution/declare-crisis.ts'
import { endCrisis } from '../4-resolution/end-crisis.ts'
import { endMediation } from '../4-resolution/end-mediation.ts'
import { execute } from '../4-resolution/execute.ts'
import { fileCrisisReport } from '../4-resolution/file-crisis-report.ts'
import { propose } from '../4-resolution/propose.ts'
import { recordMediationMeeting } from '../4-resolution/record-mediation-meeting.ts'
import { returnProposal } from '../4-resolution/return-proposal.ts'
import { answer } from '../5-feedback/answer.ts'
import { askReview } from '../5-feedback/ask-review.ts'
import { callBack } from '../5-feedback/call-back.ts'
import { decideReview } from '../5-feedback/decide-review.ts'
import { inform } from '../5-feedback/inform.ts'
import { keepPromise } from '../5-feedback/keep-promise.ts'
import { makePromise } from '../5-feedback/make-promise.ts'
import { recordAnswer } from '../5-feedback/record-answer.ts'
import { releasePromise } from '../5-feedback/release-promise.ts'
import { survey } from '../5-feedback/survey.ts'
import { archive } from '../6-archive/archive.ts'
import { close } from '../6-archive/close.ts'
import { hold } from '../6-archive/hold.ts'
import { release } from '../6-archive/release.ts'
import { reopen } from '../6-archive/reopen.ts'
import type { Command } from './command.ts'

/** Every verb of a case in the order of its life. Routes, forms, words and the authority table are made from this list. */
const caseCommands = [
  register,
  accept,
  refuseCase,
  supplement,
  acknowledge,
  addParty,
  addStatement,
  forward,
  withdraw,
  classify,
  referValidity,
  decideValidity,
  recordCircumstances,
  grade,
  issueBulletin,
  link,
  unlink,
  merge,
  undoMerge,
  split,
  assign,
  nameRespondent,
  clearRespondent,
  recuse,
  orderRecusal,
  liftRecusal,
  askStatement,
  plan,
  changePlan,
  contact,
  requestInformation,
  receiveInformation,
  addEvidence,
  takeOverEvidence,
  disposeEvidence,
  orderAppraisal,
  endAppraisal,
  recordFinding,
  markContradiction,
  settleContradiction,
  acceptNewFacts,
  openTask,
  answerTask,
  disputeTask,
  mediateTask,
  arbitrateTask,
  closeTask,
  decideLiability,
  writeReport,
  signReport,
  refuseSignature,
  conclude,
  propose,
  approve,
  returnProposal,
  execute,
  declareCrisis,
  endCrisis,
  fileCrisisReport,
  commissionMediation,
  recordMediationMeeting,
  endMediation,
  askExtension,
  decideExtension,
  inform,
  answer,
  makePromise,
  keepPromise,
  releasePromise,
  recordAnswer,
  callBack,
  survey,
  askReview,
  decideReview,
  close,
  archive,
  reopen,
  hold,
  release,
] as const

const byName = new Map<string, Command>(caseCommands.map((one) => [one.name, one as unknown as Command]))

/** The command of that name; undefined where there is none. */
export function commandNamed(name: string): Command | undefined {
  return byName.get(name)
}

/** All commands with their inputs untyped, for those who walk the list. */
export const allCommands: readonly Command[] = [...byName.values()]
