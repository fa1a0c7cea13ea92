import { issuedToken, newToken, tokenList } from '../../api/tokens.ts'
import { issueToken } from '../../core/organisation/commands.ts'
import type { House } from '../house.ts'
import { handleOrganisation } from '../organisation/handle-organisation.ts'
import { readTokens } from '../read/tokens.ts'
import { drawToken, tokenDigest } from '../tokens/token.ts'
import { founded } from './case-routes.ts'
import { sendRefusal } from './refusals.ts'
import { type App, staffOf } from './routes.ts'

/** The keys of other systems. A key is drawn here, shown once in the answer, and kept as a digest only. */
export function tokenRoutes(app: App, house: House): void {
  app.get('/api/tokens', { schema: { response: { 200: tokenList } } }, async (_request, reply) =>
    reply.send(await readTokens(house, await founded(house))),
  )
  app.post('/api/tokens', { schema: { body: newToken, response: { 200: issuedToken } } }, async (request, reply) => {
    const token = drawToken()
    const caller = { kind: 'staff', id: staffOf(request) } as const
    const input = issueToken.input.parse({ ...request.body, digest: tokenDigest(token) })
    const answer = await handleOrganisation(house, { command: issueToken, input, caller })
    if ('refusal' in answer) return sendRefusal(request, reply, answer.refusal)
    return reply.send({ id: answer.receipt.id, token })
  })
}
