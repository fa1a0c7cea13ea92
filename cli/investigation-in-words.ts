import type { Pack } from '../core/policy/pack-shape.ts'
import { wordsOf } from '../server/words.ts'
import { inLanguage, sourceInWords, time } from './clause-in-words.ts'
import type { Say } from './words.ts'

/** How a pack wants a complaint investigated: the report with its headings and signatures, and the time that lines of a plan have. */
export function investigationInWords(say: Say, { report, plan }: NonNullable<Pack['investigation']>): string[] {
  const roles = wordsOf(say.language, 'codes')
  const sourced = (one: { source: Parameters<typeof sourceInWords>[1] }) => ({ source: sourceInWords(say, one.source) })
  const signed = Object.entries(report?.signatures ?? {}).map(([role, one]) =>
    say('pack.explain.signer', { role: roles[`report-role.${role}`] ?? role, posts: one.posts, ...sourced(one) }),
  )
  const sections = (report?.sections ?? []).map((one) =>
    say('pack.explain.contains', { text: inLanguage(say, one.title), ...sourced(one) }),
  )
  const asked = report?.grades ? 'pack.explain.signed-report-of' : 'pack.explain.signed-report'
  return [
    ...(report ? [say(asked, { grades: report.grades, ...sourced(report) })] : []),
    ...[...sections, ...signed].map((line) => `  ${line}`),
    ...(plan ? [say('pack.explain.plan-within', { time: time(say, plan.within), ...sourced(plan) })] : []),
  ]
}
