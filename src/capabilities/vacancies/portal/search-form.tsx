import { ButtonGroup, Form, SubmitButton } from '../../../platform/web/form'
import { CheckboxField, type Option, SelectField, TextField } from '../../../platform/web/fields'
import { Details } from '../../../platform/web/parts'
import { getList, isInForce, nameIn } from '../../../platform/country/index'
import { type Ui, useUi } from '../../../platform/web/ui'
import type { Concept } from '../concepts'
import type { Facets, Kept } from '../search'

export interface SearchTyped {
  q: string
  province: string
  group: string
  contract: string
  wage: string
  education: string
  accessible: string
  since: string
  /** Names among the words that are only searched as words: `province`, `group` or `all`. */
  words: string
  page: number
}

/** What is wrong with an address: the filter, as in the address, and what to say about it. */
export interface SearchFault {
  name: string
  kind: 'name' | 'value' | 'twice' | 'many' | 'long'
  value: string
}

/** The address of the same search with something changed; what is empty is left out. */
export function searchAddress(ui: Ui, typed: SearchTyped, change: Partial<SearchTyped> = {}): string {
  const all = { ...typed, page: 1, ...change }
  const query = new URLSearchParams(Object.entries(all).flatMap(([name, value]): [string, string][] => (value === '' || (name === 'page' && value === 1) ? [] : [[name, String(value)]])))
  const text = query.toString()
  return ui.to('/jobs') + (text === '' ? '' : `?${text}`)
}

/** The filters in use, in words. A filter that names nothing known is not in use. */
export function filtersInWords(ui: Ui, kept: Kept): { name: keyof SearchTyped; text: string }[] {
  const place = kept.district ?? kept.province
  return [
    ...(place ? [{ name: 'province' as const, text: ui.place(place) }] : []),
    ...(kept.group ? [{ name: 'group' as const, text: ui.occupation(kept.group) }] : []),
    ...(kept.contract ? [{ name: 'contract' as const, text: ui.label('contract', kept.contract) }] : []),
    ...(kept.wage && kept.currency ? [{ name: 'wage' as const, text: `≥ ${ui.money(kept.wage, kept.currency)}` }] : []),
    ...(kept.education ? [{ name: 'education' as const, text: nameOfEducation(ui, kept.education.at(-1) ?? '') }] : []),
    ...(kept.accessible ? [{ name: 'accessible' as const, text: ui.t('vacancies.search.accessible') }] : []),
    ...(kept.since ? [{ name: 'since' as const, text: ui.t('vacancies.search.week') }] : []),
  ]
}
function nameOfEducation(ui: Ui, code: string): string {
  const row = ui.country.education.find((one) => one.code === code)
  return row ? nameIn(row.names, ui.lang) : code
}

/** What would be typed to search with these filters. */
export const typedOfKept = (words: string, kept: Kept): SearchTyped => ({
  q: words, province: kept.district ?? kept.province ?? '', group: kept.group ?? '', contract: kept.contract ?? '', wage: kept.wage ?? '', education: kept.education?.at(-1) ?? '',
  accessible: kept.accessible ? 'yes' : '', since: kept.since ? 'week' : '', words: '', page: 1,
})

interface Chip {
  href: string
  text: string
}

/** The filters in use and the names understood among the words, each a link to the same search without it. */
export function Chips({ typed, kept, used }: { typed: SearchTyped; kept: Kept; used: readonly Concept[] }) {
  const ui = useUi()
  const understood = new Set<string>(used.map(({ kind }) => kind))
  const filters = filtersInWords(ui, kept).filter(({ name }) => !understood.has(name))
  const wordsOnly = (kind: Concept['kind']) => searchAddress(ui, typed, { words: typed.words === '' ? kind : 'all' })
  const chips: Chip[] = [
    ...filters.map(({ name, text }) => ({ href: searchAddress(ui, typed, { [name]: '' }), text })),
    ...used.map(({ kind, code, text }) => ({ href: wordsOnly(kind), text: ui.t(`vacancies.search.means.${kind}`, { typed: text, name: kind === 'group' ? ui.occupation(code) : ui.place(code) }) })),
  ]
  if (chips.length === 0) return null
  const none = Object.fromEntries(filters.map(({ name }) => [name, '']))
  return (
    <ul class="op-chips" aria-label={ui.t('vacancies.search.chips')}>
      {chips.map(({ href, text }) => (
        <li>
          <a class="op-chip" href={href}>
            <span aria-hidden="true">×</span> <span class="govuk-visually-hidden">{ui.t('vacancies.search.chip.remove')}: </span>
            {text}
          </a>
        </li>
      ))}
      {chips.length > 1 ? (
        <li>
          <a class="govuk-link" href={searchAddress(ui, typed, { ...none, ...(used.length > 0 ? { words: 'all' } : {}) })}>{ui.t('vacancies.search.chip.all')}</a>
        </li>
      ) : null}
    </ul>
  )
}

