import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newProduct, type Product, theProduct } from './product.ts'
import { type Person, setUpStaff } from './staff.ts'

/** Files that are brought one after the other, while the program is killed so many times at random moments. */
const files = 8
const kills = 6
const mebibyte = 2 ** 20

let product: Product
let person: Person
let caseId: string
/** Kept from sending while the program is down. */
let up: Promise<unknown> = Promise.resolve()

beforeAll(async () => {
  product = await newProduct(theProduct)
  product.start()
  await product.answers()
  const staff = await setUpStaff(product.url)
  person = staff.of('specialist')[0] as Person
  const registered = await ask('POST', '/api/cases', {
    channel: 'phone',
    unit: staff.unit,
    title: '加油',
    content: '油里有水',
  })
  caseId = (await registered.json()).id
  const conditions = ['clear-and-specific', 'in-scope', 'eligible-complainant']
  expect((await ask('POST', `/api/cases/${caseId}/commands/accept`, { conditions })).status).toBe(200)
}, 600_000)
afterAll(() => product.dispose())

async function ask(
  method: string,
  path: string,
  body?: object | Buffer,
  headers: Record<string, string> = {},
): Promise<Response> {
  const isJson = body && !Buffer.isBuffer(body)
  return fetch(`${product.url}${path}`, {
    method,
    headers: { cookie: person.cookie, ...(isJson && { 'content-type': 'application/json' }), ...headers },
    ...(body && { body: (isJson ? JSON.stringify(body) : body) as BodyInit }),
  })
}

const tus = { 'tus-resumable': '1.0.0' }
const bytesType = { ...tus, 'content-type': 'application/offset+octet-stream' }

/** Asks again until there is an answer, as a client does whose line broke. */
async function insist(send: () => Promise<Response>): Promise<Response> {
  for (;;) {
    await up
    const answer = await send().catch(() => undefined)
    if (answer && answer.status < 500) return answer
    await sleep(20)
  }
}

const offsetIn = (answer: Response) => Number(answer.headers.get('upload-offset'))

/** Brings one file in pieces. Whatever was acknowledged once is still there at every later look. */
async function bring(bytes: Buffer, name: string): Promise<void> {
  const metadata = {
    'upload-length': String(bytes.length),
    'upload-metadata': `filename ${Buffer.from(name).toString('base64')}`,
  }
  const begun = await insist(() => ask('POST', `/api/cases/${caseId}/uploads`, undefined, { ...tus, ...metadata }))
  const location = begun.headers.get('location') ?? ''
  let acknowledged = 0
  while (acknowledged < bytes.length) {
    const stand = offsetIn(await insist(() => ask('HEAD', location, undefined, tus)))
    expect(stand).toBeGreaterThanOrEqual(acknowledged)
    const piece = bytes.subarray(stand, stand + 200_000 + Math.floor(Math.random() * 3 * mebibyte))
    await up
    const answer = await ask('PATCH', location, piece, { ...bytesType, 'upload-offset': String(stand) }).catch(
      () => undefined,
    )
    acknowledged = answer?.status === 204 ? offsetIn(answer) : stand
  }
  const key = { 'idempotency-key': randomUUID() }
  const input = { kind: 'electronic', content: name, source: '演练', upload: location.split('/').at(-1) }
  const added = await insist(() => ask('POST', `/api/cases/${caseId}/commands/add-evidence`, input, key))
  expect(added.status, await added.text()).toBe(200)
}

async function killNowAndThen(): Promise<number> {
  let done = 0
  while (done < kills) {
    await sleep(Math.random() * 700)
    await product.kill()
    done += 1
    product.start()
    up = product.answers()
    await up
  }
  return done
}

it(`loses and tears no file in ${kills} crashes of the program`, async () => {
  const brought = Array.from({ length: files }, () => randomBytes(1 + Math.floor(Math.random() * 9 * mebibyte)))
  const killed = killNowAndThen()
  for (const [index, bytes] of brought.entries()) await bring(bytes, `文件 ${index}.bin`)
  expect(await killed).toBe(kills)
  const { items } = await (await ask('GET', `/api/cases/${caseId}/evidence`)).json()
  expect(items.map((item: { content: string }) => item.content)).toEqual(brought.map((_, index) => `文件 ${index}.bin`))
  for (const [index, { file }] of items.entries()) {
    const answer = await ask('POST', `/api/cases/${caseId}/files/${file.id}/original`, { reason: '核对' })
    const bytes = Buffer.from(await answer.arrayBuffer())
    expect(bytes.equals(brought[index] as Buffer)).toBe(true)
    expect(file.hash).toBe(createHash('sha256').update(bytes).digest('hex'))
  }
}, 600_000)
