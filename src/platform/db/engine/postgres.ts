import pg from 'pg'
import { codeOf, isDatabaseAway } from './away'
import { dialectOver, EngineRefusal, listenForErrors, type Engine } from './engine'
import { listenOn } from './listen'
import { valueTypes } from './parsers'
import { limits, sessionSettings } from './session-settings'

export interface PostgresOptions {
  /** postgres://user:password@host:port/database */
  url: string
  /** Connections of this process, 1 to 16; 10 when left out. */
  max?: number
}

const oldestServer = 150000

/** Opens a pool and checks the server before anything is served. */
export async function openPostgres(o: PostgresOptions): Promise<Engine> {
  const max = o.max ?? 10
  if (!Number.isInteger(max) || max < 1 || max > 16) {
    throw new EngineRefusal('bad-setting', 'The number of database connections must be from 1 to 16.')
  }
  const place = placeOf(o.url)
  const pool = new pg.Pool({
    ...connectionOptions(o.url, limits.statement),
    max,
    connectionTimeoutMillis: limits.connect
  })
  listenForErrors(pool)
  try {
    await checkServer(pool)
  } catch (error) {
    await pool.end()
    throw error instanceof EngineRefusal ? error : refusalFor(error, place)
  }
  let closing: Promise<void> | undefined
  return {
    kind: 'postgres',
    dialect: () => dialectOver(pool),
    script: (sql) => runScript(o.url, sql),
    listen: (channel, wake) => listenOn({ ...connectionOptions(o.url, 0), connectionTimeoutMillis: limits.connect }, channel, wake),
    maintain: () => Promise.resolve(),
    close: () => (closing ??= pool.end())
  }
}

/** Host, port and database of the address, never the user or the password. */
function placeOf(url: string): string {
  try {
    const parsed = new URL(url)
    if (parsed.protocol !== 'postgres:' && parsed.protocol !== 'postgresql:') throw new Error('scheme')
    const host = parsed.hostname || parsed.searchParams.get('host') || 'localhost'
    return `${host}${parsed.port ? `:${parsed.port}` : ''}${parsed.pathname}`
  } catch {
    throw new EngineRefusal(
      'bad-setting',
      'DATABASE_URL is not an address of the form postgres://user:password@host:5432/database; correct it and start again.'
    )
  }
}

function connectionOptions(url: string, statementLimit: number): pg.ClientConfig {
  const given = new URL(url).searchParams.get('options')
  const settings: Array<readonly [string, string]> = [
    ...sessionSettings,
    ['statement_timeout', String(statementLimit)],
    ['lock_timeout', String(limits.lock)],
    ['idle_in_transaction_session_timeout', String(limits.idleInTransaction)]
  ]
  const options = [...(given ? [given] : []), ...settings.map(([name, value]) => `-c ${name}=${value}`)]
  const address = new URL(url)
  address.searchParams.delete('options')
  return {
    connectionString: address.href,
    options: options.join(' '),
    application_name: 'openpes',
    keepAlive: true,
    types: valueTypes
  }
}

/** A connection of its own, so a long migration neither meets the statement limit nor holds a page's connection. */
async function runScript(url: string, sql: string): Promise<void> {
  const client = new pg.Client({
    ...connectionOptions(url, 0),
    connectionTimeoutMillis: limits.connect
  })
  client.on('error', () => undefined)
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}

interface ServerRow {
  version: number
  encoding: string
  ctype: string
  fsync: string
  synchronous_commit: string
  full_page_writes: string
}

async function checkServer(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<ServerRow>(`
    select current_setting('server_version_num')::int as version,
           pg_encoding_to_char(encoding) as encoding, datctype as ctype,
           current_setting('fsync') as fsync,
           current_setting('synchronous_commit') as synchronous_commit,
           current_setting('full_page_writes') as full_page_writes
      from pg_database where datname = current_database()`)
  const row = rows[0]
  if (row === undefined) throw new EngineRefusal('bad-setting', 'The database is not in pg_database.')
  const fault = faultOf(row)
  if (fault !== undefined) throw new EngineRefusal('bad-setting', fault)
}

/** The first thing wrong with the server, as a sentence for its administrator. */
function faultOf(row: ServerRow): string | undefined {
  if (row.version < oldestServer) {
    return `PostgreSQL 15 or newer is needed, and this server is ${Math.floor(row.version / 10000)}; upgrade it.`
  }
  if (row.encoding !== 'UTF8') {
    return `The database has encoding ${row.encoding}; create it again with encoding UTF8.`
  }
  // Also with an ICU locale: trigrams follow LC_CTYPE all the same.
  if (/^(C|POSIX)$/i.test(row.ctype)) {
    return `The database has LC_CTYPE ${row.ctype}, so Khmer and Lao names cannot be searched; create it again with LC_CTYPE C.UTF-8 or en_US.UTF-8.`
  }
  if (row.fsync !== 'on') return 'The server runs with fsync off and can lose saved records; set fsync = on.'
  if (row.full_page_writes !== 'on') {
    return 'The server runs with full_page_writes off and can lose saved records; set full_page_writes = on.'
  }
  if (row.synchronous_commit === 'off') {
    return 'The server or the login role has synchronous_commit off and can lose saved records; set it to on.'
  }
  return undefined
}

function refusalFor(error: unknown, place: string): EngineRefusal {
  const code = codeOf(error)
  if (code.startsWith('28')) {
    return new EngineRefusal('bad-setting', `The database at ${place} refused the user name or password; correct DATABASE_URL.`)
  }
  if (code === '3D000') {
    return new EngineRefusal('bad-setting', `There is no database at ${place}; create it or correct DATABASE_URL.`)
  }
  if (isDatabaseAway(error) || error instanceof AggregateError) {
    return new EngineRefusal(
      'database-away',
      `The database at ${place} does not answer (${code || 'no reply'}); check that the server runs and that DATABASE_URL is right.`
    )
  }
  return new EngineRefusal('bad-setting', `The database at ${place} could not be opened (${code || 'unknown error'}); check DATABASE_URL and the server log.`)
}
