import { createHash } from 'node:crypto'
import { isIP } from 'node:net'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { asMessage, wordsIn } from '../core/shared/words.ts'
import { projectRoot } from './project-root.ts'
import { HOST_NAME, isInside, isMailbox, isNetwork, roleOf, scannerAt, smtpInAt } from './setting-forms.ts'

/** One thing that is wrong, as a whole sentence in each language; never repeats a secret. */
export type Problem = { zh: string; en: string }

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const

export type Config = {
  /** TCP port of the web server; 0 means any free one. */
  port: number
  /** Address the web server listens on. */
  host: string
  /** Addresses or networks of the proxies in front; what they say of where a request comes from is believed. */
  trustedProxies: string[]
  /** Addresses or networks of the own house that messages to other systems may be sent to. */
  webhookNetworks: string[]
  /** State directory, absolute. */
  dataDir: string
  /** File of the master key, absolute, never inside `dataDir`: whoever copies the data has not copied the key. */
  keyFile: string
  /** Directories outside the database that checkpoints of the log are brought to, absolute, never inside `dataDir`. */
  checkpoints: string[]
  /** The auditor that checkpoints are sent to by mail, the server that takes the mail, and the sender's address. */
  auditor?: { address: string; smtp: string; from: string } | undefined
  /**
   * The address that people complain to, the mail server that sends in its name, the unit whose staff reads what comes, and the
   * name under which the mail server in front writes what it found of a sender.
   */
  mail?:
    | { address: string; smtp?: string | undefined; unit?: string | undefined; checkedBy?: string | undefined }
    | undefined
  /** Where mail comes in: what the built-in receiver listens on, the mailbox that is emptied. */
  smtpIn?: { host: string; port: number; lmtp: boolean } | undefined
  imap?: string | undefined
  logLevel: (typeof LOG_LEVELS)[number]
  /** Bytes of the largest file of evidence that is taken. */
  uploadLimit: number
  /** Where clamd listens; without it files are kept unscanned and say so. */
  scanner?: { path: string } | { host: string; port: number } | undefined
  database: { kind: 'embedded' } | { kind: 'server'; appUrl: string; migrateUrl: string }
}

export type ConfigResult = { ok: true; config: Config } | { ok: false; problems: Problem[] }

type Env = Record<string, string | undefined>

/** A zod refusal that carries the sentence in both languages. */
const problem = (zh: string, en: string) => ({ error: asMessage({ zh, en }) })

const postgresUrl = (name: string) =>
  z.string().refine((text) => roleOf(text) !== undefined, {
    ...problem(
      `${name} 不是可用的 PostgreSQL 连接地址：应形如 postgresql://用户:密码@主机:端口/库名，并且必须写明用户。`,
      `${name} is not a usable PostgreSQL address: it should look like postgresql://user:password@host:port/database and must name the user.`,
    ),
  })

const mailAddress = (name: string) =>
  z.email({
    ...problem(`${name} 必须是邮件地址。`, `${name} must be an e-mail address.`),
  })

