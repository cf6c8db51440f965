import { parsePublicCode } from '../../kernel/code'
import { done, refused, type Outcome } from '../../kernel/outcome'
import type { Tx } from '../../platform/db/database'
import type { Platform } from '../../platform/platform'
import { parsePhone } from '../../platform/text/phone'
import { phoneHandle } from './actions'
import * as queries from './queries'
import { digitsOf, judgePassword, judgePin, mayTry, type PasswordFault, type PinFault } from './rules'
import { hashPassword, hashPin, isPassword, totpStep } from './secrets'
import { sendSignInCode, useSignInCode } from './sign-in-codes'
import { refusedPasswords } from './staff-accounts'

/** The account of the reader, its present proof already checked; a wrong one is counted like a failed sign-in. */
async function withProof(tx: Tx, platform: Platform, isRight: (account: NonNullable<Awaited<ReturnType<typeof queries.findAccount>>>) => Promise<boolean>, address: string) {
  const { actor, now } = tx.context
  const account = actor.accountId ? await queries.findAccount(tx, actor.accountId) : undefined
  if (!account || !actor.sessionId) return refused('wrong')
  const handle = `again:${account.id}`
  const allowed = mayTry(await queries.countFailures(tx, handle, null), now)
  if (!allowed.ok) return allowed
  if (!(await isRight(account))) {
    await queries.recordFailure(tx, handle, null, platform.seal.lookupKey(`address:${address}`))
    return refused('wrong')
  }
  await queries.forgetFailures(tx, handle)
  return done({ account, sessionHash: actor.sessionId })
}

export type ProofRefusal = 'wrong' | 'slowed' | 'blocked'

/** A new password; all other sessions of the account end. */
export async function changePassword(
  tx: Tx,
  platform: Platform,
  typed: { present: string; password: string; again: string },
  address: string,
): Promise<Outcome<void, ProofRefusal | PasswordFault | 'not-alike'>> {
  const proved = await withProof(tx, platform, async (account) => account.secret_hash !== null && (await isPassword(platform.seal, account.secret_hash, typed.present)), address)
  if (!proved.ok) return proved
  const { account, sessionHash } = proved.value
  const password = judgePassword(typed.password, { secondFactor: true, common: refusedPasswords(platform, [account.username, account.display_name]) })
  if (!password.ok) return password
  if (typed.password !== typed.again) return refused('not-alike')
  await keepSecret(tx, account.id, await hashPassword(platform.seal, password.value), sessionHash)
  return done()
}

/** A new PIN; all other sessions of the account end. */
export async function changePin(tx: Tx, platform: Platform, typed: { present: string; pin: string }, address: string): Promise<Outcome<void, ProofRefusal | PinFault>> {
  const proved = await withProof(tx, platform, async (account) => account.login_handle !== null && account.secret_hash === (await hashPin(platform.seal, account.login_handle, digitsOf(typed.present))), address)
  if (!proved.ok) return proved
  const { account, sessionHash } = proved.value
  const pin = judgePin(typed.pin, { phoneDigits: '', birthDate: null })
  if (!pin.ok) return pin
  await keepSecret(tx, account.id, await hashPin(platform.seal, account.login_handle ?? '', pin.value), sessionHash)
  return done()
}

async function keepSecret(tx: Tx, accountId: string, secretHash: string, sessionHash: string): Promise<void> {
  await tx.db.updateTable('account').set({ secret_hash: secretHash }).where('id', '=', accountId).execute()
  await queries.endOtherSessions(tx, accountId, sessionHash)
  tx.note({ action: 'account.change-secret', subjectKind: 'account', subjectId: accountId, fields: ['secret'] })
}

/** A new authenticator in place of the present one. */
export async function changeSecondFactor(tx: Tx, platform: Platform, typed: { totpSecret: string; code: string }): Promise<Outcome<void, 'wrong-code'>> {
  const { actor, now } = tx.context
  const step = totpStep(typed.totpSecret, typed.code, now, null)
  if (step === null || !actor.accountId) return refused('wrong-code')
  await tx.db.updateTable('account').set({ totp_secret: platform.seal.seal(typed.totpSecret), totp_last_step: step }).where('id', '=', actor.accountId).execute()
  tx.note({ action: 'account.change-second-factor', subjectKind: 'account', subjectId: actor.accountId, fields: ['totp'] })
  return done()
}

const resetPurpose = 'reset-pin'

interface ForgottenPin {
  phone: string
  /** Card number or employer code: the code in the message alone opens nothing. */
  card: string
}

async function accountToReset(tx: Tx, platform: Platform, asked: ForgottenPin) {
  const phone = parsePhone(asked.phone, platform.country.phoneRegion).e164
  const code = parsePublicCode(asked.card)
  if (phone === null || !code.ok) return undefined
  const account = await queries.findAccountByCode(tx, code.value)
  return account?.login_handle === phoneHandle(platform, phone) ? account : undefined
}

/** Sends a code when phone and card belong together; answers alike when they do not. */
export async function askForNewPin(tx: Tx, platform: Platform, asked: ForgottenPin, language: string): Promise<Outcome<void, 'phone-not-callable' | 'too-many'>> {
  const account = await accountToReset(tx, platform, asked)
  return sendSignInCode(tx, platform, { phone: asked.phone, purpose: resetPurpose, language, silent: account === undefined })
}

/** Sets a new PIN for who holds the phone and knows the card number; every session of the account ends. */
export async function setForgottenPin(
  tx: Tx,
  platform: Platform,
  asked: ForgottenPin,
  typed: { code: string; pin: string },
): Promise<Outcome<void, PinFault | 'wrong' | 'expired' | 'too-many'>> {
  const phone = parsePhone(asked.phone, platform.country.phoneRegion).e164 ?? ''
  const pin = judgePin(typed.pin, { phoneDigits: phone, birthDate: null })
  if (!pin.ok) return pin
  const used = await useSignInCode(tx, platform, { phone: asked.phone, purpose: resetPurpose, code: typed.code })
  if (!used.ok) return used
  const account = await accountToReset(tx, platform, asked)
  if (!account) return refused('wrong')
  await tx.db.updateTable('account').set({ secret_hash: await hashPin(platform.seal, used.value.handle, pin.value), last_proof_on: tx.context.today }).where('id', '=', account.id).execute()
  await queries.endSessionsOf(tx, account.id)
  await queries.forgetFailures(tx, used.value.handle)
  tx.note({ action: 'account.reset-pin', subjectKind: 'account', subjectId: account.id, fields: ['secret'] })
  return done()
}
