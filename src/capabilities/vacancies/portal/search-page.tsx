import { Form, SubmitButton, ButtonGroup } from '../../../platform/web/form'
import { CheckboxField, type Option, SelectField, TextField } from '../../../platform/web/fields'
import { Details, EmptyState, Pagination, Tag } from '../../../platform/web/parts'
import { getList, isInForce, nameIn } from '../../../platform/country/index'
import { type Ui, useUi } from '../../../platform/web/ui'
import type { FoundVacancy, Kept, SearchResult } from '../search'
import { placeText, shownCode, Title, wageText } from '../pages/words'

export const pageSize = 20

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

const counted = (ui: Ui, text: string, count: number | undefined) => (count === undefined ? text : ui.t('vacancies.search.counted', { text, count: ui.number(count) }))

export function SearchPage({ typed, result, kept, similar, isLoose }: { typed: SearchTyped; result: SearchResult; kept: Kept; similar: string | null; isLoose: boolean }) {
  const ui = useUi()
  const pages = Math.max(1, Math.ceil(result.total / pageSize))
  return (
    <>
      <h1 class="govuk-heading-l">{ui.t('vacancies.search.title')}</h1>
      <SearchForm typed={typed} result={result} />
      <h2 class="govuk-heading-m">{typed.q ? ui.t('vacancies.search.found', { count: result.total, words: typed.q }) : ui.t('vacancies.search.all', { count: result.total })}</h2>
      {isLoose && result.total > 0 ? <p class="govuk-inset-text">{ui.t('vacancies.search.loose')}</p> : null}
      {similar ? (
        <p class="govuk-body">
          {ui.t('vacancies.search.similar')}{' '}
          <a class="govuk-link" href={searchAddress(ui, typed, { q: similar })}>{similar}</a>
        </p>
      ) : null}
      {result.rows.length === 0 ? <NothingFound typed={typed} /> : <JobList rows={result.rows} kept={kept} />}
      <Pagination
        label={ui.t('vacancies.search.pages')}
        previous={typed.page > 1 ? { href: searchAddress(ui, typed, { page: typed.page - 1 }), text: ui.t('web.previous') } : undefined}
        next={typed.page < pages ? { href: searchAddress(ui, typed, { page: typed.page + 1 }), text: ui.t('web.next') } : undefined}
      />
      {pages > 1 ? <p class="govuk-body">{ui.t('web.page-of', { page: typed.page, pages })}</p> : null}
    </>
  )
}

function NothingFound({ typed }: { typed: SearchTyped }) {
  const ui = useUi()
  return (
    <EmptyState title={ui.t('vacancies.search.none')}>
      <ul class="govuk-list govuk-list--bullet">
        {typed.province ? (
          <li>
            <a class="govuk-link" href={searchAddress(ui, typed, { province: '' })}>{ui.t('vacancies.search.wider')}</a>
          </li>
        ) : null}
        {typed.group || typed.contract || typed.wage || typed.education || typed.accessible || typed.since ? (
          <li>
            <a class="govuk-link" href={searchAddress(ui, typed, { group: '', contract: '', wage: '', education: '', accessible: '', since: '' })}>{ui.t('vacancies.search.without-filters')}</a>
          </li>
        ) : null}
        <li>
          <a class="govuk-link" href={ui.to('/jobs')}>{ui.t('vacancies.search.show-all')}</a>
        </li>
        <li>
          <a class="govuk-link" href={ui.to('/centres')}>{ui.t('vacancies.search.ask-centre')}</a>
        </li>
      </ul>
    </EmptyState>
  )
}

