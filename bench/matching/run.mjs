// npm run bench -- matching: node bench/matching/run.mjs [--people 10000,100000,1000000] [--batch 1000000] [--no-postgres]
// With --batch only the whole nation at once is measured; with --findable PEOPLE only how soon a change is in the lists.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { build } from 'esbuild'
import { root } from '../../tools/install.mjs'
import { startPostgres } from '../../tools/postgres.mjs'

const option = (name) => (process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : undefined)
async function run(name, ...words) {
  // Two folders below the root, as the files of the test harness are, which find the rest from there.
  const outfile = join(root, `dist/bench/matching-${name}.mjs`)
  await build({ entryPoints: [join(root, `bench/matching/${name}.ts`)], bundle: true, platform: 'node', format: 'esm', packages: 'external', jsx: 'automatic', jsxImportSource: 'hono/jsx', outfile, logLevel: 'error' })
  return spawnSync(process.execPath, ['--max-old-space-size=8000', '--expose-gc', outfile, ...words], { stdio: 'inherit', cwd: root }).status ?? 1
}
const batch = option('--batch')
if (batch) process.exit(await run('batch-run', batch))
const findable = option('--findable')
if (findable) {
  const own = await startPostgres()
  process.env.TEST_DATABASE_URL = own.url
  const status = await run('findable', findable)
  own.stop()
  process.exit(status)
}
const server = process.argv.includes('--no-postgres') ? null : await startPostgres()
const status = await run('bench', option('--people') ?? '10000,100000', server?.url ?? '')
server?.stop()
process.exit(status)
