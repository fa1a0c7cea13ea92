type Wall = {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly second: number
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** Moments are shown in the zone of the office, wherever the browser stands: `2026-02-13 17:59 周五`. */
export function momentWords(iso: string, zone: string, language: string): string {
  const wall = wallOf(Date.parse(iso), zone)
  return `${dayText(wall)} ${two(wall.hour)}:${two(wall.minute)} ${weekday(iso, zone, language)}`
}

/** `02-13 17:59`, with the year where it is not this one. */
export function shortMoment(iso: string, zone: string, now = Date.now()): string {
  const wall = wallOf(Date.parse(iso), zone)
  const day = wall.year === wallOf(now, zone).year ? dayText(wall).slice(5) : dayText(wall)
  return `${day} ${two(wall.hour)}:${two(wall.minute)}`
}

/** The wall clock of the office as `2026-02-13T17:59`. */
export function wallText(iso: string, zone: string): string {
  const wall = wallOf(Date.parse(iso), zone)
  return `${dayText(wall)}T${two(wall.hour)}:${two(wall.minute)}`
}

/** The instant at which the office's wall clock shows `2026-02-13T17:59`, in milliseconds and UTC as facts hold it. */
export function instantAt(wall: string, zone: string): string {
  const asUtc = Date.parse(`${wall}:00.000Z`)
  const guess = asUtc - offset(asUtc, zone)
  return new Date(asUtc - offset(guess, zone)).toISOString()
}

function offset(instant: number, zone: string): number {
  const { year, month, day, hour, minute, second } = wallOf(instant, zone)
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instant / 1000) * 1000
}

function wallOf(instant: number, zone: string): Wall {
  const parts = format(zone, 'en-GB', {
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
    hourCycle: 'h23',
  }).formatToParts(instant)
  const at = (type: string) => Number(parts.find((part) => part.type === type)?.value)
  return {
    year: at('year'),
    month: at('month'),
    day: at('day'),
    hour: at('hour'),
    minute: at('minute'),
    second: at('second'),
  }
}

function weekday(iso: string, zone: string, language: string): string {
  return format(zone, language, { weekday: 'short' }).format(Date.parse(iso))
}

function format(zone: string, language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${zone} ${language} ${options.weekday ?? ''}`
  const known = formats.get(key) ?? new Intl.DateTimeFormat(language, { ...options, timeZone: zone })
  formats.set(key, known)
  return known
}

function dayText({ year, month, day }: Wall): string {
  return `${year}-${two(month)}-${two(day)}`
}

function two(n: number): string {
  return String(n).padStart(2, '0')
}
