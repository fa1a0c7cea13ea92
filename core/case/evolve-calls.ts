import type { Folders } from './folding.ts'

/** What calls make of a case. */
export const callFolders: Folders = {
  CallTaken: ({ call, recording }, { calls }) => ({
    calls: [...calls, { id: call, recorded: recording !== undefined }],
  }),
  RecordingLinked: ({ call }, { calls }) => ({
    calls: calls.map((one) => (one.id === call ? { ...one, recorded: true } : one)),
  }),
}