const schema = z.object({
  PORT: z
    .string()
    .refine((text) => /^\d{1,5}$/.test(text) && Number(text) <= 65_535, {
      ...problem('PORT 必须是 0 到 65535 之间的整数。', 'PORT must be a whole number from 0 to 65535.'),
    })
    .default('8080')
    .transform(Number),
  HUIYIN_HOST: z
    .string()
    .refine((text) => isIP(text) !== 0 || HOST_NAME.test(text), {
      ...problem('HUIYIN_HOST 必须是 IP 地址或主机名。', 'HUIYIN_HOST must be an IP address or a host name.'),
    })
    .default('127.0.0.1'),
  HUIYIN_TRUSTED_PROXIES: networks('HUIYIN_TRUSTED_PROXIES'),
  HUIYIN_WEBHOOK_NETWORKS: networks('HUIYIN_WEBHOOK_NETWORKS'),
  HUIYIN_DATA: z.string().default(join(projectRoot, '.state')).transform(absolute),
  HUIYIN_KEY_FILE: z.string().transform(absolute).optional(),
  HUIYIN_CHECKPOINTS: z
    .string()
    .transform((text) => text.split(':').flatMap((part) => (part.trim() ? absolute(part.trim()) : [])))
    .optional(),
  HUIYIN_SMTP: z
    .string()
    .refine((text) => ['smtp:', 'smtps:'].includes(URL.parse(text)?.protocol ?? ''), {
      ...problem(
        'HUIYIN_SMTP 应形如 smtps://用户:密码@邮件服务器:465，或 smtp://主机:端口。',
        'HUIYIN_SMTP should look like smtps://user:password@mail-server:465 or smtp://host:port.',
      ),
    })
    .optional(),
  HUIYIN_MAIL_FROM: mailAddress('HUIYIN_MAIL_FROM').optional(),
  HUIYIN_AUDITOR_MAIL: mailAddress('HUIYIN_AUDITOR_MAIL').optional(),
  HUIYIN_MAIL_ADDRESS: mailAddress('HUIYIN_MAIL_ADDRESS').optional(),
  HUIYIN_MAIL_UNIT: z.string().trim().optional(),
  HUIYIN_MAIL_CHECKED_BY: z
    .string()
    .refine((text) => HOST_NAME.test(text), {
      ...problem(
        'HUIYIN_MAIL_CHECKED_BY 应为邮件服务器写在 Authentication-Results 开头的名称，例如 mx.example.com。',
        'HUIYIN_MAIL_CHECKED_BY must be the name at the beginning of Authentication-Results of your mail server, such as mx.example.com.',
      ),
    })
    .optional(),
  HUIYIN_SMTP_IN: z
    .string()
    .refine((text) => smtpInAt(text) !== undefined, {
      ...problem(
        'HUIYIN_SMTP_IN 应为 主机:端口，例如 127.0.0.1:2525；由邮件服务器以 LMTP 投递时写 lmtp://127.0.0.1:2424。',
        'HUIYIN_SMTP_IN must be host:port, such as 127.0.0.1:2525; lmtp://127.0.0.1:2424 where a mail server delivers by LMTP.',
      ),
    })
    .transform(smtpInAt)
    .optional(),
  HUIYIN_IMAP: z
    .string()
    .refine((text) => isMailbox(text), {
      ...problem(
        'HUIYIN_IMAP 应形如 imaps://用户:密码@邮件服务器:993/INBOX；不加密的 imap:// 仅限本机。',
        'HUIYIN_IMAP should look like imaps://user:password@mail-server:993/INBOX; imap:// without encryption only on this machine.',
      ),
    })
    .optional(),
  HUIYIN_LOG_LEVEL: z
    .enum(LOG_LEVELS, {
      ...problem(
        `HUIYIN_LOG_LEVEL 必须是其中之一：${LOG_LEVELS.join('、')}。`,
        `HUIYIN_LOG_LEVEL must be one of: ${LOG_LEVELS.join(', ')}.`,
      ),
    })
    .default('info'),
  HUIYIN_UPLOAD_LIMIT: z
    .string()
    .refine((text) => /^\d{1,7}$/.test(text) && Number(text) >= 1, {
      ...problem(
        'HUIYIN_UPLOAD_LIMIT 是单个证据文件的上限，以 MiB 计，须为正整数。',
        'HUIYIN_UPLOAD_LIMIT is the size of the largest file of evidence in MiB: a whole number of 1 or more.',
      ),
    })
    .default('2048')
    .transform((text) => Number(text) * 2 ** 20),
  HUIYIN_CLAMD: z
    .string()
    .refine((text) => scannerAt(text) !== undefined, {
      ...problem(
        'HUIYIN_CLAMD 应为 clamd 的套接字路径（以 / 开头）或 主机:端口，例如 127.0.0.1:3310。',
        'HUIYIN_CLAMD must be the path of the socket of clamd, beginning with /, or host:port, such as 127.0.0.1:3310.',
      ),
    })
    .transform(scannerAt)
    .optional(),
  DATABASE_URL: postgresUrl('DATABASE_URL').optional(),
  DATABASE_MIGRATE_URL: postgresUrl('DATABASE_MIGRATE_URL').optional(),
})

