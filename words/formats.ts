import type { TFunction } from 'i18next'
import { allowanceInWords, asPromised, endOf, parseAllowance } from '../core/calendar/allowance.ts'
import { durationWords } from './durations.ts'
import { momentWords } from './moments.ts'
import { type Money, moneyWords } from './money.ts'

/** Moments, lengths of time and money in the words of a reader and on the clock of the office. */
export type Formats = ReturnType<typeof formatsOf>

/** How an office counts time. `workingDayMs` is the length of an ordinary working day. */
export type OfficeTime = { readonly zone: string; readonly workingDayMs: number }

/** @param language `zh-CN` or `en` */
export function formatsOf(t: TFunction, language: string, { zone, workingDayMs }: OfficeTime) {
  return {
    at: (iso: string) => momentWords(iso, zone, language),
    duration: (ms: number, inWorkingTime: boolean) => durationWords(ms, inWorkingTime ? workingDayMs : undefined, t),
    /** An allowance as a pack or a fact writes it: `3 个工作日`. */
    allowance: (written: string) => {
      const end = endOf(written)
      if (end !== undefined) return t('time:until', { moment: momentWords(end, zone, language) })
      return written === asPromised ? t('time:asPromised') : allowanceWords(written, language)
    },
    money: (money: Money) => moneyWords(money, language),
  }
}

function allowanceWords(written: string, language: string): string {
  const parsed = parseAllowance(written)
  return parsed ? allowanceInWords(parsed, language === 'en' ? 'en' : 'zh') : written
}
