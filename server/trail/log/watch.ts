/** Up to which moment the log is known to be kept: signed and outside. Of this process, since its start. */
export type LogWatch = {
  keptAt: string
  /** Set where this process keeps the log, so that `keptAt` moves with the clock. */
  keeps?: boolean
}

/** Rounds come every 20 seconds; so long may they fail, or not come back, before somebody is told. */
const patienceMs = 5 * 60_000

/** So long is work done whose traces could be changed unseen; from then on only what comes in is taken (promise L7). */
const workMs = 15 * 60_000

/** Whether no checkpoint came out for minutes: what happens now could be changed without a trace outside. @param now ISO instant */
export function isLogLate(watch: LogWatch, now: string): boolean {
  return lateness(watch, now) > patienceMs
}

/** Whether no checkpoint came out for so long that nothing more is decided until one does. @param now ISO instant */
export function isIntakeOnly(watch: LogWatch, now: string): boolean {
  return watch.keeps === true && lateness(watch, now) > workMs
}

function lateness({ keptAt }: LogWatch, now: string): number {
  return Date.parse(now) - Date.parse(keptAt)
}
