import { Readable } from 'node:stream'
import { readSheet } from 'read-excel-file/node'
import { fault, type Checked } from './fault'
import { assembleTable, type RawTable } from './raw-table'
import { scanSheet, type ErrorCell } from './sheet-scan'
import { checkWorkbook, type Workbook } from './workbook'
import { walkZip, type ZipParts } from './zip-walk'
import { storedZip } from './zip-write'

/** Reads one sheet of a workbook, the first or the chosen one, after all checks of safety. */
export async function readXlsx(bytes: Uint8Array, chosen?: string): Promise<Checked<RawTable>> {
  const walked = await walkZip(bytes)
  if (!walked.ok) return walked
  const workbook = checkWorkbook(walked.value)
  if (!workbook.ok) return workbook
  const { parts } = walked.value
  const { sheets, oldFonts } = workbook.value
  const names = sheets.map(({ name }) => name)
  const sheet = chosen === undefined ? sheets.find(({ path }) => parts.has(path)) : sheets.find(({ name }) => name === chosen)
  const xml = parts.get(sheet?.path ?? '')
  if (!sheet || !xml) return fault('sheet-not-found', { sheet: chosen ?? '', sheets: names.join(', ') })
  const errors = scanSheet(xml, sheet.name)
  if (!errors.ok) return errors
  const data = await readCells(parts, workbook.value, sheet)
  if (!data) return fault('damaged-file')
  const records = data.map((row) => row.map(cellText))
  errors.value.forEach((error) => putError(records, error))
  return assembleTable(records, { kind: 'xlsx', sheet: sheet.name, sheets: names, oldFonts })
}

async function readCells(parts: ZipParts, workbook: Workbook, sheet: Workbook['sheets'][number]): Promise<readonly (readonly unknown[])[] | undefined> {
  const paths = new Set([...workbook.sharedPaths, sheet.path])
  const checked = [...paths].flatMap((path) => {
    const content = parts.get(path)
    return content ? [[path, content] as const] : []
  })
  parts.clear()
  const options = { trim: false, parseNumber: numberText }
  try {
    return await readSheet(Readable.from(storedZip(checked)), workbook.sheets.indexOf(sheet) + 1, options)
  } catch {
    // Whatever the reader stumbles over, the file is at fault: it is handed nothing else.
    return undefined
  }
}

function cellText(cell: unknown): string {
  if (typeof cell === 'string') return cell
  if (cell instanceof Date) return dayText(cell)
  if (typeof cell === 'boolean') return cell ? 'TRUE' : 'FALSE'
  return ''
}

/**
 * The digits of a number as the spreadsheet shows them: files keep 0.30000000000000004 for 0.3, and 8.55E+10 for a
 * phone. From 16 digits on the digits are already lost; the exponent stays and the cell will be refused.
 */
function numberText(text: string): string {
  if (/^-?(?:0|[1-9][0-9]{0,14})$/.test(text)) return text
  const value = Number(text)
  const size = Math.abs(value)
  const isPlain = size === 0 || (size >= 1e-6 && size < 1e15)
  return isPlain ? String(Number(value.toPrecision(15))) : value.toExponential().toUpperCase()
}

/** 'YYYY-MM-DD', with 'THH:MM' behind it when the cell holds a time too. */
function dayText(date: Date): string {
  if (Number.isNaN(date.getTime())) return '#VALUE!'
  const iso = date.toISOString()
  return iso.slice(11, 19) === '00:00:00' ? iso.slice(0, 10) : iso.slice(0, 16)
}

function putError(records: string[][], { row, column, text }: ErrorCell): void {
  while (records.length < row) records.push([])
  const record = records[row - 1] ?? []
  while (record.length < column) record.push('')
  record[column - 1] = text
}
