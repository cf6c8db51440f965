import { parseFileNumber, parseNumber } from '../text/numbers'
import { cleanText } from '../text/well-formed'
import type { CellOutcome, CellRefusal, Column } from './column'
import { dayCell } from './day-cell'
import type { ColumnSource, FileDayOrder } from './mapping'
import { looksLikeOldFont } from './old-font'
import { longestMatched } from './pattern'

const destroyed = /^#(?:NAME\?|REF!|VALUE!|DIV\/0!|N\/A|NUM!|NULL!|SPILL!|CALC!|FIELD!|GETTING_DATA|#{2,})$/
const shortened = /^-?[0-9](?:[.,][0-9]+)?E\+[0-9]{2,3}$/i
const yes = new Set(['y', 'yes', 'true', '1', 'បាទ', 'ចាស', 'បាទ/ចាស', 'មាន', 'ແມ່ນ', 'ມີ'])
const no = new Set(['n', 'no', 'false', '0', 'ទេ', 'គ្មាន', 'ບໍ່', 'ບໍ່ແມ່ນ', 'ບໍ່ມີ'])
const lengths = { oneLine: 500, manyLines: 10_000, leastForFont: 4 }
const shareOfCell = 0.5

/** The text of a cell after its mapping: what the pattern finds, our value for theirs, the default for nothing. */
export function mappedText(raw: string, source: ColumnSource): CellOutcome<string> {
  const damage = source.values?.has(raw.trim()) === true ? undefined : damageOf(raw.trim())
  if (damage) return damage
  let text = raw.normalize('NFC').trim()
  if (source.pattern && text !== '') {
    if (text.length > longestMatched) return { ok: false, reason: 'too-long-for-pattern', params: { limit: longestMatched } }
    const found = source.pattern.exec(text)
    if (!found && source.values?.has(text) !== true) return { ok: false, reason: 'pattern-not-matched' }
    if (found) text = (found[1] ?? '').trim()
  }
  text = ownValue(text, source.values)
  return { ok: true, value: text === '' ? source.default ?? '' : text }
}

/** What a spreadsheet or a wrong encoding destroyed cannot be read back from the file. */
function damageOf(text: string): CellRefusal | undefined {
  if (destroyed.test(text)) return { ok: false, reason: 'spreadsheet-destroyed-cell' }
  return text.includes('\uFFFD') ? { ok: false, reason: 'broken-characters' } : undefined
}

function ownValue(text: string, values: ReadonlyMap<string, string> | undefined): string {
  if (!values) return text
  const exact = values.get(text)
  if (exact !== undefined) return exact.trim()
  const folded = text.toLowerCase()
  for (const [theirs, ours] of values) if (theirs.trim().toLowerCase() === folded) return ours.trim()
  return text
}

/** Brings a filled cell into the form of its column's kind. */
export function cellOfKind(text: string, column: Column<unknown>, order: FileDayOrder | undefined): CellOutcome<string> {
  if (column.kind === 'day') return dayCell(text, order)
  if (column.kind === 'number') return numberCell(text)
  if (column.kind === 'yes-no') return yesNoCell(text)
  if (shortened.test(text)) return { ok: false, reason: 'spreadsheet-shortened-number' }
  if (column.isNative === true && text.length >= lengths.leastForFont && looksLikeOldFont(text, shareOfCell)) {
    return { ok: false, reason: 'old-font-cell' }
  }
  const isMultiline = column.isMultiline === true
  const max = column.maxLength ?? (isMultiline ? lengths.manyLines : lengths.oneLine)
  const clean = cleanText(text, { max, multiline: isMultiline })
  if (clean.ok) return clean
  return clean.reason === 'too-long' ? { ok: false, reason: 'cell-text-too-long', params: { limit: max } } : clean
}

function numberCell(text: string): CellOutcome<string> {
  const plain = parseFileNumber(text)
  if (plain !== undefined) return { ok: true, value: plain }
  const read = parseNumber(text, { language: 'en', decimals: 2, mayBeNegative: true })
  const instead = read.ok ? read.value.decimal : read.suggestions[0]?.decimal
  return { ok: false, reason: 'not-a-file-number', ...(instead === undefined ? {} : { instead }) }
}

function yesNoCell(text: string): CellOutcome<string> {
  const typed = text.normalize('NFC').toLowerCase()
  if (yes.has(typed)) return { ok: true, value: 'yes' }
  return no.has(typed) ? { ok: true, value: 'no' } : { ok: false, reason: 'not-yes-or-no', instead: 'Y' }
}
