import { Environment } from '@marcbachmann/cel-js'
import type { CaseState } from '../case/state.ts'

/**
 * Conditions of a pack in CEL. They see clear facts only. `matches` is banned: a pattern written by a rule maker
 * could stall the server on a user's text.
 */
const environment = new Environment({ limits: { maxAstNodes: 200, maxDepth: 20, maxListElements: 100, maxMapEntries: 20, maxCallArguments: 8 } })
  .registerVariable('kind', 'string')
  .registerVariable('channel', 'string')
  .registerVariable('axes', 'map')
  .registerVariable('grade', 'string')
  .registerVariable('valid', 'bool')
  .registerVariable('invalid', 'bool')
  .registerVariable('complainant', 'string')
  .registerVariable('group_size', 'int')
  .registerVariable('amount_asked', 'int')
  .registerVariable('answered', 'bool')
  .registerVariable('links', 'list<string>')

export type Condition = (facts: CaseState, regime: string) => boolean

const known = new Map<string, Condition>()

/**
 * @param text a CEL expression over the case's clear facts
 * @returns the condition, or the sentence that says what is wrong with the text
 */
export function compileCondition(text: string): Condition | string {
  const cached = known.get(text)
  if (cached) return cached
  if (/\bmatches\b/.test(text)) return '`matches` is not allowed in a condition'
  const checked = environment.check(text)
  if (!checked.valid) return checked.error?.message ?? 'the condition cannot be read'
  const evaluate = environment.parse(text)
  const condition: Condition = (state, regime) => evaluate(factsOf(state, regime)) === true
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
  if (typeof condition === 'string') throw new Error(`condition "${text}": ${condition}`)
  return condition
}

function factsOf(state: CaseState, regime: string): Record<string, unknown> {
  const pinned = state.regimes.find((one) => one.pack === regime)
  return {
    kind: state.kind,
    channel: state.channel,
    axes: { content: '', nature: '', source: '', mode: '', ...pinned?.axes },
    grade: pinned?.grade ?? '',
    valid: state.valid === true,
    invalid: state.valid === false,
    complainant: state.complainant.kind,
    group_size: BigInt(state.groupSize),
    amount_asked: BigInt(state.amountAsked?.minor ?? 0),
    answered: state.answered,
    links: state.links.map((link) => link.kind),
  }
}
