import { sql } from 'kysely'
import { addDays, type CalendarDate } from '../../../kernel/calendar'
import type { Reader, Tx } from '../../../platform/db/database'

const fewestDays = 3
const daysKept = 7

export async function countZeroHit(tx: Tx, language: string, words: string): Promise<void> {
  await sql`insert into search_zero_hit (day, language, words) values (${tx.context.today}, ${language}, ${words})
    on conflict (day, language, words) do update set times = search_zero_hit.times + 1`.execute(tx.db)
}

export interface ZeroHit {
  words: string
  language: string
  times: number
  days: number
  lastOn: CalendarDate
}

/** The words that found nothing most often since a day. */
export async function listZeroHits(reader: Reader, since: CalendarDate, most: number): Promise<ZeroHit[]> {
  const { rows } = await sql<ZeroHit>`select words, language, sum(times)::int as times, count(*)::int as days, max(day)::text as "lastOn" from search_zero_hit
    where day >= ${since}::date group by words, language order by 3 desc, 5 desc, 1 limit ${most}`.execute(reader.db)
  return rows
}

/** What only few days saw may say something about one person: it goes after a week. */
export async function forgetRareZeroHits(tx: Tx): Promise<void> {
  await sql`delete from search_zero_hit z where z.day < ${addDays(tx.context.today, -daysKept)}::date
    and (select count(*) from search_zero_hit o where o.language = z.language and o.words = z.words) < ${fewestDays}`.execute(tx.db)
}
