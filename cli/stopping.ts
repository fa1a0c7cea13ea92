import type { Say } from './words.ts'

/**
 * The first Ctrl-C asks for a stop at the next safe place; the second one does not wait.
 *
 * @returns the signal, and how to stop listening
 */
export function stopOnSignal(say: Say): { readonly stop: AbortSignal; readonly forget: () => void } {
  const asked = new AbortController()
  const onSignal = () => {
    if (asked.signal.aborted) {
      console.error(say('stopped-at-once'))
      process.exit(130)
    }
    console.error(say('stopping'))
    asked.abort()
  }
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal)
  return { stop: asked.signal, forget: () => process.off('SIGINT', onSignal).off('SIGTERM', onSignal) }
}
