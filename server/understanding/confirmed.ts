import type { Statement } from '../db/pool.ts'

/** What a person said of a complaint: its class on each axis of a pack. */
export type Confirmed = {
  readonly caseId: string
  readonly regime: string
  readonly axes: Readonly<Record<string, string>>
}

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

/** How many classifications people made so far. */
export function countConfirmed(): Statement {
  const text = `select count(*)::int as count from fact where type = 'CaseClassified' and origin = 'human'`
  return { name: 'count-confirmed', text, values: [] }
}

/** What a model proposes, as `class_model` calls it. */
export function subjectOf(regime: string, axis: string): string {
  return `axis:${regime}:${axis}`
}

/** The labels of each subject by complaint. */
export function labelsBySubject(confirmed: readonly Confirmed[]): Map<string, Map<string, string>> {
  const subjects = new Map<string, Map<string, string>>()
  for (const { caseId, regime, axes } of confirmed)
    for (const [axis, value] of Object.entries(axes)) {
      const subject = subjectOf(regime, axis)
      const labels = subjects.get(subject) ?? new Map<string, string>()
      subjects.set(subject, labels.set(caseId, value))
    }
  return subjects
}
