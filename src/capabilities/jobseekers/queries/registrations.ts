import { sql } from 'kysely'
import type { CalendarDate } from '../../../kernel/calendar'
import { newId } from '../../../kernel/id'
import type { Reader, Tx } from '../../../platform/db/database'

const all = ['id', 'version', 'person_id', 'centre_id', 'event', 'channel', 'state', 'submitted_on', 'review_due_on', 'accepted_on', 'accepted_by', 'last_contact_on', 'expires_on', 'ended_on', 'end_reason', 'end_note'] as const

/** All spells of a person, the newest first. */
export const listRegistrations = (reader: Reader, personId: string) =>
  reader.db.selectFrom('registration').select(all).where('person_id', '=', personId).orderBy('created_at', 'desc').orderBy('id', 'desc').execute()
export type RegistrationRow = Awaited<ReturnType<typeof listRegistrations>>[number]

export const findOpenRegistration = (reader: Reader, personId: string) =>
  reader.db.selectFrom('registration').select(all).where('person_id', '=', personId).where('state', 'in', ['draft', 'pending', 'active']).executeTakeFirst()

export async function setAccepted(tx: Tx, id: string, version: number, expiresOn: CalendarDate): Promise<boolean> {
  const { today, actor } = tx.context
  const done = await tx.db
    .updateTable('registration')
    .set({ state: 'active', accepted_on: today, accepted_by: actor.accountId, last_contact_on: today, expires_on: expiresOn, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .where('state', '=', 'pending')
    .executeTakeFirst()
  return Number(done.numUpdatedRows) > 0
}

export async function setEnded(tx: Tx, personId: string, states: readonly string[], end: { reason: string; note: string | null }): Promise<string | undefined> {
  const row = await tx.db
    .updateTable('registration')
    .set((e) => ({ state: 'ended', ended_on: tx.context.today, end_reason: end.reason, end_note: end.note, version: e('version', '+', 1) }))
    .where('person_id', '=', personId)
    .where('state', 'in', [...states])
    .returning('id')
    .executeTakeFirst()
  return row?.id
}

export const setContactDay = (tx: Tx, personId: string, expiresOn: CalendarDate) =>
  tx.db
    .updateTable('registration')
    .set({ last_contact_on: tx.context.today, expires_on: expiresOn })
    .where('person_id', '=', personId)
    .where('state', '=', 'active')
    .where((e) => e.or([e('last_contact_on', 'is', null), e('last_contact_on', '<', tx.context.today), e('expires_on', '<', expiresOn)]))
    .execute()

export async function insertRegistration(
  tx: Tx,
  row: { personId: string; centreId: string; event: string; channel: string; state: 'pending' | 'active'; reviewDueOn: CalendarDate | null; expiresOn: CalendarDate | null },
): Promise<string> {
  const id = newId()
  const { now, today, actor } = tx.context
  const isActive = row.state === 'active'
  await tx.db
    .insertInto('registration')
    .values({
      id, created_at: now, created_by: actor.accountId, person_id: row.personId, centre_id: row.centreId, event: row.event, channel: row.channel, state: row.state,
      submitted_on: today, review_due_on: row.reviewDueOn, accepted_on: isActive ? today : null, accepted_by: isActive ? actor.accountId : null, last_contact_on: today,
      expires_on: row.expiresOn,
    })
    .execute()
  return id
}

export async function openCaseload(tx: Tx, personId: string, centreId: string, accountId: string, reason: string): Promise<void> {
  const { now, today, actor } = tx.context
  await closeCaseload(tx, personId, 'changed', centreId)
  await tx.db
    .insertInto('caseload')
    .values({ id: newId(), created_at: now, created_by: actor.accountId, person_id: personId, centre_id: centreId, account_id: accountId, kind: 'main', from_day: today, reason })
    .execute()
}

export const closeCaseload = (tx: Tx, personId: string, endReason: string, centreId?: string) =>
  tx.db
    .updateTable('caseload')
    .set({ to_day: tx.context.today, end_reason: endReason })
    .where('person_id', '=', personId)
    .where('to_day', 'is', null)
    .$if(centreId !== undefined, (query) => query.where('centre_id', '=', centreId ?? ''))
    .execute()

export const listRenewals = (reader: Reader, personId: string) =>
  reader.db.selectFrom('renewal').select(['id', 'renewed_on', 'how', 'counts']).where('person_id', '=', personId).orderBy('renewed_on', 'desc').execute()

export const insertRenewal = (tx: Tx, row: { personId: string; registrationId: string; centreId: string; how: string; counts: boolean }) =>
  tx.db
    .insertInto('renewal')
    .values({
      id: newId(), created_at: tx.context.now, created_by: tx.context.actor.accountId, person_id: row.personId, registration_id: row.registrationId, centre_id: row.centreId,
      renewed_on: tx.context.today, how: row.how, counts: row.counts,
    })
    .execute()

/** Registrations that end today or ended unseen: they lapse. Answers with the people. */
export async function lapseExpired(tx: Tx): Promise<{ id: string; person_id: string }[]> {
  return tx.db
    .updateTable('registration')
    .set((e) => ({ state: 'lapsed', ended_on: e.ref('expires_on'), version: e('version', '+', 1) }))
    .where('state', '=', 'active')
    .where('expires_on', '<=', tx.context.today)
    .returning(['id', 'person_id'])
    .execute()
}

export const listExpiring = (reader: Reader, until: CalendarDate) =>
  reader.db
    .selectFrom('registration')
    .select(['id', 'person_id', 'centre_id', 'expires_on'])
    .where('state', '=', 'active')
    .where('expires_on', '<=', until)
    .where('expires_on', '>', reader.context.today)
    .orderBy('expires_on')
    .limit(5000)
    .execute()

export interface PendingRow {
  id: string
  personId: string
  submittedOn: CalendarDate
  reviewDueOn: CalendarDate | null
  channel: string
}
/** Registrations of the reader's centres that wait for acceptance, the oldest first. */
export async function listPending(reader: Reader): Promise<PendingRow[]> {
  const { rows } = await sql<PendingRow>`select id, person_id as "personId", submitted_on as "submittedOn", review_due_on as "reviewDueOn", channel from registration
    where state = 'pending' and centre_id = any ((select scope_centres())::uuid[]) order by review_due_on, id limit 200`.execute(reader.db)
  return rows
}
