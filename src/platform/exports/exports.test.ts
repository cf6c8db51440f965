import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readTable, type RawTable } from '../imports/read-table'
import type { ExportColumn } from './export-column'
import { payloads } from './test-payloads'
import { guardText, isLiveText, removeGuard } from './formula-guard'
import { writeCsv } from './write-csv'
import { writeXlsx } from './write-xlsx'

const text = (heading: string): ExportColumn => ({ heading, kind: 'text' })
const oneColumn = [text('a')]

async function read(bytes: Uint8Array): Promise<RawTable> {
  const table = await readTable(bytes, {})
  if (!table.ok) throw new Error(`${table.reason} ${JSON.stringify(table.params)}`)
  return table.value
}

/** The reading of the specification, written a second time without the program's expression. */
function isLiveByTheRule(cell: string): boolean {
  const blanks = new Set([' ', '\u00A0', '\u3000', '\u2060', '\uFEFF', '\t', '\r', '\n'])
  for (let c = 0x200b; c <= 0x200f; c += 1) blanks.add(String.fromCharCode(c))
  if (['\t', '\r', '\n'].includes(cell.charAt(0))) return true
  if (/^[0-9]+$/.test(cell) && (cell.startsWith('0') || cell.length >= 12)) return true
  let i = 0
  while (blanks.has(cell.charAt(i))) i += 1
  return i < cell.length && '=+-@|%＝＋－＠−'.includes(cell.charAt(i))
}

function hardText(): fc.Arbitrary<string> {
  const piece = fc.constantFrom(
    "'", '"', ',', ';', '\t', '\r', '\n', '\r\n', ' ', '\u00A0', '\u200B', '=', '+', '-', '@', '0', '1234567890123',
    '_x000D_', '_x005F_', 'ក្រុង', 'ວຽງຈັນ', 'a', '<', '&', ']]>', '\uFFFE', '\u0085', '\u0001', '😀', '#', '%',
  )
  return fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''))
}

describe('the guard against formulas', () => {
  it('leaves none of 2,000 payloads live in a CSV file', () => {
    const all = payloads()
    expect(all).toHaveLength(2_000)
    expect(all.filter((payload) => !isLiveByTheRule(payload))).toEqual([])
    expect(all.filter((payload) => isLiveByTheRule(guardText(payload)))).toEqual([])
    const written = new TextDecoder().decode(writeCsv(oneColumn, all.map((payload) => [payload]), { marker: true }))
    expect(written.split(/"?\r\n(?=["']|$)/).slice(1, 3).join('')).toContain("'")
  })

  it('would be seen to fail if it looked at the first character only', () => {
    const weak = (payload: string) => (/^[=+\-@]/.test(payload) ? `'${payload}` : payload)
    expect(payloads().filter((payload) => isLiveByTheRule(weak(payload))).length).toBeGreaterThan(1_000)
  })

  it('agrees with the rule on any text and gives every text back', () => {
    fc.assert(fc.property(hardText(), (cell) => {
      if (isLiveByTheRule(cell)) expect(isLiveText(cell)).toBe(true)
      expect(isLiveByTheRule(guardText(cell))).toBe(false)
      expect(removeGuard(guardText(cell))).toBe(cell)
    }), { numRuns: 5_000, seed: 7 })
  })

  it('leaves ordinary text as it is, also text with an apostrophe', () => {
    for (const cell of ['Sok', "'tis", "O'Neil", '12', '2026-01-31', 'a=b', '12345678901', '']) expect(guardText(cell)).toBe(cell)
    expect(guardText("'=1")).toBe("''=1")
  })
})

describe('files that are written and read back', () => {
  const phones = ['+85512345678', '012345678', '0', '00123', '855123456789', '-', "'+1", '-1 day', '1e5', '']

  it('keeps phone numbers and leading zeros in both formats', async () => {
    const columns = [text('phone'), text('name')]
    const rows = phones.map((phone, i) => [phone, `n${i}`])
    const csv = await read(writeCsv(columns, rows, { marker: true }))
    const xlsx = await read(await writeXlsx(columns, rows))
    expect(csv.headings).toEqual(['phone', 'name'])
    expect(csv.rows.map(({ cells }) => cells[0])).toEqual(phones)
    expect(xlsx.rows.map(({ cells }) => cells[0])).toEqual(phones)
  })

  it('gives back any text of a CSV file with the marker', async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.tuple(hardText(), hardText()), { minLength: 1, maxLength: 8 }), async (rows) => {
      const filled = rows.map(([a, b]) => [a, `x${b}`])
      const table = await read(writeCsv([text('a'), text('b')], filled, { marker: true }))
      expect(table.rows.map(({ cells }) => cells)).toEqual(filled)
    }), { numRuns: 400, seed: 11 })
  })

  it('gives back any text of an XLSX file', async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.tuple(hardText(), hardText()), { minLength: 1, maxLength: 8 }), async (rows) => {
      const filled = rows.map(([a, b]) => [a, `x${b}`])
      const table = await read(await writeXlsx([text('a'), text('b')], filled))
      expect(table.rows.map(({ cells }) => cells)).toEqual(filled)
    }), { numRuns: 120, seed: 13 })
  })

  it('keeps an apostrophe in a file without the marker', async () => {
    const bytes = writeCsv([text('a'), text('b')], [['=1', 'x']], { marker: false })
    expect((await read(bytes)).rows[0]?.cells[0]).toBe("'=1")
  })

  it('types numbers and days in XLSX and reads the same digits', async () => {
    const columns: ExportColumn[] = [{ heading: 'n', kind: 'number' }, { heading: 'd', kind: 'day' }]
    const rows = [['-5', '2026-11-22'], ['1.50', '1899-12-31'], ['12345678901234567890', '2024-02-29'], ['0.1', '2400-01-01']]
    expect((await read(await writeXlsx(columns, rows))).rows.map(({ cells }) => cells)).toEqual(rows)
    expect((await read(writeCsv(columns, rows, { marker: true }))).rows.map(({ cells }) => cells)).toEqual(rows)
  })

  it('writes numbers unguarded and refuses what is no number', () => {
    const columns: ExportColumn[] = [{ heading: 'n', kind: 'number' }]
    expect(new TextDecoder().decode(writeCsv(columns, [['-5']], { marker: false }))).toBe('n\r\n-5\r\n')
    expect(() => writeCsv(columns, [['=1']], { marker: false })).toThrow(RangeError)
    expect(() => writeCsv(columns, [['1e5']], { marker: false })).toThrow(RangeError)
    expect(() => writeCsv(columns, [['1', '2']], { marker: false })).toThrow(RangeError)
  })

  it('begins with the byte-order mark, and has no guards in the raw form', () => {
    const bytes = writeCsv(oneColumn, [['=1']], { marker: true, form: 'raw' })
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    expect(new TextDecoder().decode(bytes)).toBe('a\r\n=1\r\n')
  })
})
