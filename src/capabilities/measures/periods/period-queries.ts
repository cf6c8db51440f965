import { sql } from 'kysely'
import { addDays, type CalendarDate, isWorkingDay, type WorkingCalendar } from '../../../kernel/calendar'
import { newId } from '../../../kernel/id'
import type { Period } from '../../../kernel/period'
import type { Reader, StatisticsReader, Tx } from '../../../platform/db/database'
import type { QualityFacts } from '../quality/quality-rules'
import type { PeriodHistory, PeriodStateName, PeriodStep } from './period-rules'

export interface PeriodRecord extends PeriodHistory {
  readonly centreId: string
  readonly period: string
  readonly grade: 'A' | 'B' | 'C' | null
  readonly silentDays: number
  readonly submittedBy: string | null
  readonly releasedBy: string | null
  readonly lockNo: number
  readonly version: number
}
const fresh = (centreId: string, period: string): PeriodRecord => ({
  centreId, period, state: 'open', grade: null, silentDays: 0, submittedBy: null, verifiedBy: null, lockedBy: null, releasedBy: null, proposedBy: null, lockNo: 0, version: 0,
})

async function readStates(reader: Reader, narrow: { centreId?: string; periods: readonly string[] }): Promise<PeriodRecord[]> {
  if (narrow.periods.length === 0) return []
  let found = reader.db.selectFrom('period_state as s').selectAll('s')
    .where('s.period', 'in', narrow.periods)
  if (narrow.centreId) found = found.where('s.centre_id', '=', narrow.centreId)
  return (await found.execute()).map((row) => ({
    centreId: row.centre_id, period: row.period, state: row.state as PeriodStateName, grade: row.grade as PeriodRecord['grade'], silentDays: row.silent_days, submittedBy: row.submitted_by, verifiedBy: row.verified_by,
    lockedBy: row.locked_by, releasedBy: row.released_by, proposedBy: null, lockNo: row.lock_no, version: row.version,
  }))
}

export const getPeriodState = async (reader: Reader, centreId: string, period: string): Promise<PeriodRecord> => (await readStates(reader, { centreId, periods: [period] }))[0] ?? fresh(centreId, period)
export const listPeriodStates = (reader: Reader, periods: readonly string[], centreId?: string): Promise<PeriodRecord[]> => readStates(reader, centreId ? { periods, centreId } : { periods })

export interface Proposal {
  readonly step: 'release' | 'reopen'
  readonly by: string
  readonly reason: string
}
export const findProposal = async (reader: Reader, { centreId, period, lockNo }: PeriodRecord, step: 'release' | 'reopen'): Promise<Proposal | undefined> => {
  const row = await reader.db.selectFrom('period_proposal').select(['created_by', 'reason']).where('centre_id', '=', centreId).where('period', '=', period).where('lock_no', '=', lockNo).where('step', '=', step).executeTakeFirst()
  return row && { step, by: row.created_by, reason: row.reason }
}
export const insertProposal = (tx: Tx, { centreId, period, lockNo }: PeriodRecord, step: 'release' | 'reopen', reason: string) =>
  tx.db.insertInto('period_proposal').values({ id: newId(), created_at: tx.context.now, created_by: tx.context.actor.accountId ?? '', centre_id: centreId, period, step, reason, lock_no: lockNo })
    .onConflict((conflict) => conflict.columns(['centre_id', 'period', 'step', 'lock_no']).doNothing()).execute()

/** Writes the step and the state; false when somebody else took a step meanwhile. */
export async function saveStep(tx: Tx, before: PeriodRecord, step: PeriodStep, change: Partial<{ state: PeriodStateName; grade: string; silent_days: number; submitted_by: string; verified_by: string | null; locked_by: string | null; released_by: string | null; lock_no: number }>, reason: string): Promise<boolean> {
  const { now, actor } = tx.context
  const saved = before.version === 0
    ? await tx.db.insertInto('period_state').values({ id: newId(), created_at: now, centre_id: before.centreId, period: before.period, state: 'open', ...change }).onConflict((conflict) => conflict.columns(['centre_id', 'period']).doNothing()).returning('id').executeTakeFirst()
    : await tx.db.updateTable('period_state').set({ ...change, version: before.version + 1 }).where('centre_id', '=', before.centreId).where('period', '=', before.period).where('version', '=', before.version).returning('id').executeTakeFirst()
  if (!saved) return false
  await tx.db.insertInto('period_event').values({ id: newId(), created_at: now, created_by: actor.accountId, centre_id: before.centreId, period: before.period, step, reason: reason || null }).execute()
  return true
}

export const listPeriodEvents = (reader: Reader, centreId: string, period: string) =>
  reader.db.selectFrom('period_event as e').leftJoin('account as a', 'a.id', 'e.created_by').select(['e.step', 'e.reason', 'e.created_at', sql<string | null>`coalesce(a.display_name, a.username)`.as('by')])
    .where('e.centre_id', '=', centreId).where('e.period', '=', period).orderBy('e.created_at', 'desc').limit(50).execute()

/**
 * What a month of a centre shows about its own quality: days with records or the statement that nobody came, and how many rows
 * came in within a week. A day on which the centre was closed is not expected.
 */
export async function readQuality({ db }: StatisticsReader, centre: string, { from, to }: Pick<Period, 'from' | 'to'>, today: CalendarDate, calendar: WorkingCalendar): Promise<QualityFacts & { silent: CalendarDate[] }> {
  const rows = await db.selectNoFrom(sql<{ day: CalendarDate; rows: number; timely: number }[]>`(select coalesce(jsonb_agg(jsonb_build_object('day', d.day, 'rows', d.n, 'timely', d.timely)), '[]') from (
    select f.fact_date as day, count(*)::int as n, count(*) filter (where f.late_days <= 7)::int as timely from (
      select fact_date, late_days, centre_code, in_use from fact_registration union all select fact_date, late_days, centre_code, in_use from fact_service
      union all select fact_date, late_days, centre_code, in_use from fact_visit) f
    where f.in_use and f.centre_code = ${centre} and f.fact_date between ${from} and ${to} group by f.fact_date) d)`.as('found')).executeTakeFirstOrThrow()
  const found = new Map(rows.found.map((row) => [row.day, row]))
  const { rows: stated } = await sql<{ day: CalendarDate; kind: 'nil' | 'closed' }>`select day, kind from fact_day_statement where centre_code = ${centre} and day between ${from} and ${to}`.execute(db)
  const kindOf = new Map(stated.map(({ day, kind }) => [day, kind]))
  const expected: CalendarDate[] = []
  for (let day = from; day <= to && day <= today; day = addDays(day, 1)) if (isWorkingDay(day, calendar) && (found.has(day) || kindOf.get(day) !== 'closed')) expected.push(day)
  const silent = expected.filter((day) => !found.has(day) && kindOf.get(day) !== 'nil')
  const all = [...found.values()]
  return {
    expectedDays: expected.length, reportedDays: expected.length - silent.length, silent, rows: all.reduce((sum, row) => sum + row.rows, 0), timelyRows: all.reduce((sum, row) => sum + row.timely, 0), openErrors: 0, isCounted: true,
  }
}
