import { createHash, randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

/*
 * Where the program of the import worker is: dist/import-worker.js after a build. Where there is none (the program
 * runs from TypeScript), it is bundled once for each content into node_modules/.cache.
 */

let found: Promise<URL> | undefined

export function importWorkerFile(): Promise<URL> {
  return (found ??= locate())
}

async function locate(): Promise<URL> {
  const here = new URL(import.meta.url)
  if (!/\.tsx?$/.test(here.pathname)) return new URL('./import-worker.js', here)
  return bundle(fileURLToPath(new URL('./parse-worker.ts', here)))
}

async function bundle(source: string): Promise<URL> {
  const { build } = await import('esbuild')
  const result = await build({ entryPoints: [source], bundle: true, write: false, format: 'esm', platform: 'node', target: 'node20', packages: 'external' })
  const contents = result.outputFiles[0]?.contents
  if (contents === undefined) throw new Error('esbuild wrote nothing for the import worker')
  const packages = createRequire(source).resolve('csv-parse/sync')
  const folder = path.join(packages.slice(0, packages.lastIndexOf(`${path.sep}csv-parse${path.sep}`)), '.cache', 'openpes')
  mkdirSync(folder, { recursive: true })
  const target = path.join(folder, `import-worker-${createHash('sha256').update(contents).digest('hex').slice(0, 16)}.mjs`)
  if (!existsSync(target)) {
    const draft = `${target}.${randomUUID()}`
    writeFileSync(draft, contents)
    renameSync(draft, target)
  }
  return pathToFileURL(target)
}
