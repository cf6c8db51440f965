import { z } from 'zod'
import { addDays } from '../../../kernel/calendar'
import { numberFormatOf } from '../../../platform/text/number-format'
import { parseNumber } from '../../../platform/text/numbers'
import { firstCharacters } from '../../../platform/text/pieces'
import { longestQuery } from '../../../platform/text/query'
import type { Ui } from '../../../platform/web/ui'
import type { SearchFault, SearchTyped } from '../portal/search-form'
import { daysNew, type Kept } from '../search'

/** Everything that an address may bring: what is unknown is answered with a sentence that names it. */
export const searchQuery = z.record(z.string(), z.union([z.string(), z.array(z.string())]))
type Fields = Readonly<Record<string, string | readonly string[] | undefined>>

const names = ['q', 'province', 'group', 'contract', 'wage', 'education', 'accessible', 'since', 'words', 'page'] as const
type Name = (typeof names)[number]
/** Marks that other sites hang on a link when people share it. */
const isMarkOfSharing = (name: string) => /^(utm_\w+|fbclid|gclid|igshid|msclkid)$/.test(name)

/** From so many on the search is refused; words beyond `longestQuery` are only cut. */
export const tooManyCharacters = 5000
export const tooManyFilters = 200
const longestShown = 40
const mostFaults = 10

const known: Readonly<Record<Exclude<Name, 'q'>, (value: string, ui: Ui) => boolean>> = {
  province: (value, { country }) => (country.placeByCode.get(value)?.level ?? 9) <= 2,
  group: (value, { country }) => country.occupations.entries.has(value),
  contract: (value, { country }) => country.lists.get('contract')?.some(({ code }) => code === value) ?? false,
  wage: (value, ui) => readWage(ui, value)?.ok === true,
  education: (value, { country }) => country.education.some(({ code }) => code === value),
  accessible: (value) => value === 'yes',
  since: (value) => value === 'week',
  words: (value) => ['province', 'group', 'all'].includes(value),
  page: (value) => /^\d{1,4}$/.test(value),
}

function readWage({ country, lang }: Ui, typed: string) {
  const currency = country.currencies[0]
  return currency && parseNumber(typed, { language: lang, decimals: currency.decimals, format: numberFormatOf(country.numberFormat as never, lang), currencies: country.currencies })
}

const textOf = (value: Fields[string]): string => (typeof value === 'string' ? value : (value?.[0] ?? ''))

export function faultsOf(ui: Ui, fields: Fields): SearchFault[] {
  const count = Object.values(fields).reduce((sum, value) => sum + (typeof value === 'object' ? value.length : 1), 0)
  if (count >= tooManyFilters) return [{ name: '', kind: 'many', value: ui.number(tooManyFilters) }]
  const faults = Object.entries(fields).flatMap(([name, value]): SearchFault[] => {
    if (isMarkOfSharing(name)) return []
    const own = names.find((one) => one === name)
    if (!own) return [{ name: firstCharacters(name, longestShown), kind: 'name', value: '' }]
    const text = textOf(value)
    if (typeof value === 'object') return [{ name, kind: 'twice', value: '' }]
    if (own === 'q') return Array.from(text).length >= tooManyCharacters ? [{ name, kind: 'long', value: ui.number(tooManyCharacters) }] : []
    return text === '' || known[own](text, ui) ? [] : [{ name, kind: 'value', value: firstCharacters(text, longestShown) }]
  })
  return faults.slice(0, mostFaults)
}

/** What was typed; a value that is not known stands in the form where the form can show it. */
export function typedOf(fields: Fields): SearchTyped {
  const text = (name: Name) => firstCharacters(textOf(fields[name]), longestQuery)
  const page = Number(/^\d{1,4}$/.exec(text('page'))?.[0] ?? 1)
  return {
    q: text('q'), province: text('province'), group: text('group'), contract: text('contract'), wage: text('wage'), education: text('education'), accessible: text('accessible'), since: text('since'), words: text('words'),
    page: Math.min(500, Math.max(1, page)),
  }
}

/** The filters that name something known. */
export function keptOf(ui: Ui, typed: SearchTyped): Kept {
  const { country } = ui
  const place = country.placeByCode.get(typed.province)
  const [currency] = country.currencies
  const wage = typed.wage === '' ? undefined : readWage(ui, typed.wage)
  const education = country.education.find(({ code }) => code === typed.education)
  return {
    ...(place?.level === 1 ? { province: place.code } : {}),
    ...(place?.level === 2 ? { district: place.code } : {}),
    ...(typed.group !== '' && known.group(typed.group, ui) ? { group: typed.group } : {}),
    ...(typed.contract !== '' && known.contract(typed.contract, ui) ? { contract: typed.contract } : {}),
    ...(wage?.ok && currency ? { wage: wage.value.decimal, currency: wage.value.currency ?? currency.code } : {}),
    ...(education ? { education: country.education.filter(({ sort, code }) => sort <= education.sort && code !== 'not-stated').map(({ code }) => code) } : {}),
    ...(typed.accessible === 'yes' ? { accessible: true as const } : {}),
    ...(typed.since === 'week' ? { since: addDays(ui.today, -daysNew) } : {}),
  }
}
