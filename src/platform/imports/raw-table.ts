import { isMarkedHeading, withoutMark } from '../exports/marker'
import { removeGuard } from '../exports/formula-guard'
import { columnLetters, fault, type Checked, type FaultParams, type ImportReason } from './fault'
import { importLimits } from './limits'

export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'
export type Delimiter = ',' | ';' | '\t'

/** Where a table came from; `encoding` and `delimiter` of CSV, `sheet` and `sheets` of XLSX. */
export interface TableOrigin {
  readonly kind: 'csv' | 'xlsx'
  readonly encoding?: TextEncoding
  readonly delimiter?: Delimiter
  readonly sheet?: string
  readonly sheets?: readonly string[]
  /** Names of non-Unicode fonts that the file uses, for the sentence about old fonts. */
  readonly oldFonts?: readonly string[]
}

/** One row as a spreadsheet numbers it: headings usually stand in row 1. As many cells as the table has headings. */
export interface RawRow {
  readonly row: number
  readonly cells: readonly string[]
}

/** A row that does not fit the table. It is reported and never imported. */
export interface UnreadableRow {
  readonly row: number
  readonly reason: ImportReason
  readonly params: FaultParams
  /** As many as the file has, each cut at the limit of a cell. */
  readonly cells: readonly string[]
}

/** The text of a file, before any meaning. Every row of the file is in `rows`, in `unreadable`, or was blank. */
export interface RawTable {
  readonly origin: TableOrigin
  readonly headings: readonly string[]
  readonly rows: readonly RawRow[]
  readonly unreadable: readonly UnreadableRow[]
  readonly blankRows: number
  /** The file is one of our own exports: guards against formulas were taken away. */
  readonly isMarked: boolean
}



/** Makes a table of the records of a file; the first record that is not blank holds the headings. */
export function assembleTable(records: readonly (readonly string[])[], origin: TableOrigin): Checked<RawTable> {
  const top = records.findIndex((record) => !isBlank(record))
  if (top < 0) return fault('empty-file')
  const head = (records[top] ?? []).map((cell) => cell)
  while (head.length > 0 && isBlank(head.slice(-1))) head.pop()
  const body = records.slice(top + 1)
  const isMarked = origin.kind === 'csv' && head.some(isMarkedHeading)
  const headings = head.map((heading) => (isMarked ? removeGuard(withoutMark(heading)) : heading).normalize('NFC').trim())
  const wrongHeading = checkHeadings(headings, body)
  if (wrongHeading) return wrongHeading
  const kept = headings.flatMap((heading, i) => (heading === '' ? [] : [i]))
  const rows: RawRow[] = []
  const unreadable: UnreadableRow[] = []
  let characters = 0
  let blankRows = 0
  for (const [i, record] of body.entries()) {
    const row = top + i + 2
    if (isBlank(record)) blankRows += 1
    else {
      const problem = rowProblem(record, headings.length, origin)
      characters += record.reduce((sum, cell) => sum + cell.length, 0)
      if (problem) unreadable.push({ row, ...problem, cells: record.map((cell) => cell.slice(0, importLimits.cellCharacters)) })
      else rows.push({ row, cells: kept.map((at) => (isMarked ? removeGuard(record[at] ?? '') : record[at] ?? '')) })
    }
    if (rows.length + unreadable.length > importLimits.rows) return fault('too-many-rows', { limit: importLimits.rows, row })
    if (characters > importLimits.tableCharacters) return fault('too-much-text', { limit: importLimits.tableCharacters / 1e6 })
  }
  if (rows.length + unreadable.length === 0) return fault('no-rows')
  return { ok: true, value: { origin, headings: kept.map((at) => headings[at] ?? ''), rows, unreadable, blankRows, isMarked } }
}

export function megabytes(bytes: number): number {
  return Math.round(bytes / (1024 * 1024))
}

function isBlank(record: readonly string[]): boolean {
  return record.every((cell) => cell.trim() === '')
}

/** A column without heading is dropped when it is empty, and refused when it holds something. */
function checkHeadings(headings: readonly string[], body: readonly (readonly string[])[]) {
  if (headings.length > importLimits.columns) return fault('too-many-columns', { limit: importLimits.columns })
  const seen = new Set<string>()
  for (const [i, heading] of headings.entries()) {
    if (heading === '' && body.some((record) => (record[i] ?? '').trim() !== '')) {
      return fault('heading-missing', { column: columnLetters(i + 1) })
    }
    if (heading !== '' && seen.has(heading)) return fault('heading-twice', { heading })
    seen.add(heading)
  }
  return undefined
}

function rowProblem(record: readonly string[], expected: number, origin: TableOrigin): Omit<UnreadableRow, 'row' | 'cells'> | undefined {
  const long = record.findIndex((cell) => cell.length > importLimits.cellCharacters)
  if (long >= 0) {
    return { reason: 'cell-too-long', params: { column: columnLetters(long + 1), limit: importLimits.cellCharacters } }
  }
  const isShort = origin.kind === 'csv' && record.length < expected
  const isLong = record.length > expected && !isBlank(record.slice(expected))
  return isShort || isLong ? { reason: 'field-count', params: { found: record.length, expected } } : undefined
}
