import { sql } from 'kysely'
import { addDays } from '../../kernel/calendar'
import { newId } from '../../kernel/id'
import type { Reader, Tx } from '../db/database'

export type BatchState = 'uploaded' | 'mapped' | 'checked' | 'committed' | 'undone' | 'discarded'

/** One file brought into a register, without its bytes. */
export interface Batch {
  readonly id: string
  readonly createdAt: Date
  readonly createdBy: string | null
  readonly version: number
  readonly centreId: string | null
  readonly register: string
  readonly sourceSystem: string
  readonly fileName: string
  readonly fileDigest: string
  readonly choices: Readonly<Record<string, unknown>>
  readonly state: BatchState
  readonly counts: Readonly<Record<string, number>>
  readonly committedAt: Date | null
  readonly undoUntil: Date | null
}

export interface NewBatch {
  readonly register: string
  readonly sourceSystem: string
  readonly fileName: string
  readonly fileDigest: string
  readonly file: Uint8Array | null
  readonly centreId: string | null
  readonly choices?: Readonly<Record<string, unknown>>
}

/** How long an import can be taken back. */
export const undoDays = 7

const columns = [
  'id', 'created_at', 'created_by', 'version', 'centre_id', 'register', 'source_system', 'file_name', 'file_digest', 'choices', 'state', 'counts',
  'committed_at', 'undo_until',
] as const

type BatchRow = Awaited<ReturnType<typeof rowsOf>>[number]
const rowsOf = (reader: Reader, id: string) => reader.db.selectFrom('import_batch').select(columns).where('id', '=', id).execute()

const batchOf = (row: BatchRow): Batch => ({
  id: row.id, createdAt: row.created_at, createdBy: row.created_by, version: row.version, centreId: row.centre_id, register: row.register,
  sourceSystem: row.source_system, fileName: row.file_name, fileDigest: row.file_digest, choices: row.choices as Batch['choices'],
  state: row.state as BatchState, counts: row.counts as Batch['counts'], committedAt: row.committed_at, undoUntil: row.undo_until,
})

export async function insertBatch(tx: Tx, batch: NewBatch): Promise<string> {
  const id = newId()
  await tx.db
    .insertInto('import_batch')
    .values({
      id, created_at: tx.context.now, created_by: tx.context.actor.accountId, centre_id: batch.centreId, register: batch.register,
      source_system: batch.sourceSystem, file_name: batch.fileName.slice(0, 200), file_digest: batch.fileDigest,
      file: batch.file === null ? null : Buffer.from(batch.file), choices: JSON.stringify(batch.choices ?? {}), state: 'uploaded',
    })
    .execute()
  tx.note({ action: 'import.upload', subjectKind: 'import', subjectId: id, fields: [batch.register] })
  return id
}

export async function findBatch(reader: Reader, id: string): Promise<Batch | undefined> {
  const [row] = await rowsOf(reader, id)
  return row && batchOf(row)
}

export async function listBatches(reader: Reader, limit: number): Promise<Batch[]> {
  const rows = await reader.db.selectFrom('import_batch').select(columns).orderBy('created_at', 'desc').limit(limit).execute()
  return rows.map(batchOf)
}

export async function findBatchFile(reader: Reader, id: string): Promise<Uint8Array | undefined> {
  const row = await reader.db.selectFrom('import_batch').select('file').where('id', '=', id).executeTakeFirst()
  return row?.file ? new Uint8Array(row.file) : undefined
}

/** Choices of the reader about the file; the file must be checked again. */
export async function setChoices(tx: Tx, id: string, sourceSystem: string, choices: Readonly<Record<string, unknown>>): Promise<void> {
  await tx.db
    .updateTable('import_batch')
    .set((e) => ({ source_system: sourceSystem, choices: JSON.stringify(choices), state: 'mapped', version: e('version', '+', 1) }))
    .where('id', '=', id).where('state', 'in', ['uploaded', 'mapped', 'checked'])
    .execute()
}

export async function findReport(reader: Reader, id: string): Promise<unknown> {
  return (await reader.db.selectFrom('import_batch').select('report').where('id', '=', id).executeTakeFirst())?.report
}

/** Keeps what the check found. A file that could not be checked stays in its state, with the reason in its report. */
export async function markChecked(tx: Tx, id: string, counts: Readonly<Record<string, number>> | null, report: object): Promise<void> {
  await tx.db
    .updateTable('import_batch')
    .set({ report: JSON.stringify(report), checked_at: tx.context.now, ...(counts === null ? {} : { state: 'checked', counts: JSON.stringify(counts) }) })
    .where('id', '=', id).where('state', 'in', ['uploaded', 'mapped', 'checked'])
    .execute()
}

