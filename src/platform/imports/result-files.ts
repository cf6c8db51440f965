import type { ExportColumn, ExportRow } from '../exports/export-column'
import type { DryRun, WrongCell } from './dry-run'
import type { RawRow, RawTable } from './read-table'

/** A table for `writeCsv` or `writeXlsx`: the file's own cells, all as text. */
export interface ResultFile {
  readonly columns: readonly ExportColumn[]
  readonly rows: readonly ExportRow[]
}

/** The rows that can be imported, and those that cannot, each as a file of its own with the file's headings. */
export function splitFile(table: RawTable, dryRun: DryRun<unknown>): { good: ResultFile; bad: ResultFile } {
  const wrong = new Set(dryRun.wrong.map(({ row }) => row))
  const isWrong = ({ row }: RawRow) => wrong.has(row)
  const good = table.rows.filter((row) => !isWrong(row)).map(({ cells }) => cells)
  const bad = padded(table.headings, allRows(table).filter(isWrong).map(({ cells }) => cells))
  return { good: { columns: textColumns(table.headings), rows: good }, bad }
}

/** The whole file with its row number, the state of each row, and what is wrong in it, in the reader's language. */
export function annotatedFile(
  table: RawTable, dryRun: DryRun<unknown>,
  say: { heading: (name: 'row' | 'state' | 'mistakes') => string; state: (state: string) => string; mistake: (cell: WrongCell) => string },
): ResultFile {
  const states = new Map<number, string>(dryRun.good.map(({ row, verdict }) => [row, verdict.state]))
  const mistakes = new Map<number, string[]>()
  for (const cell of dryRun.wrong) mistakes.set(cell.row, [...(mistakes.get(cell.row) ?? []), say.mistake(cell)])
  const head = [say.heading('row'), say.heading('state'), say.heading('mistakes')]
  return padded([...head, ...table.headings], allRows(table).map(({ row, cells }) => [
    String(row), say.state(states.get(row) ?? 'wrong'), (mistakes.get(row) ?? []).join('\n'), ...cells,
  ]))
}

function allRows(table: RawTable): RawRow[] {
  return [...table.rows, ...table.unreadable].sort((a, b) => a.row - b.row)
}

/** A row with more cells than headings keeps them, under columns without heading. */
function padded(headings: readonly string[], rows: readonly (readonly string[])[]): ResultFile {
  const width = rows.reduce((most, cells) => Math.max(most, cells.length), headings.length)
  const fill = (cells: readonly string[]) => Array.from({ length: width }, (_, i) => cells[i] ?? '')
  return { columns: textColumns(fill(headings)), rows: rows.map(fill) }
}

function textColumns(headings: readonly string[]): ExportColumn[] {
  return headings.map((heading) => ({ heading, kind: 'text' }))
}
