import { get, notFound, page, type Route } from '../../../platform/http/route'
import { groundOf, seesRows } from '../../measures/index'
import { VisitsPage } from '../pages/visits'
import { readVisits } from '../reading/visits'
import { centreDoor, mismatchQuery, placeOf } from './asking'

export const visitRoutes: Route[] = [
  get('/performance/visits', {
    door: centreDoor,
    query: mismatchQuery,
    handle: async ({ tx, platform, actor, query, ui }) => {
      const place = await placeOf(tx, platform, actor, query)
      if (!place || place.sight.level === 'released') return notFound
      return page(ui.t('performance.visits'), <VisitsPage month={place.month} centre={place.centre} visits={await readVisits(await groundOf(tx, platform), place)} opens={seesRows(actor)} />, { wide: true })
    },
  }),
]
