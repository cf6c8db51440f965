import { parse } from 'csv-parse/sync'
import { parseRule } from '../performance/index'
import type { FaultReason, FileFault } from './file-fault'

export interface ReportRow {
  row: Readonly<Record<string, string>>
  line: number
}

/** What the reader of CSV tells about a row of another length, and about everything else. */
interface CsvFault {
  code?: string
  lines?: number | null
  record?: readonly string[]
  columns?: readonly unknown[]
}

/** The rows of a table by the names of its columns. A column that is missing is told once, not for every row. */
export function readRows(text: string, file: string, columns: readonly string[], faults: FileFault[], mayBeEmpty = false): ReportRow[] {
  const fault = (reason: FaultReason, line: number | null = null, parameters: FileFault['parameters'] = {}) => void faults.push({ file, line, reason, parameters })
  try {
    const records = parse(text, { columns: true, bom: true, info: true, skip_empty_lines: true, relax_column_count: false }) as unknown as { record: ReportRow['row']; info: { lines: number } }[]
    const [first] = records
    if (!first && !mayBeEmpty) fault('no-rows')
    const missing = first ? columns.filter((name) => !(name in first.record)) : []
    for (const column of missing) fault('column-missing', 1, { column })
    return missing.length > 0 ? [] : records.map(({ record, info }) => ({ row: record, line: info.lines }))
  } catch (error) {
    const { code = 'unreadable', lines = null, record, columns: headings } = error as CsvFault
    if (record && headings) fault('cell-count', lines, { found: record.length, expected: headings.length })
    else fault('not-a-table', lines, { reason: code })
    return []
  }
}

const month = /^\d{4}-(0[1-9]|1[0-2])$/

/** Cells of one row, with a fault for each that is empty or wrong. */
export function cellsOf(file: string, { row, line }: ReportRow, faults: FileFault[]) {
  const fault = (reason: FaultReason, column: string, rest: FileFault['parameters'] = {}) => void faults.push({ file, line, reason, parameters: { column, value: row[column] ?? '', ...rest } })
  const cell = (name: string) => row[name] ?? ''
  const filled = (name: string) => cell(name) || (fault('empty', name), '')
  const checked = (name: string, pattern: RegExp, reason: FaultReason) => {
    if (cell(name) !== '' && !pattern.test(cell(name))) fault(reason, name)
    return cell(name)
  }
  const decimal = (name: string) => checked(name, /^-?\d+(\.\d+)?$/, 'decimal')
  return {
    cell, filled, decimal,
    month: (name: string) => checked(name, month, 'month'),
    number: (name: string) => (filled(name), Number(checked(name, /^\d+$/, 'whole-number')) || 0),
    /** Null where nothing is printed: the activity is put off. */
    percent: (name: string) => {
      const typed = decimal(name)
      if (typed !== '' && (Number(typed) < 0 || Number(typed) > 100)) fault('percent', name)
      return typed === '' ? null : typed
    },
    oneOf: <Code extends string>(name: string, codes: readonly [Code, ...Code[]]): Code => {
      const found = codes.find((code) => code === cell(name))
      if (!found) fault('code', name, { allowed: codes.join(', ') })
      return found ?? codes[0]
    },
    rule: (name: string) => {
      const typed = filled(name)
      if (typed !== '' && !parseRule(typed).ok) fault('rule', name, { allowed: 'pct_over_baseline:n, add:n, absolute:n, rate:n, not_due' })
      return typed
    },
  }
}
export type Cells = ReturnType<typeof cellsOf>
