import { randomUUID } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accept } from '../../core/1-intake/accept.ts'
import { register } from '../../core/1-intake/register.ts'
import type { Command } from '../../core/case/command.ts'
import { storeMessage } from '../doors/store-message.ts'
import { handleCommand } from '../handle-command.ts'
import { caseRoutes } from '../http/case-routes.ts'
import { evidenceRoutes } from '../http/evidence-routes.ts'
import { inboxRoutes } from '../http/inbox-routes.ts'
import { uploadRoutes } from '../http/upload-routes.ts'
import { tendEvidence } from '../jobs/tend-evidence.ts'
import { type FreshHouse, freshHouse } from '../testing/fresh-house.ts'
import { type Http, httpOf } from '../testing/http.ts'
import type { Town } from '../testing/town.ts'
import { listening, type Tus, tusOf } from '../testing/tus.ts'
import { safeName } from '../vault/file-name.ts'
import { pathOf } from '../vault/places.ts'

/** Peers stored files under the names that strangers gave, and handed them back as the pages that strangers said they were. */

let fresh: FreshHouse
let town: Town
let http: Http
let url: string
let cookie: string
let tus: Tus
let caseId: string
const system = { kind: 'system', id: 'test' } as const

beforeAll(async () => {
  fresh = await freshHouse()
  town = await fresh.found({ packs: ['enterprise'], people: { eve: [{ post: 'specialist', unit: 'root' }] } })
  http = await httpOf(fresh.house, [caseRoutes, uploadRoutes, evidenceRoutes, inboxRoutes])
  url = await listening(http.app)
  cookie = await fresh.cookieOf(town.people.eve ?? '')
  tus = tusOf(url, cookie)
  caseId = await accepted()
})
afterAll(async () => {
  // Where a test failed, an answer that it left unread keeps its connection.
  http.app.server.closeAllConnections()
  await http.close()
  await fresh.close()
})

async function accepted(): Promise<string> {
  const input = register.input.parse({ channel: 'phone', unit: town.units.root, title: '加油', content: '油里有水' })
  const answer = await handleCommand(fresh.house, { command: register as unknown as Command, input, caller: system })
  if ('refusal' in answer) throw new Error(answer.refusal.code)
  const conditions = ['clear-and-specific', 'in-scope', 'eligible-complainant']
  const command = accept as unknown as Command
  await handleCommand(fresh.house, { command, caseId: answer.receipt.id, input: { conditions }, caller: system })
  return answer.receipt.id
}

