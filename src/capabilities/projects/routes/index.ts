import type { Route } from '../../../platform/http/route'
import { judgePages } from './judge'
import { outPages, projectApi } from './out'
import { projectPages } from './project'
import { registerPages } from './register'
import { reportPages } from './report'
import { riskPages } from './risks'

const [list, ...rest] = projectPages

/** `/projects/check` stands before `/projects/:code`, which would take it for a project. */
export const projectRoutes: Route[] = [...(list ? [list] : []), ...outPages, ...rest, ...reportPages, ...riskPages, ...registerPages, ...judgePages, ...projectApi]
