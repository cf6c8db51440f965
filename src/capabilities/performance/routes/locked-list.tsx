import { z } from 'zod'
import { isUuid } from '../../../kernel/id'
import { get, notFound, page, type Route } from '../../../platform/http/route'
import { groundOf, listLocked, monthText } from '../../measures/index'
import { LockedListPage, lockedOnPage } from '../pages/locked-list'
import { findObservation, listObservationRecords } from '../queries/observations'
import { readLockedRecords } from '../reading/locked-records'
import { placeOf, rowDoor } from './asking'

const order = { withdrawn: 0, changed: 1, added: 2, 'as-locked': 3 } as const

export const lockedListRoutes: Route[] = [
  get('/performance/months/:period/:code/figures/:id', {
    // The frozen keys lie inside the centres' own scope, which a statistician's does not hold.
    door: { ...rowDoor, who: ['counsellor', 'chief', 'headquarters'] },
    query: z.strictObject({ page: z.string().regex(/^\d{1,4}$/).optional() }),
    handle: async ({ tx, platform, actor, params, query, ui }) => {
      const place = await placeOf(tx, platform, actor, { month: params['period'], centre: params['code'] })
      const id = params['id'] ?? ''
      if (!place?.centre || !isUuid(id)) return notFound
      const { centre, month } = place
      const figure = (await listLocked(tx, centre.id, [month.key], null)).find((one) => one.id === id)
      const row = figure && (await findObservation(tx, id))
      if (!figure || !row) return notFound
      const records = (await readLockedRecords(await groundOf(tx, platform), row, await listObservationRecords(tx, id))).sort((a, b) => order[a.state] - order[b.state])
      const at = Math.max(1, Number(query.page ?? 1))
      tx.note({ action: 'measure.list', subjectKind: 'measure', subjectId: `${row.measure}:${row.period}`, purpose: 'statistics', fields: [`rows:${Math.min(lockedOnPage, Math.max(0, records.length - (at - 1) * lockedOnPage))}`] })
      return page(monthText(ui, month), <LockedListPage figure={figure} month={month} centre={centre} records={records} page={at} />, { wide: true })
    },
  }),
]
