import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readTable, type RawTable, type ReadOptions } from './read-table'
import reasons from './reasons.json'
import { cell, goodRow, headRow, workbook, workbookEntries, zip, type TestEntry } from './test-files'

const megabyte = 1024 * 1024
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

async function read(bytes: Uint8Array | string, options: ReadOptions = {}): Promise<RawTable> {
  const table = await readTable(typeof bytes === 'string' ? Buffer.from(bytes) : bytes, options)
  if (!table.ok) throw new Error(`${table.reason} ${JSON.stringify(table.params)}`)
  return table.value
}

async function refusal(bytes: Uint8Array | string, options: ReadOptions = {}): Promise<[string, object] | 'read'> {
  const table = await readTable(typeof bytes === 'string' ? Buffer.from(bytes) : bytes, options)
  return table.ok ? 'read' : [table.reason, table.params]
}

const rels = (content: string): TestEntry => ({ name: 'xl/worksheets/_rels/sheet1.xml.rels', content: `<Relationships>${content}</Relationships>` })
const compound = (text: string) => Buffer.concat([Buffer.from('D0CF11E0A1B11AE1', 'hex'), Buffer.alloc(500), Buffer.from(text, 'utf16le')])

describe('a bad workbook', () => {
  const cases: [string, Buffer, string, object?][] = [
    ['with a bomb that declares its size', workbook(headRow + goodRow, [{ name: 'xl/media/a.bin', content: Buffer.alloc(101 * megabyte) }]), 'too-large-unpacked', { limit: 100 }],
    ['with a bomb that declares little', workbook(headRow, [{ name: 'xl/styles.xml', content: Buffer.alloc(20 * megabyte, 32), declared: 10 }]), 'damaged-file'],
    ['with many parts', workbook(headRow + goodRow, Array.from({ length: 200 }, (_, i) => ({ name: `xl/p${i}.xml`, content: '<a/>' }))), 'too-many-parts', { limit: 200 }],
    ['with one cell at the last address', workbook(`${headRow}<row r="1048576">${cell('XFD1048576', 'x')}</row>`), 'too-many-rows', { limit: 20_000, row: '1048576' }],
    ['with a cell far to the right', workbook(`${headRow}<row r="2">${cell('XFD2', 'x')}</row>`), 'too-many-columns', { limit: 100, cell: 'XFD2' }],
    ['with a far cell in a row without number', workbook(`${headRow}<row>${cell('A1048576', 'x')}</row>`), 'too-many-rows'],
    ['with a far cell behind a tricky attribute', workbook(`${headRow}<row r="2"><x:c q="a>b" r = 'CW2'><v>1</v></x:c></row>`), 'too-many-columns'],
    ['with an address written as entities', workbook(`${headRow}<row r="2"><c r="&#88;FD2"><v>1</v></c></row>`), 'too-many-columns'],
    ['with a cell without address', workbook(`${headRow}<row r="2"><c><v>1</v></c></row>`), 'row-not-readable'],
    ['with an address in small letters', workbook(`${headRow}<row r="2"><c r="xfd2"><v>1</v></c></row>`), 'row-not-readable'],
    ['with formulas', workbook(`${headRow}<row r="2">${cell('A2', '1')}<c r="B2"><f>1+1</f><v>2</v></c></row><row r="3"><c r="B3"><f t="shared" si="0"/><v>2</v></c></row>`), 'has-formulas', { cells: 'B2, B3', count: 2 }],
    ['with macros', workbook(headRow + goodRow, [{ name: 'xl/vbaProject.bin', content: 'x' }]), 'has-macros'],
    ['with a macro type', workbook(headRow + goodRow, [{ name: '[Content_Types].xml', content: '<Types><Override ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>' }]), 'has-macros'],
    ['with a macro sheet', workbook(headRow + goodRow, [{ name: 'xl/macrosheets/sheet1.xml', content: '<a/>' }]), 'has-macros'],
    ['with external links', workbook(headRow + goodRow, [{ name: 'xl/externalLinks/externalLink1.xml', content: '<a/>' }]), 'has-external-links'],
    ['with an outside relation', workbook(headRow + goodRow, [rels(`<Relationship Id="r" Type="${office}/image" Target="file://x/a" TargetMode="External"/>`)]), 'has-external-links'],
    ['with an embedded object', workbook(headRow + goodRow, [{ name: 'xl/embeddings/oleObject1.bin', content: 'x' }]), 'has-embedded-objects'],
    ['with a DOCTYPE', workbook(headRow + goodRow, [{ name: 'xl/sharedStrings.xml', content: '<!DOCTYPE a [<!ENTITY b "c">]><sst/>' }]), 'has-doctype', { part: 'xl/sharedStrings.xml' }],
    ['with XML in UTF-16', workbook(headRow + goodRow, [{ name: 'xl/styles.xml', content: Buffer.from('<a/>', 'utf16le') }]), 'damaged-file'],
    ['with an encrypted entry', workbook(headRow + goodRow, [{ name: 'xl/styles.xml', content: '<a/>', isEncrypted: true }]), 'encrypted-file'],
    ['with a password', compound('EncryptedPackage'), 'encrypted-file'],
    ['of the old format', compound('Workbook'), 'old-excel-file'],
    ['cut in the middle', workbook(headRow + goodRow).subarray(0, 700), 'damaged-file'],
    ['with one name twice', zip([...workbookEntries(headRow), { name: 'XL/workbook.xml', content: '<a/>' }]), 'damaged-file'],
    ['with a name that leaves the archive', workbook(headRow + goodRow, [{ name: '../../etc/cron.xml', content: '<a/>' }]), 'damaged-file'],
    ['that is a text document', zip([{ name: 'word/document.xml', content: '<a/>' }]), 'wrong-kind', { kind: 'DOCX' }],
    ['without sheets', workbook('', [{ name: 'xl/workbook.xml', content: '<workbook/>' }]), 'damaged-file'],
    ['whose XML breaks off', workbook('', [{ name: 'xl/worksheets/sheet1.xml', content: `<worksheet><sheetData>${headRow}<row r="2"><c r="A2"><v>1</v` }]), 'damaged-file'],
    ['with rows out of order', workbook(goodRow + headRow), 'damaged-file'],
    ['with headings alone', workbook(headRow), 'no-rows'],
    ['with nothing', workbook(''), 'empty-file'],
  ]
  it.each(cases)('%s is refused', async (_, bytes, reason, params) => {
    const answer = await refusal(bytes)
    expect(answer[0]).toBe(reason)
    if (params) expect(answer[1]).toEqual(params)
  })

  it('whose one long text stands in many cells is refused before it fills memory', async () => {
    const strings = `<sst><si><t>${'x'.repeat(30_000)}</t></si></sst>`
    const rows = Array.from({ length: 3_000 }, (_, i) => `<row r="${i + 2}"><c r="A${i + 2}" t="s"><v>0</v></c></row>`).join('')
    const relation = `<Relationship Id="rId2" Type="${office}/sharedStrings" Target="sharedStrings.xml"/>`
    const entries = workbookEntries(headRow + rows, [{ name: 'xl/sharedStrings.xml', content: strings }])
      .map((entry) => (entry.name.endsWith('workbook.xml.rels') ? { ...entry, content: String(entry.content).replace('</R', `${relation}</R`) } : entry))
    expect((await refusal(zip(entries)))[0]).toBe('too-much-text')
  })

  it('is read by its directory only: an entry that only a local header names does not count', async () => {
    const hidden = zip([
      { name: 'xl/worksheets/sheet1.xml', content: `<worksheet><sheetData>${headRow}<row r="9">${cell('XFD9', 'x')}</row></sheetData></worksheet>`, listedAs: null },
      ...workbookEntries(headRow + goodRow),
    ])
    expect((await read(hidden)).rows).toEqual([{ row: 2, cells: ['1', 'Sok'] }])
  })
})

