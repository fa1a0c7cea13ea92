import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Config, readConfig } from './config.ts'

const APP = 'postgresql://huiyin_app:s3cret-a@db.example:5432/huiyin'
const OWNER = 'postgresql://huiyin_owner:s3cret-o@db.example:5432/huiyin'

describe('the configuration', () => {
  it('works without any setting', () => {
    const config = accepted({ HOME: '/home/ann' })
    expect(config).toMatchObject({
      port: 8080,
      host: '127.0.0.1',
      trustedProxies: [],
      dataDir: join(import.meta.dirname, '..', '.state'),
      logLevel: 'info',
      webhookNetworks: [],
      uploadLimit: 2 * 2 ** 30,
      database: { kind: 'embedded' },
    })
    expect(config.keyFile).toMatch(/^\/home\/ann\/\.config\/huiyin\/[0-9a-f]{12}\.key$/)
    expect(config.checkpoints).toEqual([config.keyFile.replace('.key', '.checkpoints')])
  })

  it('takes every setting', () => {
    const env = {
      PORT: '9090',
      HUIYIN_HOST: '::',
      HUIYIN_TRUSTED_PROXIES: '127.0.0.1, 10.0.0.0/8,fd00::/8',
      HUIYIN_WEBHOOK_NETWORKS: '10.20.0.0/16,fd12::/16',
      HUIYIN_DATA: '/srv/huiyin',
      HUIYIN_KEY_FILE: '/etc/huiyin/master.key',
      HUIYIN_CHECKPOINTS: '/mnt/elsewhere:/srv/checkpoints',
      HUIYIN_LOG_LEVEL: 'warn',
      HUIYIN_UPLOAD_LIMIT: '64',
      HUIYIN_CLAMD: '[::1]:3310',
      DATABASE_URL: APP,
      DATABASE_MIGRATE_URL: OWNER,
    }
    expect(accepted(env)).toEqual({
      port: 9090,
      host: '::',
      trustedProxies: ['127.0.0.1', '10.0.0.0/8', 'fd00::/8'],
      webhookNetworks: ['10.20.0.0/16', 'fd12::/16'],
      dataDir: '/srv/huiyin',
      keyFile: '/etc/huiyin/master.key',
      checkpoints: ['/mnt/elsewhere', '/srv/checkpoints'],
      logLevel: 'warn',
      uploadLimit: 64 * 2 ** 20,
      scanner: { host: '::1', port: 3310 },
      database: { kind: 'server', appUrl: APP, migrateUrl: OWNER },
    })
  })

  it('counts an empty setting as none', () => {
    expect(accepted({ PORT: '', HUIYIN_DATA: ' ', DATABASE_URL: '' })).toEqual(accepted({}))
  })

  it('gives each data directory a key of its own, in the directory that XDG names', () => {
    const [one, two] = ['/srv/one', '/srv/two'].map((HUIYIN_DATA) => accepted({ HUIYIN_DATA, XDG_CONFIG_HOME: '/xdg' }))
    expect(one?.keyFile).toMatch(/^\/xdg\/huiyin\//)
    expect(one?.keyFile).not.toBe(two?.keyFile)
  })

  it('lists every problem at once, in both languages, and repeats no password', () => {
    const problems = refused({
      PORT: '80a',
      HUIYIN_HOST: 'not a host',
      HUIYIN_LOG_LEVEL: 'loud',
      HUIYIN_DATE: '/srv/huiyin',
      DATABASE_URL: 'mysql://huiyin:s3cret-a@db.example/huiyin',
    })
    expect(problems).toHaveLength(6)
    for (const { zh, en } of problems) {
      expect(zh).toMatch(/[。]$/)
      expect(en).toMatch(/^[\x20-\x7e]+\.$/)
      expect(zh + en).not.toContain('s3cret')
    }
  })

  it.each(['-1', '65536', '1e3', '0x50', '80.5'])('refuses the port %s', (PORT) => {
    expect(refused({ PORT })).toHaveLength(1)
  })

  // A whole internet of proxies would let anybody choose the address that the throttles count.
  it.each(['everyone', '10.0.0.0/0', '10.0.0.0/33', '::/0', '10.0.0.0/8/8', '127.0.0.1 10.0.0.1'])(
    'refuses the trusted proxies %s',
    (HUIYIN_TRUSTED_PROXIES) => {
      expect(refused({ HUIYIN_TRUSTED_PROXIES })[0]?.en).toContain('HUIYIN_TRUSTED_PROXIES must be')
    },
  )

  it.each([
    ['/srv/huiyin/master.key', '/srv/huiyin'],
    ['/srv/huiyin/keys/../master.key', '/srv/huiyin/'],
    ['/srv/huiyin', '/srv/huiyin'],
    ['/srv/huiyin/..key', '/srv/huiyin'],
  ])('refuses the key %s inside the data directory %s', (HUIYIN_KEY_FILE, HUIYIN_DATA) => {
    expect(refused({ HUIYIN_KEY_FILE, HUIYIN_DATA })[0]?.en).toContain('inside the data directory')
  })

  it('refuses checkpoints inside the data directory', () => {
    const problems = refused({ HUIYIN_DATA: '/srv/huiyin', HUIYIN_CHECKPOINTS: '/mnt/a:/srv/huiyin/checkpoints' })
    expect(problems.map(({ en }) => en)).toEqual([expect.stringContaining('lies inside the data directory')])
  })

  it('refuses a key that reaches the data directory by a link, and the default key where that lies inside', () => {
    const dir = mkdtempSync(join(tmpdir(), 'huiyin-config-'))
    symlinkSync(dir, `${dir}-link`)
    expect(refused({ HUIYIN_DATA: dir, HUIYIN_KEY_FILE: join(`${dir}-link`, 'new', 'master.key') })).toHaveLength(1)
    expect(refused({ HUIYIN_DATA: '/home/ann', HOME: '/home/ann' })).toHaveLength(1)
    rmSync(`${dir}-link`)
    rmSync(dir, { recursive: true })
  })

  it('lets the key lie beside the data directory', () => {
    accepted({ HUIYIN_DATA: '/srv/huiyin', HUIYIN_KEY_FILE: '/srv/huiyin.key' })
  })

  it('wants both database addresses or neither', () => {
    expect(refused({ DATABASE_URL: APP })[0]?.zh).toContain('没有 DATABASE_MIGRATE_URL')
    expect(refused({ DATABASE_MIGRATE_URL: OWNER })[0]?.zh).toContain('没有 DATABASE_URL')
  })

  it.each([
    [APP, APP],
    [APP, 'postgres://huiyin%5Fapp@other.example/huiyin'],
    [APP, 'postgresql:///huiyin?host=/run/postgresql&user=huiyin_app'],
  ])('wants two different roles: %s and %s', (DATABASE_URL, DATABASE_MIGRATE_URL) => {
    expect(refused({ DATABASE_URL, DATABASE_MIGRATE_URL })[0]?.en).toContain('two different roles')
  })

  it.each(['postgresql://db.example/huiyin', 'http://huiyin@db.example/huiyin', 'huiyin', 'postgresql://%E0@db/x'])(
    'refuses the database address %s',
    (DATABASE_URL) => {
      expect(refused({ DATABASE_URL, DATABASE_MIGRATE_URL: OWNER })).toHaveLength(1)
    },
  )

  it.each([
    'postgresql://huiyin_app:x@/huiyin?host=/run/postgresql',
    'postgres://huiyin_app:x@%2Frun%2Fpostgresql/huiyin',
  ])('takes the socket address %s', (DATABASE_URL) => {
    accepted({ DATABASE_URL, DATABASE_MIGRATE_URL: OWNER })
  })
})

function accepted(env: Record<string, string>): Config {
  const result = readConfig(env)
  if (!result.ok) throw new Error(result.problems.map(({ en }) => en).join(' '))
  return result.config
}

function refused(env: Record<string, string>) {
  const result = readConfig(env)
  return result.ok ? [] : result.problems
}

describe('mail', () => {
  const read = (env: Record<string, string>) => {
    const result = readConfig({ HOME: '/home/x', ...env })
    return result.ok ? result.config : result.problems.map(({ en }) => en)
  }

  it('comes in by a receiver or a mailbox, and goes out from the address for complaints', () => {
    expect(read({ HUIYIN_SMTP_IN: '127.0.0.1:2525' })).toMatchObject({
      smtpIn: { host: '127.0.0.1', port: 2525, lmtp: false },
    })
    const env = {
      HUIYIN_SMTP_IN: 'lmtp://[::1]:2424',
      HUIYIN_IMAP: 'imaps://user:secret@mail.example/INBOX',
      HUIYIN_MAIL_ADDRESS: 'complaints@case.example',
      HUIYIN_SMTP: 'smtp://127.0.0.1:25',
    }
    expect(read(env)).toMatchObject({
      smtpIn: { host: '::1', port: 2424, lmtp: true },
      imap: env.HUIYIN_IMAP,
      mail: { address: env.HUIYIN_MAIL_ADDRESS, smtp: env.HUIYIN_SMTP },
    })
  })

  it('is refused where it would go unencrypted to another machine, or nowhere, without a word of the password', () => {
    const said = read({ HUIYIN_SMTP_IN: 'somewhere', HUIYIN_IMAP: 'imap://user:secret@mail.example/INBOX' })
    expect(said).toEqual([expect.stringContaining('HUIYIN_SMTP_IN'), expect.stringContaining('HUIYIN_IMAP')])
    expect(JSON.stringify(said)).not.toContain('secret')
  })
})
