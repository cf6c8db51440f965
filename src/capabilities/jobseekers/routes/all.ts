import type { Route } from '../../../platform/http/route'
import { apiRoutes } from './api'
import { counterRoutes } from './counter'
import { editRoutes } from './edit'
import { myRoutes } from './me'
import { personRoutes } from './person'
import { portalRoutes } from './portal'
import { specialRoutes } from './special'
import { pendingRoutes, spellRoutes } from './spell'

/** Addresses with fixed words come before those with an id in the same place. */
export const jobseekerRoutes: Route[] = [
  ...counterRoutes, ...pendingRoutes, ...specialRoutes, ...spellRoutes, ...editRoutes, ...personRoutes, ...portalRoutes, ...myRoutes, ...apiRoutes,
]
