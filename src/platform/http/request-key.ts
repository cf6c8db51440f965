import type { Tx } from '../db/database'
import { type Answer, statusOf } from './route'

/** What is known of an intention when its key arrives. */
export type KeyState = { kind: 'new' } | { kind: 'replay'; answer: Answer } | { kind: 'other-use'; location: string | null }

export const actorOfKey = (tx: Tx) => tx.context.actor.accountId ?? 'public'

/** Takes the key for this transaction. Fifty at once: one runs, the others wait here and get its answer. */
export async function takeKey(tx: Tx, key: string, route: string, bodyHash: string): Promise<KeyState> {
  const actor = actorOfKey(tx)
  const taken = await tx.db
    .insertInto('request_key')
    .values({ actor, key, route, body_hash: bodyHash, at: tx.context.now })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (Number(taken.numInsertedOrUpdatedRows ?? 0) > 0) return { kind: 'new' }
  const first = await tx.db.selectFrom('request_key').selectAll().where('actor', '=', actor).where('key', '=', key).executeTakeFirstOrThrow()
  if (first.route !== route || first.body_hash !== bodyHash) return { kind: 'other-use', location: first.location }
  return { kind: 'replay', answer: restore(first) }
}

/** Keeps the answer, so that the same key gets it again. */
export async function keepAnswer(tx: Tx, key: string, answer: Answer): Promise<void> {
  await tx.db
    .updateTable('request_key')
    .set({
      status: statusOf(answer),
      location: answer.kind === 'redirect' ? answer.to : null,
      answer: answer.kind === 'json' ? JSON.stringify(answer.value).slice(0, 8192) : null,
    })
    .where('actor', '=', actorOfKey(tx))
    .where('key', '=', key)
    .execute()
}

function restore(row: { status: number | null; location: string | null; answer: string | null }): Answer {
  if (row.location !== null) return { kind: 'redirect', to: row.location }
  if (row.answer !== null) return { kind: 'json', value: JSON.parse(row.answer), status: row.status ?? 200 }
  return { kind: 'problem', status: 409, title: 'already-done' }
}
