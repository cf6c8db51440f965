import { sql } from 'kysely'
import { addDays } from '../../../kernel/calendar'
import type { JobHandlers } from '../../../platform/jobs/jobs'
import type { Tx } from '../../../platform/db/database'
import type { Platform } from '../../../platform/platform'
import { readyIndex } from '../engine/live'
import { listPersonFacts } from '../queries/facts'
import { dayNumber } from '../score/days'

/** So many people are counted, the same ones until somebody comes or goes: enough for shares. Without an index no others are looked at. */
const [sampleWithIndex, sampleInStore, chunk] = [5000, 500, 250]
const daysKept = 400

/** Of these people, who passes every filter for at least one vacancy. Pairs that rest count: rest is a choice already made. */
async function eligible(tx: Tx, platform: Platform, ids: readonly string[]): Promise<string[]> {
  const { today } = tx.context
  const index = readyIndex(platform.db)
  if (index) return (await listPersonFacts(tx.db, ids)).filter((person) => index.topVacancies(person, dayNumber(today), 1).length > 0).map(({ personId }) => personId)
  const { rows } = await sql<{ id: string }>`select distinct m.person_id as id from match_scores(${ids}::uuid[], null, ${today}) m where m.filter in (0, 10)`.execute(tx.db)
  return rows.map(({ id }) => id)
}

/** Counts by centre and group who could be suggested somewhere, and who stood in a top 10 in the last 30 days; and notes everybody who has no suggestion. */
export async function countReach(tx: Tx, platform: Platform): Promise<void> {
  const { today } = tx.context
  await tx.db.deleteFrom('match_reach').where((e) => e.or([e('day', '=', today), e('day', '<', addDays(today, -daysKept))])).execute()
  await sql`select match_forget_without()`.execute(tx.db)
  const counted = readyIndex(platform.db) ? sampleWithIndex : sampleInStore
  const { rows } = await sql<{ id: string }>`select person_id as id from match_person where exists (select 1 from match_vacancy) order by md5(person_id::text) limit ${readyIndex(platform.db) ? null : counted}`.execute(tx.db)
  for (let from = 0; from < rows.length; from += chunk) {
    const ids = rows.slice(from, from + chunk).map(({ id }) => id)
    const found = await eligible(tx, platform, ids)
    if (found.length > 0 && from < counted) await sql`select match_count_reach(${found}::uuid[], ${today})`.execute(tx.db)
    await sql`select match_note_without(${ids}::uuid[], ${found}::uuid[], ${today})`.execute(tx.db)
  }
}

export const reachDaily: JobHandlers = { 'daily.match-reach': countReach }
