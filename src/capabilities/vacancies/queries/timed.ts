import { sql } from 'kysely'
import type { CalendarDate } from '../../../kernel/calendar'
import type { Reader } from '../../../platform/db/database'

const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id)
const most = 5000

export const listDueToPublish = async (reader: Reader): Promise<string[]> =>
  ids(await reader.db.selectFrom('vacancy').select('id').where('state', '=', 'approved').where(sql<boolean>`coalesce(publish_from, ${reader.context.today}) <= ${reader.context.today}`).limit(most).execute())

/** The last day of publication has passed. */
export const listExpired = async (reader: Reader): Promise<string[]> =>
  ids(await reader.db.selectFrom('vacancy').select('id').where('state', 'in', ['published', 'paused']).where('valid_until', '<', reader.context.today).limit(most).execute())

export const listExpiring = async (reader: Reader, on: CalendarDate): Promise<string[]> =>
  ids(await reader.db.selectFrom('vacancy').select('id').where('state', '=', 'published').where('valid_until', '=', on).limit(most).execute())

export const listOpenByEmployer = async (reader: Reader, employerId: string): Promise<string[]> =>
  ids(await reader.db.selectFrom('vacancy').select('id').where('employer_id', '=', employerId).where('state', '=', 'published').limit(most).execute())

export const listOpenEmployers = async (reader: Reader): Promise<string[]> =>
  (await reader.db.selectFrom('vacancy').select('employer_id').distinct().where('state', '=', 'published').execute()).map((row) => row.employer_id)
