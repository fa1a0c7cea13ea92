import { issueToken } from '../../core/organisation/commands.ts'
import type { TokenScope } from '../../core/organisation/state.ts'
import type { House } from '../house.ts'
import { handleOrganisation } from '../organisation/handle-organisation.ts'
import { drawToken, tokenDigest } from '../tokens/token.ts'

/** A key for another system, as the administrators' screen would issue it. @returns the key itself */
export async function issueKey(house: House, name: string, scopes: readonly TokenScope[]): Promise<string> {
  const token = drawToken()
  const until = Temporal.Instant.from(house.now()).add({ hours: 240 }).toString().slice(0, 10)
  const input = { name, scopes: [...scopes], until, digest: tokenDigest(token) }
  const answer = await handleOrganisation(house, { command: issueToken, input, caller: { kind: 'system', id: 'test' } })
  if ('refusal' in answer) throw new Error(answer.refusal.code)
  return token
}

/** What a telephone system does about one call: it tells, and nothing else. */
export type Telephone = {
  ring(agent: string, number?: string): Promise<number>
  answer(): Promise<number>
  hangUp(): Promise<number>
  record(reference: string): Promise<number>
}

/**
 * A telephone system that speaks to the product over HTTP.
 *
 * @param call its own name of the call
 * @returns each step gives the status that was answered
 */
export function telephone(url: string, key: string, call: string): Telephone {
  let agent = ''
  const tell = async (event: string, more: object = {}) => {
    const { status } = await fetch(`${url}/api/v1/calls`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ call, event, agent, ...more }),
    })
    return status
  }
  return {
    ring: (who, number) => {
      agent = who
      return tell('begun', { ...(number && { number }) })
    },
    answer: () => tell('answered'),
    hangUp: () => tell('ended'),
    record: (recording) => tell('recorded', { recording }),
  }
}
