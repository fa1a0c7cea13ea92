import { useTranslation } from 'react-i18next'
import { type Fact, sentenceOf } from '../../words/fact-words.ts'
import { useFormats } from '../ui/formats.ts'
import { useNames } from '../ui/names.ts'

/** One fact as a sentence. */
export function FactSentence({ fact }: { fact: Fact }) {
  const { t } = useTranslation()
  const names = useNames()
  const formats = useFormats()
  return <span>{sentenceOf(fact, { t, names, ...formats })}</span>
}
