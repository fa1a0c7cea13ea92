import { isCommitment } from '../../../core/shared/fields.ts'
import { open } from '../../crypto/box.ts'
import { commitmentOf, type Opening } from '../commit.ts'
import { isOfRules, type StoredFact } from '../envelope.ts'
import { boxPlace, type DataKey } from '../write.ts'
import type { Fault, What } from './finding.ts'

export type Box = { readonly holder: string; readonly box: Buffer }
export type KeyOf = (holder: string) => DataKey | undefined

/** What in the sealed values of a fact does not fit what the fact committed to. */
export function boxFaults(fact: StoredFact, boxes: readonly Box[], keyOf: KeyOf): Fault[] {
  // What rules and time write down holds no value of a person, and most facts are theirs.
  const committed = isOfRules(fact) ? none : commitmentsIn(fact.data)
  if (committed.size === 0 && boxes.length === 0) return []
  const holders = new Set([...committed.keys(), ...boxes.map(({ holder }) => holder)])
  return [...holders].flatMap((holder) => {
    const what = faultOf(fact, holder, committed.get(holder), boxes, keyOf)
    return what ? [{ version: fact.version, what, detail: { holder } }] : []
  })
}

function faultOf(
  { streamId, version }: StoredFact,
  holder: string,
  committed: ReadonlyMap<string, string> | undefined,
  boxes: readonly Box[],
  keyOf: KeyOf,
): What | undefined {
  const found = boxes.find((one) => one.holder === holder)
  if (!committed) return 'box-loose'
  if (!found) return 'box-missing'
  const openings = opened(found.box, boxPlace(streamId, version, holder), keyOf(holder))
  if (!openings) return 'box-closed'
  const fits = openings.every(([path, salt, value]) => committed.get(path) === commitmentOf(bytes(salt), value))
  return fits && openings.length === committed.size ? undefined : 'box-differs'
}

function opened(box: Buffer, place: string, key: DataKey | undefined): Opening[] | undefined {
  if (!key) return undefined
  try {
    return JSON.parse(open(key.key, place, box).toString()) as Opening[]
  } catch {
    return undefined
  }
}

function bytes(salt: string): Buffer {
  return Buffer.from(salt, 'base64url')
}

type Commitments = ReadonlyMap<string, ReadonlyMap<string, string>>
const none: Commitments = new Map()

/** Holder → path → commitment. */
function commitmentsIn(data: unknown): Commitments {
  const found = new Map<string, Map<string, string>>()
  const walk = (value: unknown, path: string): void => {
    if (typeof value !== 'object' || value === null) return
    if (isCommitment(value)) {
      const ofHolder = found.get(value.holder) ?? new Map<string, string>()
      found.set(value.holder, ofHolder.set(path, value.commitment))
      return
    }
    for (const [key, one] of Object.entries(value)) walk(one, `${path}/${key}`)
  }
  walk(data, '')
  return found
}
