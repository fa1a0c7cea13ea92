/** Where drafts lie in this browser's storage: one key a form. They never leave the device. */
const home = 'huiyin.portal.'
const keptFor = 30 * 86_400_000
const ours = new Set(['key', 'opened', 'proof', 'turns', 'website', 'pending', 'confirm', 'switch'])

type Draft = { at: number; typed: Record<string, string> }

/** Keeps what is typed into forms until it was sent or is cleared, and says so beside the form. */
export function keepDrafts(): void {
  for (const element of document.querySelectorAll<HTMLElement>('[data-forget]')) forget(home + element.dataset.forget)
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-forget-all]'))
    form.addEventListener('submit', forgetAll)
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-draft]'))
    keepDraft(form, home + form.dataset.draft)
}

function keepDraft(form: HTMLFormElement, key: string): void {
  const note = form.querySelector<HTMLElement>('[data-draft-note]')
  if (!note) return
  note.hidden = false
  if (form.dataset.fresh !== undefined && restore(form, key)) say(note, note.dataset.restored)
  let waiting: ReturnType<typeof setTimeout> | undefined
  const save = () => {
    clearTimeout(waiting)
    waiting = undefined
    if (write(key, typedInto(form))) say(note, note.dataset.saved?.replace('{{time}}', clock()))
  }
  form.addEventListener('input', () => {
    clearTimeout(waiting)
    waiting = setTimeout(save, 400)
  })
  addEventListener('pagehide', () => waiting && save())
  note.querySelector('button')?.addEventListener('click', () => {
    clearTimeout(waiting)
    waiting = undefined
    forget(key)
    say(note, note.dataset.cleared)
  })
}

function say(note: HTMLElement, text: string | undefined): void {
  const line = note.querySelector('p')
  note.hidden = false
  if (line && text) line.textContent = text
}

function clock(): string {
  return new Date().toLocaleTimeString(document.documentElement.lang, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
}

function typedInto(form: HTMLFormElement): Record<string, string> {
  const fields = [...new FormData(form)].filter(
    ([name, value]) => !ours.has(name) && typeof value === 'string' && value !== '',
  )
  return Object.fromEntries(fields) as Record<string, string>
}

function restore(form: HTMLFormElement, key: string): boolean {
  const draft = read(key)
  if (!draft) return false
  for (const [name, value] of Object.entries(draft.typed)) {
    const field = form.elements.namedItem(name)
    if (field instanceof RadioNodeList || field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)
      field.value = value
    if (field instanceof HTMLSelectElement && [...field.options].some((option) => option.value === value))
      field.value = value
  }
  form.closest('details')?.setAttribute('open', '')
  return true
}

function read(key: string): Draft | undefined {
  try {
    const draft = JSON.parse(localStorage.getItem(key) ?? 'null') as Draft | null
    if (draft && Date.now() - draft.at < keptFor && Object.keys(draft.typed).length > 0) return draft
    forget(key)
  } catch {
    // A browser may forbid storage, or hold something else under the key: then there is no draft.
  }
  return undefined
}

function write(key: string, typed: Record<string, string>): boolean {
  try {
    localStorage.setItem(key, JSON.stringify({ at: Date.now(), typed } satisfies Draft))
    return true
  } catch {
    return false
  }
}

function forget(key: string): void {
  try {
    localStorage.removeItem(key)
  } catch {
    // No storage, nothing to forget.
  }
}

function forgetAll(): void {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(home)) forget(key)
  } catch {
    // No storage, nothing to forget.
  }
}
