import type { senderVerdicts } from '../../api/inbox.ts'
import type { Headers } from './headers.ts'

export type Verdict = (typeof senderVerdicts)[number]

/** One result of a check, such as `dkim=pass header.d=example.com`. */
type Result = { readonly method: string; readonly result: string; readonly of: Readonly<Record<string, string>> }

/**
 * What the mail server that handed a mail over found of its sender (RFC 8601). Anybody may write such a header: only those
 * under its name count, and where one stands deeper than it could have put it, none does.
 *
 * @param domain of the address that the mail is from
 * @param by     the name under which that server writes them; without it nothing is believed
 */
export function senderVerdict(headers: Headers, domain: string | undefined, by: string | undefined): Verdict {
  const own = by ? headers.fields.filter(({ name, value }) => name === 'authentication-results' && isBy(value, by)) : []
  if (!domain || own.length === 0) return 'not-verified'
  const hops = headers.fields.filter(({ name }) => name === 'received')
  const deepest = hops[1] ? headers.fields.indexOf(hops[1]) : Number.POSITIVE_INFINITY
  if (own.some((field) => headers.fields.indexOf(field) > deepest)) return 'not-verified'
  const results = own.flatMap(({ value }) => resultsIn(value))
  if (results.some(({ method, result }) => method === 'dmarc' && result === 'fail')) return 'failed'
  return results.some((one) => vouches(one, domain.toLowerCase())) ? 'verified' : 'not-verified'
}

/** The properties of a result that name the domain which it is about. */
const about: Readonly<Record<string, readonly string[]>> = {
  dmarc: ['header.from'],
  dkim: ['header.d', 'header.i'],
  spf: ['smtp.mailfrom', 'smtp.mail'],
}

/** A pass counts for the very domain that the mail is from, and not for one above or below it. */
function vouches({ method, result, of }: Result, domain: string): boolean {
  if (result !== 'pass') return false
  return (about[method] ?? []).some((name) => (of[name] ?? '').split('@').at(-1) === domain)
}

function isBy(value: string, by: string): boolean {
  const [name = ''] = plain(value).split(';')
  return name.trim().split(/\s+/)[0]?.toLowerCase() === by.toLowerCase()
}

const mostRead = 4000

/** Without comments and quoted pieces, which may hold what looks like a result. */
function plain(value: string): string {
  let [text, depth, isQuoted] = ['', 0, false]
  for (const sign of value.slice(0, mostRead)) {
    if (sign === '"') isQuoted = !isQuoted
    else if (isQuoted) continue
    else if (sign === '(') depth++
    else if (sign === ')') depth = Math.max(0, depth - 1)
    else if (depth === 0) text += sign
  }
  return text
}

function resultsIn(value: string): Result[] {
  return plain(value)
    .split(';')
    .slice(1)
    .flatMap((piece) => {
      const [first = '', ...rest] = piece.trim().toLowerCase().split(/\s+/)
      const [method = '', result] = first.split('=')
      if (!result) return []
      const pairs = rest.map((one) => one.split('=') as [string, string | undefined])
      return [{ method, result, of: Object.fromEntries(pairs.map(([name, said = '']) => [name, said])) }]
    })
}
