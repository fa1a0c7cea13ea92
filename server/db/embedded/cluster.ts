import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import type { Binaries } from './binaries.ts'
import type { Places } from './places.ts'
import { handOver, runToEnd } from './run-as.ts'
import { type Secrets, syncDir } from './secrets.ts'
import { logDir, settingsFile, socketDir } from './server-settings.ts'
import { startProblem } from './start-problem.ts'

export const SUPER_USER = 'huiyin_super'

/**
 * Makes the cluster, whole or not at all: it grows under another name and is renamed when it is safe on disk.
 *
 * @throws StartProblem with initdb's own words
 */
export async function makeCluster(
  places: Places,
  { bin }: Binaries,
  secrets: Secrets,
  durable: boolean,
): Promise<void> {
  const { home, cluster, account } = places
  sweepDrafts(home)
  const draft = mkdtempSync(join(home, 'pg.new-'))
  const passwordFile = `${draft}-password`
  writeFileSync(passwordFile, secrets.super, { mode: 0o600, flag: 'wx' })
  for (const path of [draft, passwordFile]) handOver(path, account)
  const { code, said } = await runToEnd(account, join(bin, 'initdb'), initdbArguments(draft, passwordFile, durable))
  rmSync(passwordFile)
  if (code !== 0) throw initFailed(said)
  renameSync(draft, cluster)
  syncDir(home)
}

/** Drafts of killed starts; an initdb that is still dying in one keeps it until the next sweep. */
function sweepDrafts(home: string): void {
  for (const name of readdirSync(home).filter((entry) => entry.startsWith('pg.new-'))) {
    try {
      rmSync(join(home, name), { recursive: true, force: true })
    } catch {}
  }
}

function initdbArguments(dir: string, passwordFile: string, durable: boolean): string[] {
  return [
    ...['-D', dir, '-U', SUPER_USER, `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '-E', 'UTF8'],
    ...['--locale-provider=builtin', '--locale=C.UTF-8', '--data-checksums'],
    // One call for the whole file system instead of one for each of a thousand files.
    durable ? '--sync-method=syncfs' : '--no-sync',
  ]
}

/** Directories that the server writes into; they are its own. */
export function makeServerDirs({ home, account }: Places): void {
  for (const dir of [logDir(home), socketDir(home)]) {
    if (!dir || existsSync(dir)) continue
    mkdirSync(dir)
    chmodSync(dir, 0o700)
    handOver(dir, account)
  }
}

/** @throws StartProblem when the cluster was made by another major release, whose files this one cannot read */
export function checkMajor(cluster: string, { major }: Binaries): void {
  const made = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim()
  if (made === String(major)) return
  throw startProblem(
    `数据库目录 ${cluster} 由 PostgreSQL ${made} 建立，而本程序自带的是 ${major}，不能直接打开。请用原来的程序版本导出后再导入。`,
    `The database directory ${cluster} was made by PostgreSQL ${made}; this program brings ${major}, which cannot open it. Export with the earlier version of the program and import here.`,
  )
}

/**
 * Gives the superuser of a stopped cluster a new password: a restored backup may come without the file of passwords. Whoever owns
 * the files owns the database anyway.
 */
export async function resetSuperPassword(
  { home, cluster, account }: Places,
  { bin }: Binaries,
  secrets: Secrets,
): Promise<void> {
  const args = [
    '--single',
    '-D',
    cluster,
    '-c',
    `config_file=${settingsFile(home)}`,
    '-c',
    'logging_collector=off',
    'postgres',
  ]
  const sql = `alter role ${SUPER_USER} password '${secrets.super}'\n`
  const { code, said } = await runToEnd(account, join(bin, 'postgres'), args, sql)
  if (code !== 0 || said.includes('ERROR:')) throw initFailed(said)
}

const initFailed = (said: string) =>
  startProblem(`无法建立数据库：${said.trim()}`, `The database could not be made: ${said.trim()}`)
