import { type Language, sentenceOf, wordsOf } from '../server/words.ts'

/** Says a sentence of `words/<language>/cli.json`; values stand in its holes, lists joined as the language joins them. */
export type Say = ((key: string, values?: Readonly<Record<string, unknown>>) => string) & {
  readonly language: Language
}

/** The voice of the command line in a language. A code of a refusal is said in the words of refusals. */
export function speaker(language: Language): Say {
  const say = (key: string, values: Readonly<Record<string, unknown>> = {}) => {
    const words = wordsOf(language, 'cli')[key]
    if (words === undefined) return sentenceOf({ code: key, params: values }, language)
    return words.replace(/{{\s*(\w+)\s*}}/g, (_, name: string) => listed(values[name], language))
  }
  return Object.assign(say, { language })
}

function listed(value: unknown, language: Language): string {
  if (Array.isArray(value)) return value.join(language === 'en' ? ', ' : '、')
  return typeof value === 'number' ? value.toLocaleString(language) : String(value ?? '')
}

/** The language of this run: `--lang` before everything, else what the shell asks for. */
export function languageOfRun(args: readonly string[], shellWantsEnglish: boolean): Language {
  const at = args.findIndex((arg) => arg === '--lang' || arg.startsWith('--lang='))
  const wished = args[at]?.includes('=') ? args[at].split('=')[1] : args[at + 1]
  if (at >= 0 && wished) return /^en/i.test(wished) ? 'en' : 'zh-CN'
  return shellWantsEnglish ? 'en' : 'zh-CN'
}