describe('a good workbook', () => {
  it('keeps row numbers, blanks, native text, numbers and days', async () => {
    const styles = '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>'
    const relation = `<Relationship Id="rId2" Type="${office}/styles" Target="styles.xml"/>`
    const rows = `<row r="3">${cell('A3', 'source_id')}${cell('B3', 'name')}${cell('C3', 'n')}${cell('D3', 'd')}</row>`
      + `<row r="5">${cell('A5', ' 01 ')}${cell('B5', 'សុខ ວຽງ')}<c r="C5"><v>0.30000000000000004</v></c><c r="D5" s="1"><v>45000</v></c></row>`
      + '<row r="6"><c r="A6"><v>8.5512345678E+10</v></c><c r="B6" t="e"><v>#NAME?</v></c><c r="C6" t="b"><v>1</v></c><c r="D6"><v>1.23456789012345E+17</v></c></row>'
    const entries = workbookEntries(rows, [{ name: 'xl/styles.xml', content: styles }])
      .map((entry) => (entry.name.endsWith('workbook.xml.rels') ? { ...entry, content: String(entry.content).replace('</R', `${relation}</R`) } : entry))
    const table = await read(zip(entries))
    expect(table.rows).toEqual([
      { row: 5, cells: [' 01 ', 'សុខ ວຽງ', '0.3', '2023-03-15'] },
      { row: 6, cells: ['85512345678', '#NAME?', 'TRUE', '1.23456789012345E+17'] },
    ])
    expect(table.blankRows).toBe(1)
  })

  it('takes the chosen sheet and names the others', async () => {
    const relation = `<Relationship Id="rId2" Type="${office}/worksheet" Target="/xl/worksheets/sheet2.xml"/>`
    const entries = workbookEntries(headRow + goodRow, [
      { name: 'xl/workbook.xml', content: '<workbook><sheets><sheet name="One" sheetId="1" r:id="rId1"/><sheet name="ពីរ &amp; 2" sheetId="2" r:id="rId2"/></sheets></workbook>' },
      { name: 'xl/worksheets/sheet2.xml', content: `<worksheet><sheetData>${headRow}${goodRow.replace('Sok', 'Dara')}</sheetData></worksheet>` },
    ]).map((entry) => (entry.name.endsWith('workbook.xml.rels') ? { ...entry, content: String(entry.content).replace('</R', `${relation}</R`) } : entry))
    expect((await read(zip(entries), { sheet: 'ពីរ & 2' })).rows[0]?.cells[1]).toBe('Dara')
    expect(await refusal(zip(entries), { sheet: 'Three' })).toEqual(['sheet-not-found', { sheet: 'Three', sheets: 'One, ពីរ & 2' }])
  })

  it('may hold hyperlinks, which are never followed', async () => {
    const link = rels(`<Relationship Id="r" Type="${office}/hyperlink" Target="mailto:a@b.example" TargetMode="External"/>`)
    expect((await read(workbook(headRow + goodRow, [link]))).rows).toHaveLength(1)
  })
})

