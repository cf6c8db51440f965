import type { CalendarDate } from '../../../kernel/calendar'
import { newPublicCode } from '../../../kernel/code'
import { newId } from '../../../kernel/id'
import { done, refused, type Outcome } from '../../../kernel/outcome'
import type { Tx } from '../../../platform/db/database'
import type { Platform } from '../../../platform/platform'
import { findActiveRegistration, findConsent, recordConsent, recordContactDay, recordDisclosure } from '../../jobseekers/index'
import { findVacancyLine, type VacancyLine } from '../../vacancies/index'
import { referralSent } from '../events'
import { answerAsks } from '../queries/centre-asks'
import { findDueOwner } from '../queries/owners'
import { columnsOf, findVacancyLoad, type ReferralRow } from '../queries/referrals'
import { begin, type Beginning, type Party } from '../rules/referral'
import { mostSilent } from '../rules/silence'
import { onBehalfOf } from '../scope'
import { signLink } from './links'
import { tellEmployer, tellPerson } from './tell'

export interface NewReferral {
  personId: string
  vacancyId: string
  origin: 'self' | 'counsellor' | 'employer-invitation' | 'fair' | 'programme'
  how: Beginning
  by: Party
  message?: string | undefined
  /** The person's agreement that this employer sees name, phone and profile; asked for this vacancy. */
  consent?: { method: 'screen' | 'paper' | 'voice' | 'with-witness'; language: string; witness?: string | undefined } | undefined
  /** Why a new person is sent although the employer is silent on three others. */
  overrideReason?: string | undefined
  activityRef?: string | undefined
}
export type ReferRefusal = 'vacancy-closed' | 'applications-full' | 'employer-silent' | 'already-referred' | 'consent-missing' | 'nobody-responsible' | 'all-posts-filled'

export const calendarOf = ({ country }: Platform) => ({ workDays: country.workDays as readonly (1 | 2 | 3 | 4 | 5 | 6 | 7)[], holidays: country.holidays })

export const shareScope = (vacancyId: string) => ({ kind: 'vacancy' as const, id: vacancyId })
export const disclosedFields = ['name', 'phone', 'message', 'experience', 'skills'] as const

/** What stands against putting anybody forward for a vacancy. */
export async function judgeVacancy(tx: Tx, vacancy: VacancyLine, overrideReason: string | undefined): Promise<Outcome<void, ReferRefusal>> {
  if (vacancy.state !== 'published') return refused('vacancy-closed')
  if (vacancy.filled >= vacancy.posts) return refused('all-posts-filled')
  const load = await findVacancyLoad(tx, vacancy.id)
  if (load.open >= vacancy.maxOpenReferrals) return refused('applications-full')
  if (load.silent >= mostSilent && (overrideReason ?? '').length < 5) return refused('employer-silent')
  return done()
}

/** Puts one person forward for one vacancy. Sent at once only with the person's consent for this vacancy. */
export async function refer(tx: Tx, platform: Platform, wanted: NewReferral): Promise<Outcome<{ id: string; code: string }, ReferRefusal>> {
  const vacancy = await findVacancyLine(tx, wanted.vacancyId)
  if (!vacancy) return refused('vacancy-closed')
  const judged = await judgeVacancy(tx, vacancy, wanted.overrideReason)
  if (!judged.ok) return judged
  const { personId, vacancyId } = wanted
  return onBehalfOf(tx, { personId }, async () => {
    let consentId: string | null = null
    if (wanted.consent) {
      consentId = await recordConsent(tx, platform, {
        personId, purpose: 'share-with-employer', scope: shareScope(vacancyId), answer: 'given', method: wanted.consent.method, language: wanted.consent.language,
        ...(wanted.consent.witness ? { witness: wanted.consent.witness } : {}),
      })
    } else consentId = (await findConsent(tx, personId, 'share-with-employer', shareScope(vacancyId)))?.id ?? null
    if (wanted.how !== 'proposed' && consentId === null) return refused('consent-missing')
    const centreId = tx.context.actor.centreId ?? (await findActiveRegistration(tx, personId))?.centreId ?? vacancy.centreId
    const ownerId = await findDueOwner(tx, { personId, vacancyId, centreId })
    if (!ownerId) return refused('nobody-responsible')
    const made = await insertReferral(tx, platform, wanted, { vacancy, centreId, ownerId, consentId })
    if (!made) return refused('already-referred')
    await recordContactDay(tx, personId)
    await answerAsks(tx, { personId, vacancyId })
    if (made.state === 'sent') await afterSending(tx, platform, made)
    else if (made.state === 'waiting-person') await tellPerson(tx, platform, subjectOf(made), 'person.proposed', { day: made.due_on, path: '/me/applications' })
    return done({ id: made.id, code: made.code })
  })
}

