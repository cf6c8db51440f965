import { get, notFound, page, type Route } from '../../../platform/http/route'
import { groundOf } from '../../measures/index'
import { WatchPage } from '../pages/watch'
import { readWatch } from '../reading/watch'
import { windowOf } from '../rules/window'
import { centreDoor, placeOf, watchQuery } from './asking'

export const watchRoutes: Route[] = [
  get('/performance/centres/:code/watch', {
    door: { ...centreDoor, who: ['chief', 'headquarters'] },
    query: watchQuery,
    handle: async ({ tx, platform, actor, query, params, ui }) => {
      const place = await placeOf(tx, platform, actor, { ...query, centre: params['code'] })
      if (!place?.centre || place.sight.level === 'released') return notFound
      const ground = await groundOf(tx, platform)
      const window = windowOf('rolling-12', place.month, null)
      const body = <WatchPage centre={place.centre} month={place.month} window={window} own={await readWatch(ground, place.centre.code, window)} all={await readWatch(ground, null, window)} />
      return page(ui.t('performance.watch'), body, { wide: true })
    },
  }),
]
