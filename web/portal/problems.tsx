import type { FieldProblem, PortalForm, PortalNotice } from '../../api/portal.ts'
import { useReading } from './reading.ts'
import { fill, type Words } from './words.ts'

/** What the fields of a form are called, by name. */
export type Labels = Readonly<Record<string, string>>

/** What is wrong with each field, in words. */
export type Said = ReadonlyMap<string, string>

export function sayProblems({ problems, typed }: PortalForm, labels: Labels, w: Words): Said {
  return new Map(
    problems.map((problem) => [
      problem.field,
      say(problem, labels[problem.field] ?? problem.field, (typed[problem.field] ?? '').length, w),
    ]),
  )
}

function say({ code, limit }: FieldProblem, label: string, length: number, w: Words): string {
  const sentence = code === 'too-long' ? w.problems.tooLong : w.problems[code]
  return fill(sentence, { label, limit: limit ?? '', length })
}

const noticeWords: Readonly<Record<PortalNotice, keyof Words['notices']>> = {
  'too-quick': 'tooQuick',
  robot: 'robot',
  'too-many-filings': 'tooManyFilings',
  'sent-already': 'sentAlready',
  'out-of-date': 'outOfDate',
  'wrong-code': 'wrongCode',
  'too-many-tries': 'tooManyTries',
  'session-over': 'sessionOver',
  'changed-meanwhile': 'changedMeanwhile',
  'check-again': 'checkAgain',
}

/** What stands above a form that was not taken: why, and a link to each field that needs a look. */
export function Problems({ form, said, prefix = '' }: { form: PortalForm; said: Said; prefix?: string }) {
  const { w } = useReading()
  return (
    <>
      {form.notice && <Notice text={w.notices[noticeWords[form.notice]]} />}
      {form.refusal && <Notice text={form.refusal} />}
      {said.size > 0 && (
        <div className="summary" role="alert" tabIndex={-1}>
          <h2>{fill(w.problems.heading, { n: said.size })}</h2>
          <ul>
            {[...said].map(([field, text]) => (
              <li key={field}>
                <a href={`#${prefix}${field}`}>{text}</a>
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  )
}

export function Notice({ text }: { text: string }) {
  return (
    <p className="notice" role="alert">
      {text}
    </p>
  )
}
