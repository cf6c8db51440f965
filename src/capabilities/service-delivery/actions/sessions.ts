import { parsePublicCode } from '../../../kernel/code'
import { newId } from '../../../kernel/id'
import { done, refused, type Outcome } from '../../../kernel/outcome'
import type { z } from 'zod'
import type { Country } from '../../../platform/country/index'
import type { Tx } from '../../../platform/db/database'
import { recordContactDay } from '../../jobseekers/index'
import type { attendeesForm, sessionForm } from '../model'
import { listPeopleByCard } from '../queries/customers'
import { findSession, listAttendees, type SessionRecord, takeSeats } from '../queries/sessions'
import * as rules from '../rules/services'

export type SessionRefusal = 'no-centre' | 'code-unknown' | 'code-automatic' | 'day-needs-chief'

/** Plans a session; its day may lie ahead. */
export async function openSession(tx: Tx, country: Country, session: z.output<typeof sessionForm>): Promise<Outcome<{ id: string }, SessionRefusal>> {
  const { actor, now, today } = tx.context
  if (!actor.centreId || !actor.accountId) return refused('no-centre')
  const row = country.services.find(({ code }) => code === session.code)
  if (row?.audience !== 'jobseeker') return refused('code-unknown')
  if (rules.automaticCodes.has(session.code)) return refused('code-automatic')
  const late = rules.lateness(session.day, today, actor.role === 'chief')
  if (!late.ok && late.reason === 'day-needs-chief') return refused(late.reason)
  const id = newId()
  await tx.db
    .insertInto('group_session')
    .values({
      id, created_at: now, created_by: actor.accountId, centre_id: actor.centreId, account_id: actor.accountId, service_code: session.code, topic: session.topic,
      place: session.place, held_on: session.day, entered_on: today, seats: session.seats, minutes: session.minutes,
    })
    .execute()
  tx.note({ action: 'group-session.open', subjectKind: 'group-session', subjectId: id, fields: ['service_code', 'held_on', 'seats'] })
  return done({ id })
}

export interface AttendanceDone {
  added: number
  /** Lines as typed whose card is no card, or of nobody in this centre. */
  unknown: readonly string[]
  /** People who were on the list already. */
  known: number
}
export type AttendanceRefusal = 'not-found' | 'day-in-future' | 'day-needs-chief' | 'seats-full' | 'cards-unknown'

const mostCards = 500

/** Cards as they were scanned or typed, one to a line; also with commas between them. */
const readCards = (text: string | null) => (text ?? '').split(/[\n,;]+/).map((line) => line.trim()).filter((line) => line !== '').slice(0, mostCards)

/**
 * Writes attendees down: one service for each card, and the number of people without a name.
 * When one card is unknown nothing is written, so that the list can be corrected and sent again.
 */
export async function addAttendees(
  tx: Tx, sessionId: string, list: z.output<typeof attendeesForm>,
): Promise<Outcome<AttendanceDone, Exclude<AttendanceRefusal, 'cards-unknown'>> | { ok: false; reason: 'cards-unknown'; lines: readonly string[] }> {
  const { actor, today } = tx.context
  const session = await findSession(tx, sessionId)
  if (!session || session.centre_id !== actor.centreId) return refused('not-found')
  const late = rules.lateness(session.held_on, today, actor.role === 'chief')
  if (!late.ok) return late
  const typed = readCards(list.cards).map((line) => ({ line, code: parsePublicCode(line) }))
  const codes = [...new Set(typed.flatMap(({ code }) => (code.ok ? [code.value as string] : [])))]
  const people = await listPeopleByCard(tx, codes)
  const found = new Set(people.map(({ card_number }) => card_number))
  const unknown = typed.filter(({ code }) => !code.ok || !found.has(code.value)).map(({ line }) => line)
  if (unknown.length > 0) return { ok: false, reason: 'cards-unknown', lines: unknown }
  const present = new Set((await listAttendees(tx, sessionId)).map(({ person_id }) => person_id))
  const fresh = people.filter(({ id }) => !present.has(id))
  const unnamed = { f: list.unnamed_f ?? 0, m: list.unnamed_m ?? 0, ns: list.unnamed_ns ?? 0 }
  const seats = fresh.length + unnamed.f + unnamed.m + unnamed.ns
  if (seats > 0 && !(await takeSeats(tx, sessionId, seats))) return refused('seats-full')
  if (fresh.length > 0) await insertAttendees(tx, session, fresh.map(({ id }) => id))
  if (unnamed.f + unnamed.m + unnamed.ns > 0) {
    await tx.db
      .updateTable('group_session')
      .set((e) => ({ unnamed_f: e('unnamed_f', '+', unnamed.f), unnamed_m: e('unnamed_m', '+', unnamed.m), unnamed_ns: e('unnamed_ns', '+', unnamed.ns) }))
      .where('id', '=', sessionId)
      .execute()
  }
  tx.note({ action: 'group-session.attend', subjectKind: 'group-session', subjectId: sessionId, fields: ['taken'] })
  return done({ added: seats, unknown: [], known: people.length - fresh.length })
}

async function insertAttendees(tx: Tx, session: SessionRecord, personIds: readonly string[]): Promise<void> {
  const { actor, now, today } = tx.context
  await tx.db
    .insertInto('service_event')
    .values(
      personIds.map((personId) => ({
        id: newId(), created_at: now, created_by: actor.accountId, stat_key: newId(), centre_id: session.centre_id, account_id: session.account_id,
        service_code: session.service_code, audience: 'jobseeker', person_id: personId, given_on: session.held_on, entered_on: today, minutes: session.minutes,
        channel: 'counter', group_session_id: session.id, source: 'manual',
      })),
    )
    .execute()
  for (const personId of personIds) {
    await recordContactDay(tx, personId)
    tx.note({ action: 'service.record', subjectKind: 'person', subjectId: personId, fields: ['service_code', 'given_on', 'group_session_id'] })
  }
}
