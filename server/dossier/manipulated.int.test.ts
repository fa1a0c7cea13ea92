import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { register } from '../../core/1-intake/register.ts'
import type { Command } from '../../core/case/command.ts'
import type { Signer } from '../crypto/signer.ts'
import { signerOf } from '../crypto/signer.ts'
import { handleCommand } from '../handle-command.ts'
import { type FreshHouse, freshHouse } from '../testing/fresh-house.ts'
import type { Town } from '../testing/town.ts'
import { hashOf, type StoredFact } from '../trail/envelope.ts'
import { originOf } from '../trail/log/checkpoint.ts'
import { signNote, verifierKey } from '../trail/log/note.ts'
import { fileOf, type ToldStream } from './contents.ts'
import { makeDossier } from './make-dossier.ts'
import { zip } from './zip.ts'

type PlainFile = { readonly name: string; readonly body: Buffer }

let fresh: FreshHouse
let town: Town
let folder: string
let origin: string
let archive: Buffer
let files: PlainFile[] = []
let foreign: PlainFile[] = []
beforeAll(async () => {
  fresh = await freshHouse()
  town = await fresh.found({ packs: ['enterprise'], people: { chief: [{ post: 'supervisor', unit: 'root' }] } })
  origin = originOf((await fresh.house.directory.now()) ?? { id: '' })
  folder = await mkdtemp(join(tmpdir(), 'huiyin-manipulated-'))
  const [one, two] = [await newCase(), await newCase()]
  foreign = [...filesIn(await dossierOf(one)), ...filesIn(await dossierOf(two))]
  archive = await dossierOf(one)
  files = filesIn(archive)
})
afterAll(async () => {
  await rm(folder, { recursive: true })
  await fresh.close()
})

async function newCase(): Promise<string> {
  const told = { channel: 'phone', unit: town.units.root, title: '路灯不亮', content: '三天了。', name: '张三' }
  const command = register as unknown as Command
  const answer = await handleCommand(fresh.house, {
    command,
    input: command.input.parse(told),
    caller: town.as('chief'),
  })
  if ('refusal' in answer) throw new Error(answer.refusal.code)
  return answer.receipt.id
}

async function dossierOf(caseId: string): Promise<Buffer> {
  const { id } = town.as('chief') as { id: string }
  const made = await makeDossier(fresh.house, caseId, { person: id, language: 'zh-CN', origin: 'http://localhost' })
  if (!('archive' in made)) throw new Error(made.code)
  const bytes = await buffer(made.archive)
  expect(bytes.length).toBe(made.size)
  return bytes
}

/** The files of an archive that is known to be whole. */
function filesIn(bytes: Buffer): PlainFile[] {
  const found: PlainFile[] = []
  for (let at = 0; bytes.readUInt32LE(at) === 0x04034b50; ) {
    const [size, length] = [bytes.readUInt32LE(at + 18), bytes.readUInt16LE(at + 26)]
    const from = at + 30 + length
    found.push({ name: bytes.toString('utf8', at + 30, from), body: bytes.subarray(from, from + size) })
    at = from + size
  }
  return found
}

const trustedKey = () => verifierKey(origin, fresh.house.ring.signer.publicKey)

/** What the verifier, given the house's key, says of some archives: for each the first thing that does not hold. */
async function verdicts(archives: readonly Buffer[], key = trustedKey()): Promise<(string | undefined)[]> {
  const told: (string | undefined)[] = []
  for (let from = 0; from < archives.length; from += 50) {
    const some = archives.slice(from, from + 50)
    const paths = some.map((_, n) => join(folder, `${n}.zip`))
    await Promise.all(some.map((bytes, n) => writeFile(paths[n] ?? '', bytes)))
    const program = join(import.meta.dirname, '../../verify/cli.mjs')
    const run = spawnSync(process.execPath, [program, ...paths, '--key', key, '--json'], { encoding: 'utf8' })
    const lines = run.stdout.trim().split('\n')
    expect([run.stderr, lines.length]).toEqual(['', some.length])
    told.push(...lines.map((line) => (JSON.parse(line) as { findings: { what: string }[] }).findings[0]?.what))
  }
  return told
}

