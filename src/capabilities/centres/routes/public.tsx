import { z } from 'zod'
import type { Door } from '../../../platform/http/door'
import { get, json, notFound, page, type Route } from '../../../platform/http/route'
import { nameOf } from '../names'
import { CentreList, CentrePage } from '../pages/centre-pages'
import { type CentreLine, findCentreByCode, listAllHours, listCentres, listCentresAfter, listClosures, listClosuresOn, listHours } from '../queries'

const door: Door = { who: 'anyone', reach: 'released', strength: 'none', audit: 'none: no person is shown', limit: 'public-page' }

const centreShape = z.object({
  code: z.string(), kind: z.string(), state: z.string(), names: z.record(z.string(), z.string()), provinceCode: z.string().nullable(), districtCode: z.string().nullable(),
  address: z.string().nullable(), phone: z.string().nullable(), hours: z.array(z.object({ weekday: z.number(), from: z.string(), to: z.string() })),
})
type Shape = z.output<typeof centreShape>

const stretchesOf = (hours: Awaited<ReturnType<typeof listHours>>) => hours.map(({ weekday, opens, closes }) => ({ weekday, from: opens.slice(0, 5), to: closes.slice(0, 5) }))

const shapeOf = (centre: CentreLine, hours: Awaited<ReturnType<typeof listHours>>): Shape => ({
  code: centre.code, kind: centre.kind, state: centre.state, names: centre.names, provinceCode: centre.province_code, districtCode: centre.district_code, address: centre.address,
  phone: centre.phone, hours: stretchesOf(hours),
})

export const publicCentreRoutes: Route[] = [
  get('/centres', {
    door,
    query: z.object({ province: z.string().max(12).optional() }),
    handle: async ({ tx, ui, query, context }) => {
      const province = query.province ?? ''
      const [centres, hours, closures] = [await listCentres(tx), await listAllHours(tx), await listClosuresOn(tx, context.today)]
      const listed = centres
        .filter((centre) => province === '' || centre.province_code === province)
        .map((centre) => ({ centre, hours: stretchesOf(hours.filter(({ centre_id }) => centre_id === centre.id)), closures: closures.filter(({ centre_id }) => centre_id === centre.id) }))
      return page(ui.t('centres.title'), <CentreList centres={listed} province={province} />)
    },
  }),
  get('/centres/:code', {
    door,
    handle: async ({ tx, ui, params, context, actor }) => {
      const centre = await findCentreByCode(tx, params['code'] ?? '')
      if (!centre) return notFound
      const [hours, closures] = [await listHours(tx, centre.id), await listClosures(tx, centre.id, context.today)]
      const maySettle = actor.role === 'headquarters' || (actor.role === 'chief' && actor.centreId === centre.id)
      return page(nameOf(ui, centre), <CentrePage centre={centre} hours={stretchesOf(hours)} closures={closures} maySettle={maySettle} />)
    },
  }),
  get('/api/v1/centres', {
    door,
    query: z.strictObject({ province: z.string().max(12).optional(), after: z.string().max(12).optional(), limit: z.coerce.number().int().min(1).max(200).optional() }),
    api: { summary: 'Job centres with their opening hours, in the order of their codes', tag: 'centres', answer: z.object({ items: z.array(centreShape), next: z.string().nullable() }) },
    handle: async ({ tx, query }) => {
      const most = query.limit ?? 100
      const found = await listCentresAfter(tx, query.after ?? null, query.province ?? null, most + 1)
      const items: Shape[] = []
      for (const centre of found.slice(0, most)) items.push(shapeOf(centre, await listHours(tx, centre.id)))
      return json({ items, next: found.length > most ? (items.at(-1)?.code ?? null) : null })
    },
  }),
]
