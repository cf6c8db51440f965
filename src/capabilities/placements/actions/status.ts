import { parsePublicCode } from '../../../kernel/code'
import { newId } from '../../../kernel/id'
import { done, refused, type Outcome } from '../../../kernel/outcome'
import type { Tx } from '../../../platform/db/database'
import type { Platform } from '../../../platform/platform'
import { findStatus, type PublicStanding } from '../queries/referrals'

const mostMisses = 20
const minutes = 10

/**
 * How an application stands, by its code. A typing mistake is known before any query. A right code is always answered;
 * wrong ones slow the address that tries them.
 */
export async function readStatus(tx: Tx, platform: Platform, typed: string, address: string): Promise<Outcome<PublicStanding & { code: string }, 'typing-mistake' | 'unknown' | 'slowed'>> {
  const code = parsePublicCode(typed)
  if (!code.ok) return refused('typing-mistake')
  const found = await findStatus(tx, code.value)
  if (found) return done({ ...found, code: code.value })
  const addressHash = platform.seal.lookupKey(`address:${address}`)
  await tx.db.insertInto('status_miss').values({ id: newId(), address_hash: addressHash, at: tx.context.now }).execute()
  const { count } = await tx.db
    .selectFrom('status_miss')
    .select((e) => e.fn.countAll<number>().as('count'))
    .where('address_hash', '=', addressHash)
    .where('at', '>', new Date(tx.context.now.getTime() - minutes * 60_000))
    .executeTakeFirstOrThrow()
  return refused(Number(count) > mostMisses ? 'slowed' : 'unknown')
}
