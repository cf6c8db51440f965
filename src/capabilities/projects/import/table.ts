import { parse } from 'csv-parse/sync'
import { done, type Outcome, refused } from '../../../kernel/outcome'
import { readEntry } from '../../../platform/documents/read-docx'
import { importWorkerFile } from '../../../platform/imports/worker-file'
import { readTableSafely } from '../../../platform/imports/read-safely'

/** Rows of cells as they stand, the headings first. A heading row inside the table has one filled cell. */
export type Grid = readonly (readonly string[])[]
export type TableRefusal = 'nothing-there' | 'not-a-table' | 'no-table-in-document' | 'text-too-long'

const largest = 1_000_000

/** A table that was pasted from a spreadsheet or a document (tabs), or typed as CSV. */
export function pastedTable(text: string): Outcome<Grid, TableRefusal> {
  if (text.trim() === '') return refused('nothing-there')
  if (text.length > largest) return refused('text-too-long')
  const delimiter = text.includes('\t') ? '\t' : /^[^\n]*;/.test(text) ? ';' : ','
  try {
    return tidy(parse(text, { delimiter, bom: true, relax_column_count: true, relax_quotes: true, skip_empty_lines: true, quote: delimiter === '\t' ? null : '"' }) as string[][])
  } catch {
    return refused('not-a-table')
  }
}

/** The table of a file: CSV, one sheet of a workbook, or the largest table of a Word document whose heading holds the wanted word. */
export async function tableOfFile(bytes: Uint8Array, name: string, isWanted: (headings: readonly string[]) => boolean): Promise<Outcome<Grid, TableRefusal>> {
  if (/\.docx$/i.test(name)) {
    const tables = await tablesOfDocx(bytes)
    const found = tables.filter(([headings]) => headings !== undefined && isWanted(headings)).sort((a, b) => b.length - a.length)[0]
    return found ? tidy(found) : refused('no-table-in-document')
  }
  if (!/\.xlsx$/i.test(name)) return pastedTable(new TextDecoder().decode(bytes))
  const table = await readTableSafely(bytes, {}, { worker: await importWorkerFile() })
  return table.ok ? tidy([table.value.headings, ...table.value.rows.map(({ cells }) => cells)]) : refused('not-a-table')
}

/** One line in the normal form of Unicode, without control characters. */
const cleanCell = (cell: string) => cell.normalize('NFC').replace(/\s+/g, ' ').replace(/\p{Cc}/gu, '').trim()

/**
 * What page breaks do to a printed table is taken back: footnotes (^a) are left out, and a row that begins in lower case
 * goes on with the row before. A row that is too long and begins with a bare number, such as 1.1, has it before its text.
 */
function tidy(all: Grid): Outcome<Grid, TableRefusal> {
  const [head = [], ...body] = all.map((row) => row.map(cleanCell))
  const headings = [...head]
  while (headings.at(-1) === '') headings.pop()
  if (headings.length < 2 || body.length === 0) return refused('not-a-table')
  const wide = headings.length
  const rows: string[][] = []
  for (const row of body) {
    const [first = '', second = '', ...rest] = row
    if (row.every((cell) => cell === '') || first.startsWith('^')) continue
    const isNumbered = /^\d+(\.\d+)*$/.test(first) && row.length > wide
    const cells = isNumbered ? [`${first} ${second}`, ...rest] : row
    const last = rows.at(-1)
    if (last && /^\p{Ll}/u.test(first)) rows[rows.length - 1] = last.map((cell, index) => `${cell} ${cells[index] ?? ''}`.trim())
    else rows.push(headings.map((_, index) => cells[index] ?? ''))
  }
  return rows.length === 0 ? refused('not-a-table') : done([headings, ...rows])
}

const entities: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'", '&amp;': '&' }
const textOf = (xml: string) =>
  xml.replace(/<\/w:p>/g, '\n').replace(/<w:tab\/>/g, ' ').replace(/<[^>]+>/g, '').replace(/&(?:lt|gt|quot|apos|amp);/g, (entity) => entities[entity] ?? entity).trim()

/** The tables of a Word document; nothing when it cannot be read. A table inside a cell counts as text of the cell. */
async function tablesOfDocx(bytes: Uint8Array): Promise<string[][][]> {
  try {
    const xml = await readEntry(bytes, 'word/document.xml')
    return [...xml.matchAll(/<w:tbl[ >].*?<\/w:tbl>/gs)].map(([table]) =>
      [...table.matchAll(/<w:tr[ >].*?<\/w:tr>/gs)].map(([row]) => [...row.matchAll(/<w:tc[ >].*?<\/w:tc>/gs)].map(([cell]) => textOf(cell))))
  } catch {
    return []
  }
}
