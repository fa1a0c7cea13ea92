/**
 * A refusal is an answer: a code, the values its sentence needs, and the rule it comes from.
 * The sentence stands in `words/<language>/refusals.json` under the code.
 */
export type Refusal = {
  readonly refused: true
  readonly code: string
  readonly params: Readonly<Record<string, unknown>>
  /** Clause of the pack that says no, e.g. `enterprise:authority.money`; absent where the house itself says no. */
  readonly rule?: string
}

/**
 * @param code   dotted, stage first: `triage.lowering-needs-reason`
 * @param params plain values for the sentence; never personal ones, since a refusal may be logged
 * @param rule   where the rule stands, see `PackInForce.at`
 */
export function refuse(code: string, params: Record<string, unknown> = {}, rule?: string): Refusal {
  return rule === undefined ? { refused: true, code, params } : { refused: true, code, params, rule }
}

/** Tells a refusal from whatever else a decision may give. */
export function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && 'refused' in value && value.refused === true
}
