import { useTranslation } from 'react-i18next'
import type { Saying } from '../../api/investigation.ts'
import { useFormats } from '../ui/formats.ts'

/** So much of a statement tells it from the others in a list. */
const few = 40

/** How a statement is called: whose it is and when it was made, and how it begins. */
export function useSayingWords() {
  const { t } = useTranslation()
  const { at } = useFormats()
  return {
    whose: ({ kind, who, at: moment }: Saying) => `${t(`codes:saying.${kind}`)}${who ? ` ${who}` : ''} · ${at(moment)}`,
    beginning: ({ text }: Saying) =>
      text === null ? t('story.closed') : `${text.slice(0, few)}${text.length > few ? '…' : ''}`,
  }
}
