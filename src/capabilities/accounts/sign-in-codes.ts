import { randomInt } from 'node:crypto'
import { sql } from 'kysely'
import { newId } from '../../kernel/id'
import { done, refused, type Outcome } from '../../kernel/outcome'
import type { Tx } from '../../platform/db/database'
import type { Language } from '../../platform/i18n/words'
import { queueMessage } from '../../platform/messages/outbox'
import type { Platform } from '../../platform/platform'
import { digest, equalDigests } from '../../platform/seal/seal'
import { parsePhone } from '../../platform/text/phone'
import { phoneHandle } from './actions'
import { digitsOf } from './rules'

/** What a code is good for; a code sent for one purpose opens no other. */
export type CodePurpose = 'register' | 'apply' | 'reset-pin' | 'employer-request' | 'status' | (string & {})

const minutesValid = 10
const mostTries = 5
const mostPerHour = 3
/** A day's codes of the whole agency: above it none is sent and the log raises an alarm. Setting `sign-in-codes-per-day` changes it. */
const mostPerDay = 5000

const hoursBefore = (now: Date, hours: number) => new Date(now.getTime() - hours * 3_600_000)

/**
 * Sends a code of eight digits to a phone: single use, 10 minutes, 5 tries, 3 codes per number and hour.
 * `silent` does everything but the message, so that an unknown phone is answered like a known one.
 */
export async function sendSignInCode(
  tx: Tx,
  platform: Platform,
  ask: { phone: string; purpose: CodePurpose; language: string; silent?: boolean },
): Promise<Outcome<void, 'phone-not-callable' | 'too-many'>> {
  const phone = parsePhone(ask.phone, platform.country.phoneRegion)
  if (phone.e164 === null) return refused('phone-not-callable')
  const handle = phoneHandle(platform, phone.e164)
  await sql`select pg_advisory_xact_lock(hashtext(${handle}))`.execute(tx.db)
  if (await isOverLimit(tx, platform, handle)) return refused('too-many')
  const code = String(randomInt(0, 100_000_000)).padStart(8, '0')
  const { now } = tx.context
  const id = newId()
  await tx.db
    .insertInto('sign_in_code')
    .values({ id, handle, code_hash: digest(`${id}:${code}`), purpose: ask.purpose, sent_at: now, expires_at: new Date(now.getTime() + minutesValid * 60_000) })
    .execute()
  tx.note({ action: 'code.send', subjectKind: 'sign-in-code', subjectId: id, purpose: 'security' })
  if (ask.silent) return done()
  const language = ask.language as Language
  const uniqueKey = `code:${id}`
  await queueMessage(tx, {
    template: 'accounts.sign-in-code', language, channel: 'sms', address: phone.e164,
    body: platform.words.say(language, 'accounts.message.code', { code: `${code.slice(0, 4)}-${code.slice(4)}`, minutes: minutesValid }),
    uniqueKey,
  })
  return done()
}

async function isOverLimit(tx: Tx, platform: Platform, handle: string): Promise<boolean> {
  const { now } = tx.context
  const sent = await tx.db
    .selectFrom('sign_in_code')
    .select((e) => [e.fn.countAll<number>().as('today'), e.fn.countAll<number>().filterWhere((c) => c.and([c('handle', '=', handle), c('sent_at', '>', hoursBefore(now, 1))])).as('lastHour')])
    .where('sent_at', '>', hoursBefore(now, 24))
    .executeTakeFirstOrThrow()
  const setting = await tx.db.selectFrom('setting').select('value').where('name', '=', 'sign-in-codes-per-day').executeTakeFirst()
  const ceiling = typeof setting?.value === 'number' ? setting.value : mostPerDay
  if (Number(sent.today) >= ceiling) platform.log('warn', { alarm: 'sign-in-code-ceiling', sent: Number(sent.today), ceiling })
  return Number(sent.lastHour) >= mostPerHour || Number(sent.today) >= ceiling
}

/**
 * Uses up the code that was sent last to this phone for this purpose. Answers with the handle of the phone, now proved.
 * A wrong try is counted: the page that shows the refusal must be kept (`keep: true`).
 */
export async function useSignInCode(
  tx: Tx,
  platform: Platform,
  typed: { phone: string; purpose: CodePurpose; code: string },
): Promise<Outcome<{ handle: string }, 'wrong' | 'expired' | 'too-many'>> {
  const phone = parsePhone(typed.phone, platform.country.phoneRegion)
  if (phone.e164 === null) return refused('wrong')
  const handle = phoneHandle(platform, phone.e164)
  const { now } = tx.context
  const sent = await tx.db
    .selectFrom('sign_in_code')
    .select(['id', 'code_hash', 'expires_at', 'tries', 'used_at'])
    .where('handle', '=', handle)
    .where('purpose', '=', typed.purpose)
    .orderBy('sent_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .forUpdate()
    .executeTakeFirst()
  if (!sent) return refused('wrong')
  if (sent.used_at !== null || sent.expires_at <= now) return refused('expired')
  if (sent.tries >= mostTries) return refused('too-many')
  const isRight = equalDigests(sent.code_hash, digest(`${sent.id}:${digitsOf(typed.code)}`))
  await tx.db
    .updateTable('sign_in_code')
    .set((e) => ({ tries: e('tries', '+', 1), ...(isRight ? { used_at: now } : {}) }))
    .where('id', '=', sent.id)
    .execute()
  if (!isRight) return refused(sent.tries + 1 >= mostTries ? 'too-many' : 'wrong')
  tx.note({ action: 'code.use', subjectKind: 'sign-in-code', subjectId: sent.id, purpose: 'security' })
  return done({ handle })
}
