import type { Child } from 'hono/jsx'
import { nameIn } from '../../../platform/country/index'
import type { Fields } from '../../../platform/http/route'
import type { Option } from '../../../platform/web/fields'
import { ErrorSummary } from '../../../platform/web/form'
import { Pagination, Tag, type TagColour } from '../../../platform/web/parts'
import { type Ui, useUi } from '../../../platform/web/ui'
import { rowsPerPage } from '../model'

/** What went wrong in a form: a message key for each field, and perhaps one for the whole form. */
export type Errors = Readonly<Record<string, string>>

export const typedText = (typed: Fields, name: string): string => {
  const value = typed[name]
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

export const errorText = (ui: Ui, errors: Errors, name: string): string | undefined => (errors[name] ? ui.t(errors[name]) : undefined)

export function Faults({ errors, ids = {} }: { errors: Errors; ids?: Readonly<Record<string, string>> }) {
  const ui = useUi()
  const lines = Object.entries(errors).map(([field, key]) => ({ field: field === '_form' ? undefined : (ids[field] ?? field), text: ui.t(key) }))
  return <ErrorSummary title={ui.t('web.error.title')} errors={lines} />
}

export const serviceName = (ui: Ui, code: string): string => {
  const row = ui.country.services.find((known) => known.code === code)
  return row ? nameIn(row.names, ui.lang) : code
}

export const listOptions = (ui: Ui, list: string): Option[] => (ui.country.lists.get(list) ?? []).map(({ code, names }) => ({ value: code, text: nameIn(names, ui.lang) }))

export const sexName = (ui: Ui, code: string): string => ui.label('sex', code)

export const ageBandName = (ui: Ui, code: string): string => (code === 'not-stated' ? ui.label('sex', 'not-stated') : code)

/** A name with its page; a dash of the language where nobody is known; a plain word where the record is out of reach. */
export function CustomerLink({ row, name }: { row: { person_id: string | null; employer_id: string | null }; name: string | undefined }) {
  const ui = useUi()
  if (name === undefined) return <span>{ui.t('service-delivery.anonymous')}</span>
  if (name === '') return <span>{ui.t('service-delivery.out-of-reach')}</span>
  const href = row.person_id ? `/jobseekers/${row.person_id}` : `/employers/${row.employer_id}`
  return (
    <a class="govuk-link" href={ui.to(href)}>
      {name}
    </a>
  )
}

const colours: Record<string, TagColour> = {
  waiting: 'yellow', called: 'blue', served: 'green', 'left-before': 'red', 'referred-elsewhere': 'grey', booked: 'blue', arrived: 'teal', done: 'green',
  'needs-result': 'yellow', 'no-show': 'red', excused: 'grey', 'cancelled-by-customer': 'grey', 'cancelled-by-centre': 'grey',
}

export function StateTag({ prefix, state }: { prefix: 'visit' | 'appointment'; state: string }) {
  const ui = useUi()
  return <Tag text={ui.t(`service-delivery.${prefix}.state.${state}`)} colour={colours[state]} />
}

const withPage = (url: URL, page: number): string => {
  const next = new URLSearchParams(url.searchParams)
  next.set('page', String(page))
  return `${url.pathname}?${next.toString()}`
}

/** Previous and next of a list; nothing when it fits on one page. */
export function Pages({ url, page, total }: { url: URL; page: number; total: number }) {
  const ui = useUi()
  const pages = Math.ceil(total / rowsPerPage)
  return (
    <Pagination
      label={ui.t('service-delivery.pages', { page, pages: Math.max(1, pages) })}
      previous={page > 1 ? { href: withPage(url, page - 1), text: ui.t('web.previous') } : undefined}
      next={page < pages ? { href: withPage(url, page + 1), text: ui.t('web.next') } : undefined}
    />
  )
}

export function Heading({ children }: { children?: Child }) {
  return <h1 class="govuk-heading-l">{children}</h1>
}

/** Which filters of a list are set, to show them again. */
export const filterText = (url: URL, name: string): string => url.searchParams.get(name) ?? ''

export const timeOf = (ui: Ui, at: Date | null): string => (at ? ui.moment(at).slice(-5) : '')
