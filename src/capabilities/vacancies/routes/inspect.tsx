import { z } from 'zod'
import { get, type Incoming, notFound, page, post, type Route, seeOther } from '../../../platform/http/route'
import { isUuid } from '../../../kernel/id'
import { employerName, findEmployerLine, isVerified, listEmployerLines } from '../../employers/index'
import { approveUnflagged, mostTogether } from '../actions/approve-together'
import { approveVacancy, checkAgain, clearHold, rejectVacancy, returnVacancy } from '../actions/inspect'
import { rejectionReasons, type Vacancy } from '../model'
import { InspectPage } from '../pages/inspect'
import { QueuePage, queuePageSize } from '../pages/queue'
import type { Errors } from '../pages/read-content'
import { listEarlier, listQueue } from '../queries/inspection'
import { mayClearHold } from '../rules/decisions'
import { findOwn, refusedPage } from './answers'
import { staffDoor, staffWriteDoor } from './staff'

const inspectorDoor = { ...staffWriteDoor, duty: 'inspector' as const }

/** Open to inspectors, and to the chief and headquarters who answer for holds. */
async function showInspection({ tx, ui, platform, actor, context }: Incoming<unknown, unknown>, vacancy: Vacancy, errors: Errors = {}) {
  const employer = await findEmployerLine(tx, vacancy.employerId)
  const body = (
    <InspectPage
      vacancy={vacancy}
      employer={{ id: vacancy.employerId, name: employer ? employerName(employer, ui.lang) : '', isVerified: employer !== undefined && isVerified(employer, context.today), phone: employer?.phone ?? null }}
      findings={await checkAgain(tx, platform, vacancy)}
      earlier={await listEarlier(tx, vacancy.employerId, vacancy.id)}
      errors={errors}
      isOwn={actor.accountId === vacancy.createdBy}
      mayClear={mayClearHold(actor, vacancy)}
    />
  )
  tx.note({ action: 'vacancy.read', subjectKind: 'vacancy', subjectId: vacancy.id })
  return page(ui.t('vacancies.inspect.heading'), body, { wide: true, ...(Object.keys(errors).length > 0 ? { status: 422 as const } : {}) })
}

const inspecting = async (request: Incoming<unknown, unknown>): Promise<Vacancy | undefined> => findOwn(request.tx, request.params['id'])
const homeOf = (vacancy: Vacancy) => `/vacancies/${vacancy.id}`

