import {
  PostgresDialect,
  type Dialect,
  type PostgresCursor,
  type PostgresPoolClient,
  type PostgresQueryResult
} from 'kysely'
import type { Pool, PoolClient } from 'pg'
import { isDatabaseAway } from './away'

/** One open database. Whoever opened it closes it. */
export interface Engine {
  kind: 'pglite' | 'postgres'
  /**
   * A new Kysely dialect over this engine's connections. `db.destroy()` leaves the engine open.
   * On PGlite there is one connection: asking for a second one inside a transaction waits for ever
   * and is refused after 30 s.
   */
  dialect(): Dialect
  /**
   * Runs many statements, as the login role, without the statement limit.
   * Without its own `begin` the text is one implicit transaction. Parameters are not possible.
   */
  script(sql: string): Promise<void>
  /**
   * Calls `wake` when another connection says something on the channel. It may be missed while the connection is away, so who waits also
   * looks by themselves. On PGlite it is never called. Answers with what ends it.
   */
  listen(channel: string, wake: () => void): () => Promise<void>
  /** CHECKPOINT and VACUUM ANALYZE on PGlite, which never does them itself; nothing on PostgreSQL. */
  maintain(): Promise<void>
  /** Ends connections and the worker, and frees the folder. May be called twice. */
  close(): Promise<void>
}

export type RefusalCode =
  | 'folder-held'
  | 'folder-not-writable'
  | 'no-fsync'
  | 'database-away'
  | 'bad-setting'

/** The engine does not start. The message is one sentence for the operator, without secrets, that says what to do. */
export class EngineRefusal extends Error {
  readonly code: RefusalCode
  constructor(code: RefusalCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.name = 'EngineRefusal'
    this.code = code
  }
}

/**
 * A dialect over a pool that outlives the Kysely instance.
 * Kysely would end the pool in `destroy()`; here only `Engine.close()` does.
 */
export function dialectOver(pool: Pool): Dialect {
  const connect = async () => new BorrowedClient(await pool.connect())
  return new PostgresDialect({ pool: { connect, end: () => Promise.resolve() } })
}

/**
 * One loan of a connection. A server that shuts down answers the query first and closes the
 * connection a moment later; given back as healthy in between, it would fail the next request too.
 */
class BorrowedClient implements PostgresPoolClient {
  readonly #client: PoolClient
  #isBroken = false

  constructor(client: PoolClient) {
    this.#client = client
  }

  query<R>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>>
  query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>
  query<R>(
    first: string | PostgresCursor<R>,
    parameters?: readonly unknown[]
  ): Promise<PostgresQueryResult<R>> | PostgresCursor<R> {
    if (typeof first !== 'string') throw new TypeError('Cursors are not set up: read in pages')
    return this.#run<R>(first, parameters ?? [])
  }

  release(): void {
    this.#client.release(this.#isBroken)
  }

  async #run<R>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>> {
    try {
      return (await this.#client.query(sql, [...parameters])) as unknown as PostgresQueryResult<R>
    } catch (error) {
      this.#isBroken ||= isDatabaseAway(error)
      throw error
    }
  }
}

/** Without a listener on the pool and on each client, a dying connection would end the Node process. */
export function listenForErrors(pool: Pool): void {
  const ignore = () => undefined // the query that was running is rejected with the same error
  pool.on('error', ignore)
  pool.on('connect', (client) => client.on('error', ignore))
}
