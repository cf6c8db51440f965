import { ErrorSummary } from '../../../platform/web/form'
import { useUi } from '../../../platform/web/ui'
import type { Fields } from '../../../platform/http/route'

export interface AccountForm {
  typed: Fields
  /** Message key for each field that was refused; a name with `_` is about the whole form. */
  errors: Readonly<Record<string, string>>
}
export const emptyForm: AccountForm = { typed: {}, errors: {} }

export function FormErrors({ form }: { form: AccountForm }) {
  const ui = useUi()
  return <ErrorSummary title={ui.t('web.error.title')} errors={Object.entries(form.errors).map(([field, key]) => ({ ...(field.startsWith('_') ? {} : { field }), text: ui.t(key) }))} />
}

export const typedIn = (form: AccountForm, name: string): string => {
  const value = form.typed[name]
  return typeof value === 'string' ? value : ''
}
