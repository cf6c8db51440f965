import type { Child } from 'hono/jsx'
import { useUi, type Ui } from '../../../platform/web/ui'

/** Writes a piece of page with the words of the reader. */
export function WithUi({ body }: { body: (ui: Ui) => Child }) {
  return <>{body(useUi())}</>
}
