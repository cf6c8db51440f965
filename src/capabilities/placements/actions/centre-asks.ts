import { sql } from 'kysely'
import { addWorkingDays } from '../../../kernel/calendar'
import { newId } from '../../../kernel/id'
import { done, type Outcome, refused } from '../../../kernel/outcome'
import type { Tx } from '../../../platform/db/database'
import type { Platform } from '../../../platform/platform'
import { askHandle, deepest, rankPeople } from '../../matching/index'
import type { AskReason } from '../queries/centre-asks'
import { calendarOf } from './refer'

const daysToAnswer = 5

/** Asks the centre of a candidate, named by the handle alone, to put that person forward. Only who stands in the list now can be asked for. */
export async function askCentre(tx: Tx, platform: Platform, asked: { vacancyId: string; handle: string }): Promise<Outcome<void, 'gone' | 'already'>> {
  const { actor, now, today } = tx.context
  if (!actor.centreId || !actor.accountId) return refused('gone')
  const { pairs } = await rankPeople(tx, asked.vacancyId, deepest, platform)
  const personId = pairs.find((pair) => askHandle(platform, pair.personId, asked.vacancyId) === asked.handle)?.personId
  if (!personId) return refused('gone')
  const { rows } = await sql<{ answer: 'asked' | 'gone' | 'already' }>`
    select ask_centre(${newId()}, ${personId}, ${asked.vacancyId}, ${asked.handle}, ${actor.centreId}, ${actor.accountId}, ${now}, ${today}, ${addWorkingDays(today, daysToAnswer, calendarOf(platform))}) as answer`.execute(tx.db)
  const answer = rows[0]?.answer ?? 'gone'
  if (answer !== 'asked') return refused(answer)
  tx.note({ action: 'centre-ask.make', subjectKind: 'person', subjectId: personId, purpose: 'matching', basis: 'consent', fields: ['request'] })
  return done()
}

/** The centre of the person will not put them forward, and says why. */
export async function declineAsk(tx: Tx, id: string, reason: AskReason): Promise<Outcome<void, 'stale'>> {
  const { actor, today } = tx.context
  const row = await tx.db.updateTable('centre_ask').set((e) => ({ state: 'declined', reason, answered_on: today, answered_by: actor.accountId, version: e('version', '+', 1) }))
    .where('id', '=', id).where('state', '=', 'open').returning('person_id').executeTakeFirst()
  if (!row) return refused('stale')
  tx.note({ action: 'centre-ask.decline', subjectKind: 'person', subjectId: row.person_id, purpose: 'matching', basis: 'consent', fields: ['reason'] })
  return done()
}

/** Whoever asked has the answers for this vacancy before them: they leave the desk. */
export async function seeAnswers(tx: Tx, vacancyId: string): Promise<void> {
  const { actor, today } = tx.context
  if (actor.accountId) await sql`select see_centre_asks(${vacancyId}, ${actor.accountId}, ${today})`.execute(tx.db)
}
