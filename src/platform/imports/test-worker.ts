import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'

/** Bundles the worker for a test as the build does for `dist/`: one file, nothing left outside. */
export async function bundleWorker(source: URL): Promise<URL> {
  const outfile = path.join(mkdtempSync(path.join(tmpdir(), 'openpes-import-')), 'import-worker.cjs')
  await build({ entryPoints: [fileURLToPath(source)], outfile, bundle: true, platform: 'node', format: 'cjs', target: 'node20' })
  return pathToFileURL(outfile)
}
