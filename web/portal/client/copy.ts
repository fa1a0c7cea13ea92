/** The buttons of the receipt; without a script they are not there. */
export function copyAndPrint(): void {
  const print = document.querySelector<HTMLButtonElement>('[data-print]')
  print?.removeAttribute('hidden')
  print?.addEventListener('click', () => window.print())
  const copy = document.querySelector<HTMLButtonElement>('[data-copy]')
  if (!copy || !navigator.clipboard) return
  copy.hidden = false
  copy.addEventListener('click', () => {
    navigator.clipboard.writeText(copy.dataset.copy ?? '').then(
      () => {
        copy.textContent = copy.dataset.copied ?? ''
      },
      () => copy.remove(),
    )
  })
}
