import type { Route } from '../../../platform/http/route'
import { publicCentreRoutes } from './public'
import { settingsRoutes } from './settings'

export const centreRoutes: Route[] = [...publicCentreRoutes, ...settingsRoutes]
