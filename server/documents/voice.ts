import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import i18next, { type TFunction } from 'i18next'
import { workingDayMs } from '../../core/calendar/working-day.ts'
import { type Formats, formatsOf } from '../../words/formats.ts'
import { type Names, namesOf } from '../../words/names.ts'
import { projectRoot } from '../project-root.ts'
import type { Language } from '../words.ts'
import type { CasePaper } from './paper.ts'

/** How a document says things: the words of its language, the names of the organisation, the clock of the office. */
export type Voice = Formats & { readonly t: TFunction; readonly names: Names; readonly language: Language }

const topics = ['papers', 'screens', 'facts', 'fields', 'codes', 'time'] as const
const folder = join(projectRoot, 'words')
const known = new Map<Language, TFunction>()

export function voiceOf({ language, catalogue, office }: Pick<CasePaper, 'language' | 'catalogue' | 'office'>): Voice {
  const t = known.get(language) ?? wordsIn(language)
  known.set(language, t)
  const time = { zone: office.zone, workingDayMs: workingDayMs(office) }
  return {
    ...formatsOf(t, language, time),
    names: namesOf(catalogue, language === 'en' ? 'en' : 'zh', t),
    ...{ t, language },
  }
}

/** The words as the screens have them, from the same files and by the same library. */
function wordsIn(language: Language): TFunction {
  const words = Object.fromEntries(
    topics.map((topic) => [topic, JSON.parse(readFileSync(join(folder, language, `${topic}.json`), 'utf8'))]),
  )
  const speaker = i18next.createInstance({
    lng: language,
    fallbackLng: false,
    resources: { [language]: words },
    ns: [...topics],
    defaultNS: 'screens',
    interpolation: { escapeValue: false },
    returnNull: false,
    initAsync: false,
  })
  void speaker.init()
  return speaker.t
}
