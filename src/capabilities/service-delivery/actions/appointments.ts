import type { z } from 'zod'
import { newId } from '../../../kernel/id'
import { done, refused, type Outcome } from '../../../kernel/outcome'
import { formatDay } from '../../../platform/text/dates'
import type { Tx } from '../../../platform/db/database'
import type { Language } from '../../../platform/i18n/words'
import { queueMessage } from '../../../platform/messages/outbox'
import type { Platform } from '../../../platform/platform'
import { findActiveRegistration, findContactWay, recordContactDay } from '../../jobseekers/index'
import type { AppointmentState, AppointmentStep, bookingForm, Customer, slotsForm } from '../model'
import { type AppointmentRecord, bookSeat, findAppointment, findSlot, releaseSeat } from '../queries/appointments'
import { isInReach, listStaff } from '../queries/customers'
import { takeTickets } from '../queries/visits'
import * as rules from '../rules/appointments'
import { timeIn } from '../rules/clock'
import { customerOf } from './services'

/** Opens times that can be booked: `count` slots one after the other. */
export async function openSlots(tx: Tx, form: z.output<typeof slotsForm>): Promise<Outcome<number, 'no-centre' | 'day-in-past' | 'staff-unknown' | 'time-past-midnight'>> {
  const { actor, now, today } = tx.context
  const { centreId } = actor
  if (!centreId) return refused('no-centre')
  if (form.day < today) return refused('day-in-past')
  if (form.account && !(await listStaff(tx, centreId)).some(({ id }) => id === form.account)) return refused('staff-unknown')
  const times = rules.slotTimes(form.starts, form.minutes, form.count)
  if (times.length < form.count) return refused('time-past-midnight')
  const rows = times.map((starts) => ({
    id: newId(), created_at: now, created_by: actor.accountId, centre_id: centreId, account_id: form.account ?? null, day: form.day, starts, minutes: form.minutes,
    capacity: form.capacity,
  }))
  await tx.db.insertInto('appointment_slot').values(rows).execute()
  tx.note({ action: 'appointment.open-slots', subjectKind: 'centre', subjectId: centreId, fields: ['day', 'starts', 'capacity'] })
  return done(rows.length)
}

/** One more seat, to squeeze somebody in; written down with who did it. */
export async function raiseCapacity(tx: Tx, slotId: string): Promise<Outcome<void, 'not-found'>> {
  const changed = await tx.db
    .updateTable('appointment_slot')
    .set((e) => ({ capacity: e('capacity', '+', 1), version: e('version', '+', 1) }))
    .where('id', '=', slotId)
    .where('centre_id', '=', tx.context.actor.centreId)
    .executeTakeFirst()
  if (Number(changed.numUpdatedRows) === 0) return refused('not-found')
  tx.note({ action: 'appointment.raise-capacity', subjectKind: 'appointment-slot', subjectId: slotId, fields: ['capacity'] })
  return done()
}

export type BookingRefusal = 'customer-unknown' | 'slot-unknown' | 'slot-past' | 'slot-full' | 'already-booked' | 'purpose-unknown' | 'channel-unknown' | 'not-registered'

/** Takes a seat of a time for a customer. The database counts the seats: when two ask for the last one, one is refused. */
export async function bookAppointment(tx: Tx, platform: Platform, form: z.output<typeof bookingForm>): Promise<Outcome<{ id: string }, BookingRefusal>> {
  const customer = customerOf(form)
  if (!customer || !(await isInReach(tx, customer))) return refused('customer-unknown')
  return book(tx, platform, customer, form, tx.context.actor.centreId)
}

/** A jobseeker books for herself at the centre where she is registered. */
export async function bookOwnAppointment(tx: Tx, platform: Platform, form: { slot: string; purpose: string }): Promise<Outcome<{ id: string }, BookingRefusal>> {
  const { personId } = tx.context.actor
  if (!personId) return refused('customer-unknown')
  const registration = await findActiveRegistration(tx, personId)
  if (!registration) return refused('not-registered')
  return book(tx, platform, { kind: 'person', id: personId }, { ...form, channel: 'counter' }, registration.centreId)
}

