import type { OrganisationEvent, OrganisationEventOf, OrganisationEventType } from './events.ts'
import type { HeldPost, OrganisationState, PersonState, RevisionState, UnitState } from './state.ts'

type Change = Partial<OrganisationState>
type Folders = { [T in OrganisationEventType]?: (event: OrganisationEventOf<T>, state: OrganisationState) => Change }

const folders: Folders = {
  OrganisationFounded: ({ name, hours, packs }) => ({ exists: true, name, hours, packs }),
  OrganisationRenamed: ({ name }) => ({ name }),
  HoursSet: ({ hours }) => ({ hours }),
  PacksAdopted: ({ packs }) => ({ packs }),

  UnitAdded: ({ unit, parent, name, kind }, { units }) => ({
    units: { ...units, [unit]: { name, kind, closed: false, ...(parent && { parent }) } },
  }),
  UnitRenamed: ({ unit, name }, state) => changeUnit(state, unit, { name }),
  UnitClosed: ({ unit }, state) => changeUnit(state, unit, { closed: true }),
  UnitHoursSet: ({ unit, hours }, state) => changeUnit(state, unit, { hours }),

  PersonAdded: ({ person }, { people }) => ({ people: { ...people, [person]: { disabled: false, posts: [] } } }),
  PersonDisabled: ({ person }, state) => changePerson(state, person, () => ({ disabled: true })),
  PersonEnabled: ({ person }, state) => changePerson(state, person, () => ({ disabled: false })),
  PostGiven: ({ person, post, unit }, state) =>
    changePerson(state, person, ({ posts }) => ({ posts: [...posts, { post, unit }] })),
  PostTaken: ({ person, post, unit }, state) =>
    changePerson(state, person, ({ posts }) => ({ posts: posts.filter((held) => !isSame(held, { post, unit })) })),

  PackRevisionProposed: ({ revision, pack, hash, base, source, from, proposer }, { revisions }) => ({
    revisions: { ...revisions, [revision]: { pack, hash, base, source, from, proposer, status: 'proposed' } },
  }),
  PackRevisionPutInForce: ({ revision, pack, hash, from }, state) => ({
    ...settle(state, revision, 'in-force'),
    versions: [...state.versions, { pack, hash, from }],
  }),
  PackRevisionReturned: ({ revision }, state) => settle(state, revision, 'returned'),
  PackRevisionWithdrawn: ({ revision }, state) => settle(state, revision, 'withdrawn'),
}

/**
 * The next state of an organisation. Total: it takes every fact and never refuses.
 *
 * @param state what the facts so far say
 * @param event the next fact
 */
export function evolveOrganisation(state: OrganisationState, event: OrganisationEvent): OrganisationState {
  const fold = folders[event.type] as ((event: OrganisationEvent, state: OrganisationState) => Change) | undefined
  return { ...state, ...fold?.(event, state), version: state.version + 1 }
}

/** Tells whether two holdings are of the same post at the same unit. */
export function isSame(one: HeldPost, other: HeldPost): boolean {
  return one.post === other.post && one.unit === other.unit
}

function changeUnit({ units }: OrganisationState, id: string, change: Partial<UnitState>): Change {
  const unit = units[id]
  return unit ? { units: { ...units, [id]: { ...unit, ...change } } } : {}
}

function changePerson(
  { people }: OrganisationState,
  id: string,
  change: (person: PersonState) => Partial<PersonState>,
): Change {
  const person = people[id]
  return person ? { people: { ...people, [id]: { ...person, ...change(person) } } } : {}
}

function settle({ revisions }: OrganisationState, id: string, status: RevisionState['status']): Change {
  const revision = revisions[id]
  return revision ? { revisions: { ...revisions, [id]: { ...revision, status } } } : {}
}
