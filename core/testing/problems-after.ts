import { packProblems } from '../policy/pack-problems.ts'
import { pack } from '../policy/pack-shape.ts'
import { houseFiles } from './house-rules.ts'
import { inEnglish } from './in-english.ts'

type Files = typeof houseFiles
// biome-ignore lint/suspicious/noExplicitAny: a test breaks a pack in ways its type forbids
export type Broken = any

/** The problems of the house rules after one change. */
export function problemsAfter(change: (files: Broken) => void): string[] {
  const files: Files = structuredClone(houseFiles)
  change(files)
  return packProblems(pack.parse(files)).map(({ path, text }) => `${path.join('.')}: ${inEnglish(text)}`)
}
