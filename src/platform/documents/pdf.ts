import { createHash, randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
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
  worker ??= new Worker(await workerFile(), { name: 'pdf', env: {}, resourceLimits: { maxOldGenerationSizeMb: heap } })
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

/** dist/pdf-worker.js after a build; else the worker bundled once for each content into node_modules/.cache. */
async function workerFile(): Promise<URL> {
  const here = new URL(import.meta.url)
  if (!/\.tsx?$/.test(here.pathname)) return new URL('./pdf-worker.js', here)
  const source = fileURLToPath(new URL('./pdf-worker.ts', here))
  const { build } = await import('esbuild')
  const result = await build({ entryPoints: [source], bundle: true, write: false, format: 'esm', platform: 'node', target: 'node20', packages: 'external' })
  const contents = result.outputFiles[0]?.contents ?? new Uint8Array()
  const found = createRequire(source).resolve('docx')
  const folder = path.join(found.slice(0, found.lastIndexOf(`${path.sep}docx${path.sep}`)), '.cache', 'openpes')
  mkdirSync(folder, { recursive: true })
  const target = path.join(folder, `pdf-worker-${createHash('sha256').update(contents).digest('hex').slice(0, 16)}.mjs`)
  if (!existsSync(target)) {
    const draft = `${target}.${randomUUID()}`
    writeFileSync(draft, contents)
    renameSync(draft, target)
  }
  return pathToFileURL(target)
}
