import { type Deadline, portalChannel } from '../../api/portal.ts'
import { allowanceInWords, parseAllowance } from '../../core/calendar/allowance.ts'
import type { CaseEventType } from '../../core/case/events.ts'
import type { Obligation } from '../../core/case/state.ts'
import { limitsOf } from '../../core/policy/limits.ts'
import { dutiesOf, type PackInForce, valueAt } from '../../core/policy/pack-in-force.ts'
import type { Duty } from '../../core/policy/pack-shape.ts'
import type { Words } from '../../core/shared/words.ts'
import type { Language } from '../words.ts'

/** Words of a pack in the reader's language. */
export function inLanguage(words: Words, language: Language): string {
  return language === 'en' ? words.en : words.zh
}

/** Steps that a complainant sees happen, or is told of. */
const seen: readonly CaseEventType[] = [
  'CaseRegistered',
  'CaseAccepted',
  'CaseRefused',
  'ComplaintAcknowledged',
  'ComplainantInformed',
  'InvestigationConcluded',
  'ComplaintAnswered',
  'CalledBack',
  'ReviewRequested',
  'ReviewDecided',
  'CaseClosed',
]

/**
 * True for a duty that the complainant can follow: its beginning and its end are seen from outside. A duty that holds
 * only under a condition is left out, since it would give away how the office has classified or judged the complaint.
 */
function isTowardsComplainant(duty: Duty): boolean {
  return (
    duty.only_if === undefined && seen.includes(duty.starts_on) && duty.stops_on.some((type) => seen.includes(type))
  )
}

const states: Partial<Readonly<Record<Obligation['status'], Deadline['state']>>> = {
  running: 'running',
  paused: 'paused',
  missed: 'late',
  met: 'met',
  'met-late': 'met-late',
}

/** The duties of a case towards its complainant: first what is owed, by due moment, then what was done. */
export function deadlinesOf(
  obligations: readonly Obligation[],
  packs: readonly PackInForce[],
  language: Language,
): Deadline[] {
  const shown = obligations.flatMap((one): Deadline[] => {
    const pack = packs.find(({ id }) => id === one.regime)
    const duty = pack && dutiesOf(pack).find(([name]) => name === one.duty)?.[1]
    const state = states[one.status]
    if (!duty || !state || !isTowardsComplainant(duty)) return []
    return [
      {
        duty: inLanguage(duty.duty, language),
        due: one.due,
        state,
        settledAt: one.settledAt ?? null,
        provisional: one.provisional,
        moves: one.moves ?? [],
      },
    ]
  })
  return shown.sort((a, b) => Number(isDone(a)) - Number(isDone(b)) || (a.due < b.due ? -1 : 1))
}

function isDone({ state }: Deadline): boolean {
  return state === 'met' || state === 'met-late'
}

/** What the office binds itself to from the moment a complaint arrives, the shortest first: before there is a case. */
export function promisesOf(
  packs: readonly PackInForce[],
  day: string,
  language: Language,
): { duty: string; within: string }[] {
  const duties = packs
    .flatMap((pack) => dutiesOf(pack).map(([, duty]) => duty))
    .filter((duty) => duty.starts_on === 'CaseRegistered' && isTowardsComplainant(duty))
  const promised = duties.flatMap((duty) => {
    const limit = limitsOf(duty).find(({ channels }) => channels?.includes(portalChannel) ?? true)
    const allowance = parseAllowance((limit && valueAt(limit.allow, day)) ?? '')
    return allowance
      ? [
          {
            duty: inLanguage(duty.duty, language),
            within: allowanceInWords(allowance, language === 'en' ? 'en' : 'zh'),
            hours: allowance.amount * (hoursOf[allowance.unit] ?? 0),
          },
        ]
      : []
  })
  return promised.sort((a, b) => a.hours - b.hours).map(({ duty, within }) => ({ duty, within }))
}

/** Only to put promises in order. */
const hoursOf: Readonly<Record<string, number>> = {
  'calendar-minutes': 1 / 60,
  'calendar-hours': 1,
  'calendar-days': 24,
  'working-minutes': 1 / 20,
  'working-hours': 3,
  'working-days': 30,
  months: 730,
  'same-day': 12,
}

/** The rights that the packs name, each once. */
export function rightsOf(packs: readonly PackInForce[], language: Language): string[] {
  return [
    ...new Set(packs.flatMap((pack) => pack.content.feedback.rights.map(({ text }) => inLanguage(text, language)))),
  ]
}
