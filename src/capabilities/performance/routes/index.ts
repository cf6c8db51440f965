import type { Route } from '../../../platform/http/route'
import { boardRoutes } from './boards'
import { cycleRoutes } from './cycles'
import { mismatchRoutes } from './mismatch'
import { monthRoutes } from './months'
import { noteRoutes } from './notes'
import { peerRoutes } from './peers'
import { planRoutes } from './plans'
import { sheetRoutes } from './sheet'
import { settingRoutes } from './setting'
import { spreadRoutes } from './spread'
import { watchRoutes } from './watch'

export const performanceRoutes: Route[] = [...boardRoutes, ...settingRoutes, ...monthRoutes, ...planRoutes, ...cycleRoutes, ...noteRoutes, ...spreadRoutes, ...mismatchRoutes, ...peerRoutes, ...watchRoutes, ...sheetRoutes]
