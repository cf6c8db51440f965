import { crc32 } from 'node:zlib'
import yauzl, { type Entry, type ZipFile } from 'yauzl'
import { fault, type Checked } from './fault'
import { importLimits } from './limits'
import { megabytes } from './raw-table'

/** The XML parts of an archive by name, really unpacked. */
export type ZipParts = Map<string, Buffer>

export interface WalkedZip {
  readonly parts: ZipParts
  /** Names of all entries, also of pictures and programs that were not kept. */
  readonly names: readonly string[]
}

/**
 * Walks a ZIP archive by its directory: first what it declares, then every entry unpacked and counted, so that a
 * false declaration does not help. Stops at the first limit.
 */
export async function walkZip(bytes: Uint8Array): Promise<Checked<WalkedZip>> {
  let zip: ZipFile
  try {
    zip = await yauzl.fromBufferPromise(Buffer.from(bytes), { lazyEntries: true, validateEntrySizes: true })
  } catch {
    return fault('damaged-file')
  }
  try {
    const entries = await listEntries(zip)
    return entries.ok ? await unpack(zip, entries.value) : entries
  } catch {
    return fault('damaged-file')
  } finally {
    zip.close()
  }
}

async function listEntries(zip: ZipFile): Promise<Checked<Entry[]>> {
  const tooMany = fault('too-many-parts', { limit: importLimits.zipEntries })
  if (zip.entryCount > importLimits.zipEntries) return tooMany
  const entries: Entry[] = []
  const names = new Set<string>()
  let declared = 0
  for await (const entry of zip.eachEntry()) {
    if (entries.length >= importLimits.zipEntries) return tooMany
    if (entry.isEncrypted()) return fault('encrypted-file')
    if (names.has(entry.fileName.toLowerCase())) return fault('damaged-file')
    names.add(entry.fileName.toLowerCase())
    declared += entry.uncompressedSize
    if (declared > importLimits.unpackedBytes) return tooLarge()
    entries.push(entry)
  }
  return { ok: true, value: entries }
}

async function unpack(zip: ZipFile, entries: readonly Entry[]): Promise<Checked<WalkedZip>> {
  const parts: ZipParts = new Map()
  let total = 0
  for (const entry of entries) {
    if (entry.fileName.endsWith('/')) continue
    const isKept = /\.(?:xml|rels)$/i.test(entry.fileName)
    const pieces: Buffer[] = []
    let sum = 0
    for await (const piece of await zip.openReadStreamPromise(entry)) {
      const buffer = Buffer.from(piece as Uint8Array)
      total += buffer.length
      sum = crc32(buffer, sum)
      if (total > importLimits.unpackedBytes) return tooLarge()
      if (isKept) pieces.push(buffer)
    }
    if (sum !== entry.crc32) return fault('damaged-file')
    if (isKept) parts.set(entry.fileName, Buffer.concat(pieces))
  }
  return { ok: true, value: { parts, names: entries.map(({ fileName }) => fileName) } }
}

function tooLarge() {
  return fault('too-large-unpacked', { limit: megabytes(importLimits.unpackedBytes) })
}
