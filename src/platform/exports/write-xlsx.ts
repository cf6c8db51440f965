import writeExcelFile, { type Cell } from 'write-excel-file/node'
import { parseIsoDay } from '../../kernel/calendar'
import { checkExportRow, type ExportColumn, type ExportRow } from './export-column'

export interface XlsxOptions {
  /** The name of the sheet: 1 to 31 characters, none of \ / ? * [ ] : */
  readonly sheet?: string
}

const longestCell = 32_767
const mostDigits = 15
const firstDay = '1900-03-01'

/**
 * An XLSX file with one sheet. Every text cell is typed as text, so no cell can become a formula and no digit is
 * lost. Throws for a cell over 32,767 characters, which the format cannot hold.
 */
export async function writeXlsx(
  columns: readonly ExportColumn[], rows: Iterable<ExportRow>, options: XlsxOptions = {},
): Promise<Uint8Array> {
  return new Uint8Array(await writeExcelFile(dataOf(columns, rows), { sheet: options.sheet ?? 'openpes', stickyRowsCount: 1 }).toBuffer())
}

export interface WorkbookSheet {
  readonly sheet: string
  readonly columns: readonly ExportColumn[]
  readonly rows: Iterable<ExportRow>
}

/** An XLSX file with several sheets, in their order; cells as in `writeXlsx`. */
export async function writeWorkbook(sheets: readonly WorkbookSheet[]): Promise<Uint8Array> {
  return new Uint8Array(await writeExcelFile(sheets.map(({ sheet, columns, rows }) => ({ sheet, data: dataOf(columns, rows), stickyRowsCount: 1 }))).toBuffer())
}

function dataOf(columns: readonly ExportColumn[], rows: Iterable<ExportRow>): Cell[][] {
  const data: Cell[][] = [columns.map(({ heading }) => ({ ...textCell(heading), fontWeight: 'bold' }))]
  for (const row of rows) {
    checkExportRow(columns, row)
    data.push(columns.map(({ kind }, i) => cellOf(row[i] ?? '', kind)))
  }
  return data
}

function cellOf(text: string, kind: ExportColumn['kind']): Cell {
  if (text === '') return null
  if (kind === 'number' && isExactNumber(text)) return { value: Number(text), type: Number }
  const day = kind === 'day' ? parseIsoDay(text) : undefined
  if (day !== undefined && day >= firstDay) {
    return { value: new Date(`${day}T00:00:00Z`), type: Date, format: 'yyyy-mm-dd' }
  }
  return textCell(text)
}

/** A number that comes back digit for digit; others ('1.50', 16 digits) are written as text. */
function isExactNumber(text: string): boolean {
  return text.replace(/[^0-9]/g, '').length <= mostDigits && String(Number(text)) === text
}

function textCell(text: string): { value: string; type: StringConstructor } {
  if (text.length > longestCell) throw new RangeError('a cell of an XLSX file holds 32,767 characters')
  return { value: escapeForXml(text), type: String }
}

/**
 * XML cannot hold control characters, and a reader turns a carriage return into a line feed. The format writes them
 * as _x000D_ (ECMA-376, 22.9.2.19); a text that looks like such a mark gets its first character written so.
 */
function escapeForXml(text: string): string {
  return text
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(/[\0-\x08\v\f\r\x0E-\x1F\x7F-\x84\x86-\x9F\uFDD0-\uFDEF\uFFFD-\uFFFF]/g, hexMark)
    .replace(/[\p{Surrogate}]/gu, hexMark)
    .replace(/\p{Noncharacter_Code_Point}/gu, (both) => hexMark(both.charAt(0)) + hexMark(both.charAt(1)))
}

function hexMark(character: string): string {
  return `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`
}
