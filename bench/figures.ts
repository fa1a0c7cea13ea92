/** The middle value of some figures, the mean of the two middle ones for an even number; NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length / 2
  return ((sorted[Math.ceil(middle) - 1] ?? Number.NaN) + (sorted[Math.floor(middle)] ?? Number.NaN)) / 2
}

/** The value that a share of all values do not exceed. @param share 0 to 1 @param sorted ascending */
export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}

/** A figure with so many digits behind the point as its reader needs. */
export function rounded(value: number, digits = 2): number {
  return Number(value.toFixed(digits))
}
