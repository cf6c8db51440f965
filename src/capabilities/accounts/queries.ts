import { sql } from 'kysely'
import type { CalendarDate } from '../../kernel/calendar'
import type { Duty, Role } from '../../kernel/actor'
import { newId } from '../../kernel/id'
import type { Reader, Tx } from '../../platform/db/database'
import type { Failures } from './rules'

export const findAccountByUsername = (reader: Reader, username: string) =>
  reader.db.selectFrom('account').selectAll().where('username', '=', username).where('state', '=', 'active').executeTakeFirst()

export const listAccountsByHandle = (reader: Reader, handle: string) =>
  reader.db.selectFrom('account').selectAll().where('login_handle', '=', handle).where('state', '=', 'active').limit(8).execute()

export const findAccount = (reader: Reader, id: string) =>
  reader.db.selectFrom('account').selectAll().where('id', '=', id).executeTakeFirst()

export async function countFailures(reader: Reader, handle: string, deviceHash: string | null): Promise<Failures> {
  const { now } = reader.context
  const since = new Date(now.getTime() - 15 * 60_000)
  const row = await reader.db
    .selectFrom('sign_in_failure')
    .where('handle', '=', handle)
    .where('device_hash', deviceHash === null ? 'is' : '=', deviceHash)
    .select((e) => [
      e.fn.countAll<number>().as('inARow'),
      e.fn.countAll<number>().filterWhere('at', '>', since).as('recent'),
      e.fn.max('at').as('lastAt'),
    ])
    .executeTakeFirstOrThrow()
  return { recent: Number(row.recent), inARow: Number(row.inARow), lastAt: row.lastAt }
}

export const recordFailure = (tx: Tx, handle: string, deviceHash: string | null, addressHash: string) =>
  tx.db
    .insertInto('sign_in_failure')
    .values({ id: newId(), handle, device_hash: deviceHash, address_hash: addressHash, at: tx.context.now })
    .execute()

export const forgetFailures = (tx: Tx, handle: string) => tx.db.deleteFrom('sign_in_failure').where('handle', '=', handle).execute()

export const isKnownDevice = async (reader: Reader, accountId: string, deviceHash: string) =>
  (await reader.db
    .selectFrom('known_device')
    .select('account_id')
    .where('account_id', '=', accountId)
    .where('token_hash', '=', deviceHash)
    .where('until', '>', reader.context.now)
    .executeTakeFirst()) !== undefined

export const recordDevice = (tx: Tx, accountId: string, deviceHash: string, until: Date) =>
  tx.db
    .insertInto('known_device')
    .values({ token_hash: deviceHash, account_id: accountId, until })
    .onConflict((conflict) => conflict.columns(['token_hash', 'account_id']).doUpdateSet({ until }))
    .execute()

export const insertSession = (tx: Tx, session: { tokenHash: string; accountId: string; strength: 'one' | 'two'; shared: boolean }) =>
  tx.db
    .insertInto('session')
    .values({
      token_hash: session.tokenHash,
      account_id: session.accountId,
      strength: session.strength,
      shared_device: session.shared,
      created_at: tx.context.now,
      seen_at: tx.context.now,
      fresh_at: session.strength === 'two' ? tx.context.now : null,
    })
    .execute()

export const endSession = (tx: Tx, tokenHash: string) =>
  tx.db.updateTable('session').set({ ended_at: tx.context.now }).where('token_hash', '=', tokenHash).execute()

export const endSessionsOf = (tx: Tx, accountId: string) =>
  tx.db.updateTable('session').set({ ended_at: tx.context.now }).where('account_id', '=', accountId).where('ended_at', 'is', null).execute()

export const keepTotpStep = async (tx: Tx, accountId: string, step: number): Promise<boolean> => {
  const done = await tx.db
    .updateTable('account')
    .set({ totp_last_step: step })
    .where('id', '=', accountId)
    .where((e) => e.or([e('totp_last_step', 'is', null), e('totp_last_step', '<', step)]))
    .executeTakeFirst()
  return Number(done.numUpdatedRows) > 0
}

