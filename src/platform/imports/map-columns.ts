import { textKey } from '../text/text-key'
import type { Column } from './column'
import { fault, type ImportFault } from './fault'
import type { ColumnSource, Mapping } from './mapping'
import type { RawTable } from './read-table'

export interface MappedColumn {
  readonly column: Column<unknown>
  /** The place of their column in the table; undefined where only a default fills ours. */
  readonly at: number | undefined
  readonly heading: string | undefined
  readonly source: ColumnSource
  /** Places of the headings whose cells are added as lines. */
  readonly lines: readonly { readonly heading: string; readonly at: number }[]
}

export interface MappedColumns {
  readonly mapped: readonly MappedColumn[]
  /** Headings of the file that no column of ours takes. */
  readonly unmapped: readonly string[]
  /** Names of required columns that nothing fills. Rows cannot be checked before this is empty. */
  readonly missing: readonly string[]
  /** Mistakes of the mapping itself: a heading or a column that does not exist. */
  readonly faults: readonly ImportFault[]
}

/** Finds the heading of each column: by the mapping, else by name, else by the headings known in three languages. */
export function mapColumns(
  table: Pick<RawTable, 'headings'>, columns: readonly Column<unknown>[], mapping?: Mapping,
): MappedColumns {
  const keys = table.headings.map(headingKey)
  const faults: ImportFault[] = []
  const mapped: MappedColumn[] = []
  for (const column of columns) {
    const source = mapping?.columns.get(column.name)
    const at = source?.from === undefined ? -1 : findHeading(table.headings, keys, [source.from])
    if (source?.from !== undefined && at < 0) {
      faults.push(fault('mapping-heading-not-found', { column: column.name, heading: source.from }))
    } else if (source) {
      const lines = (source.lines ?? []).map((heading) => ({ heading, at: findHeading(table.headings, keys, [heading]) }))
      for (const line of lines) if (line.at < 0) faults.push(fault('mapping-heading-not-found', { column: column.name, heading: line.heading }))
      mapped.push({ column, at: at < 0 ? undefined : at, heading: table.headings[at], source, lines })
    } else {
      const found = findHeading(table.headings, keys, [column.name, ...Object.values(column.headings).flat()])
      if (found >= 0) mapped.push({ column, at: found, heading: table.headings[found], source: {}, lines: [] })
    }
  }
  const names = new Set(columns.map(({ name }) => name))
  for (const name of mapping?.columns.keys() ?? []) {
    if (!names.has(name)) faults.push(fault('mapping-unknown-column', { column: name }))
  }
  const used = new Set(mapped.flatMap(({ at, lines }) => [at, ...lines.map((line) => line.at)]))
  const filled = new Set(mapped.map(({ column }) => column.name))
  return {
    mapped,
    unmapped: table.headings.filter((_, i) => !used.has(i)),
    missing: columns.filter(({ name, required }) => required === true && !filled.has(name)).map(({ name }) => name),
    faults,
  }
}

/** The first wanted heading that the file has. Exact spelling wins over the same words in other spelling. */
function findHeading(headings: readonly string[], keys: readonly string[], wanted: readonly string[]): number {
  for (const heading of wanted) {
    const exact = headings.indexOf(heading.normalize('NFC').trim())
    if (exact >= 0) return exact
    const alike = keys.indexOf(headingKey(heading))
    if (alike >= 0) return alike
  }
  return -1
}

function headingKey(heading: string): string {
  return textKey(heading.replace(/_/g, ' ').replace(/[*:：]+\s*$/, '')).replace(/\s+/g, ' ').trim()
}
