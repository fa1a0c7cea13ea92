import type { Language } from '../words.ts'

/** The language that somebody writes in, and is answered in: Chinese where a tenth of the letters is, or there are none. */
export function languageWritten(text: string): Language {
  const letters = text.match(/\p{L}/gu)?.length ?? 0
  const hanzi = text.match(/\p{Script=Han}/gu)?.length ?? 0
  return hanzi * 10 >= letters ? 'zh-CN' : 'en'
}
