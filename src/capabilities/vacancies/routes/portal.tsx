import { z } from 'zod'
import { addDays, daysBetween } from '../../../kernel/calendar'
import { parsePublicCode } from '../../../kernel/code'
import type { Door } from '../../../platform/http/door'
import { get, type Incoming, notFound, page, post, type Route, seeOther } from '../../../platform/http/route'
import { isLanguage } from '../../../platform/i18n/words'
import { numberFormatOf } from '../../../platform/text/number-format'
import { parseNumber } from '../../../platform/text/numbers'
import { firstCharacters } from '../../../platform/text/pieces'
import { longestQuery } from '../../../platform/text/query'
import type { Ui } from '../../../platform/web/ui'
import { findCentre } from '../../centres/index'
import { employerName } from '../../employers/index'
import { reportJob } from '../actions/complaints'
import { noteZeroHit } from '../actions/zero-hit'
import { complaintKinds, type Vacancy } from '../model'
import { suggestOccupations } from '../occupation-suggestions'
import type { Errors } from '../pages/read-content'
import { shownCode } from '../pages/words'
import { jsonFeedOf, rssOf, sitemapOf } from '../portal/feeds'
import { HomePage } from '../portal/home-page'
import { ClosedJobPage, JobPage, ReportedPage, ReportPage } from '../portal/job-page'
import { jobPostingBlock, jobPostingOf } from '../portal/job-posting'
import type { SearchTyped } from '../portal/search-form'
import { type NearOccupation, pageSize, SearchPage } from '../portal/search-page'
import { findPublicEmployer, listPublic } from '../queries/portal'
import { findByCode } from '../queries/records'
import { daysNew, findJobs, type Kept, searchStamp } from '../search'
import { titleOf } from '../titles'

const openDoor: Door = { who: 'anyone', reach: 'released', strength: 'none', audit: 'none: only published jobs are shown', limit: 'public-page' }
const searchDoor: Door = { ...openDoor, limit: 'search' }
const reportDoor: Door = { who: 'anyone', reach: 'released', subject: 'vacancy', strength: 'none', key: 'required', audit: 'write', purpose: 'safety', limit: 'register', body: 8 }

const text = (max: number) => z.string().max(max).optional()
export const searchQuery = z.object({
  q: z.string().optional(), province: text(20), group: text(4), contract: text(20), wage: text(40), education: text(40), accessible: text(3), since: text(10), page: z.string().regex(/^\d{1,4}$/).optional(),
})
const reportForm = z.object({
  kind: z.enum(complaintKinds, 'errors.required'),
  note: z.string().max(1000, 'errors.too-long').optional(),
  phone: z.string().max(60, 'errors.too-long').optional(),
})

const daysClosed = 30

export function typedOf(query: z.output<typeof searchQuery>): SearchTyped {
  const { q = '', province = '', group = '', contract = '', wage = '', education = '', accessible = '', since = '', page: number = '1' } = query
  return { q: firstCharacters(q, longestQuery), province, group, contract, wage, education, accessible, since, page: Math.min(500, Math.max(1, Number(number))) }
}

/** The filters that name something known; an unknown code filters nothing. */
export function keptOf(ui: Ui, typed: SearchTyped): Kept {
  const { country } = ui
  const place = country.placeByCode.get(typed.province)
  const currency = country.currencies[0]
  const wage = typed.wage === '' ? null : parseNumber(typed.wage, { language: ui.lang, decimals: currency?.decimals ?? 2, format: numberFormatOf(country.numberFormat as never, ui.lang), currencies: country.currencies })
  const education = country.education.find(({ code }) => code === typed.education)
  return {
    ...(place?.level === 1 ? { province: place.code } : {}),
    ...(place?.level === 2 ? { district: place.code } : {}),
    ...(country.occupations.entries.has(typed.group) ? { group: typed.group } : {}),
    ...(country.lists.get('contract')?.some(({ code }) => code === typed.contract) ? { contract: typed.contract } : {}),
    ...(wage?.ok && currency ? { wage: wage.value.decimal, currency: wage.value.currency ?? currency.code } : {}),
    ...(education ? { education: country.education.filter(({ sort, code }) => sort <= education.sort && code !== 'not-stated').map(({ code }) => code) } : {}),
    ...(typed.accessible ? { accessible: true as const } : {}),
    ...(typed.since ? { since: addDays(ui.today, -daysNew) } : {}),
  }
}

type SearchRequest = Incoming<undefined, z.output<typeof searchQuery>>

/** What found nothing is counted each time; every other list is the same for everybody. */
async function showSearch(request: SearchRequest) {
  const { tx, ui, platform, query } = request
  const typed = typedOf(query)
  const kept = keptOf(ui, typed)
  const found = await findJobs(tx, platform, typed.q, kept, { size: pageSize, skip: (typed.page - 1) * pageSize, newSince: addDays(ui.today, -daysNew) })
  const near = found.total === 0 && typed.q !== '' ? await nearOccupations(request, typed) : []
  if (found.isUnknown) await noteZeroHit(tx, platform, ui.lang, typed.q)
  const body = <SearchPage typed={typed} found={found} kept={kept} near={near} isCut={typed.q !== (query.q ?? '')} />
  return page(ui.t('vacancies.search.title'), body, { isShared: !found.isUnknown, noindex: typed.page > 1 || typed.q !== '' })
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

