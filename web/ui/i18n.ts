import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { speak } from '../api/http.ts'
import { onPreference, type Preferences, preferences } from './preferences.ts'

const load = {
  'zh-CN': async () => (await import('./words.zh-CN.ts')).words,
  en: async () => (await import('./words.en.ts')).words,
}

/** Loads the words of the preferred language and follows the preference from then on. */
export async function startWords(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: preferences().language,
    fallbackLng: false,
    resources: { [preferences().language]: await load[preferences().language]() },
    ns: ['screens', 'commands', 'facts', 'fields', 'codes', 'time'],
    defaultNS: 'screens',
    interpolation: { escapeValue: false },
    returnNull: false,
  })
  settle(preferences().language)
  onPreference(() => void follow(preferences().language))
}

async function follow(language: Preferences['language']) {
  if (language === i18next.language) return
  for (const [topic, words] of Object.entries(await load[language]())) i18next.addResourceBundle(language, topic, words)
  await i18next.changeLanguage(language)
  settle(language)
}

function settle(language: Preferences['language']) {
  document.documentElement.lang = language
  speak({ language, offline: i18next.t('screens:failed.offline') })
}
