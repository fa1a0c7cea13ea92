import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { headerOf, type Taken } from '../../server/testing/mail-sink.ts'
import { act, ask, begin, bring, drop, insisted, mail, type World } from './world.ts'

/** What is done so that a failpoint is reached: something before it is armed, and something after. */
export type Scene = {
  readonly before?: (world: World) => Promise<void>
  readonly play: (world: World) => Promise<void>
  /** It is reached while the product starts. */
  readonly atStart?: true
}

/** A picture of one point. */
const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

const inform = (world: World) =>
  act(
    world,
    'inform',
    { channel: 'phone', text: '正在核实。' },
    { type: 'ComplainantInformed', data: { channel: 'phone' } },
  )

/** A complaint on which everything else is done. */
export async function openCase(world: World): Promise<void> {
  const body = { channel: 'phone', unit: world.staff.unit, title: '加油', content: '油里有水' }
  const expect = { type: 'CaseRegistered', data: { channel: 'phone', unit: world.staff.unit } }
  world.caseId = (await act(world, 'register', body, expect)).id
  const conditions = ['clear-and-specific', 'in-scope', 'eligible-complainant']
  await act(world, 'accept', { conditions }, { type: 'CaseAccepted', data: { conditions } })
}

const upload: Scene = {
  async play(world) {
    world.bringing = { bytes: randomBytes(2_500_000), name: '录像.bin', acknowledged: 0 }
    await bring(world)
    const location = await begin(world, { bytes: randomBytes(10), name: '不要了.bin' })
    await insisted(world, () => drop(world, location))
  },
}

/** The product dies in the middle of an upload; whoever asks how far it came has it look at the disk. */
const recovery: Scene = {
  async before(world) {
    const bytes = randomBytes(2_500_000)
    world.bringing = { bytes, name: '录像.bin', acknowledged: 0 }
    world.bringing.location = await begin(world, world.bringing)
    const headers = {
      'tus-resumable': '1.0.0',
      'content-type': 'application/offset+octet-stream',
      'upload-offset': '0',
    }
    await ask(world, 'PATCH', world.bringing.location, bytes.subarray(0, 1_700_000), headers)
    world.bringing.acknowledged = 1_700_000
    await world.product.kill()
    world.product.start()
    await world.product.answers()
  },
  play: bring,
}

const drawing: Scene = {
  async play(world) {
    // The point of each picture differs, or it would be the same bytes again.
    world.bringing = { bytes: Buffer.concat([picture, randomBytes(8)]), name: '照片.png', acknowledged: 0 }
    await bring(world)
    await sleep(10_000)
  },
}

const custody: Scene = {
  async play(world) {
    const thing = { kind: 'physical', content: '油样', source: '2 号枪', place: '保险柜' }
    await act(world, 'add-evidence', thing, { type: 'EvidenceAdded', data: { kind: 'physical' } })
    const { items } = await (await ask(world, 'GET', `/api/cases/${world.caseId}/evidence`)).json()
    const evidence = items.at(-1).number
    const other = world.staff.of('specialist')[1] ?? world.me
    const body = { evidence, place: '实验室', condition: '完好', sealIntact: true, password: other.password }
    await act(world, 'take-over-evidence', body, { type: 'EvidenceHandedOver', data: { evidence } }, other)
  },
}

/** A mail with a file, and one of a machine; each is sent until it is acknowledged. */
const mailing: Scene = {
  async play(world) {
    const large = randomBytes(400_000).toString('base64')
    const file = `--b\r\nContent-Type: application/pdf; name=a.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n${large}\r\n--b--`
    const id = randomBytes(8).toString('hex')
    const body = `Message-ID: <${id}@example.com>\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n油里有水\r\n${file}`
    await insisted(world, () => mail(world, `From: ${id}@example.com\r\nSubject: 加油\r\n${body}`))
    await insisted(world, () => mail(world, `From: ${id}@example.com\r\nAuto-Submitted: auto-replied\r\n\r\n${id}`))
    await sleep(10_000)
  },
}

