import { randomBytes, randomUUID } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import { request } from 'node:http'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { accept } from '../../core/1-intake/accept.ts'
import { register } from '../../core/1-intake/register.ts'
import { addEvidence } from '../../core/3-investigation/add-evidence.ts'
import type { Command } from '../../core/case/command.ts'
import { handleCommand } from '../handle-command.ts'
import { tendEvidence } from '../jobs/tend-evidence.ts'
import { type FreshHouse, freshHouse, standingClock } from '../testing/fresh-house.ts'
import { type Http, httpOf } from '../testing/http.ts'
import type { Town } from '../testing/town.ts'
import { listening, type Tus, tusOf } from '../testing/tus.ts'
import { draftOf, pathOf } from '../vault/places.ts'
import { evidenceRoutes } from './evidence-routes.ts'
import { uploadRoutes } from './upload-routes.ts'

const mebibyte = 2 ** 20
const patient = { timeout: 30_000 }
const clock = standingClock('2026-03-02T02:00:00.000Z')
let fresh: FreshHouse
let town: Town
let http: Http
let url: string
let tus: Tus
let caseId: string
let foreign: string

beforeAll(async () => {
  fresh = await freshHouse({ now: clock.now })
  const at = (unit: string) => [{ post: 'specialist', unit }]
  town = await fresh.found({
    packs: ['enterprise'],
    units: { east: null, west: null },
    people: { eve: at('east'), sam: at('east'), wes: at('west'), ada: [{ post: 'agent', unit: 'east' }] },
  })
  http = await httpOf(fresh.house, [uploadRoutes, evidenceRoutes])
  url = await listening(http.app)
  tus = await tusAs('eve')
  caseId = await acceptedAt('east')
  foreign = await acceptedAt('west')
})
afterAll(async () => {
  await http.close()
  await fresh.close()
})

const tusAs = async (person: string) => tusOf(url, await fresh.cookieOf(town.people[person] ?? ''))
const system = { kind: 'system', id: 'test' } as const

async function acceptedAt(unit: string): Promise<string> {
  const input = register.input.parse({ channel: 'phone', unit: town.units[unit], title: '加油', content: '油里有水' })
  const call = { command: register as unknown as Command, input, caller: system }
  const answer = await handleCommand(fresh.house, call)
  if ('refusal' in answer) throw new Error(answer.refusal.code)
  const conditions = ['clear-and-specific', 'in-scope', 'eligible-complainant']
  const command = accept as unknown as Command
  await handleCommand(fresh.house, { command, caseId: answer.receipt.id, input: { conditions }, caller: system })
  return answer.receipt.id
}

async function begun(size: number, name = '加油机.jpg', by = tus): Promise<string> {
  const answer = await by.begin(caseId, size, name)
  expect(answer.status, await answer.text()).toBe(201)
  return answer.headers.get('location') ?? ''
}

async function added(location: string, person = 'eve', more: object = {}) {
  const input = {
    kind: 'electronic',
    content: '油中有水',
    source: '投诉人',
    upload: location.split('/').at(-1),
    ...more,
  }
  const command = addEvidence as unknown as Command
  return handleCommand(fresh.house, { command, caseId, input: addEvidence.input.parse(input), caller: town.as(person) })
}

const offsetOf = (answer: Response) => Number(answer.headers.get('upload-offset'))

