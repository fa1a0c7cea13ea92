import { once } from 'node:events'
import { chmodSync, chownSync, existsSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { processOwner } from './processes.ts'
import {
  ask,
  forgetReady,
  isRoot,
  newDir,
  othersCanRun,
  spawnProgram,
  start,
  startElsewhere,
  tidyUp,
  usedDir,
} from './start.fixture.ts'

const NOBODY = 65_534

afterEach(tidyUp)
afterAll(forgetReady)

describe.runIf(isRoot)('the embedded database of root', () => {
  it('runs as somebody else, below a closed directory too, and opens nothing', async () => {
    const closed = newDir()
    chmodSync(closed, 0o700)
    const [dataDir, elsewhere] = [join(closed, 'state'), newDir()]
    const db = await start({ dataDir, elsewhere })
    expect(processOwner(db.pid)).not.toBe(0)
    expect(statSync(closed).mode & 0o777).toBe(0o700)
    expect(existsSync(join(dataDir, 'pg'))).toBe(false)
    await ask(db.ownerUrl, 'create table kept as select 42 as n')
    await db.stop()
    chmodSync(closed, 0o755)
    const again = await start({ dataDir, elsewhere })
    expect(await ask(again.ownerUrl, 'select n from kept')).toEqual([{ n: 42 }])
  })

  it('is never made a second time, empty, where the first is gone', async () => {
    const closed = newDir()
    chmodSync(closed, 0o700)
    const [dataDir, elsewhere] = [join(closed, 'state'), newDir()]
    await (await start({ dataDir, elsewhere })).stop()
    rmSync(elsewhere, { recursive: true })
    await expect(start({ dataDir, elsewhere })).rejects.toThrow('which is gone')
  })

  it.runIf(othersCanRun(NOBODY))('is not taken over by an ordinary user', async () => {
    const child = spawnProgram({ dataDir: await usedDir() }, { uid: NOBODY, gid: NOBODY })
    const words: string[] = []
    child.stderr?.on('data', (piece) => words.push(String(piece)))
    await once(child, 'close')
    expect(words.join('')).toContain('cannot be used: EACCES')
  })
})

describe.runIf(othersCanRun(NOBODY))('the embedded database of an ordinary user', () => {
  it('runs as himself, and keeps running so when root starts it', async () => {
    const home = newDir()
    chownSync(home, NOBODY, NOBODY)
    const dataDir = join(home, 'state')
    const program = await startElsewhere({ dataDir }, { uid: NOBODY, gid: NOBODY, env: { HOME: home } })
    expect(processOwner(program.db.pid)).toBe(NOBODY)
    expect(statSync(dataDir).mode & 0o777).toBe(0o700)
    expect(await ask(program.db.appUrl, 'select 1 as n')).toEqual([{ n: 1 }])
    program.child.stdin?.end()
    await once(program.child, 'exit')
    const db = await start({ dataDir })
    expect(processOwner(db.pid)).toBe(NOBODY)
    await db.stop()
    chownSync(join(dataDir, 'pg'), 1234, 1234)
    const other = spawnProgram({ dataDir }, { uid: NOBODY, gid: NOBODY, env: { HOME: home } })
    const words: string[] = []
    other.stderr?.on('data', (piece) => words.push(String(piece)))
    await once(other, 'close')
    expect(words.join('')).toContain('belongs to another user (uid 1234)')
  })
})
