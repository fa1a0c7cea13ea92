import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import {
  type FieldProblem,
  type PendingForm,
  type PortalNotice,
  portalCommands,
  type Typed,
} from '../../../api/portal.ts'
import { parseNumber } from '../../../api/portal-fields.ts'
import { normaliseQueryCode } from '../../crypto/key-ring.ts'
import type { House } from '../../house.ts'
import { showCase } from './case.ts'
import { enter, isKnownHere } from './door.ts'
import { typedIn, withoutHidden } from './form-body.ts'
import { forgiveTry, mayTry, networkOf } from './tries.ts'
import type { Visit } from './visit.ts'

const here = '/portal/follow'
/** Failed tries: for one number, and from one network. With 80 random bits in a code neither gives a guesser a chance. */
const perNumber = { limit: 20, seconds: 86_400 }
const perNetwork = { limit: 30, seconds: 900 }

const pendingShape = z.strictObject({
  command: z.enum(portalCommands),
  typed: z.record(z.string().max(40), z.string().max(100_000)),
})

/** The door: asks for number and query code. */
export function showDoor(
  visit: Visit,
  {
    typed = {},
    problems = [],
    notice,
    pending = null,
  }: { typed?: Typed; problems?: readonly FieldProblem[]; notice?: PortalNotice; pending?: PendingForm | null },
  status: number,
): FastifyReply {
  return visit.show(
    { page: 'follow', form: { typed: withoutHidden(typed), problems, ...(notice && { notice }) }, pending },
    here,
    status,
  )
}

/**
 * Lets in who shows a number and its query code. An unknown number and a wrong code are told apart neither by the
 * answer nor by the work done for it.
 */
export async function takeFollow(visit: Visit): Promise<FastifyReply> {
  const { house, request, reply } = visit
  const typed = typedIn(request)
  const pending = pendingIn(typed)
  const [number, code] = [parseNumber(typed.number ?? ''), normaliseQueryCode((typed.code ?? '').normalize('NFKC'))]
  const problems = malformed(number, code)
  if (!number || problems.length > 0) return showDoor(visit, { typed, problems, pending }, 422)
  const tries = [`follow-from|${networkOf(request.ip)}`, `follow|${number}`] as const
  const allowed = [await mayTry(house, tries[0], perNetwork), await mayTry(house, tries[1], perNumber)]
  if (!allowed[0] || !(allowed[1] || isKnownHere(visit, number)))
    return showDoor(visit, { typed, notice: 'too-many-tries', pending }, 429)
  const caseId = await caseByCode(house, number, code)
  if (!caseId) return showDoor(visit, { typed, notice: 'wrong-code', pending }, 401)
  await forgiveTry(house, ...tries)
  await enter(visit, { id: caseId, number })
  return pending
    ? showCase(visit, caseId, { form: { ...pending, problems: [], notice: 'check-again' } }, 200)
    : reply.redirect('/portal/case', 303)
}

const codeLength = 19

function malformed(number: string | undefined, code: string): FieldProblem[] {
  return [
    ...(number ? [] : [{ field: 'number', code: 'required' as const }]),
    ...(code.length === codeLength ? [] : [{ field: 'code', code: 'required' as const }]),
  ]
}

async function caseByCode({ pool, ring }: House, number: string, code: string): Promise<string | undefined> {
  const { rows } = await pool.query<{ id: string | null }>({
    name: 'case-by-code',
    text: 'select case_by_code($1, $2) as id',
    values: [number, ring.digest('query-code', code)],
  })
  return rows[0]?.id ?? undefined
}

/** What was typed when the session was over, as the page before carried it along; nothing where it was tampered with. */
function pendingIn({ pending }: Typed): PendingForm | null {
  try {
    return pendingShape.safeParse(JSON.parse(pending ?? '')).data ?? null
  } catch {
    return null
  }
}
