import { z } from 'zod'
import { type Answer, type Fields, get, type Incoming, notFound, page, post, type Route, seeOther } from '../../../platform/http/route'
import { editActivity, editLesson, editLine, type EditRefusal, editSection } from '../actions/edit'
import { fillFromMeasures } from '../actions/fill'
import type { ReportHead } from '../pages/frame'
import { ActivitiesPage, ActivityPage, FiguresPage, LinePage } from '../pages/figures'
import { ReportHome, TextPage } from '../pages/report'
import { pageFit } from '../document/page-fit'
import { isLanguage } from '../../../platform/i18n/words'
import { mayWrite } from '../policy'
import { listActivityVersions, listLessons, listLines, listSections } from '../queries/report-parts'
import { listRecords } from '../queries/records'
import { kindsForSection } from '../record-rules'
import { sayFinding } from '../sentences'
import { unknownFigures } from '../text-figures'
import { addressOf, insideDoor, type OpenedReport, openReport, readDoor, sayOf, writeDoor } from './open'

export const headOf = ({ project, row }: Pick<OpenedReport, 'project' | 'row'>): ReportHead => ({ code: project.code, title: project.title, sequence: row.sequence, from: row.period_from, to: row.period_to, state: row.state })

type Request = Pick<Incoming<unknown, unknown>, 'tx' | 'ui' | 'params' | 'platform' | 'actor'>
const report = '/projects/:code/reports/:number'

const textForm = z.object({ text: z.string().max(30_000).default(''), _version: z.coerce.number().int() })
const lineForm = z.object({ actual: z.string().max(60).default(''), milestonePrinted: z.string().max(200).default(''), summary: z.string().max(5_000).default(''), _version: z.coerce.number().int() })
const activityForm = z.object({ percent: z.string().max(10).default(''), status: z.string().max(200).default(''), summary: z.string().max(5_000).default(''), _version: z.coerce.number().int() })

const about = (opened: OpenedReport, request: Request, subject: string): string[] =>
  opened.result.findings.filter((finding) => finding.subject.split(';').includes(subject)).map((finding) => sayFinding(sayOf(request.ui), finding))

const errorOf = (reason: EditRefusal, field: string): Record<string, string> => (reason === 'not-a-number' ? { [field]: 'errors.not-a-number' } : { _form: reason === 'stale' ? 'errors.stale' : `projects.refusal.${reason}` })
const statusOf = (errors: Record<string, string>) => (Object.keys(errors).length === 0 ? 200 : errors['_form'] === 'errors.stale' ? 409 : 422)

interface TextPlace {
  heading: string
  text: string
  limit: number | null
  version: number
  path: string
  subject: string
}

async function findText(request: Request, opened: OpenedReport): Promise<TextPlace | undefined> {
  const { tx, params } = request
  if (params['section'] !== undefined) {
    const found = (await listSections(tx, opened.row.id)).find(({ code }) => code === params['section'])
    return found && { heading: found.heading, text: found.text, limit: found.limit_characters, version: found.version, path: `sections/${found.code}`, subject: found.code }
  }
  const found = (await listLessons(tx, opened.row.id)).find(({ position }) => String(position + 1) === params['lesson'])
  return found && { heading: found.heading, text: found.text, limit: null, version: found.version, path: `lessons/${found.position + 1}`, subject: `lesson ${found.position + 1}` }
}

async function showText(request: Request, errors: Record<string, string> = {}, typed: Fields = {}): Promise<Answer> {
  const opened = await openReport(request)
  const place = opened && (await findText(request, opened))
  if (!opened || !place) return notFound
  const kinds = kindsForSection(place.subject)
  const notes = kinds.length === 0 ? [] : (await listRecords(request.tx, opened.project.id)).filter(({ kind }) => kinds.some((one) => one === kind)).map(({ title, text, state }) => `${title}${text === '' ? '' : `: ${text}`} (${request.ui.t(`projects.record-state.${state}`)})`)
  const language = request.ui.lang
  const fit = place.subject === 'executive_summary' && isLanguage(language) ? await pageFit(place.text, place.heading, language) : null
  const unknown = unknownFigures(place.text, opened.result)
  const body = <TextPage notes={notes} unknown={unknown} fit={fit} head={headOf(opened)} {...place} action={addressOf(opened, place.path)} writes={mayWrite(request.actor)} findings={about(opened, request, place.subject)} errors={errors} typed={typed} />
  return page(place.heading, body, { wide: true, status: statusOf(errors) })
}

async function showLine(request: Request, errors: Record<string, string> = {}, typed: Fields = {}): Promise<Answer> {
  const opened = await openReport(request)
  const line = opened?.result.lines.find(({ series }) => series.id === request.params['series'])
  if (!opened || !line) return notFound
  const version = (await listLines(request.tx, opened.row.id)).find(({ code }) => code === line.series.id)?.version ?? 0
  return page(line.series.id, <LinePage head={headOf(opened)} line={line} version={version} writes={mayWrite(request.actor)} findings={about(opened, request, line.series.id)} errors={errors} typed={typed} />, { wide: true, status: statusOf(errors) })
}

