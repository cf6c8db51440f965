import { sql } from 'kysely'
import { get, json, type Route } from '../platform/http/route'
import type { Door } from '../platform/http/door'

const door: Door = { who: 'anyone', reach: 'none', strength: 'none', audit: 'none: no record is shown', limit: 'own' }

export const healthRoutes: Route[] = [
  get('/health/ready', {
    door,
    handle: async ({ tx }) => {
      await sql`select 1`.execute(tx.db)
      return json({ ready: true })
    },
  }),
]
