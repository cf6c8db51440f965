import { Worker } from 'node:worker_threads'
import { EngineRefusal, type RefusalCode } from './engine'
import type { Reply, Request, WorkerStart } from './pglite-messages'

type Question = Request extends infer One ? (One extends Request ? Omit<One, 'id'> : never) : never

interface Waiting {
  resolve(bytes: Uint8Array): void
  reject(error: Error): void
}

/** The engine stopped or was stopped while it worked. `code` is PostgreSQL's, as `pg` gives it. */
export class EngineStopped extends Error {
  readonly code: string
  constructor(code: '57014' | '57P01', message: string) {
    super(message)
    this.name = 'EngineStopped'
    this.code = code
  }
}

/** One life of the worker: asks it questions in order, and knows when it is gone. */
export class PgliteLink {
  readonly #worker: Worker
  readonly #waiting = new Map<number, Waiting>()
  /** Settles when the thread is really over, so its folder may be opened again. */
  readonly ended: Promise<void>
  #lastId = 0
  #gone: Error | undefined

  private constructor(worker: Worker) {
    this.#worker = worker
    worker.on('message', (reply: Reply) => this.#take(reply))
    worker.on('error', (error) => this.#end(new EngineStopped('57P01', `The database stopped: ${error.message}`)))
    this.ended = new Promise((resolve) => {
      worker.once('exit', () => {
        this.#end(new EngineStopped('57P01', 'The database stopped'))
        resolve()
      })
    })
  }

  /** Starts the worker and waits until the database is open. */
  static start(file: URL, start: WorkerStart): Promise<PgliteLink> {
    return new Promise((resolve, reject) => {
      const worker = new Worker(file, { workerData: start, name: 'pglite', stdin: false })
      const link = new PgliteLink(worker)
      let reason = 'The embedded database ended while it started; start again.'
      let code: RefusalCode = 'bad-setting'
      worker.once('message', (reply: Reply) => {
        if (reply.kind === 'ready') resolve(link)
        if (reply.kind === 'refused') ({ code, message: reason } = reply)
      })
      worker.once('error', (error) => {
        reason = `The embedded database could not start (${error.message}); install the program again.`
      })
      void link.ended.then(() => reject(new EngineRefusal(code, reason)))
    })
  }

  get isGone(): boolean {
    return this.#gone !== undefined
  }

  ask(question: Question): Promise<Uint8Array> {
    if (this.#gone !== undefined) return Promise.reject(this.#gone)
    const id = (this.#lastId += 1)
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      this.#worker.postMessage({ ...question, id } satisfies Request)
    })
  }

  /** Ends the engine in the middle of its work, as a killed process would. What was acknowledged is on the disk. */
  async stop(reason: EngineStopped): Promise<void> {
    this.#end(reason)
    await this.#worker.terminate()
    await this.ended
  }

  async close(): Promise<void> {
    if (this.#gone === undefined) await this.ask({ kind: 'close' }).catch(() => undefined)
    await this.#worker.terminate()
    await this.ended
  }

  #take(reply: Reply): void {
    if (reply.kind !== 'answer' && reply.kind !== 'failed') return
    const waiting = this.#waiting.get(reply.id)
    this.#waiting.delete(reply.id)
    if (reply.kind === 'answer') waiting?.resolve(reply.bytes)
    else {
      const stopped = new EngineStopped('57P01', `The database stopped: ${reply.message}`)
      this.#end(stopped)
      waiting?.reject(stopped)
    }
  }

  #end(reason: Error): void {
    this.#gone ??= reason
    for (const waiting of this.#waiting.values()) waiting.reject(this.#gone)
    this.#waiting.clear()
  }
}
