import { type Config, readConfig } from '../server/config.ts'
import { Failure } from './failure.ts'
import type { Say } from './words.ts'

/** The configuration, or a failure that lists everything wrong with it. */
export function configOf(say: Say): Config {
  const read = readConfig()
  if (read.ok) return read.config
  throw new Failure(read.problems.map((problem) => (say.language === 'en' ? problem.en : problem.zh)))
}