export function SearchForm({ typed, facets, errors = {} }: { typed: SearchTyped; facets: Facets; errors?: Readonly<Record<string, string>> }) {
  const ui = useUi()
  const { country } = ui
  const counted = (text: string, count = 0) => ui.t('vacancies.search.counted', { text, count: ui.number(count) })
  const unstated = (facet: Record<string, number>) => (facet[''] ? ui.t('vacancies.search.not-stated', { count: facet[''] }) : undefined)
  const withChosen = (options: Option[], chosen: string, text: string): Option[] => (chosen === '' || text === '' || options.some(({ value }) => value === chosen) ? options : [{ value: chosen, text }, ...options])
  const provinces = country.childrenOf('').filter((place) => isInForce(place, ui.today)).map(({ code }) => ({ value: code, text: counted(ui.place(code), facets.province[code]) }))
  const groups = country.occupations.childrenOf('').map(({ code }) => ({ value: code, text: counted(ui.occupation(code), facets.group[code]) }))
  const levels = country.education.filter(({ code }) => code !== 'not-stated')
  const openTo = (sort: number) => levels.reduce((sum, row) => sum + (row.sort <= sort ? (facets.education[row.code] ?? 0) : 0), facets.education[''] ?? 0)
  const isNarrowed = [typed.contract, typed.wage, typed.education, typed.accessible, typed.since].some((value) => value !== '')
  return (
    <Form method="get" action={ui.to('/jobs')} class="op-filter">
      <TextField name="q" label={ui.t('vacancies.search.words')} hint={ui.t('vacancies.search.words.hint')} value={typed.q} type="search" maxlength={200} error={errors['q']} />
      <SelectField
        name="province" error={errors['province']} label={ui.t('vacancies.search.province')} hint={unstated(facets.province)} value={typed.province} emptyText={ui.t('web.all')}
        options={withChosen(provinces, typed.province, country.placeByCode.has(typed.province) ? ui.place(typed.province) : '')}
      />
      <SelectField
        name="group" error={errors['group']} label={ui.t('vacancies.search.group')} hint={unstated(facets.group)} value={typed.group} emptyText={ui.t('web.all')}
        options={withChosen(groups, typed.group, country.occupations.entries.has(typed.group) ? ui.occupation(typed.group) : '')}
      />
      <Details summary={ui.t('vacancies.search.more')} open={isNarrowed}>
        <SelectField
          name="contract"
          error={errors['contract']}
          label={ui.t('vacancies.advert.contract')}
          value={typed.contract}
          options={getList(country, 'contract').map(({ code, names }) => ({ value: code, text: counted(nameIn(names, ui.lang), facets.contract[code]) }))}
          emptyText={ui.t('web.all')}
        />
        <WageField typed={typed} counts={facets.wage} error={errors['wage']} />
        <SelectField
          name="education"
          error={errors['education']}
          label={ui.t('vacancies.search.education')}
          hint={unstated(facets.education)}
          value={typed.education}
          options={levels.map(({ code, names, sort }) => ({ value: code, text: counted(nameIn(names, ui.lang), openTo(sort)) }))}
          emptyText={ui.t('web.all')}
        />
        <CheckboxField
          name="accessible" error={errors['accessible']} values={typed.accessible ? ['yes'] : []}
          options={[{ value: 'yes', text: counted(ui.t('vacancies.search.accessible'), facets.accessible['yes']), hint: unstated(facets.accessible) }]}
        />
        <CheckboxField name="since" error={errors['since']} values={typed.since ? ['week'] : []} options={[{ value: 'week', text: counted(ui.t('vacancies.search.week'), facets.since['week']) }]} />
      </Details>
      <ButtonGroup>
        <SubmitButton text={ui.t('web.search')} />
      </ButtonGroup>
    </Form>
  )
}

const mostBands = 6

/** The least wage, typed or chosen among bands with the number of jobs; jobs that state no wage, or one in another currency, stay in each. */
function WageField({ typed, counts, error }: { typed: SearchTyped; counts: Record<string, number>; error: string | undefined }) {
  const ui = useUi()
  const currency = ui.country.currencies[0]?.code ?? ''
  const bands = Object.entries(counts).flatMap(([code, count]) => (code.startsWith(`${currency} `) ? [{ from: code.slice(currency.length + 1), count }] : []))
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0)
  const unstated = total - bands.reduce((sum, { count }) => sum + count, 0)
  const shown = bands.sort((a, b) => Number(a.from) - Number(b.from)).map(({ from }) => ({ from, count: unstated + bands.reduce((sum, band) => sum + (Number(band.from) >= Number(from) ? band.count : 0), 0) }))
  return (
    <>
      <TextField
        name="wage" label={ui.t('vacancies.search.wage', { currency })} hint={unstated > 0 ? ui.t('vacancies.search.not-stated', { count: unstated }) : undefined} value={typed.wage} error={error} width={10}
        inputmode="decimal"
      />
      {shown.length > 1 ? (
        <ul class="op-chips" aria-label={ui.t('vacancies.search.wage', { currency })}>
          {shown.slice(-mostBands).map(({ from, count }) => (
            <li>
              <a class="op-chip" href={searchAddress(ui, typed, { wage: from })}>{ui.t('vacancies.search.counted', { text: `≥ ${ui.money(from, currency)}`, count: ui.number(count) })}</a>
            </li>
          ))}
        </ul>
      ) : null}
    </>
  )
}
