import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { ExportColumn } from './export-column'
import { payloads } from './test-payloads'
import { writeCsv } from './write-csv'
import { writeXlsx } from './write-xlsx'

const office = process.env['SOFFICE'] ?? '/usr/bin/soffice'
const hasOffice = existsSync(office)
if (!hasOffice) console.log(`SKIPPED: exports in a real spreadsheet program, because there is none at ${office} (set SOFFICE)`)

const columns: ExportColumn[] = [{ heading: 'what', kind: 'text' }, { heading: 'phone', kind: 'text' }]
/** What XLSX can hold as a cell; carriage returns alone are written as marks that only Excel shows. */
const rows = () => payloads().map((payload, i) => [payload, i % 2 === 0 ? '+85512345678' : '012345678'] as const)

/** Opens files in LibreOffice as a person would and gives back its own text form of the whole document. */
function open(files: ReadonlyMap<string, Uint8Array>): Map<string, string> {
  const folder = mkdtempSync(join(tmpdir(), 'openpes-office-'))
  for (const [name, bytes] of files) writeFileSync(join(folder, name), bytes)
  execFileSync(office, ['--headless', `-env:UserInstallation=file://${folder}/profile`, '--convert-to', 'fods', '--outdir', folder, ...[...files.keys()].map((name) => join(folder, name))], { stdio: 'ignore', timeout: 180_000 })
  return new Map([...files.keys()].map((name) => [name, readFileSync(join(folder, name.replace(/\.[a-z]+$/, '.fods')), 'utf8')]))
}

const formulas = (document: string) => document.match(/table:formula="/g)?.length ?? 0
const numbers = (document: string) => document.match(/office:value-type="float"/g)?.length ?? 0
const phones = (document: string) => document.match(/>(?:'|&apos;)?\+85512345678</g)?.length ?? 0
const zeros = (document: string) => document.match(/>(?:'|&apos;)?012345678</g)?.length ?? 0

describe.skipIf(!hasOffice)('in LibreOffice', () => {
  it('2,000 payloads leave no live formula and no changed phone number, in CSV and in XLSX; an unguarded file does', async () => {
    const found = open(new Map([
      ['guarded.csv', writeCsv(columns, rows(), { marker: true })],
      ['raw.csv', writeCsv(columns, rows(), { marker: false, form: 'raw' })],
      ['typed.xlsx', await writeXlsx(columns, rows())],
    ]))
    const seen = (name: string) => {
      const document = found.get(name) ?? ''
      return { formulas: formulas(document), numbers: numbers(document), phones: phones(document), zeros: zeros(document) }
    }
    expect(seen('guarded.csv')).toEqual({ formulas: 0, numbers: 0, phones: 1_000, zeros: 1_000 })
    expect(seen('typed.xlsx')).toEqual({ formulas: 0, numbers: 0, phones: 1_000, zeros: 1_000 })
    const raw = seen('raw.csv')
    expect([raw.formulas > 0, raw.numbers > 0, raw.phones, raw.zeros]).toEqual([true, true, 0, 0])
  }, 200_000)
})
