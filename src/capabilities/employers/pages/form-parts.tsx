import { isInForce } from '../../../platform/country/country'
import type { Fields } from '../../../platform/http/route'
import type { Option } from '../../../platform/web/fields'
import { ErrorSummary } from '../../../platform/web/form'
import { type Ui, useUi } from '../../../platform/web/ui'

/** What a form shows again: typed values, and a message key for each field that was refused. */
export interface Shown {
  typed: Fields
  errors: Readonly<Record<string, string>>
}

export const typedText = ({ typed }: Shown, name: string): string => {
  const value = typed[name]
  return typeof value === 'string' ? value : ''
}

/** Name, value and error of one field, in the words of the page. */
export const shown = (ui: Ui, form: Shown, name: string) => {
  const key = form.errors[name]
  return { name, value: typedText(form, name), error: key === undefined ? undefined : ui.t(key) }
}

export function Errors({ errors }: { errors: Readonly<Record<string, string>> }) {
  const ui = useUi()
  const list = Object.entries(errors).map(([field, key]) => ({ ...(field.startsWith('_') ? {} : { field }), text: ui.t(key) }))
  return <ErrorSummary title={ui.t('web.error.title')} errors={list} />
}

/** Entries of a small list of the country. */
export const listOptions = (ui: Ui, list: string): Option[] => (ui.country.lists.get(list) ?? []).map(({ code }) => ({ value: code, text: ui.label(list, code) }))

/** Every district under the name of its province. */
export function districtOptions(ui: Ui): Option[] {
  return ui.country.childrenOf('').flatMap((province) =>
    ui.country
      .childrenOf(province.code)
      .filter((district) => isInForce(district, ui.today))
      .map((district) => ({ value: district.code, text: ui.place(district.code), group: ui.place(province.code) })),
  )
}

export const provinceOptions = (ui: Ui): Option[] => ui.country.childrenOf('').map(({ code }) => ({ value: code, text: ui.place(code) }))

/** Divisions of ISIC under their sections; a finer code that is stored stays choosable. */
export function industryOptions(ui: Ui, stored: string): Option[] {
  const { industries } = ui.country
  const title = (code: string) => industries.title(code, ui.lang)?.text ?? code
  const divisions = industries
    .childrenOf('')
    .flatMap((section) => industries.childrenOf(section.code).map(({ code }) => ({ value: code, text: `${code} ${title(code)}`, group: title(section.code) })))
  return stored === '' || divisions.some(({ value }) => value === stored) ? divisions : [{ value: stored, text: `${stored} ${title(stored)}`, group: '' }, ...divisions]
}

export const languageOptions = (ui: Ui): Option[] => ui.country.languages.map((code) => ({ value: code, text: ui.t(`employers.language.${code}`) }))
