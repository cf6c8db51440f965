import fs from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { randomUUID } from 'node:crypto'
import { EngineRefusal } from './engine'

/*
 * Two processes on one PGlite folder lose acknowledged rows, and PGlite itself takes no lock.
 * Two marks are kept in the folder:
 *   lock       process id, its start time and the host
 *   lock.sock  a listening socket; the system closes it when the process dies, whatever the
 *              process id means there, so it also holds between containers on one machine.
 * A folder shared by two machines over a network is not protected.
 */

interface Holder {
  pid: number
  /** Start time of the process in clock ticks since boot (Linux), so a reused id is not mistaken; '' elsewhere. */
  started: string
  host: string
  token: string
}

export interface FolderLock {
  release(): void
}

/** Takes the folder for this process, or refuses and says who holds it. */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const file = path.join(folder, 'lock')
  const own: Holder = { pid: process.pid, started: startOf(process.pid), host: os.hostname(), token: randomUUID() }
  for (let attempt = 0; ; attempt++) {
    if (await isAnswered(folder)) throw heldBy(folder, readHolder(file))
    if (create(file, own)) break
    const found = fs.existsSync(file) ? readText(file) : undefined
    if (found === undefined) continue
    const holder = parseHolder(found)
    if ((holder !== undefined && isAlive(holder)) || attempt > 5) throw heldBy(folder, holder)
    if (!putAside(file, found)) throw heldBy(folder, readHolder(file))
  }
  const server = await answer(folder, file)
  return {
    release() {
      server?.close()
      if (readHolder(file)?.token === own.token) fs.rmSync(file, { force: true })
    }
  }
}

function create(file: string, own: Holder): boolean {
  // Written under another name and linked, so that no reader ever sees half a lock.
  const draft = `${file}.${own.token}`
  fs.writeFileSync(draft, JSON.stringify(own))
  try {
    fs.linkSync(draft, file)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  } finally {
    fs.rmSync(draft, { force: true })
  }
}

/** Removes a dead holder's lock. False when somebody replaced it in between: then theirs is put back. */
function putAside(file: string, expected: string): boolean {
  const aside = `${file}.${randomUUID()}`
  try {
    fs.renameSync(file, aside)
  } catch {
    return true
  }
  const same = readText(aside) === expected
  if (!same && !fs.existsSync(file)) fs.linkSync(aside, file)
  fs.rmSync(aside, { force: true })
  return same
}

function readText(file: string): string | undefined {
  try {
    return fs.readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

function readHolder(file: string): Holder | undefined {
  return parseHolder(readText(file) ?? '')
}

function parseHolder(text: string): Holder | undefined {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null || !('pid' in value) || typeof value.pid !== 'number') return undefined
    const word = (name: string) => {
      const found: unknown = Reflect.get(value, name)
      return typeof found === 'string' ? found : ''
    }
    return { pid: value.pid, started: word('started'), host: word('host'), token: word('token') }
  } catch {
    return undefined
  }
}

/** On another host name nothing can be said about a process id: there the socket alone decides. */
function isAlive(holder: Holder): boolean {
  if (holder.host !== os.hostname()) return false
  try {
    process.kill(holder.pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
  const started = startOf(holder.pid)
  return started === '' || holder.started === '' || started === holder.started
}

/** Field 22 of /proc/<pid>/stat; the name in field 2 may hold spaces, so count after its bracket. '' for a zombie. */
function startOf(pid: number): string {
  const stat = readText(`/proc/${pid}/stat`)
  if (stat === undefined) return ''
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  if (fields[0] === 'Z' || fields[0] === 'X') return 'ended'
  return fields[19] ?? ''
}

function heldBy(folder: string, holder: Holder | undefined): EngineRefusal {
  const who =
    holder === undefined
      ? 'another process'
      : holder.pid === process.pid && holder.started === startOf(process.pid)
        ? `this same process (${holder.pid})`
        : `process ${holder.pid} on ${holder.host || 'this computer'}`
  return new EngineRefusal(
    'folder-held',
    `The data folder ${folder} is in use by ${who}; stop it, or choose another folder.`
  )
}

/** A socket name may have 107 bytes; a longer one is reached through the open folder. */
function withSocketName<T>(folder: string, use: (name: string) => Promise<T>): Promise<T> | undefined {
  const plain = path.join(folder, 'lock.sock')
  if (process.platform === 'win32') return undefined
  if (Buffer.byteLength(plain) < 100) return use(plain)
  if (process.platform !== 'linux') return undefined
  const opened = fs.openSync(folder, 'r')
  return use(`/proc/self/fd/${opened}/lock.sock`).finally(() => fs.closeSync(opened))
}

async function isAnswered(folder: string): Promise<boolean> {
  const answered = withSocketName(
    folder,
    (name) =>
      new Promise<boolean>((resolve) => {
        const socket = net.connect(name)
        socket.once('connect', () => (socket.destroy(), resolve(true)))
        socket.once('error', () => resolve(false))
      })
  )
  return (await answered) ?? false
}

/** Listens in the folder. Undefined on a file system without sockets: then the lock file alone must do. */
async function answer(folder: string, file: string): Promise<net.Server | undefined> {
  if (await isAnswered(folder)) {
    fs.rmSync(file, { force: true })
    throw heldBy(folder, undefined)
  }
  fs.rmSync(path.join(folder, 'lock.sock'), { force: true })
  return withSocketName(
    folder,
    (name) =>
      new Promise<net.Server | undefined>((resolve) => {
        const server = net.createServer((socket) => socket.destroy())
        server.once('error', () => resolve(undefined))
        server.listen(name, () => resolve(server))
        server.unref()
      })
  )
}
