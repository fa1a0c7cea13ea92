import { Environment } from '@marcbachmann/cel-js'
import type { CaseState } from '../case/state.ts'
import type { Words } from '../shared/words.ts'
import { computingIn, factsIn, namedIn } from './condition-reading.ts'
import { unreadable } from './unreadable-condition.ts'

/** The facts that a condition may name: the type of each, and of what in a case it is made. */
const named = {
  kind: ['string', 'kind'],
  channel: ['string', 'channel'],
  axes: ['map<string, string>', 'regimes'],
  people: ['map<string, int>', 'regimes'],
  grade: ['string', 'regimes'],
  valid: ['bool', 'valid'],
  invalid: ['bool', 'valid'],
  complainant: ['string', 'complainant'],
  group_size: ['int', 'groupSize'],
  amount_asked: ['int', 'amountAsked'],
  outcome: ['string', 'outcome'],
  answered: ['bool', 'answered'],
  solved: ['bool', 'solved'],
  response: ['string', 'response'],
  called_back: ['bool', 'calledBack'],
  awaiting: ['list<string>', 'awaiting'],
  links: ['list<string>', 'links'],
  lawsuit: ['string', 'circumstances'],
  media: ['string', 'circumstances'],
  outside_help: ['bool', 'circumstances'],
  our_fault: ['bool', 'circumstances'],
  in_mediation: ['bool', 'mediation'],
} as const satisfies Record<string, readonly [type: string, part: keyof CaseState]>

/**
 * Conditions of a pack in CEL. They see clear facts only, and they compare but do not compute: no pattern that a
 * user's text could stall, no division, no index, so that a condition accepted at load can never fail on a case.
 */
const environment = new Environment({
  limits: { maxAstNodes: 200, maxDepth: 20, maxListElements: 100, maxMapEntries: 20, maxCallArguments: 8 },
})
for (const [name, [type]] of Object.entries(named)) environment.registerVariable(name, type)

export type Condition = (facts: CaseState, regime: string) => boolean

const known = new Map<string, Condition>()

/**
 * @param text a CEL expression over the case's clear facts; money in minor units, an axis not yet set is `""`, a count not yet made 0
 * @returns the condition, or the words that say what is wrong with the text
 */
export function compileCondition(text: string): Condition | Words {
  const cached = known.get(text)
  if (cached) return cached
  const checked = environment.check(text)
  if (!checked.valid) return unreadable(checked)
  if (checked.type !== 'bool') return ofOtherType(checked.type)
  const evaluate = environment.parse(text)
  const computing = computingIn(evaluate.ast)
  if (computing) return computing
  const unset = {
    axes: Object.fromEntries(namedIn(evaluate.ast, 'axes').map((axis) => [axis, ''])),
    people: Object.fromEntries(namedIn(evaluate.ast, 'people').map((count) => [count, 0n])),
  }
  const asksTables = Object.keys(unset.axes).length + Object.keys(unset.people).length > 0
  const condition: Condition = (state, regime) => {
    const facts = factsOf(state, regime)
    return evaluate(asksTables ? withUnset(facts, unset) : facts) === true
  }
  known.set(text, condition)
  return condition
}

/**
 * A condition of a pack that was accepted at load.
 *
 * @throws Error where the text never was a condition: the loader let it pass, a bug
 */
export function conditionOf(text: string): Condition {
  const condition = compileCondition(text)
  if (typeof condition !== 'function') throw new Error(`condition "${text}": ${condition.en}`)
  return condition
}

function ofOtherType(type: string | undefined): Words {
  return {
    zh: `条件的结果只能是真或假，这里的类型是 ${type}`,
    en: `a condition is true or false; this is of the type ${type}`,
  }
}

type Unset = { readonly axes: Record<string, string>; readonly people: Record<string, bigint> }

type Facts = { readonly axes: Readonly<Record<string, string>>; readonly people: Readonly<Record<string, bigint>> }

function withUnset(facts: Facts, unset: Unset): Facts {
  return { ...facts, axes: { ...unset.axes, ...facts.axes }, people: { ...unset.people, ...facts.people } }
}

/**
 * All conditions of a pack look at the same state one after another, so the last one is remembered. A WeakMap would keep
 * every state alive, with the rows that it was folded from, until the old heap is collected: its values are held fast by
 * each collection of the young one.
 */
let last: { readonly state: CaseState; readonly regime: string; readonly facts: Facts } | undefined

function factsOf(state: CaseState, regime: string): Facts {
  if (last?.state !== state || last.regime !== regime) last = { state, regime, facts: clearFactsOf(state, regime) }
  return last.facts
}

function clearFactsOf(state: Pick<CaseState, Seen>, regime: string): Facts & Record<Name, unknown> {
  const pinned = state.regimes.find((one) => one.pack === regime)
  return {
    kind: state.kind,
    channel: state.channel,
    axes: pinned?.axes ?? {},
    people: counted(pinned?.people),
    grade: pinned?.grade ?? '',
    valid: state.valid === true,
    invalid: state.valid === false,
    complainant: state.complainant.kind,
    group_size: BigInt(state.groupSize),
    amount_asked: BigInt(state.amountAsked?.minor ?? 0),
    outcome: state.outcome ?? '',
    answered: state.answered,
    solved: state.solved === true,
    response: state.response ?? '',
    called_back: state.calledBack,
    awaiting: state.awaiting,
    links: state.links.map((link) => link.kind),
    lawsuit: state.circumstances.lawsuit,
    media: state.circumstances.media,
    outside_help: state.circumstances.outsideHelp,
    our_fault: state.circumstances.ourFault,
    in_mediation: state.mediation?.open === true,
  }
}

/** A part of a case that conditions see. */
export type Seen = (typeof named)[Name][1]

type Name = keyof typeof named

/**
 * What conditions see of a case, each part once: as long as that stays, so does what they find.
 *
 * @param conditions texts that compile; what is left out sees nothing
 */
export function seenBy(conditions: readonly (string | undefined)[]): readonly Seen[] {
  const facts = conditions.flatMap((text) => (text === undefined ? [] : factsIn(text)))
  return [...new Set(facts.filter(isNamed).map((name) => named[name][1]))]
}

/** Words that a condition binds for itself, as in `links.exists(one, …)`, are no facts. */
function isNamed(word: string): word is Name {
  return Object.hasOwn(named, word)
}

function counted(people: Readonly<Record<string, number>> | undefined): Record<string, bigint> {
  return people === undefined
    ? {}
    : Object.fromEntries(Object.entries(people).map(([count, found]) => [count, BigInt(found)]))
}
