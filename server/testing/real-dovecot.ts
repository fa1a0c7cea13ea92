import { spawn } from 'node:child_process'
import { chmod, chown, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { begun, end, type Running } from './real-postfix.ts'

/** A Dovecot with one mailbox, that of `wang` with the password `test`. */
export type Dovecot = Running & {
  /** Puts a mail into the mailbox, as a mail server does. */
  deliver(raw: Buffer): Promise<void>
  /** How many mails lie in a folder of the mailbox; in the inbox where none is named. */
  count(folder?: string): Promise<number>
}

/** Who the mailbox belongs to: a user that every machine has. */
const nobody = { uid: 65534, gid: 65534 }
let delivered = 0

/**
 * A Dovecot 2.3 with its own configuration and mailbox, beside whatever runs on the machine. Has to be root, as Dovecot asks.
 *
 * @param idles whether it tells of new mails by itself
 */
export async function startDovecot(port: number, idles: boolean): Promise<Dovecot> {
  const folder = await mkdtemp(join(tmpdir(), 'huiyin-dovecot-'))
  await chmod(folder, 0o755)
  const box = join(folder, 'mail')
  for (const path of [box, ...['cur', 'new', 'tmp'].map((name) => join(box, name))]) {
    await mkdir(path)
    await chown(path, nobody.uid, nobody.gid)
  }
  const [config, log] = [join(folder, 'dovecot.conf'), join(folder, 'log')]
  await writeFile(config, settings(folder, port, idles))
  const child = spawn('/usr/sbin/dovecot', ['-F', '-c', config], { stdio: 'ignore', detached: true })
  const stop = async () => {
    await end(child)
    await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
  }
  const running = await begun({ port, log: () => readFile(log, 'utf8').catch(() => ''), stop })
  return { ...running, deliver: (raw) => deliver(box, raw), count: (name) => count(name ? join(box, `.${name}`) : box) }
}

async function deliver(box: string, raw: Buffer): Promise<void> {
  const name = `${Date.now()}.${++delivered}.test`
  await writeFile(join(box, 'tmp', name), raw)
  await chown(join(box, 'tmp', name), nobody.uid, nobody.gid)
  await rename(join(box, 'tmp', name), join(box, 'new', name))
}

async function count(folder: string): Promise<number> {
  const all = await Promise.all(['cur', 'new'].map((name) => readdir(join(folder, name)).catch(() => [])))
  return all.flat().length
}

function settings(folder: string, port: number, idles: boolean): string {
  const able = idles ? '' : 'imap_capability = IMAP4rev1 LITERAL+ UIDPLUS MOVE NAMESPACE\n'
  return `${able}base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
default_internal_user = dovecot
default_login_user = dovenull
first_valid_uid = 1
first_valid_gid = 1
mail_location = maildir:${folder}/mail
passdb {
  driver = static
  args = password=test
}
userdb {
  driver = static
  args = uid=${nobody.uid} gid=${nobody.gid} home=${folder}/mail
}
service imap-login {
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
service stats {
  unix_listener stats-writer {
    mode = 0666
  }
}
`
}
