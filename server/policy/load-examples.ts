import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { askedBy } from '../../core/policy/examples/run.ts'
import { type Example, exampleFile } from '../../core/policy/examples/shape.ts'
import { examplesFolder } from './load-packs.ts'
import { type PolicyProblem, PolicyProblems } from './policy-problems.ts'
import { plainFrom, readText, shaped, type YamlFile } from './read-yaml.ts'
import { shapeProblems } from './shape-problems.ts'

/** A golden case with the file that holds it, as problems call it. */
export type FiledExample = { readonly file: string; readonly example: Example }

/**
 * The golden cases of a pack, file by file.
 *
 * @param folder the pack's own, such as `policy-packs/bank`
 * @param name   how problems call it
 * @returns none where the pack has no examples
 * @throws PolicyProblems where a file cannot be read; it names every problem of every file
 */
export async function loadExamples(folder: string, name: string): Promise<readonly FiledExample[]> {
  const names = await readdir(join(folder, examplesFolder)).catch(() => [])
  const files = names.filter((file) => file.endsWith('.yaml')).sort()
  const texts = await Promise.all(
    files.map(
      async (file) => [join(name, examplesFolder, file), await readText(join(folder, examplesFolder, file))] as const,
    ),
  )
  return examplesFrom(texts)
}

/** Golden cases from the texts of their files, by the name that problems call them. @throws as `loadExamples` */
export function examplesFrom(texts: readonly (readonly [string, string | undefined])[]): readonly FiledExample[] {
  const read = texts.map(([called, text]) => {
    const plain = plainFrom(text, called)
    return { called, read: 'problems' in plain ? plain : shaped(plain, exampleFile) }
  })
  const problems = read.flatMap(({ read }) => ('problems' in read ? read.problems : inputProblems(read)))
  if (problems.length > 0) throw new PolicyProblems(problems)
  return read.flatMap(({ called, read }) =>
    'value' in read ? read.value.map((example) => ({ file: called, example })) : [],
  )
}

/** What the steps give to commands that do not take it. */
function inputProblems({ value, at }: YamlFile<readonly Example[]>): PolicyProblem[] {
  return value.flatMap(({ steps }, i) =>
    steps.flatMap((step, j) => {
      const asked = askedBy(step)
      const issues = asked?.command.input.safeParse(asked.given).error?.issues ?? []
      return shapeProblems(issues, asked?.given).map(({ path, text }) => at([i, 'steps', j, 'with', ...path], text))
    }),
  )
}
