import { checkExportRow, type ExportColumn, type ExportRow } from './export-column'
import { guardText } from './formula-guard'
import { markHeading } from './marker'

export interface CsvOptions {
  /** Marks the header, so that our importer takes the guards away again. Off for files meant for other programs. */
  readonly marker: boolean
  /** 'raw' has no guards and no marker: for machines and facts only, never for texts that people wrote. */
  readonly form?: 'spreadsheet' | 'raw'
}

const byteOrderMark = '\uFEFF'
const piece = 500

/** A CSV file by RFC 4180 in UTF-8 with byte-order mark. Text cells are guarded, numbers are not. */
export function writeCsv(columns: readonly ExportColumn[], rows: Iterable<ExportRow>, options: CsvOptions): Uint8Array {
  return Buffer.concat([...csvPieces(columns, rows, options)])
}

/** The same file piece by piece, for exports that are sent while they are read. */
export function* csvPieces(
  columns: readonly ExportColumn[], rows: Iterable<ExportRow>, options: CsvOptions,
): Generator<Uint8Array> {
  const isGuarded = options.form !== 'raw'
  const headings = columns.map(({ heading }) => (isGuarded ? guardText(heading) : heading))
  if (isGuarded && options.marker) headings[0] = markHeading(headings[0] ?? '')
  let text = byteOrderMark + line(headings)
  let count = 0
  for (const row of rows) {
    checkExportRow(columns, row)
    text += line(columns.map(({ kind }, i) => {
      const cell = row[i] ?? ''
      return isGuarded && kind !== 'number' ? guardText(cell) : cell
    }))
    count += 1
    if (count % piece === 0) {
      yield Buffer.from(text)
      text = ''
    }
  }
  if (text !== '') yield Buffer.from(text)
}

/** A line of one empty cell is written as "", for an empty line would be no row at all. */
function line(cells: readonly string[]): string {
  if (cells.length === 1 && cells[0] === '') return '""\r\n'
  return `${cells.map(quoted).join(',')}\r\n`
}

function quoted(cell: string): string {
  return /[",;\t\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}
