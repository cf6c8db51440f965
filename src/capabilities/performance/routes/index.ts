import type { Route } from '../../../platform/http/route'
import { boardRoutes } from './boards'
import { cycleRoutes } from './cycles'
import { monthRoutes } from './months'
import { planRoutes } from './plans'
import { settingRoutes } from './setting'

export const performanceRoutes: Route[] = [...boardRoutes, ...settingRoutes, ...monthRoutes, ...planRoutes, ...cycleRoutes]
