/** Counts the characters of a text while it is typed, beside its limit. Without script the count is that of the last sending. */
export function countWhileTyping(page: Document): void {
  page.addEventListener('input', (event) => {
    const area = event.target
    if (!(area instanceof HTMLTextAreaElement)) return
    const shown = page.getElementById(`${area.id}-count`)
    const words = shown ? shown.dataset['words'] : undefined
    if (!shown || words === undefined) return
    const length = area.value.replace(/\r\n?/g, '\n').length
    shown.textContent = words.replace('{count}', String(length).replace(/\B(?=(\d{3})+$)/g, ','))
    const limit = shown.dataset['limit']
    const isLong = limit !== undefined && length > Number(limit)
    shown.classList.toggle('govuk-error-message', isLong)
    shown.classList.toggle('govuk-hint', !isLong)
  })
}
