import type { Door } from '../../platform/http/door'
import { get, notFound, page, type Route } from '../../platform/http/route'
import { CentreList, CentrePage, nameOf } from './pages/centre-pages'
import { findCentreByCode, listCentres, listClosures, listHours } from './queries'

const door: Door = { who: 'anyone', reach: 'released', strength: 'none', audit: 'none: no person is shown', limit: 'public-page' }

export const centreRoutes: Route[] = [
  get('/centres', { door, handle: async ({ tx, ui }) => page(ui.t('centres.title'), <CentreList centres={await listCentres(tx)} />) }),
  get('/centres/:code', {
    door,
    handle: async ({ tx, ui, params, context }) => {
      const centre = await findCentreByCode(tx, params['code'] ?? '')
      if (!centre) return notFound
      const [hours, closures] = [await listHours(tx, centre.id), await listClosures(tx, centre.id, context.today)]
      return page(nameOf(ui, centre), <CentrePage centre={centre} hours={hours} closures={closures} />)
    },
  }),
]
