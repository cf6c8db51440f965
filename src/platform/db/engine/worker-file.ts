import { createHash, randomUUID } from 'node:crypto'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

/*
 * Where the worker's program is. The build writes dist/pglite-worker.js beside dist/server.js, with
 * @electric-sql/pglite left outside both. Run from TypeScript there is no such file: it is bundled once
 * per content into node_modules/.cache, a place from which packages can still be found.
 */

let bundled: Promise<URL> | undefined

export function workerFile(): Promise<URL> {
  const here = import.meta.url
  if (!/\.tsx?$/.test(new URL(here).pathname)) {
    return Promise.resolve(new URL('./pglite-worker.js', here))
  }
  return (bundled ??= bundle(fileURLToPath(new URL('./pglite-worker.ts', here))))
}

async function bundle(source: string): Promise<URL> {
  const { build } = await import('esbuild')
  const result = await build({
    entryPoints: [source],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external'
  })
  const contents = result.outputFiles[0]?.contents
  if (contents === undefined) throw new Error('esbuild wrote nothing for the PGlite worker')
  const found = createRequire(source).resolve('@electric-sql/pglite')
  const modules = found.slice(0, found.lastIndexOf(`${path.sep}@electric-sql${path.sep}`))
  const folder = path.join(modules, '.cache', 'openpes')
  fs.mkdirSync(folder, { recursive: true })
  const name = createHash('sha256').update(contents).digest('hex').slice(0, 16)
  const target = path.join(folder, `pglite-worker-${name}.mjs`)
  if (!fs.existsSync(target)) {
    const draft = `${target}.${randomUUID()}`
    fs.writeFileSync(draft, contents)
    fs.renameSync(draft, target)
  }
  return pathToFileURL(target)
}
