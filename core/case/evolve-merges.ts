import type { Folders } from './folding.ts'

/** What merging and splitting make of a case. */
export const mergeFolders: Folders = {
  CaseMerged: ({ other }, { stage }) => ({ status: 'merged', stage: 'archive', left: stage, merged: { into: other } }),
  MergeUndone: (_e, { left }) => ({ status: 'open', stage: left ?? 'triage', left: undefined, merged: undefined }),
  CaseTakenIn: ({ other }, { takenIn }, { occurredAt }) => ({ takenIn: [...takenIn, { case: other, at: occurredAt }] }),
  CaseReleased: ({ other }, { takenIn }) => ({ takenIn: takenIn.filter((one) => one.case !== other) }),
  CaseSplit: ({ other }, { parts }) => ({ parts: [...parts, other] }),
  SplitOff: ({ other }) => ({ partOf: other }),
}
