import { ButtonGroup, Form, SubmitButton } from '../../../platform/web/form'
import { CheckboxField, type Option, SelectField, TextField } from '../../../platform/web/fields'
import { Details } from '../../../platform/web/parts'
import { getList, isInForce, nameIn } from '../../../platform/country/index'
import { type Ui, useUi } from '../../../platform/web/ui'
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
  page: number
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
  accessible: kept.accessible ? 'yes' : '', since: kept.since ? 'week' : '', page: 1,
})

/** The filters in use, each a link to the same search without it. */
export function Chips({ typed, kept }: { typed: SearchTyped; kept: Kept }) {
  const ui = useUi()
  const filters = filtersInWords(ui, kept)
  if (filters.length === 0) return null
  const none = Object.fromEntries(filters.map(({ name }) => [name, '']))
  return (
    <ul class="op-chips" aria-label={ui.t('vacancies.search.chips')}>
      {filters.map(({ name, text }) => (
        <li>
          <a class="op-chip" href={searchAddress(ui, typed, { [name]: '' })}>
            <span aria-hidden="true">×</span> <span class="govuk-visually-hidden">{ui.t('vacancies.search.chip.remove')}: </span>
            {text}
          </a>
        </li>
      ))}
      {filters.length > 1 ? (
        <li>
          <a class="govuk-link" href={searchAddress(ui, typed, none)}>{ui.t('vacancies.search.chip.all')}</a>
        </li>
      ) : null}
    </ul>
  )
}

export function SearchForm({ typed, facets }: { typed: SearchTyped; facets: Facets }) {
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
      <TextField name="q" label={ui.t('vacancies.search.words')} hint={ui.t('vacancies.search.words.hint')} value={typed.q} type="search" maxlength={200} />
      <SelectField
        name="province" label={ui.t('vacancies.search.province')} hint={unstated(facets.province)} value={typed.province} emptyText={ui.t('web.all')}
        options={withChosen(provinces, typed.province, country.placeByCode.has(typed.province) ? ui.place(typed.province) : '')}
      />
      <SelectField
        name="group" label={ui.t('vacancies.search.group')} hint={unstated(facets.group)} value={typed.group} emptyText={ui.t('web.all')}
        options={withChosen(groups, typed.group, country.occupations.entries.has(typed.group) ? ui.occupation(typed.group) : '')}
      />
      <Details summary={ui.t('vacancies.search.more')} open={isNarrowed}>
        <SelectField
          name="contract"
          label={ui.t('vacancies.advert.contract')}
          value={typed.contract}
          options={getList(country, 'contract').map(({ code, names }) => ({ value: code, text: counted(nameIn(names, ui.lang), facets.contract[code]) }))}
          emptyText={ui.t('web.all')}
        />
        <TextField name="wage" label={ui.t('vacancies.search.wage', { currency: country.currencies[0]?.code ?? '' })} value={typed.wage} width={10} inputmode="decimal" />
        <SelectField
          name="education"
          label={ui.t('vacancies.search.education')}
          hint={unstated(facets.education)}
          value={typed.education}
          options={levels.map(({ code, names, sort }) => ({ value: code, text: counted(nameIn(names, ui.lang), openTo(sort)) }))}
          emptyText={ui.t('web.all')}
        />
        <CheckboxField
          name="accessible" values={typed.accessible ? ['yes'] : []}
          options={[{ value: 'yes', text: counted(ui.t('vacancies.search.accessible'), facets.accessible['yes']), hint: unstated(facets.accessible) }]}
        />
        <CheckboxField name="since" values={typed.since ? ['week'] : []} options={[{ value: 'week', text: counted(ui.t('vacancies.search.week'), facets.since['week']) }]} />
      </Details>
      <ButtonGroup>
        <SubmitButton text={ui.t('web.search')} />
      </ButtonGroup>
    </Form>
  )
}
