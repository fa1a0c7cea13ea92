import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { YearFile } from '../../core/calendar/calendar-shape.ts'
import type { PackTexts } from '../../core/organisation/revisions.ts'
import type { PackInForce } from '../../core/policy/pack-in-force.ts'
import { examplesFrom } from './load-examples.ts'
import { examplesFolder, readRewritten } from './load-packs.ts'
import { type PolicyProblem, PolicyProblems } from './policy-problems.ts'
import { readText } from './read-yaml.ts'
import { runExamples, type Tested } from './test-pack.ts'

/** The files of a pack of the program as they are written, golden cases among them. @param folder such as `policy-packs` */
export async function readTexts(folder: string, id: string): Promise<PackTexts> {
  const files = await readdir(join(folder, id), { recursive: true })
  const written = files.filter((file) => file.endsWith('.yaml')).sort()
  return Object.fromEntries(
    await Promise.all(written.map(async (file) => [file, (await readText(join(folder, id, file))) ?? ''] as const)),
  )
}

/** What the loader says of a pack as somebody rewrites it; its golden cases are read and not yet run. */
export type Rewritten = { readonly pack?: PackInForce; readonly problems: readonly PolicyProblem[] }

export async function readRevision(folder: string, id: string, texts: PackTexts): Promise<Rewritten> {
  const { packs, problems } = await readRewritten(folder, id, texts)
  const unread = problemsOf(() => examplesOf(id, texts))
  const [pack] = packs
  if (pack?.content.manifest.abstract)
    return { problems: [{ file: join(id, 'manifest.yaml'), line: 1, column: 1, text: onlyBuiltOn }] }
  return { ...(pack && { pack }), problems: [...problems, ...unread] }
}

/** Runs the golden cases of a pack as somebody rewrites it. @throws PolicyProblems where one cannot be read */
export function testRevision(pack: PackInForce, texts: PackTexts, years: readonly YearFile[]): Tested {
  return runExamples(pack, examplesOf(pack.id, texts), years)
}

function examplesOf(id: string, texts: PackTexts) {
  const files = Object.keys(texts).filter((file) => file.startsWith(`${examplesFolder}/`))
  return examplesFrom(files.sort().map((file) => [join(id, file), texts[file]] as const))
}

const onlyBuiltOn = {
  zh: '这个制度包只供其他制度包引用，不能施行',
  en: 'only other packs build on an abstract pack; it cannot be in force',
}

function problemsOf(read: () => unknown): readonly PolicyProblem[] {
  try {
    read()
    return []
  } catch (error) {
    if (error instanceof PolicyProblems) return error.problems
    throw error
  }
}
