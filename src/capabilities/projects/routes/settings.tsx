import { z } from 'zod'
import { get, notFound, page, post, type Route, seeOther } from '../../../platform/http/route'
import { saveSettings } from '../actions/settings'
import { readOwnSettings, readTyped, typedFrom } from '../iati/own-settings'
import { SettingsPage } from '../pages/settings'
import { findProject } from '../queries/projects'
import { insideDoor, writeDoor } from './open'

const line = z.string().trim().max(200).default('')
const lines = z.string().max(2000).default('')
const form = z.object({ identifier: line, ref: line, type: line, name: line, sector: line, countries: lines, budgets: lines, _version: z.coerce.number().int() })

export const settingsPages: Route[] = [
  get('/projects/:code/settings', {
    door: insideDoor,
    handle: async ({ tx, ui, params }) => {
      const project = await findProject(tx, params['code'] ?? '')
      return project ? page(ui.t('projects.page.settings'), <SettingsPage project={project} typed={typedFrom(readOwnSettings(project.settings))} errors={{}} />) : notFound
    },
  }),
  post('/projects/:code/settings', {
    door: writeDoor, form,
    handle: async ({ tx, ui, params, form: given }) => {
      const project = await findProject(tx, params['code'] ?? '')
      if (!project || !given.ok) return notFound
      const { settings, faults } = readTyped(given.value, { from: project.start_planned, to: project.end_planned })
      const show = (errors: Record<string, string>, status: 409 | 422) => page(ui.t('projects.page.settings'), <SettingsPage project={project} typed={given.value} errors={errors} />, { status })
      if (faults.length > 0) return show(Object.fromEntries(faults.map(({ field, reason, parameters }) => [field, ui.t(`projects.settings.${reason}`, parameters)])), 422)
      const saved = await saveSettings(tx, project, settings, given.value._version)
      return saved.ok ? seeOther(ui.to(`/projects/${project.code}`)) : show({ identifier: ui.t('errors.stale') }, 409)
    },
  }),
]
