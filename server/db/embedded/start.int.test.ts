import { rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { assertSafeServer } from '../safe-settings.ts'
import { processStart } from './processes.ts'
import { ask, forgetReady, newDir, start, tidyUp, usedDir, withClient } from './start.fixture.ts'

afterEach(tidyUp)
afterAll(forgetReady)

describe('the embedded database', () => {
  it('starts in an empty directory: safe, readable by nobody else, with roles that can do no more than they should', async () => {
    const dataDir = newDir()
    const db = await start({ dataDir, unsafeForTests: false })
    expect(db.attached).toBe(false)
    expect(await withClient(db.appUrl, assertSafeServer)).toEqual([])
    const shut = ['pg-secrets.json', 'pg', 'pg-log', 'pg-run', 'attached', 'pg-start.log']
    expect(shut.filter((name) => statSync(join(dataDir, name)).mode & 0o077)).toEqual([])
    const roles = await ask(
      db.superUrl,
      `select rolname from pg_roles where rolname ~ '^huiyin_' and (rolsuper or rolcreatedb or rolcreaterole or rolreplication or rolbypassrls)`,
    )
    expect(roles).toEqual([{ rolname: 'huiyin_super' }])
    const [facts] = await ask(
      db.superUrl,
      `select datlocprovider, datlocale, pg_get_userbyid(datdba) as owner from pg_database where datname = 'huiyin'`,
    )
    expect(facts).toEqual({ datlocprovider: 'b', datlocale: 'C.UTF-8', owner: 'huiyin_owner' })
    const reader = new URL('huiyin', db.superUrl).href
    expect(await ask(reader, `select from pg_extension where extname = 'pg_prewarm'`)).toHaveLength(1)
    for (const url of [db.appUrl, db.auditorUrl]) {
      await expect(ask(url, 'create table t (n int)')).rejects.toThrow('permission denied')
      await expect(ask(new URL('postgres', url).href, 'select 1')).rejects.toThrow('permission denied')
      await expect(ask(url.replace(/:[^:@]+@/, ':wrong@'), 'select 1')).rejects.toThrow(
        'password authentication failed',
      )
    }
  })

  it('keeps data and port from one start to the next', async () => {
    const dataDir = await usedDir()
    const first = await start({ dataDir })
    await ask(first.ownerUrl, 'create table kept as select 42 as n')
    await first.stop()
    expect(processStart(first.pid)).toBeUndefined()
    const second = await start({ dataDir })
    expect(await ask(second.ownerUrl, 'select n from kept')).toEqual([{ n: 42 }])
    expect(second.ownerUrl).toBe(first.ownerUrl)
  })

  it('logs that a statement failed, but no value that it carried', async () => {
    const db = await start({ dataDir: await usedDir() })
    await ask(db.ownerUrl, 'create table people (name text primary key)')
    await ask(db.ownerUrl, 'insert into people values ($1)', ['王小明'])
    await expect(ask(db.ownerUrl, 'insert into people values ($1)', ['王小明'])).rejects.toThrow('duplicate key')
    await expect(ask(db.ownerUrl, `insert into people values ('王小明')`)).rejects.toThrow('duplicate key')
    const [log] = await ask(db.superUrl, 'select pg_read_file(pg_current_logfile()) as text')
    expect(log?.text).toContain('duplicate key')
    expect(log?.text).not.toContain('王小明')
  })

  it('answers on the socket too, and does without where its path would be too long', async () => {
    const db = await start({ dataDir: await usedDir() })
    const { port, password } = new URL(db.appUrl)
    const login = { user: 'huiyin_app', password, database: 'huiyin', port: Number(port) }
    const client = new Client({ ...login, host: db.socketDir })
    await client.connect()
    await client.end()
    const far = await start({ dataDir: join(newDir(), 'long'.repeat(25)) })
    expect(far.socketDir).toBeUndefined()
    expect(await ask(far.appUrl, 'select 1 as n')).toEqual([{ n: 1 }])
  })

  it('sets new passwords when a restored cluster comes without them', async () => {
    const dataDir = await usedDir()
    const first = await start({ dataDir })
    await ask(first.ownerUrl, 'create table kept as select 42 as n')
    await first.stop()
    rmSync(join(dataDir, 'pg-secrets.json'))
    const db = await start({ dataDir })
    expect(db.ownerUrl).not.toBe(first.ownerUrl)
    expect(await ask(db.ownerUrl, 'select n from kept')).toEqual([{ n: 42 }])
    expect(await ask(db.auditorUrl, 'select 1 as n')).toEqual([{ n: 1 }])
  })

  it('refuses a cluster of another release, and says so', async () => {
    const dataDir = await usedDir()
    writeFileSync(join(dataDir, 'pg', 'PG_VERSION'), '17\n')
    await expect(start({ dataDir })).rejects.toMatchObject({
      zh: expect.stringContaining('由 PostgreSQL 17 建立'),
      en: expect.stringContaining('made by PostgreSQL 17'),
    })
  })

  it('refuses passwords of another cluster, and says so', async () => {
    const dataDir = await usedDir()
    const db = await start({ dataDir })
    writeFileSync(join(dataDir, 'pg-secrets.json'), JSON.stringify(secretsOf('x')))
    await expect(start({ dataDir })).rejects.toThrow('does not accept the passwords')
    expect(await ask(db.appUrl, 'select 1 as n')).toEqual([{ n: 1 }])
  })

  it('repeats the words of the server when a setting of the operator stops it', async () => {
    const dataDir = await usedDir()
    writeFileSync(join(dataDir, 'pg-local.conf'), 'no_such_setting = 1\n')
    await expect(start({ dataDir })).rejects.toThrow('no_such_setting')
  })
})

function secretsOf(letter: string) {
  const password = letter.repeat(43)
  return { super: password, owner: password, app: password, auditor: password }
}
