import type { TFunction } from 'i18next'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/**
 * A length of time in at most two parts: `3 小时 20 分`, `1 个工作日 2 小时`, `5 天`.
 *
 * @param ms           the length; the sign does not matter
 * @param workingDayMs the office's working day where working time is meant; undefined for calendar time
 */
export function durationWords(ms: number, workingDayMs: number | undefined, t: TFunction): string {
  const length = Math.abs(ms)
  if (length < minuteMs) return t('time:less')
  // Below two calendar days hours say more than "1 day 23 hours"; a working day is short enough to count at once.
  const whole = workingDayMs ?? dayMs
  if (length < (workingDayMs ?? 2 * dayMs))
    return two(
      t('time:hour', { count: floor(length, hourMs) }),
      t('time:minute', { count: floor(length % hourMs, minuteMs) }),
      length,
      hourMs,
    )
  const days = t(workingDayMs ? 'time:workingDay' : 'time:day', { count: floor(length, whole) })
  const hours = floor(length % whole, hourMs)
  return hours > 0 && length < 5 * whole ? `${days} ${t('time:hour', { count: hours })}` : days
}

/** How long ago or ahead a moment lies: `2 小时前`, `3 天后`. Always shown beside the moment itself. */
export function relativeWords(iso: string, language: string, now = Date.now()): string {
  const ms = Date.parse(iso) - now
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto' })
  if (Math.abs(ms) < hourMs) return format.format(Math.trunc(ms / minuteMs), 'minute')
  if (Math.abs(ms) < dayMs) return format.format(Math.trunc(ms / hourMs), 'hour')
  return format.format(Math.trunc(ms / dayMs), 'day')
}

function two(first: string, second: string, length: number, unit: number): string {
  if (length < unit) return second
  return length % unit < minuteMs ? first : `${first} ${second}`
}

function floor(ms: number, unit: number): number {
  return Math.floor(ms / unit)
}
