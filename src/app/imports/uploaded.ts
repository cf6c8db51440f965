import type { Context, Reader } from '../../platform/db/database'
import { type Batch, findBatch, findBatchFile, markChecked } from '../../platform/imports/batches'
import type { Checked } from '../../platform/imports/fault'
import type { ColumnSource, Mapping } from '../../platform/imports/mapping'
import { readTableSafely } from '../../platform/imports/read-safely'
import type { RawTable } from '../../platform/imports/read-table'
import { importWorkerFile } from '../../platform/imports/worker-file'
import type { Platform } from '../../platform/platform'
import { fittingMapping, readMapping } from './mappings'
import { type ImportChoices, isRegisterName } from './register'
import { type ImportWork, runImport } from './run'
import { storedReport } from './stored-report'

/** What a reader chose about an uploaded file. */
export interface FileChoices {
  /** A mapping file of the country; '' asks for the one that fits. */
  readonly mapping?: string
  /** Heading of the file by our column; '' takes nothing. */
  readonly columns?: Readonly<Record<string, string>>
  readonly dayOrder?: 'day-month' | 'month-day' | 'year-month-day'
  readonly centreCode?: string
  readonly sheet?: string
  readonly encoding?: 'utf-8' | 'windows-1252' | 'utf-16le' | 'utf-16be'
}

export interface ReadFile {
  readonly table: RawTable
  readonly choices: ImportChoices
  readonly mappingName: string | null
}

export const choicesOf = (batch: Batch): FileChoices => batch.choices as FileChoices

/** Reads the bytes in the worker and joins what the country's mapping and the reader say about the columns. */
export async function readUploaded(platform: Platform, batch: Batch, bytes: Uint8Array): Promise<Checked<ReadFile>> {
  const chosen = choicesOf(batch)
  if (!isRegisterName(batch.register)) throw new Error('an import of an unknown register')
  const given = chosen.mapping ? readMapping(platform, chosen.mapping) : undefined
  if (given && !given.ok) return given
  const hints = { ...(given?.value.delimiter ? { delimiter: given.value.delimiter } : {}), ...(chosen.sheet ? { sheet: chosen.sheet } : {}), ...(chosen.encoding ? { encoding: chosen.encoding } : {}) }
  const table = await readTableSafely(bytes, hints, { worker: await importWorkerFile() })
  if (!table.ok) return table
  const fitting = given ? undefined : fittingMapping(platform, batch.register, table.value)
  const mapping = withColumns(given?.value ?? fitting?.mapping, chosen.columns)
  const constants: Record<string, string> = chosen.centreCode ? { centre_code: chosen.centreCode } : {}
  return {
    ok: true,
    value: {
      table: table.value, mappingName: chosen.mapping || (fitting?.name ?? null),
      choices: { sourceSystem: batch.sourceSystem, mapping, dayOrder: chosen.dayOrder, constants },
    },
  }
}

/** Columns that the reader chose by hand win over the country's mapping. */
function withColumns(mapping: Mapping | undefined, columns: FileChoices['columns']): Mapping | undefined {
  if (!columns) return mapping
  const sources = new Map<string, ColumnSource>(mapping?.columns)
  for (const [column, heading] of Object.entries(columns)) {
    if (heading !== '') sources.set(column, { ...sources.get(column), from: heading })
  }
  return { ...mapping, columns: sources }
}

export const workOf = (batch: Batch, read: ReadFile, mode: ImportWork['mode'], goodRowsOnly = false): ImportWork => {
  if (!isRegisterName(batch.register)) throw new Error('an import of an unknown register')
  const file = { name: batch.fileName, digest: batch.fileDigest, table: read.table, bytes: null }
  return { register: batch.register, file, choices: read.choices, mode, batchId: batch.id, goodRowsOnly }
}

/**
 * Checks an uploaded file outside of any request's transaction, so that nobody waits for it, and keeps the report.
 * The caller's context decides what may be reached.
 */
export async function checkUploaded(platform: Platform, context: Context, batchId: string): Promise<void> {
  const { db } = platform
  const { batch, bytes } = await db.transaction(context, (tx) => fileOf(tx, batchId))
  if (!batch || !bytes) return
  const read = await readUploaded(platform, batch, bytes)
  const result = read.ok ? await runImport(platform, context, { ...workOf(batch, read.value, 'dry-run') }) : read
  await db.transaction(context, (tx) => {
    if (result.ok && read.ok) {
      const report = storedReport(result.value, read.value.table, read.value.mappingName)
      return markChecked(tx, batchId, { ...result.value.dryRun.counts }, report)
    }
    const fault = result.ok ? undefined : { reason: result.reason, params: result.params }
    return markChecked(tx, batchId, null, { fault, headings: read.ok ? read.value.table.headings : [] })
  })
}

async function fileOf(reader: Reader, batchId: string) {
  return { batch: await findBatch(reader, batchId), bytes: await findBatchFile(reader, batchId) }
}