const OWN_NAMES = Object.keys(schema.shape)

/**
 * Reads the whole configuration; the only place that looks at environment variables.
 *
 * @param env variables by name; one that is set to the empty text counts as not set
 * @returns the configuration, or every problem at once so that an operator corrects them in one round
 */
export function readConfig(env: Env = process.env): ConfigResult {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()))
  const parsed = schema.safeParse(given)
  const problems = [...misspelt(given), ...databaseProblems(given)]
  if (!parsed.success) {
    const fields = parsed.error.issues.map((issue) => wordsIn(issue.message) as Problem)
    return { ok: false, problems: [...fields, ...problems] }
  }
  const { HUIYIN_DATA: dataDir, HUIYIN_KEY_FILE, HUIYIN_CHECKPOINTS: named, ...others } = parsed.data
  const { DATABASE_URL, DATABASE_MIGRATE_URL, ...rest } = others
  const keyFile = HUIYIN_KEY_FILE ?? defaultKeyFile(dataDir, given)
  if (isInside(keyFile, dataDir)) problems.push(keyInsideData(keyFile, dataDir))
  const checkpoints = named ?? [keyFile.replace(/(\.key)?$/, '.checkpoints')]
  for (const one of named ?? []) if (isInside(one, dataDir)) problems.push(checkpointsInsideData(one, dataDir))
  problems.push(...mailProblems(given))
  if (problems.length > 0) return { ok: false, problems }
  const { HUIYIN_SMTP: smtp, HUIYIN_MAIL_FROM: from, HUIYIN_AUDITOR_MAIL: address } = rest
  const auditor = smtp && from && address ? { address, smtp, from } : undefined
  const database: Config['database'] =
    DATABASE_URL && DATABASE_MIGRATE_URL
      ? { kind: 'server', appUrl: DATABASE_URL, migrateUrl: DATABASE_MIGRATE_URL }
      : { kind: 'embedded' }
  const { PORT: port, HUIYIN_HOST: host, HUIYIN_TRUSTED_PROXIES: trustedProxies, HUIYIN_LOG_LEVEL: logLevel } = rest
  const { HUIYIN_UPLOAD_LIMIT: uploadLimit, HUIYIN_CLAMD: scanner } = rest
  const files = { uploadLimit, webhookNetworks: rest.HUIYIN_WEBHOOK_NETWORKS, ...(scanner && { scanner }) }
  const { HUIYIN_MAIL_ADDRESS: mailbox, HUIYIN_MAIL_UNIT: unit, HUIYIN_SMTP_IN: smtpIn, HUIYIN_IMAP: imap } = rest
  const mail = mailbox ? { mail: { address: mailbox, smtp, unit, checkedBy: rest.HUIYIN_MAIL_CHECKED_BY } } : {}
  const doors = { ...mail, ...(smtpIn && { smtpIn }), ...(imap && { imap }) }
  return {
    ok: true,
    config: {
      port,
      host,
      trustedProxies,
      dataDir,
      keyFile,
      checkpoints,
      auditor,
      logLevel,
      ...files,
      ...doors,
      database,
    },
  }
}

/** Whether the shell asks for English: what its settings say of messages begins with `en`. Chinese otherwise. */
export function shellWantsEnglish(env: Env = process.env): boolean {
  return /^en/i.test(env.LC_ALL || env.LC_MESSAGES || env.LANG || '')
}

/** A mistyped HUIYIN_DATA would otherwise start an empty system without a word. */
/** Addresses and networks with commas between, as a setting holds them. */
function networks(name: string) {
  return z
    .string()
    .default('')
    .transform((text) => text.split(',').flatMap((part) => part.trim() || []))
    .refine((all) => all.every(isNetwork), {
      ...problem(
        `${name} 应为以逗号分隔的 IP 地址或网段，例如 127.0.0.1,10.0.0.0/8。`,
        `${name} must be IP addresses or networks with commas between, such as 127.0.0.1,10.0.0.0/8.`,
      ),
    })
}

