import { z } from 'zod'
import { type Words, wordsIn } from '../../core/shared/words.ts'

/** A place in a value and what is wrong there. */
export type ShapeProblem = { readonly path: readonly (string | number)[]; readonly text: Words }

type Issue = z.core.$ZodIssue

/** More values than this are not listed in a sentence: the kinds of fact alone are fifty. */
const LISTED = 12

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
  const key = String(path.at(-1))
  const input = valueAt(value, path)
  if (issue.code === 'unrecognized_keys') return issue.keys.map((one) => at([...path, one], unknownKey(one)))
  if (issue.path.length > 0 && input === undefined) return [at(path, missing(key, namedUnion(issue)))]
  if (issue.code === 'invalid_union') return ofUnion(issue, path, value)
  if (issue.code === 'invalid_key') return [at(path, ofKey(key, sentence(issue.issues[0] ?? issue, key)))]
  return [at(path, sentence(issue, input))]
}

/** The branch that got furthest is the one that was meant. */
function ofUnion(issue: z.core.$ZodIssueInvalidUnion, path: readonly PropertyKey[], value: unknown): ShapeProblem[] {
  const depth = (issues: readonly Issue[]) => Math.min(...issues.map((one) => one.path.length))
  const [best] = issue.errors.filter((issues) => issues.length > 0).sort((a, b) => depth(b) - depth(a))
  const whole = [at(path, sentence(issue, valueAt(value, path)))]
  if (!best || depth(best) === 0) return whole
  const isEmpty = best.every((one) => valueAt(value, [...path, ...one.path]) === undefined)
  return isEmpty && namedUnion(issue) ? whole : best.flatMap((one) => problemsOf(one, path, value))
}

/** What the shape says of a union, where it says anything. */
function namedUnion(issue: Issue): Words | undefined {
  return issue.code === 'invalid_union' ? wordsIn(issue.message) : undefined
}

/** The shape's own words, or else those of the library in either language. */
function sentence(issue: Issue, input: unknown): Words {
  const own = wordsIn(issue.message)
  if (own) return own
  if (issue.code === 'invalid_value' && issue.values.length > LISTED) return noSuch(input)
  return { zh: inChinese(issue, input), en: issue.message.replace(/^Invalid (option|input): /, '') }
}

const { localeError } = z.locales.zhCN()

/** In the library's Chinese, but where that keeps names of types in English or is less than its English. */
function inChinese(issue: Issue, input: unknown): string {
  if (issue.code === 'invalid_type')
    return `应为${typeInChinese(issue.expected)}，写的是${typeInChinese(typeOf(input))}`
  if (issue.code === 'too_small') return `${issue.inclusive ? '不能少于' : '须大于'} ${issue.minimum}${unitOf(issue)}`
  if (issue.code === 'too_big') return `${issue.inclusive ? '不能超过' : '须小于'} ${issue.maximum}${unitOf(issue)}`
  if ('options' in issue && issue.options) return `应为以下之一：${issue.options.join('、')}`
  const said = localeError({ ...issue, input } as z.core.$ZodRawIssue)
  const text = (typeof said === 'object' ? said?.message : said) ?? issue.message
  return text.replace(/^无效(选项|输入)：期望/, '应为')
}

const typeOf = z.core.util.parsedType
const typeInChinese = (type: string) => typeNames[type] ?? ` ${type}`
const typeNames: Readonly<Record<string, string>> = {
  string: '文字',
  number: '数字',
  int: '整数',
  boolean: ' true 或 false',
  array: '列表',
  object: '成组的键和值',
  record: '成组的键和值',
  null: '空值',
}

function unitOf({ origin }: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig): string {
  return origin === 'string' ? ' 个字符' : origin === 'array' ? ' 项' : ''
}

const unknownKey = (key: string): Words => ({ zh: `没有名为 \`${key}\` 的项`, en: `unknown key \`${key}\`` })
const noSuch = (input: unknown): Words => ({ zh: `没有 \`${String(input)}\``, en: `there is no \`${String(input)}\`` })
const ofKey = (key: string, { zh, en }: Words): Words => ({ zh: `\`${key}\`：${zh}`, en: `\`${key}\`: ${en}` })
const missing = (key: string, detail: Words | undefined): Words => ({
  zh: `缺少 \`${key}\`${detail ? `：${detail.zh}` : ''}`,
  en: `\`${key}\` is missing${detail ? `: ${detail.en}` : ''}`,
})

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (one, key) => (typeof one === 'object' && one !== null ? (one as Record<PropertyKey, unknown>)[key] : undefined),
    value,
  )
}

function at(path: readonly PropertyKey[], text: Words): ShapeProblem {
  return { path: path.map((key) => (typeof key === 'symbol' ? key.toString() : key)), text }
}