async function book(
  tx: Tx, { country }: Platform, customer: Customer, form: { slot: string; purpose: string; channel: string }, centreId: string | null,
): Promise<Outcome<{ id: string }, BookingRefusal>> {
  const { actor, now, today } = tx.context
  const knows = (list: string, code: string) => country.lists.get(list)?.some((row) => row.code === code) === true
  if (!knows('visit-purpose', form.purpose)) return refused('purpose-unknown')
  if (!knows('appointment-channel', form.channel)) return refused('channel-unknown')
  const slot = await findSlot(tx, form.slot)
  if (!slot || slot.centre_id !== centreId) return refused('slot-unknown')
  if (slot.day < today || (slot.day === today && slot.starts.slice(0, 5) <= timeIn(now, country.timeZone))) return refused('slot-past')
  if (!(await bookSeat(tx, slot.id))) return refused('slot-full')
  const id = newId()
  const written = await tx.db
    .insertInto('appointment')
    .values({
      id, created_at: now, created_by: actor.accountId, stat_key: newId(), centre_id: slot.centre_id, slot_id: slot.id, person_id: customer.kind === 'person' ? customer.id : null,
      employer_id: customer.kind === 'employer' ? customer.id : null, purpose: form.purpose, channel: form.channel, state: 'booked', booked_on: today,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (Number(written.numInsertedOrUpdatedRows ?? 0) === 0) return refused('already-booked')
  tx.note({ action: 'appointment.book', subjectKind: customer.kind, subjectId: customer.id, fields: ['slot_id', 'purpose', 'channel'] })
  return done({ id })
}

export type StepRefusal = 'not-found' | 'not-in-this-state' | 'not-today'

/** Checks in, finishes, decides or cancels. Checking in opens a visit; a cancelled seat is free again. */
export async function moveAppointment(tx: Tx, platform: Platform, id: string, step: AppointmentStep): Promise<Outcome<{ record: AppointmentRecord; state: AppointmentState }, StepRefusal>> {
  const { actor, now, today } = tx.context
  const record = await findAppointment(tx, id)
  const own = record && (actor.personId ? record.person_id === actor.personId && step === 'cancel-for-customer' : record.centre_id === actor.centreId)
  if (!own) return refused('not-found')
  const moved = rules.takeStep(record.state, step, record.day, today)
  if (!moved.ok) return moved
  const visitId = step === 'check-in' ? await openVisit(tx, record) : record.visit_id
  const changed = await tx.db
    .updateTable('appointment')
    .set((e) => ({ state: moved.value, visit_id: visitId, version: e('version', '+', 1) }))
    .where('id', '=', id)
    .where('version', '=', record.version)
    .executeTakeFirst()
  if (Number(changed.numUpdatedRows) === 0) return refused('not-in-this-state')
  if (rules.isCancelled(moved.value)) await releaseSeat(tx, record.slot_id)
  if (step === 'cancel-by-centre' && record.person_id) await tellCancelled(tx, platform, record, record.person_id)
  if (step === 'finish' && visitId) {
    await tx.db.updateTable('visit').set({ state: 'served', left_at: now }).where('id', '=', visitId).where('state', 'in', ['waiting', 'called']).execute()
  }
  const subject = record.person_id ? { subjectKind: 'person', subjectId: record.person_id } : { subjectKind: 'employer', subjectId: record.employer_id ?? id }
  tx.note({ action: `appointment.${step}`, ...subject, fields: ['state'] })
  return done({ record, state: moved.value })
}

async function openVisit(tx: Tx, record: AppointmentRecord): Promise<string> {
  const { actor, now, today } = tx.context
  const ticket = await takeTickets(tx, record.centre_id, today)
  const person = record.person_id ? await tx.db.selectFrom('person').select('sex').where('id', '=', record.person_id).executeTakeFirst() : undefined
  const id = newId()
  await tx.db
    .insertInto('visit')
    .values({
      id, created_at: now, created_by: actor.accountId, stat_key: newId(), centre_id: record.centre_id, visited_on: today, entered_on: today, ticket, arrived_at: now,
      audience: record.person_id ? 'jobseeker' : 'employer', sex: person?.sex ?? 'not-stated', age_band: 'not-stated',
      purposes: ['appointment'], person_id: record.person_id, employer_id: record.employer_id,
    })
    .execute()
  if (record.person_id) await recordContactDay(tx, record.person_id)
  return id
}

async function tellCancelled(tx: Tx, platform: Platform, record: AppointmentRecord, personId: string): Promise<void> {
  const way = await findContactWay(tx, personId, platform.country.nameOrder)
  await queueMessage(tx, {
    template: 'appointment.cancelled', language: way.language, channel: way.channel, personId, centreId: record.centre_id, address: way.address,
    body: sentenceAbout(platform, 'service-delivery.message.cancelled', way, record), uniqueKey: `appointment-cancelled ${record.id}`,
  })
}

/** A sentence with first name, day and time in the customer's language. */
export function sentenceAbout({ words }: Platform, key: string, way: { language: string; firstName: string }, record: Pick<AppointmentRecord, 'day' | 'starts'>): string {
  const language: Language = way.language === 'km' || way.language === 'lo' ? way.language : 'en'
  return words.say(language, key, { name: way.firstName, day: formatDay(record.day, language, 'short'), time: record.starts.slice(0, 5) })
}