export const useRecoveryCode = async (tx: Tx, accountId: string, codeHash: string): Promise<boolean> => {
  const done = await tx.db
    .updateTable('recovery_code')
    .set({ used_at: tx.context.now })
    .where('account_id', '=', accountId)
    .where('code_hash', '=', codeHash)
    .where('used_at', 'is', null)
    .executeTakeFirst()
  return Number(done.numUpdatedRows) > 0
}

/** An account with the post that it holds today. */
export interface AccountRow {
  token_hash: string
  account_id: string
  role: Role
  person_id: string | null
  employer_id: string | null
  centre_id: string | null
  centre_code: string | null
  duties: Duty[]
}

export interface SessionRow extends AccountRow {
  strength: 'one' | 'two'
  shared_device: boolean
  created_at: Date
  seen_at: Date
  fresh_at: Date | null
}

const accountColumns = sql`a.id as account_id, a.role, a.person_id, a.employer_id, h.centre_id, c.code as centre_code,
  array(select d.duty from account_duty d where d.account_id = a.id and d.ended_at is null) as duties`

const heldPost = (today: CalendarDate) => sql`left join lateral (select centre_id from post_holding p where p.account_id = a.id and p.from_day <= ${today}
    and (p.to_day is null or p.to_day >= ${today}) order by p.from_day desc limit 1) h on true
  left join centre c on c.id = h.centre_id`

/** The open session behind a token. */
export async function findSession(db: Reader['db'], tokenHash: string, today: CalendarDate): Promise<SessionRow | undefined> {
  const { rows } = await sql<SessionRow>`
    select s.token_hash, s.strength, s.shared_device, s.created_at, s.seen_at, s.fresh_at, ${accountColumns}
    from session s join account a on a.id = s.account_id and a.state = 'active' ${heldPost(today)}
    where s.token_hash = ${tokenHash} and s.ended_at is null`.execute(db)
  return rows[0]
}

/** The account behind a token of a partner system. */
export async function findToken(db: Reader['db'], tokenHash: string, today: CalendarDate): Promise<AccountRow | undefined> {
  const { rows } = await sql<AccountRow>`
    select t.token_hash, ${accountColumns}
    from api_token t join account a on a.id = t.account_id and a.state = 'active' ${heldPost(today)}
    where t.token_hash = ${tokenHash} and t.ended_at is null and t.expires_on >= ${today}`.execute(db)
  return rows[0]
}

/** The session goes on under a new token, so that the one from before the proof is worth nothing. */
export const refreshProof = (tx: Tx, tokenHash: string, newTokenHash: string) =>
  tx.db.updateTable('session').set({ fresh_at: tx.context.now, token_hash: newTokenHash }).where('token_hash', '=', tokenHash).execute()

/** The account behind a card number or an employer code. */
export async function findAccountByCode(reader: Reader, code: string) {
  const { rows } = await sql<{ account_id: string }>`select account_id from account_of_code(${code})`.execute(reader.db)
  return rows[0] ? findAccount(reader, rows[0].account_id) : undefined
}

export const endOtherSessions = async (tx: Tx, accountId: string, keptTokenHash: string): Promise<number> => {
  const ended = await tx.db
    .updateTable('session')
    .set({ ended_at: tx.context.now })
    .where('account_id', '=', accountId)
    .where('token_hash', '<>', keptTokenHash)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return Number(ended.numUpdatedRows)
}

export const listSessions = (reader: Reader, accountId: string) =>
  reader.db.selectFrom('session').select(['token_hash', 'created_at', 'seen_at', 'shared_device']).where('account_id', '=', accountId).where('ended_at', 'is', null).orderBy('seen_at', 'desc').limit(20).execute()
