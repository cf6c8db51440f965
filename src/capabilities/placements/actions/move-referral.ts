import { newId } from '../../../kernel/id'
import { done, refused, type Outcome } from '../../../kernel/outcome'
import type { Tx } from '../../../platform/db/database'
import type { Platform } from '../../../platform/platform'
import { findConsent, recordConsent, recordContactDay } from '../../jobseekers/index'
import { interviewArranged } from '../events'
import { columnsOf, findReferralToChange, type ReferralRow, standingOf } from '../queries/referrals'
import { move, type Move, type MoveRefusal } from '../rules/referral'
import { onBehalfOf } from '../scope'
import { type PlacementFault, recordPlacement, type NewPlacement } from './place'
import { afterSending, calendarOf, recordTransition, shareScope, subjectOf } from './refer'
import { tellEmployer, tellPerson } from './tell'

export interface MoveOrder extends Move {
  /** The version that the reader saw; left out by the program itself. */
  version?: number | undefined
  consent?: { method: 'screen' | 'paper' | 'voice' | 'with-witness'; language: string; witness?: string | undefined } | undefined
  interview?: { time?: string | undefined; mode: 'in-person' | 'phone' | 'video'; place?: string | undefined; contact?: string | undefined; bring?: string | undefined } | undefined
  interviewResult?: 'attended' | 'person-absent' | 'employer-absent' | 'moved' | 'cancelled' | undefined
  hire?: Omit<NewPlacement, 'personId' | 'employerId' | 'vacancyId' | 'referralId' | 'centreId' | 'party'> | undefined
  /** Names of open jobs for the message about silence. */
  jobs?: string | undefined
}
export type MoveFault = MoveRefusal | PlacementFault | 'not-found' | 'stale' | 'consent-missing'

export interface Moved {
  referral: ReferralRow
  placementId?: string
}

/** One step of a referral with everything that follows from it, in one transaction. */
export async function moveReferral(tx: Tx, platform: Platform, referralId: string, order: MoveOrder): Promise<Outcome<Moved, MoveFault>> {
  const row = await findReferralToChange(tx, referralId)
  if (!row) return refused('not-found')
  if (order.version !== undefined && order.version !== row.version) return refused('stale')
  const judged = move(standingOf(row), order, tx.context.today, calendarOf(platform))
  if (!judged.ok) return judged
  return onBehalfOf(tx, { personId: row.person_id, employerId: row.employer_id }, async () => {
    let consentId = row.consent_id
    if (order.event === 'agree' || order.event === 'confirm') {
      const found = await agreeToShare(tx, platform, row, order)
      if (!found) return refused('consent-missing')
      consentId = found
    }
    let placementId: string | undefined
    if (order.event === 'hire') {
      const placed = await hire(tx, platform, row, order)
      if (!placed.ok) return placed
      placementId = placed.value
    }
    const next = { ...row, ...columnsOf(judged.value), consent_id: consentId, version: row.version + 1 } as ReferralRow
    await tx.db.updateTable('referral').set({ ...columnsOf(judged.value), consent_id: consentId, version: row.version + 1 }).where('id', '=', row.id).execute()
    await recordTransition(tx, row, { from: row.state, to: next.state, by: order.by, reason: [order.reason, order.note].filter(Boolean).join(': ') || null })
    tx.note({ action: `referral.${order.event}`, subjectKind: 'person', subjectId: row.person_id, purpose: 'referral', fields: ['referral'] })
    await followUp(tx, platform, next, order)
    return done({ referral: next, ...(placementId ? { placementId } : {}) })
  })
}

/** The consent under which the employer will see the person: given now, or in force from before. */
async function agreeToShare(tx: Tx, platform: Platform, row: ReferralRow, { consent }: MoveOrder): Promise<string | undefined> {
  const scope = shareScope(row.vacancy_id)
  if (!consent) return (await findConsent(tx, row.person_id, 'share-with-employer', scope))?.id
  const { witness, ...given } = consent
  return recordConsent(tx, platform, { personId: row.person_id, purpose: 'share-with-employer', scope, answer: 'given', ...given, ...(witness ? { witness } : {}) })
}

