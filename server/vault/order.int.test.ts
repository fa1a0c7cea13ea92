import { execFile, execFileSync } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { accept } from '../../core/1-intake/accept.ts'
import { register } from '../../core/1-intake/register.ts'
import type { Command } from '../../core/case/command.ts'
import { handleCommand } from '../handle-command.ts'
import { type FreshHouse, freshHouse } from '../testing/fresh-house.ts'
import type { Town } from '../testing/town.ts'
import { type Given, program, type Road, roads } from './order.fixture.ts'

let fresh: FreshHouse
let town: Town
let folder: string

beforeAll(async () => {
  fresh = await freshHouse()
  town = await fresh.found({ packs: ['enterprise'], people: { eve: [{ post: 'specialist', unit: 'root' }] } })
  folder = await mkdtemp(join(tmpdir(), 'huiyin-order-'))
})
afterAll(async () => {
  await fresh.close()
  await rm(folder, { recursive: true })
})

/** Some machines have no strace, and some do not let it look. */
function canTrace(): boolean {
  try {
    execFileSync('strace', ['-e', 'trace=fsync', 'true'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

async function accepted(): Promise<string> {
  const caller = town.as('eve')
  const input = register.input.parse({ channel: 'phone', unit: town.units.root, title: '加油', content: '油里有水' })
  const answer = await handleCommand(fresh.house, {
    command: register as unknown as Command,
    input,
    caller: { kind: 'system', id: 'test' },
  })
  if ('refusal' in answer) throw new Error(answer.refusal.code)
  const conditions = ['clear-and-specific', 'in-scope', 'eligible-complainant']
  await handleCommand(fresh.house, {
    command: accept as unknown as Command,
    caseId: answer.receipt.id,
    input: { conditions },
    caller,
  })
  return answer.receipt.id
}

/** The system calls of one file on its road, one a line. */
async function tracedCalls(road: Road): Promise<string[]> {
  const trace = join(folder, `trace-${road}`)
  const dataDir = await mkdtemp(join(folder, 'data-'))
  const { appUrl, ownerUrl } = fresh.database
  const around = { appUrl, ownerUrl, keyFile: fresh.keyFile, dataDir }
  const given: Given = { ...around, caseId: await accepted(), person: town.people.eve ?? '', road }
  const calls = 'trace=pwrite64,pwritev,fsync,rename,openat,write,writev,sendto,sendmsg'
  const options = ['-f', '-y', '-s', '200000', '-e', calls, '-o', trace]
  await promisify(execFile)('strace', [...options, process.execPath, program, JSON.stringify(given)])
  return (await readFile(trace, 'utf8')).split('\n')
}

const written = /pwrite(v|64)\(\d+<[^>]*\.part>/
const draftSynced = /fsync\(\d+<[^>]*\.part>/
const named = /rename\("[^"]*\.part", /
const folderSynced = /fsync\(\d+<[^>]*\/evidence\/[0-9a-f]{2}>/
const fileSynced = /fsync\(\d+<[^>]*\/evidence\/[0-9a-f]{2}\/[0-9a-f-]{36}>/
/** A statement that was sent before is sent again by its name alone. */
const digestNoted = /note-whole/
const factSent = /EvidenceAdded/

const order: Record<Road, readonly RegExp[]> = {
  whole: [written, draftSynced, named, folderSynced, digestNoted, factSent],
  'in-pieces': [written, draftSynced, named, folderSynced, digestNoted, factSent],
  'found-draft': [/found again/, draftSynced, named, folderSynced, digestNoted, factSent],
  'found-file': [/found again/, fileSynced, folderSynced, digestNoted, factSent],
  picture: [
    factSent,
    /write\(\d+<[^>]*\.preview\.part>/,
    /fsync\(\d+<[^>]*\.preview\.part>/,
    /rename\("[^"]*\.preview\.part", /,
    folderSynced,
    /\\0tended\\0/,
  ],
}

it.runIf(canTrace()).each(roads)('on the road "%s" everything is on the disk before anybody is told', async (road) => {
  const lines = await tracedCalls(road)
  let at = -1
  for (const call of order[road]) {
    // The last write, and then the first of each that comes behind the one before.
    const next = lines.findIndex((line, n) => n > at && call.test(line))
    expect(next, `${call} behind line ${at}`).toBeGreaterThan(at)
    at = at === -1 && call === written ? lines.findLastIndex((line) => call.test(line)) : next
  }
  if (road === 'in-pieces') expect(lines.filter((line) => draftSynced.test(line)).length).toBeGreaterThanOrEqual(3)
})

it.runIf(canTrace())(
  'directories that are made survive, each in the one above it, before an upload is begun',
  async () => {
    const lines = await tracedCalls('whole')
    const begun = lines.findIndex((line) => /insert into upload/.test(line))
    for (const synced of [/fsync\(\d+<[^>]*\/data-\w+>/, /fsync\(\d+<[^>]*\/evidence>/, folderSynced]) {
      const at = lines.findIndex((line) => synced.test(line))
      expect(at, String(synced)).toBeGreaterThan(0)
      expect(at, String(synced)).toBeLessThan(begun)
    }
  },
)
