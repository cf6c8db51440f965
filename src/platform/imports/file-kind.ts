import { fault, type ImportFault } from './fault'

const magic: readonly (readonly [kind: string, start: string])[] = [
  ['PDF', '%PDF'], ['PNG', '\x89PNG'], ['JPEG', '\xFF\xD8\xFF'], ['GIF', 'GIF8'], ['GZIP', '\x1F\x8B'],
  ['RAR', 'Rar!'], ['7Z', "7z\xBC\xAF'"], ['RTF', '{\\rtf'], ['SQLite', 'SQLite format'], ['EXE', 'MZ\x90'], ['XML', '<?xml'],
  ['HTML', '<!DOCTYPE html'], ['HTML', '<html'],
]

/** Decides by content, never by name: 'xlsx' is a ZIP archive, 'text' is anything that may be CSV. */
export function fileKind(bytes: Uint8Array): 'xlsx' | 'text' | ImportFault {
  const start = Buffer.from(bytes.subarray(0, 64)).toString('latin1')
  if (start.startsWith('PK\x03\x04') || start.startsWith('PK\x05\x06')) return 'xlsx'
  if (start.startsWith('\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1')) return compoundFile(bytes)
  const text = start.replace(/^\xEF\xBB\xBF/, '').trimStart().toLowerCase()
  const found = magic.find(([, sign]) => start.startsWith(sign) || text.startsWith(sign.toLowerCase()))
  return found ? fault('wrong-kind', { kind: found[0] }) : 'text'
}

/** The container of old Excel files is also that of new ones with a password. */
function compoundFile(bytes: Uint8Array): ImportFault {
  const isEncrypted = Buffer.from(bytes).includes(Buffer.from('EncryptedPackage', 'utf16le'))
  return fault(isEncrypted ? 'encrypted-file' : 'old-excel-file')
}
