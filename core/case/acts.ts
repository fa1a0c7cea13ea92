import type { CaseEventType } from './events.ts'

/** The acts of a case in the order in which they are mostly done; what is not here has no place in it. */
export const actsInOrder: readonly CaseEventType[] = [
  'CaseRegistered',
  'CaseAccepted',
  'ComplaintAcknowledged',
  'CaseForwarded',
  'CaseAssigned',
  'CaseClassified',
  'InvestigationPlanned',
  'InvestigationConcluded',
  'RemedyProposed',
  'RemedyApproved',
  'RemedyExecuted',
  'ComplainantInformed',
  'ComplaintAnswered',
  'CalledBack',
  'CaseClosed',
  'CaseArchived',
]
