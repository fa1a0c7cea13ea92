import { createHash, randomUUID } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accept } from '../../core/1-intake/accept.ts'
import { register } from '../../core/1-intake/register.ts'
import type { Command } from '../../core/case/command.ts'
import { handleCommand } from '../handle-command.ts'
import { tendEvidence } from '../jobs/tend-evidence.ts'
import { type Clamd, pretendedClamd, sick } from '../testing/clamd.ts'
import { type FreshHouse, freshHouse, standingClock } from '../testing/fresh-house.ts'
import { type Http, httpOf } from '../testing/http.ts'
import type { Town } from '../testing/town.ts'
import { listening, tusOf } from '../testing/tus.ts'
import { pathOf } from '../vault/places.ts'
import { caseRoutes } from './case-routes.ts'
import { evidenceRoutes } from './evidence-routes.ts'
import { uploadRoutes } from './upload-routes.ts'

const clock = standingClock('2026-03-02T02:00:00.000Z')
let clamd: Clamd
let fresh: FreshHouse
let town: Town
let http: Http
let url: string
let caseId: string
let photograph: Buffer

beforeAll(async () => {
  clamd = await pretendedClamd()
  fresh = await freshHouse({ now: clock.now, scanner: clamd.scanner })
  const at = (unit: string) => [{ post: 'specialist', unit }]
  town = await fresh.found({
    packs: ['enterprise'],
    units: { east: null, west: null },
    people: { eve: at('east'), sam: at('east'), wes: at('west'), boss: [{ post: 'supervisor', unit: 'root' }] },
  })
  http = await httpOf(fresh.house, [caseRoutes, uploadRoutes, evidenceRoutes])
  url = await listening(http.app)
  caseId = await accepted()
  photograph = await sharp({ create: { width: 1600, height: 900, channels: 3, background: '#4a7' } })
    .withExif({ IFD0: { Copyright: 'SECRET-OWNER' }, IFD3: { GPSLatitude: '31/1 14/1 5/1' } })
    .jpeg()
    .toBuffer()
})
afterAll(async () => {
  await http.close()
  await fresh.close()
  await clamd.close()
})

const system = { kind: 'system', id: 'test' } as const
const cookieOf = (person: string) => fresh.cookieOf(town.people[person] ?? '')

async function accepted(): Promise<string> {
  const input = register.input.parse({ channel: 'phone', unit: town.units.east, title: '加油', content: '油里有水' })
  const answer = await handleCommand(fresh.house, { command: register as unknown as Command, input, caller: system })
  if ('refusal' in answer) throw new Error(answer.refusal.code)
  const conditions = ['clear-and-specific', 'in-scope', 'eligible-complainant']
  const command = accept as unknown as Command
  await handleCommand(fresh.house, { command, caseId: answer.receipt.id, input: { conditions }, caller: system })
  return answer.receipt.id
}