/** A complaint by mail, which is owed a receipt. @returns who wrote it */
async function complain(world: World): Promise<string> {
  // A domain of its own: the same words from one domain are answered a few times only.
  const from = `wang@${randomBytes(8).toString('hex')}.example`
  world.owed.add(from)
  await insisted(world, () => mail(world, `From: ${from}\r\nMessage-ID: <${from}>\r\nSubject: 加油\r\n\r\n油里有水`))
  return from
}

/** The receipt leaves within seconds. */
const receipt: Scene = {
  async play(world) {
    await complain(world)
    await sleep(15_000)
  },
}

let answering: { readonly from: string; readonly letter: Taken } | undefined

/** A party answers a mail of the house. */
const answer: Scene = {
  async before(world) {
    const from = await complain(world)
    for (let left = 100; left > 0 && !answering; left--) {
      await sleep(300)
      const letter = world.sink.taken.find(({ to }) => to.includes(from))
      answering = letter && { from, letter }
    }
  },
  async play(world) {
    if (!answering) throw new Error('no receipt came')
    const { from, letter } = answering
    answering = undefined
    const to = headerOf(letter, 'Reply-To')
    world.said += 1
    const raw = `From: ${from}\r\nMessage-ID: <${randomBytes(8).toString('hex')}@example.com>\r\nSubject: Re\r\n\r\n补充`
    await insisted(world, () => mail(world, raw, to))
    await sleep(15_000)
  },
}

const organisation: Scene = {
  async play(world) {
    const [old = ''] = world.passwords
    const chosen = `Neu-${randomBytes(6).toString('hex')}-Haus-9`
    world.passwords = [old, chosen]
    const answer = await ask(world, 'POST', '/api/password', { old, new: chosen })
    if (answer.status !== 204) throw new Error(`password: ${answer.status}`)
    world.passwords = [chosen]
  },
}

const dossier: Scene = {
  async play(world) {
    await openCase(world)
    const answer = await ask(world, 'POST', `/api/cases/${world.caseId}/dossier`, { reason: '核对' })
    if (answer.status !== 200) throw new Error(`dossier: ${answer.status} ${await answer.text()}`)
  },
}

const registration: Scene = { play: openCase }
const acting: Scene = { play: async (world) => void (await inform(world)) }
const logging: Scene = {
  before: async (world) => void (await inform(world)),
  // A round of the log begins once the product answers, and another one every 20 seconds.
  async play({ product }) {
    await product.answers()
    await sleep(45_000)
  },
  atStart: true,
}

/** The index looks several times a second. */
const searching: Scene = {
  async play(world) {
    await openCase(world)
    await sleep(20_000)
  },
}

/** Each of them is a segment by itself; of eight one is made. */
const merging: Scene = {
  async play(world) {
    for (let n = 0; n < 16; n++) {
      await openCase(world)
      await sleep(1_500)
    }
    await sleep(20_000)
  },
}

const byArea: Readonly<Record<string, Scene>> = {
  ...{ upload, vault: upload, picture: drawing, tend: drawing, sign: custody, organisation, dossier },
  ...{ command: acting, transaction: acting, log: logging, checkpoint: logging, publish: logging },
  ...{ search: searching, door: mailing, outbox: receipt },
}

const byName: Readonly<Record<string, Scene>> = {
  'upload.read-back': recovery,
  'upload.read-back-synced': recovery,
  'command.numbered': registration,
  'command.upload-taken': upload,
  'command.signed': custody,
  'door.reply-claimed': answer,
  'door.reply-taken': answer,
  'search.merged': merging,
  'search.replaced': merging,
}

/** The scene in which a failpoint is reached. @throws Error where nobody wrote one */
export function sceneOf(name: string): Scene {
  const scene = byName[name] ?? byArea[name.split('.')[0] ?? '']
  if (!scene) throw new Error(`no scene reaches ${name}`)
  return scene
}
