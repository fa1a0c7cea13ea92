// A second, slow and simple answer to the questions of `huiyin due --batch`. Shares no code with the product: it reads the
// calendar's files line by line, asks Intl for wall clocks, and walks from day to day and from interval to interval.
import { readdirSync, readFileSync } from 'node:fs'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** What the notices of a folder say: the days off, the days worked in exchange, and the years they are known for. */
export function readCalendar(folder) {
  const said = { off: new Set(), worked: new Set(), years: new Set() }
  for (const name of readdirSync(folder)) readYear(readFileSync(new URL(name, folder), 'utf8'), said)
  return said
}

function readYear(text, { off, worked, years }) {
  years.add(Number(/^year: (\d{4})$/m.exec(text)[1]))
  if (!/^status: published$/m.test(text)) throw new Error('only years announced are known here')
  let days = off
  for (const line of text.split('\n').filter((one) => !/date:/.test(one))) {
    if (/^ +(off|make_up):/.test(line)) days = line.includes('make_up') ? worked : off
    for (const [date] of line.matchAll(/\d{4}-\d\d-\d\d/g)) days.add(date)
  }
}

/** @returns answers a question with `{due, provisional}`, due in milliseconds since 1970 */
export function oracle(calendar) {
  const clocks = new Map()
  return ({ from, amount, unit, hours, zone = 'Asia/Shanghai' }) => {
    if (!clocks.has(zone)) clocks.set(zone, clockOf(zone))
    const office = officeOf(clocks.get(zone), calendar, hours)
    const start = Date.parse(from)
    if (amount === 0) return { due: start, provisional: false }
    return answers[unit](start, amount, office)
  }
}

const answers = {
  hours: (start, amount) => ({ due: start + amount * hour, provisional: false }),

  days(start, amount, office) {
    let date = later(office.dateAt(start), amount)
    let provisional = !office.isKnown(date)
    while (!office.works(date)) {
      date = later(date, 1)
      provisional ||= !office.isKnown(date)
    }
    return { due: office.endOf(date), provisional }
  },

  'working-days'(start, amount, office) {
    let date = office.dateAt(start)
    let provisional = false
    for (let counted = 0; counted < amount; counted += office.works(date) ? 1 : 0) {
      date = later(date, 1)
      provisional ||= !office.isKnown(date)
    }
    return { due: office.endOf(date), provisional }
  },

  'working-hours'(start, amount, office) {
    let left = amount * hour
    let provisional = false
    // An interval past midnight belongs to the day before.
    for (let date = later(office.dateAt(start), -1); ; date = later(date, 1)) {
      const spans = office.spansOf(date).filter(([, closes]) => closes > start)
      if (spans.length > 0 || date >= office.dateAt(start)) provisional ||= !office.isKnown(date)
      for (const [opens, closes] of spans) {
        const at = Math.max(opens, start)
        if (closes - at >= left) return { due: at + left, provisional }
        left -= closes - at
      }
    }
  },
}

function officeOf(clock, { off, worked, years }, hours = '00:00-24:00') {
  const intervals = hours.split(',').map((one) => one.trim().split('-'))
  const works = (date) => worked.has(date) || (!off.has(date) && !isWeekend(date))
  const closing = (date, [opens, closes]) => clock.instant(closes <= opens ? later(date, 1) : date, closes)
  return {
    works,
    dateAt: clock.date,
    isKnown: (date) => years.has(Number(date.slice(0, 4))),
    spansOf: (date) => (works(date) ? intervals.map((one) => [clock.instant(date, one[0]), closing(date, one)]) : []),
    endOf: (date) => closing(date, intervals.at(-1)),
  }
}

/** Wall clock of a zone. A wall time said twice is the first of the two; one that is skipped is the moment of the skip. */
function clockOf(zone) {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' })
  const offsets = new Map()
  const offset = (instant) => {
    const quarter = Math.floor(instant / (15 * minute)) * 15 * minute
    if (!offsets.has(quarter))
      offsets.set(quarter, Date.parse(`${format.format(quarter).replace(' ', 'T')}Z`) - quarter)
    return offsets.get(quarter)
  }
  const known = new Map()
  const find = (wall) => {
    let at = wall - Math.max(offset(wall - day), offset(wall + day))
    while (at + offset(at) < wall) at += minute
    return at
  }
  return {
    date: (instant) => new Date(instant + offset(instant)).toISOString().slice(0, 10),
    instant(date, time) {
      const key = `${date} ${time}`
      if (!known.has(key)) known.set(key, find(Date.parse(time === '24:00' ? later(date, 1) : `${date}T${time}Z`)))
      return known.get(key)
    },
  }
}

const isWeekend = (date) => [0, 6].includes(new Date(date).getUTCDay())

function later(date, days) {
  return new Date(Date.parse(date) + days * day).toISOString().slice(0, 10)
}