async function ask(person: string, method: 'GET' | 'POST', path: string, body?: object): Promise<Response> {
  const headers = { cookie: await cookieOf(person), ...(body && { 'content-type': 'application/json' }) }
  return fetch(`${url}/api/cases/${caseId}${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) })
}

/** Brings a file and makes evidence of it. @returns its entry in the list */
async function brought(bytes: Buffer, name: string) {
  const tus = tusOf(url, await cookieOf('eve'))
  const location = (await tus.begin(caseId, bytes.length, name)).headers.get('location') ?? ''
  expect((await tus.add(location, 0, bytes)).status).toBe(204)
  const upload = location.split('/').at(-1)
  const input = { kind: 'electronic', content: '油中有水', source: '投诉人提供', upload }
  const answer = await ask('eve', 'POST', '/commands/add-evidence', input)
  expect(answer.status, await answer.text()).toBe(200)
  return latest()
}

const list = async (person = 'eve') => (await ask(person, 'GET', '/evidence')).json()
const latest = async () => (await list()).items.at(-1)
const bytesOf = async (answer: Response) => Buffer.from(await answer.arrayBuffer())

describe('a file of evidence', () => {
  it('comes back bit for bit, to be saved and never to be opened in place', async () => {
    const { file } = await brought(photograph, '油样\u202E.jpg')
    expect(file).toMatchObject({ name: '油样.jpg', type: 'image/jpeg', size: photograph.length, scan: 'waiting' })
    expect(file.hash).toBe(createHash('sha256').update(photograph).digest('hex'))
    await tendEvidence(fresh.house)
    const answer = await ask('eve', 'GET', `/files/${file.id}/original`)
    expect((await bytesOf(answer)).equals(photograph)).toBe(true)
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename="__.jpg"; filename*=UTF-8''%E6%B2%B9%E6%A0%B7.jpg`,
      'content-security-policy': expect.stringContaining('sandbox'),
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    })
  })

  it('has pictures for the eye that say nothing of where and by whom it was taken', async () => {
    const { file } = await latest()
    expect(photograph.includes('SECRET-OWNER')).toBe(true)
    for (const part of ['preview', 'cleaned']) {
      const answer = await ask('eve', 'GET', `/files/${file.id}/${part}`)
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/jpeg'])
      const picture = await bytesOf(answer)
      const { exif, width } = await sharp(picture).metadata()
      expect([exif, width]).toEqual([undefined, part === 'preview' ? 480 : 1600])
      expect(picture.includes('SECRET-OWNER')).toBe(false)
    }
  })

  it('is kept once in a case, however often it is brought', async () => {
    const [before] = (await list()).items
    const again = await brought(photograph, '同一张.jpg')
    expect(again).toMatchObject({ number: 2, file: { id: before.file.id, name: '同一张.jpg' } })
  })

  it('is for those alone who see the case; to others it is unknown', async () => {
    const { file } = await latest()
    for (const path of [
      '/evidence',
      `/files/${file.id}/original`,
      `/files/${file.id}/preview`,
      `/files/${randomUUID()}/original`,
    ])
      expect((await ask('wes', 'GET', path)).status).toBe(404)
    expect(await (await ask('wes', 'GET', `/files/${file.id}/original`)).text()).toBe(
      await (await ask('wes', 'GET', `/files/${randomUUID()}/original`)).text(),
    )
  })

  it('is not called by what a client or its contents pretend', async () => {
    const page = Buffer.from('<html><script>alert(1)</script>')
    expect((await brought(page, 'page.jpg')).file).toMatchObject({ type: 'application/octet-stream', picture: 'none' })
    const drawing = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')
    expect((await brought(drawing, 'drawing.svg')).file.type).toBe('application/octet-stream')
    const disguised = Buffer.concat([photograph, Buffer.from('x')])
    expect((await brought(disguised, 'photo.exe')).file.type).toBe('application/octet-stream')
  })

  it('is told to be broken, and kept, where no picture can be made of it', async () => {
    const torn = photograph.subarray(0, 900)
    const { file } = await brought(torn, 'torn.jpg')
    await tendEvidence(fresh.house)
    expect((await latest()).file.picture).toBe('failed')
    expect((await bytesOf(await ask('eve', 'GET', `/files/${file.id}/original`))).equals(torn)).toBe(true)
  })

  it('that was changed on the disk is refused and not begun', async () => {
    const { file } = await brought(Buffer.alloc(3_000_000, 'evidence'), 'log.bin')
    await tendEvidence(fresh.house)
    const path = pathOf(fresh.house.vault.folder, file.id, 'original')
    const box = await readFile(path)
    await writeFile(path, box.with(100, (box[100] ?? 0) ^ 1))
    expect((await ask('eve', 'GET', `/files/${file.id}/original`)).status).toBe(500)
    await writeFile(path, box.subarray(0, 2 * (2 ** 20 + 28)))
    await expect(ask('eve', 'GET', `/files/${file.id}/original`).then(bytesOf), 'ends as if whole').rejects.toThrow()
  })
})

describe('what no scanner cleared', () => {
  it('is never given out where something was found in it', async () => {
    const { file } = await brought(Buffer.from(`x${sick}`), 'offer.bin')
    await tendEvidence(fresh.house)
    expect((await latest()).file).toMatchObject({ scan: 'infected', found: 'Sick-Test' })
    expect((await ask('eve', 'GET', `/files/${file.id}/original`)).status).toBe(403)
    const insisted = await ask('eve', 'POST', `/files/${file.id}/original`, { reason: '急用' })
    expect(insisted.status).toBe(403)
  })

  it('is given out to whoever says why, which is written down, and cleared when the scanner is back', async () => {
    clamd.mood = 'hangs-up'
    const plain = Buffer.from('nobody looked at this')
    const { file } = await brought(plain, 'notes.bin')
    await tendEvidence(fresh.house)
    expect((await latest()).file).toMatchObject({ scan: 'not-scanned', found: 'unreachable' })
    expect((await ask('eve', 'GET', `/files/${file.id}/original`)).status).toBe(403)
    expect((await ask('eve', 'POST', `/files/${file.id}/original`, { reason: ' ' })).status).toBe(400)
    const given = await ask('eve', 'POST', `/files/${file.id}/original`, { reason: '客户在场核对' })
    expect((await bytesOf(given)).equals(plain)).toBe(true)
    expect(await readings(`evidence:unscanned:${file.id}`)).toEqual([{ person_id: town.people.eve, explained: true }])
    clamd.mood = 'honest'
    await tendEvidence(fresh.house)
    expect((await latest()).file.scan, 'asked again too soon').toBe('not-scanned')
    clock.pass({ minutes: 6 })
    await tendEvidence(fresh.house)
    expect((await latest()).file).toMatchObject({ scan: 'clean', found: null })
    expect((await ask('eve', 'GET', `/files/${file.id}/original`)).status).toBe(200)
    expect(await readings(`evidence:original:${file.id}`)).toHaveLength(1)
  })
})

