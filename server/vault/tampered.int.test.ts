import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { append, bytesOf, type Incoming, recover } from './append.ts'
import { chunkBytes, openSealed, type Sealed } from './chunks.ts'
import { draftOf, makeDraft, pathOf, writeSealed } from './places.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'huiyin-vault-'))
})
afterAll(() => rm(folder, { recursive: true }))

const boxBytes = chunkBytes + 28
const sealedAs = (): Sealed => ({ key: randomBytes(32), caseId: randomUUID(), file: randomUUID(), part: 'original' })
const digest = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

/** What is given out of a file, and whether it came to a clean end. */
async function readAll(path: string, of: Sealed): Promise<{ out: Buffer; ended: boolean }> {
  const out: Buffer[] = []
  try {
    for await (const piece of openSealed(path, of)) out.push(piece)
    return { out: Buffer.concat(out), ended: true }
  } catch {
    return { out: Buffer.concat(out), ended: false }
  }
}

/** Compared as bytes: to compare millions of numbers one by one takes seconds. */
async function expectWhole(path: string, of: Sealed, plain: Buffer): Promise<void> {
  const { out, ended } = await readAll(path, of)
  expect(ended && out.equals(plain)).toBe(true)
}

describe('a sealed file', () => {
  const plain = randomBytes(3 * chunkBytes + 1234)
  const of = sealedAs()
  let path: string
  let box: Buffer
  let other: Buffer
  beforeAll(async () => {
    path = pathOf(folder, of.file, 'original')
    await writeSealed(path, of, plain)
    box = await readFile(path)
    const elsewhere = { ...of, file: randomUUID() }
    await writeSealed(pathOf(folder, elsewhere.file, 'original'), elsewhere, plain)
    other = await readFile(pathOf(folder, elsewhere.file, 'original'))
  })

  it('is given back bit for bit', async () => {
    await writeFile(path, box)
    await expectWhole(path, of, plain)
  })

  it('gives nothing out that is not its own, and never ends as if it were whole, whatever was done to it', async () => {
    const whole = Math.ceil(box.length / boxBytes)
    const chunk = fc.integer({ min: 0, max: whole - 1 })
    const chunkOf = (bytes: Buffer, at: number) => bytes.subarray(at * boxBytes, (at + 1) * boxBytes)
    const replaced = (at: number, by: Buffer) =>
      Buffer.concat([box.subarray(0, at * boxBytes), by, box.subarray((at + 1) * boxBytes)])
    const flipped = (at: number) => {
      const bytes = Buffer.from(box)
      bytes[at] = (bytes[at] ?? 0) ^ 1
      return bytes
    }
    const tampered = fc.oneof(
      fc.integer({ min: 0, max: box.length - 1 }).map(flipped),
      fc.integer({ min: 0, max: box.length - 1 }).map((length) => box.subarray(0, length)),
      fc.integer({ min: 1, max: whole - 1 }).map((chunks) => box.subarray(0, chunks * boxBytes)),
      fc.uint8Array({ minLength: 1, maxLength: 2000 }).map((more) => Buffer.concat([box, more])),
      chunk.map((at) => Buffer.concat([box, chunkOf(box, at)])),
      fc.tuple(chunk, chunk).map(([at, from]) => replaced(at, chunkOf(box, from))),
      chunk.map((at) => replaced(at, chunkOf(other, at))),
      chunk.map((at) => replaced(at, Buffer.alloc(0))),
      fc.constant(other),
    )
    await fc.assert(
      fc.asyncProperty(
        tampered.filter((bytes) => !bytes.equals(box)),
        async (bytes) => {
          await writeFile(path, bytes)
          const { out, ended } = await readAll(path, of)
          expect(ended).toBe(false)
          expect(out.equals(plain.subarray(0, out.length))).toBe(true)
        },
      ),
      { numRuns: 300 },
    )
  }, 60_000)

  it('opens in its case, as its part and under its key alone', async () => {
    await writeFile(path, box)
    for (const wrong of [{ caseId: randomUUID() }, { part: 'preview' as const }, { key: randomBytes(32) }])
      expect(await readAll(path, { ...of, ...wrong })).toEqual({ out: Buffer.alloc(0), ended: false })
  })
})

describe('an upload', () => {
  const begin = async (size: number): Promise<Incoming> => {
    const of = sealedAs()
    await makeDraft(pathOf(folder, of.file, 'original'))
    return { folder, of, size }
  }
  const pieces = (bytes: Buffer, size: number) =>
    (async function* () {
      for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
    })()
  const breaking = (bytes: Buffer) =>
    (async function* () {
      yield bytes
      throw new Error('the line broke')
    })()

  it('comes together from parts of any length, interrupted and forgotten between them', async () => {
    const part = fc.record({
      length: fc.oneof(fc.integer({ min: 1, max: 3 * chunkBytes }), fc.constantFrom(chunkBytes, 2 * chunkBytes)),
      piece: fc.integer({ min: 1, max: 3 }).map((n) => n * 65_537),
      forgotten: fc.boolean(),
      breaks: fc.boolean(),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(part, { minLength: 1, maxLength: 6 }), async (parts) => {
        const plain = randomBytes(parts.reduce((sum, { length }) => sum + length, 0))
        const incoming = await begin(plain.length)
        let progress = await recover(incoming)
        for (const { length, piece, forgotten, breaks } of parts) {
          const stand = bytesOf(progress)
          const bytes = plain.subarray(stand, stand + length)
          await append(incoming, progress, breaks ? breaking(bytes) : pieces(bytes, piece))
          expect(bytesOf(progress)).toBe(stand + length)
          if (forgotten) progress = await recover(incoming)
          expect(bytesOf(progress)).toBe(stand + length)
        }
        expect(progress.whole).toBe(digest(plain))
        const path = pathOf(folder, incoming.of.file, 'original')
        await expectWhole(path, incoming.of, plain)
      }),
      { numRuns: 25, endOnFailure: true },
    )
  }, 60_000)

  it('goes on behind the last chunk that was written whole, wherever the disk lost the rest', async () => {
    const plain = randomBytes(2 * chunkBytes + 5000)
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 2 * boxBytes + 3000 }), fc.boolean(), async (kept, garbled) => {
        const incoming = await begin(plain.length)
        const path = pathOf(folder, incoming.of.file, 'original')
        await append(incoming, await recover(incoming), pieces(plain.subarray(0, plain.length - 1000), 70_000))
        const draft = await readFile(draftOf(path))
        // What was not synced may be gone, or be anything.
        const lost = randomBytes(draft.length - kept)
        await writeFile(
          draftOf(path),
          garbled ? Buffer.concat([draft.subarray(0, kept), lost]) : draft.subarray(0, kept),
        )
        let progress = await recover(incoming)
        const stand = bytesOf(progress)
        expect(stand % chunkBytes).toBe(0)
        await append(incoming, progress, pieces(plain.subarray(stand, stand + 1000), 70_000))
        progress = await recover(incoming)
        expect(bytesOf(progress), 'with what was lost behind it').toBe(stand + 1000)
        await append(incoming, progress, pieces(plain.subarray(stand + 1000), 70_000))
        expect(progress.whole).toBe(digest(plain))
        await expectWhole(path, incoming.of, plain)
      }),
      { numRuns: 25, endOnFailure: true },
    )
  }, 60_000)

  it('takes no more than was announced', async () => {
    const incoming = await begin(10)
    const progress = await recover(incoming)
    await append(incoming, progress, pieces(Buffer.alloc(25, 7), 4))
    expect(progress.whole).toBe(digest(Buffer.alloc(10, 7)))
  })
})
