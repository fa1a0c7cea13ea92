import type { CaseState } from '../../core/case/state.ts'
import { isWalledOff } from '../../core/case/wall.ts'
import { type PackInForce, postsWith } from '../../core/policy/pack-in-force.ts'
import type { Words } from '../../core/shared/words.ts'
import { type Organisation, postsOver, type Unit } from '../directory.ts'

/** A unit as a pack knows it: by what its name has in it. */
export type NamedUnit = Words

/** Shorter names stand in sentences by chance. */
const shortestName = 3

/** The units that may be given something to do. */
export function openUnits({ units }: Organisation): readonly Unit[] {
  return [...units.values()].filter(({ closed }) => !closed)
}

/** The unit that a pack means: the nearest to another in the tree whose name has the word, in either language. */
export function unitCalled(organisation: Organisation, { zh, en }: NamedUnit, from: string): Unit | undefined {
  const path = pathFrom(organisation, from)
  const called = openUnits(organisation).filter(
    ({ name }) => name.includes(zh) || name.toLowerCase().includes(en.toLowerCase()),
  )
  // How far one has to go up from here until the unit lies below.
  const distance = ({ id }: Unit) => {
    const theirs = pathFrom(organisation, id)
    const up = path.findIndex((one) => theirs.includes(one))
    return (up < 0 ? path.length : up) + theirs.length / 100
  }
  return called.toSorted((a, b) => distance(a) - distance(b) || (a.name < b.name ? -1 : 1))[0]
}

/** The unit that a text names, the longest name first; never the house as a whole. */
export function namedUnit(organisation: Organisation, text: string): Unit | undefined {
  return openUnits(organisation)
    .filter(({ parent, name }) => parent !== null && name.length >= shortestName && text.includes(name))
    .toSorted((a, b) => b.name.length - a.name.length || (a.id < b.id ? -1 : 1))[0]
}

/** Who may be given a case where it is: those who may handle it there and see it, less whoever has it. */
export function handlersOf(
  organisation: Organisation,
  state: CaseState,
  pack: PackInForce | undefined,
): readonly string[] {
  const posts = pack ? postsWith(pack, 'may-handle') : []
  return [...organisation.people.keys()].filter(
    (person) =>
      person !== state.handler &&
      !isWalledOff(state, person) &&
      postsOver(organisation, person, state.unit).some((post) => posts.includes(post)),
  )
}

function pathFrom({ units }: Organisation, unit: string): string[] {
  const path: string[] = []
  for (let at = units.get(unit); at && !path.includes(at.id); at = at.parent ? units.get(at.parent) : undefined)
    path.push(at.id)
  return path
}
