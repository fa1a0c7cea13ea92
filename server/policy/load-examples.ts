import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type Example, exampleFile } from '../../core/policy/examples/shape.ts'
import { examplesFolder } from './load-packs.ts'
import { PolicyProblems } from './policy-problems.ts'
import { plainFrom, readText, shaped } from './read-yaml.ts'

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
  const problems = read.flatMap((one) => ('problems' in one.read ? one.read.problems : []))
  if (problems.length > 0) throw new PolicyProblems(problems)
  return read.flatMap(({ called, read }) =>
    'value' in read ? read.value.map((example) => ({ file: called, example })) : [],
  )
}