function SearchForm({ typed, result }: { typed: SearchTyped; result: SearchResult }) {
  const ui = useUi()
  const { facets } = result
  const provinces: Option[] = ui.country.childrenOf('').filter((place) => isInForce(place, ui.today)).map(({ code }) => ({ value: code, text: counted(ui, ui.place(code), facets.province?.[code]) }))
  const groups: Option[] = ui.country.occupations.childrenOf('').map(({ code }) => ({ value: code, text: counted(ui, ui.occupation(code), facets.group?.[code]) }))
  const isNarrowed = [typed.contract, typed.wage, typed.education, typed.accessible, typed.since].some((value) => value !== '')
  return (
    <Form method="get" action={ui.to('/jobs')} class="op-filter">
      <TextField name="q" label={ui.t('vacancies.search.words')} hint={ui.t('vacancies.search.words.hint')} value={typed.q} type="search" maxlength={200} />
      <SelectField name="province" label={ui.t('vacancies.search.province')} value={typed.province} options={provinces} emptyText={ui.t('web.all')} />
      <SelectField name="group" label={ui.t('vacancies.search.group')} value={typed.group} options={groups} emptyText={ui.t('web.all')} />
      <Details summary={ui.t('vacancies.search.more')} open={isNarrowed}>
        <SelectField
          name="contract"
          label={ui.t('vacancies.advert.contract')}
          value={typed.contract}
          options={getList(ui.country, 'contract').map(({ code, names }) => ({ value: code, text: counted(ui, nameIn(names, ui.lang), facets.contract?.[code]) }))}
          emptyText={ui.t('web.all')}
        />
        <TextField name="wage" label={ui.t('vacancies.search.wage', { currency: ui.country.currencies[0]?.code ?? '' })} value={typed.wage} width={10} inputmode="decimal" />
        <SelectField
          name="education"
          label={ui.t('vacancies.search.education')}
          value={typed.education}
          options={ui.country.education.filter(({ code }) => code !== 'not-stated').map(({ code, names }) => ({ value: code, text: nameIn(names, ui.lang) }))}
          emptyText={ui.t('web.all')}
        />
        <CheckboxField name="accessible" values={typed.accessible ? ['yes'] : []} options={[{ value: 'yes', text: ui.t('vacancies.search.accessible') }]} />
        <CheckboxField name="since" values={typed.since ? ['week'] : []} options={[{ value: 'week', text: ui.t('vacancies.search.week') }]} />
      </Details>
      <ButtonGroup>
        <SubmitButton text={ui.t('web.search')} />
      </ButtonGroup>
    </Form>
  )
}

/** Which filters a vacancy says nothing about, so that the reader knows why it is shown. */
function unstated(ui: Ui, row: FoundVacancy, kept: Kept): string[] {
  return [
    ...(kept.province && row.provinceCode === null ? [ui.t('vacancies.advert.place')] : []),
    ...(kept.group && row.isco === null ? [ui.t('vacancies.advert.occupation')] : []),
    ...(kept.wage && (row.wageMin === null && row.wageMax === null || row.wageCurrency !== kept.currency) ? [ui.t('vacancies.advert.wage')] : []),
    ...(kept.education && row.educationMin === null ? [ui.t('vacancies.advert.education')] : []),
    ...(kept.accessible && row.accessible === null ? [ui.t('vacancies.advert.accessible')] : []),
  ]
}

export function JobList({ rows, kept = {} }: { rows: readonly FoundVacancy[]; kept?: Kept }) {
  const ui = useUi()
  return (
    <ul class="govuk-list op-jobs">
      {rows.map((row) => {
        const employer = ui.lang === 'en' ? (row.employerLatin ?? row.employerNative) : (row.employerNative ?? row.employerLatin)
        const missing = unstated(ui, row, kept)
        return (
          <li class="op-jobs__item">
            <h3 class="govuk-heading-s">
              <a class="govuk-link" href={ui.to(`/jobs/${shownCode(row.code)}`)}>
                <Title of={row} />
              </a>
            </h3>
            <p class="govuk-body">
              {[employer, placeText(ui, row), wageText(ui, row)].filter((text) => text).join(' · ')}
              <br />
              {ui.t('vacancies.search.line', { contract: ui.label('contract', row.contract), posts: row.posts, day: ui.day(row.validUntil) })}{' '}
              {missing.length > 0 ? <Tag text={ui.t('vacancies.search.unstated', { what: missing.join(', ') })} colour="grey" /> : null}
            </p>
          </li>
        )
      })}
    </ul>
  )
}
