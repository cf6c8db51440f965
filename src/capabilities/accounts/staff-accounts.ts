import { join } from 'node:path'
import type { Duty, Role } from '../../kernel/actor'
import { newId } from '../../kernel/id'
import { done, refused, type Outcome } from '../../kernel/outcome'
import type { Tx } from '../../platform/db/database'
import type { Platform } from '../../platform/platform'
import { digest, newToken } from '../../platform/seal/seal'
import { disableAccount, grantDuties, holdPost, insertStaff, issueRecoveryCodes, type NewStaff } from './actions'
import { judgePassword, type PasswordFault } from './rules'
import { commonPasswords, hashPassword, totpStep } from './secrets'
import { findGrant, findInvitation, type GrantRecord, type StaffLine } from './staff-queries'

const hoursToDecide = 24
const hoursToAccept = 72

const hoursLater = (now: Date, hours: number) => new Date(now.getTime() + hours * 3_600_000)

/** Roles that an asker may propose: a chief for counsellors of the own centre, headquarters and the administrator for all. */
export const rolesToAsk = (asker: Role): readonly NewStaff['role'][] =>
  asker === 'chief' ? ['counsellor'] : asker === 'headquarters' || asker === 'administrator' ? ['counsellor', 'chief', 'headquarters', 'statistician', 'viewer', 'administrator'] : []

const needsCentre: readonly string[] = ['counsellor', 'chief', 'headquarters']

export type AskRefusal = 'username-taken' | 'role-not-yours' | 'centre-missing' | 'not-possible'

/** Asks for a staff account. It can do nothing until somebody else grants it and its owner used the invitation. */
export async function askForAccount(tx: Tx, asked: Omit<NewStaff, 'password'>): Promise<Outcome<{ accountId: string }, AskRefusal>> {
  const { actor } = tx.context
  if (!rolesToAsk(actor.role).includes(asked.role)) return refused('role-not-yours')
  const centreId = actor.role === 'chief' ? actor.centreId : asked.centreId
  if (needsCentre.includes(asked.role) && !centreId) return refused('centre-missing')
  const taken = await tx.db.selectFrom('account').select('id').where('username', '=', asked.username.toLowerCase()).executeTakeFirst()
  if (taken) return refused('username-taken')
  const accountId = await insertStaff(tx, { ...asked, centreId, proofs: null })
  await insertGrant(tx, { accountId, kind: 'open', centreId, sex: asked.sex ?? 'not-stated', duties: asked.duties ?? [] })
  return done({ accountId })
}

/** Asks that a disabled account may return; it needs new proofs. */
export async function askForReturn(tx: Tx, staff: StaffLine): Promise<Outcome<void, AskRefusal>> {
  if (staff.state !== 'disabled' || staff.grantId || staff.id === tx.context.actor.accountId) return refused('not-possible')
  await insertGrant(tx, { accountId: staff.id, kind: 'return', centreId: staff.centreId, sex: 'not-stated', duties: staff.duties })
  return done()
}

interface NewGrant {
  accountId: string
  kind: 'open' | 'return'
  centreId: string | null
  sex: string
  duties: readonly string[]
}

async function insertGrant(tx: Tx, grant: NewGrant): Promise<void> {
  const { actor, now } = tx.context
  if (actor.accountId === null) throw new Error('Only a person asks for an account.')
  await tx.db
    .insertInto('account_grant')
    .values({
      id: newId(), asked_at: now, asked_by: actor.accountId, account_id: grant.accountId, kind: grant.kind, centre_id: grant.centreId, sex: grant.sex,
      duties: [...grant.duties], expires_at: hoursLater(now, hoursToDecide),
    })
    .execute()
  tx.note({ action: `account.ask-${grant.kind}`, subjectKind: 'account', subjectId: grant.accountId, fields: ['role', 'centre', 'duties'] })
}

export type GrantRefusal = 'own-request' | 'over' | 'not-found'

/** Another person decides. Granted: the account gets its post and duties, and an invitation whose token is shown once. */
export async function decideGrant(tx: Tx, grantId: string, decision: 'granted' | 'refused'): Promise<Outcome<{ accountId: string; token: string | null }, GrantRefusal>> {
  const { actor, now } = tx.context
  const grant = await findGrant(tx, grantId)
  if (!grant || actor.accountId === null) return refused('not-found')
  if (grant.asked_by === actor.accountId || grant.account_id === actor.accountId) return refused('own-request')
  if (grant.decision !== null || (grant.expires_at <= now && decision === 'granted')) return refused('over')
  await tx.db.updateTable('account_grant').set({ decided_at: now, decided_by: actor.accountId, decision }).where('id', '=', grantId).where('decision', 'is', null).execute()
  tx.note({ action: `account.${decision}`, subjectKind: 'account', subjectId: grant.account_id, fields: ['role', 'centre', 'duties'] })
  if (decision === 'refused') {
    await tx.db.updateTable('account').set({ state: 'disabled' }).where('id', '=', grant.account_id).execute()
    return done({ accountId: grant.account_id, token: null })
  }
  await open(tx, grant)
  return done({ accountId: grant.account_id, token: await insertInvitation(tx, grant.account_id) })
}

