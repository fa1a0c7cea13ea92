import type { z } from 'zod'
import { type FieldProblem, portalChannel, type Typed } from '../../../api/portal.ts'
import { isEmail, isPhone, parseDay, parseTime, parseYuan, tidy } from '../../../api/portal-fields.ts'
import { type Registration, register } from '../../../core/1-intake/register.ts'
import { complainantKinds } from '../../../core/case/events.ts'

export type Read<T> = { readonly input: T } | { readonly problems: readonly FieldProblem[] }

const longestTitle = 60

/**
 * Reads a filed form as the input of `register`. Only what is malformed is a problem: what was left out is asked for
 * later and keeps no complaint out.
 *
 * @param zone the office's zone, in which the complainant's day and time are meant
 * @param root the unit that takes what nobody could place
 */
export function readFiling(typed: Typed, { zone, root }: { zone: string; root: string }): Read<Registration> {
  const text = (name: string) => tidy(typed[name] ?? '') || undefined
  const content = text('content')
  const [amount, happened] = [text('amount'), happenedAt(text('happenedOn'), text('happenedTime'), zone)]
  const minor = amount && parseYuan(amount)
  const candidate = {
    channel: portalChannel,
    unit: text('unit') ?? root,
    complainantKind: complainantKinds.find((kind) => kind === typed.complainantKind) ?? 'individual',
    title: text('title') ?? (content && beginningOf(content)),
    ...Object.fromEntries(
      ['content', 'request', 'product', 'place', 'respondent', 'name', 'phone', 'email'].map((name) => [
        name,
        text(name),
      ]),
    ),
    ...(typeof minor === 'number' && { amountAsked: { minor, currency: 'CNY' } }),
    ...(typeof happened === 'string' && { happenedAt: happened }),
  }
  const problems: FieldProblem[] = [
    ...(happened === false ? [{ field: 'happenedOn', code: 'day' as const }] : []),
    ...(amount && minor === undefined ? [{ field: 'amount', code: 'amount' as const }] : []),
    ...contactProblems(text('phone'), text('email')),
  ]
  const parsed = register.input.safeParse(candidate)
  if (parsed.success && problems.length === 0) return { input: parsed.data }
  return { problems: [...issueProblems(parsed.error), ...problems].filter(isFirstOfField) }
}

function contactProblems(phone: string | undefined, email: string | undefined): FieldProblem[] {
  return [
    ...(phone && !isPhone(phone) ? [{ field: 'phone', code: 'phone' as const }] : []),
    ...(email && !isEmail(email) ? [{ field: 'email', code: 'email' as const }] : []),
  ]
}

/** What the schema of a command found wrong, by field. */
export function issueProblems(error: z.ZodError | undefined): FieldProblem[] {
  return (error?.issues ?? []).map((issue) => {
    const field = String(issue.path[0] ?? '')
    if (issue.code === 'too_big') return { field, code: 'too-long', limit: Number(issue.maximum) }
    if (issue.code === 'invalid_format') return { field, code: field === 'unit' ? 'choose' : 'characters' }
    return { field, code: 'required' }
  })
}

export function isFirstOfField({ field }: FieldProblem, index: number, all: readonly FieldProblem[]): boolean {
  return all.findIndex((one) => one.field === field) === index
}

/** The first sentence, for those who gave no title: their own words. */
function beginningOf(content: string): string {
  const sentence = content.split(/[。！？!?；;\n]/).find((one) => one.trim() !== '') ?? content
  const letters = Array.from(sentence.trim())
  return letters.length <= longestTitle ? letters.join('') : `${letters.slice(0, longestTitle - 1).join('')}…`
}

/**
 * When it happened, as an instant; a day without a time counts from its first minute.
 *
 * @returns undefined where nothing was said, false where it cannot be read
 */
function happenedAt(day: string | undefined, time: string | undefined, zone: string): string | false | undefined {
  if (!day && !time) return undefined
  const [date, clock] = [day && parseDay(day), time ? parseTime(time) : '00:00']
  if (!date || !clock) return false
  return Temporal.PlainDateTime.from(`${date}T${clock}`)
    .toZonedDateTime(zone)
    .toInstant()
    .toString({ fractionalSecondDigits: 3 })
}
