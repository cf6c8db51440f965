const waitMs = 250
const fewestLetters = 2

interface Found {
  code: string
  label: string
  language: string
  source: string
}

/** Brings skills under the box while somebody types. Without script the button does the same. */
export function findSkillsWhileTyping(page: Document): void {
  let waiting: ReturnType<typeof setTimeout> | undefined
  let asked = 0
  page.addEventListener('input', (event) => {
    const box = event.target
    const picker = box instanceof HTMLInputElement && box.type === 'search' ? box.closest<HTMLElement>('[data-skills]') : null
    if (!picker || !(box instanceof HTMLInputElement)) return
    clearTimeout(waiting)
    const words = box.value.trim()
    if (words.length < fewestLetters) return
    const number = (asked += 1)
    waiting = setTimeout(() => {
      fetch(`${picker.dataset['skills'] ?? ''}&q=${encodeURIComponent(words)}`)
        .then((answer) => answer.json() as Promise<{ items: Found[] }>)
        .then((answer) => {
          if (number === asked) show(page, picker, answer.items)
        })
        .catch(() => undefined)
    }, waitMs)
  })
}

/** Ticked skills stay; the others make room for what was found. */
function show(page: Document, picker: HTMLElement, items: readonly Found[]): void {
  const list = picker.querySelector('.govuk-checkboxes')
  const said = picker.querySelector<HTMLElement>('[data-skills-said]')
  if (!list) return
  for (const item of list.querySelectorAll('.govuk-checkboxes__item')) if (!item.querySelector<HTMLInputElement>('input')?.checked) item.remove()
  const held = new Set([...list.querySelectorAll<HTMLInputElement>('input')].map((input) => input.value))
  const added = items.filter((item) => !held.has(item.code))
  added.forEach((item, at) => list.append(tick(page, picker.dataset['name'] ?? '', `found-${at}`, item)))
  if (said) said.textContent = (added.length === 0 ? said.dataset['none'] : said.dataset['found']?.replace('{count}', String(added.length))) ?? ''
  const notice = picker.querySelector<HTMLElement>('[data-skills-notice]')
  if (notice && added.some((item) => item.source !== 'country')) notice.hidden = false
}

function tick(page: Document, name: string, id: string, found: Found): HTMLElement {
  const item = page.createElement('div')
  item.className = 'govuk-checkboxes__item'
  const input = Object.assign(page.createElement('input'), { type: 'checkbox', className: 'govuk-checkboxes__input', name, value: found.code, id: `${name}-${id}` })
  const text = Object.assign(page.createElement('label'), { className: 'govuk-label govuk-checkboxes__label', htmlFor: input.id, textContent: found.label, lang: found.language })
  item.append(input, text)
  if (found.source !== 'country') item.append(Object.assign(page.createElement('div'), { className: 'govuk-hint govuk-checkboxes__hint', textContent: found.source }))
  return item
}
