import { mergeEvents } from '../../core/case/merge-events.ts'
import { joinedWith } from '../../core/policy/count-people.ts'
import { type Link, selectLinks } from '../case-links.ts'
import { asSystem, read } from '../db/transaction.ts'
import type { House } from '../house.ts'
import type { ToldFact } from '../trail/envelope.ts'

/** What of a case may be told to its reader, where it tells of others that are walled off from that reader. */
export type Silenced = {
  readonly mayTell: (told: { readonly fact: ToldFact }) => boolean
  readonly mayLink: (link: { readonly other: string }) => boolean
}

/** Facts that name another case as `other`. */
const tellOfOther: ReadonlySet<string> = new Set(['CasesLinked', 'CasesUnlinked', ...Object.keys(mergeEvents)])

const everything: Silenced = { mayTell: () => true, mayLink: () => true }

/**
 * Leaves out that a case is linked to one that is walled off from its reader, and how many people were counted with it.
 *
 * @param walls the cases that are walled off from the reader; mostly none
 */
export async function silenced({ pool }: House, id: string, walls: readonly string[]): Promise<Silenced> {
  if (walls.length === 0) return everything
  const group = joinedWith(id, await read<Link>(pool, asSystem, selectLinks(id)))
  const isJoined = walls.some((wall) => group.has(wall))
  return {
    mayLink: ({ other }) => !walls.includes(other),
    mayTell: ({ fact: { type, data } }) => {
      if (type === 'PeopleCounted') return !isJoined
      return !tellOfOther.has(type) || !walls.includes(String(data.other))
    },
  }
}
