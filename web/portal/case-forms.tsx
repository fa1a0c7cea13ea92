import type { ReactNode } from 'react'
import type { CommandForm, PortalCaseView, PortalCommand } from '../../api/portal.ts'
import { draftName } from './draft-name.ts'
import { type FormOf, Hidden, LineField, RadioField, TextField } from './field.tsx'
import { DraftNote } from './file-page.tsx'
import { Filled, Moment } from './moment.tsx'
import { type Labels, Problems, sayProblems } from './problems.tsx'
import { useReading } from './reading.ts'
import { SurveyFields } from './survey-fields.tsx'
import type { Words } from './words.ts'

type Fields = { readonly form: FormOf; readonly view: PortalCaseView }

const fieldsOf: Readonly<Record<PortalCommand, (props: Fields) => ReactNode>> = {
  supplement: SupplementFields,
  'add-statement': StatementFields,
  'record-answer': AnswerFields,
  survey: SurveyFields,
  'ask-review': ReviewFields,
  withdraw: WithdrawFields,
}

/** What the complainant may do now, each a plain form that opens and closes without a script. */
export function CaseForms({ view, forms }: { view: PortalCaseView; forms: readonly CommandForm[] }) {
  return (
    <div className="acts">
      {forms.map((form) => (
        <Act key={form.command} form={form} view={view} />
      ))}
    </div>
  )
}

function Act({ form, view }: { form: CommandForm; view: PortalCaseView }) {
  const { w } = useReading()
  const { command, requestKey, typed } = form
  const words = w.forms[command]
  const said = sayProblems(form, labelsOf(command, view, w), w)
  const prefix = `${command}-`
  const Fields = fieldsOf[command]
  const heading = headingOf(command, view, w)
  const fresh = Object.keys(typed).length === 0
  return (
    <details id={command} open={isWanted(form, view)}>
      <summary>{heading}</summary>
      <p className="hint">
        {words.lead}{' '}
        {command === 'ask-review' && view.reviewUntil && (
          <Filled sentence={w.case.reviewUntil} values={{ until: <Moment at={view.reviewUntil} zone={view.zone} /> }} />
        )}
      </p>
      <Problems form={form} said={said} prefix={prefix} />
      <form
        method="post"
        action={`/portal/case/${command}#${command}`}
        noValidate
        data-draft={command === 'withdraw' ? undefined : draftName(view, command)}
        data-fresh={fresh ? '' : undefined}
        data-sending={w.frame.sending}
      >
        <Hidden name="key" value={requestKey} />
        <Hidden name="turns" value={String(view.turns)} />
        <Fields form={{ typed, said, prefix }} view={view} />
        <div className="send">
          <button type="submit" className={command === 'withdraw' ? 'grave' : 'primary'}>
            {words.submit}
          </button>
        </div>
        <DraftNote />
      </form>
    </details>
  )
}

function headingOf(command: PortalCommand, { response, missing }: PortalCaseView, { forms }: Words): string {
  if (command === 'record-answer' && response) return forms['record-answer'].again
  return command === 'supplement' && missing.length === 0 ? forms.supplement.again : forms[command].heading
}

/** Open without being asked: what was just refused, and what the office is waiting for. */
function isWanted({ command, problems, notice, refusal }: CommandForm, view: PortalCaseView): boolean {
  if (problems.length > 0 || notice || refusal) return true
  if (command === 'record-answer') return view.standing === 'answered'
  return command === 'add-statement' && view.asked !== null
}

function labelsOf(command: PortalCommand, { dimensions }: PortalCaseView, w: Words): Labels {
  const scores = Object.fromEntries(dimensions.map(({ id, name }) => [`score-${id}`, name]))
  return { ...w.forms[command], ...scores }
}

const supplementing = [
  'name',
  'phone',
  'email',
  'address',
  'happenedAt',
  'place',
  'product',
  'respondent',
  'request',
] as const
const itemOf: Readonly<Record<(typeof supplementing)[number], string>> = {
  name: 'name',
  phone: 'contact',
  email: 'contact',
  address: 'address',
  happenedAt: 'happened-at',
  place: 'place',
  product: 'product',
  respondent: 'respondent',
  request: 'request',
}
const limits = {
  name: 80,
  phone: 32,
  email: 120,
  address: 200,
  happenedAt: 40,
  place: 200,
  product: 120,
  respondent: 120,
  request: 2000,
}

/** Only what is missing is asked for; where nothing is, a new phone number or address can still be told. */
function SupplementFields({ form, view }: Fields) {
  const { w } = useReading()
  const missing = supplementing.filter(
    (field) => view.missing.includes(itemOf[field]) || form.typed[field] !== undefined,
  )
  const shown = missing.length > 0 ? missing : (['phone', 'email', 'address'] as const)
  return shown.map((field) =>
    field === 'phone' || field === 'email' ? (
      <LineField
        key={field}
        form={form}
        name={field}
        label={w.forms.supplement[field]}
        type={field === 'phone' ? 'tel' : 'email'}
        complete={field === 'phone' ? 'tel' : 'email'}
        check={field}
        limit={limits[field]}
      />
    ) : (
      <LineField key={field} form={form} name={field} label={w.forms.supplement[field]} limit={limits[field]} />
    ),
  )
}

function StatementFields({ form }: Fields) {
  const { w } = useReading()
  return <TextField form={form} name="text" label={w.forms['add-statement'].text} rows={6} limit={10_000} required />
}

function AnswerFields({ form }: Fields) {
  const { response, accepted, rejected, reason, reasonHint } = useReading().w.forms['record-answer']
  const choices = [
    { value: 'accepted', label: accepted },
    { value: 'rejected', label: rejected },
  ]
  return (
    <>
      <RadioField form={form} name="response" label={response} choices={choices} />
      <TextField form={form} name="reason" label={reason} hint={reasonHint} rows={4} limit={4000} />
    </>
  )
}

function ReviewFields({ form }: Fields) {
  const { kind, review, appeal, reason, reasonHint } = useReading().w.forms['ask-review']
  const choices = [
    { value: 'review', label: review },
    { value: 'appeal', label: appeal },
  ]
  return (
    <>
      <RadioField form={form} name="kind" label={kind} choices={choices} initial="review" />
      <TextField form={form} name="reason" label={reason} hint={reasonHint} rows={5} limit={4000} required />
    </>
  )
}

function WithdrawFields({ form }: Fields) {
  const { reason, confirm } = useReading().w.forms.withdraw
  const problem = form.said.get('confirm')
  return (
    <>
      <TextField form={form} name="reason" label={reason} rows={3} limit={2000} />
      <div className={problem ? 'field wrong' : 'field'}>
        {problem && (
          <p className="problem" id="withdraw-confirm-problem">
            {problem}
          </p>
        )}
        <label className="choice">
          <input
            id="withdraw-confirm"
            type="checkbox"
            name="confirm"
            value="yes"
            aria-invalid={problem ? true : undefined}
            aria-describedby={problem && 'withdraw-confirm-problem'}
          />
          <span>{confirm}</span>
        </label>
      </div>
    </>
  )
}
