import type { Falls, Report } from '../core/policy/report-shape.ts'
import { inLanguage, sourceInWords, time } from './clause-in-words.ts'
import type { Say } from './words.ts'

/** A report in sentences: when it falls, who makes it for whom, what stands in it and what follows. */
export function reportInWords(say: Say, name: string, { falls, from, to, contains, ...report }: Report): string[] {
  const sourced = (one: { source: Report['source'] }) => ({ source: sourceInWords(say, one.source) })
  const whom = [...to.posts, ...(to.others ?? []).map((one) => inLanguage(say, one))]
  return [
    say('pack.explain.report', {
      name,
      report: inLanguage(say, report.name),
      every: say(`pack.explain.rhythm.${report.every}`),
      ...sourced(report),
    }),
    ...Object.entries(falls).map(([day, rule]) => `  ${fallsInWords(say, day, report.every, rule)}`),
    `  ${say('pack.explain.from-to', { from: from.posts, to: whom, ...sourced(to) })}`,
    ...contains.map((one) => `  ${say('pack.explain.contains', { text: inLanguage(say, one.text), ...sourced(one) })}`),
    ...(report.follows ?? []).map(
      (one) =>
        `  ${say('pack.explain.follows', { text: inLanguage(say, one.text), time: time(say, one.within), ...sourced(one) })}`,
    ),
  ]
}

function fallsInWords(say: Say, since: string, every: Report['every'], falls: Falls | null): string {
  if (falls === null) return say('pack.explain.ends', { day: since })
  const when = say(`pack.explain.of.${falls.of}`, { when: dayInWords(say, every, falls) })
  const off = say(`pack.explain.day-off.${falls.day_off}`)
  return say('pack.explain.falls', { day: since, when, off, source: sourceInWords(say, falls.source) })
}

function dayInWords(say: Say, every: Report['every'], { day, month }: Falls): string {
  if (day === undefined) return say('pack.explain.each')
  if (every === 'week') return say('pack.explain.weekday', { day })
  const named = day === 'last' ? 'last' : 'day'
  return say(month === undefined ? `pack.explain.${named}` : `pack.explain.${named}-month`, { day, month })
}
