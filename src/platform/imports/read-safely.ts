import { Worker } from 'node:worker_threads'
import { fault, type Checked } from './fault'
import { importLimits } from './limits'
import type { ParseWork } from './parse-worker'
import { megabytes, type RawTable } from './raw-table'
import type { ReadOptions } from './read-table'

export interface SafetyOptions {
  /** The bundled program of `parse-worker.ts`. */
  readonly worker: URL
  readonly seconds?: number
  /** Of the worker's heap. */
  readonly megabytes?: number
}

/** Heap of the young generation; the rest of the allowance is for what stays. */
const youngMegabytes = 32

let last: Promise<unknown> = Promise.resolve()

/**
 * `readTable` in a thread of its own, with a limit of memory and time; the server goes on answering. Files wait for
 * each other, so that many uploads at once cannot take many times the memory.
 */
export function readTableSafely(bytes: Uint8Array, options: ReadOptions, safety: SafetyOptions): Promise<Checked<RawTable>> {
  if (bytes.length > importLimits.bytes) {
    return Promise.resolve(fault('too-large-file', { limit: megabytes(importLimits.bytes) }))
  }
  const answer = last.then(() => readInWorker(bytes, options, safety))
  last = answer.catch(() => undefined)
  return answer
}

function readInWorker(bytes: Uint8Array, options: ReadOptions, safety: SafetyOptions): Promise<Checked<RawTable>> {
  const seconds = safety.seconds ?? importLimits.seconds
  const memory = safety.megabytes ?? importLimits.megabytes
  return new Promise((resolve, reject) => {
    const worker = new Worker(safety.worker, {
      workerData: { bytes, options } satisfies ParseWork,
      name: 'import',
      env: {},
      resourceLimits: { maxYoungGenerationSizeMb: youngMegabytes, maxOldGenerationSizeMb: Math.max(16, memory - youngMegabytes) },
    })
    const timer = setTimeout(() => end(() => resolve(fault('took-too-long', { seconds }))), seconds * 1000)
    let isOver = false
    function end(settle: () => void): void {
      if (isOver) return
      isOver = true
      clearTimeout(timer)
      void worker.terminate().then(settle, settle)
    }
    worker.once('message', (answer: Checked<RawTable>) => end(() => resolve(answer)))
    worker.once('error', (error: NodeJS.ErrnoException) => {
      const isMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY'
      end(() => (isMemory ? resolve(fault('needed-too-much-memory', { limit: memory })) : reject(error)))
    })
    worker.once('exit', () => end(() => reject(new Error('the import worker ended without an answer'))))
  })
}
