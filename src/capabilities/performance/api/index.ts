import type { Route } from '../../../platform/http/route'
import { figureApi } from './figures'
import { stepApi } from './steps'
import { workApi } from './work'

export const apiRoutes: Route[] = [...figureApi, ...workApi, ...stepApi]
