import { z } from 'zod'
import { link } from '../case/channel-rules.ts'
import { type Context, command } from '../case/command.ts'
import { type CaseEvent, complainantKinds } from '../case/events.ts'
import { theComplainant } from '../case/parties.ts'
import { nobodyLeft } from '../case/wall.ts'
import { postsWith } from '../policy/pack-in-force.ts'
import { code, freeText, id, moment, money, sealed, term } from '../shared/fields.ts'
import { isRefusal, type Refusal, refuse } from '../shared/refusal.ts'
import { missingItems } from './missing-items.ts'

const own = `party:${theComplainant}` as const

const input = z.strictObject({
  kind: z.enum(['complaint', 'inquiry', 'suggestion']).default('complaint'),
  channel: code().meta({ widget: 'channel' }),
  unit: id().meta({ widget: 'unit' }),
  complainantKind: z.enum(complainantKinds).default('individual'),
  name: freeText(80).optional(),
  phone: freeText(32).optional(),
  email: freeText(120).optional(),
  address: freeText(200).optional(),
  identity: freeText(40).optional(),
  groupSize: z.int().min(1).max(1_000_000).default(1),
  title: freeText(120),
  content: freeText(10_000),
  request: freeText(2000).optional(),
  product: freeText(120).optional(),
  place: freeText(200).optional(),
  respondent: freeText(120).optional(),
  /** Members of staff whom it complains of; they never see it. */
  respondents: z.array(id()).max(20).optional().meta({ widget: 'several-staff' }),
  /** The number that a regulator, an association, a platform or a letter gave it. */
  reference: freeText(120).optional(),
  /** Where it was posted in public. */
  post: link().optional().meta({ seal: 'sealed', widget: 'line' }),
  amountAsked: money().optional(),
  happenedAt: moment().optional(),
  submittedAt: moment().optional(),
  /** The acceptance conditions that hold; given, the case is accepted in the same step. */
  accept: z.array(code()).optional(),
  recordedSteps: z.array(term()).max(20).optional(),
})
export type Registration = z.infer<typeof input>

export const register = command({
  name: 'register',
  summary: 'Write down a complaint as it was told, in the words of the complainant.',
  stages: ['intake'],
  authority: 'may-register',
  portal: true,
  creates: true,
  input,

  decide(given, context) {
    const { pack, now, around } = context
    if (!pack.content.intake.channels[given.channel])
      return refuse('intake.no-such-channel', { channel: given.channel }, pack.at('intake.channels'))
    if (!around.isUnit(given.unit)) return refuse('organisation.no-such-unit')
    if ((given.submittedAt ?? now) > now) return refuse('intake.submitted-in-future')
    if ((given.happenedAt ?? now) > now) return refuse('intake.happened-in-future')
    const beyond = beyondActor(given, context)
    if (beyond) return beyond
    const unmet =
      given.accept && Object.keys(pack.content.intake.conditions).filter((one) => !given.accept?.includes(one))
    if (unmet?.length) return refuse('intake.conditions-not-met', { conditions: unmet }, pack.at('intake.conditions'))
    const accepted: CaseEvent[] = given.accept ? [{ type: 'CaseAccepted', conditions: given.accept }] : []
    const named = respondentsOf(given, context)
    return isRefusal(named) ? named : [registered(given, context), ...named, ...accepted]
  },
})

/** The facts that name those complained of, each once, or why they cannot be named. */
function respondentsOf({ respondents = [], unit }: Registration, context: Context): CaseEvent[] | Refusal {
  const { actor, around } = context
  const named = [...new Set(respondents)]
  if (named.length === 0) return []
  if (actor.kind === 'complainant') return refuse('case.not-for-complainant', { command: 'name-respondent' })
  if (named.includes(actor.id)) return refuse('wall.not-oneself')
  if (!named.every((staff) => around.isPerson(staff))) return refuse('organisation.no-such-person')
  return nobodyLeft(unit, named, context) ?? named.map((staff) => ({ type: 'RespondentNamed', staff }))
}

/** What takes more than the authority to register: to accept in the same step, and to say what an old record holds. */
function beyondActor({ accept, recordedSteps }: Registration, { actor, pack }: Context): Refusal | undefined {
  if (actor.kind === 'system') return undefined
  if (recordedSteps) return refuse('intake.steps-of-imports-only')
  const posts = postsWith(pack, 'may-accept')
  if (!accept || (actor.kind === 'staff' && posts.some((post) => actor.posts.includes(post)))) return undefined
  return refuse(
    'case.no-authority',
    { command: 'accept', authority: 'may-accept', posts },
    pack.at('authority.authorities.may-accept'),
  )
}

function registered(given: Registration, { packs, calendarHash, now, allotted, actor }: Context): CaseEvent {
  if (!allotted) throw new Error('register needs a number and a receipt')
  return {
    type: 'CaseRegistered',
    ...allotted,
    kind: given.kind,
    channel: given.channel,
    unit: given.unit,
    regimes: packs.map((pack) => ({ pack: pack.id, hash: pack.hash, version: pack.content.manifest.version })),
    calendar: calendarHash,
    submittedAt: actor.kind === 'complainant' ? now : (given.submittedAt ?? now),
    happenedAt: given.happenedAt,
    party: partyOf(given),
    groupSize: given.groupSize,
    title: sealed(given.title, own),
    content: sealed(given.content, own),
    request: sealed(given.request, own),
    product: sealed(given.product),
    place: sealed(given.place, own),
    respondent: sealed(given.respondent),
    reference: sealed(given.reference, own),
    post: sealed(given.post, own),
    amountAsked: given.amountAsked,
    missing: missingItems(given, packs),
    ...(given.recordedSteps && { recordedSteps: given.recordedSteps, asIfInForce: true }),
  }
}

function partyOf(given: Registration) {
  return {
    id: theComplainant,
    role: 'complainant' as const,
    kind: given.complainantKind,
    name: sealed(given.name, own),
    phone: sealed(given.phone, own),
    email: sealed(given.email, own),
    address: sealed(given.address, own),
    identity: sealed(given.identity, own),
  }
}
