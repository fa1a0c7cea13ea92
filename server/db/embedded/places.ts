import { createHash } from 'node:crypto'
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import type { Log } from './log.ts'
import { syncDir } from './secrets.ts'
import { startProblem } from './start-problem.ts'

/** The user that PostgreSQL runs as when we are root, which it refuses to be. */
export type Account = { uid: number; gid: number }

export type Places = {
  /** State directory: passwords, attached processes. Only for us. */
  dataDir: string
  /** Where the database's own files lie; every directory above it lets the account through. Usually the state directory. */
  home: string
  /** The cluster: `<home>/pg`. */
  cluster: string
  /** undefined: PostgreSQL runs as the user that we are. */
  account: Account | undefined
}

/**
 * Makes the state directory if there is none and says its real path. As root it lets other users pass through, but not look:
 * what lies in it carries its own rights.
 */
export function makeStateDir(dataDir: string): string {
  return asDirOfOurs(dataDir, () => {
    const first = mkdirSync(dataDir, { recursive: true, mode: isRoot() ? 0o711 : 0o700 })
    // The umask may have taken the passage away again, from the directories on the way too.
    if (first && isRoot()) for (let dir = dataDir; dir.length >= first.length; dir = dirname(dir)) chmodSync(dir, 0o711)
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK)
    return realpathSync(dataDir)
  })
}

/** Says it in words where a directory cannot be made or written. */
function asDirOfOurs<T>(dir: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    throw startProblem(
      `不能使用目录 ${dir}：${code}。请确认运行本程序的用户可以创建并写入它，或用 HUIYIN_DATA 另选目录。`,
      `The directory ${dir} cannot be used: ${code}. The user who runs this program must be able to make it and write to it; or choose another by HUIYIN_DATA.`,
    )
  }
}

/**
 * Decides where the cluster lies and who runs it. A state directory below one that is closed to the account (`/root` is
 * closed to all but root) is not opened: the cluster then lies below `elsewhere`, and the file `pg-location` in the state directory says
 * where. That file binds all later starts, so that a change of rights never leads to a second, empty database.
 *
 * @param dataDir   real path of the state directory
 * @param elsewhere parent for clusters that cannot lie in their state directory
 * @throws StartProblem when the cluster is gone or another user's, or when there is no user to run it
 */
export function findPlaces(dataDir: string, elsewhere: string, log: Log): Places {
  const pointer = join(dataDir, 'pg-location')
  const known = existsSync(pointer) ? readFileSync(pointer, 'utf8').trim() : undefined
  if (known && !existsSync(known)) throw clusterGone(known, pointer)
  const settled = known ?? (existsSync(join(dataDir, 'pg')) ? dataDir : undefined)
  const account = isRoot() ? accountFor(settled) : undefined
  const home =
    settled ?? (!account || lets(account, dataDir) ? dataDir : moveElsewhere(dataDir, elsewhere, pointer, log))
  if (!account) refuseForeign(join(home, 'pg'))
  return { dataDir, home, cluster: join(home, 'pg'), account }
}

function isRoot(): boolean {
  return process.geteuid?.() === 0
}

/** Whoever owns the cluster keeps running it, even where a better account has appeared since. */
function accountFor(home: string | undefined): Account {
  const owner = home && statSync(join(home, 'pg'), { throwIfNoEntry: false })
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  const users = readFileSync('/etc/passwd', 'utf8').split('\n')
  const line = ['postgres:', 'nobody:'].map((name) => users.find((user) => user.startsWith(name))).find(Boolean)
  const [, , uid, gid] = (line ?? '').split(':').map(Number)
  if (uid && gid) return { uid, gid }
  throw startProblem(
    'PostgreSQL 拒绝以 root 运行，而系统中既没有 postgres 用户也没有 nobody 用户。请以普通用户启动，或设置 DATABASE_URL。',
    'PostgreSQL refuses to run as root, and this system has neither a user postgres nor nobody. Start as an ordinary user, or set DATABASE_URL.',
  )
}

/** Whether every directory from the root down to this one lets the account pass through. */
function lets(account: Account, dir: string): boolean {
  const { mode, uid, gid } = statSync(dir)
  const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001
  return (mode & bit) !== 0 && (dir === '/' || lets(account, dirname(dir)))
}

function moveElsewhere(dataDir: string, elsewhere: string, pointer: string, log: Log): string {
  asDirOfOurs(elsewhere, () => {
    if (mkdirSync(elsewhere, { recursive: true })) chmodSync(elsewhere, 0o711)
    accessSync(elsewhere, constants.W_OK)
  })
  const name = createHash('sha256').update(dataDir).digest('hex').slice(0, 12)
  const older = readdirSync(elsewhere).filter((entry) => entry.startsWith(name))
  if (older.length > 0) log.warn({ elsewhere, older }, 'databases of a state directory that was removed are still here')
  const home = mkdtempSync(join(elsewhere, `${name}-`))
  chmodSync(home, 0o711)
  writeFileSync(join(home, 'state-directory'), `${dataDir}\n`)
  writeFileSync(pointer, `${home}\n`, { flush: true })
  syncDir(dataDir)
  log.warn(
    { dataDir, home },
    'the state directory is closed to the user that runs PostgreSQL; the database lies elsewhere',
  )
  return home
}

function refuseForeign(cluster: string): void {
  const owner = statSync(cluster, { throwIfNoEntry: false })?.uid
  if (owner === undefined || owner === process.geteuid?.()) return
  throw startProblem(
    `数据库目录 ${cluster} 属于另一个用户（uid ${owner}）。请用最初启动它的用户（或 root）启动，或用 HUIYIN_DATA 另选目录。`,
    `The database directory ${cluster} belongs to another user (uid ${owner}). Start as the user who started it first (or root), or choose another directory by HUIYIN_DATA.`,
  )
}

const clusterGone = (home: string, pointer: string) =>
  startProblem(
    `${pointer} 指明数据库位于 ${home}，但那里已不存在。请恢复该目录（容器须挂载持久卷）；确认要从空库重新开始时，才删除 ${pointer}。`,
    `${pointer} says that the database lies in ${home}, which is gone. Restore it (a container needs a lasting volume); only to start over with an empty database, delete ${pointer}.`,
  )
