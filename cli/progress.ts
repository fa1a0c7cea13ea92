import { SingleBar } from 'cli-progress'
import type { Say } from './words.ts'

export type Progress = { show(rows: number, share: number): void; end(): void }

const width = 28
const everyMs = 100

/**
 * A bar on the terminal's side channel, so that the output stays clean for pipes; nothing where no terminal watches.
 *
 * @param key of the words: holes `bar`, `percent`, `rows`, `rate`
 */
export function progress(say: Say, key: string, wanted: boolean): Progress {
  if (!wanted || !process.stderr.isTTY) return { show: () => {}, end: () => {} }
  const started = performance.now()
  const bar = new SingleBar({
    stream: process.stderr,
    clearOnComplete: true,
    hideCursor: true,
    fps: 1000 / everyMs,
    format: (_, { progress: share }, { rows }: { rows: number }) => {
      const full = Math.round(share * width)
      const rate = Math.round((rows / (performance.now() - started)) * 1000)
      const drawn = '█'.repeat(full) + '░'.repeat(width - full)
      return say(key, { bar: drawn, percent: Math.floor(share * 100), rows, rate })
    },
  })
  bar.start(1, 0, { rows: 0 })
  return { show: (rows, share) => bar.update(Math.min(share, 1), { rows }), end: () => bar.stop() }
}
