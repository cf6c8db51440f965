import { columnLetters, fault, type Checked } from './fault'
import { importLimits } from './limits'
import { attribute, tagsNamed } from './xml-tags'

/** Cells in which the spreadsheet itself shows an error; the reader would give them as empty. */
export interface ErrorCell {
  readonly row: number
  readonly column: number
  readonly text: string
}

const lastRow = importLimits.rows + 1
const shownAddresses = 10

/**
 * Looks at the XML of a sheet before it is read. One cell at XFD1048576 makes a reader fill millions of empty cells
 * before it, so addresses beyond the limits refuse the file; so do formulas, whose kept results may be old.
 */
export function scanSheet(xml: Buffer, sheet: string): Checked<ErrorCell[]> {
  const text = xml.toString('latin1')
  const formulas: string[] = []
  const errors: ErrorCell[] = []
  let address = ''
  let error: { row: number; column: number } | undefined
  let valueFrom = -1
  let formulaCount = 0
  for (const tag of tagsNamed(text, ['c', 'row', 'f', 'v'])) {
    if (tag.name === 'row' && !tag.isEnd) {
      const row = attribute(tag.attributes, 'r')
      if (row !== undefined && !/^[1-9][0-9]{0,6}$/.test(row)) return fault('row-not-readable', { row, sheet })
      if (Number(row ?? 0) > lastRow) return fault('too-many-rows', { limit: importLimits.rows, row: row ?? '' })
    }
    if (tag.name === 'c' && !tag.isEnd) {
      address = attribute(tag.attributes, 'r') ?? ''
      const place = placeOf(address)
      if (!place) return fault('row-not-readable', { row: address, sheet })
      if (place.row > lastRow) return fault('too-many-rows', { limit: importLimits.rows, row: place.row })
      if (place.column > importLimits.columns) return fault('too-many-columns', { limit: importLimits.columns, cell: address })
      error = attribute(tag.attributes, 't') === 'e' && !tag.attributes.endsWith('/') ? place : undefined
    }
    if (tag.name === 'f' && !tag.isEnd) {
      formulaCount += 1
      if (formulas.length < shownAddresses) formulas.push(address)
    }
    if (tag.name === 'v' && error && !tag.isEnd) valueFrom = tag.to
    if (tag.name === 'v' && error && tag.isEnd && valueFrom >= 0) {
      errors.push({ ...error, text: text.slice(valueFrom, tag.from).trim() || '#VALUE!' })
      error = undefined
      valueFrom = -1
    }
  }
  if (formulaCount > 0) return fault('has-formulas', { cells: formulas.join(', '), count: formulaCount })
  return { ok: true, value: errors }
}

function placeOf(address: string): { row: number; column: number } | undefined {
  const parts = /^([A-Z]{1,3})([1-9][0-9]{0,6})$/.exec(address)
  if (!parts) return undefined
  const column = [...(parts[1] ?? '')].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)
  return { row: Number(parts[2]), column }
}

export function cellAddress(row: number, column: number): string {
  return columnLetters(column) + String(row)
}
