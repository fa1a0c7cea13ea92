import { z } from 'zod'
import { type Context, command } from '../case/command.ts'
import { deputyOfRespondent } from '../case/lent-posts.ts'
import { type Extendable, extendables, extendedTo } from '../obligations/extend.ts'
import { code, freeText, sealed } from '../shared/fields.ts'
import { type Refusal, refuse } from '../shared/refusal.ts'

/** A form shows a field with this only once the other field says so, and asks for it then. */
const neededIf = { field: 'extend', is: true }

export const decideExtension = command({
  name: 'decide-extension',
  summary: 'Grant or refuse more time; the complainant is told of what is granted.',
  stages: ['intake', 'triage', 'investigation', 'resolution', 'feedback'],
  authority: 'may-approve',
  input: z.strictObject({
    extend: z.boolean(),
    reason: freeText(2000),
    /** How and what the complainant is told; asked for where more time is granted. */
    channel: code().optional().meta({ widget: 'channel', neededIf }),
    text: freeText(4000).optional().meta({ neededIf }),
  }),
  posts: (context) => asked(context)?.next.approve ?? [],
  possible: mayNotDecide,

  decide({ extend, reason, channel, text }, context) {
    const found = asked(context)
    if (!found) return refuse('extension.nothing-asked')
    const { one, next } = found
    const which = { regime: one.regime, duty: one.duty, round: one.round }
    if (!extend) return [{ type: 'ExtensionRefused', ...which, reason: sealed(reason) }]
    if (!channel || !text) return refuse('extension.untold')
    const more = extendedTo(found, context.now, context.calendar)
    return [
      { type: 'ExtensionGranted', ...which, to: next.to, ...more, reason: sealed(reason) },
      { type: 'ComplainantInformed', channel, text: sealed(text) },
    ]
  },
})

function asked({ state, packs }: Context): Extendable | undefined {
  return extendables(state, packs).find(({ one }) => one.asked)
}

function mayNotDecide(context: Context): Refusal | undefined {
  const found = asked(context)
  if (!found) return refuse('extension.nothing-asked')
  const { one, next, pack } = found
  const { actor } = context
  const clause = pack.at(`obligations.${one.duty}.extend`)
  if (actor.id === one.asked?.by) return refuse('extension.own-request', {}, clause)
  if (actor.kind === 'staff' && !next.approve.some((post) => actor.posts.includes(post)))
    return refuse('extension.beyond-authority', { posts: next.approve }, clause)
  return deputyOfRespondent(context)
}
