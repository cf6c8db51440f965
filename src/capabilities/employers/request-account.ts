import { createPhoneAccount, openSessionFor, useSignInCode, judgePin, type Attempt, type SignedIn } from '../accounts/index'
import { findServingCentre } from '../centres/index'
import { newId } from '../../kernel/id'
import { done, refused, type Outcome } from '../../kernel/outcome'
import type { Tx } from '../../platform/db/database'
import type { Platform } from '../../platform/platform'
import { parsePhone } from '../../platform/text/phone'
import { registerEmployer, type RegisterRefusal } from './actions'
import type { EmployerData } from './form-check'
import type { ContactForm } from './model'

export const codePurpose = 'employer-request'

/** What an employer asked for, kept sealed in the page until the phone is proved. */
export interface AccountRequest {
  data: EmployerData
  contact: ContactForm
  language: string
}

export const sealRequest = (platform: Platform, request: AccountRequest): string => Buffer.from(platform.seal.seal(JSON.stringify(request)), 'base64').toString('base64url')

export function openRequest(platform: Platform, sealed: string): AccountRequest | undefined {
  try {
    return JSON.parse(platform.seal.open(Buffer.from(sealed, 'base64url').toString('base64'))) as AccountRequest
  } catch {
    return undefined
  }
}

export type RequestRefusal = RegisterRefusal | 'not-six-digits' | 'too-easy' | 'wrong' | 'expired' | 'too-many' | 'phone-not-callable' | 'no-centre'

/** Proves the phone, enters the employer as claimed at the centre of its district and signs its first user in. */
export async function openEmployerAccount(
  tx: Tx,
  platform: Platform,
  request: AccountRequest,
  proof: { code: string; pin: string; attempt: Attempt },
): Promise<Outcome<SignedIn, RequestRefusal>> {
  const phone = request.contact.phone ?? ''
  const e164 = parsePhone(phone, platform.country.phoneRegion).e164
  if (e164 === null) return refused('phone-not-callable')
  const pin = judgePin(proof.pin, { phoneDigits: e164, birthDate: null })
  if (!pin.ok) return pin
  const used = await useSignInCode(tx, platform, { phone, purpose: codePurpose, code: proof.code })
  if (!used.ok) return used
  const centre = await findServingCentre(tx, { provinceCode: request.data.province_code, districtCode: request.data.district_code })
  if (!centre) return refused('no-centre')
  const id = newId()
  await tx.actAs({ employerId: id })
  const made = await registerEmployer(tx, platform, { id, data: request.data, contact: request.contact, centreId: centre.id, ownerId: null, channel: 'portal' })
  if (!made.ok) return made
  const account = await createPhoneAccount(tx, platform, { phone, pin: proof.pin, employerId: id, language: request.language })
  if (!account.ok) return account
  return done(await openSessionFor(tx, account.value.accountId, proof.attempt))
}
