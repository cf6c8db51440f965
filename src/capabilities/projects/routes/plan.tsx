import { z } from 'zod'
import { type Answer, type Fields, get, type Incoming, notFound, page, post, type Route, seeOther } from '../../../platform/http/route'
import { writeXlsx } from '../../../platform/exports/write-xlsx'
import { adoptPlan, planActivity, type PlanRefusal } from '../actions/plan'
import { PlanActivityPage, PlanPage } from '../pages/plan'
import { planCalendar, planOfYear } from '../plan/work-plan'
import { loadReport } from '../queries/load-report'
import { findAdopted, listPlan, listPlanned, listSignedMeetings } from '../queries/plan'
import { findProject, listReports } from '../queries/projects'
import { insideDoor, writeDoor } from './open'

type Request = Pick<Incoming<unknown, unknown>, 'tx' | 'ui' | 'params' | 'actor'>
const path = '/projects/:code/plan'
const yearQuery = z.strictObject({ year: z.coerce.number().int().min(2000).max(2200).optional() })
const planForm = z.object({ from: z.string().trim().max(7).default(''), to: z.string().trim().max(7).default(''), owner: z.string().max(100).default(''), _version: z.coerce.number().int() })
const adoptForm = z.object({ year: z.coerce.number().int().min(2000).max(2200), meeting: z.uuid() })

const errorOf = (reason: PlanRefusal): Record<string, string> => ({ [reason === 'not-a-range' || reason === 'outside-project' ? 'from' : '_form']: reason === 'stale' ? 'errors.stale' : `projects.refusal.${reason}` })

async function show(request: Request, wanted: number | undefined, errors: Record<string, string> = {}): Promise<Answer> {
  const { tx, ui, params } = request
  const project = await findProject(tx, params['code'] ?? '')
  if (!project) return notFound
  const [first, last] = [Number(project.start_planned.slice(0, 4)), Number(project.end_planned.slice(0, 4))]
  const years = Array.from({ length: Math.max(1, last - first + 1) }, (_, index) => first + index)
  const report = (await listReports(tx, project.id)).at(-1)
  const until = report?.period_to ?? tx.context.today.slice(0, 7)
  const year = wanted !== undefined && years.includes(wanted) ? wanted : Math.min(last, Math.max(first, Number(until.slice(0, 4))))
  const loaded = report && (await loadReport(tx, report.id))
  const body = (
    <PlanPage
      project={project} year={year} years={years} planned={await listPlanned(tx, project.id)} lines={await listPlan(tx, project.id)} activities={loaded?.activities ?? []} until={until}
      adopted={await findAdopted(tx, project.id, year)} meetings={await listSignedMeetings(tx, project.id)} errors={errors}
    />
  )
  return page(ui.t('projects.page.plan'), body, { wide: true, status: Object.keys(errors).length === 0 ? 200 : 422 })
}

async function showActivity(request: Request, errors: Record<string, string> = {}, typed: Fields = {}): Promise<Answer> {
  const project = await findProject(request.tx, request.params['code'] ?? '')
  const activity = project && (await listPlanned(request.tx, project.id)).find(({ code }) => code === request.params['activity'])
  if (!project || !activity) return notFound
  return page(activity.code, <PlanActivityPage project={project} activity={activity} errors={errors} typed={typed} />, { status: Object.keys(errors).length === 0 ? 200 : errors['_form'] === 'errors.stale' ? 409 : 422 })
}

const stampOf = (now: Date) => now.toISOString().replace(/[-:]/g, '').replace(/\.\d+/, '')

export const planPages: Route[] = [
  get(path, { door: insideDoor, query: yearQuery, handle: (request) => show(request, request.query.year) }),
  get(`${path}/files/:file`, {
    door: { ...insideDoor, limit: 'export' }, query: yearQuery,
    handle: async ({ tx, ui, params, query }): Promise<Answer> => {
      const project = await findProject(tx, params['code'] ?? '')
      if (!project) return notFound
      const all = await listPlan(tx, project.id)
      const lines = query.year === undefined ? all : planOfYear(all, query.year)
      if (params['file'] === 'calendar.ics') return { kind: 'file', name: `${project.code.toLowerCase()}.ics`, type: 'text/calendar; charset=utf-8', bytes: planCalendar(project.code, lines, stampOf(tx.context.now)) }
      if (params['file'] !== 'plan.xlsx') return notFound
      const columns = ['projects.page.code', 'projects.doc.activity', 'projects.page.plan.from', 'projects.page.plan.to', 'projects.page.owner'].map((key) => ({ heading: ui.t(key), kind: 'text' as const }))
      const bytes = await writeXlsx(columns, lines.map(({ code, title, from, to, owner }) => [code, title, from, to, owner]))
      return { kind: 'file', name: `${project.code.toLowerCase()}-plan.xlsx`, type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', bytes }
    },
  }),
  post(`${path}/adopt`, {
    door: writeDoor, form: adoptForm,
    handle: async (request) => {
      const { tx, ui, params, form } = request
      const project = await findProject(tx, params['code'] ?? '')
      if (!project || !form.ok) return notFound
      const adopted = await adoptPlan(tx, project.id, form.value.year, form.value.meeting)
      return adopted.ok ? seeOther(ui.to(`/projects/${project.code}/plan?year=${form.value.year}`)) : adopted.reason === 'not-found' ? notFound : show(request, form.value.year, errorOf(adopted.reason))
    },
  }),
  get(`${path}/:activity`, { door: insideDoor, handle: (request) => showActivity(request) }),
  post(`${path}/:activity`, {
    door: writeDoor, form: planForm,
    handle: async (request) => {
      const { tx, ui, params, form } = request
      const project = await findProject(tx, params['code'] ?? '')
      if (!project) return notFound
      if (!form.ok) return showActivity(request, form.errors, form.typed)
      const planned = await planActivity(tx, project, params['activity'] ?? '', { ...form.value, version: form.value._version })
      if (planned.ok) return seeOther(ui.to(`/projects/${project.code}/plan`))
      return planned.reason === 'not-found' ? notFound : showActivity(request, errorOf(planned.reason), form.typed)
    },
  }),
]
