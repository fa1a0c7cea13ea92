import type { OrganisationEvent, OrganisationEventOf, OrganisationEventType } from './events.ts'
import { isSame, type OrganisationState, type PersonState, type RevisionState, type UnitState } from './state.ts'

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

  PostDelegated: ({ type, delegation, ...lent }, { delegations }) => ({
    delegations: [...delegations, { id: delegation, ...lent }],
  }),
  DelegationEnded: ({ delegation }, { delegations }) => ({
    delegations: delegations.filter(({ id }) => id !== delegation),
  }),

  QualificationRecorded: ({ person, name, until }, { qualifications }) => ({
    qualifications: [
      ...qualifications.filter((one) => one.person !== person || one.name !== name),
      { person, name, ...(until && { until }) },
    ],
  }),
  QualificationWithdrawn: ({ person, name }, { qualifications }) => ({
    qualifications: qualifications.filter((one) => one.person !== person || one.name !== name),
  }),
  TokenIssued: ({ token, name, scopes, until, digest }, { tokens }) => ({
    tokens: [...tokens, { id: token, name, scopes, until, digest }],
  }),
  WebhookAdded: ({ webhook, name, events }, { webhooks }) => ({
    webhooks: [...webhooks, { id: webhook, name, events }],
  }),
  WebhookRemoved: ({ webhook }, { webhooks }) => ({ webhooks: webhooks.filter(({ id }) => id !== webhook) }),
  ChannelSet: ({ channel }, { channels }) => ({ channels: [...channels.filter((one) => one !== channel), channel] }),
  ChannelRemoved: ({ channel }, { channels }) => ({ channels: channels.filter((one) => one !== channel) }),
  LanguageModelSet: ({ use }) => ({ languageModel: use }),
  MessageDaysSet: ({ days }) => ({ messageDays: days }),
  TokenRevoked: ({ token }, { tokens }) => ({ tokens: tokens.filter(({ id }) => id !== token) }),

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
