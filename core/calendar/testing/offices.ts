import { OfficeHours, weekdayOffice } from '../calendar-shape.ts'

const twoShifts = [
  ['09:00', '12:00'],
  ['13:30', '17:30'],
] as const

const weekdays = (intervals: readonly (readonly [string, string])[]) => ({
  monday: intervals,
  tuesday: intervals,
  wednesday: intervals,
  thursday: intervals,
  friday: intervals,
})

function office(hours: unknown): OfficeHours {
  return OfficeHours.parse(hours)
}

/** Monday to Friday, a lunch break between two intervals. */
export const bank = office({ zone: 'Asia/Shanghai', week: weekdays(twoShifts) })

/** Offices that differ in everything that has led calendars astray. */
export const OFFICES: Readonly<Record<string, OfficeHours>> = {
  bank,
  'whole days': weekdayOffice('Asia/Shanghai'),
  'one interval': weekdayOffice('Asia/Shanghai', [['08:30', '17:00']]),
  'Saturday mornings': office({
    zone: 'Asia/Shanghai',
    week: { ...weekdays([['08:30', '18:00']]), saturday: [['09:00', '12:00']] },
    makeUpLike: 'tuesday',
  }),
  'night shift': office({
    zone: 'Asia/Shanghai',
    week: weekdays([
      ['14:00', '18:00'],
      ['22:00', '06:00'],
    ]),
  }),
  'night shift till midnight': office({ zone: 'Asia/Shanghai', week: weekdays([['16:00', '00:00']]) }),
  'round the clock, holidays too': office({
    zone: 'Asia/Shanghai',
    week: { ...weekdays([['00:00', '24:00']]), saturday: [['00:00', '24:00']], sunday: [['00:00', '24:00']] },
    holidays: 'worked',
  }),
  'Tuesday and Thursday': office({
    zone: 'Asia/Shanghai',
    week: { tuesday: [['10:00', '12:00']], thursday: [['10:00', '12:00']] },
    makeUpLike: 'thursday',
  }),
}

/** Offices whose clocks change twice a year. */
export const SUMMER_TIME: Readonly<Record<string, OfficeHours>> = {
  London: office({ zone: 'Europe/London', week: weekdays(twoShifts) }),
  'New York nights': office({ zone: 'America/New_York', week: weekdays([['22:00', '06:00']]) }),
  'Lord Howe, Sundays': office({
    zone: 'Australia/Lord_Howe',
    week: { ...weekdays(twoShifts), sunday: [['08:00', '20:00']] },
  }),
}
