import { spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accept } from '../../core/1-intake/accept.ts'
import { register } from '../../core/1-intake/register.ts'
import { makePromise } from '../../core/5-feedback/make-promise.ts'
import type { Command } from '../../core/case/command.ts'
import { handleCommand } from '../handle-command.ts'
import { type FreshHouse, freshHouse } from '../testing/fresh-house.ts'
import type { Town } from '../testing/town.ts'
import { originOf } from '../trail/log/checkpoint.ts'
import { verifierKey } from '../trail/log/note.ts'
import { makeDossier } from './make-dossier.ts'

let fresh: FreshHouse
let town: Town
let folder: string
let caseId: string
beforeAll(async () => {
  fresh = await freshHouse()
  const chief = [{ post: 'supervisor', unit: 'root' }]
  town = await fresh.found({
    packs: ['bank'],
    people: { chief, stranger: [{ post: 'system-administrator', unit: 'root' }] },
  })
  folder = await mkdtemp(join(tmpdir(), 'huiyin-dossier-'))
  const told = { channel: 'phone', unit: town.units.root, title: '吞卡', content: '周日吞卡。', name: '何静' }
  caseId = await run(register, { ...told, phone: '13800138000' })
  await run(accept, { conditions: ['clear-and-specific', 'own-business', 'by-customer-or-representative'] }, caseId)
  await run(makePromise, { what: '周三回电', until: '2099-03-04T10:00:00.000Z' }, caseId)
})
afterAll(async () => {
  await rm(folder, { recursive: true })
  await fresh.close()
})

async function run(command: unknown, given: object, id?: string): Promise<string> {
  const input = (command as Command).input.parse(given)
  const call = { command: command as Command, input, caller: town.as('chief'), ...(id && { caseId: id }) }
  const answer = await handleCommand(fresh.house, call)
  if ('refusal' in answer) throw new Error(answer.refusal.code)
  return answer.receipt.id
}

const reading = { language: 'zh-CN', origin: 'http://localhost' } as const
const person = (name: string) => (town.as(name) as { id: string }).id
const takenBy = (name: string, reason?: string) =>
  makeDossier(fresh.house, caseId, { person: person(name), reason, ...reading })

async function dossier(reason?: string): Promise<Buffer> {
  const made = await takenBy('chief', reason)
  if (!('archive' in made)) throw new Error(made.code)
  return buffer(made.archive)
}

/** What the verifier says, in a process of its own that knows nothing of the house. */
async function verified(archive: Buffer, ...options: string[]) {
  const file = join(folder, 'dossier.zip')
  await writeFile(file, archive)
  const program = join(import.meta.dirname, '../../verify/cli.mjs')
  const { status, stdout } = spawnSync(process.execPath, [program, file, ...options], { encoding: 'utf8' })
  return { status, stdout }
}

describe('a dossier', () => {
  it('holds, and says so in plain words', async () => {
    const archive = await dossier()
    const { status, stdout } = await verified(archive, '--lang', 'zh')
    expect(stdout).toContain('核验通过')
    expect(stdout).toContain('没有一条被改动')
    expect(status).toBe(0)
    const organisation = await fresh.house.directory.now()
    const key = verifierKey(originOf(organisation ?? { id: '' }), fresh.house.ring.signer.publicKey)
    expect((await verified(archive, '--key', key, '--lang', 'en')).stdout).toContain('is the one that you gave')
  })

  it('discloses contact data only for a reason', async () => {
    expect((await dossier()).includes('13800138000')).toBe(false)
    const told = async (reason?: string) => JSON.parse((await verified(await dossier(reason), '--json')).stdout)
    expect((await told()).ok && (await told('Court order')).ok).toBe(true)
  })

  it('is not for those who may not see the case', async () => {
    expect(await takenBy('stranger')).toMatchObject({ code: 'case.unknown' })
  })
})
