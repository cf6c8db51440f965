import { z } from 'zod'
import { type Answer, get, type Incoming, json, notFound, post, type Route } from '../../../platform/http/route'
import { composeReport } from '../actions/compose'
import { withAnswers } from '../actions/findings'
import type { Finding } from '../checks/finding'
import { lintText } from '../lint-text'
import { isInside } from '../policy'
import { listSignOffs } from '../queries/answers'
import { listChanges } from '../queries/changes'
import { findProject, listEvents, listProjects, listReports, type ProjectRow } from '../queries/projects'
import { listRecords } from '../queries/records'
import { reportFromJson, schemaName } from '../result-input'
import { resultJson } from '../result-json'
import { sayFinding } from '../sentences'
import { insideDoor, openReport, readDoor, rootOf } from './open'
import { exportQuery } from './out'

type Request = Pick<Incoming<unknown, z.output<typeof exportQuery>>, 'tx' | 'ui' | 'params' | 'platform' | 'actor' | 'query'>
const tag = 'projects'
const list = z.looseObject({ project: z.string() })
const say = ({ platform, query }: Request) => (key: string, parameters?: Readonly<Record<string, string | number>>) => platform.words.say(query.lang, key, parameters)
const findingOf = (request: Request) => ({ rule, level, kind, subject, sourceLine, printed, ...rest }: Finding) =>
  ({ rule, level, kind, subject, source_line: sourceLine, printed, message: sayFinding(say(request), rest) })

const lineShape = z.object({ code: z.string(), title: z.string(), donor: z.string(), reported_to: z.string().nullable() })

/** One list of a project that people of the agency may read. */
const listOf = (name: string, summary: string, read: (request: Request, project: ProjectRow) => Promise<unknown>): Route =>
  get(`/api/v1/projects/:code/${name}`, {
    door: insideDoor, query: exportQuery, api: { summary, tag, answer: list },
    handle: async (request): Promise<Answer> => {
      const project = await findProject(request.tx, request.params['code'] ?? '')
      return project ? json({ project: project.code, [name.replaceAll('-', '_')]: await read(request, project) }) : notFound
    },
  })

/** Parts of the JSON of a report that can be asked for alone. */
const parts = ['sections', 'lines', 'activities', 'readings', 'classifications', 'risks', 'revisions', 'reformulations'] as const
const partOf = (name: (typeof parts)[number]): Route =>
  get(`/api/v1/projects/:code/reports/:number/${name}`, {
    door: insideDoor, query: exportQuery, api: { summary: `The ${name} of a progress report`, tag, answer: list },
    handle: async (request) => {
      const opened = await openReport(request)
      return opened ? json({ project: opened.project.code, report: opened.row.sequence, [name]: resultJson(opened.result, say(request))[name] }) : notFound
    },
  })

const day = (value: unknown) => (value instanceof Date ? value.toISOString() : (value as string | null))

