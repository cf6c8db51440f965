import type { Route } from '../../../platform/http/route'
import { projectApi } from './api'
import { changePages } from './changes'
import { committeePages } from './committee'
import { importPages } from './import'
import { judgePages } from './judge'
import { outPages } from './out'
import { planPages } from './plan'
import { publishedPages } from './portal'
import { projectPages } from './project'
import { registerPages } from './register'
import { reportPages } from './report'
import { riskPages } from './risks'
import { settingsPages } from './settings'

const [list, ...rest] = projectPages

/** `/projects/check` and `/projects/import` stand before `/projects/:code`, which would take them for projects. */
export const projectRoutes: Route[] = [...(list ? [list] : []), ...outPages, ...importPages, ...rest, ...reportPages, ...riskPages, ...registerPages, ...changePages, ...settingsPages, ...planPages, ...committeePages, ...publishedPages, ...judgePages, ...projectApi]
