import fs from 'node:fs'
import path from 'node:path'
import { parentPort, workerData, type MessagePort } from 'node:worker_threads'
import { PGlite, type PGliteOptions } from '@electric-sql/pglite'
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { sessionSettings } from './session-settings'
import type { Reply, Request, WorkerStart } from './pglite-messages'
import { syncPath, SyncedFiles, syncTree } from './synced-files'

/*
 * The thread in which PGlite runs. It moves protocol bytes and nothing else: the `pg` client in the
 * main thread speaks with it as with a server, so values, errors and row counts are the same.
 */

const noSync =
  'The embedded database does not write through to the disk here, so saved records could be lost; use another folder or set DATABASE_URL to a PostgreSQL server.'

class NoSync extends Error {}

function startParams(withSync: boolean): string[] {
  const shipped = PGlite.defaultStartParams.filter((word) => word !== '-F')
  const settings = [
    'shared_buffers=32MB',
    ...(withSync ? ['fsync=on', 'wal_sync_method=fsync'] : ['fsync=off']),
    ...sessionSettings.map(([name, value]) => `${name}=${value}`)
  ]
  return [...shipped, ...settings.flatMap((setting) => ['-c', setting])]
}

async function open(start: WorkerStart): Promise<PGlite> {
  const fill = start.template === null ? {} : { loadDataDir: new Blob([new Uint8Array(start.template)]) }
  const common: PGliteOptions = { extensions: { pg_trgm, btree_gist } }
  if (start.folder === null) {
    return PGlite.create({ ...common, ...fill, startParams: startParams(false) })
  }
  const isNew = !fs.existsSync(path.join(start.folder, 'PG_VERSION'))
  if (isNew && start.unfinishedMark !== null) {
    fs.writeFileSync(start.unfinishedMark, '')
    syncPath(path.dirname(start.unfinishedMark))
  }
  const files = new SyncedFiles(start.folder, start.withSync)
  const pglite = await PGlite.create({
    ...common,
    ...(isNew ? fill : {}),
    fs: files,
    startParams: startParams(true)
  })
  await checkSync(pglite, files)
  if (isNew && start.unfinishedMark !== null) {
    await pglite.exec('checkpoint')
    syncTree(path.dirname(start.folder))
    fs.rmSync(start.unfinishedMark)
    syncPath(path.dirname(start.unfinishedMark))
  }
  return pglite
}

/** One small commit and one checkpoint must both reach the system's fsync. */
async function checkSync(pglite: PGlite, files: SyncedFiles): Promise<void> {
  for (const sql of ["select pg_logical_emit_message(true, 'openpes', 'sync check')", 'checkpoint']) {
    const before = files.synced
    await pglite.exec(sql)
    if (files.synced === before) throw new NoSync()
  }
  const { rows } = await pglite.query<{ fsync: string }>('show fsync')
  if (rows[0]?.fsync !== 'on') throw new NoSync()
}

async function answer(pglite: PGlite, request: Request): Promise<Uint8Array> {
  switch (request.kind) {
    case 'wire': {
      const parts: Uint8Array[] = []
      await pglite.execProtocolRawStream(request.bytes, {
        syncToFs: false, // the folder layer has nothing to do after a query
        onRawData: (bytes) => void parts.push(bytes.slice())
      })
      return joined(parts)
    }
    case 'session':
      if (pglite.isInTransaction()) await pglite.exec('rollback')
      await pglite.exec('discard all')
      return new Uint8Array(0)
    case 'dump': {
      await pglite.exec('checkpoint')
      const dump = await pglite.dumpDataDir('gzip')
      return new Uint8Array(await dump.arrayBuffer())
    }
    case 'close':
      await pglite.close()
      return new Uint8Array(0)
  }
}

function joined(parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let offset = 0
  for (const part of parts) {
    all.set(part, offset)
    offset += part.length
  }
  return all
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

async function run(port: MessagePort, start: WorkerStart): Promise<void> {
  const send = (reply: Reply, transfer: ArrayBuffer[] = []) => port.postMessage(reply, transfer)
  let pglite: PGlite
  try {
    pglite = await open(start)
  } catch (error) {
    send(
      error instanceof NoSync
        ? { kind: 'refused', code: 'no-fsync', message: noSync }
        : {
            kind: 'refused',
            code: 'bad-setting',
            message: `The embedded database in ${start.folder ?? 'memory'} could not be opened (${textOf(error)}); restore a backup or choose another folder.`
          }
    )
    return process.exit(0)
  }
  let last: Promise<void> = Promise.resolve()
  port.on('message', (request: Request) => {
    last = last.then(async () => {
      try {
        const bytes = new Uint8Array(await answer(pglite, request))
        send({ kind: 'answer', id: request.id, bytes }, [bytes.buffer])
      } catch (error) {
        // PGlite reports SQL errors as bytes; what is thrown means that the engine itself stopped.
        send({ kind: 'failed', id: request.id, message: textOf(error) })
        process.exit(1)
      }
      if (request.kind === 'close') process.exit(0)
    })
  })
  send({ kind: 'ready' })
}

if (parentPort !== null) {
  const start: WorkerStart = workerData
  await run(parentPort, start)
}