async function showActivity(request: Request, errors: Record<string, string> = {}, typed: Fields = {}): Promise<Answer> {
  const opened = await openReport(request)
  const activity = opened?.result.report.activities.find(({ id }) => id === request.params['activity'])
  if (!opened || !activity) return notFound
  const version = (await listActivityVersions(request.tx, opened.row.id)).find(({ code }) => code === activity.id)?.version ?? 0
  const body = <ActivityPage head={headOf(opened)} activity={activity} version={version} writes={mayWrite(request.actor)} findings={about(opened, request, activity.id)} errors={errors} typed={typed} />
  return page(activity.id, body, { wide: true, status: statusOf(errors) })
}

const textRoutes = (path: string): Route[] => [
  get(path, { door: insideDoor, handle: (request) => showText(request) }),
  post(path, {
    door: writeDoor, form: textForm,
    handle: async (request) => {
      const { tx, form, params, ui } = request
      const opened = await openReport(request)
      if (!opened) return notFound
      if (!form.ok) return showText(request, form.errors, form.typed)
      const place = { reportId: opened.row.id, version: form.value._version }
      const edited = params['section'] === undefined ? await editLesson(tx, place, Number(params['lesson']) - 1, form.value.text) : await editSection(tx, place, params['section'], form.value.text)
      if (!edited.ok) return showText(request, errorOf(edited.reason, 'text'), form.typed)
      const after = await findText(request, opened)
      return after?.limit !== null && after !== undefined && form.value.text.length > after.limit ? seeOther(ui.to(addressOf(opened, after.path))) : seeOther(ui.to(addressOf(opened)))
    },
  }),
]

export const reportPages: Route[] = [
  get(report, {
    door: readDoor,
    handle: async (request) => {
      const opened = await openReport(request)
      if (!opened) return notFound
      const { tx, ui, actor } = request
      const body = <ReportHome head={headOf(opened)} result={opened.result} sections={await listSections(tx, opened.row.id)} lessons={await listLessons(tx, opened.row.id)} writes={mayWrite(actor)} />
      return page(ui.t('projects.page.report-number', { number: opened.row.sequence }), body, { wide: true })
    },
  }),
  ...textRoutes(`${report}/sections/:section`),
  ...textRoutes(`${report}/lessons/:lesson`),
  get(`${report}/figures`, {
    door: insideDoor,
    handle: async (request) => {
      const opened = await openReport(request)
      if (!opened) return notFound
      const lines = await listLines(request.tx, opened.row.id)
      const body = <FiguresPage head={headOf(opened)} result={opened.result} sources={new Map(lines.map((line) => [line.code, line.actual_source]))} writes={mayWrite(request.actor)} filled={lines.some((line) => line.measure_id !== null)} />
      return page(request.ui.t('projects.tab.figures'), body, { wide: true })
    },
  }),
  post(`${report}/figures/fill`, {
    door: writeDoor,
    handle: async (request) => {
      const opened = await openReport(request)
      if (!opened) return notFound
      const filled = await fillFromMeasures(request.tx, request.platform, opened.row.id)
      return filled.ok ? seeOther(request.ui.to(addressOf(opened, 'figures'))) : { kind: 'problem', status: 409, title: 'not-a-draft' }
    },
  }),
  get(`${report}/figures/:series`, { door: insideDoor, handle: (request) => showLine(request) }),
  post(`${report}/figures/:series`, {
    door: writeDoor, form: lineForm,
    handle: async (request) => {
      const { tx, form, params, ui } = request
      const opened = await openReport(request)
      if (!opened) return notFound
      if (!form.ok) return showLine(request, form.errors, form.typed)
      const edited = await editLine(tx, { reportId: opened.row.id, version: form.value._version }, params['series'] ?? '', form.value)
      if (edited.ok) return seeOther(ui.to(addressOf(opened, 'figures')))
      return edited.reason === 'not-found' ? notFound : showLine(request, errorOf(edited.reason, 'actual'), form.typed)
    },
  }),
  get(`${report}/activities`, {
    door: insideDoor,
    handle: async (request) => {
      const opened = await openReport(request)
      return opened ? page(request.ui.t('projects.tab.activities'), <ActivitiesPage head={headOf(opened)} result={opened.result} />, { wide: true }) : notFound
    },
  }),
  get(`${report}/activities/:activity`, { door: insideDoor, handle: (request) => showActivity(request) }),
  post(`${report}/activities/:activity`, {
    door: writeDoor, form: activityForm,
    handle: async (request) => {
      const { tx, form, params, ui } = request
      const opened = await openReport(request)
      if (!opened) return notFound
      if (!form.ok) return showActivity(request, form.errors, form.typed)
      const edited = await editActivity(tx, { reportId: opened.row.id, version: form.value._version }, params['activity'] ?? '', form.value)
      if (edited.ok) return seeOther(ui.to(addressOf(opened, 'activities')))
      return edited.reason === 'not-found' ? notFound : showActivity(request, errorOf(edited.reason, 'percent'), form.typed)
    },
  }),
]
