import { checkRows, type RowMistake } from '../../../platform/imports/check-rows'
import type { Column, Columns, RowTexts } from '../../../platform/imports/column'
import { type DryRun, refuseRows, type RowValues, type WrongCell } from '../../../platform/imports/dry-run'
import type { Checked, FaultParams } from '../../../platform/imports/fault'
import { mapColumns } from '../../../platform/imports/map-columns'
import type { RawTable } from '../../../platform/imports/read-table'

/** What is wrong with a row as a whole, and the cell to show it at. */
export interface RowRefusal {
  readonly column: string
  readonly reason: string
  readonly params?: FaultParams
}

/** Checks the cells of a file, then its rows one by one; a refused row is shown with the cell it is about. Writes nothing. */
export async function checkTable<Values>(
  table: RawTable, columns: Columns<Values>, sourceSystem: string, checkText: (texts: RowTexts) => RowMistake[], checkRow: (row: number, values: RowValues<Values>) => RowRefusal | undefined,
): Promise<Checked<DryRun<Values>>> {
  const mapping = mapColumns(table, columns as readonly Column<unknown>[])
  const checked = await checkRows<Values>(table, { columns, mapping, sourceSystem, checkRow: checkText, compare: () => ({ state: 'new' }) })
  if (!checked.ok) return checked
  const refused = checked.value.good.flatMap(({ row, values }): WrongCell[] => {
    const refusal = checkRow(row, values)
    if (!refusal) return []
    const { column, reason, params = {} } = refusal
    const place = mapping.mapped.find((one) => one.column.name === column)
    const value = place?.at === undefined ? '' : (table.rows.find((one) => one.row === row)?.cells[place.at] ?? '')
    return [{ row, column, heading: place?.heading ?? '', value, reason, params, instead: undefined }]
  })
  return { ok: true, value: refuseRows(checked.value, refused) }
}
