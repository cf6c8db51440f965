import type { Route } from '../../platform/http/route'

export const measureRoutes: Route[] = []
