import { basename, dirname, join, resolve } from 'node:path'
import type { PackInForce } from '../core/policy/pack-in-force.ts'
import { Failure } from './failure.ts'
import type { Say } from './words.ts'

/** The packs that a command is about: those named, or all of a folder; `beside` are all that lie there. */
export async function chosen(
  say: Say,
  ids: readonly string[],
  { folder: named }: { readonly folder?: string },
): Promise<{ packs: readonly PackInForce[]; beside: readonly PackInForce[]; folder: string }> {
  const { loadPacks } = await import('../server/policy/load-packs.ts')
  const { projectRoot } = await import('../server/project-root.ts')
  const folder = named === undefined ? join(projectRoot, 'policy-packs') : resolve(named)
  const packs = await loadPacks(folder)
  const unknown = ids.find((id) => !packs.some((pack) => pack.id === id))
  if (unknown !== undefined) throw new Failure([say('due.no-pack', { packs: packs.map(({ id }) => id) })])
  return { packs: ids.length === 0 ? packs : packs.filter(({ id }) => ids.includes(id)), beside: packs, folder }
}

/** A pack by its id, or by the folder in which a version of it lies: `bank`, `./drafts/bank`. */
export async function onePack(say: Say, name: string): Promise<PackInForce> {
  const folder = /[/\\]/.test(name) ? dirname(resolve(name)) : undefined
  const { packs } = await chosen(say, [basename(name)], folder === undefined ? {} : { folder })
  return packs[0] as PackInForce
}
