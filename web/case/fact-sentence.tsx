import { useTranslation } from 'react-i18next'
import { useFormats } from '../ui/formats.ts'
import { useNames } from '../ui/names.ts'
import { type Fact, sentenceOf } from './fact-words.ts'

/** One fact as a sentence. */
export function FactSentence({ fact }: { fact: Fact }) {
  const { t } = useTranslation()
  const names = useNames()
  const { at, money, duration, allowance } = useFormats()
  return <span>{sentenceOf(fact, { t, names, at, money, duration, allowance })}</span>
}
