import { readdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { type PackInForce, packInForce } from '../../core/policy/pack-in-force.ts'
import { packProblems } from '../../core/policy/pack-problems.ts'
import { isNeeded, type Pack, pack, packFiles } from '../../core/policy/pack-shape.ts'
import type { PackProblem } from '../../core/policy/problem.ts'
import type { Words } from '../../core/shared/words.ts'
import { hashOfValue } from '../policies.ts'
import { extendFile } from './extend-file.ts'
import { type PolicyProblem, PolicyProblems, problemLine } from './policy-problems.ts'
import { type PlainFile, plainFrom, type ReadYaml, readText, shaped, type YamlFile } from './read-yaml.ts'

/** Beside the files of a pack: its golden cases. */
export const examplesFolder = 'examples'

type Read = { readonly packs: readonly PackInForce[]; readonly problems: readonly PolicyProblem[] }
/** A pack as its folder holds it, before what it extends is put under it. */
type Written = {
  readonly name: string
  readonly files: ReadonlyMap<string, PlainFile>
  readonly problems: readonly PolicyProblem[]
}

/**
 * The packs of a folder, one folder each, sorted by name, schemes before regulations. One that only others build on is
 * not among them.
 *
 * @param folder such as `policy-packs`
 * @throws PolicyProblems where a pack cannot be used; it names every problem of every pack
 */
export async function loadPacks(folder: string): Promise<readonly PackInForce[]> {
  const { packs, problems } = await readPacks(folder)
  if (problems.length > 0) throw new PolicyProblems(problems)
  return packs
}

/**
 * The packs of a folder that can be used, and what is wrong with the others.
 *
 * @throws where the folder itself cannot be read
 */
export async function readPacks(folder: string): Promise<Read> {
  const { names, stray } = await look(folder)
  const written = await readAll(folder, names)
  const used = [...written.values()].map((one) => usable(basename(folder), one, written))
  return {
    packs: used
      .flatMap(({ packs }) => packs)
      .filter(({ content }) => !content.manifest.abstract)
      .sort((a, b) => Number(isRegulation(a)) - Number(isRegulation(b))),
    problems: each([
      ...stray.map((name) => wholeFile(join(basename(folder), name), isFolder)),
      ...used.flatMap(({ problems }) => problems),
    ]),
  }
}

/**
 * Packs that are still drafts: one by the folder it lies in, or all of a folder. What they extend may lie beside them, or
 * among the packs of another folder.
 *
 * @param among such as `policy-packs`
 * @throws PolicyProblems where a draft cannot be used; where a folder cannot be read
 */
export async function loadDrafts(folder: string, among: string): Promise<readonly PackInForce[]> {
  const isPack = (await readdir(folder)).includes('manifest.yaml')
  const home = isPack ? dirname(folder) : folder
  const drafts = await readAll(home, isPack ? [basename(folder)] : (await look(folder)).names)
  const all = new Map([...(await readAll(among, (await look(among)).names)), ...drafts])
  const used = [...drafts.values()].map((one) => usable(basename(home), one, all))
  const problems = each(used.flatMap((one) => one.problems))
  if (problems.length > 0) throw new PolicyProblems(problems)
  return used.flatMap(({ packs }) => packs).filter(({ content }) => !content.manifest.abstract)
}

/** The packs that lie in a folder, by name, and what does not belong there. */
async function look(folder: string): Promise<{ names: string[]; stray: string[] }> {
  const entries = (await readdir(folder, { withFileTypes: true })).filter(({ name }) => !name.startsWith('.'))
  const stray = entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name)
  return { names: entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort(), stray }
}

async function readAll(folder: string, names: readonly string[]): Promise<Map<string, Written>> {
  return new Map(await Promise.all(names.map(async (name) => [name, await readWritten(folder, name)] as const)))
}

function isRegulation({ content }: PackInForce): boolean {
  return content.manifest.regulation === true
}

/**
 * A pack as somebody rewrites it, laid over what it extends in the folder.
 *
 * @param folder such as `policy-packs`
 * @param texts  its own files by name, `obligations.yaml`; its golden cases are not looked at
 * @returns the pack, or every problem with file, line and a sentence
 */
export async function readRewritten(
  folder: string,
  id: string,
  texts: Readonly<Record<string, string>>,
): Promise<Read> {
  const own = Object.entries(texts).filter(([file]) => !file.startsWith(`${examplesFolder}/`))
  const written = new Map([[id, writtenFrom(basename(folder), id, new Map(own))]])
  // What is written may name any path: only what lies in the folder is read.
  const there = await readdir(folder)
  for (let below = extendedBy(written.get(id)); below && there.includes(below) && !written.has(below); ) {
    written.set(below, await readWritten(folder, below))
    below = extendedBy(written.get(below))
  }
  return usable(basename(folder), written.get(id) as Written, written)
}

/** What is wrong with a pack is found again in all that extend it. */
function each(problems: readonly PolicyProblem[]): PolicyProblem[] {
  return [...new Map(problems.map((one) => [problemLine(one, 'en'), one])).values()]
}

