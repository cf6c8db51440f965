import { z } from 'zod'
import type { Door } from '../../../platform/http/door'
import { get, notFound, page, post, type Route, seeOther } from '../../../platform/http/route'
import { addDays } from '../../../kernel/calendar'
import { isUuid } from '../../../kernel/id'
import { employerName, findEmployerLine, listEmployerLines } from '../../employers/index'
import { settleComplaint } from '../actions/complaints'
import { takeDown } from '../actions/publish'
import { vacancyFunnel } from '../happenings'
import { entryForm, states } from '../model'
import { ListPage, listPageSize } from '../pages/list'
import { UnfoundPage } from '../pages/unfound'
import { VacancyPage } from '../pages/vacancy'
import { mayInspect } from '../policy'
import { listComplaints } from '../queries/complaints'
import { countWaiting, listVacancies, type ListFilter } from '../queries/list'
import { listFindings, listHistory, presentFindings } from '../queries/records'
import { listZeroHits } from '../queries/zero-hits'
import { titleOf } from '../titles'
import { advertBody, findOwn, refusedPage } from './answers'
import { entryPage, takeEntry } from './entering'
import { keepingRoutes } from './keep'

export const staffDoor: Door = { who: ['counsellor', 'chief', 'headquarters'], reach: 'centre', subject: 'vacancy', strength: 'two', audit: 'read', purpose: 'placement', limit: 'staff' }
export const staffWriteDoor: Door = { ...staffDoor, audit: 'write', key: 'required', body: advertBody }

const listQuery = z.object({
  q: z.string().max(200).optional(), state: z.string().max(20).optional(), owner: z.string().max(10).optional(), page: z.string().regex(/^\d{1,4}$/).optional(),
})

const daysUnfound = 90
const mostUnfound = 200

export const staffRoutes: Route[] = [
  get('/vacancies', {
    door: staffDoor,
    query: listQuery,
    handle: async ({ tx, ui, query, actor }) => {
      const centreIds = actor.role === 'headquarters' ? null : actor.centreIds
      const filter: ListFilter = {
        centreIds, words: query.q ?? '', state: states.find((state) => state === query.state) ?? null, ownerId: query.owner === 'me' ? actor.accountId : null, page: Math.max(1, Number(query.page ?? 1)),
      }
      const { rows, total } = await listVacancies(tx, filter, listPageSize)
      const employers = await listEmployerLines(tx, [...new Set(rows.map(({ employerId }) => employerId))])
      const names = new Map([...employers].map(([id, line]) => [id, employerName(line, ui.lang)]))
      const body = <ListPage rows={rows} total={total} names={names} typed={query} filter={filter} waiting={await countWaiting(tx, centreIds)} />
      return page(ui.t('vacancies.list.title'), body, { wide: true })
    },
  }),
  get('/vacancies/unfound', {
    door: { who: ['headquarters'], reach: 'national', strength: 'two', audit: 'none: words of the public search, without a person', limit: 'staff' },
    handle: async ({ tx, ui, context }) =>
      page(ui.t('vacancies.unfound.title'), <UnfoundPage rows={await listZeroHits(tx, addDays(context.today, -daysUnfound), mostUnfound)} days={daysUnfound} />, { wide: true }),
  }),
  get('/vacancies/new', {
    door: staffDoor,
    query: z.object({ employer: z.string().max(40).optional() }),
    handle: async (request) => {
      const { tx, ui, query } = request
      if (!query.employer || !isUuid(query.employer)) return seeOther(ui.to('/employers'))
      const employer = await findEmployerLine(tx, query.employer)
      if (!employer) return notFound
      return entryPage(request, { employer, prefix: '/vacancies', origin: 'phone', isStaff: true }, { place: employer.provinceCode ?? undefined, posts: '1' })
    },
  }),
  post('/vacancies/new', {
    door: staffWriteDoor,
    form: entryForm,
    handle: async (request) => {
      const id = request.form.typed['employer']
      const employer = typeof id === 'string' && isUuid(id) ? await findEmployerLine(request.tx, id) : undefined
      if (!employer) return notFound
      return takeEntry(request, { employer, prefix: '/vacancies', origin: 'phone', isStaff: true })
    },
  }),
]

/** Registered after the addresses that have a word in the place of the id. */
export const staffVacancyRoutes: Route[] = [
  get('/vacancies/:id', {
    door: staffDoor,
    handle: async ({ tx, ui, params, actor }) => {
      const vacancy = await findOwn(tx, params['id'])
      if (!vacancy) return notFound
      const employer = await findEmployerLine(tx, vacancy.employerId)
      const steps = []
      for (const provider of vacancyFunnel.entries) steps.push(...(await provider(tx, vacancy.id)))
      tx.note({ action: 'vacancy.read', subjectKind: 'vacancy', subjectId: vacancy.id })
      const body = (
        <VacancyPage
          vacancy={vacancy}
          employer={{ id: vacancy.employerId, name: employer ? employerName(employer, ui.lang) : '' }}
          findings={presentFindings(await listFindings(tx, vacancy.id))}
          funnel={steps}
          history={await listHistory(tx, vacancy.id)}
          reports={await listComplaints(tx, vacancy.id)}
          home={`/vacancies/${vacancy.id}`}
          isStaff
          mayInspect={mayInspect(actor, vacancy)}
        />
      )
      return page(titleOf(vacancy, ui.lang), body, { wide: true })
    },
  }),
  post('/vacancies/:id/reports/:reportId', {
    door: { ...staffWriteDoor, duty: 'inspector' },
    form: z.object({ outcome: z.enum(['asked-employer', 'upheld', 'not-upheld', 'take-down']) }),
    handle: async ({ tx, ui, params, form, platform }) => {
      const vacancy = await findOwn(tx, params['id'])
      if (!vacancy) return notFound
      const home = `/vacancies/${vacancy.id}`
      if (!form.ok) return refusedPage(ui, 'not-valid', home)
      const { outcome } = form.value
      const settled = await settleComplaint(tx, vacancy, params['reportId'] ?? '', outcome === 'take-down' ? 'upheld' : outcome)
      if (!settled.ok) return refusedPage(ui, settled.reason, home)
      if (outcome === 'take-down') {
        const taken = await takeDown(tx, platform, vacancy)
        if (!taken.ok) return refusedPage(ui, taken.reason, home)
      }
      return seeOther(ui.to(home))
    },
  }),
  ...keepingRoutes('/vacancies', staffDoor, staffWriteDoor),
]
