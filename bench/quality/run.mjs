// npm run bench -- quality --esco FOLDER_OR_ZIP
import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { root } from '../../tools/install.mjs'

const at = process.argv.indexOf('--esco')
if (at < 0 || !process.argv[at + 1]) {
  console.error('npm run bench -- quality --esco FOLDER_OR_ZIP')
  process.exit(1)
}
const folder = join(root, 'node_modules/.cache/openpes')
mkdirSync(folder, { recursive: true })
const outfile = join(folder, 'bench-quality.mjs')
await build({ entryPoints: [join(root, 'bench/quality/bench.ts')], bundle: true, platform: 'node', format: 'esm', packages: 'external', outfile, logLevel: 'error' })
const { status } = spawnSync(process.execPath, ['--max-old-space-size=3000', outfile, process.argv[at + 1]], { stdio: 'inherit', cwd: root })
process.exit(status ?? 1)