const again = (changed: readonly PlainFile[]) =>
  buffer(
    zip(
      changed.map(({ name, body }) => fileOf(name, body)),
      '2026-03-02T00:00:00.000Z',
    ),
  )
const replaced = (name: string, change: (body: Buffer) => Buffer) =>
  files.map((file) => (file.name === name ? { name, body: change(file.body) } : file))
const asJson =
  <T>(change: (value: T) => void) =>
  (body: Buffer) => {
    const value = JSON.parse(body.toString()) as T
    change(value)
    return Buffer.from(JSON.stringify(value))
  }

/** The list of files made anew for changed files, and signed. */
function resigned(changed: readonly PlainFile[], signer: Signer): PlainFile[] {
  const contents = changed.filter(({ name }) => !name.startsWith('manifest.'))
  const manifest = JSON.parse(changed.find(({ name }) => name === 'manifest.json')?.body.toString() ?? '{}')
  const digest = (body: Buffer, form: 'hex' | 'base64') => createHash('sha256').update(body).digest(form)
  manifest.files = contents.map(({ name, body }) => ({ name, sha256: digest(body, 'hex'), bytes: body.length }))
  manifest.key = verifierKey(origin, signer.publicKey)
  const body = Buffer.from(JSON.stringify(manifest))
  const text = `${origin}\ndossier\n${manifest.number}\n${digest(body, 'base64')}\n${manifest.madeAt}\n`
  const signature = { name: 'manifest.sig', body: Buffer.from(signNote(text, origin, signer)) }
  return [{ name: 'manifest.json', body }, signature, ...contents]
}

type Told = { streams: ToldStream[] }
const edit = (change: (facts: StoredFact[], told: ToldStream) => void) =>
  replaced(
    'facts.json',
    asJson<Told>(({ streams: [stream] }) => stream && change(stream.facts as StoredFact[], stream)),
  )

type Sheet = { head: string; duties: { due: string; outcome: { status: string } }[] }
const sheet = (change: (told: Sheet) => unknown) =>
  replaced(
    'proof-sheet.json',
    asJson<Sheet>((told) => void change(told)),
  )

/** Gives the facts versions and hashes that fit each other. */
function rechain(facts: StoredFact[]): void {
  let prev = '0'.repeat(64)
  for (const [n, fact] of facts.entries()) {
    Object.assign(fact, { version: n + 1, prev })
    const { hash: _, ...rest } = fact
    Object.assign(fact, { hash: hashOf(rest) })
    prev = fact.hash
  }
}

