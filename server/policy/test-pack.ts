import type { YearFile } from '../../core/calendar/calendar-shape.ts'
import { type Failed, runExample } from '../../core/policy/examples/run.ts'
import type { PackInForce } from '../../core/policy/pack-in-force.ts'
import type { Words } from '../../core/shared/words.ts'
import { type FiledExample, loadExamples } from './load-examples.ts'

export type Tested = {
  readonly pack: string
  readonly examples: number
  /** What came out otherwise, with the example and its file. */
  readonly failed: readonly (Failed & { readonly file: string; readonly name: Words })[]
}

/**
 * Runs the golden cases of a pack.
 *
 * @param folder the pack's own; `name` is how problems call it
 * @throws PolicyProblems where an example cannot be read
 */
export async function testPack(
  pack: PackInForce,
  folder: string,
  name: string,
  years: readonly YearFile[],
): Promise<Tested> {
  return runExamples(pack, await loadExamples(folder, name), years)
}

/** Runs golden cases that were read already. */
export function runExamples(pack: PackInForce, all: readonly FiledExample[], years: readonly YearFile[]): Tested {
  const failed = all.flatMap(({ file, example }) =>
    runExample(pack, example, years).map((one) => ({ ...one, file, name: example.name })),
  )
  return { pack: pack.id, examples: all.length, failed }
}
