import { readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { type PackInForce, packInForce } from '../../core/policy/pack-in-force.ts'
import { packProblems } from '../../core/policy/pack-problems.ts'
import { type Pack, pack, packFiles } from '../../core/policy/pack-shape.ts'
import { hashOfValue } from '../policies.ts'
import { type PolicyProblem, PolicyProblems } from './policy-problems.ts'
import { type ReadYaml, readYaml, type YamlFile } from './read-yaml.ts'

/** Beside the files of a pack: its golden cases. */
export const examplesFolder = 'examples'

type Read = { readonly packs: readonly PackInForce[]; readonly problems: readonly PolicyProblem[] }

/**
 * The packs of a folder, one folder each, sorted by name.
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
  const entries = (await readdir(folder, { withFileTypes: true })).filter(({ name }) => !name.startsWith('.'))
  const stray = entries.filter((entry) => !entry.isDirectory())
  const names = entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort()
  const read = await Promise.all(names.map((name) => readPack(join(folder, name))))
  return {
    packs: read.flatMap(({ packs }) => packs),
    problems: [
      ...stray.map(({ name }) => wholeFile(join(basename(folder), name), 'a pack is a folder')),
      ...read.flatMap(({ problems }) => problems),
    ],
  }
}

async function readPack(folder: string): Promise<Read> {
  const name = join(basename(join(folder, '..')), basename(folder))
  const there = (await readdir(folder)).filter((file) => !file.startsWith('.') && file !== examplesFolder)
  const wanted = packFiles.map((file) => `${file}.yaml`)
  const outer = [
    ...wanted.filter((file) => !there.includes(file)).map((file) => wholeFile(join(name, file), 'the file is missing')),
    ...there
      .filter((file) => !wanted.includes(file))
      .map((file) => wholeFile(join(name, file), 'no part of a pack has this name')),
  ]
  if (outer.length > 0) return { packs: [], problems: outer }
  const files = await Promise.all(
    packFiles.map((file) => readYaml(join(folder, `${file}.yaml`), join(name, `${file}.yaml`), pack.shape[file])),
  )
  const problems = files.flatMap((file) => ('problems' in file ? file.problems : []))
  return problems.length > 0 ? { packs: [], problems } : usable(basename(folder), files)
}

function usable(folder: string, read: readonly ReadYaml<unknown>[]): Read {
  const files = new Map(read.flatMap((file, i) => ('value' in file ? [[packFiles[i] as string, file] as const] : [])))
  const content = Object.fromEntries([...files].map(([name, { value }]) => [name, value])) as Pack
  const found = [...packProblems(content), ...(content.manifest.id === folder ? [] : [misnamed(content, folder)])]
  const problems = found.map(({ path: [file, ...path], text }) =>
    (files.get(String(file)) as YamlFile<unknown>).at(path, text),
  )
  return problems.length > 0
    ? { packs: [], problems }
    : { packs: [packInForce(content, hashOfValue(content))], problems }
}

function misnamed({ manifest }: Pack, folder: string) {
  return { path: ['manifest', 'id'], text: `the pack ${manifest.id} lies in the folder ${folder}` }
}

function wholeFile(file: string, text: string): PolicyProblem {
  return { file, line: 1, column: 1, text }
}
