import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Refusal } from '../core/shared/refusal.ts'
import { projectRoot } from './project-root.ts'

export type Language = 'zh-CN' | 'en'
type Words = Readonly<Record<string, string>>

const folder = join(projectRoot, 'words')
const loaded = new Map<string, Words>()

/** The language a browser asks for; Chinese unless English stands before it. */
export function languageOf(acceptLanguage: string | undefined): Language {
  const first = (acceptLanguage ?? '').split(',').find((one) => /^\s*(zh|en)/i.test(one))
  return first && /^\s*en/i.test(first) ? 'en' : 'zh-CN'
}

/** The sentence of a refusal in a language; the code itself where a sentence is missing, which a check keeps from happening. */
export function sentenceOf({ code, params }: Pick<Refusal, 'code' | 'params'>, language: Language): string {
  const words = wordsOf(language, 'refusals')
  return (words[code] ?? code).replace(/{{\s*(\w+)\s*}}/g, (_, name: string) => inWords(params[name], language))
}

function inWords(value: unknown, language: Language): string {
  if (Array.isArray(value)) return value.map((one) => inWords(one, language)).join(language === 'en' ? ', ' : '、')
  if (typeof value === 'object' && value !== null && 'minor' in value) return (Number(value.minor) / 100).toFixed(2)
  if (typeof value === 'object' && value !== null && 'zh' in value && 'en' in value)
    return String(language === 'en' ? value.en : value.zh)
  const text = String(value ?? '')
  return codeWords(language)[text] ?? text
}

function codeWords(language: Language): Words {
  return wordsOf(language, 'codes')
}

/** A topic's words, flat: nested keys joined by dots. */
export function wordsOf(language: Language, topic: string): Words {
  const key = `${language}/${topic}`
  const known = loaded.get(key)
  if (known) return known
  const words = flatten(JSON.parse(readFileSync(join(folder, `${key}.json`), 'utf8')))
  loaded.set(key, words)
  return words
}

function flatten(value: Record<string, unknown>, prefix = ''): Record<string, string> {
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, one]) =>
      typeof one === 'string'
        ? [[prefix + key, one]]
        : Object.entries(flatten(one as Record<string, unknown>, `${prefix}${key}.`)),
    ),
  )
}
