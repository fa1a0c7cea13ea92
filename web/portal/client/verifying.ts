/**
 * Verifies a receipt on the page that is for it. The file is read in the browser and goes nowhere; what verifies it is
 * loaded when a file is chosen.
 */
export function verifyReceipts(): void {
  const form = document.querySelector<HTMLElement>('[data-verify]')
  const input = form?.querySelector<HTMLInputElement>('input[type=file]')
  const told = form?.querySelector<HTMLElement>('[role=status]')
  if (!form || !input || !told) return
  form.hidden = false
  input.addEventListener('change', async () => {
    const [file] = input.files ?? []
    if (!file) return
    const lines = await linesOf(file, form.dataset).catch(() => ({ holds: false, lines: [form.dataset.failed ?? ''] }))
    show(told, lines)
  })
}

type Told = { readonly holds: boolean; readonly lines: readonly string[] }

async function linesOf(file: File, { key = '', language = 'zh' }: DOMStringMap): Promise<Told> {
  const [{ checkedReceipt }, text] = await Promise.all([import('./check-receipt.ts'), file.text()])
  return checkedReceipt(text, key, language)
}

/** The first line says whether it holds; what follows, why. What people wrote is only ever text. */
function show(place: HTMLElement, { holds, lines }: Told): void {
  const [heading = '', ...rest] = lines
  const box = Object.assign(document.createElement('div'), { className: holds ? 'thanks' : 'summary' })
  const head = Object.assign(document.createElement('h2'), { textContent: heading })
  const list = document.createElement('ul')
  list.append(...rest.map((line) => Object.assign(document.createElement('li'), { textContent: line.trim() })))
  box.append(head, list)
  place.replaceChildren(box)
}