async function hire(tx: Tx, platform: Platform, row: ReferralRow, order: MoveOrder): Promise<Outcome<string, PlacementFault>> {
  if (!order.hire || order.by === 'system') return refused('start-missing')
  const placed = await recordPlacement(tx, platform, {
    ...order.hire, personId: row.person_id, employerId: row.employer_id, vacancyId: row.vacancy_id, referralId: row.id, centreId: row.centre_id, party: order.by,
  })
  return placed.ok ? done(placed.value.id) : placed
}

/** The message that fits the reason; else that the post is no longer open. */
const cancelledWords: Readonly<Record<string, string>> = { 'not-confirmed': 'person.not-confirmed', 'hired-elsewhere': 'person.found-work', error: 'person.error' }

/** What follows from a step: the interview's row, the disclosure, and a message to whoever must know. */
async function followUp(tx: Tx, platform: Platform, row: ReferralRow, order: MoveOrder): Promise<void> {
  const about = subjectOf(row)
  if (order.by === 'jobseeker') await recordContactDay(tx, row.person_id)
  switch (order.event) {
    case 'agree':
    case 'confirm':
      return afterSending(tx, platform, row)
    case 'invite':
      return arrangeInterview(tx, platform, row, order)
    case 'held':
    case 'not-held':
      await closeInterview(tx, row.id, order)
      return order.event === 'not-held' ? tellPerson(tx, platform, about, 'person.interview-off', { day: row.due_on }) : undefined
    case 'more-time':
      return tellPerson(tx, platform, about, 'person.more-time', { day: row.due_on })
    case 'offer':
      return tellPerson(tx, platform, about, 'person.offered', { day: row.due_on, path: '/me/applications' })
    case 'hire':
      await tellPerson(tx, platform, about, 'person.hired', { day: order.hire?.startDate })
      return order.by === 'employer' ? undefined : tellEmployer(tx, platform, about, 'employer.hired', { day: order.hire?.startDate })
    case 'not-hire':
      return tellPerson(tx, platform, about, 'person.not-hired')
    case 'withdraw':
      await tellPerson(tx, platform, about, 'person.withdrawn')
      return row.sent_on === null ? undefined : tellEmployer(tx, platform, about, 'employer.gone')
    case 'cancel':
      await tellPerson(tx, platform, about, cancelledWords[order.reason ?? ''] ?? 'person.cancelled')
      return row.sent_on === null ? undefined : tellEmployer(tx, platform, about, 'employer.gone')
    case 'person-silent':
      await tellPerson(tx, platform, about, 'person.person-silent')
      return row.sent_on === null ? undefined : tellEmployer(tx, platform, about, 'employer.gone')
    case 'employer-silent':
      return tellPerson(tx, platform, about, 'person.employer-silent', { jobs: order.jobs ?? '' })
    case 'open':
      return undefined
  }
}

async function arrangeInterview(tx: Tx, platform: Platform, row: ReferralRow, { interview, day, by }: MoveOrder): Promise<void> {
  if (!day) throw new Error('an interview without a day passed the rules')
  const { now, today, actor } = tx.context
  const id = newId()
  const clean = (text: string | undefined) => text || null
  await tx.db
    .insertInto('interview')
    .values({
      id, created_at: now, created_by: actor.accountId, referral_id: row.id, person_id: row.person_id, centre_id: row.centre_id, held_on: day, starts: clean(interview?.time),
      mode: interview?.mode ?? 'in-person', place: clean(interview?.place), contact: clean(interview?.contact), bring: clean(interview?.bring), entered_on: today,
    })
    .execute()
  await tellPerson(tx, platform, subjectOf(row), 'person.invited', { day, time: interview?.time, place: interview?.place, path: `/s/${row.code}` })
  await interviewArranged.tell(tx, platform, {
    interviewId: id, personId: row.person_id, employerId: row.employer_id, centreId: row.centre_id, accountId: by === 'counsellor' ? actor.accountId : null,
  })
}

async function closeInterview(tx: Tx, referralId: string, { event, interviewResult }: MoveOrder): Promise<void> {
  const last = await tx.db.selectFrom('interview').select('id').where('referral_id', '=', referralId).where('result', 'is', null).orderBy('held_on', 'desc').limit(1).executeTakeFirst()
  if (!last) return
  const result = event === 'held' ? 'attended' : interviewResult && interviewResult !== 'attended' ? interviewResult : 'cancelled'
  await tx.db.updateTable('interview').set((e) => ({ result, result_on: tx.context.today, version: e('version', '+', 1) })).where('id', '=', last.id).execute()
}
