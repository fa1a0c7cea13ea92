/** Up to which moment the log is known to be kept: signed and outside. Of this process, since its start. */
export type LogWatch = { keptAt: string }

/** Rounds come every 20 seconds; so long may they fail, or not come back, before somebody is told. */
const patienceMs = 5 * 60_000

/** Whether no checkpoint came out for minutes: what happens now could be changed without a trace outside. @param now ISO instant */
export function isLogLate({ keptAt }: LogWatch, now: string): boolean {
  return Date.parse(now) - Date.parse(keptAt) > patienceMs
}
