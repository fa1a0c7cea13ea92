/** A pressed button says so, and a second press does nothing until the page comes back; the server takes a form once anyway. */
export function sendOnce(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-sending]')) {
    form.addEventListener('submit', (event) => {
      if (event.defaultPrevented) return
      if (form.dataset.sent !== undefined) event.preventDefault()
      else markSent(form, event.submitter)
    })
  }
}

function markSent(form: HTMLFormElement, submitter: HTMLElement | null): void {
  form.dataset.sent = ''
  const button = form.querySelector('button.primary[type=submit], button.grave')
  const text = button?.textContent
  if (button && submitter?.getAttribute('name') !== 'switch') button.textContent = form.dataset.sending ?? ''
  const again = () => {
    delete form.dataset.sent
    if (button && text) button.textContent = text
  }
  // A page that comes back from the history, and a request that never ended.
  addEventListener('pageshow', again, { once: true })
  setTimeout(again, 15_000)
}

/** Takes what a page was told once out of its address, so that a reload does not tell it again; opens what a link points at. */
export function tidyAddress(): void {
  const address = new URL(location.href)
  if (address.searchParams.has('done') || address.searchParams.has('lang')) {
    address.searchParams.delete('done')
    address.searchParams.delete('lang')
    history.replaceState(null, '', address)
  }
  const open = () => {
    const target = location.hash ? document.getElementById(location.hash.slice(1)) : null
    if (target instanceof HTMLDetailsElement) target.open = true
  }
  open()
  addEventListener('hashchange', open)
  document.querySelector<HTMLElement>('.summary')?.focus()
}
