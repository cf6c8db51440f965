import { Duplex } from 'node:stream'
import type { EngineStopped } from './pglite-link'

/** What a stream needs from the engine behind it. */
export interface Backend {
  /** Resets the one session of PGlite for a new client. */
  newSession(): Promise<void>
  /** Sends protocol bytes and gives the whole answer. */
  wire(bytes: Uint8Array): Promise<Uint8Array>
  /** Called when a transaction was left open without work for too long. */
  idleTooLong(): EngineStopped
  idleLimit: number
}

const terminate = 'X'.charCodeAt(0)
const readyForQuery = 'Z'.charCodeAt(0)
const idle = 'I'.charCodeAt(0)

/** Stands where `pg` expects a socket, so the same client drives PGlite and a server. */
export class PgliteStream extends Duplex {
  readonly #backend: Backend
  #idleTimer: NodeJS.Timeout | undefined

  constructor(backend: Backend) {
    super()
    this.#backend = backend
  }

  connect(): this {
    this.#backend.newSession().then(
      () => this.emit('connect'),
      (error: Error) => this.destroy(error)
    )
    return this
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#send(chunk).then(() => done(), done)
  }

  /** `pg` corks the messages of one query; they go to the engine as one piece. */
  override _writev(chunks: Array<{ chunk: Buffer }>, done: (error?: Error | null) => void): void {
    this.#send(Buffer.concat(chunks.map((one) => one.chunk))).then(() => done(), done)
  }

  override _final(done: (error?: Error | null) => void): void {
    this.push(null)
    done()
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    clearTimeout(this.#idleTimer)
    done(error)
  }

  async #send(bytes: Buffer): Promise<void> {
    clearTimeout(this.#idleTimer)
    if (bytes[0] === terminate) return
    const answer = await this.#backend.wire(bytes)
    if (this.destroyed) return
    this.#watchIdle(answer)
    this.push(answer)
  }

  /** The last message of an answer is ReadyForQuery, whose last byte says whether a transaction is open. */
  #watchIdle(answer: Uint8Array): void {
    if (answer.at(-6) !== readyForQuery || answer.at(-1) === idle) return
    this.#idleTimer = setTimeout(() => this.destroy(this.#backend.idleTooLong()), this.#backend.idleLimit)
    this.#idleTimer.unref()
  }

  // The rest of a socket's face; there is no network here.
  setNoDelay(): this {
    return this
  }
  setKeepAlive(): this {
    return this
  }
  ref(): this {
    return this
  }
  unref(): this {
    return this
  }
}
