import type { ReactNode } from 'react'
import type { Typed } from '../../api/portal.ts'
import type { Said } from './problems.tsx'
import { useReading } from './reading.ts'
import { fill } from './words.ts'

/** The form that fields belong to: what was typed, what is wrong, and what goes in front of the ids on a page of several forms. */
export type FormOf = { readonly typed: Typed; readonly said: Said; readonly prefix?: string }

type Given = {
  readonly form: FormOf
  readonly name: string
  readonly label: string
  readonly hint?: string
  readonly required?: boolean
  /** Greatest length in characters. */
  readonly limit?: number
  /** How the script of the page checks it when the field is left; see `client/check.ts`. */
  readonly check?: 'phone' | 'email' | 'amount' | 'day'
}

type Line = Given & {
  readonly type?: 'text' | 'email' | 'tel' | 'date' | 'time'
  readonly inputMode?: 'decimal' | 'text'
  readonly complete?: string
  readonly max?: string
  readonly width?: 'short' | 'half'
}

export function LineField(given: Line) {
  const { form, name, type = 'text', inputMode, complete = 'off', max, width } = given
  return (
    <FieldShell {...given} {...(width && { className: width })}>
      {(aria) => (
        <input
          {...aria}
          name={name}
          type={type}
          inputMode={inputMode}
          autoComplete={complete}
          max={max}
          defaultValue={form.typed[name] ?? ''}
        />
      )}
    </FieldShell>
  )
}

export function TextField(given: Given & { readonly rows?: number }) {
  const { form, name, rows = 5 } = given
  return (
    <FieldShell {...given}>
      {(aria) => (
        <textarea {...aria} name={name} rows={rows} autoComplete="off" defaultValue={form.typed[name] ?? ''} />
      )}
    </FieldShell>
  )
}

export function ChoiceField({ children, ...given }: Given & { children: ReactNode }) {
  const { form, name } = given
  return (
    <FieldShell {...given}>
      {(aria) => (
        <select {...aria} name={name} defaultValue={form.typed[name] ?? ''} autoComplete="off">
          {children}
        </select>
      )}
    </FieldShell>
  )
}

type Aria = { id: string; 'aria-describedby'?: string; 'aria-invalid'?: true; 'aria-required'?: true }

function FieldShell({
  form,
  name,
  label,
  hint,
  required,
  limit,
  check,
  className,
  children,
}: Given & { className?: string; children: (aria: Aria) => ReactNode }) {
  const { w } = useReading()
  const id = `${form.prefix ?? ''}${name}`
  const problem = form.said.get(name)
  const described = [hint && `${id}-hint`, problem && `${id}-problem`].filter(Boolean).join(' ')
  const aria: Aria = {
    id,
    ...(described && { 'aria-describedby': described }),
    ...(problem && { 'aria-invalid': true }),
    ...(required && { 'aria-required': true }),
  }
  const says = {
    'data-check': check,
    'data-limit': limit,
    'data-say-check': check && w.problems[check],
    'data-say-required': required ? fill(w.problems.required, { label }) : undefined,
    'data-say-long': limit ? fill(w.problems.tooLong, { label, limit }) : undefined,
  }
  return (
    <div className={['field', problem && 'wrong', className].filter(Boolean).join(' ')} {...says}>
      <label htmlFor={id}>
        {label}
        {required && <span className="needed">{w.file.required}</span>}
      </label>
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {children(aria)}
      {problem && (
        <p className="problem" id={`${id}-problem`}>
          {problem}
        </p>
      )}
    </div>
  )
}

/** A question with a few answers, one of which is taken. */
export function RadioField({
  form,
  name,
  label,
  choices,
  initial,
}: {
  form: FormOf
  name: string
  label: string
  choices: readonly { value: string; label: string }[]
  initial?: string
}) {
  const prefix = form.prefix ?? ''
  const problem = form.said.get(name)
  const chosen = form.typed[name] ?? initial
  return (
    <fieldset
      className={problem ? 'field wrong' : 'field'}
      id={`${prefix}${name}`}
      tabIndex={-1}
      aria-describedby={problem && `${prefix}${name}-problem`}
    >
      <legend>{label}</legend>
      {problem && (
        <p className="problem" id={`${prefix}${name}-problem`}>
          {problem}
        </p>
      )}
      {choices.map((choice) => (
        <label key={choice.value} className="choice">
          <input type="radio" name={name} value={choice.value} defaultChecked={chosen === choice.value} />
          <span>{choice.label}</span>
        </label>
      ))}
    </fieldset>
  )
}

/** What a form sends along without showing it; never filled in by the browser from an earlier page. */
export function Hidden({ name, value }: { name: string; value: string }) {
  return <input type="hidden" name={name} value={value} autoComplete="off" />
}
