import { CsvError, parse } from 'csv-parse/sync'
import { decodeText } from './encoding'
import { fault, type Checked, type ImportFault } from './fault'
import { importLimits } from './limits'
import { assembleTable, type Delimiter, type RawTable, type TextEncoding } from './raw-table'

export interface CsvChoice {
  readonly encoding?: TextEncoding
  readonly delimiter?: Delimiter
}

/** Reads CSV. Rows are numbered as a spreadsheet does: a cell with line breaks stays one row. */
export function readCsv(bytes: Uint8Array, choice: CsvChoice): Checked<RawTable> {
  const decoded = decodeText(bytes, choice.encoding)
  if (!decoded.ok) return decoded
  const { text, encoding } = decoded.value
  if (text.trim() === '') return fault('empty-file')
  const delimiter = choice.delimiter ?? detectDelimiter(text)
  const records = parseRecords(text, delimiter)
  return records.ok ? assembleTable(records.value, { kind: 'csv', encoding, delimiter }) : records
}

function parseRecords(text: string, delimiter: Delimiter): Checked<string[][]> {
  let row = 0
  let tooWide = 0
  try {
    const value = parse(text, {
      delimiter,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      skip_empty_lines: false,
      to: importLimits.rows * 2,
      on_record: (record: string[]) => {
        row += 1
        if (record.length > importLimits.columns && record.slice(importLimits.columns).some((cell) => cell !== '')) tooWide ||= row
        return record
      },
    })
    return tooWide > 0 ? fault('too-many-columns', { limit: importLimits.columns }) : { ok: true, value }
  } catch (error) {
    if (error instanceof CsvError) return quoteFault(error, row + 1)
    throw error
  }
}

function quoteFault(error: CsvError, row: number): ImportFault {
  return error.code === 'CSV_QUOTE_NOT_CLOSED' ? fault('quote-not-closed', { row }) : fault('quote-broken', { row })
}

/** The sign that stands most often outside quotes in the first line; headings hold commas more often than others. */
function detectDelimiter(text: string): Delimiter {
  const counts: Record<Delimiter, number> = { ',': 0, ';': 0, '\t': 0 }
  let isQuoted = false
  for (const character of text.trimStart()) {
    if (character === '"') isQuoted = !isQuoted
    else if (!isQuoted && (character === '\n' || character === '\r')) break
    else if (!isQuoted && (character === ',' || character === ';' || character === '\t')) counts[character] += 1
  }
  const most = Math.max(...Object.values(counts))
  return (['\t', ';', ','] as const).find((sign) => most > 0 && counts[sign] === most) ?? ','
}
