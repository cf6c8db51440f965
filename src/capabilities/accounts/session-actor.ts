import { type Actor, isStaff } from '../../kernel/actor'
import { type CalendarDate, dayIn } from '../../kernel/calendar'
import type { Platform } from '../../platform/platform'
import { digest } from '../../platform/seal/seal'
import { type AccountRow, findSession, findToken } from './queries'
import { isOver } from './rules'

export const sessionCookie = '__Host-openpes'
export const deviceCookie = '__Host-device'
const freshMinutes = 5

/** Who holds the session in these cookies; null when nobody does any more. Staff without a post today are nobody. */
export async function findActor(platform: Platform, cookies: Readonly<Record<string, string>>, bearer: string | null, now: Date): Promise<Actor | null> {
  const db = platform.db.asLogin
  const today = dayIn(now, platform.country.timeZone)
  if (bearer !== null) return actorOfToken(db, digest(bearer), today)
  const token = cookies[sessionCookie]
  if (!token) return null
  const row = await findSession(db, digest(token), today)
  if (!row) return null
  const isFresh = row.fresh_at !== null && now.getTime() - row.fresh_at.getTime() < freshMinutes * 60_000
  const actor = actorOf(row, row.strength === 'two' && isFresh ? 'fresh' : row.strength)
  if (isOver(row, isStaff(actor) || row.role === 'viewer', now)) return null
  if (['counsellor', 'chief'].includes(row.role) && !row.centre_id) return null
  if (now.getTime() - row.seen_at.getTime() > 60_000) {
    await db.updateTable('session').set({ seen_at: now }).where('token_hash', '=', row.token_hash).execute()
  }
  return actor
}

function actorOf(row: AccountRow, strength: Actor['strength']): Actor {
  return {
    accountId: row.account_id,
    role: row.role,
    duties: row.duties,
    centreId: row.centre_id,
    centreIds: row.centre_id && (row.role === 'counsellor' || row.role === 'chief') ? [row.centre_id] : [],
    centreCode: row.centre_code,
    personId: row.person_id,
    employerId: row.employer_id,
    strength,
    sessionId: row.token_hash,
  }
}

/** A partner system acts as the account that its token was made for; it proves nothing freshly. */
async function actorOfToken(db: Platform['db']['asLogin'], tokenHash: string, today: CalendarDate): Promise<Actor | null> {
  const row = await findToken(db, tokenHash, today)
  return row ? actorOf(row, 'two') : null
}
