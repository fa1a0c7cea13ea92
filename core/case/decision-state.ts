/** What was promised to a party; `staff` owes it. */
export type Promised = {
  readonly number: number
  readonly party: string
  readonly staff: string
  readonly until: string
  readonly status: 'open' | 'kept' | 'released'
}

/** Work that another department does for the case: its interface person, and who mediates and decides between the sides. */
export type Task = {
  readonly number: number
  readonly unit: string
  readonly person: string
  readonly status: 'asked' | 'answered' | 'in-mediation' | 'agreed' | 'in-arbitration' | 'decided' | 'closed'
  readonly mediator?: string
  readonly arbitrator?: string
}

/** Who may act beyond the own tier, from a day of the office on. */
export type Crisis = { readonly members: readonly string[]; readonly since: string; readonly ended: boolean }

export type Contradiction = {
  readonly number: number
  readonly one: number
  readonly other: number
  readonly settled: boolean
}

/** An appraisal by somebody outside; `evidence` are the numbers of what it was given. */
export type Appraisal = { readonly number: number; readonly evidence: readonly number[]; readonly ended: boolean }
