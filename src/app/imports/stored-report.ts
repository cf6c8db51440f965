import type { WrongCell } from '../../platform/imports/dry-run'
import type { FaultParams } from '../../platform/imports/fault'
import type { RawTable } from '../../platform/imports/read-table'
import { countReasons, listReplacements } from './report'
import type { ImportResult } from './run'

/** What a check found, as it is kept with the uploaded file and shown on its page. */
export interface StoredReport {
  /** The whole file could not be checked. */
  readonly fault?: { readonly reason: string; readonly params: FaultParams }
  readonly headings?: readonly string[]
  readonly mappingName?: string | null
  readonly taken?: readonly { readonly column: string; readonly heading: string }[]
  readonly notTaken?: readonly string[]
  readonly replaced?: readonly { readonly column: string; readonly from: string; readonly to: string; readonly rows: number }[]
  readonly reasons?: readonly { readonly reason: string; readonly params: FaultParams; readonly rows: number }[]
  readonly wrong?: readonly WrongCell[]
  readonly notes?: readonly { readonly key: string; readonly count: number }[]
  readonly needed?: readonly { readonly register: string; readonly count: number }[]
  /** Rows that are not new, by state. */
  readonly states?: Readonly<Record<'same' | 'changed' | 'duplicate', readonly number[]>>
  readonly isDayOrderAsked?: boolean
  /** After an undo: records that stayed. */
  readonly kept?: readonly { readonly register: string; readonly source_id: string; readonly row_number: number; readonly record_id: string }[]
}

export const mostCellsKept = 2_000

export function storedReport({ checked, dryRun, needed }: ImportResult, table: RawTable, mappingName: string | null): StoredReport {
  const rowsIn = (state: 'same' | 'changed' | 'duplicate') => dryRun.good.filter(({ verdict }) => verdict.state === state).map(({ row }) => row)
  return {
    headings: table.headings, mappingName, notTaken: checked.mapped.unmapped,
    taken: checked.mapped.mapped.flatMap(({ column, heading }) => (heading === undefined ? [] : [{ column: column.name, heading }])),
    replaced: listReplacements(table, checked.mapped).slice(0, 100), reasons: countReasons(dryRun.wrong), wrong: dryRun.wrong.slice(0, mostCellsKept),
    notes: checked.notes, needed, states: { same: rowsIn('same'), changed: rowsIn('changed'), duplicate: rowsIn('duplicate') }, isDayOrderAsked: dryRun.isDayOrderAsked,
  }
}
