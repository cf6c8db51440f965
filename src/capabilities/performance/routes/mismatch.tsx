import { nameSkills } from '../../../platform/classifications/skills/find-skills'
import { get, notFound, page, type Route } from '../../../platform/http/route'
import { groundOf, seesRows } from '../../measures/index'
import { MismatchPage, rowsOfUnknown, UnknownPage } from '../pages/mismatch'
import { readGap } from '../reading/gap'
import { isMismatchPublishable, listUnknown, readMismatch, repairable } from '../reading/mismatch'
import { windowOf } from '../rules/window'
import { centreDoor, mismatchQuery, placeOf, rowDoor, unknownQuery } from './asking'

export const mismatchRoutes: Route[] = [
  get('/performance/mismatch', {
    door: centreDoor,
    query: mismatchQuery,
    handle: async ({ tx, platform, actor, query, ui }) => {
      const place = await placeOf(tx, platform, actor, query)
      if (!place || place.sight.level === 'released') return notFound
      const ground = await groundOf(tx, platform)
      const window = windowOf('rolling-12', place.month, null)
      const mismatch = await readMismatch(ground, place, window)
      const day = place.month.to < tx.context.today ? place.month.to : tx.context.today
      const gap = await readGap(ground, place, day)
      const skills = await nameSkills(tx, platform.country, gap.skills.map(({ group }) => group), ui.lang)
      const body = (
        <MismatchPage
          month={place.month} window={window} centre={place.centre} mismatch={mismatch} gap={gap} gapOn={day} skillNames={new Map(skills.map(({ code, label }) => [code, label]))}
          isPublishable={await isMismatchPublishable(ground, place, window)} opens={seesRows(actor)}
        />
      )
      return page(ui.t('measures.name.MISMATCH_RATE'), body, { wide: true })
    },
  }),
  get('/performance/mismatch/:field', {
    door: rowDoor,
    query: unknownQuery,
    handle: async ({ tx, platform, actor, query, params, ui }) => {
      const place = await placeOf(tx, platform, actor, query)
      const field = repairable.find((one) => one === params['field'])
      if (!place || !field || !seesRows(actor)) return notFound
      const at = Math.max(1, Number(query.page ?? 1))
      const window = windowOf('rolling-12', place.month, null)
      const [list] = await listUnknown(await groundOf(tx, platform), place, window, field, { limit: rowsOfUnknown, offset: (at - 1) * rowsOfUnknown })
      tx.note({ action: 'measure.list', subjectKind: 'measure', subjectId: `UNKNOWN_FIT:${field}:${window.from}:${window.to}`, purpose: 'statistics', fields: [`rows:${list?.rows.length ?? 0}`] })
      const body = <UnknownPage field={field} month={place.month} centre={place.centre} centres={place.centres} list={list} page={at} opens={actor.role !== 'statistician'} />
      return page(ui.t('measures.name.MISMATCH_RATE'), body, { wide: true })
    },
  }),
]
