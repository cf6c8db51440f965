import { sql } from 'kysely'
import { readyIndex } from '../capabilities/matching/index'
import { get, json, type Route } from '../platform/http/route'
import type { Door } from '../platform/http/door'

const door: Door = { who: 'anyone', reach: 'none', strength: 'none', audit: 'none: no record is shown', limit: 'own' }

export const healthRoutes: Route[] = [
  get('/health/ready', {
    door,
    handle: async ({ tx, platform }) => {
      await sql`select 1`.execute(tx.db)
      // Lists are the same from the store, only slower.
      return json({ ready: true, lists: readyIndex(platform.db) ? 'index' : 'store' })
    },
  }),
]
