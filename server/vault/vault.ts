import { join } from 'node:path'
import type { Progress } from './append.ts'
import type { Scanner } from './scan.ts'

/** Where the bytes of evidence lie, and what is known of uploads under way. */
export type Vault = {
  readonly folder: string
  /** Bytes of the largest file that is taken. */
  readonly limit: number
  readonly scanner?: Scanner | undefined
  /** By upload, as long as this process knows them: how far they came, and the request that is at work. */
  readonly underway: Map<string, Underway>
}

export type Underway = { progress?: Progress | undefined; cut?: (() => void) | undefined; turn: Promise<unknown> }

const defaultLimit = 2 * 2 ** 30

/** The vault below a state directory. @param uploadLimit bytes of the largest file that is taken */
export function openVault(setting: {
  readonly dataDir: string
  readonly uploadLimit?: number
  readonly scanner?: Scanner | undefined
}): Vault {
  const { dataDir, uploadLimit: limit = defaultLimit, scanner } = setting
  return { folder: join(dataDir, 'evidence'), limit, scanner, underway: new Map() }
}

/** What a forgotten upload leaves in memory is a digest; more than so many are looked up on the disk again. */
const remembered = 500

/**
 * Lets one request at a time work on an upload. Whoever comes later cuts the line of the one before: a line that broke
 * in silence would hold the upload up until somebody noticed.
 *
 * @param cut ends the own request when the next one comes
 */
export async function inTurn<T>(
  vault: Vault,
  id: string,
  cut: () => void,
  work: (underway: Underway) => Promise<T>,
): Promise<T> {
  const known = vault.underway.get(id)
  const underway = known ?? { turn: Promise.resolve() }
  if (!known && vault.underway.size >= remembered) forgetOldest(vault)
  vault.underway.set(id, underway)
  underway.cut?.()
  underway.cut = cut
  const mine = underway.turn.then(() => work(underway))
  underway.turn = mine.then(
    () => {},
    () => {
      underway.progress = undefined
    },
  )
  return mine.finally(() => {
    if (underway.cut === cut) underway.cut = undefined
  })
}

function forgetOldest({ underway }: Vault): void {
  for (const [id, { cut }] of underway) {
    if (cut) continue
    underway.delete(id)
    return
  }
}
