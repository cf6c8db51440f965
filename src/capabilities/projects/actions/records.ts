import type { CalendarDate } from '../../../kernel/calendar'
import { newId } from '../../../kernel/id'
import { done, type Outcome, refused } from '../../../kernel/outcome'
import type { Tx } from '../../../platform/db/database'
import { childOf, type RecordKind, type RecordState } from '../record-rules'

export interface NewRecord {
  kind: RecordKind
  parentId: string | null
  title: string
  text: string
  ownerPost: string
  happenedOn: CalendarDate | null
  dueOn: CalendarDate | null
  planned: string | null
  spent: string | null
}
export type RecordRefusal = 'not-found' | 'stale' | 'same-person' | 'wrong-parent'

export async function addRecord(tx: Tx, projectId: string, record: NewRecord): Promise<Outcome<string, RecordRefusal>> {
  if (record.parentId !== null) {
    const parent = await tx.db.selectFrom('project_record').select('kind').where('id', '=', record.parentId).where('project_id', '=', projectId).executeTakeFirst()
    if (!parent || childOf[parent.kind as RecordKind] !== record.kind) return refused('wrong-parent')
  }
  const id = newId()
  await tx.db.insertInto('project_record').values({
    id, project_id: projectId, kind: record.kind, parent_id: record.parentId, title: record.title, text: record.text, owner_post: record.ownerPost, happened_on: record.happenedOn, due_on: record.dueOn,
    planned: record.planned, spent: record.spent, created_at: tx.context.now, created_by: tx.context.actor.accountId,
  }).execute()
  tx.note({ action: 'project.add-record', subjectKind: 'project', subjectId: projectId, fields: [record.kind] })
  return done(id)
}

/** Moves a record on. What one person calls done, another verifies. */
export async function moveRecord(tx: Tx, projectId: string, id: string, version: number, state: RecordState): Promise<Outcome<void, RecordRefusal>> {
  const { accountId } = tx.context.actor
  const record = await tx.db.selectFrom('project_record').select(['done_by', 'state']).where('id', '=', id).where('project_id', '=', projectId).executeTakeFirst()
  if (!record) return refused('not-found')
  if (state === 'verified' && (record.state !== 'done' || record.done_by === accountId)) return refused('same-person')
  const changed = await tx.db.updateTable('project_record').set((eb) => ({ state, ...(state === 'done' ? { done_by: accountId } : {}), version: eb('version', '+', 1) })).where('id', '=', id).where('version', '=', version).executeTakeFirst()
  if (changed.numUpdatedRows === 0n) return refused('stale')
  tx.note({ action: 'project.move-record', subjectKind: 'project', subjectId: projectId, fields: [state] })
  return done()
}
