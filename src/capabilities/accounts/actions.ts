import { randomInt } from 'node:crypto'
import type { Duty, Role } from '../../kernel/actor'
import { addDays, type CalendarDate } from '../../kernel/calendar'
import { parsePublicCode } from '../../kernel/code'
import { newId } from '../../kernel/id'
import { done, refused, type Outcome } from '../../kernel/outcome'
import type { Tx } from '../../platform/db/database'
import type { Platform } from '../../platform/platform'
import { digest, equalDigests, newToken } from '../../platform/seal/seal'
import { parsePhone } from '../../platform/text/phone'
import * as queries from './queries'
import { digitsOf, judgePin, mayTry, type PinFault } from './rules'
import { dummyHash, hashPassword, hashPin, isPassword, newTotpSecret, totpStep } from './secrets'

export type SignInRefusal = 'wrong' | 'slowed' | 'blocked' | 'same-pin' | 'silent'

export interface Attempt {
  deviceToken: string | null
  address: string
  shared: boolean
  /** The session that this browser holds; it ends when a new one opens. */
  sessionToken?: string | null
}

export interface SignedIn {
  sessionToken: string
  deviceToken: string
  accountId: string
  role: Role
  language: string
}

const deviceDays = 90
/** A number that nobody signed in with for so long may have a new owner. */
const silentDays = 90

/** One text for a phone whatever the way it is typed. */
export const phoneHandle = (platform: Platform, e164: string) => platform.seal.lookupKey(`handle:${e164}`)

async function open(tx: Tx, account: { id: string; role: string; language: string }, attempt: Attempt, strength: 'one' | 'two', handle: string): Promise<SignedIn> {
  const sessionToken = newToken()
  const deviceToken = attempt.deviceToken ?? newToken()
  if (attempt.sessionToken) await queries.endSession(tx, digest(attempt.sessionToken))
  await queries.insertSession(tx, { tokenHash: digest(sessionToken), accountId: account.id, strength, shared: attempt.shared })
  await queries.recordDevice(tx, account.id, digest(deviceToken), new Date(tx.context.now.getTime() + deviceDays * 86_400_000))
  await queries.forgetFailures(tx, handle)
  tx.note({ action: 'session.open', subjectKind: 'account', subjectId: account.id })
  return { sessionToken, deviceToken, accountId: account.id, role: account.role as Role, language: account.language }
}

/** Signs in someone who has just proved the phone and chosen a PIN, for example at the end of registering. */
export async function openSessionFor(tx: Tx, accountId: string, attempt: Attempt): Promise<SignedIn> {
  const account = await queries.findAccount(tx, accountId)
  if (!account || account.state !== 'active' || !['jobseeker', 'employer'].includes(account.role)) {
    throw new Error('Only an active account of a jobseeker or employer is signed in without its proof.')
  }
  return open(tx, account, attempt, 'one', account.login_handle ?? account.id)
}

/** Counts against the device when it is known for the account, so that a stranger cannot lock out its owner. */
async function failuresFor(tx: Tx, handle: string, accountIds: readonly string[], deviceToken: string | null) {
  const deviceHash = deviceToken === null ? null : digest(deviceToken)
  let known = false
  for (const id of accountIds) known ||= deviceHash !== null && (await queries.isKnownDevice(tx, id, deviceHash))
  const counted = known ? deviceHash : null
  return { counted, failures: await queries.countFailures(tx, handle, counted) }
}

/** Staff: name, password and the code of the second factor in one step. Answers alike for known and unknown names. */
export async function signInStaff(
  tx: Tx,
  platform: Platform,
  typed: { username: string; password: string; code: string },
  attempt: Attempt,
): Promise<Outcome<SignedIn, SignInRefusal>> {
  const username = typed.username.normalize('NFC').trim().toLowerCase()
  const handle = platform.seal.lookupKey(`username:${username}`)
  const account = await queries.findAccountByUsername(tx, username)
  const { counted, failures } = await failuresFor(tx, handle, account ? [account.id] : [], attempt.deviceToken)
  const allowed = mayTry(failures, tx.context.now)
  if (!allowed.ok) return allowed
  const right = await isPassword(platform.seal, account?.secret_hash ?? (await dummyHash(platform.seal)), typed.password)
  if (!account || !right || !(await isSecondFactor(tx, platform, account, typed.code))) {
    await queries.recordFailure(tx, handle, counted, platform.seal.lookupKey(`address:${attempt.address}`))
    return refused('wrong')
  }
  return done(await open(tx, account, attempt, 'two', handle))
}

type Account = NonNullable<Awaited<ReturnType<typeof queries.findAccount>>>

