// npm run bench -- matching: node bench/matching/run.mjs [--people 10000,100000] [--no-postgres]
import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { root } from '../../tools/install.mjs'
import { startPostgres } from '../../tools/postgres.mjs'

const at = process.argv.indexOf('--people')
const sizes = at < 0 ? '10000,100000' : process.argv[at + 1]
const folder = join(root, 'node_modules/.cache/openpes')
mkdirSync(folder, { recursive: true })
const outfile = join(folder, 'bench-matching.mjs')
await build({ entryPoints: [join(root, 'bench/matching/bench.ts')], bundle: true, platform: 'node', format: 'esm', packages: 'external', jsx: 'automatic', jsxImportSource: 'hono/jsx', outfile, logLevel: 'error' })
const server = process.argv.includes('--no-postgres') ? null : await startPostgres()
const { status } = spawnSync(process.execPath, ['--max-old-space-size=6000', outfile, sizes, server?.url ?? ''], { stdio: 'inherit', cwd: root })
server?.stop()
process.exit(status ?? 1)
