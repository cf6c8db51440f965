import { z } from 'zod'
import { writeHtml } from '../../../platform/documents/write-html'
import { writePdf } from '../../../platform/documents/pdf'
import { type Answer, type Fields, get, type Incoming, notFound, page, post, type Route, seeOther } from '../../../platform/http/route'
import { isLanguage } from '../../../platform/i18n/words'
import { parseDay } from '../../../platform/text/dates'
import { addSeat, type CommitteeRefusal, signMinutes, writeMeeting } from '../actions/committee'
import { composeStored } from '../actions/compose'
import { sides } from '../committee-rules'
import { committeePack } from '../document/pack'
import { CommitteePage, MeetingPage } from '../pages/committee'
import { listChanges } from '../queries/changes'
import { listAttendance, listDecisions, listMeetings, listSeats } from '../queries/committee'
import { findProject, listReports } from '../queries/projects'
import { listRecords } from '../queries/records'
import { insideDoor, rootOf, sayOf, writeDoor } from './open'

type Request = Pick<Incoming<unknown, unknown>, 'tx' | 'ui' | 'params' | 'platform' | 'actor'>
const path = '/projects/:code/committee'
const seatForm = z.object({ side: z.enum(sides), post: z.string().trim().min(1, { message: 'errors.required' }).max(200) })
const meetingForm = z.looseObject({ agenda: z.string().max(4000, { message: 'errors.too-long' }).default(''), minutes: z.string().max(8000, { message: 'errors.too-long' }).default(''), _version: z.coerce.number().int() })
const signForm = z.object({ on: z.string().max(40).default('') })

async function findMeeting({ tx, params }: Request) {
  const project = await findProject(tx, params['code'] ?? '')
  const meeting = project && (await listMeetings(tx, project.id)).find(({ id }) => id === params['meeting'])
  return project && meeting ? { project, meeting } : undefined
}

async function showAll(request: Request, errors: Record<string, string> = {}, typed: Fields = {}): Promise<Answer> {
  const { tx, ui, params } = request
  const project = await findProject(tx, params['code'] ?? '')
  if (!project) return notFound
  const body = <CommitteePage project={project} seats={await listSeats(tx, project.id)} meetings={await listMeetings(tx, project.id)} attendance={await listAttendance(tx, project.id)} errors={errors} typed={typed} />
  return page(ui.t('projects.page.committee'), body, { wide: true, status: Object.keys(errors).length === 0 ? 200 : 422 })
}

async function showMeeting(request: Request, errors: Record<string, string> = {}, typed: Fields = {}): Promise<Answer> {
  const found = await findMeeting(request)
  if (!found) return notFound
  const { project, meeting } = found
  const body = <MeetingPage project={project} meeting={meeting} seats={await listSeats(request.tx, project.id)} attendance={await listAttendance(request.tx, project.id)} errors={errors} typed={typed} />
  return page(meeting.title, body, { wide: true, status: Object.keys(errors).length === 0 ? 200 : errors['_form'] === 'errors.stale' ? 409 : 422 })
}

async function pack(request: Request, format: 'html' | 'pdf'): Promise<Answer> {
  const { tx, ui, platform } = request
  const found = await findMeeting(request)
  const report = found && (await listReports(tx, found.project.id)).at(-1)
  const stored = report && (await composeStored(tx, rootOf(platform), report.id))
  if (!found || !stored) return notFound
  const { project, meeting } = found
  const tree = committeePack({ meeting, title: project.title, result: stored.result, decisions: await listDecisions(tx, project.id), changes: await listChanges(tx, project.id), records: await listRecords(tx, project.id) }, isLanguage(ui.lang) ? ui.lang : 'en', sayOf(ui))
  const name = `${project.code.toLowerCase()}-${meeting.happened_on ?? 'meeting'}.${format}`
  return format === 'html' ? { kind: 'file', name, type: 'text/html; charset=utf-8', bytes: writeHtml(tree) } : { kind: 'file', name, type: 'application/pdf', bytes: await writePdf(tree) }
}

const errorOf = (reason: CommitteeRefusal): Record<string, string> =>
  ({ [reason === 'seat-taken' ? 'post' : reason === 'no-minutes-text' ? 'minutes' : '_form']: reason === 'stale' ? 'errors.stale' : `projects.refusal.${reason}` })

/** What was chosen for each seat: the sex of who sat there, or only that somebody did. */
const takenIn = (typed: Fields) => new Map(Object.entries(typed).flatMap(([name, value]): [string, 'F' | 'M' | null][] =>
  name.startsWith('seat-') && (value === 'F' || value === 'M' || value === 'present') ? [[name.slice(5), value === 'present' ? null : value]] : []))

export const committeePages: Route[] = [
  get(path, { door: insideDoor, handle: (request) => showAll(request) }),
  post(`${path}/seats`, {
    door: writeDoor, form: seatForm,
    handle: async (request) => {
      const { tx, ui, params, form } = request
      const project = await findProject(tx, params['code'] ?? '')
      if (!project) return notFound
      if (!form.ok) return showAll(request, form.errors, form.typed)
      const added = await addSeat(tx, project.id, form.value.side, form.value.post)
      return added.ok ? seeOther(ui.to(`/projects/${project.code}/committee`)) : showAll(request, errorOf(added.reason), form.typed)
    },
  }),
  get(`${path}/:meeting`, { door: insideDoor, handle: (request) => showMeeting(request) }),
  get(`${path}/:meeting/pack.html`, { door: insideDoor, handle: (request) => pack(request, 'html') }),
  get(`${path}/:meeting/pack.pdf`, { door: { ...insideDoor, limit: 'export' }, handle: (request) => pack(request, 'pdf') }),
  post(`${path}/:meeting`, {
    door: writeDoor, form: meetingForm,
    handle: async (request) => {
      const { tx, ui, form } = request
      const found = await findMeeting(request)
      if (!found) return notFound
      if (!form.ok) return showMeeting(request, form.errors, form.typed)
      const written = await writeMeeting(tx, found.project.id, found.meeting.id, { agenda: form.value.agenda, minutes: form.value.minutes, taken: takenIn(form.typed), version: form.value._version })
      return written.ok ? seeOther(ui.to(`/projects/${found.project.code}/committee/${found.meeting.id}`)) : showMeeting(request, errorOf(written.reason), form.typed)
    },
  }),
  post(`${path}/:meeting/sign`, {
    door: writeDoor, form: signForm,
    handle: async (request) => {
      const { tx, ui, form } = request
      const found = await findMeeting(request)
      if (!found || !form.ok) return notFound
      const day = parseDay(form.value.on)
      if (!day.ok || day.value > tx.context.today) return showMeeting(request, { on: 'errors.not-a-date' }, form.typed)
      const signed = await signMinutes(tx, found.project.id, found.meeting.id, day.value)
      return signed.ok ? seeOther(ui.to(`/projects/${found.project.code}/committee/${found.meeting.id}`)) : showMeeting(request, errorOf(signed.reason), form.typed)
    },
  }),
]
