import { fromBuffer, type Entry, type ZipFile } from 'yauzl'
import { done, type Outcome, refused } from '../../kernel/outcome'

/** Largest text of a document, unpacked. */
const largest = 20_000_000

/** The text of a Word document: one line per paragraph, cells of a row apart by tabs. */
export async function readDocxText(bytes: Uint8Array): Promise<Outcome<string, 'not-readable'>> {
  try {
    return done(textOfXml(await readEntry(bytes, 'word/document.xml')))
  } catch {
    return refused('not-readable')
  }
}

const entities: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'", '&amp;': '&' }

function textOfXml(xml: string): string {
  return xml
    .replace(/<w:tab\/>/g, '\t').replace(/<w:br[^>]*\/>/g, '\n').replace(/<\/w:p>\s*<\/w:tc>/g, '\t').replace(/<\/w:(?:p|tr)>/g, '\n')
    .replace(/<[^>]+>/g, '').replace(/&(?:lt|gt|quot|apos|amp);/g, (entity) => entities[entity] ?? entity).replace(/\n{3,}/g, '\n\n')
}

/** One file of an archive as text. @throws when there is none, or it is too large. */
export function readEntry(bytes: Uint8Array, name: string): Promise<string> {
  return new Promise((resolve, reject) => {
    fromBuffer(Buffer.from(bytes), { lazyEntries: true }, (failed: Error | null, zip: ZipFile) => {
      if (failed) return reject(failed)
      zip.on('error', reject)
      zip.on('end', () => reject(new Error(`no file ${name}`)))
      zip.on('entry', (entry: Entry) => {
        if (entry.fileName !== name) return zip.readEntry()
        if (entry.uncompressedSize > largest) return reject(new Error('too large'))
        zip.openReadStream(entry, (broken, stream) => {
          if (broken) return reject(broken)
          const pieces: Buffer[] = []
          stream.on('error', reject)
          stream.on('data', (piece: Buffer) => pieces.push(piece))
          stream.on('end', () => resolve(Buffer.concat(pieces).toString('utf8')))
        })
      })
      zip.readEntry()
    })
  })
}
