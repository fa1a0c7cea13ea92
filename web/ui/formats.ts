import { useTranslation } from 'react-i18next'
import { relativeWords } from '../../words/durations.ts'
import { formatsOf } from '../../words/formats.ts'
import { shortMoment } from '../../words/moments.ts'
import { useOffice } from './office.ts'

/** Moments, lengths of time and money in the words of the reader and on the clock of the office. */
export function useFormats() {
  const { t, i18n } = useTranslation()
  const { zone, workingDayMs } = useOffice()
  return {
    ...formatsOf(t, i18n.language, { zone, workingDayMs }),
    short: (iso: string) => shortMoment(iso, zone),
    ago: (iso: string) => relativeWords(iso, i18n.language),
  }
}
