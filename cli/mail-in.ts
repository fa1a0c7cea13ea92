import { open } from 'node:fs/promises'
import type { Command } from 'commander'
import type { Looked, MailReader } from '../server/mail/reader.ts'
import { Failure } from './failure.ts'
import type { Say } from './words.ts'

type Options = { readonly json?: boolean }

export function addMailIn(program: Command, say: Say): void {
  program
    .command('mail-in')
    .description(say('command.mail-in'))
    .argument('<file...>', say('argument.mails'))
    .option('--json', say('option.json-lines'))
    .action((files: readonly string[], options: Options) => run(say, files, options))
}

/** Looks at mails and says what would become of them; nothing is stored. */
async function run(say: Say, files: readonly string[], { json }: Options): Promise<void> {
  const { openMailReader } = await import('../server/mail/reader.ts')
  const reader = openMailReader()
  const missing: string[] = []
  try {
    for (const file of files) {
      const looked = await lookAt(reader, file)
      if (!looked) missing.push(file)
      else console.log(json ? JSON.stringify(lineOf(file, looked)) : told(say, file, looked))
    }
  } finally {
    await reader.close()
  }
  if (missing.length > 0) throw new Failure([say('mail-in.no-file', { files: missing })])
}

/** Undefined where there is no such file. */
async function lookAt(reader: MailReader, file: string): Promise<Looked | undefined> {
  const { limits } = await import('../server/mail/limits.ts')
  const handle = await open(file).catch(() => undefined)
  try {
    const found = await handle?.stat()
    if (!handle || !found?.isFile()) return undefined
    if (found.size > limits.bytes) return { reason: 'too-large' }
    const raw = Buffer.allocUnsafeSlow(found.size)
    let length = 0
    for (let read = -1; read !== 0 && length < raw.length; length += read)
      read = (await handle.read(raw, length, raw.length - length)).bytesRead
    return await reader.read(length < raw.length ? raw.subarray(0, length) : raw)
  } finally {
    await handle?.close()
  }
}

/** What a mail that was set aside has in place of its contents. */
const nothing = { outcome: 'quarantine', from: null, subject: '', text: '', attachments: [] }

function lineOf(file: string, looked: Looked): object {
  if (!('mail' in looked)) return { file, ...nothing, reason: looked.reason }
  const { outcome, from = null, subject, text, attachments, reason = null } = looked.mail
  const files = attachments.map(({ name, type, bytes }) => ({ name, type, bytes }))
  return { file, outcome, from, subject, text, attachments: files, reason }
}

function told(say: Say, file: string, looked: Looked): string {
  const { outcome, reason, from, subject, attachments } =
    'mail' in looked
      ? looked.mail
      : { ...looked, outcome: 'quarantine', from: undefined, subject: '', attachments: [] as const }
  const why = reason ? say('mail-in.why', { reason: say(`mail-reason.${reason}`) }) : ''
  const values = { file, outcome: say(`mail-outcome.${outcome}`), why, from: from ?? '—', subject: subject || '—' }
  return say('mail-in.line', { ...values, files: attachments.length })
}
