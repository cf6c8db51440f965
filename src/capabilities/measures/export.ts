import type { ExportColumn, ExportRow } from '../../platform/exports/export-column'
import type { Ui } from '../../platform/web/ui'
import type { Question } from './asking'
import type { EventWord } from './language/vocabulary'
import { ageText, codeText } from './pages/words'
import type { RecordRow } from './queries'

/** A file holds at most so many rows; a month of the largest country stays below. */
export const mostRowsInFile = 50_000

/** The list as a table for a file. Keys join rows of one person or record, so only a statistician gets them. */
export function exportTable(ui: Ui, { measure }: Question, event: EventWord, rows: readonly RecordRow[], withKeys: boolean): { columns: ExportColumn[]; cells: ExportRow[] } {
  const shown = measure.tree.kind === 'count_distinct' ? [] : event.shown
  const text = (heading: string): ExportColumn => ({ heading, kind: 'text' })
  const columns: ExportColumn[] = [
    { heading: ui.t('web.day'), kind: 'day' }, text(ui.t('web.centre')), text(ui.t('web.sex')), text(ui.t('measures.by.age_band')), text(ui.t('measures.province')),
    ...shown.map((name) => text(ui.t(`measures.column.${name}`))), { heading: ui.t('measures.amount'), kind: 'number' }, ...(withKeys ? [text(ui.t('measures.key'))] : []),
  ]
  const cells = rows.map((row): ExportRow => [
    row.day, row.unit_code, ui.label('sex', row.sex), ageText(ui, row.age_band), ui.place(row.province_code),
    ...shown.map((name) => codeText(ui, measure, name, row[`shown_${name}`])), row.amount, ...(withKeys ? [row.record_key] : []),
  ])
  return { columns, cells }
}
