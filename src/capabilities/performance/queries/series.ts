import type { Reader } from '../../../platform/db/database'
import { wholeSlice } from '../../measures/index'

const series = (reader: Reader) =>
  reader.db.selectFrom('series as s').innerJoin('indicator as i', 'i.id', 's.indicator_id').leftJoin('centre as c', 'c.id', 's.centre_id').select(['s.id', 's.indicator_id', 's.slice', 'i.key as indicator', 'i.measure', 'c.code as centre_code', 's.centre_id'])

export const findSeriesById = (reader: Reader, id: string) => series(reader).where('s.id', '=', id).executeTakeFirst()
/** Every series of the indicators, the whole agency's first, the whole of a figure before its parts. */
export const listSeriesOf = (reader: Reader, indicatorIds: readonly string[]) =>
  indicatorIds.length === 0 ? Promise.resolve([]) : series(reader).where('s.indicator_id', 'in', indicatorIds).orderBy((e) => e.fn.coalesce('c.code', e.val(''))).orderBy('s.slice').execute()
export const listSeriesByIds = (reader: Reader, ids: readonly string[]) => (ids.length === 0 ? Promise.resolve([]) : series(reader).where('s.id', 'in', [...new Set(ids)]).execute())

/** Parts by which the centre or the whole agency is judged, with the measure of each. */
export const listJudgedParts = (reader: Reader, centreId: string) =>
  reader.db.selectFrom('series as s').innerJoin('indicator as i', 'i.id', 's.indicator_id').select(['i.measure', 's.slice']).distinct().where('s.slice', '<>', wholeSlice)
    .where((e) => e.or([e('s.centre_id', '=', centreId), e('s.centre_id', 'is', null)])).execute()