/** The files of a folder; what is not written in UTF-8 is `undefined`. */
async function readWritten(folder: string, name: string): Promise<Written> {
  const there = (await readdir(join(folder, name))).filter((file) => !file.startsWith('.') && file !== examplesFolder)
  const texts = await Promise.all(
    there.map(async (file) => [file, isPart(file) ? await readText(join(folder, name, file)) : ''] as const),
  )
  return writtenFrom(basename(folder), name, new Map(texts))
}

function isPart(file: string): boolean {
  return packFiles.some((part) => `${part}.yaml` === file)
}

/** A pack from the texts of its files by name. */
function writtenFrom(folder: string, name: string, texts: ReadonlyMap<string, string | undefined>): Written {
  const called = (file: string) => join(folder, name, file)
  const wanted = packFiles.filter((file) => texts.has(`${file}.yaml`))
  const strange = [...texts.keys()].filter((file) => !isPart(file))
  const read = wanted.map((file) => plainFrom(texts.get(`${file}.yaml`), called(`${file}.yaml`)))
  return {
    name,
    files: new Map(read.flatMap((file, i) => ('at' in file ? [[wanted[i] as string, file] as const] : []))),
    problems: [
      ...strange.map((file) => wholeFile(called(file), noPart)),
      ...read.flatMap((file) => ('problems' in file ? file.problems : [])),
    ],
  }
}

/** A pack with what it extends below it; files that it needs and neither has are missing. */
function usable(folder: string, own: Written, all: ReadonlyMap<string, Written>): Read {
  const whole = extended(own, all, [])
  if ('zh' in whole) {
    const problem = own.files.get('manifest')?.at(['extends'], whole)
    return { packs: [], problems: [...own.problems, ...(problem ? [problem] : [])] }
  }
  const missing = packFiles
    .filter((file) => isNeeded(file) && !whole.has(file))
    .map((file) => join(folder, own.name, `${file}.yaml`))
  const named = missing.filter((file) => !own.problems.some((one) => one.file === file))
  const outer = [...named.map((file) => wholeFile(file, isMissing)), ...own.problems]
  if (outer.length > 0) return { packs: [], problems: outer }
  const there = packFiles.filter((file) => whole.has(file))
  const files = there.map((file) => shaped(whole.get(file) as PlainFile, pack.shape[file]))
  const problems = files.flatMap((file) => ('problems' in file ? file.problems : []))
  return problems.length > 0 ? { packs: [], problems } : judged(own.name, there, files)
}

/** The files of a pack laid over those of the pack it extends, and so on; the reason where that cannot be. */
function extended(
  own: Written,
  all: ReadonlyMap<string, Written>,
  below: readonly string[],
): ReadonlyMap<string, PlainFile> | Words {
  const named = extendedBy(own)
  if (named === undefined) return own.files
  const base = all.get(named)
  if (!base || base.problems.length > 0) return cannotExtend(named)
  if (base === own || below.includes(base.name)) return inCircle
  const under = extended(base, all, [...below, own.name])
  if ('zh' in under) return under
  const inherited = [...under].filter(([file]) => file !== 'manifest' && !own.files.has(file))
  const laid = [...own.files].map(([file, mine]) => {
    const theirs = file === 'manifest' ? undefined : under.get(file)
    return [file, theirs ? extendFile(theirs, mine) : mine] as const
  })
  return new Map([...inherited, ...laid])
}

/** The id of the pack that a pack builds on, as it stands written. */
function extendedBy(own: Written | undefined): string | undefined {
  const named = (own?.files.get('manifest')?.value as { extends?: unknown } | null | undefined)?.extends
  return named === undefined ? undefined : String(named)
}

function judged(folder: string, names: readonly string[], read: readonly ReadYaml<unknown>[]): Read {
  const files = new Map(read.flatMap((file, i) => ('value' in file ? [[names[i] as string, file] as const] : [])))
  const content = Object.fromEntries([...files].map(([name, { value }]) => [name, value])) as Pack
  const found = [...packProblems(content), ...(content.manifest.id === folder ? [] : [misnamed(content, folder)])]
  const problems = found.map(({ path: [file, ...path], text }) =>
    (files.get(String(file)) as YamlFile<unknown>).at(path, text),
  )
  return problems.length > 0
    ? { packs: [], problems }
    : { packs: [packInForce(content, hashOfValue(content))], problems }
}

function misnamed({ manifest: { id } }: Pack, folder: string): PackProblem {
  const text = { zh: `制度包 ${id} 放在了文件夹 ${folder} 里`, en: `the pack ${id} lies in the folder ${folder}` }
  return { path: ['manifest', 'id'], text }
}

const isFolder = { zh: '制度包是一个文件夹', en: 'a pack is a folder' }
const noPart = { zh: '制度包里没有这个名称的文件', en: 'no part of a pack has this name' }
const isMissing = { zh: '缺少这个文件', en: 'the file is missing' }
const inCircle = { zh: '制度包互相引用，成了一圈', en: 'packs extend each other in a circle' }
const cannotExtend = (id: string) => ({
  zh: `没有可以读取的制度包 ${id}`,
  en: `there is no pack ${id} that can be read`,
})

function wholeFile(file: string, text: Words): PolicyProblem {
  return { file, line: 1, column: 1, text }
}
