import { createHash, randomUUID } from 'node:crypto'
import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import type { FieldProblem, PortalForm, PortalNotice, PortalPage, Typed } from '../../../api/portal.ts'
import { register } from '../../../core/1-intake/register.ts'
import type { Command } from '../../../core/case/command.ts'
import { canonical } from '../../../core/shared/canonical.ts'
import type { Refusal } from '../../../core/shared/refusal.ts'
import type { Caller } from '../../call.ts'
import type { Organisation, Unit } from '../../directory.ts'
import { handleCommand } from '../../handle-command.ts'
import type { RequestKey } from '../../request-key.ts'
import { sentenceOf } from '../../words.ts'
import { enter } from './door.ts'
import { offerAll } from './files.ts'
import { readFiling } from './filing-input.ts'
import { hasWorked, readStamp, stampFor } from './filing-stamp.ts'
import { typedIn, withoutHidden } from './form-body.ts'
import { filesIn } from './multipart.ts'
import { forgiveTry, mayTry, networkOf } from './tries.ts'
import type { Visit } from './visit.ts'

const here = '/portal/file'
const registering = register as unknown as Command
const caller: Caller = { kind: 'complainant', id: 'complainant', party: 'p1' }
/** Filings from one network: of pages that worked for it, and of those without a script. */
const perNetwork = { worked: { limit: 60, seconds: 3600 }, idle: { limit: 20, seconds: 3600 } } as const

type Again = Partial<PortalForm> & { readonly key?: string | undefined }

/** The empty form. */
export function showFiling(visit: Visit): FastifyReply {
  return showForm(visit, {}, 200)
}

/**
 * Takes a filed complaint. Whatever is wrong, the form comes back with everything that was typed; the same form sent
 * twice gives the same receipt.
 */
export async function takeFiling(visit: Visit): Promise<FastifyReply> {
  const typed = typedIn(visit.request)
  const key = z.uuid().safeParse(typed.key).data
  if (typed.switch) return showForm(visit, { typed, key }, 200)
  const notice = key ? suspicion(visit, typed, key) : 'out-of-date'
  if (notice || !key) return showForm(visit, { typed, key: notice === 'out-of-date' ? undefined : key, notice }, 422)
  const root = [...visit.organisation.units.values()].find((unit) => unit.parent === null)
  const read = readFiling(typed, { zone: visit.organisation.office.zone, root: root?.id ?? '' })
  if ('problems' in read) return showForm(visit, { typed, key, problems: read.problems }, 422)
  return file(visit, typed, key, read.input)
}

/** What speaks for a program or for a page of yesterday; people are told what to do and lose nothing. */
function suspicion({ house }: Visit, typed: Typed, key: string): PortalNotice | undefined {
  const stamp = readStamp(house, key, typed.opened ?? '', hasWorked(typed.opened ?? '', typed.proof ?? ''))
  if (stamp === 'false') return 'out-of-date'
  if (typed.website) return 'robot'
  return stamp === 'quick' ? 'too-quick' : undefined
}

async function file(visit: Visit, typed: Typed, key: string, input: unknown): Promise<FastifyReply> {
  const { house, request, reply } = visit
  const road = hasWorked(typed.opened ?? '', typed.proof ?? '') ? 'worked' : 'idle'
  const from = `file-${road}|${networkOf(request.ip)}`
  if (!(await mayTry(house, from, perNetwork[road])))
    return showForm(visit, { typed, key, notice: 'too-many-filings' }, 429)
  const answer = await handleCommand(house, { command: registering, input, caller, key: requestKey(key, input) })
  if ('refusal' in answer || answer.replayed) await forgiveTry(house, from)
  if ('refusal' in answer) return refused(visit, typed, key, answer.refusal)
  await enter(visit, answer.receipt)
  const unfiled = await offerAll(visit, answer.receipt.id)
  return reply.redirect(unfiled.length > 0 ? `/portal/receipt?unfiled=${unfiled.length}` : '/portal/receipt', 303)
}

/** Nobody is signed in yet: the key, which only this form holds, is its own scope. */
function requestKey(key: string, input: unknown): RequestKey {
  const scope = `portal:${createHash('sha256').update(key).digest('base64url')}`
  return { scope, key, bodyHash: createHash('sha256').update(canonical(input)).digest() }
}

function refused(visit: Visit, typed: Typed, key: string, refusal: Refusal): FastifyReply {
  // Sent already, then changed and sent again: a new key makes it a complaint of its own, if that is what is wanted.
  if (refusal.code === 'request.key-reused') return showForm(visit, { typed, notice: 'sent-already' }, 409)
  const problem = fieldOf[refusal.code]
  return showForm(
    visit,
    { typed, key, ...(problem ? { problems: [problem] } : { refusal: sentenceOf(refusal, visit.language) }) },
    422,
  )
}

const fieldOf: Readonly<Record<string, FieldProblem>> = {
  'intake.happened-in-future': { field: 'happenedOn', code: 'future' },
  'organisation.no-such-unit': { field: 'unit', code: 'choose' },
}

function showForm(
  visit: Visit,
  { typed = {}, problems = [], notice, refusal, key = randomUUID() }: Again,
  status: number,
): FastifyReply {
  const form = { typed: withoutHidden(typed), problems, ...(notice && { notice }), ...(refusal && { refusal }) }
  const kept = typed.opened !== undefined && readStamp(visit.house, key, typed.opened) !== 'false'
  const opened = kept ? (typed.opened ?? '') : stampFor(visit.house, key)
  return visit.show(
    {
      page: 'file',
      form,
      units: unitChoices(visit.organisation),
      today: today(visit),
      requestKey: key,
      opened,
      filesLost: filesIn(visit.request).length > 0,
    },
    here,
    status,
  )
}

function today({ house, organisation }: Visit): string {
  return Temporal.Instant.from(house.now()).toZonedDateTimeISO(organisation.office.zone).toPlainDate().toString()
}

/** The open units in the order of the tree, each with its depth. */
function unitChoices({ units }: Organisation): Extract<PortalPage, { page: 'file' }>['units'] {
  const all = [...units.values()].sort((a, b) => a.name.localeCompare(b.name, 'zh'))
  const under = (parent: string | null, depth: number): { unit: Unit; depth: number }[] =>
    all.filter((unit) => unit.parent === parent).flatMap((unit) => [{ unit, depth }, ...under(unit.id, depth + 1)])
  return under(null, 0)
    .filter(({ unit }) => !unit.closed)
    .map(({ unit: { id, name }, depth }) => ({ id, name, depth }))
}
