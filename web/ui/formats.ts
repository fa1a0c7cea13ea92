import { useTranslation } from 'react-i18next'
import { allowanceInWords, parseAllowance } from '../../core/calendar/allowance.ts'
import { durationWords, relativeWords } from './durations.ts'
import { momentWords, shortMoment } from './moments.ts'
import { type Money, moneyWords } from './money.ts'
import { useOffice } from './office.ts'

/** Moments, lengths of time and money in the words of the reader and on the clock of the office. */
export function useFormats() {
  const { t, i18n } = useTranslation()
  const { zone, workingDayMs } = useOffice()
  return {
    at: (iso: string) => momentWords(iso, zone, i18n.language),
    short: (iso: string) => shortMoment(iso, zone),
    ago: (iso: string) => relativeWords(iso, i18n.language),
    duration: (ms: number, inWorkingTime: boolean) => durationWords(ms, inWorkingTime ? workingDayMs : undefined, t),
    /** An allowance as a pack writes it: `3 个工作日`. */
    allowance: (written: string) => allowanceWords(written, i18n.language),
    money: (money: Money) => moneyWords(money, i18n.language),
  }
}

function allowanceWords(written: string, language: string): string {
  const parsed = parseAllowance(written)
  return parsed ? allowanceInWords(parsed, language === 'en' ? 'en' : 'zh') : written
}
