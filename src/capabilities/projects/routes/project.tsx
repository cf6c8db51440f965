import { z } from 'zod'
import { get, notFound, page, post, type Route, seeOther } from '../../../platform/http/route'
import { measureName, readMeasures } from '../../measures/index'
import { composeStored } from '../actions/compose'
import { bindSeries, openNextReport } from '../actions/next-report'
import { Framework, ProjectHome, ProjectList } from '../pages/projects'
import { findProject, listEvents, listBindings, listProjects, listReports } from '../queries/projects'
import { insideDoor, readDoor, rootOf, writeDoor } from './open'

const bindingForm = z.object({ series: z.string().min(1).max(40), measure: z.string().max(60).default('') })

export const projectPages: Route[] = [
  get('/projects', {
    door: readDoor,
    handle: async ({ tx, ui }) => page(ui.t('projects.page.projects'), <ProjectList projects={await listProjects(tx)} />, { wide: true }),
  }),
  get('/projects/:code', {
    door: readDoor,
    handle: async ({ tx, params }) => {
      const project = await findProject(tx, params['code'] ?? '')
      if (!project) return notFound
      return page(project.title, <ProjectHome project={project} reports={await listReports(tx, project.id)} events={await listEvents(tx, project.id)} errors={{}} />, { wide: true })
    },
  }),
  post('/projects/:code/reports', {
    door: writeDoor,
    handle: async ({ tx, ui, params }) => {
      const code = params['code'] ?? ''
      const project = await findProject(tx, code)
      if (!project) return notFound
      const opened = await openNextReport(tx, code)
      if (opened.ok) return seeOther(ui.to(`/projects/${code}/reports/${opened.value}`))
      return page(project.title, <ProjectHome project={project} reports={await listReports(tx, project.id)} events={await listEvents(tx, project.id)} errors={{ _form: `projects.refusal.${opened.reason}` }} />, { status: 409, wide: true })
    },
  }),
  get('/projects/:code/framework', {
    door: insideDoor,
    handle: async ({ tx, ui, params, platform }) => {
      const project = await findProject(tx, params['code'] ?? '')
      const last = project && (await listReports(tx, project.id)).at(-1)
      const opened = last && (await composeStored(tx, rootOf(platform), last.id))
      if (!project || !opened) return notFound
      const measures = (await readMeasures(tx)).list(tx.context.today).map((measure) => ({ id: measure.id, name: measureName(ui, measure) }))
      return page(ui.t('projects.page.framework'), <Framework project={project} result={opened.result} bound={await listBindings(tx, project.id)} measures={measures} />, { wide: true })
    },
  }),
  post('/projects/:code/bindings', {
    door: writeDoor, form: bindingForm,
    handle: async ({ tx, ui, params, form }) => {
      const project = await findProject(tx, params['code'] ?? '')
      if (!project || !form.ok) return notFound
      const bound = await bindSeries(tx, project.id, form.value.series, form.value.measure === '' ? null : form.value.measure)
      return bound.ok ? seeOther(ui.to(`/projects/${project.code}/framework`)) : notFound
    },
  }),
]
