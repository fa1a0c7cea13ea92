/** For what can wait: a start has better things to do. */
export const wellAfterStartMs = 20_000

/**
 * Does something for the house again and again: one round after the other.
 *
 * @param pace   milliseconds from the end of a round to the next, and to the first
 * @param round  ends early once its signal is aborted
 * @param report told what a round threw, but not that it was stopped
 * @returns stops it and waits for the round under way
 */
export function nowAndThen(
  pace: { readonly everyMs: number; readonly firstMs?: number },
  round: (stop: AbortSignal) => Promise<void>,
  report: (error: Error & { code?: string }) => void,
): () => Promise<void> {
  const stop = new AbortController()
  let running = Promise.resolve()
  let timer = setTimeout(next, pace.firstMs ?? 0)
  function next() {
    running = round(stop.signal)
      .catch((error: Error) => {
        if (!stop.signal.aborted) report(error)
      })
      .then(() => {
        if (!stop.signal.aborted) timer = setTimeout(next, pace.everyMs)
      })
  }
  return async () => {
    stop.abort()
    clearTimeout(timer)
    await running
  }
}
