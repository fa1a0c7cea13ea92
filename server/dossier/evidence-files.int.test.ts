import { spawnSync } from 'node:child_process'
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { expect, it } from 'vitest'
import { commandNamed } from '../../core/case/commands.ts'
import { handleCommand } from '../handle-command.ts'
import { uploadRoutes } from '../http/upload-routes.ts'
import { tendEvidence } from '../jobs/tend-evidence.ts'
import { pretendedClamd, sick } from '../testing/clamd.ts'
import { freshHouse } from '../testing/fresh-house.ts'
import { httpOf } from '../testing/http.ts'
import { listening, tusOf } from '../testing/tus.ts'
import { pathOf } from '../vault/places.ts'
import { makeDossier } from './make-dossier.ts'

it('evidence goes along bit for bit; what a scanner found stays behind, what was damaged keeps the dossier from being made', async () => {
  const clamd = await pretendedClamd()
  const fresh = await freshHouse({ scanner: clamd.scanner })
  const town = await fresh.found({ packs: ['enterprise'], people: { eve: [{ post: 'specialist', unit: 'root' }] } })
  const http = await httpOf(fresh.house, [uploadRoutes])
  const folder = await mkdtemp(join(tmpdir(), 'huiyin-enclosed-'))
  const tus = tusOf(await listening(http.app), await fresh.cookieOf(town.people.eve ?? ''))

  const act = async (name: string, given: object, caseId?: string): Promise<string> => {
    const command = commandNamed(name)
    if (!command) throw new Error(name)
    const call = { command, input: command.input.parse(given), caller: town.as('eve') }
    const answer = await handleCommand(fresh.house, { ...call, ...(caseId && { caseId }) })
    if ('refusal' in answer) throw new Error(`${name}: ${answer.refusal.code}`)
    return answer.receipt.id
  }
  const caseId = await act('register', { channel: 'phone', unit: town.units.root, title: '加油', content: '油里有水' })
  await act('accept', { conditions: ['clear-and-specific', 'in-scope', 'eligible-complainant'] }, caseId)
  const bring = async (bytes: Buffer, name: string) => {
    const location = (await tus.begin(caseId, bytes.length, name)).headers.get('location') ?? ''
    expect((await tus.add(location, 0, bytes)).status).toBe(204)
    const upload = location.split('/').at(-1)
    await act('add-evidence', { kind: 'electronic', content: '油样', source: '投诉人', upload }, caseId)
    return upload ?? ''
  }
  const sample = Buffer.from('a picture of water in petrol')
  const file = await bring(sample, '油样.txt')
  await bring(Buffer.from(sick), 'virus.txt')
  await tendEvidence(fresh.house)

  const taken = () =>
    makeDossier(fresh.house, caseId, { person: town.people.eve ?? '', language: 'zh-CN', origin: 'http://localhost' })
  const made = await taken()
  if (!('archive' in made)) throw new Error(made.code)
  const archive = await buffer(made.archive)
  expect([archive.includes(sample), archive.includes(sick)]).toEqual([true, false])
  expect(archive.includes('evidence/01_油样.txt')).toBe(true)
  const path = join(folder, 'dossier.zip')
  await writeFile(path, archive)
  const program = join(import.meta.dirname, '../../verify/cli.mjs')
  const { status, stdout } = spawnSync(process.execPath, [program, path, '--lang', 'en'], { encoding: 'utf8' })
  expect([status, stdout]).toEqual([0, expect.stringContaining('1 files of evidence are bit for bit')])
  expect(stdout).toContain('1 more are not enclosed')

  const begun = await taken()
  await truncate(pathOf(fresh.house.vault.folder, file, 'original'), 20)
  // What is damaged once its dossier is on its way breaks it off; nobody takes a part for the whole.
  if ('archive' in begun) await expect(buffer(begun.archive)).rejects.toThrow()
  expect(begun).toHaveProperty('archive')
  expect(await taken()).toMatchObject({ code: 'evidence.damaged' })
  await Promise.all([http.close(), clamd.close()])
  await fresh.close()
  await rm(folder, { recursive: true })
})
