import type { Reader } from '../../../platform/db/database'

const series = (reader: Reader) =>
  reader.db.selectFrom('series as s').innerJoin('indicator as i', 'i.id', 's.indicator_id').leftJoin('centre as c', 'c.id', 's.centre_id').select(['s.id', 's.indicator_id', 's.slice', 'i.key as indicator', 'c.code as centre_code', 's.centre_id'])

export const findSeriesById = (reader: Reader, id: string) => series(reader).where('s.id', '=', id).executeTakeFirst()
/** Every series of the indicators, the whole agency's first. */
export const listSeriesOf = (reader: Reader, indicatorIds: readonly string[]) =>
  indicatorIds.length === 0 ? Promise.resolve([]) : series(reader).where('s.indicator_id', 'in', indicatorIds).orderBy((e) => e.fn.coalesce('c.code', e.val(''))).execute()
export const listSeriesByIds = (reader: Reader, ids: readonly string[]) => (ids.length === 0 ? Promise.resolve([]) : series(reader).where('s.id', 'in', [...new Set(ids)]).execute())
