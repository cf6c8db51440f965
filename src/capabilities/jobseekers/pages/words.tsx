import { useUi, type Ui } from '../../../platform/web/ui'
import type { FormError } from '../../../platform/web/form'
import type { Option } from '../../../platform/web/fields'
import { isInForce, nameIn, type CodeRow } from '../../../platform/country/index'
import { formatPublicCode, type PublicCode } from '../../../kernel/code'
import { formatDay, monthName } from '../../../platform/text/dates'
import type { BirthFact, FieldFaults } from '../model'
import type { Fields } from '../../../platform/http/route'
import { ageAt } from '../rules'
import { parseIsoDay } from '../../../kernel/calendar'

/** Sentences for faults: months and days are written in the language of the page. */
export function faultTexts(ui: Ui, faults: FieldFaults): Record<string, string> {
  return Object.fromEntries(
    Object.entries(faults).map(([field, { key, parameters = {} }]) => {
      const month = parameters['month']
      const day = parseIsoDay(String(parameters['day'] ?? ''))
      return [field, ui.t(key, { ...parameters, ...(typeof month === 'number' ? { month: monthName(month, ui.lang) } : {}), ...(day ? { day: formatDay(day, ui.lang) } : {}) })]
    }),
  )
}

/** Keys of a schema as sentences. */
export const errorTexts = (ui: Ui, errors: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(errors).map(([field, key]) => [field, ui.t(key)]))

export const summaryOf = (errors: Readonly<Record<string, string>>): FormError[] => Object.entries(errors).map(([field, text]) => (field === '_form' ? { text } : { field, text }))

export const typedText = (typed: Fields, name: string): string => {
  const value = typed[name]
  return typeof value === 'string' ? value : ''
}
export const typedList = (typed: Fields, name: string): string[] => {
  const value = typed[name]
  return Array.isArray(value) ? value : value ? value.split(',') : []
}

/** The entries of a small list of the country as options, those in force today. */
export function listOptions(ui: Ui, list: string): Option[] {
  return optionsOf(ui, ui.country.lists.get(list) ?? [])
}

export const optionsOf = (ui: Ui, rows: readonly CodeRow[]): Option[] =>
  [...rows].filter((row) => isInForce(row, ui.today)).sort((a, b) => a.sort - b.sort).map((row) => ({ value: row.code, text: nameIn(row.names, ui.lang) }))

export const languageNames: Record<string, string> = { en: 'English', km: 'ខ្មែរ', lo: 'ລາວ' }
export const languageOptions = (ui: Ui): Option[] => ui.country.languages.map((code) => ({ value: code, text: languageNames[code] ?? code }))

/** All districts of the day under their provinces, in the order of the language. */
export function districtOptions(ui: Ui): Option[] {
  const collator = new Intl.Collator(ui.lang)
  const inOrder = (codes: readonly { code: string; validFrom: string; validTo: string | null }[]) =>
    [...codes].filter((place) => isInForce(place, ui.today)).sort((a, b) => collator.compare(ui.place(a.code), ui.place(b.code)))
  return inOrder(ui.country.childrenOf('')).flatMap((province) =>
    inOrder(ui.country.childrenOf(province.code)).map((district) => ({ value: district.code, text: ui.place(district.code), group: ui.place(province.code) })))
}

export const cardText = (card: string): string => formatPublicCode(card as PublicCode)

/** The age in words, with the precision that is known. */
export function ageText(ui: Ui, birth: BirthFact): string {
  const age = ageAt(birth, ui.today)
  return age === null ? ui.t('jobseekers.age.not-stated') : ui.t('jobseekers.age.years', { age: ui.number(age) })
}

export function birthText(ui: Ui, birth: BirthFact): string {
  if (birth.birthDate) return `${ui.day(birth.birthDate)} (${ageText(ui, birth)})`
  if (birth.birthYear !== null) return `${birth.birthYear} (${ageText(ui, birth)})`
  return ageText(ui, birth)
}

export const nameOfCentre = (ui: Ui, centre: { names: Record<string, string>; code: string } | undefined): string =>
  centre ? (centre.names[ui.lang] ?? centre.names['en'] ?? centre.code) : ''

/** The other name under the first one, in small letters. */
export function BothNames({ person }: { person: { nameNative: string | null; nameLatin: string | null } }) {
  const ui = useUi()
  const [first, second] = ui.lang === 'en' ? [person.nameLatin, person.nameNative] : [person.nameNative, person.nameLatin]
  if (!first || !second) return <>{first ?? second ?? '–'}</>
  return (
    <>
      {first} <span class="govuk-hint">{second}</span>
    </>
  )
}
