import { done, refused, type Outcome } from '../../../kernel/outcome'
import type { Tx } from '../../../platform/db/database'
import type { Platform } from '../../../platform/platform'
import { parsePhone } from '../../../platform/text/phone'
import { sendSignInCode, useSignInCode } from '../../accounts/index'
import { registerApplicant } from '../../jobseekers/index'
import type { VacancyLine } from '../../vacancies/index'
import { findReferral, findReferralParties } from '../queries/referrals'
import { onBehalfOf } from '../scope'
import { moveReferral } from './move-referral'
import { refer, type ReferRefusal } from './refer'

export interface Applicant {
  name: string
  phone: string
  age: number | null
  sex: string
  districtCode: string | null
  message: string
  language: string
}
export type ApplyRefusal = ReferRefusal | 'phone-not-callable' | 'too-many'

const isNationalScript = (name: string) => /[\u1780-\u17FF\u0E80-\u0EFF]/.test(name)

/** The centre that serves the district or province; else the one that took the vacancy. */
async function findCentreFor(tx: Tx, districtCode: string | null, provinceCode: string | null, vacancy: VacancyLine): Promise<string> {
  const centres = await tx.db.selectFrom('centre').select(['id', 'district_code', 'province_code']).where('state', '=', 'open').where('kind', 'not in', ['headquarters', 'regional']).orderBy('code').execute()
  const near = centres.find((one) => districtCode !== null && one.district_code === districtCode) ?? centres.find((one) => provinceCode !== null && one.province_code === provinceCode)
  return near?.id ?? vacancy.centreId
}

/** Someone who is not registered applies: nothing reaches the employer before the phone is confirmed. */
export async function applyUnregistered(tx: Tx, platform: Platform, vacancy: VacancyLine, applicant: Applicant): Promise<Outcome<{ code: string }, ApplyRefusal>> {
  const phone = parsePhone(applicant.phone, platform.country.phoneRegion)
  if (phone.e164 === null) return refused('phone-not-callable')
  const provinceCode = applicant.districtCode ? (platform.country.placeByCode.get(applicant.districtCode)?.parent ?? null) : null
  const { personId } = await registerApplicant(tx, platform, {
    nameNative: isNationalScript(applicant.name) ? applicant.name : null, nameLatin: isNationalScript(applicant.name) ? null : applicant.name, phone: applicant.phone, age: applicant.age,
    sex: applicant.sex, provinceCode, districtCode: applicant.districtCode, centreId: await findCentreFor(tx, applicant.districtCode, provinceCode, vacancy), language: applicant.language,
    wantedTitle: vacancy.titleEn ?? vacancy.titleKm ?? vacancy.titleLo ?? '',
  })
  const made = await refer(tx, platform, {
    personId, vacancyId: vacancy.id, origin: 'self', how: 'unconfirmed', by: 'jobseeker', message: applicant.message, consent: { method: 'screen', language: applicant.language },
  })
  if (!made.ok) return made
  const sent = await sendSignInCode(tx, platform, { phone: phone.e164, purpose: `apply:${made.value.code}`, language: applicant.language })
  return sent.ok ? done({ code: made.value.code }) : refused(sent.reason)
}

/** The phone is theirs: the application goes to the employer. A wrong code is counted, so the refusal must be kept. */
export async function confirmApplication(tx: Tx, platform: Platform, typed: { referralCode: string; code: string }): Promise<Outcome<void, 'wrong' | 'expired' | 'too-many' | 'not-found'>> {
  const parties = await findReferralParties(tx, typed.referralCode)
  if (!parties) return refused('not-found')
  const { personId, referralId } = parties
  const phone = await onBehalfOf(tx, { personId }, () =>
    tx.db.selectFrom('person_contact').select(['value', 'e164']).where('person_id', '=', personId).where('kind', '=', 'phone').where('ended_on', 'is', null).orderBy('sort').limit(1).executeTakeFirst())
  if (!phone) return refused('not-found')
  const proof = await useSignInCode(tx, platform, { phone: phone.e164 ?? phone.value, purpose: `apply:${typed.referralCode}`, code: typed.code })
  if (!proof.ok) return proof
  await tx.actAs({ personId })
  const row = await findReferral(tx, referralId)
  if (row?.state !== 'unconfirmed') return done()
  const moved = await moveReferral(tx, platform, referralId, { event: 'confirm', by: 'jobseeker' })
  return moved.ok ? done() : refused('not-found')
}
