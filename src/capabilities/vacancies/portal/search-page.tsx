import { ErrorSummary } from '../../../platform/web/form'
import { EmptyState, Pagination, Tag } from '../../../platform/web/parts'
import { type Ui, useUi } from '../../../platform/web/ui'
import { longestQuery } from '../../../platform/text/query'
import type { Concept } from '../concepts'
import type { Facets, Found, FoundVacancy, Kept } from '../search'
import { placeText, shownCode, Title, wageText } from '../pages/words'
import { SaveSearch } from '../alerts/pages'
import { Chips, searchAddress, type SearchFault, SearchForm, type SearchTyped } from './search-form'

export const pageSize = 20

/** An occupation near the words that found nothing, with its open jobs. */
export interface NearOccupation {
  code: string
  count: number
}
export interface SearchProps {
  typed: SearchTyped
  found: Found
  kept: Kept
  /** Names among the words that filter the list as well. */
  used: readonly Concept[]
  /** Jobs that only the words find. */
  more: number
  near: readonly NearOccupation[]
  /** More was typed than is searched. */
  isCut: boolean
}

export function SearchPage({ typed, found, kept, used, more, near, isCut }: SearchProps) {
  const ui = useUi()
  const pages = Math.max(1, Math.ceil(found.total / pageSize))
  return (
    <>
      <h1 class="govuk-heading-l">{ui.t('vacancies.search.title')}</h1>
      <SearchForm typed={typed} facets={found.facets} />
      <Chips typed={typed} kept={kept} used={used} />
      <h2 class="govuk-heading-m">{typed.q ? ui.t('vacancies.search.found', { count: found.total, words: typed.q }) : ui.t('vacancies.search.all', { count: found.total })}</h2>
      {isCut ? <p class="govuk-inset-text">{ui.t('vacancies.search.cut', { most: longestQuery })}</p> : null}
      <WhatWasDone found={found} typed={typed} />
      {more > 0 ? (
        <p class="govuk-body">
          <a class="govuk-link" href={searchAddress(ui, typed, { words: 'all' })}>{ui.t('vacancies.search.more-by-words', { count: more })}</a>
        </p>
      ) : null}
      {found.rows.length === 0 ? <NothingFound typed={typed} near={near} /> : <JobList rows={found.rows} kept={kept} />}
      <Pagination
        label={ui.t('vacancies.search.pages')}
        previous={typed.page > 1 ? { href: searchAddress(ui, typed, { page: typed.page - 1 }), text: ui.t('web.previous') } : undefined}
        next={typed.page < pages ? { href: searchAddress(ui, typed, { page: typed.page + 1 }), text: ui.t('web.next') } : undefined}
      />
      {pages > 1 ? <p class="govuk-body">{ui.t('web.page-of', { page: typed.page, pages })}</p> : null}
      <SaveSearch typed={{ ...typed, ...Object.fromEntries(used.map(({ kind, code }) => [kind, code])) }} />
    </>
  )
}

const filterNames = new Map(Object.entries({
  q: 'vacancies.search.words.short', province: 'vacancies.search.province', group: 'vacancies.search.group', contract: 'vacancies.advert.contract', wage: 'vacancies.advert.wage', education: 'vacancies.search.education',
  accessible: 'vacancies.search.accessible', since: 'vacancies.search.week', words: 'vacancies.search.words.short', page: 'vacancies.search.pages',
}))

/** What cannot be used is named in the reader's language; the form keeps what was typed, and no link leads to the same refusal. */
export function RefusedSearchPage({ typed, facets, faults }: { typed: SearchTyped; facets: Facets; faults: readonly SearchFault[] }) {
  const ui = useUi()
  const nameOf = (filter: string) => {
    const key = filterNames.get(filter)
    return key ? ui.t(key) : filter
  }
  const sentence = ({ name, kind, value }: SearchFault) => ui.t(`vacancies.search.fault.${kind}`, { filter: nameOf(name), value })
  const errors = Object.fromEntries(faults.map((fault) => [fault.name, sentence(fault)]))
  const fields = new Set(['q', 'province', 'group', 'contract', 'wage', 'education', 'accessible', 'since'])
  return (
    <>
      <ErrorSummary title={ui.t('web.error.title')} errors={faults.map((fault) => ({ text: sentence(fault), ...(fields.has(fault.name) ? { field: fault.name } : {}) }))} />
      <h1 class="govuk-heading-l">{ui.t('vacancies.search.title')}</h1>
      <SearchForm typed={typed} facets={{ ...facets, wage: {} }} errors={errors} />
    </>
  )
}

/** Says where the list shows something else than what was typed. */
function WhatWasDone({ found, typed }: { found: Found; typed: SearchTyped }) {
  const ui = useUi()
  const mended = found.mended.map(({ typed: word, used }) =>
    used.length === 0 ? ui.t('vacancies.search.mended.alike', { typed: word }) : ui.t('vacancies.search.mended', { typed: word, used: used.map((one) => ui.t('vacancies.search.mended.word', { word: one })).join(', ') }))
  const lines = found.total === 0 ? [] : [...mended, ...(found.isLoose ? [ui.t('vacancies.search.loose')] : [])]
  return (
    <>
      {lines.map((line) => (
        <p class="govuk-inset-text">{line}</p>
      ))}
      {found.offer ? (
        <p class="govuk-body">
          {ui.t('vacancies.search.similar')}{' '}
          <a class="govuk-link" href={searchAddress(ui, typed, { q: found.offer })}>{found.offer}</a>
        </p>
      ) : null}
    </>
  )
}

function NothingFound({ typed, near }: { typed: SearchTyped; near: readonly NearOccupation[] }) {
  const ui = useUi()
  const isFiltered = [typed.group, typed.contract, typed.wage, typed.education, typed.accessible, typed.since].some((value) => value !== '')
  const ways = [
    ...(typed.province ? [{ href: searchAddress(ui, typed, { province: '' }), text: ui.t('vacancies.search.wider') }] : []),
    ...(isFiltered ? [{ href: searchAddress(ui, typed, { group: '', contract: '', wage: '', education: '', accessible: '', since: '' }), text: ui.t('vacancies.search.without-filters') }] : []),
    { href: ui.to('/jobs'), text: ui.t('vacancies.search.show-all') },
    { href: ui.to('/centres'), text: ui.t('vacancies.search.ask-centre') },
  ]
  return (
    <EmptyState title={ui.t('vacancies.search.none')}>
      {near.length > 0 ? (
        <>
          <p class="govuk-body">{ui.t('vacancies.search.near')}</p>
          <LinkList links={near.map(({ code, count }) => ({ href: searchAddress(ui, typed, { q: '', group: code }), text: ui.t('vacancies.search.counted', { text: ui.occupation(code), count: ui.number(count) }) }))} />
        </>
      ) : null}
      <LinkList links={ways} />
    </EmptyState>
  )
}

const LinkList = ({ links }: { links: readonly { href: string; text: string }[] }) => (
  <ul class="govuk-list govuk-list--bullet">
    {links.map(({ href, text }) => (
      <li>
        <a class="govuk-link" href={href}>{text}</a>
      </li>
    ))}
  </ul>
)

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
