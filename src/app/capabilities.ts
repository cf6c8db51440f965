import { accountRoutes } from '../capabilities/accounts/index'
import { centreRoutes } from '../capabilities/centres/index'
import type { Route } from '../platform/http/route'
import { apiRoutes } from './api'
import { healthRoutes } from './health'

/** Every address of the product. The only place that knows all capabilities. */
export const routes: readonly Route[] = [...healthRoutes, ...apiRoutes(() => routes), ...accountRoutes, ...centreRoutes]
