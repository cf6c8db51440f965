import type { CalendarDate } from '../../../kernel/calendar'
import { newId } from '../../../kernel/id'
import { done, type Outcome, refused } from '../../../kernel/outcome'
import type { Period } from '../../../kernel/period'
import type { Reader, Tx } from '../../../platform/db/database'
import type { Platform } from '../../../platform/platform'
import { workingCalendar } from '../figures/figure'
import { getPeriodState, readQuality } from './period-queries'

/** `nil`: open, and nobody came. `closed`: nobody was expected. */
export type DayKind = 'nil' | 'closed'
export const shortestDayReason = 5

export interface DayStatement {
  readonly id: string
  readonly day: CalendarDate
  readonly kind: DayKind
  readonly reason: string | null
}
export const listDayStatements = async (reader: Reader, centreId: string, { from, to }: Pick<Period, 'from' | 'to'>): Promise<DayStatement[]> =>
  (await reader.db.selectFrom('day_statement').select(['id', 'day', 'kind', 'reason']).where('centre_id', '=', centreId).where('day', '>=', from).where('day', '<=', to).where('withdrawn_at', 'is', null).orderBy('day').execute())
    .map(({ id, day, kind, reason }) => ({ id, day: day as CalendarDate, kind: kind as DayKind, reason }))

type Centre = { readonly id: string; readonly code: string }

/** States what a silent day was. Only while the month is open; a day with records speaks for itself. */
export async function stateDay(tx: Tx, { country }: Platform, centre: Centre, month: Period, given: { day: CalendarDate; kind: DayKind; reason: string }): Promise<Outcome<void, 'not-now' | 'day-not-silent' | 'day-reason'>> {
  if ((await getPeriodState(tx, centre.id, month.key)).state !== 'open') return refused('not-now')
  const reason = given.reason.trim()
  if (given.kind === 'closed' && [...reason].length < shortestDayReason) return refused('day-reason')
  const { silent } = await tx.statistics((reader) => readQuality(reader, centre.code, month, tx.context.today, workingCalendar(country)))
  if (!silent.includes(given.day)) return refused('day-not-silent')
  const { now, actor } = tx.context
  const made = await tx.db.insertInto('day_statement').values({ id: newId(), created_at: now, created_by: actor.accountId ?? '', centre_id: centre.id, day: given.day, kind: given.kind, reason: [...reason].length >= shortestDayReason ? reason : null })
    .onConflict((conflict) => conflict.doNothing()).returning('id').executeTakeFirst()
  if (!made) return refused('day-not-silent')
  tx.note({ action: 'day.state', subjectKind: 'period', subjectId: `${centre.code}:${given.day}`, fields: [given.kind] })
  return done()
}

/** Takes a statement back; it stays in the store. */
export async function withdrawDay(tx: Tx, centre: Centre, month: Period, id: string): Promise<Outcome<void, 'not-now' | 'decided'>> {
  if ((await getPeriodState(tx, centre.id, month.key)).state !== 'open') return refused('not-now')
  const gone = await tx.db.updateTable('day_statement').set({ withdrawn_by: tx.context.actor.accountId, withdrawn_at: tx.context.now }).where('id', '=', id).where('centre_id', '=', centre.id).where('day', '>=', month.from).where('day', '<=', month.to)
    .where('withdrawn_at', 'is', null).returning('day').executeTakeFirst()
  if (!gone) return refused('decided')
  tx.note({ action: 'day.withdraw', subjectKind: 'period', subjectId: `${centre.code}:${gone.day}` })
  return done()
}
