import { useTranslation } from 'react-i18next'
import type { Pack } from '../../core/policy/pack-shape.ts'
import type { Words } from '../../core/shared/words.ts'

/** What a pack calls its own posts, grades and channels, and the words for the facts it names. */
export function usePackNames({ authority, grades, intake }: Pack) {
  const { t, i18n } = useTranslation()
  const say = (words: Words) => words[i18n.language === 'en' ? 'en' : 'zh']
  return {
    say,
    post: (id: string) => {
      const named = authority.posts[id]
      return named ? say(named.name) : t(`codes:told.${id}`, { defaultValue: id })
    },
    grade: (id: string) => {
      const named = grades.order.find((one) => one.id === id)
      return named ? say(named.name) : id
    },
    channel: (id: string) => {
      const named = intake.channels[id]
      return named ? say(named.name) : id
    },
    facts: (types: readonly string[]) => types.map((type) => t(`facts:short.${type}`)).join(t('packs.or')),
  }
}
