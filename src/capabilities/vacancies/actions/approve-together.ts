import { sql } from 'kysely'
import { newId } from '../../../kernel/id'
import type { Tx } from '../../../platform/db/database'
import type { Platform } from '../../../platform/platform'
import { isVerified, listEmployerLines } from '../../employers/index'
import { tellAtOnce } from '../alerts/tell'
import { listUnflagged } from '../queries/inspection'
import { forgetSearches } from '../search'

export const mostTogether = 200

export interface ApproveTogether {
  /** The account that answers for it; never one that entered a vacancy of the list. */
  inspectorId: string
  /** Only these; all waiting ones when left out. */
  ids?: readonly string[]
  limit: number
}

/**
 * Lets vacancies through together: only those without any flag, of employers whose verification is in force, and not
 * entered by the inspector. Published at once when their window has begun. Answers with their ids.
 */
export async function approveUnflagged(tx: Tx, platform: Platform, { inspectorId, ids, limit }: ApproveTogether): Promise<string[]> {
  const { today, now } = tx.context
  const waiting = await listUnflagged(tx, { notEnteredBy: inspectorId, ids: ids ?? null, limit: Math.min(limit, 5000) })
  const employers = await listEmployerLines(tx, [...new Set(waiting.map(({ employerId }) => employerId))])
  const through = waiting.filter(({ employerId }) => {
    const employer = employers.get(employerId)
    return employer !== undefined && isVerified(employer, today)
  })
  const chosen = through.map(({ id }) => id)
  for (let at = 0; at < chosen.length; at += mostTogether) {
    const part = through.slice(at, at + mostTogether)
    const partIds = part.map(({ id }) => id)
    await sql`update vacancy set version = version + 1, state_reason = null,
        state = case when publish_from > ${today}::date then 'approved' else 'published' end,
        published_on = case when publish_from > ${today}::date then published_on else coalesce(published_on, ${today}::date) end,
        valid_until = case when publish_from > ${today}::date then valid_until else greatest(valid_until, ${today}::date + window_days) end
      where id = any (${partIds}::uuid[]) and state = 'inspecting'`.execute(tx.db)
    // What is left is the sign that the employer was not verified, and it is now.
    await tx.db.updateTable('vacancy_finding').set({ decision: 'removed', decided_by: inspectorId, decided_on: today }).where('vacancy_id', 'in', partIds).where('rule', '=', 'R1').where('decision', 'is', null).execute()
    await tx.db
      .insertInto('vacancy_history')
      .values(part.map(({ id, centreId }) => ({ id: newId(), vacancy_id: id, centre_id: centreId, at: now, by_account: inspectorId, field: 'state', old_value: 'inspecting', new_value: 'published' })))
      .execute()
    for (const id of partIds) tx.note({ action: 'vacancy.approve', subjectKind: 'vacancy', subjectId: id, fields: ['state', 'published_on', 'valid_until'] })
  }
  if (chosen.length > 0) {
    await tellAtOnce(tx, chosen)
    tx.afterCommit(() => forgetSearches(platform))
  }
  return chosen
}
