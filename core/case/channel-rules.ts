import { z } from 'zod'
import { type Refusal, refuse } from '../shared/refusal.ts'
import type { Context } from './command.ts'

/** Where something stands on the web; nothing else is ever opened from it. */
export const link = () =>
  z
    .string()
    .trim()
    .max(500)
    .regex(/^https?:\/\/[^\s<>"'\\]+$/i)

/** The reply as it stands where the complaint was posted. */
export const postedField = { posted: link().optional().meta({ seal: 'sealed', widget: 'line', ofPosted: true }) }

/**
 * Why somebody may only promise to pass the matter on: by this channel the front line gives no reply. Whoever holds another
 * post as well speaks under that.
 */
export function mayOnlyPassOn({ state, actor, pack }: Context): Refusal | undefined {
  const rule = pack.content.intake.channels[state.channel]?.pass_on_only
  if (!rule || actor.kind !== 'staff' || actor.posts.some((post) => !rule.posts.includes(post))) return undefined
  const path = pack.at(`intake.channels.${state.channel}.pass_on_only`)
  return refuse('feedback.pass-on-only', { channel: pack.content.intake.channels[state.channel]?.name }, path)
}

/** Why the answer has to wait: by this channel it is given once the investigation is concluded. */
export function mustInvestigateFirst({ state, actor, pack }: Context): Refusal | undefined {
  const channel = pack.content.intake.channels[state.channel]
  if (!channel?.after_investigation || actor.kind !== 'staff' || state.moments.InvestigationConcluded) return undefined
  const path = pack.at(`intake.channels.${state.channel}.after_investigation`)
  return refuse('feedback.after-investigation', { channel: channel.name }, path)
}

/**
 * Why a reply cannot be given like this: what was posted in public is answered where it stands, and the link shows it.
 *
 * @param told the channel of the reply and its link
 * @param last true for the answer itself; a word on the way may also go by another channel
 */
export function whyNotThere(
  told: { readonly channel: string; readonly posted?: string | undefined },
  { state, actor, pack }: Context,
  last: boolean,
): Refusal | undefined {
  const channel = pack.content.intake.channels[state.channel]
  if (!channel?.posted?.answered_there || actor.kind === 'system') return undefined
  const path = pack.at(`intake.channels.${state.channel}.posted`)
  if (last && told.channel !== state.channel)
    return refuse('feedback.answer-where-posted', { channel: channel.name }, path)
  if (told.channel !== state.channel || told.posted) return undefined
  return refuse('feedback.reply-needs-link', { channel: channel.name }, path)
}
