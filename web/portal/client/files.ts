import { changeFile, filesKept, forgetFile, forgetFiles, type KeptFile, keepFile } from './kept-files.ts'
import { sendFile } from './send-file.ts'

const mebibyte = 2 ** 20
const largest = 200 * mebibyte
const most = 10
/** Set while a form with chosen files is on its way: only its own receipt sends them. */
const filed = 'huiyin.portal.filed'

/** Keeps the files that are chosen, sends them where their case is known, and tells how far they are. */
export async function handleFiles(): Promise<void> {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-forget-all]'))
    form.addEventListener('submit', () => void forgetFiles())
  if (document.querySelector('form[data-work]')) sessionStorage.removeItem(filed)
  const sending = document.querySelector<HTMLElement>('[data-send]')
  if (sending) void send(sending)
  for (const field of document.querySelectorAll<HTMLElement>('[data-files]')) await choose(field, sending)
}

async function choose(field: HTMLElement, sending: HTMLElement | null): Promise<void> {
  const input = field.querySelector<HTMLInputElement>('input[type=file]')
  const { files: of = '' } = field.dataset
  if (!input || typeof indexedDB === 'undefined') return
  input.hidden = true
  input.before(pick(field.dataset.add ?? '', input))
  const list = field.appendChild(Object.assign(document.createElement('div'), { className: 'chosen' }))
  const show = async () => (sending ? undefined : showKept(list, field.dataset, await filesKept(of), show))
  input.addEventListener('change', async () => {
    const chosen = [...(input.files ?? [])]
    const problem = problemOf(chosen, (await filesKept(of)).length, field.dataset)
    say(field, problem)
    if (problem) return
    const kept = await Promise.all(chosen.map((file) => keepFile(of, file)))
    // Where this browser keeps nothing the plain form sends them.
    if (kept.includes(false)) {
      document.documentElement.classList.add('plain-files')
      input.hidden = false
      return
    }
    input.value = ''
    if (sending) await send(sending)
    else await show()
  })
  input.form?.addEventListener('submit', (event) => {
    if (event.defaultPrevented) return
    if (!input.value) Object.assign(input, { disabled: true })
    sessionStorage.setItem(filed, of)
  })
  input.form?.querySelector('[data-draft-note] button')?.addEventListener('click', async () => {
    await forgetFiles(of)
    await show()
  })
  await show()
}

/** The browser's own field would go on saying that nothing was chosen. */
function pick(textContent: string, input: HTMLInputElement): HTMLElement {
  const button = Object.assign(document.createElement('button'), { type: 'button', textContent })
  button.addEventListener('click', () => input.click())
  return button
}

type Says = Readonly<DOMStringMap>

function problemOf(chosen: readonly File[], before: number, says: Says): string | undefined {
  if (before + chosen.length > most) return says.tooMany?.replace('{{most}}', String(most))
  const large = chosen.find(({ size }) => size > largest)
  if (large) return named(says.tooLarge, large.name)?.replace('{{limit}}', String(largest / mebibyte))
  const empty = chosen.find(({ size }) => size === 0)
  return empty && named(says.empty, empty.name)
}

function named(sentence: string | undefined, name: string): string | undefined {
  return sentence?.split('{{name}}').join(name)
}

function say(field: HTMLElement, problem: string | undefined): void {
  field.querySelector('.problem')?.remove()
  if (problem) field.append(line('problem', problem))
}

function line(className: string, textContent: string): HTMLElement {
  return Object.assign(document.createElement('p'), { className, textContent })
}

function showKept(list: HTMLElement, says: Says, kept: readonly KeptFile[], again: () => Promise<void>): void {
  const items = kept.map((file) => {
    const item = Object.assign(document.createElement('li'), { textContent: `${file.name} ` })
    const remove = Object.assign(document.createElement('button'), {
      type: 'button',
      className: 'plain',
      textContent: '×',
    })
    remove.setAttribute('aria-label', named(says.remove, file.name) ?? '')
    remove.addEventListener('click', () => void forgetFile(file).then(again))
    item.append(remove)
    return item
  })
  const all = Object.assign(document.createElement('ul'), { className: 'files' })
  all.append(...items)
  list.replaceChildren(...(items.length > 0 ? [line('hint', says.kept ?? ''), all] : []))
}

let running = false

/** Sends what is kept for a case, one file after the other; the page is loaded anew once all of it is there. */
async function send(place: HTMLElement): Promise<void> {
  const { from = '', send: of = '' } = place.dataset
  if (running) return
  running = true
  if (from !== of && sessionStorage.getItem(filed) === from) await handOver(from, of)
  const waiting = await filesKept(of)
  running = waiting.length > 0
  if (!running) return
  document.documentElement.classList.add('sending-files')
  place.hidden = false
  const status = Object.assign(document.createElement('p'), { role: 'status' })
  place.replaceChildren(line('hint', place.dataset.stay ?? ''), status)
  const refused = await sendAll(place, status, waiting).catch(() => undefined)
  running = false
  if (refused === undefined) return offerToGoOn(place, status)
  if (refused > 0) return
  if ((await filesKept(of)).length > 0) return send(place)
  location.replace(location.pathname === '/portal/case' ? '/portal/case?done=files#files' : location.pathname)
}

/** What was chosen for a form belongs to the case that came of it. */
async function handOver(from: string, of: string): Promise<void> {
  for (const file of await filesKept(from)) await changeFile({ ...file, of })
  sessionStorage.removeItem(filed)
}

/** @returns how many were not taken @throws where the line stays broken */
async function sendAll(place: HTMLElement, status: HTMLElement, files: readonly KeptFile[]): Promise<number> {
  const { progress = '', again = '', refused = '' } = place.dataset
  const left: KeptFile[] = []
  for (const file of files) {
    const tell = (share: number) => {
      status.textContent = (named(progress, file.name) ?? '').replace('{{percent}}', String(Math.floor(share * 100)))
    }
    const why = await sendFile(file, { progress: tell, broken: () => Object.assign(status, { textContent: again }) })
    await forgetFile(file)
    if (why === undefined) continue
    left.push(file)
    place.append(line('problem', (named(refused, file.name) ?? '').replace('{{why}}', why)))
  }
  const arrived = files.filter((one) => !left.includes(one))
  place.querySelector('.hint')?.remove()
  status.textContent = arrived.length > 0 ? `${place.dataset.done} ${arrived.map(({ name }) => name).join(' · ')}` : ''
  return left.length
}

function offerToGoOn(place: HTMLElement, status: HTMLElement): void {
  status.textContent = place.dataset.stopped ?? ''
  const button = Object.assign(document.createElement('button'), {
    type: 'button',
    textContent: place.dataset.goOn ?? '',
  })
  button.addEventListener('click', () => void send(place))
  place.append(button)
}
