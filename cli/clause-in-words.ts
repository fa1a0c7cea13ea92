import { allowanceInWords, asPromised, parseAllowance } from '../core/calendar/allowance.ts'
import type { Source } from '../core/policy/shape-parts.ts'
import type { Words } from '../core/shared/words.ts'
import type { Say } from './words.ts'

/** Where a clause comes from, with how well it is known where that is less than surely. */
export function sourceInWords(say: Say, source: Source): string {
  if ('design' in source) return say('pack.explain.design', { why: source.design })
  const { clause, confidence } = source
  return confidence === 'A' ? clause : say('pack.explain.clause', { clause, confidence })
}

/** An allowance as written in a pack, in words. */
export function time(say: Say, written: string): string {
  if (written === asPromised) return say('pack.explain.asPromised')
  const parsed = parseAllowance(written)
  return parsed ? allowanceInWords(parsed, say.language === 'en' ? 'en' : 'zh') : written
}

/** What a pack says in both languages, in the one of the terminal. */
export function inLanguage(say: Say, { zh, en }: Words): string {
  return say.language === 'en' ? en : zh
}
