import { addDays } from '../../../kernel/calendar'
import type { Tx } from '../../../platform/db/database'
import type { Language } from '../../../platform/i18n/words'
import type { JobHandlers } from '../../../platform/jobs/jobs'
import { queueMessage } from '../../../platform/messages/outbox'
import type { Platform } from '../../../platform/platform'
import { formatDay } from '../../../platform/text/dates'
import { closeCaseload, lapseExpired, listExpiring } from '../queries/registrations'
import { warningDays } from '../rules'
import { findContactWay } from './registrations'

/** Registrations without contact for six months lapse on their day. */
async function lapse(tx: Tx): Promise<void> {
  for (const { person_id } of await lapseExpired(tx)) {
    await closeCaseload(tx, person_id, 'lapsed')
    tx.note({ action: 'registration.lapse', subjectKind: 'person', subjectId: person_id, purpose: 'registration' })
  }
}

/** Two weeks before: the person is asked whether they still look for work. Without a way to ask it is an item on the desk. */
async function warn(tx: Tx, platform: Platform): Promise<void> {
  for (const { id, person_id, centre_id, expires_on } of await listExpiring(tx, addDays(tx.context.today, warningDays))) {
    const way = await findContactWay(tx, person_id, platform.country.nameOrder)
    if (way.channel !== 'sms' || !expires_on) continue
    const language = way.language as Language
    await queueMessage(tx, {
      template: 'jobseekers.expiry', language, channel: 'sms', personId: person_id, centreId: centre_id, address: way.address,
      body: platform.words.say(language, 'jobseekers.message.expiry', { day: formatDay(expires_on, language, 'short') }), uniqueKey: `registration-expiry:${id}:${expires_on}`,
    })
  }
}

export const jobseekerDaily: JobHandlers = { 'daily.registrations-lapse': lapse, 'daily.registrations-warn': warn }
