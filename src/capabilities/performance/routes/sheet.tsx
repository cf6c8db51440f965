import { writePdf } from '../../../platform/documents/pdf'
import { get, type Incoming, notFound, page, type Route } from '../../../platform/http/route'
import { getPeriodState, groundOf } from '../../measures/index'
import { centreSheet, SheetPage } from '../pages/centre-sheet'
import { listIndicators } from '../queries/framework'
import { listOpenNotes } from '../queries/notes'
import { listActivities, listCycles, listPlans } from '../queries/plans'
import { readBoard } from '../reading/board'
import { boardQuery, centreDoor, placeOf } from './asking'

type Request = Pick<Incoming<unknown, { month?: string | undefined }>, 'tx' | 'platform' | 'actor' | 'ui' | 'params' | 'query'>

/** Everything about one centre on one page; undefined when it is out of reach. */
async function read({ tx, platform, actor, ui, params, query }: Request) {
  const place = await placeOf(tx, platform, actor, { ...query, centre: params['code'] })
  if (!place?.centre || place.sight.level === 'released') return undefined
  const { centre, month } = place
  const activities = []
  for (const plan of (await listPlans(tx, centre.id)).filter(({ state }) => state === 'adopted')) activities.push(...(await listActivities(tx, plan.id, tx.context.today)))
  const tree = centreSheet(ui, {
    month, centre, lines: await readBoard(await groundOf(tx, platform), place, await listIndicators(tx)), period: await getPeriodState(tx, centre.id, month.key),
    activities: activities.filter(({ state }) => state !== 'done' && state !== 'cancelled'), notes: await listOpenNotes(tx, centre.id), cycle: (await listCycles(tx, centre.id)).find(({ state }) => state !== 'closed'),
  })
  return { tree, place }
}

export const sheetRoutes: Route[] = [
  get('/performance/centres/:code/sheet', {
    door: centreDoor,
    query: boardQuery,
    handle: async (request) => {
      const found = await read(request)
      if (!found) return notFound
      const { ui, params } = request
      return page(found.tree.title, <SheetPage ui={ui} tree={found.tree} pdf={ui.to(`/performance/centres/${params['code'] ?? ''}/sheet/pdf?month=${found.place.month.key}`)} />, { wide: true })
    },
  }),
  get('/performance/centres/:code/sheet/pdf', {
    door: { ...centreDoor, limit: 'export' },
    query: boardQuery,
    handle: async (request) => {
      const found = await read(request)
      if (!found?.place.centre) return notFound
      return { kind: 'file', bytes: await writePdf(found.tree), type: 'application/pdf', name: `performance-${found.place.centre.code}-${found.place.month.key}-${request.ui.lang}.pdf` }
    },
  }),
]
