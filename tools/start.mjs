// npm start: installs what is missing, builds what changed, then serves.
import { spawn } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { checkNode, installMissing, root } from './install.mjs'

checkNode()
process.chdir(root)
installMissing()

function newest(folder) {
  let latest = 0
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    latest = Math.max(latest, entry.isDirectory() ? newest(path) : statSync(path).mtimeMs)
  }
  return latest
}

const built = existsSync('dist/server.js') && existsSync('dist/assets/manifest.json') ? statSync('dist/server.js').mtimeMs : 0
if (Math.max(newest('src'), newest('tools'), statSync('package-lock.json').mtimeMs) > built) {
  console.log('Building ...')
  await import('./build.mjs')
}
const server = spawn(process.execPath, ['--enable-source-maps', 'dist/server.js'], { stdio: 'inherit' })
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill(signal))
server.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
