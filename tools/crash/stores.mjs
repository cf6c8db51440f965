// The two stores as the crash ledger sees them: where the server finds them, how they are killed, how they are asked afterwards.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPostgres } from '../postgres.mjs'
import { killPostgres } from './server-process.mjs'

const newFolder = () => mkdtempSync(join(tmpdir(), 'openpes-crash-'))

/** The built-in store: it lives in the server's process and dies with it. Asked only while no server runs. */
export async function openBuiltIn() {
  const data = newFolder()
  return {
    name: 'built-in store', data, databaseUrl: '',
    async ask(queries) {
      const { PGlite } = await import('@electric-sql/pglite')
      const { pg_trgm } = await import('@electric-sql/pglite/contrib/pg_trgm')
      const { btree_gist } = await import('@electric-sql/pglite/contrib/btree_gist')
      const db = await PGlite.create({ dataDir: join(data, 'store/pgdata'), extensions: { pg_trgm, btree_gist } })
      try {
        return await queries(async (sql) => (await db.query(sql)).rows)
      } finally {
        await db.close()
      }
    },
    close: () => rmSync(data, { recursive: true, force: true }),
  }
}

export async function openPostgresStore() {
  if (process.env.TEST_DATABASE_URL) throw new Error('The crash ledger kills the server of the database, so it uses a private one: unset TEST_DATABASE_URL.')
  const data = newFolder()
  const server = await startPostgres()
  const { Client } = (await import('pg')).default
  const ask = async (queries) => {
    const client = new Client({ connectionString: server.url })
    await client.connect()
    try {
      return await queries(async (sql) => (await client.query(sql)).rows)
    } finally {
      await client.end()
    }
  }
  return {
    name: `PostgreSQL ${server.version}`, data, databaseUrl: server.url, ask,
    /** kill -9 of the database server and all its workers, then a start that recovers. */
    async killDatabase() {
      await killPostgres(server.folder)
      server.start()
    },
    stopDatabase: () => killPostgres(server.folder),
    startDatabase: () => server.start(),
    close() {
      server.stop()
      rmSync(data, { recursive: true, force: true })
    },
  }
}
