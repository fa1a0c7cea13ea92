import { randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { startProblem } from './start-problem.ts'

const password = z.string().regex(/^[\w-]{43}$/)
const shape = z.strictObject({ super: password, owner: password, app: password, auditor: password })

/** Passwords of the roles of the embedded database: 256 random bits each, in characters that need no quoting in SQL or a URL. */
export type Secrets = z.infer<typeof shape>

const fileOf = (dataDir: string) => join(dataDir, 'pg-secrets.json')

/** @returns undefined when there are none yet @throws StartProblem when the file is damaged */
export function readSecrets(dataDir: string): Secrets | undefined {
  const file = fileOf(dataDir)
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
  const parsed = shape.safeParse(parseJson(text))
  if (parsed.success) return parsed.data
  throw startProblem(
    `${file} 已损坏。请从备份恢复；若没有备份，先停止正在运行的数据库再删除此文件，启动时会重新设置密码。`,
    `${file} is damaged. Restore it from a backup; without one, stop the running database and delete this file: the next start sets new passwords.`,
  )
}

/** New passwords, which no role has yet. */
export function newSecrets(): Secrets {
  const one = () => randomBytes(32).toString('base64url')
  return { super: one(), owner: one(), app: one(), auditor: one() }
}

/** Keeps the passwords, readable by us only; they are on disk when this returns. */
export function saveSecrets(dataDir: string, secrets: Secrets): void {
  const file = fileOf(dataDir)
  rmSync(`${file}.new`, { force: true })
  const handle = openSync(`${file}.new`, 'wx', 0o600)
  writeSync(handle, `${JSON.stringify(secrets)}\n`)
  fsyncSync(handle)
  closeSync(handle)
  renameSync(`${file}.new`, file)
  syncDir(dataDir)
}

/** Makes a rename inside a directory survive a power cut. */
export function syncDir(dir: string): void {
  const handle = openSync(dir, 'r')
  fsyncSync(handle)
  closeSync(handle)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
