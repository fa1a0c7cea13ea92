import { hash } from 'node:crypto'

/**
 * The tree of RFC 6962 over the entries of the log, held in rows of 256: node `index` of level 1 stands for 256 whole
 * entries, one of level 2 for 256 such nodes. A node never changes once it stands, so any root and any proof is made of
 * a few rows.
 */

export type Node = { readonly level: number; readonly index: number; readonly hash: Buffer }

/** From `from` up to but not `to`. */
export type Run = { readonly level: number; readonly from: number; readonly to: number }

/** The hash of a node by its place; level 0 holds the hashes of the entries. */
export type NodeAt = (level: number, index: number) => Buffer

const fan = 256
const ofEntry = Buffer.of(0)
const ofNode = Buffer.of(1)

/** The hash of an entry as a leaf of the tree. */
export function leafHash(entry: Buffer): Buffer {
  return hash('sha256', Buffer.concat([ofEntry, entry]), 'buffer')
}

/** The root of a tree of no entry. */
const emptyRoot = hash('sha256', Buffer.alloc(0), 'buffer')

/**
 * The nodes that come to stand as leaves are added.
 *
 * @param size   entries before
 * @param tails  by level, the nodes of the row that is not full yet
 * @param leaves hashes of the new entries
 */
export function grow(size: number, tails: readonly (readonly Buffer[])[], leaves: readonly Buffer[]): Node[] {
  const made: Node[] = []
  let added = leaves
  for (let level = 0; added.length > 0; level += 1) {
    const tail = tails[level] ?? []
    const row = [...tail, ...added]
    const begin = Math.floor(Math.floor(size / fan ** level) / fan)
    const full = Math.floor(row.length / fan)
    const above = Array.from({ length: full }, (_, n) => rootOf(row.slice(n * fan, (n + 1) * fan)))
    made.push(...above.map((hash, n) => ({ level: level + 1, index: begin + n, hash })))
    added = above
  }
  return made
}

/** So many leaves at a time: whole rows of the first two levels. */
const step = fan * fan

/**
 * The tree over many leaves, of which only the nodes above whole runs are kept.
 *
 * @param leafAt the hash of an entry; asked for once, and again for those beside the right edge
 */
export function treeOf(size: number, leafAt: (place: number) => Buffer): { nodes: readonly Node[]; root: Buffer } {
  const levels: Buffer[][] = [[]]
  const nodes: Node[] = []
  for (let from = 0; from < size; from += step) {
    const leaves = Array.from({ length: Math.min(step, size - from) }, (_, n) => leafAt(from + n))
    const tails = levels.map((level) => level.slice(rowOf(level.length) * fan))
    for (const node of grow(from, tails, leaves)) {
      nodes.push(node)
      levels[node.level] ??= []
      levels[node.level]?.push(node.hash)
    }
  }
  const root = rootAt(size, (level, index) => (level === 0 ? leafAt(index) : (levels[level]?.[index] ?? emptyRoot)))
  return { nodes, root }
}

/** The root of a tree by the hashes of all its leaves. */
export function rootOf(leaves: readonly Buffer[], from = 0, to = leaves.length): Buffer {
  if (to - from <= 1) return leaves[from] ?? emptyRoot
  const middle = from + split(to - from)
  return nodeHash(rootOf(leaves, from, middle), rootOf(leaves, middle, to))
}

/** The hash of a node by the two below it. */
function nodeHash(left: Buffer, right: Buffer): Buffer {
  return hash('sha256', Buffer.concat([ofNode, left, right]), 'buffer')
}

/**
 * Which nodes the root of a tree and the proofs of some leaves are made of: in each level what stands beside the right
 * edge, and beside each leaf.
 */
export function needed(size: number, leaves: readonly number[] = []): Run[] {
  const runs: Run[] = []
  for (let level = 0; level === 0 || fan ** level <= size; level += 1) {
    const width = Math.floor(size / fan ** level)
    const beside = leaves.map((leaf) => rowOf(Math.floor(leaf / fan ** level)))
    for (const row of new Set([rowOf(width), ...beside]))
      runs.push({ level, from: row * fan, to: Math.min(width, (row + 1) * fan) })
  }
  return runs.filter(({ from, to }) => from < to)
}

function rowOf(index: number): number {
  return Math.floor(index / fan)
}

/** The root of the first `size` entries. */
export function rootAt(size: number, at: NodeAt): Buffer {
  return root(0, size, at)
}

/**
 * What stands beside the way from an entry up to the root, lowest first: with the entry it gives the root.
 *
 * @param leaf place of the entry, below `size`
 */
export function inclusionPath(leaf: number, size: number, at: NodeAt): Buffer[] {
  const path: Buffer[] = []
  let [from, to] = [0, size]
  while (to - from > 1) {
    const middle = from + split(to - from)
    path.push(leaf < middle ? root(middle, to, at) : root(from, middle, at))
    if (leaf < middle) to = middle
    else from = middle
  }
  return path.reverse()
}

/** The root of the entries from `from` up to but not `to`; `from` is where a tree of that size may begin. */
function root(from: number, to: number, at: NodeAt): Buffer {
  const count = to - from
  if (count === 0) return emptyRoot
  const level = Math.round(Math.log(count) / Math.log(fan))
  if (fan ** level === count) return at(level, from / count)
  const middle = from + split(count)
  return nodeHash(root(from, middle, at), root(middle, to, at))
}

/** The largest power of two below a count. */
function split(count: number): number {
  return 2 ** (Math.ceil(Math.log2(count)) - 1)
}
