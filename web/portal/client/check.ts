import { isEmail, isPhone, parseDay, parseYuan, tidy } from '../../../api/portal-fields.ts'

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

const checks: Readonly<Record<string, (value: string) => boolean>> = {
  phone: isPhone,
  email: isEmail,
  amount: (value) => parseYuan(value) !== undefined,
  day: (value) => parseDay(value) !== undefined,
}

/** From how much of the greatest length on the characters left are told. */
const telling = 0.8

/** Says what is wrong with a field when it is left, takes it back while it is being put right, and counts characters. */
export function checkFields(): void {
  for (const field of document.querySelectorAll<HTMLElement>('.field')) {
    const control = controlOf(field)
    if (!control) continue
    control.addEventListener('blur', () => afterPress(() => checkField(field)))
    control.addEventListener('input', () => {
      count(field, control)
      if (field.classList.contains('wrong')) checkField(field)
    })
    count(field, control)
  }
}

let pressed = false
addEventListener('pointerdown', () => setPressed(true), true)
addEventListener('pointerup', () => setPressed(false), true)
addEventListener('pointercancel', () => setPressed(false), true)

function setPressed(now: boolean): void {
  pressed = now
}

/** A sentence that appears between press and release would move the button away from under the finger. */
function afterPress(act: () => void): void {
  if (pressed) addEventListener('pointerup', () => setTimeout(act), { once: true })
  else act()
}

/** @returns true where nothing is wrong with it */
export function checkField(field: HTMLElement, whole = false): boolean {
  const control = controlOf(field)
  if (!control) return true
  const problem = problemOf(field, tidy(control.value), whole)
  mark(field, control, problem)
  return problem === undefined
}

/** A required field is not blamed for being empty before somebody wants to go on. */
function problemOf({ dataset, classList }: HTMLElement, value: string, whole: boolean): string | undefined {
  const { limit, check, sayRequired, sayLong, sayCheck } = dataset
  if (value === '') return sayRequired && (whole || classList.contains('wrong')) ? sayRequired : undefined
  if (limit && value.length > Number(limit)) return sayLong?.replace('{{length}}', String(value.length))
  return check && checks[check]?.(value) === false ? sayCheck : undefined
}

function mark(field: HTMLElement, control: Control, problem: string | undefined): void {
  const id = `${control.id}-problem`
  const shown = document.getElementById(id)
  field.classList.toggle('wrong', problem !== undefined)
  if (problem === undefined) {
    shown?.remove()
    control.removeAttribute('aria-invalid')
    describe(control, id, false)
    return
  }
  const line =
    shown ??
    control.insertAdjacentElement('afterend', Object.assign(document.createElement('p'), { id, className: 'problem' }))
  if (line && line.textContent !== problem) line.textContent = problem
  control.setAttribute('aria-invalid', 'true')
  describe(control, id, true)
}

function describe(control: Control, id: string, on: boolean): void {
  const ids = (control.getAttribute('aria-describedby') ?? '').split(' ').filter((one) => one && one !== id)
  if (on) ids.push(id)
  if (ids.length > 0) control.setAttribute('aria-describedby', ids.join(' '))
  else control.removeAttribute('aria-describedby')
}

function count(field: HTMLElement, control: Control): void {
  const limit = Number(field.dataset.limit ?? 0)
  const { left = '', over = '' } = document.body.dataset
  if (!limit || !left) return
  const length = tidy(control.value).length
  const line =
    field.querySelector('.count') ??
    (length > limit * telling
      ? field.appendChild(Object.assign(document.createElement('p'), { className: 'count hint' }))
      : null)
  if (!line) return
  line.textContent =
    length <= limit * telling ? '' : (length > limit ? over : left).replace('{{n}}', String(Math.abs(limit - length)))
}

function controlOf(field: HTMLElement): Control | null {
  return field.tagName === 'FIELDSET'
    ? null
    : field.querySelector<Control>('input:not([type=hidden]), textarea, select')
}