function misspelt(given: Env): Problem[] {
  return Object.keys(given)
    .filter((name) => name.startsWith('HUIYIN_') && !OWN_NAMES.includes(name))
    .map((name) => ({
      zh: `不认识的设置 ${name}；可用的设置：${OWN_NAMES.join('、')}。`,
      en: `${name} is not a known setting; the settings are: ${OWN_NAMES.join(', ')}.`,
    }))
}

function databaseProblems({ DATABASE_URL: app, DATABASE_MIGRATE_URL: owner }: Env): Problem[] {
  if (!app !== !owner) {
    const [set, missing] = app ? ['DATABASE_URL', 'DATABASE_MIGRATE_URL'] : ['DATABASE_MIGRATE_URL', 'DATABASE_URL']
    return [
      {
        zh: `设置了 ${set} 却没有 ${missing}：两者要么都设置，要么都不设置（都不设置时使用自带的数据库）。`,
        en: `${set} is set but ${missing} is not: set both, or neither to use the database that is built in.`,
      },
    ]
  }
  if (!app || !owner || roleOf(app) === undefined || roleOf(app) !== roleOf(owner)) return []
  return [
    {
      zh: 'DATABASE_URL 与 DATABASE_MIGRATE_URL 用的是同一个数据库角色：应用程序不得拥有数据表，请使用两个不同的角色。',
      en: 'DATABASE_URL and DATABASE_MIGRATE_URL use the same database role: the application must not own its tables; use two different roles.',
    },
  ]
}

/** Checkpoints go by mail once all three are there; one alone is a mistake. */
function mailProblems(given: Env): Problem[] {
  const names = ['HUIYIN_SMTP', 'HUIYIN_MAIL_FROM', 'HUIYIN_AUDITOR_MAIL']
  const missing = names.filter((name) => !given[name])
  const isForComplaints = Boolean(given.HUIYIN_MAIL_ADDRESS) && missing.length === 2 && Boolean(given.HUIYIN_SMTP)
  if (missing.length === 0 || missing.length === names.length || isForComplaints) return []
  return [
    {
      zh: `发送存证点邮件须同时设置 ${names.join('、')}；还缺 ${missing.join('、')}。`,
      en: `To send checkpoints by mail set all of ${names.join(', ')}; missing: ${missing.join(', ')}.`,
    },
  ]
}

const keyInsideData = (keyFile: string, dataDir: string): Problem => ({
  zh: `密钥文件 ${keyFile} 位于数据目录 ${dataDir} 之内：复制数据的人会同时得到密钥。请用 HUIYIN_KEY_FILE 指定数据目录之外的位置。`,
  en: `The key file ${keyFile} lies inside the data directory ${dataDir}: whoever copies the data would have the key as well. Name a place outside it by HUIYIN_KEY_FILE.`,
})

const checkpointsInsideData = (directory: string, dataDir: string): Problem => ({
  zh: `存证点目录 ${directory} 位于数据目录 ${dataDir} 之内：改动数据库的人会同时改动它。请用 HUIYIN_CHECKPOINTS 指定数据目录之外的位置，最好在另一台机器上。`,
  en: `The directory of checkpoints ${directory} lies inside the data directory ${dataDir}: whoever changes the database can change it as well. Name places outside it by HUIYIN_CHECKPOINTS, best on another machine.`,
})

/** Derived from the data directory's path, so that two installations of one user have two keys. */
function defaultKeyFile(dataDir: string, env: Env): string {
  const name = createHash('sha256').update(dataDir).digest('hex').slice(0, 12)
  const base = env.XDG_CONFIG_HOME?.startsWith('/') ? env.XDG_CONFIG_HOME : join(env.HOME ?? homedir(), '.config')
  return join(base, 'huiyin', `${name}.key`)
}

function absolute(path: string): string {
  return resolve(path)
}
