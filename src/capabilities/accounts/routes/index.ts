import type { Route } from '../../../platform/http/route'
import { invitationRoutes } from './invitation'
import { ownRoutes } from './own'
import { resetRoutes } from './reset'
import { signInRoutes } from './sign-in'
import { staffRoutes } from './staff'

export { attemptOf, putSession } from './session'

export const accountRoutes: Route[] = [...signInRoutes, ...resetRoutes, ...invitationRoutes, ...ownRoutes, ...staffRoutes]
