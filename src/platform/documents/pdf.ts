import { Worker } from 'node:worker_threads'
import { workerFile } from '../worker-file'
import type { PdfAnswer, PdfRequest } from './pdf-worker'
import type { DocumentTree } from './tree'
import { typstSource } from './typst-source'

const longestWork = 60_000
/** MB of heap outside the WebAssembly memory. */
const heap = 256

let worker: Worker | undefined
let last: Promise<unknown> = Promise.resolve()
let count = 0

/** A PDF; Khmer and Lao are shaped by the fonts that come with the program. One document at a time. */
export function writePdf(tree: DocumentTree): Promise<Uint8Array> {
  const answer = last.then(() => compile(typstSource(tree)))
  last = answer.catch(() => undefined)
  return answer
}

async function compile(source: string): Promise<Uint8Array> {
  worker ??= new Worker(await workerFile('pdf-worker', import.meta.url, './pdf-worker.ts'), { name: 'pdf', env: {}, resourceLimits: { maxOldGenerationSizeMb: heap } })
  const own = worker
  const request: PdfRequest = { id: (count += 1), source }
  return new Promise((resolve, reject) => {
    const end = (settle: () => void) => {
      clearTimeout(timer)
      own.off('error', onError).off('exit', onExit).off('message', onMessage)
      own.unref()
      settle()
    }
    const giveUp = (error: Error) =>
      end(() => {
        worker = undefined
        void own.terminate()
        reject(error)
      })
    const onError = (error: Error) => giveUp(error)
    const onExit = () => giveUp(new Error('the PDF worker ended without an answer'))
    const onMessage = (message: PdfAnswer) => {
      if (message.id === request.id) end(() => ('pdf' in message ? resolve(message.pdf) : reject(new Error(message.fault))))
    }
    const timer = setTimeout(() => giveUp(new Error('the document took longer than a minute')), longestWork)
    own.ref()
    own.on('error', onError).on('exit', onExit).on('message', onMessage)
    own.postMessage(request)
  })
}
