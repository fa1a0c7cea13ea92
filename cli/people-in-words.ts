import type { Letter } from '../core/policy/letter-shape.ts'
import type { PeopleRule } from '../core/policy/people-shape.ts'
import { inLanguage, sourceInWords, time } from './clause-in-words.ts'
import type { Say } from './words.ts'

/** What a document asks of people: for which posts, with the figures it gives by the day from which they hold. */
export function peopleInWords(say: Say, name: string, rule: PeopleRule): string[] {
  const said = { name, rule: inLanguage(say, rule.name), posts: rule.posts, source: sourceInWords(say, rule.source) }
  const by = 'by' in rule && rule.by ? [`  ${say('pack.explain.people-by', { posts: rule.by })}`] : []
  const figures = figuresOf(say, rule).map(([day, figure]) => `  ${say('pack.explain.people-figure', { day, figure })}`)
  return [say('pack.explain.people', said), ...figures, ...by]
}

function figuresOf(say: Say, rule: PeopleRule): [string, string][] {
  const told = <T>(values: Record<string, T | null>, inWords: (value: T) => string) =>
    Object.entries(values).map(([day, value]): [string, string] => [
      day,
      value === null ? say('pack.explain.no-more') : inWords(value),
    ])
  switch (rule.rule) {
    case 'staffed':
      return told(rule.at_least, (count) => say('pack.explain.staffed', { number: count }))
    case 'recurring':
      return told(rule.every, (every) => say('pack.explain.recurring', { every: say(`pack.explain.rhythm.${every}`) }))
    case 'prepared':
      return told(rule.before, (before) => say('pack.explain.prepared', { time: time(say, before) }))
    case 'charged':
      return told(rule.yuan, (yuan) => say('pack.explain.charged', { yuan }))
    case 'conduct':
      return []
  }
}

/** A letter: with what it goes out, and what it has to hold. */
export function letterInWords(say: Say, name: string, letter: Letter, fact: string): string[] {
  const { must, source } = letter
  const held = Object.entries(must).map(
    ([placeholder, { what, since, source: from }]) =>
      `  ${say(since ? 'pack.explain.holds-since' : 'pack.explain.holds', {
        placeholder,
        what: inLanguage(say, what),
        day: since,
        source: sourceInWords(say, from),
      })}`,
  )
  const said = { name, letter: inLanguage(say, letter.name), fact, source: sourceInWords(say, source) }
  return [say('pack.explain.letter', said), ...held]
}
