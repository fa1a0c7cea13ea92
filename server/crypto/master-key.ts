import { hkdfSync, randomBytes } from 'node:crypto'
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Keys that derive from the master key; none of them is ever stored. */
export type MasterKeys = {
  /** Wraps the key-encryption keys of the epochs. */
  readonly wrapping: Buffer
  /** Keys the digests by which people and log-ins are found again. */
  readonly digest: Buffer
  /** Derives query codes from receipt ids. */
  readonly queryCode: Buffer
  /** Seed of the key that signs checkpoints and receipts. */
  readonly signing: Buffer
}

/** The file of the master key cannot be used; `zh` and `en` say what to do. */
class KeyFileProblem extends Error {
  readonly zh: string
  constructor(zh: string, en: string) {
    super(en)
    this.zh = zh
  }
}

/**
 * Reads the master key, or makes it where there is none and nothing was sealed yet.
 *
 * @param file     outside the data directory, readable by its owner only
 * @param mayMake  false once the database holds sealed values: a new key could open none of them
 * @throws KeyFileProblem where the file is missing, open to others, or no key
 */
export async function masterKeys(file: string, mayMake: boolean): Promise<MasterKeys> {
  const found = await stat(file).catch(() => undefined)
  if (!found && !mayMake)
    throw new KeyFileProblem(
      `找不到主密钥文件 ${file}，没有它已封存的内容无法读取。请从备份恢复该文件。`,
      `The master key file ${file} is missing; without it nothing sealed can be read. Restore it from its backup.`,
    )
  if (!found) await make(file)
  if (found && (found.mode & 0o077) !== 0)
    throw new KeyFileProblem(
      `主密钥文件 ${file} 对其他用户开放，请执行 chmod 600。`,
      `The master key file ${file} is open to other users; run chmod 600 on it.`,
    )
  const text = (await readFile(file, 'utf8')).trim()
  if (!/^[0-9a-f]{64}$/.test(text))
    throw new KeyFileProblem(`主密钥文件 ${file} 内容无效。`, `The master key file ${file} holds no key.`)
  return derive(Buffer.from(text, 'hex'))
}

/** The keys that derive from a master key of 32 bytes. */
function derive(master: Buffer): MasterKeys {
  const key = (purpose: string) => Buffer.from(hkdfSync('sha256', master, Buffer.alloc(0), `huiyin/${purpose}/1`, 32))
  return { wrapping: key('wrapping'), digest: key('digest'), queryCode: key('query-code'), signing: key('signing') }
}

async function make(file: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  // `wx`: of two processes that start together one makes the key and the other reads it.
  await writeFile(file, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx', flush: true }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    },
  )
}
