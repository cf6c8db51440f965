import type { Reader } from '../../../platform/db/database'

/** The pages behind the meaningless keys of fact views, when the reader may see the record. */
export async function findVisitPageByKey(reader: Reader, key: string): Promise<string | undefined> {
  const row = await reader.db.selectFrom('visit').select('id').where('stat_key', '=', key).where('centre_id', '=', reader.context.actor.centreId).executeTakeFirst()
  return row && `/visits/${row.id}`
}

export async function findServicePageByKey(reader: Reader, key: string): Promise<string | undefined> {
  const event = await reader.db.selectFrom('service_event').select('id').where('stat_key', '=', key).executeTakeFirst()
  if (event) return `/services/${event.id}`
  const session = await reader.db.selectFrom('group_session').select('id').where('stat_key', '=', key).where('centre_id', '=', reader.context.actor.centreId).executeTakeFirst()
  return session && `/group-sessions/${session.id}`
}
