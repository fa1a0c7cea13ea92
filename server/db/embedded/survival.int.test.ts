import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client, Pool } from 'pg'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { processStart, signal } from './processes.ts'
import {
  ask,
  forgetReady,
  isRoot,
  later,
  newDir,
  retry,
  spawnProgram,
  start,
  startElsewhere,
  tidyUp,
  usedDir,
} from './start.fixture.ts'

afterEach(tidyUp)
afterAll(forgetReady)

describe('the embedded database, when we are killed', () => {
  it('goes on, is joined by the next program and stopped by the last', async () => {
    const dataDir = await usedDir()
    const program = await startElsewhere({ dataDir })
    await ask(program.db.ownerUrl, 'create table kept as select 42 as n')
    // As a terminal does at Ctrl-C: the whole process group.
    signal(-(program.child.pid ?? 0), 'SIGKILL')
    await once(program.child, 'exit')
    const db = await start({ dataDir })
    expect(db).toMatchObject({ attached: true, pid: program.db.pid })
    expect(await ask(db.ownerUrl, 'select n from kept')).toEqual([{ n: 42 }])
    expect(readdirSync(join(dataDir, 'attached'))).toHaveLength(1)
    await db.stop()
    expect(processStart(program.db.pid)).toBeUndefined()
  })

  it('is whole after kill -9 at any moment of the first start', async () => {
    const dataDir = newDir()
    for (const ms of [150, 300, 500, 700, 900, 1100]) {
      const child = spawnProgram({ dataDir })
      await sleep(ms)
      child.kill('SIGKILL')
      await once(child, 'exit')
    }
    const db = await start({ dataDir })
    expect(await ask(db.appUrl, 'select 1 as n')).toEqual([{ n: 1 }])
    expect(readdirSync(join(dataDir, 'attached'))).toHaveLength(1)
  })

  it('is started once by two programs at the same moment, and runs until both have let go', async () => {
    const dataDir = newDir()
    const [one, two] = await Promise.all([startElsewhere({ dataDir }), start({ dataDir })])
    expect(one.db.pid).toBe(two.pid)
    expect([one.db.attached, two.attached].sort()).toEqual([false, true])
    await two.stop()
    expect(processStart(two.pid)).toBeDefined()
    one.child.stdin?.end()
    await once(one.child, 'exit')
    expect(processStart(two.pid)).toBeUndefined()
  })
})

describe('the embedded database, when it is killed', () => {
  it.each(['postmaster alone', 'postmaster and all children'])('comes back on its port: %s', async (what) => {
    const db = await start({ dataDir: await usedDir() })
    const pool = new Pool({ connectionString: db.ownerUrl })
    pool.on('error', () => {})
    later(() => pool.end())
    await pool.query('create table kept as select 42 as n')
    const killed = db.pid
    for (const pid of what === 'postmaster alone' ? [killed] : [killed, ...childrenOf(killed)]) signal(pid, 'SIGKILL')
    await retry(async () => expect(db.pid).not.toBe(killed))
    expect(await retry(async () => (await pool.query('select n from kept')).rows)).toEqual([{ n: 42 }])
  })

  it('is brought back once where two programs use it', async () => {
    const dataDir = await usedDir()
    const [program, db] = [await startElsewhere({ dataDir }), await start({ dataDir })]
    signal(db.pid, 'SIGKILL')
    await retry(async () => expect(db.pid).not.toBe(program.db.pid))
    const back = db.pid
    await sleep(500)
    program.child.stdin?.end()
    await once(program.child, 'exit')
    expect(db.pid).toBe(back)
    expect(await ask(program.db.appUrl, 'select 1 as n')).toEqual([{ n: 1 }])
  })

  it('comes back when somebody else has told it to stop', async () => {
    const db = await start({ dataDir: await usedDir() })
    const idle = new Client(db.appUrl)
    idle.on('error', () => {})
    await idle.connect()
    later(() => idle.end())
    const before = db.pid
    signal(before, 'SIGTERM')
    await retry(async () => expect(db.pid).not.toBe(before))
    expect(await ask(db.appUrl, 'select 1 as n')).toEqual([{ n: 1 }])
  })

  it('starts although one of its processes still holds the shared memory', async () => {
    const dataDir = await usedDir()
    const program = await startElsewhere({ dataDir })
    const busy = new Client(program.db.ownerUrl)
    busy.on('error', () => {})
    await busy.connect()
    const { rows } = await busy.query('select pg_backend_pid() as pid')
    // Stopped, it cannot notice that its postmaster is gone.
    signal(rows[0].pid, 'SIGSTOP')
    for (const pid of [program.child.pid ?? 0, program.db.pid]) signal(pid, 'SIGKILL')
    await retry(async () => expect(processStart(program.db.pid)).toBeUndefined())
    const db = await start({ dataDir })
    expect(processStart(rows[0].pid)).toBeUndefined()
    expect(await ask(db.appUrl, 'select 1 as n')).toEqual([{ n: 1 }])
  })

  it('starts although the pid that it left behind is now another process', async () => {
    const dataDir = await usedDir()
    const { uid, gid } = statSync(join(dataDir, 'pg'))
    const other = spawn('sleep', ['60'], isRoot ? { uid, gid } : {})
    later(() => other.kill())
    leavePid(dataDir, other.pid ?? 0)
    const db = await start({ dataDir })
    expect(db.attached).toBe(false)
    expect(processStart(other.pid ?? 0)).toBeDefined()
  })

  it('starts although nobody has buried the one that was killed', async () => {
    const dataDir = await usedDir()
    const { uid, gid } = statSync(join(dataDir, 'pg'))
    // `sleep` takes the place of the shell and never asks after the shell's child.
    const undertaker = spawn('sh', ['-c', 'sleep 0.5 & echo $!; exec sleep 60'], isRoot ? { uid, gid } : {})
    later(() => undertaker.kill())
    const [said] = await once(undertaker.stdout, 'data')
    const zombie = Number(String(said))
    await retry(async () => expect(readFileSync(`/proc/${zombie}/stat`, 'latin1')).toContain(' Z '))
    leavePid(dataDir, zombie)
    expect((await start({ dataDir })).attached).toBe(false)
  })

  it('does not start beside a server in another container, which it cannot see', async () => {
    const dataDir = await usedDir()
    writeFileSync(join(dataDir, 'pg', 'postmaster.pid'), '999999999\n')
    const unseen = createServer().listen(join(dataDir, 'pg-run', '.s.PGSQL.5432'))
    later(() => unseen.close())
    await once(unseen, 'listening')
    await expect(start({ dataDir })).rejects.toThrow('in another container')
  })
})

/** What a killed server leaves. */
function leavePid(dataDir: string, pid: number): void {
  const pidFile = join(dataDir, 'pg', 'postmaster.pid')
  const { uid, gid } = statSync(join(dataDir, 'pg'))
  writeFileSync(pidFile, `${pid}\n${dataDir}/pg\n1\n5432\n\n127.0.0.1\n 1 1\nready\n`, { mode: 0o600 })
  if (isRoot) chownSync(pidFile, uid, gid)
}

function childrenOf(pid: number): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number)
}
