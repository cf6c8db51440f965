import { parentPort, workerData } from 'node:worker_threads'
import { readTable, type ReadOptions } from './read-table'

/** What the worker is started with; its only message is the answer of `readTable`. */
export interface ParseWork {
  readonly bytes: Uint8Array
  readonly options: ReadOptions
}

const { bytes, options } = workerData as ParseWork
void readTable(bytes, options).then((answer) => parentPort?.postMessage(answer))
