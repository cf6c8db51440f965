import fs from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { dialectOver, EngineRefusal, listenForErrors, type Engine } from './engine'
import { lockFolder, type FolderLock } from './folder-lock'
import { valueTypes } from './parsers'
import { EngineStopped, PgliteLink } from './pglite-link'
import type { WorkerStart } from './pglite-messages'
import { PgliteStream } from './pglite-stream'
import { limits } from './session-settings'
import { workerFile } from './worker-file'

export interface PgliteOptions {
  /** Folder that holds `lock`, `lock.sock` and the data in `pgdata`; null keeps everything in memory. */
  folder: string | null
  /** Bytes from `dumpTemplate`: fills memory or an empty folder in place of the slow first start. */
  template?: Uint8Array | null
  /** Milliseconds one statement may take, 10 s when left out. Not applied in memory: see `Session`. */
  statementLimit?: number
  /** Milliseconds a transaction may stay open without work, 15 s when left out. */
  idleLimit?: number
  /** The worker's program, when it does not lie beside this one. */
  worker?: URL
  /** Leaves out the real fsync. Only for the test that such an engine is refused. */
  leaveOutSync?: boolean
}

/** How long a request may wait for the one connection. */
const queueLimit = 30_000
const insides = new WeakMap<Engine, Session>()

/** Opens the embedded database in a thread of its own, with one connection. */
export async function openPglite(o: PgliteOptions): Promise<Engine> {
  const folder = o.folder === null ? null : path.resolve(o.folder)
  const lock = folder === null ? undefined : await takeFolder(folder)
  try {
    const start: WorkerStart = {
      folder: folder === null ? null : dataFolder(folder),
      unfinishedMark: folder === null ? null : path.join(folder, 'unfinished'),
      template: o.template ?? null,
      withSync: o.leaveOutSync !== true
    }
    const file = o.worker ?? (await workerFile())
    const session = new Session(file, start, o, await PgliteLink.start(file, start))
    return engineOver(session, lock)
  } catch (error) {
    lock?.release()
    throw error
  }
}

/** The whole database as tar.gz, consistent while it runs; waits for the open transaction. Feeds `template`. */
export async function dumpTemplate(engine: Engine): Promise<Uint8Array> {
  const session = insides.get(engine)
  if (session === undefined) throw new TypeError('Only a PGlite engine can be dumped as a template')
  return session.alone(() => session.dump())
}

function engineOver(session: Session, lock: FolderLock | undefined): Engine {
  let closing: Promise<void> | undefined
  const engine: Engine = {
    kind: 'pglite',
    dialect: () => dialectOver(session.pool),
    script: (sql) =>
      session.alone(async (client) => {
        await client.query('reset role')
        await client.query(sql)
      }),
    listen: () => () => Promise.resolve(),
    maintain: () =>
      session.alone(async (client) => {
        await client.query('vacuum analyze')
        await client.query('checkpoint')
      }),
    close: () => (closing ??= session.close().finally(() => lock?.release()))
  }
  insides.set(engine, session)
  return engine
}

/**
 * The one connection of PGlite and the worker behind it.
 *
 * PGlite cannot cancel a statement. One that passes the limit is ended by ending the worker: the
 * caller gets 57014, the next request starts the worker again and PostgreSQL recovers the folder as
 * after a crash. In memory that would lose everything, so there no limit holds.
 */
class Session {
  readonly pool: pg.Pool
  readonly #file: URL
  readonly #start: WorkerStart
  readonly #statementLimit: number
  #link: PgliteLink
  #restarting: Promise<PgliteLink> | undefined
  #isUnlimited = false
  #isClosed = false

  constructor(file: URL, start: WorkerStart, o: PgliteOptions, link: PgliteLink) {
    this.#file = file
    this.#start = { ...start, template: null }
    this.#statementLimit = o.statementLimit ?? limits.statement
    this.#link = link
    const backend = {
      newSession: () => this.#newSession(),
      wire: (bytes: Uint8Array) => this.#wire(bytes),
      idleTooLong: () => new EngineStopped('57P01', 'The transaction was left open without work for too long'),
      idleLimit: o.idleLimit ?? limits.idleInTransaction
    }
    this.pool = new pg.Pool({
      max: 1,
      user: 'postgres',
      password: '',
      database: 'postgres',
      host: 'pglite',
      ssl: false,
      idleTimeoutMillis: 0,
      connectionTimeoutMillis: queueLimit,
      types: valueTypes,
      stream: () => new PgliteStream(backend) as never
    })
    listenForErrors(this.pool)
  }

  /** Waits for the connection, then works without the statement limit. */
  async alone<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    const client = await this.pool.connect()
    this.#isUnlimited = true
    let failed: Error | undefined
    try {
      return await work(client)
    } catch (error) {
      failed = error instanceof Error ? error : new Error(String(error))
      throw error
    } finally {
      this.#isUnlimited = false
      client.release(failed) // a failed script may leave a transaction open; the next session starts clean
    }
  }

  dump(): Promise<Uint8Array> {
    return this.#link.ask({ kind: 'dump' })
  }

  async close(): Promise<void> {
    this.#isClosed = true
    // A connection that its holder never gives back must not keep the process alive.
    const patience = new Promise<void>((resolve) => setTimeout(resolve, this.#statementLimit).unref())
    await Promise.race([this.pool.end(), patience])
    await this.#link.close()
  }

  async #newSession(): Promise<void> {
    if (this.#link.isGone && this.#start.folder !== null && !this.#isClosed) {
      this.#restarting ??= this.#link.ended.then(() => PgliteLink.start(this.#file, this.#start))
      try {
        this.#link = await this.#restarting
      } finally {
        this.#restarting = undefined
      }
    }
    await this.#link.ask({ kind: 'session' })
  }

  async #wire(bytes: Uint8Array): Promise<Uint8Array> {
    const link = this.#link
    if (this.#isUnlimited || this.#start.folder === null) return link.ask({ kind: 'wire', bytes })
    const timer = setTimeout(() => {
      void link.stop(new EngineStopped('57014', 'The statement took too long and was ended'))
    }, this.#statementLimit)
    try {
      return await link.ask({ kind: 'wire', bytes })
    } finally {
      clearTimeout(timer)
    }
  }
}

/** Makes the folder, locks it, and clears what a broken first start left. */
async function takeFolder(folder: string): Promise<FolderLock> {
  try {
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 })
    fs.accessSync(folder, fs.constants.W_OK)
    const lock = await lockFolder(folder)
    try {
      if (fs.existsSync(path.join(folder, 'unfinished'))) {
        fs.rmSync(dataFolder(folder), { recursive: true, force: true }) // never held an acknowledged row
        fs.rmSync(path.join(folder, 'unfinished'))
      }
      fs.mkdirSync(dataFolder(folder), { recursive: true, mode: 0o700 })
    } catch (error) {
      lock.release()
      throw error
    }
    return lock
  } catch (error) {
    if (error instanceof EngineRefusal || !(error instanceof Error) || !('code' in error)) throw error
    throw new EngineRefusal(
      'folder-not-writable',
      `The data folder ${folder} cannot be written (${String(error.code)}); give this user the right to write there, free space, or choose another folder.`,
      error
    )
  }
}

function dataFolder(folder: string): string {
  return path.join(folder, 'pgdata')
}
