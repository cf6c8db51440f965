// npm run bench -- measures [--events 10000000] [--runs 200]
import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { root } from '../../tools/install.mjs'
import { startPostgres } from '../../tools/postgres.mjs'

const option = (name, otherwise) => {
  const at = process.argv.indexOf(`--${name}`)
  return at < 0 ? otherwise : process.argv[at + 1]
}
const folder = join(root, 'node_modules/.cache/openpes')
mkdirSync(folder, { recursive: true })
const outfile = join(folder, 'bench-measures.mjs')
await build({ entryPoints: [join(root, 'bench/measures/bench.ts')], bundle: true, platform: 'node', format: 'esm', packages: 'external', jsx: 'automatic', jsxImportSource: 'hono/jsx', outfile, logLevel: 'error' })
const server = await startPostgres({ settings: ['shared_buffers=1GB', 'work_mem=64MB', 'maintenance_work_mem=512MB', 'max_wal_size=8GB', 'checkpoint_timeout=30min'] })
const { status } = spawnSync(process.execPath, [outfile, option('events', '10000000'), option('runs', '200'), server.url], { stdio: 'inherit', cwd: root })
server.stop()
process.exit(status ?? 1)