describe('a bad text file', () => {
  const many = (n: number) => Array.from({ length: n }, (_, i) => `c${i}`).join(',')
  const cases: [string, Uint8Array | string, string, object?, ReadOptions?][] = [
    ['of no bytes', '', 'empty-file'],
    ['of blanks', '\uFEFF \n \n', 'empty-file'],
    ['over 10 MB', Buffer.alloc(10 * megabyte + 1, 97), 'too-large-file', { limit: 10 }],
    ['of 20,001 rows', `a,b\n${'1,2\n'.repeat(20_001)}`, 'too-many-rows', { limit: 20_000, row: 20_002 }],
    ['of 101 columns', `${many(101)}\n${many(101)}\n`, 'too-many-columns', { limit: 100 }],
    ['that is a PDF', '%PDF-1.7\n', 'wrong-kind', { kind: 'PDF' }],
    ['that is a picture', Buffer.from('89504E470D0A1A0A00', 'hex'), 'wrong-kind', { kind: 'PNG' }],
    ['that is a page saved as .xls', '\n<HTML><table>', 'wrong-kind', { kind: 'HTML' }],
    ['of unknown encoding', Buffer.from('a,b\n1,caf\xE9\n', 'latin1'), 'encoding-unknown', { encoding: 'utf-8', row: 2 }],
    ['not in the chosen encoding', Buffer.from('a,b\n1,caf\xE9\n', 'latin1'), 'wrong-encoding', { encoding: 'utf-8', row: 2 }, { encoding: 'utf-8' }],
    ['with NUL', 'a,b\n1,\0\n', 'not-text'],
    ['with an open quote', 'a,b\n1,"x\n2,y\n', 'quote-not-closed', { row: 2 }],
    ['with a quote inside a field', 'a,b\n1,x\n2,5" pipe\n', 'quote-broken', { row: 3 }],
    ['without rows', 'a,b\n\n,,\n', 'no-rows'],
    ['with one heading twice', 'a,a\n1,2\n', 'heading-twice', { heading: 'a' }],
    ['with a heading missing', 'a,,c\n1,2,3\n', 'heading-missing', { column: 'B' }],
  ]
  it.each(cases)('%s is refused', async (_, bytes, reason, params, options) => {
    const answer = await refusal(bytes, options)
    expect(answer[0]).toBe(reason)
    if (params) expect(answer[1]).toEqual(params)
  })
})

