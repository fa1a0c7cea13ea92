import type { z } from 'zod'

/** A place in a value and what is wrong there. */
export type ShapeProblem = { readonly path: readonly (string | number)[]; readonly text: string }

type Issue = z.core.$ZodIssue

/** More values than this are not listed in a sentence: the kinds of fact alone are fifty. */
const LISTED = 12

/** What a union says of itself where the shape gives it no sentence. */
const UNNAMED = 'Invalid input'

/**
 * What a schema finds wrong with a value, as sentences for the writer of the file, each at the innermost place it is about.
 *
 * @param value the value as read, to tell what is missing from what is wrong
 */
export function shapeProblems(issues: readonly Issue[], value: unknown): ShapeProblem[] {
  return issues.flatMap((issue) => problemsOf(issue, [], value))
}

function problemsOf(issue: Issue, base: readonly PropertyKey[], value: unknown): ShapeProblem[] {
  const path = [...base, ...issue.path]
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => at([...path, key], `unknown key \`${key}\``))
  if (issue.path.length > 0 && valueAt(value, path) === undefined)
    return [at(path, `\`${String(path.at(-1))}\` is missing${detail(issue)}`)]
  if (issue.code === 'invalid_union') return ofUnion(issue, path, value)
  if (issue.code === 'invalid_key')
    return [at(path, `\`${String(path.at(-1))}\`: ${issue.issues[0]?.message ?? issue.message}`)]
  return [at(path, sentence(issue, valueAt(value, path)))]
}

/** The branch that got furthest is the one that was meant. */
function ofUnion(issue: z.core.$ZodIssueInvalidUnion, path: readonly PropertyKey[], value: unknown): ShapeProblem[] {
  const depth = (issues: readonly Issue[]) => Math.min(...issues.map((one) => one.path.length))
  const [best] = issue.errors.filter((issues) => issues.length > 0).sort((a, b) => depth(b) - depth(a))
  if (!best || depth(best) === 0) return [at(path, issue.message)]
  const named = issue.message !== UNNAMED && best.every((one) => valueAt(value, [...path, ...one.path]) === undefined)
  if (named) return [at(path, issue.message)]
  return best.flatMap((one) => problemsOf(one, path, value))
}

function sentence(issue: Issue, input: unknown): string {
  if (issue.code === 'invalid_value' && issue.values.length > LISTED) return `there is no \`${String(input)}\``
  return issue.message.replace(/^Invalid (option|input): /, '')
}

function detail(issue: Issue): string {
  return issue.code === 'invalid_union' && issue.message !== UNNAMED ? `: ${issue.message}` : ''
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (one, key) => (typeof one === 'object' && one !== null ? (one as Record<PropertyKey, unknown>)[key] : undefined),
    value,
  )
}

function at(path: readonly PropertyKey[], text: string): ShapeProblem {
  return { path: path.map((key) => (typeof key === 'symbol' ? key.toString() : key)), text }
}
