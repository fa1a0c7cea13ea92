import type { Statement } from '../db/pool.ts'
import { axisSubject } from './subjects.ts'

/** What a person said of a complaint: its class on each axis of a pack. */
export type Confirmed = {
  readonly caseId: string
  readonly regime: string
  readonly axes: Readonly<Record<string, string>>
}
/** What a person decided of a complaint: its unit, its handler, its grade under a pack. */
export type Decided = { readonly caseId: string; readonly subject: string; readonly label: string }

/**
 * What people classified last, a row for each complaint and pack; of 20,000 at most, the latest: older ones were classified
 * by other habits.
 */
export function selectConfirmed(): Statement {
  const text = `select * from (
      select distinct on (stream_id, data->>'regime') stream_id as "caseId", data->>'regime' as regime, data->'axes' as axes, recorded_at as at
      from fact where type = 'CaseClassified' and origin = 'human' order by stream_id, data->>'regime', version desc) latest
    order by at desc limit 20000`
  return { name: 'confirmed-classes', text, values: [] }
}

/** To whom people gave complaints last and how grave they found them; as many as of the classes. */
export function selectDecided(): Statement {
  const text = `select "caseId", subject, label from (
      select distinct on (f.stream_id, d.subject) f.stream_id as "caseId", d.subject, d.label, f.recorded_at as at
      from fact f, lateral (values ('unit', coalesce(f.data->>'to', f.data->>'unit')), ('handler', f.data->>'handler'), ('grade:' || (f.data->>'regime'), f.data->>'grade')) d(subject, label)
      where f.type in ('CaseForwarded', 'CaseAssigned', 'CaseGraded') and f.origin = 'human' and d.label is not null and d.subject is not null
      order by f.stream_id, d.subject, f.version desc) latest
    order by at desc limit 60000`
  return { name: 'confirmed-decisions', text, values: [] }
}

/** What people said no to, the latest. */
export function selectNoes(): Statement {
  const text = `select case_id as "caseId", subject, value as label from proposal_no order by at desc limit 20000`
  return { name: 'noes', text, values: [] }
}

/** How often people decided so far, and said no. */
export function countConfirmed(): Statement {
  const text = `select (select count(*) from fact where type = 'CaseClassified' and origin = 'human')::int
    + (select count(*) from fact where type in ('CaseForwarded', 'CaseAssigned', 'CaseGraded') and origin = 'human')::int
    + (select count(*) from proposal_no)::int as count`
  return { name: 'count-confirmed', text, values: [] }
}

/** What is known of a complaint for a subject: what a person gave it, and what somebody said that it is not. */
export type Verdict = { label?: string; readonly not: string[] }

/** The verdicts of each subject by complaint. */
export function verdictsBySubject(
  confirmed: readonly Confirmed[],
  decided: readonly Decided[],
  noes: readonly Decided[],
): Map<string, Map<string, Verdict>> {
  const subjects = new Map<string, Map<string, Verdict>>()
  const verdictOn = (subject: string, caseId: string) => {
    const cases = subjects.get(subject) ?? new Map<string, Verdict>()
    const verdict = cases.get(caseId) ?? { not: [] }
    subjects.set(subject, cases.set(caseId, verdict))
    return verdict
  }
  for (const { caseId, regime, axes } of confirmed)
    for (const [axis, value] of Object.entries(axes)) verdictOn(axisSubject(regime, axis), caseId).label = value
  for (const { caseId, subject, label } of decided) verdictOn(subject, caseId).label = label
  for (const { caseId, subject, label } of noes) verdictOn(subject, caseId).not.push(label)
  return subjects
}
