import { createHash, randomUUID } from 'node:crypto'
import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import {
  type CommandForm,
  type FileSaid,
  type PortalCaseView,
  type PortalCommand,
  portalCommands,
  type Typed,
} from '../../../api/portal.ts'
import { commandNamed } from '../../../core/case/commands.ts'
import { canonical } from '../../../core/shared/canonical.ts'
import type { Refusal } from '../../../core/shared/refusal.ts'
import { handleCommand } from '../../handle-command.ts'
import { complainantOf, readPortalCase, surveyedOn } from '../../read/portal-case.ts'
import { sentenceOf } from '../../words.ts'
import { emptyForm, readCommand } from './command-input.ts'
import { typedIn, withoutHidden } from './form-body.ts'
import type { Visit } from './visit.ts'

const here = '/portal/case'
/** Commands that answer to what the office said: they are refused where it said something else meanwhile. */
const answering: readonly PortalCommand[] = ['record-answer', 'survey']

type Shown = {
  readonly form?: Omit<CommandForm, 'requestKey'> & { readonly requestKey?: string }
  readonly done?: PortalCommand | 'files' | null
  /** Files of a plain form that were not taken, and how many were. */
  readonly files?: readonly FileSaid[]
  readonly taken?: number
}

/** The case as its complainant may see it, with the forms that are possible now. */
export async function showCase(
  visit: Visit,
  caseId: string,
  { form, done = null, files = [], taken = 0 }: Shown,
  status: number,
): Promise<FastifyReply> {
  const view = await readPortalCase(visit.house, visit.organisation, caseId, visit.language)
  return visit.show({ page: 'case', view, forms: formsOf(view, form), done, refused: files, taken }, here, status)
}

/** A form that was refused stays on the page, even where it is no longer possible: what was typed is in it. */
function formsOf(view: PortalCaseView, shown: Shown['form']): CommandForm[] {
  const names = portalCommands.filter((command) => view.possible.includes(command) || command === shown?.command)
  return names.map((command) =>
    command === shown?.command
      ? { requestKey: randomUUID(), ...shown, typed: withoutHidden(shown.typed) }
      : emptyForm(command),
  )
}

/** The page of a case, after `?done=` with a word that it was received. */
export function openCase(visit: Visit, caseId: string): Promise<FastifyReply> {
  const asked = (visit.request.query as Typed).done
  const done = asked === 'files' ? asked : portalCommands.find((command) => command === asked)
  return showCase(visit, caseId, { done: done ?? null }, 200)
}

/** Carries out what a form of the case page asks for, or shows the page again with what is wrong and all that was typed. */
export async function takeCommand(visit: Visit, caseId: string, command: PortalCommand): Promise<FastifyReply> {
  const typed = typedIn(visit.request)
  const key = z.uuid().safeParse(typed.key).data
  if (!key) return showCase(visit, caseId, { form: { command, typed, problems: [], notice: 'out-of-date' } }, 422)
  const read = readCommand(command, typed, command === 'survey' ? await surveyedOn(visit.house, caseId) : [])
  if ('problems' in read)
    return showCase(visit, caseId, { form: { command, requestKey: key, typed, problems: read.problems } }, 422)
  const refusal = await carryOut(visit, caseId, command, key, read.input, typed)
  if (refusal) return refused(visit, caseId, { command, requestKey: key, typed, problems: [] }, refusal)
  return visit.reply.redirect(`${here}?done=${command}#main`, 303)
}

async function carryOut(
  visit: Visit,
  caseId: string,
  name: PortalCommand,
  key: string,
  input: unknown,
  { turns }: Typed,
): Promise<Refusal | undefined> {
  const command = commandNamed(name)
  if (!command) throw new Error(`no command ${name}`)
  const caller = complainantOf(caseId)
  const bodyHash = createHash('sha256')
    .update(`${name}\n${canonical(input)}`)
    .digest()
  const seen = answering.includes(name) && /^\d{1,9}$/.test(turns ?? '') ? { ifMatch: Number(turns) } : {}
  const answer = await handleCommand(visit.house, {
    command,
    caseId,
    input,
    caller,
    key: { scope: caller.id, key, bodyHash },
    ...seen,
  })
  return 'refusal' in answer ? answer.refusal : undefined
}

function refused(
  visit: Visit,
  caseId: string,
  form: Omit<CommandForm, 'notice'>,
  refusal: Refusal,
): Promise<FastifyReply> {
  const { requestKey: _, ...fresh } = form
  if (refusal.code === 'case.changed-meanwhile')
    return showCase(visit, caseId, { form: { ...fresh, notice: 'changed-meanwhile' } }, 409)
  if (refusal.code === 'request.key-reused')
    return showCase(visit, caseId, { form: { ...fresh, notice: 'check-again' } }, 409)
  return showCase(visit, caseId, { form: { ...form, refusal: sentenceOf(refusal, visit.language) } }, 422)
}
