import { checkField } from './check.ts'

/** Shows the steps of a form one after the other; the phone's own "back" goes a step back. */
export function showStepByStep(): void {
  const form = document.querySelector<HTMLFormElement>('form[data-steps]')
  if (!form) return
  const steps = [...form.querySelectorAll<HTMLElement>('[data-step]')]
  const walk = walker(form, steps)
  for (const [index, step] of steps.entries()) step.append(walkway(form, index, steps.length, walk))
  form.addEventListener('submit', (event) => {
    const { submitter } = event
    const isSwitch = submitter instanceof HTMLButtonElement && submitter.name === 'switch'
    if (isSwitch || walk.at() === steps.length - 1) return
    event.preventDefault()
    walk.on()
  })
  addEventListener('popstate', () => walk.to(fromAddress(), false))
  addEventListener('hashchange', () => walk.toField())
  const wrong = steps.findIndex((step) => step.querySelector('.wrong'))
  walk.start(wrong >= 0 ? wrong : fromAddress())
}

type Walker = ReturnType<typeof walker>

function walker(form: HTMLFormElement, steps: readonly HTMLElement[]) {
  let at = 0
  const lead = document.querySelector<HTMLElement>('.lead')
  const show = (index: number) => {
    at = Math.max(0, Math.min(index, steps.length - 1))
    for (const [place, step] of steps.entries()) step.hidden = place !== at
    form.classList.toggle('last', at === steps.length - 1)
    if (lead) lead.hidden = at > 0
  }
  const to = (index: number, remember = true) => {
    show(index)
    if (remember) history.pushState(null, '', `#${at + 1}`)
    steps[at]?.querySelector('h2')?.focus({ preventScroll: true })
    steps[at]?.scrollIntoView({ block: 'start' })
  }
  return {
    at: () => at,
    start: show,
    to,
    on: () => {
      const fields = [...(steps[at]?.querySelectorAll<HTMLElement>('.field') ?? [])]
      const wrong = fields.filter((field) => !checkField(field, true))
      if (wrong.length === 0) to(at + 1)
      else wrong[0]?.querySelector<HTMLElement>('input, textarea, select')?.focus()
    },
    /** A link of the error summary leads to a field that may lie in another step. */
    toField: () => {
      const target = document.getElementById(location.hash.slice(1))
      const place = steps.findIndex((step) => target && step.contains(target))
      if (place < 0) return
      show(place)
      target?.focus()
    },
  }
}

function walkway(form: HTMLFormElement, index: number, all: number, walk: Walker): HTMLElement {
  const way = Object.assign(document.createElement('p'), { className: 'way' })
  if (index > 0) way.append(button(form.dataset.back ?? '', '', () => walk.to(index - 1)))
  const send = form.querySelector('.send .primary')
  if (index < all - 1) way.append(button(form.dataset.next ?? '', 'primary', walk.on))
  else if (send) way.append(send)
  return way
}

function button(text: string, className: string, act: () => void): HTMLButtonElement {
  const made = Object.assign(document.createElement('button'), {
    type: 'button' as const,
    textContent: text,
    className,
  })
  made.addEventListener('click', act)
  return made
}

function fromAddress(): number {
  return /^#[1-9]$/.test(location.hash) ? Number(location.hash.slice(1)) - 1 : 0
}
