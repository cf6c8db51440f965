/** Moves the focus to the error summary, and from its links to the refused field with its label in sight. */
export function focusErrors(page: Document): void {
  const summary = page.querySelector<HTMLElement>('[data-error-summary]')
  if (!summary) return
  summary.focus()
  summary.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null
    const field = link ? page.getElementById(decodeURIComponent(link.hash.slice(1))) : null
    if (!field) return
    event.preventDefault()
    const heading = labelOf(page, field) ?? field
    heading.scrollIntoView()
    field.focus({ preventScroll: true })
  })
}

function labelOf(page: Document, field: HTMLElement): Element | null {
  const choice = field instanceof HTMLInputElement && (field.type === 'radio' || field.type === 'checkbox')
  const legend = choice ? field.closest('fieldset')?.querySelector('legend') : null
  return legend ?? page.querySelector(`label[for="${CSS.escape(field.id)}"]`)
}
