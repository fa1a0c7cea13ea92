import { z } from 'zod'
import { day, hash, id } from '../shared/fields.ts'
import { refuse } from '../shared/refusal.ts'
import { organisationCommand } from './command.ts'
import { publicName } from './events.ts'
import { type TokenScope, tokenScopes } from './state.ts'

/** A key holds for so many days at most, and there are so many at a time. */
const mostDays = 400
const mostTokens = 50

const tokenScope = () => z.enum(tokenScopes as unknown as [TokenScope, ...TokenScope[]])

/** Run by the shell, which draws the key, shows it once and hands its digest in. */
export const issueToken = organisationCommand({
  name: 'issue-token',
  summary: 'Give another system a key of its own, for some acts and up to a day.',
  post: 'system-administrator',
  input: z.strictObject({
    name: publicName(),
    scopes: z.array(tokenScope()).min(1).max(tokenScopes.length),
    until: day(),
    digest: hash(),
  }),

  decide({ name, scopes, until, digest }, { state, today, allotted }) {
    if (until < today) return refuse('token.over', { today })
    if (Temporal.PlainDate.from(today).add({ days: mostDays }).toString() < until)
      return refuse('token.too-long', { days: mostDays })
    if (state.tokens.some((one) => one.name === name)) return refuse('token.name-taken', { name })
    if (state.tokens.length >= mostTokens) return refuse('token.too-many', { most: mostTokens })
    return [{ type: 'TokenIssued', token: allotted.token, name, scopes: [...new Set(scopes)], until, digest }]
  },
})

export const revokeToken = organisationCommand({
  name: 'revoke-token',
  summary: 'Shut another system out at once.',
  post: 'system-administrator',
  input: z.strictObject({ token: id().meta({ seal: 'clear' }) }),

  decide({ token }, { state }) {
    return state.tokens.some((one) => one.id === token) ? [{ type: 'TokenRevoked', token }] : refuse('token.unknown')
  },
})
