import { Environment } from '@marcbachmann/cel-js'
import type { CaseState } from '../case/state.ts'
import type { Words } from '../shared/words.ts'
import { computingIn, namedIn } from './condition-reading.ts'
import { unreadable } from './unreadable-condition.ts'

/**
 * Conditions of a pack in CEL. They see clear facts only, and they compare but do not compute: no pattern that a
 * user's text could stall, no division, no index, so that a condition accepted at load can never fail on a case.
 */
const environment = new Environment({
  limits: { maxAstNodes: 200, maxDepth: 20, maxListElements: 100, maxMapEntries: 20, maxCallArguments: 8 },
})
  .registerVariable('kind', 'string')
  .registerVariable('channel', 'string')
  .registerVariable('axes', 'map<string, string>')
  .registerVariable('people', 'map<string, int>')
  .registerVariable('grade', 'string')
  .registerVariable('valid', 'bool')
  .registerVariable('invalid', 'bool')
  .registerVariable('complainant', 'string')
  .registerVariable('group_size', 'int')
  .registerVariable('amount_asked', 'int')
  .registerVariable('outcome', 'string')
  .registerVariable('answered', 'bool')
  .registerVariable('solved', 'bool')
  .registerVariable('response', 'string')
  .registerVariable('called_back', 'bool')
  .registerVariable('awaiting', 'list<string>')
  .registerVariable('links', 'list<string>')
  .registerVariable('lawsuit', 'string')
  .registerVariable('media', 'string')
  .registerVariable('outside_help', 'bool')
  .registerVariable('our_fault', 'bool')

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

/** All conditions of a pack look at the same state one after another. */
const looked = new WeakMap<CaseState, { readonly regime: string; readonly facts: Facts }>()

function factsOf(state: CaseState, regime: string): Facts {
  const known = looked.get(state)
  if (known?.regime === regime) return known.facts
  const facts = clearFactsOf(state, regime)
  looked.set(state, { regime, facts })
  return facts
}

function clearFactsOf(state: Asked, regime: string): Facts & Record<string, unknown> {
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
  }
}

/** All that conditions see of a case. */
export type Asked = Pick<
  CaseState,
  | 'regimes'
  | 'kind'
  | 'channel'
  | 'valid'
  | 'complainant'
  | 'groupSize'
  | 'amountAsked'
  | 'outcome'
  | 'answered'
  | 'solved'
  | 'response'
  | 'calledBack'
  | 'awaiting'
  | 'links'
  | 'circumstances'
>

/**
 * Whether conditions are bound to find in one state of a case what they find in another. Written out, since every act of
 * every case asks.
 */
export function sameForConditions(a: Asked, b: Asked): boolean {
  return (
    a.regimes === b.regimes &&
    a.kind === b.kind &&
    a.channel === b.channel &&
    a.valid === b.valid &&
    a.complainant === b.complainant &&
    a.groupSize === b.groupSize &&
    a.amountAsked === b.amountAsked &&
    a.outcome === b.outcome &&
    a.answered === b.answered &&
    a.solved === b.solved &&
    a.response === b.response &&
    a.calledBack === b.calledBack &&
    a.awaiting === b.awaiting &&
    a.links === b.links &&
    a.circumstances === b.circumstances
  )
}

function counted(people: Readonly<Record<string, number>> | undefined): Record<string, bigint> {
  return people === undefined
    ? {}
    : Object.fromEntries(Object.entries(people).map(([count, found]) => [count, BigInt(found)]))
}