describe('an upload', () => {
  it('comes through in parts, tells how far it is, and becomes evidence of the case', async () => {
    const bytes = randomBytes(2 * mebibyte + 77)
    const location = await begun(bytes.length)
    expect(offsetOf(await tus.add(location, 0, bytes.subarray(0, 1000)))).toBe(1000)
    expect((await added(location)) as object).toMatchObject({ refusal: { code: 'evidence.no-such-upload' } })
    const head = await tus.stand(location)
    expect([head.status, offsetOf(head), head.headers.get('upload-length')]).toEqual([200, 1000, String(bytes.length)])
    expect(offsetOf(await tus.add(location, 1000, bytes.subarray(1000)))).toBe(bytes.length)
    expect(await added(location)).toHaveProperty('receipt')
    expect(await added(location), 'is taken once').toMatchObject({ refusal: { code: 'evidence.no-such-upload' } })
    expect((await tus.stand(location)).status).toBe(404)
  })

  it('goes on after the line broke, and after the server was started anew, from what is on the disk', async () => {
    const bytes = randomBytes(3 * mebibyte)
    const location = await begun(bytes.length)
    await brokenOff(location, bytes.subarray(0, 2 * mebibyte + 500))
    const stand = offsetOf(await tus.stand(location))
    expect(stand).toBeGreaterThanOrEqual(mebibyte)
    fresh.house.vault.underway.clear()
    expect(offsetOf(await tus.stand(location))).toBe(stand)
    expect((await tus.add(location, stand + 1, bytes.subarray(stand + 1))).status).toBe(409)
    expect(offsetOf(await tus.add(location, stand, bytes.subarray(stand)))).toBe(bytes.length)
    fresh.house.vault.underway.clear()
    expect(offsetOf(await tus.stand(location))).toBe(bytes.length)
    expect(await added(location)).toHaveProperty('receipt')
  })

  it('is taken over from a line that is silent', async () => {
    const bytes = randomBytes(2 * mebibyte)
    const location = await begun(bytes.length)
    const silent = patching(location, bytes.length)
    silent.write(bytes.subarray(0, mebibyte))
    const { underway } = fresh.house.vault
    await vi.waitFor(() => expect(underway.get(location.slice(-36))?.cut).toBeDefined(), patient)
    const stand = offsetOf(await tus.stand(location))
    expect(offsetOf(await tus.add(location, stand, bytes.subarray(stand)))).toBe(bytes.length)
    silent.destroy()
  })

  it('begins for a case that one may investigate, and is nobody else’s', async () => {
    const unknown = await tus.begin(randomUUID(), 10, 'a.jpg')
    const other = await tus.begin(foreign, 10, 'a.jpg')
    expect([unknown.status, await unknown.text()]).toEqual([other.status, await other.text()])
    expect(other.status).toBe(404)
    expect((await (await tusAs('ada')).begin(caseId, 10, 'a.jpg')).status).toBe(422)
    const location = await begun(10)
    const sam = await tusAs('sam')
    for (const answer of [
      await sam.stand(location),
      await sam.add(location, 0, randomBytes(10)),
      await sam.end(location),
    ])
      expect(answer.status).toBe(404)
    await tus.add(location, 0, randomBytes(10))
    expect(await added(location, 'sam')).toMatchObject({ refusal: { code: 'evidence.no-such-upload' } })
    expect((await tus.stand(location.replace(caseId, foreign))).status).toBe(404)
  })

  it('refuses what is too large, another protocol, and more than was announced', async () => {
    expect((await tus.begin(caseId, fresh.house.vault.limit + 1, 'a.mp4')).status).toBe(413)
    expect((await tus.begin(caseId, 0, 'a.mp4')).status).toBe(400)
    expect((await tus.begin(caseId, 5, 'a.mp4', { 'tus-resumable': '0.2.2' })).status).toBe(412)
    const location = await begun(5)
    expect((await tus.add(location, 0, randomBytes(6))).status).toBe(413)
    expect((await tus.add(location, 0, randomBytes(5), { 'content-type': 'application/octet-stream' })).status).toBe(
      400,
    )
    expect((await fetch(`${url}${location}`, { method: 'HEAD' })).status).toBe(401)
  })

  it('is gone with its bytes when it is ended, and when nobody used it for a week', async () => {
    const files = () => readdir(fresh.house.vault.folder, { recursive: true })
    const before = (await files()).filter((name) => name.includes('-'))
    const [one, two] = [await begun(10), await begun(10)]
    await tus.add(two, 0, randomBytes(10))
    expect((await tus.end(one)).status).toBe(204)
    clock.pass({ hours: 24 * 7 + 1 })
    await tendEvidence(fresh.house)
    const after = (await files()).filter((name) => name.includes('-'))
    expect(after.filter((name) => !before.includes(name) && !/cleaned|preview/.test(name))).toEqual([])
  })

  it('leaves nothing readable on the disk', async () => {
    const bytes = Buffer.alloc(mebibyte + 100, '金丝雀证据原文')
    const location = await begun(bytes.length, '金丝雀文件名.txt')
    await tus.add(location, 0, bytes)
    const names = await readdir(fresh.house.vault.folder, { recursive: true, withFileTypes: true })
    for (const one of names.filter((entry) => entry.isFile())) {
      const stored = await readFile(join(one.parentPath, one.name))
      expect(stored.includes('金丝雀') || one.name.includes('金丝雀')).toBe(false)
    }
  })
})

function patching(location: string, length: number) {
  const sent = request(`${url}${location}`, {
    method: 'PATCH',
    headers: {
      cookie: cookieOfEve,
      'tus-resumable': '1.0.0',
      'upload-offset': '0',
      'content-type': 'application/offset+octet-stream',
      'content-length': String(length),
    },
  })
  sent.on('error', () => {})
  return sent
}
let cookieOfEve = ''
beforeAll(async () => {
  cookieOfEve = await fresh.cookieOf(town.people.eve ?? '')
})

/** Announces more than it sends, and hangs up once some of it is on the disk. */
async function brokenOff(location: string, bytes: Buffer): Promise<void> {
  const sent = patching(location, bytes.length + 1000)
  sent.write(bytes)
  const draft = draftOf(pathOf(fresh.house.vault.folder, location.slice(-36), 'original'))
  await vi.waitFor(async () => expect((await stat(draft)).size).toBeGreaterThan(mebibyte), patient)
  sent.destroy()
}
