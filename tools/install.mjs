// Installs the packages of package-lock.json when they are missing or older than it.
import { spawnSync } from 'node:child_process'
import { existsSync, statSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))

export function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19)) {
    console.error(`OpenPES needs Node 20.19 or newer; this is ${process.versions.node}. Install a newer Node from nodejs.org.`)
    process.exit(1)
  }
}

export function installMissing() {
  const mark = `${root}node_modules/.openpes-installed`
  const lock = `${root}package-lock.json`
  if (existsSync(mark) && statSync(mark).mtimeMs >= statSync(lock).mtimeMs) return
  console.log('Installing packages (npm ci) ...')
  const npm = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], shell: process.platform === 'win32' })
  if (npm.status !== 0) {
    console.error('The packages could not be installed. Check the connection to the npm registry, then try again.')
    process.exit(1)
  }
  writeFileSync(mark, '')
}
