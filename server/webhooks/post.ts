import { createHmac } from 'node:crypto'
import { askOutside, type Ways } from './guarded-request.ts'

export type { Ways } from './guarded-request.ts'
export type Outgoing = {
  readonly url: URL
  readonly secret: string
  readonly id: string
  readonly body: string
  /** Seconds since 1970. */
  readonly at: number
}

/** `t=1770000000,v1=<hex>`: HMAC-SHA-256 over moment, dot and body, so that an old message cannot be sent again. */
function signatureOf(secret: string, at: number, body: string): string {
  return `t=${at},v1=${createHmac('sha256', secret).update(`${at}.${body}`).digest('hex')}`
}

/** Sends one message, signed. @returns the status, or a word for what went wrong */
export async function post({ url, secret, id, body, at }: Outgoing, ways: Ways): Promise<string> {
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'huiyin-webhook/1',
    'huiyin-message': id,
    'huiyin-signature': signatureOf(secret, at, body),
  }
  const answer = await askOutside({ url, method: 'POST', headers, body }, ways)
  return 'word' in answer ? answer.word : String(answer.status)
}
