import { describeApi } from '../platform/http/openapi'
import { get, json, type Route } from '../platform/http/route'

/** The description of the API, at the address that partner systems know. */
export const apiRoutes = (routes: () => readonly Route[]): Route[] => [
  get('/api/v1/openapi.json', {
    door: { who: 'anyone', reach: 'released', strength: 'none', audit: 'none: no record is shown', limit: 'public-page' },
    handle: async () => json(describeApi(routes(), '1.0.0')),
  }),
]