const ask = (path: string, body?: object) =>
  fetch(`${url}/api/cases/${caseId}${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { cookie, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  })

/** Brings a file, makes evidence of it and has it looked after. @returns its id */
async function brought(bytes: Buffer, name: string, more: Record<string, string> = {}): Promise<string> {
  const begun = await tus.begin(caseId, bytes.length, name, more)
  expect(begun.status, await begun.text()).toBe(201)
  const location = begun.headers.get('location') ?? ''
  expect((await tus.add(location, 0, bytes)).status).toBe(204)
  const input = { kind: 'electronic', content: '附件', source: '投诉人', upload: location.split('/').at(-1) }
  const added = await ask('/commands/add-evidence', input)
  expect(added.status, await added.text()).toBe(200)
  await tendEvidence(fresh.house)
  const { items } = await (await ask('/evidence')).json()
  return items.at(-1).file.id
}

const unseen = ['\u200b', '\u200c', '\u2060', '\ufeff', '\u00ad', '\u202e', '\u2066', '\u061c', '\u180e', '\u0000']
const endless = 'a'.repeat(300)
const names = [
  '.htaccess',
  '.user.ini',
  'web.config',
  'x.php',
  'x.php.jpg',
  'x.html',
  'x.svg',
  'con',
  endless,
  `x.${endless}`,
]
const paths = ['../', '..\\', '/etc/', 'C:\\', '....//', '%2e%2e%2f', '..%c0%af', '~/', '\\\\host\\', './.']
/** More than two thousand: what cannot be seen before, within and behind; with and without a way out of the folder. */
const hostileNames = names.flatMap((name) =>
  [...unseen, ''].flatMap((hidden) =>
    ['', ...paths].flatMap((path) => [
      hidden + path + name,
      path + name.split('').join(hidden),
      `${path}${name}${hidden}.`,
    ]),
  ),
)

/** What a browser would run if it were told that this is a page. */
const pages: readonly (readonly [string, string])[] = [
  ['x.svg', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(2)</script></svg>'],
  ['x.html', '<!doctype html><script>alert(1)</script>'],
  ['x.jpg', '<!doctype html><script>alert(1)</script>'],
  ['x.xhtml', '<html xmlns="http://www.w3.org/1999/xhtml"><script>alert(1)</script></html>'],
  ['x.gif', 'GIF89a/*\u0000*/=1;alert(1)//<script>alert(2)</script>'],
  ['x.pdf', '%PDF-1.4\n<script>alert(1)</script>'],
  ['.htaccess', 'AddType application/x-httpd-php .jpg'],
  ['x.mht', 'Content-Type: text/html\n\n<script>alert(1)</script>'],
]

function expectToBeSaved(headers: Headers) {
  expect(Object.fromEntries(headers)).toMatchObject({
    'content-type': 'application/octet-stream',
    'content-disposition': expect.stringMatching(/^attachment; /),
    'content-security-policy': expect.stringContaining('sandbox'),
    'x-content-type-options': 'nosniff',
  })
}

describe('the name of a file', () => {
  it('is shown without what hides or leads elsewhere, and decides nothing of where the file lies (holes 1, 39, 43)', () => {
    expect(hostileNames.length).toBeGreaterThan(2000)
    const shown = hostileNames.map(safeName)
    expect(shown.filter((name) => !/^[^.\p{Cc}\p{Cf}/\\][^\p{Cc}\p{Cf}/\\]*$/u.test(name))).toEqual([])
    expect(shown.filter((name) => [...name].length > 120)).toEqual([])
    const id = randomUUID()
    expect(relative('/vault', pathOf('/vault', id, 'original'))).toBe(join(id.slice(-2), id))
  })

  it('leaves the folder as it is: a random id, in the vault, however the file was called (holes 1, 43)', async () => {
    const home = dirname(dirname(fresh.house.vault.folder))
    const outside = async () =>
      (await readdir(home, { recursive: true })).filter(
        (path) => !join(home, path).startsWith(fresh.house.vault.folder),
      )
    await brought(Buffer.from('x'), 'x.bin')
    const before = await outside()
    for (const name of hostileNames.filter((_, at) => at % 97 === 0)) {
      const begun = await tus.begin(caseId, 4, name)
      expect(begun.status, name).toBe(201)
      expect((await tus.add(begun.headers.get('location') ?? '', 0, Buffer.from('<?ph'))).status).toBe(204)
      await tus.end(begun.headers.get('location') ?? '')
    }
    await brought(Buffer.from('x'), '\u200b.htaccess')
    for (const location of [
      `/api/cases/${caseId}/uploads/..%2f..%2fx`,
      `/api/cases/${caseId}/uploads/${'../'.repeat(4)}x`,
    ])
      expect((await tus.add(location, 0, Buffer.from('x'))).status).toBeGreaterThanOrEqual(400)
    expect(await outside()).toEqual(before)
    const stored = (await readdir(fresh.house.vault.folder, { recursive: true })).filter((path) => path.includes('/'))
    const byId = /^([0-9a-f]{2})\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{10}\1(?:\.(?:cleaned|preview))?$/
    expect(stored.filter((path) => !byId.test(path))).toEqual([])
    expect(stored.length).toBeGreaterThan(0)
  })
})

describe('a file that is a page in disguise', () => {
  it('is saved and never shown, whatever its name, its contents and its bringer say that it is (holes 12, 62)', async () => {
    for (const [name, text] of pages) {
      const told = `filename ${Buffer.from(name).toString('base64')},filetype ${Buffer.from('text/html').toString('base64')}`
      const file = await brought(Buffer.from(text), name, { 'upload-metadata': told })
      const answer = await ask(`/files/${file}/original`, { reason: '核对' })
      expect(await answer.text()).toBe(text)
      expectToBeSaved(answer.headers)
      for (const part of ['preview', 'cleaned']) expect((await ask(`/files/${file}/${part}`)).status, name).toBe(404)
    }
  })

  it('is saved and never shown where it came by mail, under the type that the sender chose (holes 12, 62)', async () => {
    const types = [
      'text/html',
      'image/svg+xml',
      'text/html\r\n X-Evil: 1',
      'multipart/x-mixed-replace',
      'text/xsl',
      '">x',
    ]
    const parts = types.map(
      (type, at) =>
        `--b\r\nContent-Type: ${type}; name="${at}.html"\r\nContent-Disposition: inline; filename="${at}.svg"\r\n\r\n${pages[0]?.[1]}\r\n`,
    )
    const raw = Buffer.from(
      `From: nobody at all\r\nSubject: x\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nx\r\n${parts.join('')}--b--\r\n`,
    )
    await storeMessage(fresh.house, { door: 'smtp', raw, unit: town.units.root, envelope: { to: ['a@b.example'] } })
    const inbox = await (await fetch(`${url}/api/inbox?view=all`, { headers: { cookie } })).json()
    const path = `${url}/api/inbox/${inbox.rows[0].id}`
    const { files } = await (await fetch(path, { headers: { cookie } })).json()
    expect(files.length).toBeGreaterThanOrEqual(types.length - 1)
    for (const { place } of files)
      expectToBeSaved((await fetch(`${path}/files/${place}`, { headers: { cookie } })).headers)
    expectToBeSaved((await fetch(`${path}/original`, { headers: { cookie } })).headers)
  })
})
