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
import { type Given, program } from './order.fixture.ts'

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

it.runIf(canTrace())('writes, syncs, renames and syncs the directory before the fact is committed', async () => {
  const trace = join(folder, 'trace')
  const { appUrl, ownerUrl } = fresh.database
  const given: Given = {
    appUrl,
    ownerUrl,
    keyFile: fresh.keyFile,
    dataDir: folder,
    caseId: await accepted(),
    person: town.people.eve ?? '',
  }
  const calls = 'trace=pwrite64,fsync,rename,openat,write,writev,sendto,sendmsg'
  await promisify(execFile)('strace', [
    '-f',
    '-y',
    '-s',
    '200000',
    '-e',
    calls,
    '-o',
    trace,
    process.execPath,
    program,
    JSON.stringify(given),
  ])
  const lines = (await readFile(trace, 'utf8')).split('\n')
  const last = (what: RegExp) => lines.findLastIndex((line) => what.test(line))
  const order = [
    last(/pwrite64\(\d+<[^>]*\.part>/),
    last(/fsync\(\d+<[^>]*\.part>/),
    last(/rename\("[^"]*\.part", /),
    lines.findLastIndex(
      (line, at) => at > last(/rename\("[^"]*\.part", /) && /fsync\(\d+<[^>]*\/evidence\/[0-9a-f]{2}>/.test(line),
    ),
    last(/EvidenceAdded/),
  ]
  expect(
    order.every((at) => at >= 0),
    JSON.stringify(order),
  ).toBe(true)
  expect(order).toEqual(order.toSorted((a, b) => a - b))
})
