import { z } from 'zod'
import { code, day, freeText, hash, id, sealed } from '../shared/fields.ts'
import { type Refusal, refuse } from '../shared/refusal.ts'
import { type OrganisationContext, organisationCommand } from './command.ts'
import type { OrganisationState, RevisionState } from './state.ts'

/** The files of a pack as they are written, by name: `obligations.yaml`, `examples/duties.yaml`. */
export const packTexts = () =>
  z.record(
    z
      .string()
      .regex(/^([a-z-]+\/)?[a-z0-9-]+\.yaml$/)
      .meta({ seal: 'clear' }),
    z.string().max(400_000).meta({ seal: 'clear' }),
  )
export type PackTexts = z.infer<ReturnType<typeof packTexts>>

const revision = () => id().meta({ seal: 'clear' })

/**
 * A rule is changed by two: one proposes the new version, with the day from which it is to be in force, another puts it
 * in force. A version that cannot be used, or whose golden cases come out otherwise than they say, is not taken.
 */
export const proposeRevision = organisationCommand({
  name: 'propose-revision',
  summary: 'Propose a new version of a pack, for complaints received from a day on.',
  post: 'system-administrator',
  input: z.strictObject({ pack: code(), base: hash(), texts: packTexts(), from: day(), reason: freeText(500) }),

  decide({ pack, base, from, reason }, context) {
    const { judged, today, allotted } = context
    if (!judged) throw new Error('the shell judges what is proposed')
    const latest = versionInForce(context, pack)
    if (latest === undefined)
      return refuse('organisation.no-such-pack', { packs: [pack], known: [...context.packs.keys()] })
    if (latest !== base) return refuse('revision.outdated')
    const wrong = whyUnusable(context)
    if (wrong) return wrong
    if (judged.hash === base) return refuse('revision.unchanged')
    if (from < today) return refuse('revision.from-past', { today })
    const said = { pack, hash: judged.hash, base, source: judged.source, from, reason: sealed(reason) }
    return [{ type: 'PackRevisionProposed', revision: allotted.revision, proposer: context.actor.id, ...said }]
  },
})

export const putInForce = organisationCommand({
  name: 'put-in-force',
  summary:
    'Put a proposed version of a pack in force. Cases already received keep the version they were received under.',
  post: 'security-administrator',
  input: z.strictObject({ revision: revision() }),

  decide({ revision }, context) {
    const found = pending(context.state, revision)
    if ('code' in found) return found
    const { pack, hash, base, from, proposer } = found
    if (proposer === context.actor.id) return refuse('revision.own')
    if (versionInForce(context, pack) !== base || context.judged?.hash !== hash) return refuse('revision.outdated')
    const wrong = whyUnusable(context)
    if (wrong) return wrong
    // What was proposed for a day that has passed meanwhile is in force from today: no rule reaches back.
    const since = from < context.today ? context.today : from
    return [{ type: 'PackRevisionPutInForce', revision, pack, hash, from: since }]
  },
})

export const returnRevision = organisationCommand({
  name: 'return-revision',
  summary: 'Send a proposed version of a pack back with a reason.',
  post: 'security-administrator',
  input: z.strictObject({ revision: revision(), reason: freeText(500) }),

  decide({ revision, reason }, { state }) {
    const found = pending(state, revision)
    return 'code' in found ? found : [{ type: 'PackRevisionReturned', revision, reason: sealed(reason) }]
  },
})

export const withdrawRevision = organisationCommand({
  name: 'withdraw-revision',
  summary: 'Take a proposed version of a pack back.',
  post: 'system-administrator',
  input: z.strictObject({ revision: revision() }),

  decide({ revision }, { state }) {
    const found = pending(state, revision)
    return 'code' in found ? found : [{ type: 'PackRevisionWithdrawn', revision }]
  },
})

/** The latest version of a pack, in force or about to be: the last one put in force, or the one that came with the program. */
function versionInForce({ state, packs }: OrganisationContext, pack: string): string | undefined {
  return state.versions.findLast((one) => one.pack === pack)?.hash ?? packs.get(pack)?.hash
}

function pending({ revisions }: OrganisationState, revision: string): RevisionState | Refusal {
  const found = revisions[revision]
  if (!found) return refuse('revision.unknown')
  return found.status === 'proposed' ? found : refuse('revision.settled', { status: found.status })
}

function whyUnusable({ judged }: OrganisationContext): Refusal | undefined {
  if (!judged || judged.problems > 0) return refuse('revision.unusable', { problems: judged?.problems ?? 1 })
  if (judged.examples === 0) return refuse('revision.no-examples')
  return judged.failed > 0 ? refuse('revision.examples-fail', { failed: judged.failed }) : undefined
}
