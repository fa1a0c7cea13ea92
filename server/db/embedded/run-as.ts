import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync } from 'node:fs'
import type { Account } from './places.ts'
import { startProblem } from './start-problem.ts'

/** What a program of PostgreSQL is told of our surroundings: nothing, so that no secret of ours shows in its environment. */
const BARE = { PATH: '/usr/bin:/bin', LC_ALL: 'C' }

/** Hands a file or directory that we made to the user who runs PostgreSQL. */
export function handOver(path: string, account: Account | undefined): void {
  if (account) chownSync(path, account.uid, account.gid)
}

/**
 * Starts a program of PostgreSQL as the user who runs it.
 *
 * @throws StartProblem when the system forbids it
 */
export async function spawnAs(
  account: Account | undefined,
  program: string,
  args: string[],
  options: SpawnOptions,
): Promise<ChildProcess> {
  try {
    // Some failures are thrown by `spawn` itself, others come as an event.
    const child = spawn(program, args, { ...account, ...options, cwd: '/', env: BARE })
    if (!child.pid) await once(child, 'spawn')
    return child
  } catch (error) {
    throw cannotRun(program, account, (error as NodeJS.ErrnoException).code ?? '')
  }
}

/**
 * Runs a program of PostgreSQL to its end.
 *
 * @returns the exit code and the last 2,000 characters that it said
 * @throws StartProblem when the system forbids it
 */
export async function runToEnd(
  account: Account | undefined,
  program: string,
  args: string[],
  input = '',
): Promise<{ code: number; said: string }> {
  const child = await spawnAs(account, program, args, { stdio: 'pipe' })
  let said = ''
  const hear = (piece: Buffer) => {
    said = (said + piece.toString()).slice(-2000)
  }
  child.stdout?.on('data', hear)
  child.stderr?.on('data', hear)
  child.stdin?.on('error', () => {})
  child.stdin?.end(input)
  const [code] = await once(child, 'close')
  return { code: code ?? -1, said }
}

function cannotRun(program: string, account: Account | undefined, code: string) {
  const who = account ? ` (uid ${account.uid})` : ''
  return startProblem(
    `系统不允许运行 ${program}${who}：${code}。可能是该文件系统以 noexec 挂载，或切换用户的权限（CAP_SETUID、CAP_SETGID）被去掉。请用 HUIYIN_DATA 另选目录、以普通用户启动，或设置 DATABASE_URL。`,
    `The system does not let ${program} run${who}: ${code}. Its file system may be mounted noexec, or the right to change users (CAP_SETUID, CAP_SETGID) was taken away. Choose another directory by HUIYIN_DATA, start as an ordinary user, or set DATABASE_URL.`,
  )
}
