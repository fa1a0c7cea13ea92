/** A start has better things to do than what can wait. */
const firstAfterMs = 20_000

/**
 * Does something for the house again and again that takes seconds and may be given up: one round after the other, the first
 * a while after the start.
 *
 * @param round  ends early once its signal is aborted
 * @param report told what a round threw, but not that it was stopped
 * @returns stops it and waits for the round under way
 */
export function nowAndThen(
  everyMs: number,
  round: (stop: AbortSignal) => Promise<void>,
  report: (error: Error & { code?: string }) => void,
): () => Promise<void> {
  const stop = new AbortController()
  let running = Promise.resolve()
  let timer = setTimeout(next, firstAfterMs)
  function next() {
    running = round(stop.signal)
      .catch((error: Error) => {
        if (!stop.signal.aborted) report(error)
      })
      .then(() => {
        if (!stop.signal.aborted) timer = setTimeout(next, everyMs)
      })
  }
  return async () => {
    stop.abort()
    clearTimeout(timer)
    await running
  }
}