async function insertReferral(tx: Tx, platform: Platform, wanted: NewReferral, found: { vacancy: VacancyLine; centreId: string; ownerId: string; consentId: string | null }): Promise<ReferralRow | undefined> {
  const { now, today, actor } = tx.context
  const standing = begin(wanted.how, today, calendarOf(platform))
  const id = newId()
  const row = await tx.db
    .insertInto('referral')
    .values({
      id, created_at: now, created_by: actor.accountId, code: newPublicCode(), stat_key: globalThis.crypto.randomUUID(), person_id: wanted.personId, vacancy_id: wanted.vacancyId,
      employer_id: found.vacancy.employerId, centre_id: found.centreId, origin: wanted.origin, made_on: today, made_by: actor.accountId, consent_id: found.consentId,
      message: wanted.message || null, due_owner: found.ownerId, activity_ref: wanted.activityRef ?? null, ...columnsOf(standing),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst()
  if (!row) return undefined
  await recordTransition(tx, { id, person_id: wanted.personId }, { from: null, to: standing.state, by: wanted.by, reason: wanted.overrideReason ?? null })
  tx.note({ action: 'referral.make', subjectKind: 'person', subjectId: wanted.personId, purpose: 'referral', fields: ['referral'] })
  return row as ReferralRow
}

export async function recordTransition(tx: Tx, referral: { id: string; person_id: string }, step: { from: string | null; to: string; by: Party; reason: string | null; day?: CalendarDate }): Promise<void> {
  await tx.db
    .insertInto('referral_transition')
    .values({
      id: newId(), referral_id: referral.id, person_id: referral.person_id, at: tx.context.now, day: step.day ?? tx.context.today, from_state: step.from, to_state: step.to,
      by_account: tx.context.actor.accountId, by_party: step.by, reason: step.reason,
    })
    .execute()
}

export const subjectOf = (row: Pick<ReferralRow, 'person_id' | 'employer_id' | 'centre_id' | 'code'>) => ({ personId: row.person_id, employerId: row.employer_id, centreId: row.centre_id, code: row.code })

/** From now on the employer may see the person: the disclosure, both messages and the service of the referral, in this transaction. */
export async function afterSending(tx: Tx, platform: Platform, row: ReferralRow): Promise<void> {
  const about = subjectOf(row)
  await onBehalfOf(tx, { personId: row.person_id, employerId: row.employer_id }, async () => {
    if (row.consent_id) {
      await recordDisclosure(tx, { personId: row.person_id, recipientKind: 'employer', recipientId: row.employer_id, fields: disclosedFields, purpose: 'referral', consentId: row.consent_id })
    }
    await tellEmployer(tx, platform, about, 'employer.sent', { day: row.due_on, path: `/a/${signLink(platform, 'referral', row.code, tx.context.today)}` })
    await tellPerson(tx, platform, about, 'person.sent', { day: row.due_on, path: `/s/${row.code}` })
    if (row.origin !== 'self') {
      await referralSent.tell(tx, platform, {
        referralId: row.id, personId: row.person_id, employerId: row.employer_id, vacancyId: row.vacancy_id, centreId: row.centre_id, accountId: row.made_by,
      })
    }
  })
}
