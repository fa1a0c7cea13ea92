import type { PortalCaseView } from '../../api/portal.ts'
import { type FormOf, TextField } from './field.tsx'
import { useReading } from './reading.ts'

const scores = Array.from({ length: 10 }, (_, index) => String(index + 1))

/** One to ten on each dimension of the pack. */
export function SurveyFields({ form, view }: { form: FormOf; view: PortalCaseView }) {
  const { w } = useReading()
  return (
    <>
      {view.dimensions.map(({ id, name }) => (
        <Scale key={id} form={form} name={`score-${id}`} label={name} />
      ))}
      <TextField form={form} name="text" label={w.forms.survey.text} rows={3} limit={2000} />
    </>
  )
}

function Scale({ form, name, label }: { form: FormOf; name: string; label: string }) {
  const { worst, best } = useReading().w.forms.survey
  const problem = form.said.get(name)
  const id = `${form.prefix}${name}`
  return (
    <fieldset
      className={problem ? 'field wrong' : 'field'}
      id={id}
      tabIndex={-1}
      aria-describedby={problem && `${id}-problem`}
    >
      <legend>{label}</legend>
      {problem && (
        <p className="problem" id={`${id}-problem`}>
          {problem}
        </p>
      )}
      <div className="scale">
        {scores.map((score) => (
          <label key={score}>
            <input type="radio" name={name} value={score} defaultChecked={form.typed[name] === score} />
            <span>{score}</span>
          </label>
        ))}
      </div>
      <p className="ends hint" aria-hidden="true">
        <span>{worst}</span>
        <span>{best}</span>
      </p>
    </fieldset>
  )
}