describe('of a manipulated dossier the verifier finds', () => {
  it('nothing as long as it is what the house made', async () => {
    expect(await verdicts([archive, await again(files)])).toEqual([undefined, undefined])
  })

  it('each single byte that was changed, wherever it stands', async () => {
    const step = archive.length / 200
    const flipped = Array.from({ length: 200 }, (_, n) => {
      const bytes = Buffer.from(archive)
      const at = Math.floor(n * step + (step * ((n * 7919) % 100)) / 100)
      bytes[at] = (bytes[at] ?? 0) ^ (1 << (n % 8))
      return bytes
    })
    expect((await verdicts(flipped)).filter((what) => what === undefined)).toEqual([])
  })

  it('bytes that were cut off, added or put in between', async () => {
    const at = (n: number) => Math.floor((archive.length * n) / 20)
    const changed = Array.from({ length: 20 }, (_, n) => [
      archive.subarray(0, at(n)),
      Buffer.concat([archive.subarray(0, at(n)), Buffer.alloc(n + 1), archive.subarray(at(n))]),
      Buffer.concat([archive, Buffer.alloc(n + 1)]),
    ]).flat()
    expect((await verdicts(changed)).filter((what) => what === undefined)).toEqual([])
  })

  it('files that were taken away, added, exchanged, doubled, or are of another dossier', async () => {
    const put = (name: string, body: Buffer) => files.map((one) => (one.name === name ? { name, body } : one))
    const without = files.map(({ name }) => files.filter((one) => one.name !== name))
    const exchanged = files.flatMap(({ name }) => files.map(({ body }) => put(name, body)))
    const mixed = foreign.map(({ name, body }) => put(name, body))
    const more = [
      [...files, { name: 'more.txt', body: Buffer.from('more') }],
      [...files, ...files.slice(0, 1)],
    ]
    const isChanged = (list: PlainFile[]) => list.some(({ body }, n) => !files[n]?.body.equals(body))
    const changed = [...without, ...[...exchanged, ...mixed].filter(isChanged), ...more]
    expect(changed.length).toBeGreaterThan(40)
    expect((await verdicts(await Promise.all(changed.map(again)))).filter((what) => what === undefined)).toEqual([])
  })

  it('contents that were changed and signed by somebody else', async () => {
    const stranger = signerOf(Buffer.alloc(32, 7))
    const forged = edit((facts) => {
      Object.assign(facts[0]?.data ?? {}, { groupSize: 7 })
      rechain(facts)
    })
    const lists = [
      resigned(forged, stranger),
      resigned(files, stranger),
      resigned(
        edit(() => {}),
        stranger,
      ),
    ]
    expect(await verdicts(await Promise.all(lists.map(again)))).toEqual(['not-signed', 'not-signed', 'not-signed'])
    // Who has no key to compare with is still told by the checkpoint, which the stranger cannot sign.
    const own = verifierKey(origin, stranger.publicKey)
    expect(await verdicts(await Promise.all(lists.slice(0, 2).map(again)), own)).toEqual([
      'checkpoint-unsigned',
      'checkpoint-unsigned',
    ])
  })

  it('what does not hold together although the house itself signed it', async () => {
    const { signer } = fresh.house.ring
    const cases: [string, PlainFile[]][] = [
      ['fact-changed', edit(([fact]) => Object.assign(fact?.data ?? {}, { groupSize: 7 }))],
      ['fact-missing', edit((facts) => facts.splice(1, 1))],
      ['fact-missing', edit((facts) => facts.push(...facts.splice(1, 1)))],
      [
        'fact-unlogged',
        edit((facts) => {
          Object.assign(facts[0]?.data ?? {}, { groupSize: 7 })
          rechain(facts)
        }),
      ],
      [
        'fact-unlogged',
        edit((facts) => {
          facts.splice(1, 1)
          rechain(facts)
        }),
      ],
      ['value-changed', edit((_, { openings }) => Object.assign(openings[1]?.[0] ?? {}, { value: '别的' }))],
      ['value-changed', edit((_, { openings }) => Object.assign(openings[1]?.[0] ?? {}, { salt: 'AAAA' }))],
      ['value-loose', edit((_, { openings }) => Object.assign(openings, { 99: openings[1] }))],
      [
        'fact-unlogged',
        replaced(
          'log.json',
          asJson<{ entries: { position: number }[] }>(({ entries }) =>
            Object.assign(entries[0] ?? {}, { position: 0 }),
          ),
        ),
      ],
      [
        'fact-unlogged',
        replaced(
          'log.json',
          asJson<{ entries: { path: string[] }[] }>(({ entries }) => entries[0]?.path.pop()),
        ),
      ],
      [
        'checkpoint-unsigned',
        replaced(
          'log.json',
          asJson<{ checkpoint: string }>((log) =>
            Object.assign(log, { checkpoint: log.checkpoint.replace(/\n(\d+)\n/, '\n9$1\n') }),
          ),
        ),
      ],
      ['proof-of-other', sheet((told) => Object.assign(told, { head: 'f'.repeat(64) }))],
      ['proof-differs', sheet(({ duties }) => duties.pop())],
      ['proof-differs', sheet(({ duties: [duty] }) => Object.assign(duty?.outcome ?? {}, { status: 'met' }))],
      ['proof-differs', sheet(({ duties: [duty] }) => Object.assign(duty ?? {}, { due: '2030-01-01T00:00:00.000Z' }))],
      ['policy-missing', files.filter(({ name }) => !name.startsWith('policies/'))],
      [
        'policy-changed',
        files.map((file) => (file.name.startsWith('policies/') ? { ...file, body: Buffer.from('{}') } : file)),
      ],
      [
        'other-case',
        replaced(
          'manifest.json',
          asJson<{ number: string }>((manifest) => Object.assign(manifest, { number: '2026-999999' })),
        ),
      ],
    ]
    const bytes = await Promise.all(cases.map(([, changed]) => again(resigned(changed, signer))))
    expect(await verdicts(bytes)).toEqual(cases.map(([what]) => what))
  })
})
