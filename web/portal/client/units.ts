/** From so many units on a list is searched rather than scrolled. */
const many = 12

/** Puts a search field before a long list of units; without a script the browser's own list remains. */
export function searchUnits(): void {
  const list = document.querySelector<HTMLSelectElement>('select[name=unit]')
  const label = list?.form?.dataset.search
  if (!list || !label || list.options.length <= many) return
  const all = [...list.options]
  const search = Object.assign(document.createElement('input'), {
    type: 'search',
    placeholder: label,
    autocomplete: 'off',
    className: 'search',
  })
  search.setAttribute('aria-label', label)
  search.addEventListener('input', () => {
    const wanted = search.value.trim().toLowerCase()
    const chosen = list.value
    list.replaceChildren(
      ...all.filter(
        (option, index) =>
          index === 0 || option.value === chosen || (option.textContent ?? '').toLowerCase().includes(wanted),
      ),
    )
    list.value = chosen
    const found =
      wanted &&
      [...list.options].find((option, index) => index > 0 && (option.textContent ?? '').toLowerCase().includes(wanted))
    if (found) list.value = found.value
  })
  list.before(search)
}
