import { z } from 'zod'
import { addDays, daysBetween } from '../../../kernel/calendar'
import { parsePublicCode } from '../../../kernel/code'
import type { Door } from '../../../platform/http/door'
import { type Answer, get, type Incoming, notFound, page, post, type Route, seeOther } from '../../../platform/http/route'
import { isLanguage } from '../../../platform/i18n/words'
import { findCentre } from '../../centres/index'
import { employerName } from '../../employers/index'
import { reportJob } from '../actions/complaints'
import { noteZeroHit } from '../actions/zero-hit'
import { type Concept, conceptsIn, filtersOf } from '../concepts'
import { complaintKinds, type Vacancy } from '../model'
import { suggestOccupations } from '../occupation-suggestions'
import type { Errors } from '../pages/read-content'
import { shownCode } from '../pages/words'
import { jsonFeedOf, rssOf, sitemapOf } from '../portal/feeds'
import { HomePage } from '../portal/home-page'
import { ClosedJobPage, JobPage, ReportedPage, ReportPage } from '../portal/job-page'
import { jobPostingBlock, jobPostingOf } from '../portal/job-posting'
import type { SearchFault, SearchTyped } from '../portal/search-form'
import { type NearOccupation, pageSize, RefusedSearchPage, SearchPage } from '../portal/search-page'
import { findPublicEmployer, listPublic } from '../queries/portal'
import { findByCode } from '../queries/records'
import { daysNew, findJobs, type Found, type Kept, searchStamp } from '../search'
import { titleOf } from '../titles'
import { faultsOf, keptOf, searchQuery, typedOf } from './read-search'

const openDoor: Door = { who: 'anyone', reach: 'released', strength: 'none', audit: 'none: only published jobs are shown', limit: 'public-page' }
const searchDoor: Door = { ...openDoor, limit: 'search' }
const reportDoor: Door = { who: 'anyone', reach: 'released', subject: 'vacancy', strength: 'none', key: 'required', audit: 'write', purpose: 'safety', limit: 'register', body: 16 }

const reportForm = z.object({
  kind: z.enum(complaintKinds, 'errors.required'),
  note: z.string().max(1000, 'errors.too-long').optional(),
  phone: z.string().max(60, 'errors.too-long').optional(),
})

const daysClosed = 30

type SearchRequest = Incoming<undefined, z.output<typeof searchQuery>>

/** What found nothing is counted each time; every other list is the same for everybody. */
async function showSearch(request: SearchRequest): Promise<Answer> {
  const { tx, ui, platform, query } = request
  const faults = faultsOf(ui, query)
  if (faults.length > 0) return refuseSearch(request, faults)
  const typed = typedOf(query)
  const { found, kept, used, more } = await findUnderstood(request, typed)
  const near = found.total === 0 && typed.q !== '' ? await nearOccupations(request, typed) : []
  if (found.isUnknown) await noteZeroHit(tx, platform, ui.lang, typed.q)
  const body = <SearchPage typed={typed} found={found} kept={kept} used={used} more={more} near={near} isCut={typed.q !== (query['q'] ?? '')} />
  return page(ui.t('vacancies.search.title'), body, { isShared: !found.isUnknown, noindex: typed.page > 1 || typed.q !== '' })
}

/** Names the part of the address that cannot be used, above the form with what was typed. */
async function refuseSearch({ tx, ui, platform, query }: SearchRequest, faults: readonly SearchFault[]): Promise<Answer> {
  const { facets } = await findJobs(tx, platform, '', {}, { size: 0, skip: 0, newSince: addDays(ui.today, -daysNew) })
  return page(ui.t('vacancies.search.title'), <RefusedSearchPage typed={typedOf(query)} facets={facets} faults={faults} />, { status: 400, noindex: true })
}

/** The words under the filters and what names of places and occupations among them mean; the words alone where that finds nothing. */
async function findUnderstood({ tx, ui, platform }: SearchRequest, typed: SearchTyped): Promise<{ found: Found; kept: Kept; used: Concept[]; more: number }> {
  const chosen = keptOf(ui, typed)
  const rows = { size: pageSize, skip: (typed.page - 1) * pageSize, newSince: addDays(ui.today, -daysNew) }
  const { used, kept } = filtersOf(conceptsIn(typed.q, ui.country), chosen, typed.words, ui.country)
  if (used.length > 0) {
    const found = await findJobs(tx, platform, typed.q, kept, rows)
    if (found.total > 0 && !found.isLoose) {
      const words = await findJobs(tx, platform, typed.q, chosen, { ...rows, size: 0 })
      return { found, kept, used, more: words.total - found.total }
    }
  }
  return { found: await findJobs(tx, platform, typed.q, chosen, rows), kept: chosen, used: [], more: 0 }
}

const mostNear = 3

