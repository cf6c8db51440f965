import { newId } from '../../../kernel/id'
import { done, refused, type Outcome } from '../../../kernel/outcome'
import type { Tx } from '../../../platform/db/database'
import type { Platform } from '../../../platform/platform'
import { followUpDone } from '../events'
import { findFollowUpToChange, type FollowUpRow, listAttempts } from '../queries/placements'
import { type attemptChannels, followUpWindow, mayCloseNotReached, partOfDay } from '../rules/placement'
import { onBehalfOf } from '../scope'

export type FollowUpFault = 'not-found' | 'not-yet' | 'already-answered' | 'more-attempts' | 'stale'

async function take(tx: Tx, id: string): Promise<Outcome<FollowUpRow, FollowUpFault>> {
  const row = await findFollowUpToChange(tx, id)
  if (!row) return refused('not-found')
  if (row.outcome !== null) return refused('already-answered')
  return followUpWindow(row.due_on, tx.context.today) === 'before' ? refused('not-yet') : done(row)
}

const hourIn = (at: Date, timeZone: string) => Number(new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' }).format(at))

/** One try to reach the person; the time of day is the country's. */
export async function recordAttempt(tx: Tx, platform: Platform, followUpId: string, attempt: { channel: (typeof attemptChannels)[number]; reached: boolean }): Promise<Outcome<FollowUpRow, FollowUpFault>> {
  const taken = await take(tx, followUpId)
  if (!taken.ok) return taken
  const row = taken.value
  await tx.db
    .insertInto('follow_up_attempt')
    .values({
      id: newId(), created_at: tx.context.now, created_by: tx.context.actor.accountId, follow_up_id: row.id, person_id: row.person_id, centre_id: row.centre_id,
      day: tx.context.today, part_of_day: partOfDay(hourIn(tx.context.now, platform.country.timeZone)), channel: attempt.channel, reached: attempt.reached,
    })
    .execute()
  await tx.db.updateTable('follow_up').set((e) => ({ attempts: e('attempts', '+', 1), version: e('version', '+', 1) })).where('id', '=', row.id).execute()
  tx.note({ action: 'follow-up.attempt', subjectKind: 'person', subjectId: row.person_id, purpose: 'referral', fields: ['attempts'] })
  return done({ ...row, attempts: row.attempts + 1, version: row.version + 1 })
}

export interface FollowUpAnswer {
  outcome: string
  source: 'jobseeker' | 'employer'
  wageNow?: string | undefined
  asAdvertised?: 'yes' | 'no' | undefined
}

/** What became of the placed person in this round. "Not reached" only after enough tries. */
export async function closeFollowUp(tx: Tx, platform: Platform, followUpId: string, answer: FollowUpAnswer): Promise<Outcome<FollowUpRow, FollowUpFault>> {
  const taken = await take(tx, followUpId)
  if (!taken.ok) return taken
  const row = taken.value
  if (answer.outcome === 'not-reached') {
    const attempts = (await listAttempts(tx, [row.id])).map(({ channel, part_of_day }) => ({ channel, partOfDay: part_of_day }))
    if (!mayCloseNotReached(attempts)) return refused('more-attempts')
  }
  const values = {
    outcome: answer.outcome, outcome_on: tx.context.today, source: answer.outcome === 'not-reached' ? null : answer.source, wage_now: answer.wageNow || null,
    as_advertised: answer.asAdvertised ?? null, version: row.version + 1,
  }
  await tx.db.updateTable('follow_up').set(values).where('id', '=', row.id).execute()
  tx.note({ action: 'follow-up.close', subjectKind: 'person', subjectId: row.person_id, purpose: 'referral', fields: ['outcome'] })
  if (answer.outcome !== 'not-reached') {
    await onBehalfOf(tx, { personId: row.person_id }, () =>
      followUpDone.tell(tx, platform, { followUpId: row.id, personId: row.person_id, centreId: row.centre_id, accountId: tx.context.actor.accountId }))
  }
  return done({ ...row, ...values })
}