async function isSecondFactor(tx: Tx, platform: Platform, account: Account, typed: string): Promise<boolean> {
  const code = digitsOf(typed)
  if (code.length === 8) return queries.useRecoveryCode(tx, account.id, digest(`${account.id}:${code}`))
  if (!account.totp_secret) return false
  const step = totpStep(platform.seal.open(account.totp_secret), code, tx.context.now, account.totp_last_step)
  return step !== null && queries.keepTotpStep(tx, account.id, step)
}

/** Jobseekers and employers: phone, or card or employer code, and PIN. One computation is compared with all accounts on the phone. */
export async function signInByPhone(
  tx: Tx,
  platform: Platform,
  typed: { phone: string; pin: string },
  attempt: Attempt,
): Promise<Outcome<SignedIn, SignInRefusal>> {
  const { handle, accounts } = await accountsOf(tx, platform, typed.phone)
  const { counted, failures } = await failuresFor(tx, handle, accounts.map((account) => account.id), attempt.deviceToken)
  const allowed = mayTry(failures, tx.context.now)
  if (!allowed.ok) return allowed
  const hashed = await hashPin(platform.seal, handle, digitsOf(typed.pin))
  const matching = accounts.filter((account) => account.secret_hash !== null && equalDigests(account.secret_hash, hashed))
  const [account] = matching
  if (!account) {
    await queries.recordFailure(tx, handle, counted, platform.seal.lookupKey(`address:${attempt.address}`))
    return refused('wrong')
  }
  if (matching.length > 1) return refused('same-pin')
  const { today } = tx.context
  if (account.last_proof_on !== null && account.last_proof_on < addDays(today, -silentDays)) return refused('silent')
  await tx.db.updateTable('account').set({ last_proof_on: today }).where('id', '=', account.id).execute()
  return done(await open(tx, account, attempt, 'one', handle))
}

/** The accounts that a phone or a code may mean, and the handle under which failures count. */
async function accountsOf(tx: Tx, platform: Platform, typed: string): Promise<{ handle: string; accounts: Account[] }> {
  const handle = phoneHandle(platform, parsePhone(typed, platform.country.phoneRegion).e164 ?? digitsOf(typed))
  const accounts = await queries.listAccountsByHandle(tx, handle)
  const code = parsePublicCode(typed)
  if (accounts.length > 0 || !code.ok) return { handle, accounts }
  const account = await queries.findAccountByCode(tx, code.value)
  return account?.login_handle ? { handle: account.login_handle, accounts: [account] } : { handle: platform.seal.lookupKey(`code:${code.value}`), accounts: [] }
}

export async function signOut(tx: Tx, sessionToken: string): Promise<void> {
  await queries.endSession(tx, digest(sessionToken))
  tx.note({ action: 'session.end', ...(tx.context.actor.accountId ? { subjectKind: 'account', subjectId: tx.context.actor.accountId } : {}) })
}

export interface NewStaff {
  username: string
  displayName: string
  role: Exclude<Role, 'public' | 'jobseeker' | 'employer' | 'system'>
  centreId: string | null
  language: string
  password: string
  duties?: readonly Duty[]
  sex?: 'F' | 'M' | 'not-stated'
  /** Since when the post is held; today when left out. */
  since?: CalendarDate
}

/** Creates a staff account with its post, without asking anybody: for the first account and for demonstration. The TOTP secret is returned once and kept sealed. */
export async function createStaffAccount(tx: Tx, platform: Platform, staff: NewStaff): Promise<{ accountId: string; totpSecret: string }> {
  const totpSecret = newTotpSecret()
  const accountId = await insertStaff(tx, { ...staff, proofs: { secret_hash: await hashPassword(platform.seal, staff.password), totp_secret: platform.seal.seal(totpSecret) } })
  await grantDuties(tx, accountId, staff.duties ?? [])
  if (staff.centreId) await holdPost(tx, { accountId, centreId: staff.centreId, role: staff.role, sex: staff.sex ?? 'not-stated', since: staff.since })
  return { accountId, totpSecret }
}

/** A staff account; without proofs it is only invited. */
export async function insertStaff(tx: Tx, staff: Omit<NewStaff, 'password' | 'duties'> & { proofs: { secret_hash: string; totp_secret: string } | null }): Promise<string> {
  const accountId = newId()
  await tx.db
    .insertInto('account')
    .values({
      id: accountId, created_at: tx.context.now, created_by: tx.context.actor.accountId, role: staff.role, username: staff.username.toLowerCase(),
      display_name: staff.displayName, language: staff.language, state: staff.proofs ? 'active' : 'invited', ...staff.proofs,
    })
    .execute()
  tx.note({ action: 'account.create', subjectKind: 'account', subjectId: accountId, fields: ['role', 'centre', 'duties'] })
  return accountId
}

export async function grantDuties(tx: Tx, accountId: string, duties: readonly Duty[]): Promise<void> {
  if (duties.length === 0) return
  const { now, actor } = tx.context
  await tx.db.insertInto('account_duty').values(duties.map((duty) => ({ account_id: accountId, duty, granted_at: now, granted_by: actor.accountId }))).execute()
}

