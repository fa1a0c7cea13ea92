import type { CasePageView } from '../../api/cases.ts'
import type { CaseState } from '../../core/case/state.ts'
import type { Organisation } from '../directory.ts'
import type { ToldFact } from '../trail/envelope.ts'

type Opened = { readonly fact: ToldFact; readonly data: Record<string, unknown> }
type Entry = CasePageView['tasks'][number]['entries'][number]

/** What a case page shows of promises, tasks, crises, mediation and the execution, with their words opened. */
export function decisionsOf(told: readonly Opened[], state: CaseState, organisation: Organisation, now: string) {
  return {
    promises: promisesOf(told, state, now),
    tasks: tasksOf(told, state, organisation),
    crisis: crisisOf(told, state),
    mediations: mediationsOf(told),
    execution: executionOf(told, state, organisation),
  }
}

function promisesOf(told: readonly Opened[], { promises }: CaseState, now: string): CasePageView['promises'] {
  return promises.map(({ number, party, staff, until, status }) => {
    const of = (...types: string[]) =>
      told.find(({ fact, data }) => types.includes(fact.type) && data.promise === number)
    const [made, settled] = [of('PromiseMade'), of('PromiseKept', 'PromiseReleased')]
    const settledAt = settled?.fact.occurredAt ?? null
    return {
      ...{ number, party, staff, until, status, settledAt },
      what: words(made?.data.what),
      madeAt: made?.fact.occurredAt ?? until,
      late: (settledAt ?? now) > until,
      text: words(settled?.data.text),
      reason: words(settled?.data.reason),
      evidence: typeof settled?.data.evidence === 'number' ? settled.data.evidence : null,
    }
  })
}

function tasksOf(told: readonly Opened[], { tasks }: CaseState, organisation: Organisation): CasePageView['tasks'] {
  return tasks.map(({ number, unit, person, status, mediator = null, arbitrator = null }) => {
    const entries = told
      .filter(({ fact, data }) => /^(Task|ArbitrationAsked)/.test(fact.type) && data.task === number)
      .map((one) => taskEntry(one, organisation))
    return { number, unit, person, status, mediator, arbitrator, entries }
  })
}

/** One line of the record of a task: the question, an answer, a reason, a decision. */
export function taskEntry({ fact, data }: Opened, { people }: Organisation): Entry {
  return {
    type: fact.type,
    at: fact.occurredAt,
    by: people.get(fact.byId)?.name ?? null,
    text: words(data.question ?? data.text ?? data.reason),
    agreed: typeof data.agreed === 'boolean' ? data.agreed : null,
  }
}

function crisisOf(told: readonly Opened[], { crisis, crisisActs }: CaseState): CasePageView['crisis'] {
  const declared = told.findLast(({ fact }) => fact.type === 'CrisisDeclared')
  if (!declared) return null
  const { members, since } = declared.data as { members: string[]; since: string }
  const acts = told.filter(({ fact }) => fact.type === 'CrisisActed')
  return {
    members,
    since,
    ended: crisis?.ended ?? true,
    reason: words(declared.data.reason),
    acts: crisisActs.map(({ number, by, reported }) => {
      const act = acts.find(({ data }) => data.act === number)
      const report = told.find(({ fact, data }) => fact.type === 'CrisisReported' && data.act === number)
      const did = act?.data.did === 'executed' ? 'executed' : 'approved'
      return { number, did, by, at: act?.fact.occurredAt ?? '', reported, text: words(report?.data.text) }
    }),
  }
}

function mediationsOf(told: readonly Opened[]): CasePageView['mediations'] {
  return told
    .filter(({ fact }) => fact.type === 'MediationCommissioned')
    .map(({ fact, data }) => {
      const of = (type: string) => told.filter((one) => one.fact.type === type && one.data.mediation === data.mediation)
      const [ended] = of('MediationEnded')
      return {
        number: data.mediation as number,
        mediator: String(data.mediator),
        name: words(data.name),
        reason: words(data.reason),
        since: fact.occurredAt,
        meetings: of('MediationMet').map((met) => ({ at: String(met.data.metAt), text: words(met.data.text) })),
        agreed: typeof ended?.data.agreed === 'boolean' ? ended.data.agreed : null,
        text: words(ended?.data.text),
        endedAt: ended?.fact.occurredAt ?? null,
      }
    })
}

function executionOf(
  told: readonly Opened[],
  { proposal }: CaseState,
  { people }: Organisation,
): CasePageView['execution'] {
  const found = told.findLast(({ fact }) => fact.type === 'RemedyExecuted')
  if (!found || proposal?.status !== 'executed') return null
  const { fact, data } = found
  return {
    what: words(data.what),
    by: words(data.executedBy) ?? people.get(fact.byId)?.name ?? null,
    at: String(data.executedAt),
    effect: words(data.effect),
    payment: words(data.payment),
  }
}

function words(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}
