import { addWorkingDays, daysBetween, type WorkingCalendar } from '../../../kernel/calendar'
import { done, refused, type Outcome } from '../../../kernel/outcome'
import type { CalendarDate } from '../../../kernel/calendar'
import type { Country } from '../../../platform/country/index'
import type { Reader, Tx } from '../../../platform/db/database'
import type { Language } from '../../../platform/i18n/words'
import { queueMessage } from '../../../platform/messages/outbox'
import type { Platform } from '../../../platform/platform'
import { happening } from '../../../platform/providers'
import { listRegistrations } from '../queries/registrations'
import * as queries from '../queries/registrations'
import { listContacts, listNames } from '../queries/record'
import { findLiveConsent } from '../queries/consents'
import { doesRenewalCount, expiryFrom, givenName } from '../rules'

/** A counsellor accepted a registration. */
export const registrationAccepted = happening<{ personId: string; registrationId: string; centreId: string; accountId: string | null; event: 'new' | 'reactivation' }>()

export interface ActiveRegistration {
  id: string
  centreId: string
  acceptedOn: CalendarDate
  counsellorId: string | null
}
export interface ContactWay {
  channel: 'sms' | 'print' | 'none'
  address: string | null
  language: string
  firstName: string
}

export const workingCalendar = (country: Country): WorkingCalendar => ({ workDays: country.workDays as WorkingCalendar['workDays'], holidays: country.holidays })

export async function findActiveRegistration(reader: Reader, personId: string): Promise<ActiveRegistration | undefined> {
  const row = await reader.db
    .selectFrom('registration as r')
    .leftJoin('caseload as c', (join) => join.onRef('c.person_id', '=', 'r.person_id').onRef('c.centre_id', '=', 'r.centre_id').on('c.kind', '=', 'main').on('c.to_day', 'is', null))
    .select(['r.id', 'r.centre_id', 'r.accepted_on', 'c.account_id'])
    .where('r.person_id', '=', personId)
    .where('r.state', '=', 'active')
    .executeTakeFirst()
  return row?.accepted_on ? { id: row.id, centreId: row.centre_id, acceptedOn: row.accepted_on, counsellorId: row.account_id } : undefined
}

/** How to reach a person now: only ways that the person agreed to. */
export async function findContactWay(reader: Reader, personId: string, nameOrder: Country['nameOrder'] = 'family-first'): Promise<ContactWay> {
  const person = await reader.db.selectFrom('person').select(['language']).where('id', '=', personId).executeTakeFirst()
  const name = (await listNames(reader, personId)).find(({ kind }) => kind === 'current')
  const firstName = name ? givenName(name, person?.language ?? 'en', nameOrder) : ''
  const found = { language: person?.language ?? 'en', firstName }
  const phone = (await listContacts(reader, personId)).find(({ kind, e164 }) => kind === 'phone' && e164 !== null)
  if (!phone?.e164) return { channel: 'none', address: null, ...found }
  const agreed = await findLiveConsent(reader, personId, 'contact-sms')
  return agreed?.answer === 'given' ? { channel: 'sms', address: phone.e164, ...found } : { channel: 'none', address: null, ...found }
}

/** A visit, service, reply or application: the registration runs on from today. */
export async function recordContactDay(tx: Tx, personId: string): Promise<void> {
  await queries.setContactDay(tx, personId, expiryFrom(tx.context.today))
}

export async function acceptRegistration(tx: Tx, platform: Platform, personId: string, accept: { version: number; language?: string }): Promise<Outcome<void, 'not-pending' | 'stale'>> {
  const { actor } = tx.context
  const open = await queries.findOpenRegistration(tx, personId)
  if (!open || open.state !== 'pending') return refused('not-pending')
  if (!(await queries.setAccepted(tx, open.id, accept.version, expiryFrom(tx.context.today)))) return refused('stale')
  if (actor.accountId) await queries.openCaseload(tx, personId, open.centre_id, actor.accountId, 'registered')
  tx.note({ action: 'registration.accept', subjectKind: 'person', subjectId: personId, purpose: 'registration' })
  await registrationAccepted.tell(tx, platform, { personId, registrationId: open.id, centreId: open.centre_id, accountId: actor.accountId, event: open.event as 'new' })
  await tellPerson(tx, platform, personId, 'accepted', open.centre_id, `registration-accepted:${open.id}`)
  return done()
}

