import { randomUUID } from 'node:crypto'
import { createTransport } from 'nodemailer'
import type { MailSink } from '../../server/testing/mail-sink.ts'
import type { AckLog, Asked } from '../ack-log.ts'
import type { Product } from '../product.ts'
import type { Person, Staff } from '../staff.ts'

/** A file on its way: what was acknowledged of it so far, in bytes. */
export type Bringing = { readonly bytes: Buffer; readonly name: string; location?: string; acknowledged: number }

/** A product that dies now and then, and what its clients remember of what they were told. */
export type World = {
  readonly product: Product
  readonly staff: Staff
  readonly log: AckLog
  /** The one whose case it is. */
  readonly me: Person
  caseId: string
  /** What was sent and not answered yet; it is sent again with the same key. */
  pending: (() => Promise<unknown>)[]
  bringing: Bringing | undefined
  /** Files that were acknowledged as evidence, by their id in the vault. */
  readonly brought: Map<string, { readonly caseId: string; readonly bytes: Buffer }>
  /** Passwords that may be right: more than one while nobody was told. */
  passwords: string[]
  /** The mail server that the product sends by. */
  readonly sink: MailSink
  /** Who has to get a receipt by mail, and how many answers by mail were acknowledged. */
  readonly owed: Set<string>
  said: number
}

/** The address that people complain to. */
export const houseAddress = 'complaints@case.example'

/** One request; throws where the product is gone. */
export async function ask(
  { product, me }: Pick<World, 'product' | 'me'>,
  method: string,
  path: string,
  body?: object | Buffer,
  headers: Record<string, string> = {},
): Promise<Response> {
  const isJson = body !== undefined && !Buffer.isBuffer(body)
  const answer = await fetch(`${product.url}${path}`, {
    method,
    headers: { cookie: me.cookie, ...(isJson && { 'content-type': 'application/json' }), ...headers },
    ...(body && { body: (isJson ? JSON.stringify(body) : body) as BodyInit }),
    signal: AbortSignal.timeout(60_000),
  })
  // Heard whole: an answer that breaks off is none.
  const whole = Buffer.from(await answer.arrayBuffer())
  return new Response([204, 304].includes(answer.status) ? null : whole, answer)
}

/** A command on the case, sent until it is answered. @returns its receipt @throws Error where it is refused */
export async function act(
  world: World,
  command: string,
  body: Readonly<Record<string, unknown>>,
  expect: Asked['expect'],
  by = world.me,
): Promise<{ id: string }> {
  const creates = command === 'register'
  const path = creates ? '/api/cases' : `/api/cases/${world.caseId}/commands/${command}`
  const asked: Asked = {
    ...{ key: randomUUID(), command, path, body, cookie: by.cookie, expect },
    ...(!creates && { case: world.caseId }),
  }
  world.log.attempt(asked)
  return insisted(world, () => send(world, asked))
}

/** Does something now, or again once the product is back. */
export async function insisted<T>(world: World, work: () => Promise<T>): Promise<T> {
  world.pending.push(work)
  const done = await work()
  world.pending = world.pending.filter((one) => one !== work)
  return done
}

async function send(world: World, { key, path, body, cookie }: Asked): Promise<{ id: string }> {
  const answer = await ask(world, 'POST', path, body, { cookie, 'idempotency-key': key })
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
  const receipt = await answer.json()
  world.log.acknowledged(key, receipt)
  return receipt
}

/** Hands a mail over. @throws where it was not acknowledged */
export async function mail({ product }: Pick<World, 'product'>, raw: string, to = houseAddress): Promise<void> {
  const transport = createTransport({
    host: '127.0.0.1',
    port: product.mailPort,
    ignoreTLS: true,
    socketTimeout: 30_000,
  })
  await transport.sendMail({ envelope: { from: 'wang@example.com', to: [to] }, raw })
}

const tus = { 'tus-resumable': '1.0.0' }

/** Brings a file in two pieces and makes evidence of it, from wherever it stands. */
export async function bring(world: World): Promise<void> {
  const { bringing } = world
  if (!bringing) return
  bringing.location ??= await begin(world, bringing)
  for (;;) {
    const stand = await standOf(world, bringing)
    if (stand === bringing.bytes.length) break
    const half = Math.ceil(bringing.bytes.length / 2)
    await add(world, bringing, stand, stand < half ? half : bringing.bytes.length)
  }
  const upload = bringing.location.split('/').at(-1) ?? ''
  world.bringing = undefined
  const input = { kind: 'electronic', content: bringing.name, source: '演练', upload }
  const expect = { type: 'EvidenceAdded', data: { kind: 'electronic' } }
  world.brought.set(upload, { caseId: world.caseId, bytes: bringing.bytes })
  await act(world, 'add-evidence', input, expect)
}

export async function begin(world: World, { bytes, name }: Pick<Bringing, 'bytes' | 'name'>): Promise<string> {
  const metadata = `filename ${Buffer.from(name).toString('base64')}`
  const headers = { ...tus, 'upload-length': String(bytes.length), 'upload-metadata': metadata }
  const answer = await ask(world, 'POST', `/api/cases/${world.caseId}/uploads`, undefined, headers)
  if (answer.status !== 201) throw new Error(`begin: ${answer.status} ${await answer.text()}`)
  return answer.headers.get('location') ?? ''
}

/** What was acknowledged is still there. @throws Error where it is not */
async function standOf(world: World, { location = '', acknowledged }: Bringing): Promise<number> {
  const answer = await ask(world, 'HEAD', location, undefined, tus)
  const stand = Number(answer.headers.get('upload-offset'))
  if (answer.status !== 200 || stand < acknowledged)
    throw new Torn(`${location}: ${answer.status}, stands at ${stand}, acknowledged ${acknowledged}`)
  return stand
}

async function add(world: World, bringing: Bringing, from: number, to: number): Promise<void> {
  const headers = { ...tus, 'content-type': 'application/offset+octet-stream', 'upload-offset': String(from) }
  const answer = await ask(world, 'PATCH', bringing.location ?? '', bringing.bytes.subarray(from, to), headers)
  if (answer.status !== 204) throw new Error(`add: ${answer.status} ${await answer.text()}`)
  bringing.acknowledged = Number(answer.headers.get('upload-offset'))
}

/** Forgets an upload, as often as it takes. */
export async function drop(world: World, location: string): Promise<void> {
  const answer = await ask(world, 'DELETE', location, undefined, tus)
  if (answer.status !== 204 && answer.status !== 404) throw new Error(`drop: ${answer.status}`)
}

/** What was acknowledged is missing or torn. */
export class Torn extends Error {}
