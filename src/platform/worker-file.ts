import { createHash, randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

/**
 * Where the program of a worker thread is: dist/`name`.js after a build. Where there is none (the program runs from TypeScript),
 * `source` beside `module` is bundled once for each content into node_modules/.cache.
 */
export async function workerFile(name: string, module: string, source: string): Promise<URL> {
  const here = new URL(module)
  if (!/\.tsx?$/.test(here.pathname)) return new URL(`./${name}.js`, here)
  const { build } = await import('esbuild')
  const entry = fileURLToPath(new URL(source, here))
  const result = await build({ entryPoints: [entry], bundle: true, write: false, format: 'esm', platform: 'node', target: 'node20', packages: 'external' })
  const contents = result.outputFiles[0]?.contents
  if (contents === undefined) throw new Error(`esbuild wrote nothing for ${name}`)
  const packages = createRequire(entry).resolve('kysely')
  const folder = path.join(packages.slice(0, packages.lastIndexOf(`${path.sep}kysely${path.sep}`)), '.cache', 'openpes')
  mkdirSync(folder, { recursive: true })
  const target = path.join(folder, `${name}-${createHash('sha256').update(contents).digest('hex').slice(0, 16)}.mjs`)
  if (!existsSync(target)) {
    const draft = `${target}.${randomUUID()}`
    writeFileSync(draft, contents)
    renameSync(draft, target)
  }
  return pathToFileURL(target)
}
