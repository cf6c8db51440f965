import { readCsv } from './csv-table'
import { fault, type Checked } from './fault'
import { fileKind } from './file-kind'
import { importLimits } from './limits'
import { megabytes, type Delimiter, type RawTable, type TextEncoding } from './raw-table'
import { readXlsx } from './xlsx-table'

export type { Delimiter, RawRow, RawTable, TableOrigin, TextEncoding, UnreadableRow } from './raw-table'

/** What a person chose about a file; the file itself decides where it can. The file name decides nothing. */
export interface ReadOptions {
  readonly fileName?: string
  readonly sheet?: string
  readonly encoding?: TextEncoding
  readonly delimiter?: Delimiter
}

/**
 * Turns the bytes of a CSV or XLSX file into a table of texts. It runs in the thread that calls it: files of people
 * go through `readTableSafely`.
 */
export async function readTable(bytes: Uint8Array, options: ReadOptions): Promise<Checked<RawTable>> {
  if (bytes.length === 0) return fault('empty-file')
  if (bytes.length > importLimits.bytes) return fault('too-large-file', { limit: megabytes(importLimits.bytes) })
  const kind = fileKind(bytes)
  if (typeof kind !== 'string') return kind
  return kind === 'xlsx' ? readXlsx(bytes, options.sheet) : readCsv(bytes, options)
}