/** Occupations whose titles are near the words and that have open jobs. */
async function nearOccupations({ tx, ui, platform }: SearchRequest, typed: SearchTyped): Promise<NearOccupation[]> {
  const near: NearOccupation[] = []
  for (const code of suggestOccupations([typed.q], ui.country)) {
    const { total } = await findJobs(tx, platform, '', { ...keptOf(ui, { ...typed, group: '' }), group: code }, { size: 0, skip: 0, newSince: ui.today })
    if (total > 0 && near.length < mostNear) near.push({ code, count: total })
  }
  return near
}

const isOpen = (vacancy: Vacancy, today: string) => vacancy.state === 'published' && vacancy.publicDisplay && (vacancy.validUntil ?? '') >= today

async function showJob({ tx, ui, params, context }: Incoming<undefined, undefined>) {
  const code = parsePublicCode(params['code'] ?? '')
  const vacancy = code.ok ? await findByCode(tx, code.value) : undefined
  if (!vacancy || !vacancy.publicDisplay) return notFound
  const ended = vacancy.state === 'closed' ? vacancy.closedOn : vacancy.state === 'published' ? vacancy.validUntil : null
  if (!isOpen(vacancy, context.today)) {
    if (ended === null) return notFound
    const isGone = vacancy.stateReason === 'taken-down' || daysBetween(ended, context.today) > daysClosed
    return page(ui.t('vacancies.job.closed'), <ClosedJobPage vacancy={vacancy} isGone={isGone} />, { noindex: true, ...(isGone ? { status: 410 as const } : {}) })
  }
  const employer = await findPublicEmployer(tx, vacancy.id)
  const name = employer ? employerName(employer, ui.lang) : null
  const posting = jobPostingOf(vacancy, name, ui.country, ui.lang)
  const body = <JobPage vacancy={vacancy} employer={name} centre={await findCentre(tx, vacancy.centreId)} />
  return page(titleOf(vacancy, ui.lang), body, posting ? { head: jobPostingBlock(posting) } : {})
}

const feedQuery = z.object({})
const newest = 100
const mostInSitemap = 15_000

export const portalRoutes: Route[] = [
  get('/', {
    door: openDoor,
    shared: searchStamp,
    handle: async ({ tx, ui, platform, context }) =>
      page(ui.t('web.site'), <HomePage newest={await findJobs(tx, platform, '', {}, { size: 6, skip: 0, newSince: context.today })} />, { isShared: true }),
  }),
  get('/jobs', { door: searchDoor, query: searchQuery, shared: searchStamp, handle: showSearch }),
  get('/jobs/:code', { door: openDoor, handle: showJob }),
  get('/jobs/:code/report', {
    door: openDoor,
    handle: async ({ tx, ui, params, context }) => {
      const code = parsePublicCode(params['code'] ?? '')
      const vacancy = code.ok ? await findByCode(tx, code.value) : undefined
      if (!vacancy || !isOpen(vacancy, context.today)) return notFound
      return page(ui.t('vacancies.report.title'), <ReportPage vacancy={vacancy} typed={{}} errors={{}} />, { noindex: true })
    },
  }),
  post('/jobs/:code/report', {
    door: reportDoor,
    form: reportForm,
    handle: async ({ tx, ui, params, platform, form, context }) => {
      const code = parsePublicCode(params['code'] ?? '')
      const vacancy = code.ok ? await findByCode(tx, code.value) : undefined
      if (!vacancy || !isOpen(vacancy, context.today)) return notFound
      if (!form.ok) {
        const errors: Errors = Object.fromEntries(Object.entries(form.errors).map(([name, key]) => [name, ui.t(key)]))
        return page(ui.t('vacancies.report.title'), <ReportPage vacancy={vacancy} typed={form.typed} errors={errors} />, { status: 422 })
      }
      await reportJob(tx, platform, vacancy, { kind: form.value.kind, note: form.value.note || null, phone: form.value.phone || null })
      return seeOther(ui.to(`/jobs/${shownCode(vacancy.code)}/reported`))
    },
  }),
  get('/jobs/:code/reported', { door: openDoor, handle: async ({ ui }) => page(ui.t('vacancies.report.title'), <ReportedPage />, { noindex: true }) }),
  get('/feeds/:name', {
    door: openDoor,
    query: feedQuery,
    handle: async ({ tx, params, platform, url }) => {
      const [, language = '', kind] = /^jobs\.(en|km|lo)\.(xml|json)$/.exec(params['name'] ?? '') ?? []
      if (!isLanguage(language)) return notFound
      const rows = await listPublic(tx, newest)
      return kind === 'xml'
        ? { kind: 'text', type: 'application/rss+xml; charset=utf-8', text: rssOf(rows, platform, language, url.origin) }
        : { kind: 'text', type: 'application/feed+json; charset=utf-8', text: jsonFeedOf(rows, platform, language, url.origin) }
    },
  }),
  get('/sitemap.xml', {
    door: openDoor,
    handle: async ({ tx, platform, url }) => ({
      kind: 'text', type: 'application/xml; charset=utf-8', text: sitemapOf(await listPublic(tx, mostInSitemap), platform.country.languages, url.origin),
    }),
  }),
]

