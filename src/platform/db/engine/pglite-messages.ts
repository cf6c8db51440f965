import type { RefusalCode } from './engine'

/** What the worker is started with. */
export interface WorkerStart {
  /** Folder of the data itself, or null for memory. */
  folder: string | null
  /** A file that is there while the first filling is unfinished; null for memory. */
  unfinishedMark: string | null
  template: Uint8Array | null
  withSync: boolean
}

/** From the main thread. Answered in order, one answer each. */
export type Request =
  | { id: number; kind: 'session' } // a new session: open transaction rolled back, settings reset
  | { id: number; kind: 'wire'; bytes: Uint8Array } // PostgreSQL protocol bytes
  | { id: number; kind: 'dump' } // CHECKPOINT, then the folder as tar.gz
  | { id: number; kind: 'close' }

/** From the worker. */
export type Reply =
  | { kind: 'ready' }
  | { kind: 'refused'; code: RefusalCode; message: string }
  | { kind: 'answer'; id: number; bytes: Uint8Array }
  | { kind: 'failed'; id: number; message: string }