/** False when somebody committed or discarded it meanwhile. */
export async function markCommitted(tx: Tx, id: string, counts: Readonly<Record<string, number>>): Promise<boolean> {
  const changed = await tx.db
    .updateTable('import_batch')
    .set({
      state: 'committed', counts: JSON.stringify(counts), committed_at: tx.context.now, committed_by: tx.context.actor.accountId,
      undo_until: new Date(`${addDays(tx.context.today, undoDays + 1)}T00:00:00Z`),
    })
    .where('id', '=', id).where('state', 'in', ['uploaded', 'mapped', 'checked'])
    .executeTakeFirst()
  return Number(changed.numUpdatedRows) === 1
}

export async function markDiscarded(tx: Tx, id: string): Promise<void> {
  await tx.db.updateTable('import_batch').set({ state: 'discarded', file: null, report: '{}' }).where('id', '=', id).where('state', 'in', ['uploaded', 'mapped', 'checked']).execute()
  tx.note({ action: 'import.discard', subjectKind: 'import', subjectId: id })
}

/** Rows of earlier imports under these keys: what came from them, and how they read then. */
export async function knownRows(reader: Reader, register: string, sourceIds: readonly string[]): Promise<Map<string, { hash: string; recordId: string }>> {
  const known = new Map<string, { hash: string; recordId: string }>()
  for (let from = 0; from < sourceIds.length; from += 5_000) {
    const rows = await reader.db
      .selectFrom('import_row').select(['source_system', 'source_id', 'row_hash', 'record_id'])
      .where('register', '=', register)
      .where('source_id', '=', sql<string>`any (${sourceIds.slice(from, from + 5_000)}::text[])`)
      .execute()
    for (const row of rows) known.set(keyOf(row.source_system, row.source_id), { hash: row.row_hash, recordId: row.record_id })
  }
  return known
}

export const keyOf = (sourceSystem: string, sourceId: string): string => `${sourceSystem}\n${sourceId}`

export interface ImportedRow {
  readonly sourceSystem: string
  readonly sourceId: string
  readonly row: number
  readonly hash: string
  readonly recordId: string
}

export async function insertRows(tx: Tx, batch: { id: string; register: string; centreId: string | null }, rows: readonly ImportedRow[]): Promise<void> {
  for (let from = 0; from < rows.length; from += 1_000) {
    await tx.db
      .insertInto('import_row')
      .values(rows.slice(from, from + 1_000).map((row) => ({
        register: batch.register, source_system: row.sourceSystem, source_id: row.sourceId, batch_id: batch.id, centre_id: batch.centreId,
        row_number: row.row, row_hash: row.hash, record_id: row.recordId,
      })))
      .execute()
  }
}

export interface KeptRow {
  readonly register: string
  readonly sourceId: string
  readonly row: number
  readonly recordId: string
}

/** Takes a committed import back. Records that anybody worked on since stay and are listed. */
export async function undoBatch(tx: Tx, id: string): Promise<KeptRow[]> {
  const { rows } = await sql<{ register: string; source_id: string; row_number: number; record_id: string }>`
    select * from undo_import(${id}::uuid, ${tx.context.now})`.execute(tx.db)
  await tx.db
    .updateTable('import_batch')
    .set({ state: 'undone', undone_at: tx.context.now, undone_by: tx.context.actor.accountId, file: null, report: JSON.stringify({ kept: rows.slice(0, 2_000) }) })
    .where('id', '=', id)
    .execute()
  tx.note({ action: 'import.undo', subjectKind: 'import', subjectId: id })
  return rows.map((row) => ({ register: row.register, sourceId: row.source_id, row: row.row_number, recordId: row.record_id }))
}

/** Files are kept only while they are needed: until the undo time is over, or 30 days for files that nobody committed. */
export async function forgetImportFiles(tx: Tx): Promise<void> {
  const { now } = tx.context
  await tx.db.updateTable('import_batch').set({ file: null, report: '{}' }).where('file', 'is not', null).where('undo_until', '<', now).execute()
  await tx.db
    .updateTable('import_batch').set({ file: null, report: '{}', state: 'discarded' })
    .where('state', 'in', ['uploaded', 'mapped', 'checked']).where('created_at', '<', new Date(now.getTime() - 30 * 86_400_000))
    .execute()
}
