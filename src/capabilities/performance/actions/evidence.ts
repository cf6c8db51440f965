import { createHash } from 'node:crypto'
import { newId } from '../../../kernel/id'
import { done, type Outcome, refused } from '../../../kernel/outcome'
import type { Tx } from '../../../platform/db/database'
import { evidenceTypeOf, largestEvidence } from '../rules/evidence'

/** Keeps a photo or a file beside a deliverable that is not accepted yet. The same file twice is one. */
export async function addEvidence(tx: Tx, deliverableId: string, bytes: Uint8Array): Promise<Outcome<string, 'not-found' | 'not-now' | 'file-kind' | 'file-large'>> {
  const row = await tx.db.selectFrom('plan_deliverable').select(['centre_id', 'state']).where('id', '=', deliverableId).executeTakeFirst()
  if (!row) return refused('not-found')
  if (row.state === 'accepted') return refused('not-now')
  if (bytes.byteLength > largestEvidence) return refused('file-large')
  const type = evidenceTypeOf(bytes)
  if (!type) return refused('file-kind')
  const digest = createHash('sha256').update(bytes).digest('hex')
  const { now, actor } = tx.context
  await tx.db.insertInto('plan_evidence').values({ id: newId(), created_at: now, created_by: actor.accountId ?? '', deliverable_id: deliverableId, centre_id: row.centre_id, media_type: type, bytes: Buffer.from(bytes), digest })
    .onConflict((conflict) => conflict.columns(['deliverable_id', 'digest']).doNothing()).execute()
  tx.note({ action: 'evidence.add', subjectKind: 'plan-deliverable', subjectId: deliverableId, fields: [type] })
  return done(digest)
}