export async function refuseRegistration(tx: Tx, platform: Platform, personId: string, refusal: { reason: string; note: string }): Promise<Outcome<void, 'not-pending' | 'say-why'>> {
  const open = await queries.findOpenRegistration(tx, personId)
  if (!open || open.state !== 'pending') return refused('not-pending')
  if (refusal.reason === 'other' && Array.from(refusal.note.trim()).length < 5) return refused('say-why')
  await queries.setEnded(tx, personId, ['pending'], { reason: refusal.reason, note: refusal.note.trim() || null })
  tx.note({ action: 'registration.refuse', subjectKind: 'person', subjectId: personId, purpose: 'registration', fields: [refusal.reason] })
  await tellPerson(tx, platform, personId, 'refused', open.centre_id, `registration-refused:${open.id}`)
  return done()
}

async function tellPerson(tx: Tx, platform: Platform, personId: string, what: 'accepted' | 'refused', centreId: string, uniqueKey: string): Promise<void> {
  const way = await findContactWay(tx, personId, platform.country.nameOrder)
  const language = way.language as Language
  await queueMessage(tx, {
    template: `jobseekers.registration-${what}`, language, channel: way.channel, personId, centreId, address: way.address,
    body: platform.words.say(language, `jobseekers.message.${what}`), uniqueKey,
  })
}

export async function endRegistration(tx: Tx, _platform: Platform, personId: string, end: { reason: string; note?: string }): Promise<Outcome<void, 'not-registered'>> {
  const ended = await queries.setEnded(tx, personId, ['draft', 'pending', 'active'], { reason: end.reason, note: end.note?.trim() || null })
  if (!ended) return refused('not-registered')
  await queries.closeCaseload(tx, personId, 'registration-ended')
  tx.note({ action: 'registration.end', subjectKind: 'person', subjectId: personId, purpose: 'registration', fields: [end.reason] })
  return done()
}

/** A new spell for somebody who was registered before. Staff open it at once; the person's own wish waits for acceptance. */
export async function registerAgain(tx: Tx, platform: Platform, personId: string, channel: string): Promise<Outcome<{ registrationId: string }, 'already-registered' | 'no-centre'>> {
  const { actor, today } = tx.context
  const spells = await listRegistrations(tx, personId)
  if (spells.some(({ state }) => ['draft', 'pending', 'active'].includes(state))) return refused('already-registered')
  const centreId = actor.centreId ?? spells[0]?.centre_id
  if (!centreId) return refused('no-centre')
  const event = spells.some(({ accepted_on }) => accepted_on !== null) ? 'reactivation' : 'new'
  const isStaff = actor.centreId !== null
  const registrationId = await queries.insertRegistration(tx, {
    personId, centreId, event, channel, state: isStaff ? 'active' : 'pending', reviewDueOn: isStaff ? null : addWorkingDays(today, 2, workingCalendar(platform.country)),
    expiresOn: isStaff ? expiryFrom(today) : null,
  })
  tx.note({ action: 'registration.again', subjectKind: 'person', subjectId: personId, purpose: 'registration', fields: [event] })
  if (isStaff && actor.accountId) {
    await queries.openCaseload(tx, personId, centreId, actor.accountId, 'registered')
    await registrationAccepted.tell(tx, platform, { personId, registrationId, centreId, accountId: actor.accountId, event })
  }
  return done({ registrationId })
}

/** The person said that they still look for work. It counts once in 180 days; the registration runs on either way. */
export async function renewRegistration(tx: Tx, personId: string, how: string): Promise<Outcome<{ counts: boolean }, 'not-registered'>> {
  const open = await queries.findOpenRegistration(tx, personId)
  if (!open || open.state !== 'active') return refused('not-registered')
  const last = (await queries.listRenewals(tx, personId)).find(({ counts }) => counts)
  const since = last?.renewed_on ?? open.accepted_on
  const counts = doesRenewalCount(since ? daysBetween(since, tx.context.today) : null)
  await queries.insertRenewal(tx, { personId, registrationId: open.id, centreId: open.centre_id, how, counts })
  await recordContactDay(tx, personId)
  tx.note({ action: 'registration.renew', subjectKind: 'person', subjectId: personId, purpose: 'registration', fields: [how] })
  return done({ counts })
}

export async function changeCounsellor(tx: Tx, personId: string, accountId: string): Promise<Outcome<void, 'not-registered'>> {
  const open = await queries.findOpenRegistration(tx, personId)
  if (!open || open.state !== 'active') return refused('not-registered')
  await queries.openCaseload(tx, personId, open.centre_id, accountId, 'assigned')
  tx.note({ action: 'person.assign', subjectKind: 'person', subjectId: personId, purpose: 'registration', fields: ['counsellor'] })
  return done()
}
