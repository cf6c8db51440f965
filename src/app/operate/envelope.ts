import { createCipheriv, createDecipheriv, hkdfSync, randomBytes, scryptSync } from 'node:crypto'
import { Transform } from 'node:stream'

/**
 * A sealed file: a line of magic, a line of JSON that says how the key is made, then frames of up to 1 MiB.
 * Each frame is its length (4 bytes), the AES-256-GCM text and its tag. The nonce counts the frames and marks the last
 * one, so a frame that is changed, moved, left out or cut off is found. The key is new for every file.
 */
export const magic = 'OPENPES BACKUP 1\n'

/** What opens a backup: a phrase that people keep, or the bytes of a key file. */
export type BackupKey = { kind: 'phrase'; phrase: string } | { kind: 'file'; bytes: Buffer }

/** The file is no backup, or the key is wrong, or it was changed or cut. One sentence for the operator. */
export class EnvelopeRefusal extends Error {}

interface Head {
  kdf: 'scrypt' | 'hkdf'
  salt: string
}
const cost = { N: 1 << 15, r: 8, p: 3, maxmem: 128 * 1024 * 1024 }
const frameSize = 1 << 20
const tagSize = 16

function deriveKey(key: BackupKey, { kdf, salt }: Head): Buffer {
  const bytes = Buffer.from(salt, 'base64')
  if (kdf === 'scrypt' && key.kind === 'phrase') return scryptSync(key.phrase.normalize('NFKC'), bytes, 32, cost)
  if (kdf === 'hkdf' && key.kind === 'file') return Buffer.from(hkdfSync('sha256', key.bytes, bytes, 'openpes backup', 32))
  throw new EnvelopeRefusal(kdf === 'scrypt' ? 'This backup was made with a pass phrase, not with a key file.' : 'This backup was made with a key file, not with a pass phrase.')
}

function nonce(count: number, last: boolean): Buffer {
  const bytes = Buffer.alloc(12)
  bytes.writeUInt32BE(count, 7)
  bytes[11] = last ? 1 : 0
  return bytes
}

/** Seals what flows through it. */
export function sealStream(key: BackupKey): Transform {
  const head: Head = { kdf: key.kind === 'phrase' ? 'scrypt' : 'hkdf', salt: randomBytes(32).toString('base64') }
  const start = Buffer.from(`${magic}${JSON.stringify(head)}\n`)
  const fileKey = deriveKey(key, head)
  let waiting = Buffer.alloc(0)
  let count = 0
  const frame = (body: Buffer, last: boolean) => {
    const cipher = createCipheriv('aes-256-gcm', fileKey, nonce(count, last)).setAAD(start)
    count += 1
    const sealed = Buffer.concat([cipher.update(body), cipher.final()])
    const length = Buffer.alloc(4)
    length.writeUInt32BE(sealed.byteLength)
    return Buffer.concat([length, sealed, cipher.getAuthTag()])
  }
  return new Transform({
    construct(ready) {
      this.push(start)
      ready()
    },
    transform(chunk: Buffer, _encoding, next) {
      waiting = Buffer.concat([waiting, chunk])
      while (waiting.byteLength > frameSize) {
        this.push(frame(waiting.subarray(0, frameSize), false))
        waiting = waiting.subarray(frameSize)
      }
      next()
    },
    flush(done) {
      this.push(frame(waiting, true))
      done()
    },
  })
}

/** Opens a sealed file piece by piece. A piece is given out only after its tag was checked. */
export async function* openSealed(source: AsyncIterable<Buffer>, key: BackupKey): AsyncGenerator<Buffer> {
  const reader = new Pieces(source)
  const magicLine = await reader.line(magic.length)
  if (magicLine !== magic) throw new EnvelopeRefusal('This file is not a backup of OpenPES.')
  const headLine = await reader.line(1_000)
  const fileKey = deriveKey(key, readHead(headLine))
  const start = Buffer.from(magic + headLine)
  for (let count = 0; ; count += 1) {
    const length = (await reader.take(4)).readUInt32BE()
    if (length > frameSize) throw damaged()
    const sealed = await reader.take(length)
    const tag = await reader.take(tagSize)
    const last = await reader.atEnd()
    const decipher = createDecipheriv('aes-256-gcm', fileKey, nonce(count, last)).setAAD(start).setAuthTag(tag)
    let body: Buffer
    try {
      body = Buffer.concat([decipher.update(sealed), decipher.final()])
    } catch {
      throw count === 0 ? new EnvelopeRefusal('The key does not open this backup, or its first part was changed.') : damaged()
    }
    yield body
    if (last) return
  }
}

const damaged = () => new EnvelopeRefusal('The backup is damaged or cut off. Nothing was restored. Use another copy of it.')

function readHead(line: string): Head {
  try {
    const head = JSON.parse(line) as Partial<Head>
    if ((head.kdf === 'scrypt' || head.kdf === 'hkdf') && typeof head.salt === 'string') return { kdf: head.kdf, salt: head.salt }
  } catch {
    throw damaged()
  }
  throw damaged()
}

/** Exact numbers of bytes out of a stream of pieces of any size. */
class Pieces {
  readonly #source: AsyncIterator<Buffer>
  #waiting = Buffer.alloc(0)
  #ended = false

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]()
  }

  async #more(): Promise<boolean> {
    const { value, done } = this.#ended ? { value: undefined, done: true } : await this.#source.next()
    if (done || !value) {
      this.#ended = true
      return false
    }
    this.#waiting = Buffer.concat([this.#waiting, value])
    return true
  }

  async take(size: number): Promise<Buffer> {
    while (this.#waiting.byteLength < size) if (!(await this.#more())) throw damaged()
    const taken = this.#waiting.subarray(0, size)
    this.#waiting = this.#waiting.subarray(size)
    return taken
  }

  /** Up to and with the next line end. */
  async line(most: number): Promise<string> {
    for (;;) {
      const end = this.#waiting.indexOf(10)
      if (end >= 0) return (await this.take(end + 1)).toString('utf8')
      if (this.#waiting.byteLength > most || !(await this.#more())) return ''
    }
  }

  async atEnd(): Promise<boolean> {
    return this.#waiting.byteLength === 0 && !(await this.#more())
  }
}
