const dayMs = 86_400_000

/**
 * Days with neighbours taken together: `10-01 – 10-07`, with the year where it is another one.
 *
 * @param days ISO dates in any order
 * @param year the year that needs no saying
 */
export function dayRuns(days: readonly string[], year: number): string[] {
  const said = (day: string) => (day.startsWith(`${year}-`) ? day.slice(5) : day)
  return runsOf([...days].sort()).map(({ first, last }) =>
    first === last ? said(first) : `${said(first)} – ${said(last)}`,
  )
}

function runsOf(days: readonly string[]): { first: string; last: string }[] {
  const runs: { first: string; last: string }[] = []
  for (const day of days) {
    const run = runs.at(-1)
    if (run && Date.parse(day) - Date.parse(run.last) === dayMs) run.last = day
    else runs.push({ first: day, last: day })
  }
  return runs
}