/** From a day on, today when none is named, the account holds a post of a centre; with it staff can sign in. */
export async function holdPost(tx: Tx, holding: { accountId: string; centreId: string; role: string; sex: string; since?: CalendarDate | undefined }): Promise<void> {
  await tx.db
    .insertInto('post_holding')
    .values({
      id: newId(), created_at: tx.context.now, created_by: tx.context.actor.accountId, centre_id: holding.centreId, account_id: holding.accountId, role: holding.role,
      staff_key: globalThis.crypto.randomUUID(), sex: holding.sex, from_day: holding.since ?? tx.context.today,
    })
    .execute()
}

/** The account of a person or employer on a phone. The PIN is chosen by them. */
export async function createPhoneAccount(
  tx: Tx,
  platform: Platform,
  holder: { phone: string; pin: string; personId?: string; employerId?: string; language: string; birthDate?: string | null },
): Promise<Outcome<{ accountId: string }, PinFault | 'phone-not-callable'>> {
  const phone = parsePhone(holder.phone, platform.country.phoneRegion)
  if (phone.e164 === null) return refused('phone-not-callable')
  const pin = judgePin(holder.pin, { phoneDigits: phone.e164, birthDate: holder.birthDate ?? null })
  if (!pin.ok) return pin
  const handle = phoneHandle(platform, phone.e164)
  const accountId = newId()
  await tx.db
    .insertInto('account')
    .values({
      id: accountId, created_at: tx.context.now, created_by: tx.context.actor.accountId, role: holder.employerId ? 'employer' : 'jobseeker',
      language: holder.language, login_handle: handle, secret_hash: await hashPin(platform.seal, handle, pin.value),
      person_id: holder.personId ?? null, employer_id: holder.employerId ?? null, state: 'active', last_proof_on: tx.context.today,
    })
    .execute()
  tx.note({ action: 'account.create', subjectKind: 'account', subjectId: accountId, fields: ['role', 'phone'] })
  return done({ accountId })
}

/** Ends an account and every session of it at once. */
export async function disableAccount(tx: Tx, accountId: string): Promise<void> {
  await tx.db.updateTable('account').set({ state: 'disabled' }).where('id', '=', accountId).execute()
  await queries.endSessionsOf(tx, accountId)
  tx.note({ action: 'account.disable', subjectKind: 'account', subjectId: accountId })
}

/** Ten single-use codes in place of the second factor, to be printed once; the codes before end. */
export async function issueRecoveryCodes(tx: Tx, accountId: string): Promise<string[]> {
  const codes = Array.from({ length: 10 }, () => String(randomInt(0, 100_000_000)).padStart(8, '0'))
  await tx.db.updateTable('recovery_code').set({ used_at: tx.context.now }).where('account_id', '=', accountId).where('used_at', 'is', null).execute()
  await tx.db
    .insertInto('recovery_code')
    .values(codes.map((code) => ({ account_id: accountId, code_hash: digest(`${accountId}:${code}`) })))
    .execute()
  tx.note({ action: 'account.recovery-codes', subjectKind: 'account', subjectId: accountId })
  return codes
}

/** A token for a partner system, shown once. It acts as this account until it expires or is ended. */
export async function createApiToken(tx: Tx, token: { accountId: string; name: string; expiresOn: CalendarDate }): Promise<string> {
  const secret = newToken()
  await tx.db
    .insertInto('api_token')
    .values({ token_hash: digest(secret), account_id: token.accountId, name: token.name, created_at: tx.context.now, created_by: tx.context.actor.accountId, expires_on: token.expiresOn })
    .execute()
  tx.note({ action: 'token.create', subjectKind: 'account', subjectId: token.accountId })
  return secret
}

/** The second factor given again, for doors that ask for a fresh proof. The session gets a new token. */
export async function proveAgain(tx: Tx, platform: Platform, code: string, address: string): Promise<Outcome<{ sessionToken: string }, SignInRefusal>> {
  const { actor, now } = tx.context
  const account = actor.accountId ? await queries.findAccount(tx, actor.accountId) : undefined
  if (!account || !actor.sessionId) return refused('wrong')
  const handle = `again:${account.id}`
  const allowed = mayTry(await queries.countFailures(tx, handle, null), now)
  if (!allowed.ok) return allowed
  if (!(await isSecondFactor(tx, platform, account, code))) {
    await queries.recordFailure(tx, handle, null, platform.seal.lookupKey(`address:${address}`))
    return refused('wrong')
  }
  await queries.forgetFailures(tx, handle)
  const sessionToken = newToken()
  await queries.refreshProof(tx, actor.sessionId, digest(sessionToken))
  tx.note({ action: 'session.prove', subjectKind: 'account', subjectId: account.id })
  return done({ sessionToken })
}