export const projectApi: Route[] = [
  get('/api/v1/projects', {
    door: readDoor, query: z.strictObject({}), api: { summary: 'Projects of donors', tag, answer: z.object({ projects: z.array(lineShape) }) },
    handle: async ({ tx }) => json({ projects: (await listProjects(tx)).map(({ code, title, donor, reported_to }) => ({ code, title, donor, reported_to: reported_to ?? null })) }),
  }),
  get('/api/v1/projects/:code/reports', {
    door: readDoor, query: exportQuery, api: { summary: 'Reports of a project that the reader may see', tag, answer: list },
    handle: async ({ tx, params }) => {
      const project = await findProject(tx, params['code'] ?? '')
      return project ? json({ project: project.code, reports: (await listReports(tx, project.id)).map(({ sequence, period_from: from, period_to: to, state, digest }) => ({ number: sequence, from, to, state, digest })) }) : notFound
    },
  }),
  listOf('events', 'What happened when in a project', async ({ tx }, { id }) => (await listEvents(tx, id)).map(({ event, happened, printed }) => ({ event, on: happened, printed }))),
  listOf('changes', 'Changes of targets and wordings with who proposed and approved them', async ({ tx }, { id }) =>
    (await listChanges(tx, id)).map(({ subject, field, before, after, reason, state, decided_at: at, sequence }) => ({ subject, field, before, after, reason, state, decided_at: day(at), report: sequence }))),
  listOf('records', 'Issues, meetings, evaluations, lessons and budget lines of a project', async ({ tx }, { id }) =>
    (await listRecords(tx, id)).map((one) => ({ id: one.id, kind: one.kind, parent: one.parent_id, title: one.title, text: one.text, owner: one.owner_post, on: day(one.happened_on), due: day(one.due_on), state: one.state, planned: one.planned, spent: one.spent }))),
  listOf('framework', 'Objectives, outputs, activities and indicators of a project', async (request, { id }) => {
    const last = (await listReports(request.tx, id)).at(-1)
    const opened = last && (await openReport({ ...request, params: { ...request.params, number: String(last.sequence) } }))
    if (!opened) return null
    const { objectives, outputs, activities, lines } = resultJson(opened.result, say(request))
    return { objectives, outputs, activities: activities.map(({ id: code, title, output }) => ({ id: code, title, output })), indicators: lines.map(({ id: code, label, unit, nature, baseline, milestone, end }) => ({ id: code, label, unit, nature, baseline, milestone, end })) }
  }),
  get('/api/v1/projects/:code/reports/:number', {
    door: readDoor, query: exportQuery,
    api: { summary: 'A progress report with its figures, readings and findings', tag, answer: z.looseObject({ project: z.string(), state: z.string(), lines: z.array(z.looseObject({ id: z.string() })) }) },
    handle: async (request) => {
      const opened = await openReport(request)
      if (!opened || (!isInside(request.actor) && opened.row.frozen === null)) return notFound
      return json({ ...resultJson(opened.result, say(request)), input: undefined, state: opened.row.state, digest: opened.row.digest })
    },
  }),
  ...parts.map(partOf),
  get('/api/v1/projects/:code/reports/:number/findings', {
    door: insideDoor, query: exportQuery, api: { summary: 'Findings of the checks with their answers', tag, answer: list },
    handle: async (request) => {
      const opened = await openReport(request)
      if (!opened) return notFound
      const answered = await withAnswers(request.tx, opened.row.id, opened.result.findings)
      return json({ project: opened.project.code, report: opened.row.sequence, findings: answered.map(({ finding, state, answer }) => ({ ...findingOf(request)(finding), state, answer })) })
    },
  }),
  get('/api/v1/projects/:code/reports/:number/sign-offs', {
    door: insideDoor, query: exportQuery, api: { summary: 'Who signed which step, and the digest they saw', tag, answer: list },
    handle: async (request) => {
      const opened = await openReport(request)
      return opened ? json({ project: opened.project.code, report: opened.row.sequence, digest: opened.row.digest, sign_offs: (await listSignOffs(request.tx, opened.row.id)).map(({ role, digest, signed_at: at }) => ({ role, digest, signed_at: day(at) })) }) : notFound
    },
  }),
  post('/api/v1/report-checks', {
    door: { ...insideDoor, key: 'exempt: nothing is written', audit: 'none: a text is checked and nothing of it is kept', limit: 'upload', body: 1_000 }, query: exportQuery,
    api: { summary: `Checks the text of a report, or a report in the form ${schemaName}; nothing is kept`, tag, answer: z.looseObject({ findings: z.array(z.looseObject({ rule: z.string() })) }) },
    handle: async (request): Promise<Answer> => {
      const { text, report } = request.form.typed as { text?: unknown; report?: unknown }
      if (typeof text === 'string' && text.trim() !== '') return json({ findings: lintText(text).map(findingOf(request)) })
      const { report: found, faults } = reportFromJson(JSON.stringify(report ?? null), 'report')
      if (!found) return { kind: 'problem', status: 422, title: 'not-valid', detail: faults.slice(0, 5).map(({ reason, parameters }) => say(request)(`projects.fault.${reason}`, parameters)).join(' ') }
      return json({ findings: composeReport(rootOf(request.platform), 'CHECK', found).findings.map(findingOf(request)) })
    },
  }),
]
