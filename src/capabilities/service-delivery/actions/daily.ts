import { addDays } from '../../../kernel/calendar'
import type { Tx } from '../../../platform/db/database'
import { enqueue, type JobHandlers } from '../../../platform/jobs/jobs'
import { queueMessage } from '../../../platform/messages/outbox'
import type { Platform } from '../../../platform/platform'
import { findContactWay } from '../../jobseekers/index'
import { resultDue } from '../rules/appointments'
import { instantOf, timeIn, workingCalendar } from '../rules/clock'
import { sentenceAbout } from './appointments'
import { lapsePlans } from './plans'

/** Visits that nobody closed on their day count as served, with a mark; nobody knows when they left. */
export async function closeVisits(tx: Tx): Promise<void> {
  await tx.db
    .updateTable('visit')
    .set((e) => ({ state: 'served', closed_by_clock: true, version: e('version', '+', 1) }))
    .where('state', 'in', ['waiting', 'called'])
    .where('visited_on', '<', tx.context.today)
    .execute()
}

/** Appointments to which nobody came wait for a result: no-show, excused or done. */
export async function markMissed(tx: Tx, { country }: Platform): Promise<void> {
  const missed = await tx.db
    .selectFrom('appointment as a')
    .innerJoin('appointment_slot as s', 's.id', 'a.slot_id')
    .select(['a.id', 's.day'])
    .where('a.state', '=', 'booked')
    .where('s.day', '<', tx.context.today)
    .limit(20_000)
    .execute()
  for (const { id, day } of missed) {
    await tx.db
      .updateTable('appointment')
      .set((e) => ({ state: 'needs-result', result_due_on: resultDue(day as Parameters<typeof resultDue>[0], workingCalendar(country)), version: e('version', '+', 1) }))
      .where('id', '=', id)
      .where('state', '=', 'booked')
      .execute()
  }
}

const kind = 'service-delivery.remind'
const earliest = '08:00'

/** The day before, by message. Nobody is woken: before eight the work is asked for again at eight. Who cannot be reached stands on the desk. */
export async function remind(tx: Tx, platform: Platform): Promise<void> {
  const { now, today } = tx.context
  const { timeZone } = platform.country
  if (timeIn(now, timeZone) < earliest) {
    await enqueue(tx, kind, { at: instantOf(today, earliest, timeZone), uniqueKey: `${kind} ${today} at eight` })
    return
  }
  const expected = await tx.db
    .selectFrom('appointment as a')
    .innerJoin('appointment_slot as s', 's.id', 'a.slot_id')
    .select(['a.id', 'a.person_id', 'a.centre_id', 's.day', 's.starts'])
    .where('a.state', '=', 'booked')
    .where('a.reminded_at', 'is', null)
    .where('a.person_id', 'is not', null)
    .where('s.day', '=', addDays(today, 1))
    .limit(20_000)
    .execute()
  for (const row of expected) {
    if (row.person_id === null) continue
    const way = await findContactWay(tx, row.person_id, platform.country.nameOrder)
    if (way.channel !== 'sms') continue
    await queueMessage(tx, {
      template: 'appointment.reminder', language: way.language, channel: way.channel, personId: row.person_id, centreId: row.centre_id, address: way.address,
      body: sentenceAbout(platform, 'service-delivery.message.reminder', way, { day: row.day as never, starts: row.starts }), uniqueKey: `appointment-reminder ${row.id}`,
    })
    await tx.db.updateTable('appointment').set({ reminded_at: now }).where('id', '=', row.id).execute()
  }
}

export const serviceDaily: JobHandlers = {
  'service-delivery.close-visits': closeVisits,
  'service-delivery.mark-missed': markMissed,
  'service-delivery.lapse-plans': lapsePlans,
  [kind]: remind,
}
