import type { Command } from 'commander'
import type { PackInForce } from '../core/policy/pack-in-force.ts'
import type { Duty, Limit } from '../core/policy/pack-shape.ts'
import { wordsOf } from '../server/words.ts'
import { inLanguage, sourceInWords, time } from './clause-in-words.ts'
import { Failure } from './failure.ts'
import { investigationInWords } from './investigation-in-words.ts'
import { onePack } from './packs-chosen.ts'
import { letterInWords, peopleInWords } from './people-in-words.ts'
import { proposalsInWords } from './proposals-in-words.ts'
import { reportInWords } from './report-in-words.ts'
import type { Say } from './words.ts'

export function addPackExplain(group: Command, say: Say): void {
  group
    .command('explain')
    .description(say('command.pack-explain'))
    .argument('<id>', say('argument.version'))
    .argument('[obligation]', say('argument.obligation'))
    .action((id: string, obligation: string | undefined) => run(say, id, obligation))
}

/** A pack in sentences: its grades, what is owed by when and by which clause, reports, people, letters; or one duty of it. */
async function run(say: Say, id: string, obligation: string | undefined): Promise<void> {
  const pack = await onePack(say, id)
  const { manifest, grades, obligations, investigation, reports = {}, people = {}, letters = {} } = pack.content
  const named = obligation === undefined ? undefined : obligations[obligation]
  if (obligation !== undefined && !named)
    throw new Failure([say('due.no-obligation', { pack: pack.id, obligations: Object.keys(obligations) })])
  if (obligation !== undefined && named) return lines(await dutyInWords(say, pack, obligation, named))
  lines([
    `${inLanguage(say, manifest.name)} ${manifest.version} (${pack.hash.slice(0, 12)})`,
    inLanguage(say, manifest.about),
    ...countingInWords(say, manifest),
    ...grades.order.map(({ name, when, source }) =>
      say(when ? 'pack.explain.grade' : 'pack.explain.last-grade', {
        name: inLanguage(say, name),
        when,
        source: sourceInWords(say, source),
      }),
    ),
  ])
  for (const [name, duty] of Object.entries(obligations)) lines(await dutyInWords(say, pack, name, duty))
  lines(proposalsInWords(say, pack.content))
  if (investigation) lines(investigationInWords(say, investigation))
  for (const [name, report] of Object.entries(reports)) lines(reportInWords(say, name, report))
  for (const [name, rule] of Object.entries(people)) lines(peopleInWords(say, name, rule))
  const facts = wordsOf(say.language, 'facts')
  for (const [name, letter] of Object.entries(letters))
    lines(letterInWords(say, name, letter, facts[`short.${letter.on}`] ?? letter.on))
}

/** How periods in days end, and by whose clock. */
function countingInWords(say: Say, { counting }: PackInForce['content']['manifest']): string[] {
  const words = wordsOf(say.language, 'screens')
  if (!counting) return [words['packs.counting-civil-code'] ?? '']
  const { last_day_off, ends, zone, source } = counting
  const rule = [words[`packs.last-day-off.${last_day_off}`], words[`packs.day-ends.${ends}`], zone]
  return [`${rule.filter(Boolean).join('; ')} [${sourceInWords(say, source)}]`]
}

async function dutyInWords(say: Say, pack: PackInForce, name: string, duty: Duty): Promise<string[]> {
  const { dutiesOf } = await import('../core/policy/pack-in-force.ts')
  const { limitsOf } = await import('../core/policy/limits.ts')
  const facts = wordsOf(say.language, 'facts')
  const called = (types: readonly string[] = []) => types.map((type) => facts[`short.${type}`] ?? type)
  const off = dutiesOf(pack).every(([one]) => one !== name)
  const optional = (key: string, value: unknown) => (value === undefined ? [] : [say(`pack.explain.${key}`, { value })])
  return [
    `${name}: ${inLanguage(say, duty.duty)} [${sourceInWords(say, duty.source)}]${off ? ` ${say('pack.explain.off')}` : ''}`,
    say('pack.explain.runs', { starts: called([duty.starts_on]), stops: called(duty.stops_on) }),
    ...limitsOf(duty).map((limit) => limitInWords(say, limit)),
    ...optional('only-if', duty.only_if),
    ...optional('stops-if', duty.stops_if),
    ...optional('pauses', duty.pause && called(duty.pause.on)),
    ...optional('restarts', duty.restarts_on && called(duty.restarts_on)),
    ...(duty.extend ?? []).map(({ to, approve, source }) =>
      say('pack.explain.extends', { to: time(say, to), approve, source: sourceInWords(say, source) }),
    ),
    ...duty.warn.map((step) => stepInWords(say, step)),
  ].map((line, i) => (i === 0 ? line : `  ${line}`))
}

function stepInWords(say: Say, { at, after, tell, raise, assign, bulletin }: Duty['warn'][number]): string {
  const told = say(raise ? 'pack.explain.raises' : 'pack.explain.tells', { step: at ?? `+${after}`, tell, raise })
  const assigned = assign ? say('pack.explain.assigns', { post: assign }) : ''
  return `${told}${assigned}${bulletin ? say('pack.explain.bulletin', { to: bulletin }) : ''}`
}

function limitInWords(say: Say, { channels, received, allow, source }: Limit): string {
  const times = Object.entries(allow).map(([day, written]) =>
    written === null ? say('pack.explain.ends', { day }) : say('pack.explain.since', { day, time: time(say, written) }),
  )
  const receipt = (received ?? []).map((one) => say(`due.received.${one}`))
  const whose = [...(channels ?? []), ...receipt]
  const values = { times, whose, source: sourceInWords(say, source) }
  return say(whose.length > 0 ? 'pack.explain.limit-for' : 'pack.explain.limit', values)
}

function lines(all: readonly string[]): void {
  for (const line of all) console.log(line)
}
