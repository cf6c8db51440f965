import { readFile } from 'node:fs/promises'
import { parse } from 'csv-parse/sync'
import type { Fault } from './model'

/** One row of a country file. `get` answers '' for an empty cell or an absent optional column. */
export type Row = { readonly file: string; readonly line: number; readonly get: (column: string) => string }
export type Table = { readonly rows: readonly Row[]; readonly faults: readonly Fault[] }

type Columns = { readonly required: readonly string[]; readonly optional: readonly string[] }
type Parsed = { record: string[]; lastLine: number }

/** Reads a UTF-8 CSV file with a header. A row with a fault in its shape is reported and left out. */
export async function readTable(path: string, file: string, columns: Columns): Promise<Table> {
  const bytes = await readFile(path).catch(() => null)
  if (bytes === null) return bad(file, 1, 'The file is missing.')
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return bad(file, 1, 'The file is not UTF-8 text.')
  }
  if (text.startsWith('\uFEFF')) return bad(file, 1, 'The file begins with a byte-order mark. Save it as UTF-8 without one.')
  return parseTable(text, file, columns)
}

function parseTable(text: string, file: string, columns: Columns): Table {
  const parsed: Parsed[] = []
  try {
    parse(text, {
      relax_column_count: true,
      skip_empty_lines: true,
      on_record: (record, { lines }) => {
        parsed.push({ record, lastLine: lines })
        return null
      },
    })
  } catch (error) {
    const line = (parsed.at(-1)?.lastLine ?? 0) + 1
    return bad(file, line, `The file cannot be read as CSV: ${error instanceof Error ? error.message : 'unreadable'}`)
  }
  const header = parsed[0]?.record
  if (!header) return bad(file, 1, 'The file is empty; it needs at least its header.')
  const faults = headerFaults(header, file, columns)
  if (faults.length > 0) return { rows: [], faults }
  const place = new Map(header.map((name, at) => [name, at]))
  const rows: Row[] = []
  let line = (parsed[0]?.lastLine ?? 1) + 1
  for (const { record, lastLine } of parsed.slice(1)) {
    const first = Math.max(line, lastLine - record.reduce((n, cell) => n + cell.split('\n').length - 1, 0))
    line = lastLine + 1
    if (record.length !== header.length) {
      faults.push({ file, line: first, message: `The row has ${record.length} cells; the header has ${header.length}.` })
      continue
    }
    rows.push({ file, line: first, get: (column) => record[place.get(column) ?? -1] ?? '' })
  }
  return { rows, faults }
}

function headerFaults(header: readonly string[], file: string, columns: Columns): Fault[] {
  const known = [...columns.required, ...columns.optional]
  const messages = [
    ...header.filter((name) => !known.includes(name)).map((name) => `Unknown column "${name}". Known columns: ${known.join(', ')}.`),
    ...columns.required.filter((name) => !header.includes(name)).map((name) => `Column "${name}" is missing.`),
    ...header.filter((name, at) => header.indexOf(name) !== at).map((name) => `Column "${name}" stands twice.`),
  ]
  return messages.map((message) => ({ file, line: 1, message }))
}

function bad(file: string, line: number, message: string): Table {
  return { rows: [], faults: [{ file, line, message }] }
}
