import { fault, type Checked } from './fault'
import type { TextEncoding } from './raw-table'

export interface DecodedText {
  readonly text: string
  readonly encoding: TextEncoding
}

const marks: readonly (readonly [TextEncoding, readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]], ['utf-16le', [0xff, 0xfe]], ['utf-16be', [0xfe, 0xff]],
]

/**
 * Reads bytes as text: by the mark at their start, else by choice, else strictly as UTF-8 or as UTF-16 that shows
 * itself by its zero bytes. Windows-1252 is never guessed: any bytes would fit it.
 */
export function decodeText(bytes: Uint8Array, choice?: TextEncoding): Checked<DecodedText> {
  const marked = marks.find(([, mark]) => mark.every((byte, i) => bytes[i] === byte))
  if (marked) return decodeAs(marked[0], bytes.subarray(marked[1].length))
  if (choice) return decodeAs(choice, bytes)
  const guess = utf16ByZeros(bytes)
  if (guess) return decodeAs(guess, bytes)
  const read = decodeAs('utf-8', bytes)
  return read.ok || read.reason !== 'wrong-encoding' ? read : fault('encoding-unknown', read.params)
}

function decodeAs(encoding: TextEncoding, bytes: Uint8Array): Checked<DecodedText> {
  const text = tryDecode(encoding, bytes)
  if (text === undefined) return fault('wrong-encoding', { encoding, row: firstWrongLine(encoding, bytes) })
  if (text.includes('\0')) return fault('not-text')
  return { ok: true, value: { text, encoding } }
}

/** Windows-1252 from 0x80 to 0x9F; Node 20 decodes these as ISO 8859-1. Five bytes have no character. */
const windows = '€\uFFFD‚ƒ„…†‡ˆ‰Š‹Œ\uFFFDŽ\uFFFD\uFFFD‘’“”•–—˜™š›œ\uFFFDžŸ'

function tryDecode(encoding: TextEncoding, bytes: Uint8Array): string | undefined {
  if (encoding === 'windows-1252') {
    return Buffer.from(bytes).toString('latin1').replace(/[\x80-\x9F]/g, (one) => windows.charAt(one.charCodeAt(0) - 0x80))
  }
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (error) {
    if (error instanceof TypeError) return undefined
    throw error
  }
}

/** The line of the first damaged character, counted in line feeds before it. */
function firstWrongLine(encoding: TextEncoding, bytes: Uint8Array): number {
  const read = new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes)
  const real = Buffer.from('\uFFFD')
  for (let at = read.indexOf('\uFFFD'); at >= 0; at = read.indexOf('\uFFFD', at + 1)) {
    const before = read.slice(0, at)
    const start = encoding === 'utf-8' ? Buffer.byteLength(before) : before.length * 2
    const isReal = encoding === 'utf-8' && real.equals(bytes.subarray(start, start + real.length))
    if (!isReal) return before.split('\n').length
  }
  return 1
}

function utf16ByZeros(bytes: Uint8Array): TextEncoding | undefined {
  const sample = bytes.subarray(0, 2_000)
  if (sample.length < 4 || bytes.length % 2 !== 0) return undefined
  const zeros = [0, 0]
  sample.forEach((byte, i) => {
    if (byte === 0) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1
  })
  const [even = 0, odd = 0] = zeros
  const guess = odd > 1 && even === 0 ? 'utf-16le' : even > 1 && odd === 0 ? 'utf-16be' : undefined
  const text = guess && tryDecode(guess, bytes)
  return text !== undefined && /[\r\n]/.test(text) && /[,;\t]/.test(text) ? guess : undefined
}
