/** After this time a form may be sent again, for when the network swallowed the first try. */
const waitMs = 8000

/**
 * A posted form is sent once. The button is marked, not disabled: a disabled button would drop its own value
 * from what is sent. The request key in the form keeps a second sending harmless in any case.
 */
export function sendOnce(page: Document): void {
  page.addEventListener('submit', (event) => {
    const form = event.target
    if (!(form instanceof HTMLFormElement) || form.method !== 'post' || event.defaultPrevented) return
    if (form.dataset['sent']) {
      event.preventDefault()
      return
    }
    form.dataset['sent'] = 'yes'
    mark(form, true)
    setTimeout(() => release(form), waitMs)
  })
  // The page may come back from the browser's memory with its forms still marked.
  addEventListener('pageshow', () => page.querySelectorAll('form').forEach(release))
}

function release(form: HTMLFormElement): void {
  delete form.dataset['sent']
  mark(form, false)
}

function mark(form: HTMLFormElement, sent: boolean): void {
  for (const control of form.elements) {
    if (!(control instanceof HTMLButtonElement)) continue
    if (sent) control.setAttribute('aria-disabled', 'true')
    else control.removeAttribute('aria-disabled')
  }
}

/** A shared computer must not keep what the last person saw. */
export function forgetOnSignOut(page: Document): void {
  page.addEventListener('submit', (event) => {
    if (!(event.target instanceof HTMLFormElement) || !('signOut' in event.target.dataset)) return
    try {
      localStorage.clear()
      sessionStorage.clear()
    } catch {
      // Storage is blocked, so there is nothing to forget.
    }
  })
}
