import { z } from 'zod'
import type { Door } from '../../../platform/http/door'
import { get, page, type Route } from '../../../platform/http/route'
import { listPersonLines, personName } from '../../jobseekers/index'
import { listVacancyLines, vacancyTitle } from '../../vacancies/index'
import { panelPeriods, readPanel } from '../actions/panel'
import { PanelPage } from '../pages/panel-page'

/** A chief sees the own centre with names, headquarters the nation without. */
export const panelDoor: Door = { who: ['chief', 'headquarters'], reach: 'centre', subject: 'person', strength: 'two', audit: 'read', limit: 'staff', purpose: 'matching', basis: 'public-task' }
export const weightsDoor: Door = { who: ['chief', 'headquarters'], reach: 'none', strength: 'two', audit: 'none: constants of the score, no record', limit: 'staff' }

export const panelQuery = z.strictObject({ period: z.enum(panelPeriods).default('30-days') })

export const panelRoutes: Route[] = [
  get('/match-panel', {
    door: panelDoor, query: panelQuery,
    handle: async ({ tx, ui, actor, query }) => {
      const panel = await readPanel(tx, query.period)
      const lines = await listVacancyLines(tx, [...new Set([...panel.neverShown, ...panel.feedback].map(({ vacancyId }) => vacancyId))])
      const people = await listPersonLines(tx, [...new Set([...panel.peopleNeverShown, ...panel.feedback.map(({ personId }) => personId)])], 'matching')
      const body = (
        <PanelPage
          panel={panel} period={query.period} isNational={actor.role === 'headquarters'} vacancies={new Map([...lines].map(([id, line]) => [id, vacancyTitle(line, ui.lang)]))}
          people={new Map([...people].map(([id, line]) => [id, personName(line, ui.lang)]))}
        />
      )
      return page(ui.t('matching.panel.title'), body, { wide: true })
    },
  }),
]
