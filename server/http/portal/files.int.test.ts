import { randomBytes } from 'node:crypto'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { evidenceList } from '../../documents/evidence-list.ts'
import { tendEvidence } from '../../jobs/tend-evidence.ts'
import { portalCookie } from '../../sessions/portal-session.ts'
import { type Http, httpOf } from '../../testing/http.ts'
import { portalFileRoutes } from '../portal-file-routes.ts'
import { uploadRoutes } from '../upload-routes.ts'
import { type Filed, openPortalHouse, type PortalHouse } from './testing/portal-house.ts'
import { formIn } from './testing/portal-visit.ts'

let portal: PortalHouse
let pieces: Http
let picture: Buffer
beforeAll(async () => {
  portal = await openPortalHouse()
  pieces = await httpOf(portal.fresh.house, [uploadRoutes, portalFileRoutes])
  picture = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#4a7' } })
    .jpeg()
    .toBuffer()
})
afterAll(async () => {
  await pieces.close()
  await portal.close()
})

type Part = { readonly name: string; readonly bytes: Buffer }

/** What a browser sends of a form with files. */
async function sendForm(path: string, fields: Record<string, string>, files: readonly Part[], cookie = '') {
  const text = Object.entries(fields).map(
    ([name, value]) => `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  const parts = files.flatMap(({ name, bytes }) => [
    Buffer.from(
      `--b\r\nContent-Disposition: form-data; name="files"; filename="${name}"\r\nContent-Type: image/jpeg\r\n\r\n`,
    ),
    bytes,
    Buffer.from('\r\n'),
  ])
  return portal.http.app.inject({
    method: 'POST',
    url: path,
    headers: { 'content-type': 'multipart/form-data; boundary=b', ...(cookie && { cookie }) },
    payload: Buffer.concat([Buffer.from(text.join('')), ...parts, Buffer.from('--b--\r\n')]),
  })
}

const cookieOf = ({ visitor }: Filed) => [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ')

async function listOf(id: string) {
  const organisation = await portal.fresh.house.directory.now()
  if (!organisation) throw new Error('nothing founded')
  const { supervisor = '' } = portal.town.people
  return (await evidenceList(portal.fresh.house, organisation, supervisor, id))?.items ?? []
}

describe('files of a plain form', () => {
  it('come with the complaint itself, and stand on its list as the complainant’s', async () => {
    const page = (await portal.http.ask('GET', '/portal/file')).text
    portal.clock.pass({ seconds: 10 })
    const filled = { ...formIn(page, '/portal/file'), content: '柜员没有说明。', phone: '13812340000' }
    const { files: _, ...fields } = filled as Record<string, string>
    const brought = [
      { name: '合同.jpg', bytes: picture },
      { name: 'x.svg', bytes: Buffer.from('<svg onload="alert(1)"/>') },
    ]
    const answer = await sendForm('/portal/file', fields, brought)
    expect([answer.statusCode, answer.headers.location]).toEqual([303, '/portal/receipt?unfiled=1'])
    const cookie = answer.cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
    const receipt = (await portal.http.ask('GET', '/portal/receipt?unfiled=1', undefined, { cookie })).text
    for (const words of ['合同.jpg', '有 1 个文件没有收下']) expect(receipt).toContain(words)
    const again = await sendForm('/portal/file', fields, brought)
    expect(again.statusCode).toBe(303)
    const cases = await portal.fresh.house.pool.query(
      `begin; set local huiyin.person = 'system'; select id from case_row; commit`,
    )
    const rows = (cases as unknown as { rows: { id: string }[] }[])[2]?.rows ?? []
    expect(rows).toHaveLength(1)
    expect(await listOf(rows[0]?.id ?? '')).toMatchObject([
      { number: 1, content: '合同.jpg', offered: true, file: { type: 'image/jpeg', size: picture.length } },
    ])
  })

  it('are added later, told in the story, and refused one by one with the reason', async () => {
    const filed = await portal.filed()
    const cookie = cookieOf(filed)
    const taken = await sendForm('/portal/case/files', {}, [{ name: '小票.jpg', bytes: picture }], cookie)
    expect([taken.statusCode, taken.headers.location]).toEqual([303, '/portal/case?done=files#files'])
    await tendEvidence(portal.fresh.house)
    const page = (await filed.visitor.get('/portal/case?done=files')).text
    for (const words of ['已收到您提交的文件', '您提交了文件', '小票.jpg']) expect(page).toContain(words)
    const refused = await sendForm(
      '/portal/case/files',
      {},
      [
        { name: 'page.html', bytes: Buffer.from('<script>alert(1)</script>') },
        { name: 'large.jpg', bytes: Buffer.concat([picture, Buffer.alloc(21 * 2 ** 20)]) },
        { name: 'empty.jpg', bytes: Buffer.alloc(0) },
        { name: '另一张.jpg', bytes: Buffer.concat([picture, Buffer.from('x')]) },
      ],
      cookie,
    )
    expect(refused.statusCode).toBe(422)
    for (const words of ['page.html 没有收下', 'large.jpg 没有收下', 'empty.jpg 没有收下', '收下了 1 个文件'])
      expect(refused.body).toContain(words)
    expect((await listOf(filed.id)).map(({ content }) => content)).toEqual(['小票.jpg', '另一张.jpg'])
  })

  it('are nobody’s without a session', async () => {
    const answer = await sendForm('/portal/case/files', {}, [{ name: 'a.jpg', bytes: picture }])
    expect(answer.statusCode).toBe(401)
  })
})

describe('a file in pieces', () => {
  const tus = { 'tus-resumable': '1.0.0' }
  const begin = (cookie: string, size: number, name = '视频.jpg') =>
    pieces.app.inject({
      method: 'POST',
      url: '/api/portal/uploads',
      headers: {
        ...tus,
        cookie,
        'upload-length': String(size),
        'upload-metadata': `filename ${Buffer.from(name).toString('base64')}`,
      },
    })
  const add = (cookie: string, place: string, offset: number, bytes: Buffer) =>
    pieces.app.inject({
      method: 'PATCH',
      url: place,
      headers: { ...tus, cookie, 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' },
      payload: bytes,
    })
  const finish = (cookie: string, place: string) =>
    pieces.ask('POST', '/api/portal/files', { upload: place.split('/').at(-1) }, { cookie })

  it('goes on where it stopped and is on the list once all of it is there', async () => {
    const filed = await portal.filed()
    const cookie = cookieOf(filed)
    const bytes = Buffer.concat([picture, randomBytes(3000)])
    const begun = await begin(cookie, bytes.length)
    expect(begun.statusCode, begun.body).toBe(201)
    const place = String(begun.headers.location)
    expect(place).toMatch(/^\/api\/portal\/uploads\/[0-9a-f-]{36}$/)
    await add(cookie, place, 0, bytes.subarray(0, 1000))
    expect((await finish(cookie, place)).body.code).toBe('evidence.no-such-upload')
    const stand = await pieces.app.inject({ method: 'HEAD', url: place, headers: { ...tus, cookie } })
    expect(stand.headers['upload-offset']).toBe('1000')
    expect((await add(cookie, place, 1000, bytes.subarray(1000))).statusCode).toBe(204)
    expect((await finish(cookie, place)).status).toBe(200)
    expect(await listOf(filed.id)).toMatchObject([{ content: '视频.jpg', offered: true }])
  })

  it('belongs to its complainant: neither another one nor the staff goes on with it or takes it', async () => {
    const [one, other] = [await portal.filed(), await portal.filed()]
    const place = String((await begin(cookieOf(one), picture.length)).headers.location)
    await add(cookieOf(one), place, 0, picture)
    const strange = cookieOf(other)
    expect((await add(strange, place, 0, picture)).statusCode).toBe(404)
    expect((await finish(strange, place)).body.code).toBe('evidence.no-such-upload')
    await portal.office(one.id, 'accept', {
      conditions: ['clear-and-specific', 'own-business', 'by-customer-or-representative'],
    })
    const input = { kind: 'electronic', content: 'x', source: 'x', upload: place.split('/').at(-1) }
    await expect(portal.office(one.id, 'add-evidence', input, 'supervisor')).rejects.toThrow('evidence.no-such-upload')
    for (const cookie of ['', `${portalCookie}=${'A'.repeat(43)}`])
      expect((await begin(cookie, 10)).statusCode).toBe(401)
  })

  it('is not begun where it is too large, after the case was closed, or again and again from one network', async () => {
    const filed = await portal.filed()
    const cookie = cookieOf(filed)
    expect((await begin(cookie, 201 * 2 ** 20)).statusCode).toBe(413)
    await portal.office(filed.id, 'withdraw', { reason: '和解' })
    expect((await begin(cookie, 10)).json().code).toBe('case.wrong-status')
    const busy = await portal.filed()
    const answers: string[] = []
    for (let at = 0; at < 130; at++) {
      const begun = await begin(cookieOf(busy), 10)
      if (begun.statusCode !== 201) answers.push(begun.json().code)
    }
    expect(new Set(answers)).toEqual(new Set(['upload.too-many', 'upload.too-often']))
  })
})
