// Its threads run this file too, and stop at their share.
import { isMainThread } from 'node:worker_threads'
import { measureBatch } from './batch'

if (isMainThread) await measureBatch(Number(process.argv[2]))