async function open(tx: Tx, grant: GrantRecord): Promise<void> {
  if (grant.kind === 'return') {
    await tx.db.updateTable('account').set({ state: 'invited', secret_hash: null, totp_secret: null }).where('id', '=', grant.account_id).execute()
    return
  }
  await grantDuties(tx, grant.account_id, grant.duties as Duty[])
  if (grant.centre_id) await holdPost(tx, { accountId: grant.account_id, centreId: grant.centre_id, role: grant.role, sex: grant.sex })
}

/** A new link for somebody who lost the first; the first ends. */
export async function inviteAgain(tx: Tx, staff: StaffLine): Promise<Outcome<{ token: string }, 'not-possible'>> {
  if (staff.state !== 'invited' || !staff.grantedOnce || staff.grantId) return refused('not-possible')
  return done({ token: await insertInvitation(tx, staff.id) })
}

async function insertInvitation(tx: Tx, accountId: string): Promise<string> {
  const { now, actor } = tx.context
  const token = newToken()
  await tx.db.updateTable('invitation').set({ used_at: now }).where('account_id', '=', accountId).where('used_at', 'is', null).execute()
  await tx.db.insertInto('invitation').values({ token_hash: digest(token), account_id: accountId, created_at: now, created_by: actor.accountId, expires_at: hoursLater(now, hoursToAccept) }).execute()
  tx.note({ action: 'account.invite', subjectKind: 'account', subjectId: accountId })
  return token
}

/** Common words, and the names that everybody at the agency knows. */
export function refusedPasswords(platform: Platform, names: readonly (string | null)[]): ReadonlySet<string> {
  const common = commonPasswords(join(platform.assetFolder, '../../src/capabilities/accounts/common-passwords.txt'))
  const known = [...names, 'openpes', ...Object.values(platform.country.names), ...platform.country.centres.flatMap((centre) => [centre.code, ...Object.values(centre.names)])]
  return new Set([...common, ...known.flatMap((name) => (name ? [name.normalize('NFKC').toLowerCase()] : []))])
}

export type AcceptRefusal = PasswordFault | 'not-alike' | 'wrong-code' | 'over'

/** The invited person sets password and second factor; the link is used up. Answers with ten recovery codes, shown once. */
export async function acceptInvitation(
  tx: Tx,
  platform: Platform,
  token: string,
  typed: { password: string; again: string; totpSecret: string; code: string },
): Promise<Outcome<{ recoveryCodes: string[] }, AcceptRefusal>> {
  const { now } = tx.context
  const invited = await findInvitation(tx, digest(token))
  if (!invited) return refused('over')
  const password = judgePassword(typed.password, { secondFactor: true, common: refusedPasswords(platform, [invited.username, invited.display_name]) })
  if (!password.ok) return password
  if (typed.password !== typed.again) return refused('not-alike')
  const step = totpStep(typed.totpSecret, typed.code, now, null)
  if (step === null) return refused('wrong-code')
  const used = await tx.db.updateTable('invitation').set({ used_at: now }).where('token_hash', '=', digest(token)).where('used_at', 'is', null).executeTakeFirst()
  if (Number(used.numUpdatedRows) === 0) return refused('over')
  await tx.db
    .updateTable('account')
    .set({ state: 'active', secret_hash: await hashPassword(platform.seal, password.value), totp_secret: platform.seal.seal(typed.totpSecret), totp_last_step: step })
    .where('id', '=', invited.id)
    .execute()
  tx.note({ action: 'account.accept', subjectKind: 'account', subjectId: invited.id, fields: ['password', 'totp'] })
  return done({ recoveryCodes: await issueRecoveryCodes(tx, invited.id) })
}

/** Ends an account of somebody else; its sessions end with it. */
export async function disableStaff(tx: Tx, staff: StaffLine): Promise<Outcome<void, 'own-account' | 'not-possible'>> {
  if (staff.id === tx.context.actor.accountId) return refused('own-account')
  if (staff.state === 'disabled') return refused('not-possible')
  await disableAccount(tx, staff.id)
  return done()
}

/** Opens and closes functions of somebody else's account. The table refuses duties given to oneself. */
export async function changeDuties(tx: Tx, staff: StaffLine, wanted: readonly Duty[]): Promise<Outcome<void, 'own-account'>> {
  if (staff.id === tx.context.actor.accountId) return refused('own-account')
  const ended = staff.duties.filter((duty) => !wanted.includes(duty))
  if (ended.length > 0) await tx.db.updateTable('account_duty').set({ ended_at: tx.context.now }).where('account_id', '=', staff.id).where('duty', 'in', ended).where('ended_at', 'is', null).execute()
  await grantDuties(tx, staff.id, wanted.filter((duty) => !staff.duties.includes(duty)))
  tx.note({ action: 'account.duties', subjectKind: 'account', subjectId: staff.id, fields: ['duties'] })
  return done()
}
