import type { SmsSettings } from '../../api/channels.ts'
import { isRefusal } from '../../core/shared/refusal.ts'
import { askOutside, type Ways } from '../webhooks/guarded-request.ts'
import { targetOf } from '../webhooks/target.ts'
import type { Outcome } from './outcome.ts'

/** Signs in a short message of one part, and in each part of a longer one, which bears a mark of its place. */
const wholePart = 70
const joinedPart = 67

/** How many short messages a text travels as. */
function partsOf(text: string): number {
  return text.length <= wholePart ? 1 : Math.ceil(text.length / joinedPart)
}

/** What is sent: `id` is always the same for one message, so that a gateway knows one that comes twice. */
export type ShortMessage = {
  readonly id: string
  readonly to: string
  readonly template: string
  readonly values: Readonly<Record<string, string>>
  readonly text: string
}

/**
 * Hands a short message to a gateway: JSON by POST, with the key as bearer. The text begins with the name of the sender in the
 * brackets that carriers ask for; whoever sends by templates takes template and values in place of it.
 */
export async function sendSms(
  { url, secret, sign }: SmsSettings,
  { id, to, template, values, text }: ShortMessage,
  ways: Ways,
): Promise<Outcome> {
  const target = targetOf(url, ways.inside)
  if (isRefusal(target)) return { kind: 'later', outcome: 'not-outside' }
  const signed = `【${sign}】${text}`
  const body = JSON.stringify({ id, to, sign, template, values, text: signed, parts: partsOf(signed) })
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${secret}`, 'user-agent': 'huiyin/1' }
  const answer = await askOutside({ url: target, method: 'POST', headers, body }, ways)
  if ('word' in answer) return { kind: 'later', outcome: answer.word }
  const outcome = String(answer.status)
  if (/^2/.test(outcome)) return { kind: 'sent', outcome }
  return { kind: /^4(?!08|29)/.test(outcome) ? 'never' : 'later', outcome }
}
