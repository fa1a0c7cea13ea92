/** As answers of the server hold it. */
export type Money = { readonly minor: number; readonly currency: string }

/** `¥1,280.50`; minor units in, never a float kept. */
export function moneyWords({ minor, currency }: Money, language: string): string {
  return new Intl.NumberFormat(language, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' }).format(
    minor / 100,
  )
}

/** Reads `1,280.5` as 128050 minor units; undefined where it is no amount or has parts of a fen. */
export function minorOf(text: string): number | undefined {
  const [, whole, cents = ''] = /^(\d{1,11})(?:\.(\d{1,2}))?$/.exec(text.replaceAll(/[,，\s]/g, '')) ?? []
  return whole === undefined ? undefined : Number(whole) * 100 + Number(cents.padEnd(2, '0'))
}

/** The amount as it is typed: `1280.50`. */
export function majorText(minor: number): string {
  const cents = minor % 100
  return cents === 0 ? String(minor / 100) : `${Math.floor(minor / 100)}.${String(cents).padStart(2, '0')}`
}
