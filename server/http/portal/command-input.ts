import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import { type FieldProblem, type PortalCommand, portalChannel, type Typed } from '../../../api/portal.ts'
import { isEmail, isPhone, tidy } from '../../../api/portal-fields.ts'
import { commandNamed } from '../../../core/case/commands.ts'
import { isFirstOfField, issueProblems, type Read } from './filing-input.ts'

type Texts = (name: string) => string | undefined

/** What each form of the case page holds, as the input of its command. What the page knows itself is not asked. */
const candidates: Readonly<Record<PortalCommand, (text: Texts, typed: Typed) => Record<string, unknown>>> = {
  supplement: (text) =>
    Object.fromEntries(
      ['name', 'phone', 'email', 'address', 'happenedAt', 'place', 'product', 'respondent', 'request'].map((name) => [
        name,
        text(name),
      ]),
    ),
  'add-statement': (text) => ({ text: text('text') }),
  'record-answer': (text) => ({ response: text('response'), channel: portalChannel, reason: text('reason') }),
  survey: (text, typed) => ({ channel: portalChannel, scores: scoresIn(typed), text: text('text') }),
  'ask-review': (text) => ({ kind: text('kind') ?? 'review', reason: text('reason') }),
  withdraw: (text) => ({ reason: text('reason') }),
}

/** What only the page demands, beside the command's own schema. */
const demands: Partial<Readonly<Record<PortalCommand, (typed: Typed, text: Texts) => FieldProblem[]>>> = {
  supplement: (_typed, text) => [
    ...(isGiven(text('phone'), isPhone) ? [] : [{ field: 'phone', code: 'phone' as const }]),
    ...(isGiven(text('email'), isEmail) ? [] : [{ field: 'email', code: 'email' as const }]),
  ],
  'record-answer': (_typed, text) =>
    text('response') === 'rejected' && !text('reason') ? [{ field: 'reason', code: 'required' }] : [],
  withdraw: (typed) => (typed.confirm === 'yes' ? [] : [{ field: 'confirm', code: 'confirm' }]),
}

/**
 * Reads a form of the case page.
 *
 * @param dimensions the pack's dimensions of the survey; each needs a score
 */
export function readCommand(command: PortalCommand, typed: Typed, dimensions: readonly string[]): Read<unknown> {
  const text: Texts = (name) => tidy(typed[name] ?? '') || undefined
  const parsed = schemaOf(command).safeParse(candidates[command](text, typed))
  const unscored = command === 'survey' ? dimensions.filter((one) => !(one in scoresIn(typed))) : []
  const problems: FieldProblem[] = [
    ...(demands[command]?.(typed, text) ?? []),
    ...unscored.map((one) => ({ field: `score-${one}`, code: 'score' as const })),
    ...issueProblems(parsed.error).filter(({ field }) => field !== 'scores'),
  ]
  return parsed.success && problems.length === 0
    ? { input: parsed.data }
    : { problems: problems.map(asChoice).filter(isFirstOfField) }
}

function schemaOf(command: PortalCommand): z.ZodType {
  const found = commandNamed(command)
  if (!found?.portal) throw new Error(`${command} is no command of the portal`)
  return found.input
}

function asChoice(problem: FieldProblem): FieldProblem {
  return problem.field === 'response' || problem.field === 'kind' ? { ...problem, code: 'choose' } : problem
}

function isGiven(value: string | undefined, isGood: (value: string) => boolean): boolean {
  return value === undefined || isGood(value)
}

function scoresIn(typed: Typed): Record<string, number> {
  const given = Object.entries(typed).filter(([name, value]) => name.startsWith('score-') && /^([1-9]|10)$/.test(value))
  return Object.fromEntries(given.map(([name, value]) => [name.slice('score-'.length), Number(value)]))
}

/** A form with nothing in it yet. */
export function emptyForm(command: PortalCommand) {
  return { command, requestKey: randomUUID(), typed: {}, problems: [] }
}
