/**
 * The longest period of each unit that a rule may give: about a hundred years, so that a slip of the pen is refused
 * and does not build tables for ever.
 */
const LONGEST = {
  'calendar-minutes': 52_560_000,
  'calendar-hours': 876_000,
  'calendar-days': 36_500,
  'working-minutes': 12_000_000,
  'working-hours': 200_000,
  'working-days': 25_000,
  months: 1_200,
  'same-day': 1,
  /** Epoch milliseconds of the last moment that a date can be written of with four digits. */
  moment: 253_402_300_799_999,
} as const

export type AllowanceUnit = keyof typeof LONGEST

/**
 * The length of a period: a whole number, >= 0, of a unit. The same day is one, and there is no other number of it. A
 * `moment` is no length: it ends there, in epoch milliseconds, whenever it began.
 */
export type Allowance = { readonly amount: number; readonly unit: AllowanceUnit }

/** The languages in which times are explained. */
export type Language = 'zh' | 'en'

/** What packs write where a duty lasts until the moment that was promised; facts hold `until` and that moment. */
export const asPromised = 'as promised'

const SAME_DAY = 'same day'
const UNTIL = /^until (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)$/
const WRITTEN = /^(\d{1,8}) ?(?:(calendar|working)[ -])?(min|minutes?|h|hours?|d|days?|months?)$/

/**
 * Reads an allowance as packs write it: `24 h`, `30 min`, `7 days`, `2 months`, `4 working hours`, `3 working days`,
 * `same day`. Without `working` the time of the calendar is meant. Facts hold `until` and a moment beside, where one was
 * promised.
 *
 * @returns undefined for anything else, for working months and for more than a hundred years
 */
export function parseAllowance(text: string): Allowance | undefined {
  if (text === SAME_DAY) return { amount: 1, unit: 'same-day' }
  const [, moment] = UNTIL.exec(text) ?? []
  if (moment !== undefined) return allowanceOf(Date.parse(moment), 'moment')
  const [, digits, kind = 'calendar', word] = WRITTEN.exec(text) ?? []
  if (digits === undefined || word === undefined) return undefined
  const unit = unitOf(kind, word)
  return unit && allowanceOf(Number(digits), unit)
}

/** An amount of a unit; undefined for what is no whole number, less than nothing or more than a hundred years. */
export function allowanceOf(amount: number, unit: AllowanceUnit): Allowance | undefined {
  return Number.isInteger(amount) && amount >= 0 && amount <= LONGEST[unit] ? { amount, unit } : undefined
}

/** Writes an allowance so that `parseAllowance` reads it back: `24 h`, `1 working day`. */
export function formatAllowance({ amount, unit }: Allowance): string {
  const many = amount === 1 ? '' : 's'
  switch (unit) {
    case 'calendar-minutes':
      return `${amount} min`
    case 'calendar-hours':
      return `${amount} h`
    case 'calendar-days':
      return `${amount} day${many}`
    case 'months':
      return `${amount} month${many}`
    case 'same-day':
      return SAME_DAY
    case 'moment':
      return until(new Date(amount).toISOString())
    default:
      return `${amount} ${unit.replace('-', ' ').slice(0, -1)}${many}`
  }
}

/** The allowance that ends at a moment, ISO. */
export function until(moment: string): string {
  return `until ${moment}`
}

/** The moment at which an allowance ends, where it names one. */
export function endOf(written: string): string | undefined {
  return UNTIL.exec(written)?.[1]
}

/** An allowance in words for the screen: `3 个工作日`, `24 小时`. */
export function allowanceInWords(allowance: Allowance, language: Language): string {
  if (language === 'en') return formatAllowance(allowance)
  if (allowance.unit === 'moment') return `${ZH.moment} ${new Date(allowance.amount).toISOString()}`
  return allowance.unit === 'same-day' ? ZH['same-day'] : `${allowance.amount} ${ZH[allowance.unit]}`
}

/** True for units that run only while the office works. */
export function isWorkingUnit(unit: AllowanceUnit): boolean {
  return unit.startsWith('working')
}

const ZH: Record<AllowanceUnit, string> = {
  'calendar-minutes': '分钟',
  'calendar-hours': '小时',
  'calendar-days': '日',
  'working-minutes': '个工作分钟',
  'working-hours': '个工作小时',
  'working-days': '个工作日',
  months: '个月',
  'same-day': '当日',
  moment: '截至',
}

function unitOf(kind: string, word: string): AllowanceUnit | undefined {
  if (word.startsWith('month')) return kind === 'working' ? undefined : 'months'
  const length = word.startsWith('min') ? 'minutes' : word.startsWith('h') ? 'hours' : 'days'
  return kind === 'working' ? `working-${length}` : `calendar-${length}`
}
