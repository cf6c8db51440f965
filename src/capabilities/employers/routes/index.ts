import type { Route } from '../../../platform/http/route'
import { employerApi } from './api'
import { counterRoutes } from './counter'
import { decisionRoutes } from './decide'
import { portalRoutes } from './portal'

export const employerRoutes: Route[] = [...counterRoutes, ...decisionRoutes, ...portalRoutes, ...employerApi]