export const inspectRoutes: Route[] = [
  get('/vacancies/inspect', {
    door: staffDoor,
    query: z.object({ flagged: z.enum(['yes', 'no', '']).optional(), page: z.string().regex(/^\d{1,4}$/).optional(), approved: z.string().regex(/^\d{1,4}$/).optional() }),
    handle: async ({ tx, ui, query, actor, context }) => {
      const number = Math.max(1, Number(query.page ?? 1))
      const centreIds = actor.role === 'headquarters' ? null : actor.centreIds
      const { rows, total } = await listQueue(tx, { centreIds, flagged: query.flagged ? query.flagged === 'yes' : null, size: queuePageSize, skip: (number - 1) * queuePageSize })
      const employers = await listEmployerLines(tx, [...new Set(rows.map(({ employerId }) => employerId))])
      const names = new Map([...employers].map(([id, line]) => [id, { name: employerName(line, ui.lang), isVerified: isVerified(line, context.today) }]))
      const approved = query.approved === undefined ? null : Number(query.approved)
      const body = <QueuePage rows={rows} total={total} names={names} flagged={query.flagged ?? ''} page={number} approved={approved} mayInspect={actor.duties.includes('inspector')} />
      return page(ui.t('vacancies.queue.title'), body, { wide: true })
    },
  }),
  post('/vacancies/inspect', {
    door: inspectorDoor,
    form: z.object({ id: z.union([z.string(), z.array(z.string())]).optional() }),
    handle: async ({ tx, ui, platform, form, actor }) => {
      const chosen = form.ok ? [form.value.id ?? []].flat().filter(isUuid) : []
      if (chosen.length === 0 || actor.accountId === null) return refusedPage(ui, 'nothing-chosen', '/vacancies/inspect')
      const approved = await approveUnflagged(tx, platform, { inspectorId: actor.accountId, ids: chosen, limit: mostTogether })
      return seeOther(ui.to(`/vacancies/inspect?approved=${approved.length}`))
    },
  }),
  get('/vacancies/:id/inspect', {
    door: staffDoor,
    handle: async (request) => {
      const vacancy = await inspecting(request)
      if (!vacancy) return notFound
      return vacancy.state === 'inspecting' ? showInspection(request, vacancy) : seeOther(request.ui.to(homeOf(vacancy)))
    },
  }),
  post('/vacancies/:id/approve', {
    door: inspectorDoor,
    form: z.object({ _version: z.string().regex(/^\d{1,9}$/) }).catchall(z.union([z.string(), z.array(z.string())]).optional()),
    handle: async (request) => {
      const { tx, ui, platform, form } = request
      const vacancy = await inspecting(request)
      if (!vacancy) return notFound
      if (!form.ok) return refusedPage(ui, 'not-valid', homeOf(vacancy))
      if (Number(form.value._version) !== vacancy.version) return refusedPage(ui, 'stale', homeOf(vacancy))
      const answers = Object.entries(form.value).flatMap(([name, value]): [string, string][] => (name.startsWith('finding-') && typeof value === 'string' ? [[name.slice(8), value.slice(0, 300)]] : []))
      const outcome = await approveVacancy(tx, platform, vacancy, Object.fromEntries(answers))
      if (outcome.ok) return seeOther(ui.to(homeOf(vacancy)))
      if (outcome.reason === 'stale' || outcome.reason === 'not-allowed' || outcome.reason === 'wrong-state') return refusedPage(ui, outcome.reason, homeOf(vacancy))
      return showInspection(request, vacancy, { _form: ui.t(`vacancies.refusal.${outcome.reason}`) })
    },
  }),
  post('/vacancies/:id/return', {
    door: inspectorDoor,
    form: z.object({ note: z.string('errors.required').min(5, 'errors.required').max(1000, 'errors.too-long') }),
    handle: async (request) => {
      const { tx, ui, platform, form } = request
      const vacancy = await inspecting(request)
      if (!vacancy) return notFound
      if (!form.ok) return refusedPage(ui, 'short-reason', `${homeOf(vacancy)}/inspect`)
      const outcome = await returnVacancy(tx, platform, vacancy, form.value.note)
      return outcome.ok ? seeOther(ui.to('/vacancies/inspect')) : refusedPage(ui, outcome.reason, homeOf(vacancy))
    },
  }),
  post('/vacancies/:id/reject', {
    door: inspectorDoor,
    form: z.object({ reason: z.enum(rejectionReasons), note: z.string().max(300, 'errors.too-long').optional() }),
    handle: async (request) => {
      const { tx, ui, platform, form } = request
      const vacancy = await inspecting(request)
      if (!vacancy) return notFound
      if (!form.ok) return refusedPage(ui, 'no-reason', `${homeOf(vacancy)}/inspect`)
      if (form.value.reason === 'other' && (form.value.note ?? '').length < 5) return refusedPage(ui, 'short-reason', `${homeOf(vacancy)}/inspect`)
      const outcome = await rejectVacancy(tx, platform, vacancy, form.value.reason, form.value.note ?? '')
      return outcome.ok ? seeOther(ui.to('/vacancies/inspect')) : refusedPage(ui, outcome.reason, homeOf(vacancy))
    },
  }),
  post('/vacancies/:id/findings/:findingId', {
    door: { ...staffWriteDoor, who: ['chief', 'headquarters'] },
    form: z.object({ note: z.string('errors.required').min(5, 'errors.required').max(300, 'errors.too-long') }),
    handle: async (request) => {
      const { tx, ui, platform, form, params } = request
      const vacancy = await inspecting(request)
      if (!vacancy) return notFound
      if (!form.ok) return refusedPage(ui, 'short-reason', `${homeOf(vacancy)}/inspect`)
      const outcome = await clearHold(tx, platform, vacancy, params['findingId'] ?? '', form.value.note)
      return outcome.ok ? seeOther(ui.to(`${homeOf(vacancy)}/inspect`)) : refusedPage(ui, outcome.reason, homeOf(vacancy))
    },
  }),
]
