import type { ToldEvent, toldParts } from '../../api/portal.ts'
import type { CaseEventType } from '../../core/case/events.ts'
import { theComplainant } from '../../core/case/parties.ts'
import type { PackInForce } from '../../core/policy/pack-in-force.ts'
import type { Organisation } from '../directory.ts'
import type { ToldFact } from '../trail/envelope.ts'
import type { Language } from '../words.ts'
import { maskEmail, maskPhone, maskText } from './mask.ts'
import { inLanguage } from './portal-deadlines.ts'

type Data = Readonly<Record<string, unknown>>
type Told = Omit<ToldEvent, 'version' | 'at'>
type Around = { readonly pack: PackInForce; readonly organisation: Organisation; readonly language: Language }
type Teller = (data: Data, fact: ToldFact, around: Around) => Told | undefined

/**
 * What a complainant is told of each kind of fact, value by value. A kind that does not stand here is not told, and a
 * value that is not named is not shown: findings, liability, proposals, notes and the names of staff have no line.
 */
const tellers: Partial<Readonly<Record<CaseEventType, Teller>>> = {
  CaseRegistered: () => ({ kind: 'received', parts: [] }),
  CaseAccepted: () => ({ kind: 'accepted', parts: [] }),
  CaseRefused: (data, _fact, around) => ({
    kind: 'refused',
    parts: [{ label: 'condition', text: conditionIn(data, around) }, part('reason', data.reason)],
  }),
  RegistrationSupplemented: (data) => {
    const parts = (data.fields as { field: string; value: unknown }[]).flatMap(supplemented)
    return parts.length > 0 ? { kind: 'supplemented', parts } : undefined
  },
  StatementAdded: (data, fact) => ({
    kind: fact.byKind === 'complainant' ? 'stated' : 'stated-for-you',
    parts: [part('text', data.text)],
  }),
  ComplaintAcknowledged: (data, _fact, around) => ({
    kind: 'acknowledged',
    ...channelIn(data, around),
    parts: given('text', data.text),
  }),
  CaseForwarded: (data, _fact, { organisation }) => ({
    kind: 'forwarded',
    unit: organisation.units.get(String(data.to))?.name ?? '',
    parts: [],
  }),
  CaseMerged: () => ({ kind: 'merged', parts: [] }),
  MergeUndone: () => ({ kind: 'unmerged', parts: [] }),
  CaseSplit: () => ({ kind: 'split', parts: [] }),
  SplitOff: () => ({ kind: 'split-off', parts: [] }),
  CaseWithdrawn: (data) => ({ kind: 'withdrawn', parts: given('reason', data.reason) }),
  InformationRequested: (data) =>
    data.from === 'complainant' ? { kind: 'asked', ...untilIn(data), parts: [part('what', data.what)] } : undefined,
  InformationReceived: (data) => (data.from === 'complainant' ? { kind: 'asked-received', parts: [] } : undefined),
  ComplainantInformed: (data, _fact, around) => ({
    kind: 'informed',
    ...channelIn(data, around),
    parts: given('text', data.text),
  }),
  PromiseMade: (data) => toComplainant(data, { kind: 'promised', ...untilIn(data), parts: [part('what', data.what)] }),
  PromiseKept: (data) => toComplainant(data, { kind: 'promise-kept', parts: [] }),
  PromiseReleased: (data) => toComplainant(data, { kind: 'promise-released', parts: [part('text', data.text)] }),
  ComplaintAnswered: (data, _fact, around) => ({
    kind: data.solved === true ? 'answered-solved' : 'answered-unsolved',
    ...channelIn(data, around),
    parts: [...given('text', data.text), ...given('cause', data.cause)],
  }),
  AnswerRecorded: (data) => ({
    kind: data.response === 'accepted' ? 'response-accepted' : 'response-rejected',
    parts: given('reason', data.reason),
  }),
  SurveyAnswered: (data, _fact, around) => ({
    kind: 'rated',
    parts: [{ label: 'scores', text: scoresIn(data, around) }, ...given('text', data.text)],
  }),
  ReviewRequested: (data) => ({
    kind: data.kind === 'appeal' ? 'appeal-asked' : 'review-asked',
    parts: [part('reason', data.reason)],
  }),
  ReviewDecided: (data) => ({
    kind: data.granted === true ? 'review-granted' : 'review-refused',
    parts: [part('reason', data.reason)],
  }),
  CaseClosed: () => ({ kind: 'closed', parts: [] }),
  CaseReopened: () => ({ kind: 'reopened', parts: [] }),
  EvidenceAdded: (data) => ({
    kind: 'file-offered',
    parts: [part('file', (data.file as Data | undefined)?.name)],
  }),
}

/** True for a fact of which the complainant is told anything; no other fact is opened for the portal. */
export function isTold({ type, data }: ToldFact): boolean {
  // Of evidence a complainant is told what the complainant brought.
  return type in tellers && (type !== 'EvidenceAdded' || data.offeredBy !== undefined)
}

/** The story of a case as its complainant may know it, newest first. */
export function tellComplainant(opened: readonly { fact: ToldFact; data: Data }[], around: Around): ToldEvent[] {
  const told = opened.flatMap(({ fact, data }) => {
    const one = tellers[fact.type as CaseEventType]?.(data, fact, around)
    return one ? [{ version: fact.version, at: fact.occurredAt, ...one }] : []
  })
  return told.reverse()
}

function part(label: (typeof toldParts)[number], value: unknown) {
  return { label, text: typeof value === 'string' ? value : null }
}

/** Nothing where the fact holds no such value; null where it held one and it was erased. */
function given(label: (typeof toldParts)[number], value: unknown) {
  return value === undefined ? [] : [part(label, value)]
}

const masks: Readonly<Record<string, (value: string) => string | null>> = {
  phone: maskPhone,
  email: maskEmail,
  address: maskText,
}

/** The own contact data as shown: somebody may be looking over the shoulder. */
export function maskOwn(field: string, value: unknown): string | null {
  if (typeof value !== 'string') return null
  return masks[field] ? masks[field](value) : value
}

/** What was added, but for the number by which offices speak of the complaint among themselves. */
function supplemented({ field, value }: { field: string; value: unknown }) {
  return field === 'reference' ? [] : [{ label: field as (typeof toldParts)[number], text: maskOwn(field, value) }]
}

function conditionIn({ condition }: Data, { pack, language }: Around): string | null {
  const known = pack.content.intake.conditions[String(condition)]
  return known ? inLanguage(known.text, language) : null
}

function channelIn({ channel }: Data, { pack, language }: Around): { channel?: string } {
  const { feedback, intake } = pack.content
  const known = feedback.channels[String(channel)] ?? intake.channels[String(channel)]
  return known ? { channel: inLanguage(known.name, language) } : {}
}

/** What others were promised is told to nobody else. */
function toComplainant({ party }: Data, told: Told): Told | undefined {
  return party === theComplainant ? told : undefined
}

function untilIn({ until }: Data): { until?: string } {
  return typeof until === 'string' ? { until } : {}
}

function scoresIn({ scores }: Data, { pack, language }: Around): string {
  const given = scores as Record<string, number>
  const { dimensions } = pack.content.feedback.survey
  const named = Object.entries(dimensions).flatMap(([id, { name }]) =>
    given[id] === undefined ? [] : [`${inLanguage(name, language)} ${given[id]}`],
  )
  return named.join(language === 'en' ? ', ' : '，')
}
