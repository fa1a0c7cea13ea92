import type { PortalLanguage } from '../../api/portal.ts'
import en from '../../words/en/portal.json' with { type: 'json' }
import zh from '../../words/zh-CN/portal.json' with { type: 'json' }

export type Words = typeof zh

const byLanguage: Readonly<Record<PortalLanguage, Words>> = { 'zh-CN': zh, en }

export function wordsIn(language: PortalLanguage): Words {
  return byLanguage[language]
}

/** Puts values into the holes of a sentence: `第 {{n}} 步`. A hole without a value stays, for the script of the page to fill. */
export function fill(sentence: string, values: Readonly<Record<string, string | number>>): string {
  return sentence.replace(/\{\{(\w+)\}\}/g, (hole, name: string) => String(values[name] ?? hole))
}

/** `姓名、电话` */
export function listed(items: readonly string[], language: PortalLanguage): string {
  return items.join(language === 'en' ? ', ' : '、')
}
