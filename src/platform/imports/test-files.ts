import { crc32, deflateRawSync } from 'node:zlib'

/** One entry of an archive made for a test; what is given here overrides what would be true. */
export interface TestEntry {
  readonly name: string
  readonly content: string | Buffer
  /** The size that headers declare. */
  readonly declared?: number
  readonly isEncrypted?: boolean
  /** The name in the directory at the end; the local header keeps `name`. */
  readonly listedAs?: string | null
}

/** A ZIP archive written by hand, so that it can also lie. */
export function zip(entries: readonly TestEntry[]): Buffer {
  const local: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const entry of entries) {
    const raw = Buffer.from(entry.content)
    const packed = deflateRawSync(raw, { level: 9 })
    const facts = Buffer.alloc(26)
    facts.writeUInt16LE(20, 0)
    facts.writeUInt16LE(0x0800 | (entry.isEncrypted === true ? 1 : 0), 2)
    facts.writeUInt16LE(8, 4)
    facts.writeUInt16LE(0x21, 8)
    facts.writeUInt32LE(crc32(raw), 10)
    facts.writeUInt32LE(packed.length, 14)
    facts.writeUInt32LE(entry.declared ?? raw.length, 18)
    facts.writeUInt16LE(Buffer.byteLength(entry.name), 22)
    const header = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), facts, Buffer.from(entry.name), packed])
    const listed = entry.listedAs === undefined ? entry.name : entry.listedAs
    if (listed !== null) {
      const listedFacts = Buffer.from(facts)
      listedFacts.writeUInt16LE(Buffer.byteLength(listed), 22)
      const place = Buffer.alloc(14)
      place.writeUInt32LE(offset, 10)
      directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\0', 'latin1'), listedFacts, place, Buffer.from(listed)]))
    }
    local.push(header)
    offset += header.length
  }
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 0, 'latin1')
  end.writeUInt16LE(directory.length, 8)
  end.writeUInt16LE(directory.length, 10)
  end.writeUInt32LE(directory.reduce((sum, { length }) => sum + length, 0), 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...local, ...directory, end])
}

const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/** The entries of a small workbook with this sheet XML inside `<sheetData>`; `more` is added or replaces. */
export function workbookEntries(rows: string, more: readonly TestEntry[] = []): TestEntry[] {
  const entries: TestEntry[] = [
    { name: '[Content_Types].xml', content: '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>' },
    { name: 'xl/workbook.xml', content: `<workbook xmlns:r="${office}"><sheets><sheet name="One" sheetId="1" r:id="rId1"/></sheets></workbook>` },
    { name: 'xl/_rels/workbook.xml.rels', content: `<Relationships><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>` },
    { name: 'xl/worksheets/sheet1.xml', content: `<worksheet><sheetData>${rows}</sheetData></worksheet>` },
  ]
  const replaced = new Set(more.map(({ name }) => name))
  return [...entries.filter(({ name }) => !replaced.has(name)), ...more]
}

export function workbook(rows: string, more: readonly TestEntry[] = []): Buffer {
  return zip(workbookEntries(rows, more))
}

/** A cell with its text inside. */
export function cell(address: string, text: string): string {
  return `<c r="${address}" t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`
}

export const headRow = `<row r="1">${cell('A1', 'source_id')}${cell('B1', 'name')}</row>`
export const goodRow = `<row r="2">${cell('A2', '1')}${cell('B2', 'Sok')}</row>`
