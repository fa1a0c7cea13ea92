import type { Promised } from './decision-state.ts'
import type { Folders } from './folding.ts'
import type { CaseState } from './state.ts'

/** What crises, promises and mediation by others make of a case. */
export const decisionFolders: Folders = {
  CrisisDeclared: ({ members, since }) => ({ crisis: { members, since, ended: false } }),
  CrisisEnded: (_e, s) => ({ crisis: s.crisis && { ...s.crisis, ended: true } }),
  CrisisActed: ({ act }, s, { by }) => ({ crisisActs: [...s.crisisActs, { number: act, by, reported: false }] }),
  CrisisReported: ({ act }, s) => ({
    crisisActs: s.crisisActs.map((one) => (one.number === act ? { ...one, reported: true } : one)),
  }),
  PromiseMade: ({ promise, party, staff, until }, s) => ({
    promises: [...s.promises, { number: promise, party, staff, until, status: 'open' }],
  }),
  PromiseKept: (e, s) => ({ promises: settled(s, e.promise, 'kept') }),
  PromiseReleased: (e, s) => ({ promises: settled(s, e.promise, 'released') }),
  MediationCommissioned: (e) => ({ mediation: { number: e.mediation, open: true } }),
  MediationEnded: (e) => ({ mediation: { number: e.mediation, open: false } }),
}

function settled({ promises }: CaseState, number: number, status: Promised['status']): readonly Promised[] {
  return promises.map((one) => (one.number === number ? { ...one, status } : one))
}
