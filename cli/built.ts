import { createHash, type Hash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { projectRoot } from '../server/project-root.ts'

/** Something that is made from sources and kept until they change. */
export type Build = {
  readonly root: string
  /** Folders and files below the root that it is made of. */
  readonly sources: readonly string[]
  /** Where it is noted what it was made of. */
  readonly stamp: string
}

const made = join(projectRoot, 'web', 'dist')

/** What the sources look like, and what they hold. */
export type Sources = { readonly look: string; readonly content: string }

/** The pages: their own sources, what they share with the server, and how they are built. */
export const pages: Build = {
  root: projectRoot,
  sources: ['web', 'core', 'api', 'verify', 'words', ...configs('vite', 'vite.portal', 'vite.portal-server')],
  stamp: join(made, '.stamp'),
}

/** The program itself, as few files: so it starts in half the time. */
export const program: Build = {
  root: projectRoot,
  sources: ['api', 'cli', 'core', 'server', 'words', ...configs('vite.program')],
  stamp: join(projectRoot, 'dist', '.stamp'),
}

/** Configurations of the builder, and the packages that it finds. */
function configs(...names: readonly string[]): string[] {
  return [...names.map((name) => `${name}.config.ts`), 'package-lock.json']
}

/**
 * Says whether a build was made from the sources that stand here. Files that look the same are not read: reading them all
 * takes longer than what a start may cost.
 */
export function isBuilt(build: Build): boolean {
  const stamp = stampOf(build)
  if (!stamp) return false
  const look = lookOf(build)
  if (stamp.look === look) return true
  if (stamp.content !== contentOf(build)) return false
  renew(build, { ...stamp, look })
  return true
}

/** Whoever may not write here looks into the sources again the next time. */
function renew(build: Build, sources: Sources): void {
  try {
    noteBuilt(build, sources)
  } catch {}
}

/** The sources as they stand, to be taken before a build begins: they may change while it runs. */
export function sourcesOf(build: Build): Sources {
  return { look: lookOf(build), content: contentOf(build) }
}

function contentOf(build: Build): string {
  return digest(build, (hash, path) => hash.update(readFileSync(path)))
}

/** The folder of the built program of some content. */
export function programFolder(content: string): string {
  return join(dirname(program.stamp), content.slice(0, 16))
}

/** The built program; undefined where it is not made from the sources that stand here. */
export function builtProgram(): string | undefined {
  const content = isBuilt(program) && stampOf(program)?.content
  const main = content && join(programFolder(content), 'main.mjs')
  return main && existsSync(main) ? main : undefined
}

function lookOf(build: Build): string {
  return digest(build, (hash, path) => {
    const { size, mtimeMs } = statSync(path)
    hash.update(`${size} ${mtimeMs}`)
  })
}

function digest({ root, sources }: Build, take: (hash: Hash, path: string) => void): string {
  const hash = createHash('sha256')
  for (const file of sources.flatMap((source) => filesOf(root, source)).sort()) {
    hash.update(`${file}\0`)
    take(hash, join(root, file))
    hash.update('\0')
  }
  return hash.digest('hex')
}

function filesOf(root: string, source: string): string[] {
  if (source.includes('.')) return [source]
  const entries = readdirSync(join(root, source), { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  return files.filter((file) => !file.startsWith(made)).map((file) => relative(root, file))
}

function stampOf({ stamp }: Build): Sources | undefined {
  try {
    return JSON.parse(readFileSync(stamp, 'utf8')) as Sources
  } catch {
    return undefined
  }
}

/** Notes that a build stands; in one go, since two programs that start together must not find half a note. */
export function noteBuilt({ stamp }: Build, sources: Sources): void {
  mkdirSync(dirname(stamp), { recursive: true })
  const written = `${stamp}.${process.pid}`
  writeFileSync(written, JSON.stringify(sources))
  renameSync(written, stamp)
}
