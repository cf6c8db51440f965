// npm run bench -- search [--vacancies 100000] [--no-postgres]
import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { root } from '../../tools/install.mjs'
import { startPostgres } from '../../tools/postgres.mjs'

const at = process.argv.indexOf('--vacancies')
const count = at < 0 ? '100000' : process.argv[at + 1]
const folder = join(root, 'node_modules/.cache/openpes')
mkdirSync(folder, { recursive: true })
const outfile = join(folder, 'bench-search.mjs')
await build({ entryPoints: [join(root, 'bench/search/bench.ts')], bundle: true, platform: 'node', format: 'esm', packages: 'external', outfile, logLevel: 'error' })
const server = process.argv.includes('--no-postgres') ? null : await startPostgres()
const { status } = spawnSync(process.execPath, ['--expose-gc', '--max-old-space-size=6000', outfile, count, server?.url ?? ''], { stdio: 'inherit', cwd: root })
server?.stop()
process.exit(status ?? 1)
