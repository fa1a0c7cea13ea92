// Each step of each answer shows a time of day and each fact holds one, so the few there are stand ready.

const two = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'))

/** `00:00` to `23:59`, by minutes since midnight. */
export const minuteTexts = Array.from(
  { length: 24 * 60 },
  (_, number) => `${two[Math.floor(number / 60)]}:${two[number % 60]}`,
)

/** `:00` to `:59`. */
export const secondTexts = two.map((text) => `:${text}`)

/** `.000` to `.999`. */
export const fractionTexts = Array.from({ length: 1000 }, (_, number) => `.${String(number).padStart(3, '0')}`)

/**
 * A time of day as it is read: `17:30`, with seconds or milliseconds only where there are any.
 *
 * @param milliseconds since midnight, 0 to below 24 h
 */
export function clockText(milliseconds: number): string {
  const minute = Math.floor(milliseconds / 60_000)
  const rest = milliseconds - minute * 60_000
  const text = minuteTexts[minute] ?? ''
  if (rest === 0) return text
  const second = Math.floor(rest / 1000)
  const fraction = rest - second * 1000
  const precise = text + secondTexts[second]
  return fraction === 0 ? precise : precise + fractionTexts[fraction]
}