describe('a text file', () => {
  const sample = 'name;ຊື່\n"a;b";"line\nbreak"\nសុខ;x\n'
  const utf16 = (mark: string) => Buffer.from(mark + sample, 'utf16le')

  it('is read in each encoding, by its mark, by its zero bytes or by choice', async () => {
    const expected = [{ row: 2, cells: ['a;b', 'line\nbreak'] }, { row: 3, cells: ['សុខ', 'x'] }]
    for (const bytes of [Buffer.from(sample), Buffer.from(`\uFEFF${sample}`), utf16('\uFEFF'), utf16('\uFEFF').swap16()]) {
      expect((await read(bytes)).rows).toEqual(expected)
    }
    expect((await read(utf16(''), { encoding: 'utf-16le' })).rows).toEqual(expected)
    const plain = Buffer.from('a,b\n1,2\n', 'utf16le')
    expect((await read(plain)).origin.encoding).toBe('utf-16le')
    const french = await read(Buffer.from('a,b\n1,caf\xE9 \x80\n', 'latin1'), { encoding: 'windows-1252' })
    expect(french.rows[0]?.cells[1]).toBe('café €')
  })

  it('shows its delimiter, which a person may overrule', async () => {
    expect((await read('a\tb,c\n1\t2,3\n')).origin.delimiter).toBe('\t')
    expect((await read('"a;b;c",d\n1,2\n')).origin.delimiter).toBe(',')
    expect((await read('a;b,c\n1;2,3\n', { delimiter: ';' })).headings).toEqual(['a', 'b,c'])
  })

  it('reports rows that do not fit and keeps all others', async () => {
    const table = await read('a,b\n1,2\n3\n\n4,5,6\n7,8,,\n')
    expect(table.rows.map(({ row }) => row)).toEqual([2, 6])
    expect(table.unreadable.map(({ row, reason, params }) => [row, reason, params])).toEqual([
      [3, 'field-count', { found: 1, expected: 2 }], [5, 'field-count', { found: 3, expected: 2 }],
    ])
    expect(table.blankRows).toBe(1)
  })

  it('never throws and accounts for every row, whatever its bytes', async () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.array(fc.constantFrom('a', '"', ',', ';', '\n', '\r\n', '\r', 'ក', ' ', '1', '#NAME?', '\t'), { maxLength: 60 }).map((all) => Buffer.from(all.join(''))),
    )
    await fc.assert(fc.asyncProperty(bytes, async (file) => {
      const answer = await readTable(file, {})
      if (!answer.ok) expect(Object.keys(reasons)).toContain(answer.reason)
      else expect(answer.value.rows.every(({ cells }) => cells.length === answer.value.headings.length)).toBe(true)
    }), { numRuns: 2_000, seed: 5 })
  })

  it('is never read wrongly: one changed byte gives the same table or a refusal', async () => {
    const good = workbook(headRow + goodRow)
    const { headings, rows } = await read(good)
    let refused = 0
    for (let at = 0; at < good.length; at += 1) {
      const file = Buffer.from(good)
      file[at] = (file[at] ?? 0) ^ 0x55
      const answer = await readTable(file, {})
      if (!answer.ok) refused += 1
      else if (answer.value.origin.kind === 'xlsx') expect([answer.value.headings, answer.value.rows]).toEqual([headings, rows])
    }
    expect(refused).toBeGreaterThan(good.length / 2)
  })

  it('never throws on a workbook with damaged bytes', async () => {
    const good = workbook(headRow + goodRow)
    await fc.assert(fc.asyncProperty(fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 }), async (changes) => {
      const file = Buffer.from(good)
      for (const [at, byte] of changes) file[at] = byte
      const answer = await readTable(file, {})
      if (!answer.ok) expect(Object.keys(reasons)).toContain(answer.reason)
    }), { numRuns: 1_000, seed: 6 })
  })
})

describe('the real file of adverts', () => {
  const file = new URL('../../../../shared/data/vacancies/cambodia-2022.csv', import.meta.url)
  it('gives all its 3,402 rows', async ({ skip }) => {
    if (!existsSync(file)) {
      console.log('skipped: the adverts of 2022 are not on this machine')
      skip()
    }
    const table = await read(readFileSync(file))
    expect(table.rows.length + table.unreadable.length).toBe(3_402)
    expect(table.unreadable).toEqual([])
    expect(table.rows.filter(({ cells }) => cells.includes('#NAME?'))).toHaveLength(168)
  })
})
