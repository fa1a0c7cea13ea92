import { type PolicyProblem, problemLine } from '../server/policy/policy-problems.ts'
import type { Say } from './words.ts'

/** An end that a person can do something about; its lines say what. */
export class Failure extends Error {
  readonly lines: readonly string[]
  constructor(lines: readonly string[]) {
    super(lines.join('\n'))
    this.lines = lines
  }
}

type Told = {
  readonly name?: string
  readonly message?: string
  readonly code?: string
  readonly port?: number
  readonly zh?: string
  readonly en?: string
  readonly lines?: readonly string[]
  readonly params?: Readonly<Record<string, unknown>>
  readonly problems?: readonly { readonly zh?: string; readonly en?: string; readonly file?: string }[]
}

/** What an error means, for whoever sits before the screen; undefined for a bug. */
export function explained(error: unknown, say: Say): readonly string[] | undefined {
  const { lines, problems, code, port, params, zh, en, name, message = '' } = error as Told
  if (lines) return lines
  if (code?.startsWith('import.')) return [say(code, spelt(params, say))]
  if (zh !== undefined) return [say.language === 'en' ? (en ?? message) : zh]
  if (problems?.[0]?.zh !== undefined) return problems.map((one) => (say.language === 'en' ? one.en : one.zh) ?? '')
  if (code === 'EADDRINUSE') return [say('port-taken', { port: String(port) })]
  if (name === 'PolicyProblems')
    return (problems as readonly PolicyProblem[]).map((one) => problemLine(one, say.language === 'en' ? 'en' : 'zh'))
  if ((error as object).constructor.name === 'WrongPlace') return [say('wrong-key')]
  return isLostConnection(code, message) ? [say('database-gone', { why: message || code })] : undefined
}

/** Fields go by their names in the language. */
function spelt(params: Told['params'] = {}, say: Say): Readonly<Record<string, unknown>> {
  const { fields } = params
  return Array.isArray(fields) ? { ...params, fields: fields.map((field) => say(`field.${field}`)) } : params
}

function isLostConnection(code: string | undefined, message: string): boolean {
  return (
    /^(ECONN|ENOTFOUND|EHOSTUNREACH|ETIMEDOUT|57P0|08|28)/.test(code ?? '') || /Connection terminated/.test(message)
  )
}
