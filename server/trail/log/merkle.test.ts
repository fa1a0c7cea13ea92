import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { grow, inclusionPath, leafHash, type Node, needed, rootAt, rootOf, treeOf } from './merkle.ts'

/** The definitions of RFC 6962, 2.1, word by word. */
const sha256 = (...parts: Buffer[]) => createHash('sha256').update(Buffer.concat(parts)).digest()
const below = (n: number) => (n < 2 ? 0 : 2 ** Math.floor(Math.log2(n - 1)))
const naiveRoot = (leaves: readonly Buffer[]): Buffer => {
  if (leaves.length < 2) return leaves[0] ?? sha256()
  const k = below(leaves.length)
  return sha256(Buffer.of(1), naiveRoot(leaves.slice(0, k)), naiveRoot(leaves.slice(k)))
}
const naivePath = (leaf: number, leaves: readonly Buffer[]): Buffer[] => {
  if (leaves.length < 2) return []
  const k = below(leaves.length)
  return leaf < k
    ? [...naivePath(leaf, leaves.slice(0, k)), naiveRoot(leaves.slice(k))]
    : [...naivePath(leaf - k, leaves.slice(k)), naiveRoot(leaves.slice(0, k))]
}

const leavesOf = (count: number) => Array.from({ length: count }, (_, n) => leafHash(Buffer.from(`entry ${n}`)))

/** A log that grew by these steps: its nodes by place, those of level 0 included. */
function grown(steps: readonly number[]) {
  const nodes = new Map<string, Buffer>()
  const put = ({ level, index, hash }: Node) => {
    const place = `${level}/${index}`
    expect(nodes.has(place)).toBe(false)
    nodes.set(place, hash)
  }
  const at = (level: number, index: number) => nodes.get(`${level}/${index}`) as Buffer
  const leaves = leavesOf(steps.reduce((sum, step) => sum + step, 0))
  let size = 0
  for (const step of steps) {
    const added = leaves.slice(size, size + step)
    const tails: Buffer[][] = []
    for (const { level, from, to } of needed(size))
      tails[level] = Array.from({ length: to - from }, (_, n) => at(level, from + n))
    const made = grow(
      size,
      Array.from(tails, (tail) => tail ?? []),
      added,
    )
    for (const node of [...added.map((hash, n) => ({ level: 0, index: size + n, hash })), ...made]) put(node)
    size += step
  }
  return { leaves, at }
}

/** The nodes, but only those that were said to be needed. */
function only(at: (level: number, index: number) => Buffer, size: number, ...leaves: number[]) {
  const runs = needed(size, leaves)
  return (level: number, index: number) => {
    expect(runs.some((run) => run.level === level && run.from <= index && index < run.to)).toBe(true)
    return at(level, index)
  }
}

describe('the tree of the log', () => {
  it('has the hashes of the definition', () => {
    expect(rootOf([]).toString('hex')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
    expect(leafHash(Buffer.alloc(0)).toString('hex')).toBe(
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    )
    const known = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f']
    expect(rootOf(known.map((hex) => leafHash(Buffer.from(hex, 'hex')))).toString('hex')).toBe(
      '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
    )
  })

  it('is the same however it grew, and its roots and proofs are those of the definition', () => {
    const steps = fc.array(fc.oneof(fc.integer({ min: 1, max: 300 }), fc.constantFrom(1, 255, 256, 257, 512)), {
      minLength: 1,
      maxLength: 6,
    })
    fc.assert(
      fc.property(
        steps,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (by, a, b) => {
          const { leaves, at } = grown(by)
          const size = Math.max(1, Math.round(a * leaves.length))
          const leaf = Math.min(size - 1, Math.floor(b * size))
          expect(rootAt(size, only(at, size))).toEqual(naiveRoot(leaves.slice(0, size)))
          expect(rootOf(leaves)).toEqual(naiveRoot(leaves))
          expect(inclusionPath(leaf, size, only(at, size, leaf))).toEqual(naivePath(leaf, leaves.slice(0, size)))
        },
      ),
      { numRuns: 60 },
    )
  })

  it('reaches over two rows of rows', () => {
    const { leaves, at } = grown([65_000, 536, 1, 4000])
    for (const size of [65_537, leaves.length])
      for (const leaf of [256, 65_279, size - 1])
        expect(inclusionPath(leaf, size, only(at, size, leaf))).toEqual(naivePath(leaf, leaves.slice(0, size)))
  })

  it('is built from the entries alone as it grew with them', () => {
    for (const size of [0, 1, 256, 65_536, 65_537, 131_100]) {
      const leaves = leavesOf(size)
      const { nodes, root } = treeOf(size, (place) => leaves[place] ?? Buffer.alloc(0))
      const name = ({ level, index, hash }: Node) => `${level}/${index} ${hash.toString('hex')}`
      expect(nodes.map(name).sort()).toEqual(grow(0, [], leaves).map(name).sort())
      expect(root).toEqual(rootOf(leaves))
    }
  })
})