describe('a thing', () => {
  it('passes by the password of whoever takes it over, and its custody is told', async () => {
    const bottle = {
      kind: 'physical',
      content: '油样',
      source: '3 号枪',
      place: '保险柜',
      seal: 'A-17',
      keepUntil: '2026-03-05',
    }
    expect((await ask('eve', 'POST', '/commands/add-evidence', bottle)).status).toBe(200)
    const { number: evidence } = await latest()
    const takeOver = { evidence, place: '化验室', condition: '满瓶', sealIntact: true }
    const wrong = await ask('sam', 'POST', '/commands/take-over-evidence', { ...takeOver, password: 'wrong' })
    expect([wrong.status, (await wrong.json()).code]).toEqual([422, 'password.wrong'])
    expect((await ask('sam', 'POST', '/commands/take-over-evidence', takeOver)).status).toBe(400)
    const input = { command: 'take-over-evidence', ids: [caseId], input: takeOver }
    const bulk = await http.ask('POST', '/api/cases/bulk', input, { cookie: await cookieOf('sam') })
    expect(bulk.body.refused).toMatchObject([{ code: 'case.not-signed' }])
    const password = town.passwords.sam
    const right = await ask('sam', 'POST', '/commands/take-over-evidence', { ...takeOver, password })
    expect(right.status).toBe(200)
    expect((await latest()).thing).toMatchObject({
      seal: 'A-17',
      place: '化验室',
      custodian: { id: town.people.sam },
      custody: [{ from: null }, { from: { id: town.people.eve }, condition: '满瓶', sealIntact: true }],
      overdue: false,
    })
  })

  it('whose last day is over stands on the list of what is due, until it leaves the house', async () => {
    const due = async (person: string) =>
      (await http.ask('GET', '/api/samples', undefined, { cookie: await cookieOf(person) })).body
    expect(await due('eve')).toEqual({ samples: [] })
    clock.pass({ hours: 24 * 4 })
    expect(await due('wes')).toEqual({ samples: [] })
    const { number: evidence, thing } = await latest()
    expect(thing.overdue).toBe(true)
    expect(await due('eve')).toMatchObject({ samples: [{ caseId, evidence, keepUntil: '2026-03-05' }] })
    const dispose = { evidence, how: 'returned', recipient: '投诉人', password: town.passwords.sam }
    expect((await ask('sam', 'POST', '/commands/dispose-evidence', dispose)).status).toBe(200)
    expect(await due('eve')).toEqual({ samples: [] })
    expect((await latest()).thing).toMatchObject({ overdue: false, disposed: { how: 'returned', recipient: '投诉人' } })
  })
})

describe('whoever steps back from a case', () => {
  it('sees nothing of its files any more, and uploads nothing, as if it were not there', async () => {
    const { file } = (await list('sam')).items[0]
    const tus = tusOf(url, await cookieOf('sam'))
    const location = (await tus.begin(caseId, 10, 'a.jpg')).headers.get('location') ?? ''
    expect(location).toContain(caseId)
    expect((await ask('sam', 'POST', '/commands/recuse', { reason: '与当事人相识' })).status).toBe(200)
    for (const path of ['/evidence', ...['original', 'preview', 'cleaned'].map((part) => `/files/${file.id}/${part}`)])
      expect([path, (await ask('sam', 'GET', path)).status]).toEqual([path, 404])
    expect((await ask('sam', 'POST', `/files/${file.id}/original`, { reason: '急用' })).status).toBe(404)
    expect((await tus.begin(caseId, 10, 'a.jpg')).status).toBe(404)
    for (const answer of [
      await tus.stand(location),
      await tus.add(location, 0, Buffer.alloc(10)),
      await tus.end(location),
    ])
      expect(answer.status).toBe(404)
    const input = { kind: 'electronic', content: 'x', source: 'y', upload: location.split('/').at(-1) }
    expect((await ask('sam', 'POST', '/commands/add-evidence', input)).status).toBe(404)
  })
})

async function readings(what: string) {
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: fresh.database.superUrl })
  await client.connect()
  const text = 'select person_id, reason_box is not null as explained from read_log where what = $1'
  const { rows } = await client.query(text, [what])
  await client.end()
  return rows
}
