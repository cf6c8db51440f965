/**
 * One column of an export. Phones and identifiers are text. A number is `-?digits[.digits]`, a day is 'YYYY-MM-DD':
 * exports take texts in these forms, never JavaScript numbers, so that no digit is lost on the way.
 */
export interface ExportColumn {
  readonly heading: string
  readonly kind: 'text' | 'number' | 'day'
}

/** One cell per column; null and '' are both an empty cell. */
export type ExportRow = readonly (string | null)[]

const number = /^-?[0-9]+(?:\.[0-9]+)?$/
const day = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/

/** Throws when a row does not fit its columns: the program that made it has a fault. */
export function checkExportRow(columns: readonly ExportColumn[], row: ExportRow): void {
  if (row.length !== columns.length) throw new RangeError('an export row does not fit its columns')
  columns.forEach(({ kind }, i) => {
    const text = row[i] ?? ''
    if (text === '') return
    if (kind === 'number' && !number.test(text)) throw new RangeError(`column ${i + 1}: not an export number`)
    if (kind === 'day' && !day.test(text)) throw new RangeError(`column ${i + 1}: not an export day`)
  })
}
