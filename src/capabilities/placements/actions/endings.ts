import type { Tx } from '../../../platform/db/database'
import type { Platform } from '../../../platform/platform'
import { listOpenReferralsOf } from '../queries/referrals'
import { onBehalfOf } from '../scope'
import { moveReferral } from './move-referral'

/** Consent for this vacancy was taken back: the employer sees the person no more and is told "no longer available". */
export async function withdrawForConsent(tx: Tx, platform: Platform, event: { personId: string; purpose: string; scopeKind: string | null; scopeId: string | null }): Promise<void> {
  if (event.purpose !== 'share-with-employer' || event.scopeKind !== 'vacancy' || !event.scopeId) return
  const vacancyId = event.scopeId
  await onBehalfOf(tx, { personId: event.personId }, async () => {
    const open = await tx.db.selectFrom('referral').select('id').where('person_id', '=', event.personId).where('vacancy_id', '=', vacancyId).where('closed_on', 'is', null).execute()
    for (const { id } of open) await moveReferral(tx, platform, id, { event: 'withdraw', by: 'jobseeker', reason: 'consent-withdrawn' })
  })
}

/** The vacancy closed: every open referral ends with it, in whatever centre, and each person is told. */
export async function cancelForVacancy(tx: Tx, platform: Platform, event: { vacancyId: string; reason: string }): Promise<void> {
  const reason = event.reason.startsWith('filled') ? 'post-filled' : 'post-cancelled'
  for (const { referralId, personId } of await listOpenReferralsOf(tx, event.vacancyId)) {
    await onBehalfOf(tx, { personId }, () => moveReferral(tx, platform, referralId, { event: 'cancel', by: 'system', reason }))
  }
}

/** Somebody began to work: the employer of each other open referral learns that the person is no longer available. */
export async function cancelOthers(tx: Tx, platform: Platform, event: { referralId: string | null; personId: string; kind: string }): Promise<void> {
  if (event.kind !== 'employment') return
  await onBehalfOf(tx, { personId: event.personId }, async () => {
    const open = await tx.db.selectFrom('referral').select('id').where('person_id', '=', event.personId).where('closed_on', 'is', null).execute()
    for (const { id } of open) if (id !== event.referralId) await moveReferral(tx, platform, id, { event: 'cancel', by: 'system', reason: 'hired-elsewhere' })
  })
}
