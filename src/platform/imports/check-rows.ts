import type { CellRefusal, Column, Columns, RowTexts } from './column'
import { cellOfKind, mappedText } from './cell-text'
import type { DryRun, GoodRow, ReadRow, RowValues, Verdict, WrongCell } from './dry-run'
import { fault, type Checked } from './fault'
import type { MappedColumn, MappedColumns } from './map-columns'
import type { FileDayOrder } from './mapping'
import { looksLikeOldFont } from './old-font'
import type { RawRow, RawTable } from './read-table'
import { rowHash, rowKey } from './row-key'

/** A mistake between cells of one row: an end before its start, one of two columns that must be filled. */
export interface RowMistake extends CellRefusal {
  readonly column: string
}

export interface CheckOptions<Values> {
  readonly columns: Columns<Values>
  readonly mapping: MappedColumns
  /** Names the file's origin in keys of rows that do not name it themselves. */
  readonly sourceSystem: string
  readonly dayOrder?: FileDayOrder | undefined
  /** Sees the readable cells of each row, also of rows with wrong cells. */
  readonly checkRow?: (texts: RowTexts) => readonly RowMistake[]
  /** Called once before the first `compare`, to load what the register holds under these keys. */
  readonly prepare?: (rows: readonly ReadRow<Values>[]) => Promise<void>
  /** Compares one readable row with the register. Called in the order of the file; writes nothing. */
  readonly compare: (row: ReadRow<Values>) => Verdict | Promise<Verdict>
}

/** Checks every cell of a table and compares every readable row with the register. Writes nothing. */
export async function checkRows<Values>(table: RawTable, options: CheckOptions<Values>): Promise<Checked<DryRun<Values>>> {
  const { mapping } = options
  const [mistake] = mapping.faults
  if (mistake) return mistake
  if (mapping.missing.length > 0) return fault('columns-missing', { columns: mapping.missing.join(', ') })
  const oldFont = mapping.mapped.find(({ column, at }) => column.isNative === true && isOldFontColumn(table, at))
  if (oldFont) {
    const font = table.origin.oldFonts?.[0] ?? '?'
    return fault('old-font', { column: oldFont.heading ?? oldFont.column.name, font })
  }
  const wrong: WrongCell[] = table.unreadable.map(({ row, reason, params }) => (
    { row, column: '', heading: '', value: '', reason, params, instead: undefined }
  ))
  const readable: ReadRow<Values>[] = []
  for (const raw of table.rows) {
    const read = readRow(raw, options)
    if (read.wrong.length > 0) wrong.push(...read.wrong)
    else readable.push(read.row)
  }
  const { unique, repeats, clashes } = findRepeats(readable)
  wrong.push(...clashes)
  await options.prepare?.(unique)
  const good: GoodRow<Values>[] = []
  for (const row of unique) {
    const repeated = repeats.get(row.row)
    const verdict: Verdict = repeated === undefined ? await options.compare(row) : { state: 'duplicate', candidates: [] }
    good.push({ ...row, verdict, repeats: repeated })
  }
  return { ok: true, value: summary(table, good, wrong) }
}

/** Cells that a register has no column for, behind the text: '-', '~' and nothing say nothing. */
function withLines(text: string, raw: RawRow, { lines }: MappedColumn): string {
  const added = lines.flatMap(({ heading, at }) => {
    const cell = (raw.cells[at] ?? '').replace(/\s+/g, ' ').trim()
    return /^[-~]?$/.test(cell) ? [] : [`${heading}: ${cell}`]
  })
  return [text, ...added].filter((line) => line !== '').join('\n')
}

function isOldFontColumn(table: RawTable, at: number | undefined): boolean {
  return at !== undefined && looksLikeOldFont(table.rows.map(({ cells }) => cells[at] ?? '').join('\n'))
}

function readRow<Values>(raw: RawRow, options: CheckOptions<Values>): { row: ReadRow<Values>; wrong: WrongCell[] } {
  const { mapped } = options.mapping
  const texts: Record<string, string> = {}
  const values: Record<string, unknown> = {}
  const wrong: WrongCell[] = []
  const refuse = (source: MappedColumn | undefined, name: string, { reason, params = {}, instead }: CellRefusal) => {
    const value = source?.at === undefined ? '' : raw.cells[source.at] ?? ''
    wrong.push({ row: raw.row, column: name, heading: source?.heading ?? '', value, reason, params, instead })
  }
  for (const { name } of options.columns as readonly Column<unknown>[]) values[name] = null
  for (const source of mapped) {
    const { column } = source
    const text = mappedText(source.at === undefined ? '' : raw.cells[source.at] ?? '', source.source)
    const whole = text.ok ? withLines(text.value, raw, source) : ''
    const formed = text.ok && whole !== '' ? cellOfKind(whole, column, options.dayOrder) : text
    texts[column.name] = formed.ok ? formed.value : ''
    if (!formed.ok) refuse(source, column.name, formed)
    else if (formed.value === '' && column.required === true) refuse(source, column.name, { ok: false, reason: 'required' })
  }
  for (const source of mapped) {
    const { column } = source
    const text = texts[column.name] ?? ''
    if (text === '') continue
    const parsed = column.parse(text, texts)
    if (parsed.ok) values[column.name] = parsed.value
    else refuse(source, column.name, parsed)
  }
  for (const mistake of options.checkRow?.(texts) ?? []) {
    refuse(mapped.find(({ column }) => column.name === mistake.column), mistake.column, mistake)
  }
  const place = new Map(mapped.map(({ column }, i) => [column.name, i]))
  wrong.sort((a, b) => (place.get(a.column) ?? 0) - (place.get(b.column) ?? 0))
  const key = rowKey(texts, options.sourceSystem)
  return { row: { row: raw.row, key, values: values as RowValues<Values>, hash: rowHash(texts) }, wrong }
}

/** One key twice: a repeated row waits for a decision, a different row under the same key is wrong. */
function findRepeats<Values>(rows: readonly ReadRow<Values>[]) {
  const first = new Map<string, ReadRow<Values>>()
  const repeats = new Map<number, number>()
  const clashes: WrongCell[] = []
  const unique = rows.filter((row) => {
    const key = JSON.stringify([row.key.sourceSystem, row.key.sourceId])
    const earlier = first.get(key)
    if (!earlier) first.set(key, row)
    else if (earlier.hash === row.hash) repeats.set(row.row, earlier.row)
    else {
      const place = { row: row.row, column: 'source_id', heading: '', value: row.key.sourceId }
      clashes.push({ ...place, reason: 'key-twice-in-file', params: { first: earlier.row }, instead: undefined })
      return false
    }
    return true
  })
  return { unique, repeats, clashes }
}

function summary<Values>(table: RawTable, good: readonly GoodRow<Values>[], wrong: WrongCell[]): DryRun<Values> {
  const count = (state: Verdict['state']) => good.filter(({ verdict }) => verdict.state === state).length
  wrong.sort((a, b) => a.row - b.row)
  return {
    counts: {
      rows: table.rows.length + table.unreadable.length,
      new: count('new'), same: count('same'), changed: count('changed'), duplicate: count('duplicate'),
      wrong: new Set(wrong.map(({ row }) => row)).size,
      blank: table.blankRows,
    },
    good, wrong,
    isDayOrderAsked: wrong.some(({ reason }) => reason === 'day-order-needed'),
  }
}
