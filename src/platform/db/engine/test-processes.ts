import { spawn, type ChildProcess } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

/** Bundles server and worker as the build does, so the children also test that both files lie side by side. */
export async function bundleChild(): Promise<string> {
  const here = path.dirname(fileURLToPath(import.meta.url))
  const modules = path.resolve(here, '../../../../node_modules/.cache')
  fs.mkdirSync(modules, { recursive: true })
  const outdir = fs.mkdtempSync(path.join(modules, 'engine-test-'))
  await build({
    entryPoints: [path.join(here, 'test-child.ts'), path.join(here, 'pglite-worker.ts')],
    outdir,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external'
  })
  return path.join(outdir, 'test-child.js')
}

export function newFolder(): string {
  return fs.mkdtempSync(path.join(os.tmpdir(), 'openpes-engine-'))
}

export interface Child {
  process: ChildProcess
  lines: string[]
  /** Resolves when a printed line passes, with that line. */
  line(passes: (line: string) => boolean): Promise<string>
  ended: Promise<number | null>
}

export function startChild(program: string, task: string, folder: string): Child {
  const child = spawn(process.execPath, [program, task, folder], { stdio: ['ignore', 'pipe', 'inherit'] })
  const lines: string[] = []
  const watchers = new Set<() => void>()
  let rest = ''
  child.stdout.on('data', (data: Buffer) => {
    const parts = (rest + data.toString()).split('\n')
    rest = parts.pop() ?? ''
    lines.push(...parts)
    for (const watcher of watchers) watcher()
  })
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const line = (passes: (line: string) => boolean) =>
    new Promise<string>((resolve, reject) => {
      const look = () => {
        const found = lines.find(passes)
        if (found !== undefined) resolve(found)
      }
      watchers.add(look)
      look()
      void ended.then(() => reject(new Error(`the child ended; it said: ${lines.slice(-3).join(' | ')}`)))
    })
  return { process: child, lines, line, ended }
}
