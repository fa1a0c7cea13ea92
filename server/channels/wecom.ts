import type { WecomSettings } from '../../api/channels.ts'
import { isRefusal } from '../../core/shared/refusal.ts'
import { askOutside, type Ways } from '../webhooks/guarded-request.ts'
import { targetOf } from '../webhooks/target.ts'
import type { Outcome } from './outcome.ts'

/** What WeCom answers; `errcode` 0 is yes. */
type Said = { readonly errcode?: number; readonly access_token?: string; readonly expires_in?: number }
type Known = { readonly token: string; readonly until: number }

/** Codes by which WeCom says that the token is over, that it is busy or asked too often, and that nobody of that name may be told. */
const tokenIsOver = [40014, 42001, 40001]
const later = [-1, 45009, 45033, 6000]
/** A token is renewed so many seconds before it is over. */
const marginSeconds = 300
/** For so long WeCom takes the same text for the same message. */
const sameSeconds = 1800

const tokens = new Map<string, Known>()

/**
 * Sends a text to a member of the house by an application of WeCom. A token is asked for once and kept until it is nearly over, or
 * WeCom says that it is.
 *
 * @param to  the name of the member in WeCom
 * @param now seconds since 1970
 */
export async function sendWecom(
  settings: WecomSettings,
  { to, text }: { readonly to: string; readonly text: string },
  ways: Ways,
  now: number,
): Promise<Outcome> {
  const message = {
    ...{ touser: to, msgtype: 'text', agentid: settings.agentId, text: { content: text } },
    ...{ enable_duplicate_check: 1, duplicate_check_interval: sameSeconds },
  }
  for (let left = 2; ; left--) {
    const token = await tokenOf(settings, ways, now)
    if (typeof token !== 'string') return token
    const said = await ask(settings, `message/send?access_token=${encodeURIComponent(token)}`, ways, message)
    if ('outcome' in said) return said
    const code = said.errcode ?? 0
    if (code === 0) return { kind: 'sent', outcome: '0' }
    if (!tokenIsOver.includes(code) || left === 1) return refused(code)
    tokens.delete(keyOf(settings))
  }
}

async function tokenOf(settings: WecomSettings, ways: Ways, now: number): Promise<string | Outcome> {
  const known = tokens.get(keyOf(settings))
  if (known && known.until > now) return known.token
  const asked = new URLSearchParams({ corpid: settings.corpId, corpsecret: settings.secret })
  const said = await ask(settings, `gettoken?${asked}`, ways)
  if ('outcome' in said) return said
  if (said.errcode || !said.access_token) return refused(said.errcode ?? -1)
  tokens.set(keyOf(settings), { token: said.access_token, until: now + (said.expires_in ?? 7200) - marginSeconds })
  return said.access_token
}

function keyOf({ url, corpId, agentId, secret }: WecomSettings): string {
  return JSON.stringify([url, corpId, agentId, secret])
}

function refused(code: number): Outcome {
  return { kind: later.includes(code) || tokenIsOver.includes(code) ? 'later' : 'never', outcome: String(code) }
}

async function ask({ url }: WecomSettings, path: string, ways: Ways, body?: object): Promise<Said | Outcome> {
  const target = targetOf(`${url.replace(/\/$/, '')}/cgi-bin/${path}`, ways.inside)
  if (isRefusal(target)) return { kind: 'later', outcome: 'not-outside' }
  const headers = { 'content-type': 'application/json', 'user-agent': 'huiyin/1' }
  const asked = {
    url: target,
    headers,
    method: body ? ('POST' as const) : ('GET' as const),
    body: body ? JSON.stringify(body) : '',
  }
  const answer = await askOutside(asked, ways)
  if ('word' in answer) return { kind: 'later', outcome: answer.word }
  if (answer.status !== 200) return { kind: 'later', outcome: String(answer.status) }
  try {
    return JSON.parse(answer.body) as Said
  } catch {
    return { kind: 'later', outcome: 'unreadable' }
  }
}
