import fs from 'node:fs'
import path from 'node:path'
import { NodeFS } from '@electric-sql/pglite/nodefs'

/** The parts of Emscripten's file layer that are used here; its own types do not name them. */
interface Layers {
  NODEFS: {
    stream_ops: { fsync?: (stream: OpenedFile) => number }
    realPath(node: unknown): string
    convertNodeCode(error: unknown): number | undefined
  }
  FS: { ErrnoError: new (errno: number) => Error }
}

interface OpenedFile {
  /** File descriptor of the system; folders have none. */
  nfd?: number
  node: unknown
}

type StartOptions = Parameters<NodeFS['init']>[1]
type Started = Awaited<ReturnType<NodeFS['init']>>

/** "Input/output error" in Emscripten's numbering. PostgreSQL then stops rather than lose a row. */
const ioError = 29

/** PGlite's folder layer with an fsync that really calls the system's. As shipped it does nothing. */
export class SyncedFiles extends NodeFS {
  /** How often the engine asked for a sync and got one. */
  synced = 0
  readonly #withSync: boolean

  constructor(folder: string, withSync: boolean) {
    super(folder)
    this.#withSync = withSync
  }

  override async init(...[pglite, options]: Parameters<NodeFS['init']>): Promise<Started> {
    const started = await super.init(pglite, options)
    const hook: NonNullable<StartOptions['preRun']>[number] = (module) => {
      if (this.#withSync) this.#addSync(module as unknown as Layers)
    }
    const preRun = [...(started.emscriptenOpts.preRun ?? []), hook]
    return { emscriptenOpts: { ...started.emscriptenOpts, preRun } }
  }

  #addSync(layers: Layers): void {
    const nodeFiles = layers.NODEFS
    nodeFiles.stream_ops.fsync = (stream) => {
      try {
        if (stream.nfd !== undefined) fs.fdatasyncSync(stream.nfd)
        else syncPath(nodeFiles.realPath(stream.node))
      } catch (error) {
        throw new layers.FS.ErrnoError(nodeFiles.convertNodeCode(error) ?? ioError)
      }
      this.synced += 1
      return 0
    }
  }
}

function syncPath(name: string): void {
  const opened = fs.openSync(name, 'r')
  try {
    fs.fsyncSync(opened)
  } finally {
    fs.closeSync(opened)
  }
}

/** Syncs every file and folder below: needed once, after the first filling, which the engine does unsynced. */
export function syncTree(folder: string): void {
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const name = path.join(folder, entry.name)
    if (entry.isDirectory()) syncTree(name)
    else if (entry.isFile()) syncPath(name)
  }
  syncPath(folder)
}

export { syncPath }
