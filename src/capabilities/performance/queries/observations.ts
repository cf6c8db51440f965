import type { Reader } from '../../../platform/db/database'

/** One locked figure with the centre it is of. */
export const findObservation = (reader: Reader, id: string) =>
  reader.db.selectFrom('observation as o').innerJoin('centre as c', 'c.id', 'o.centre_id').selectAll('o').select('c.code as centre_code').where('o.id', '=', id).executeTakeFirst()

/** Keys of the records that it counted; they lie where the reader reaches. */
export const listObservationRecords = (reader: Reader, id: string) =>
  reader.db.selectFrom('observation_record').select(['part', 'record_key', 'amount']).where('observation_id', '=', id).orderBy('part').orderBy('record_key').execute()
export type LockedRecord = Awaited<ReturnType<typeof listObservationRecords>>[number]

/** What recounts found since, oldest first. */
export const listObservationRevisions = (reader: Reader, id: string) =>
  reader.db.selectFrom('observation_revision').selectAll().where('observation_id', '=', id).orderBy('created_at').orderBy('id').execute()

/** Numerators, denominators and rows of locked figures, by their id. */
export const listLockedParts = async (reader: Reader, ids: readonly string[]) =>
  new Map(ids.length === 0 ? [] : (await reader.db.selectFrom('observation').select(['id', 'num', 'den', 'n']).where('id', 'in', ids).execute()).map((row) => [row.id, row] as const))
