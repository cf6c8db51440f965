// npm test: installs what is missing, then runs every check and test. Ends with one line of counts.
//   --fast      types, lint, import map and unit tests only
//   --postgres  the same suite on a PostgreSQL server (TEST_DATABASE_URL, or Debian's server started for it)
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { checkNode, installMissing, root } from './install.mjs'

checkNode()
process.chdir(root)
installMissing()

const fast = process.argv.includes('--fast')
const postgres = process.argv.includes('--postgres')
let failed = 0
let passed = 0
let skipped = 0

/** One check in a process of its own; its whole output is shown at its end, so checks that run at once do not mix. */
function step(name, command, args) {
  const began = performance.now()
  return new Promise((resolve) => {
    let said = ''
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] })
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (said += text))
    child.once('error', (error) => (said += error.message))
    child.once('close', (status) => {
      console.log(`\n== ${name} (${((performance.now() - began) / 1000).toFixed(1)} s): ${status === 0 ? 'good' : 'FAILED'}\n${said.trim()}`)
      if (status === 0) passed += 1
      else failed += 1
      resolve()
    })
  })
}
const local = (name) => `node_modules/.bin/${name}`

await step('build', process.execPath, ['tools/build.mjs'])
/** Types take one core as long as all other checks together. */
async function checks() {
  await step('types of the browser code', local('tsc'), ['--noEmit', '-p', 'src/browser'])
  if (existsSync('eslint.config.js')) await step('lint', local('eslint'), ['src', 'test', '--max-warnings', '0'])
  if (existsSync('.dependency-cruiser.cjs')) await step('import map', local('depcruise'), ['src', '--config', '.dependency-cruiser.cjs'])
}
await Promise.all([step('types', local('tsc'), ['--noEmit', '-p', '.']), checks()])

const result = 'node_modules/.cache/test-result.json'
rmSync(result, { force: true })
let env = {}
let server
if (postgres) {
  const { startPostgres } = await import('./postgres.mjs')
  server = await startPostgres()
  env = { TEST_DATABASE_URL: server.url }
  console.log(`Store: PostgreSQL ${server.version}`)
}
const patterns = fast ? ['src'] : []
console.log('\n== tests')
const { status } = spawnSync(local('vitest'), ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${result}`, ...patterns], {
  stdio: 'inherit',
  env: { ...process.env, ...env },
})
server?.stop()
if (existsSync(result)) {
  const report = JSON.parse(readFileSync(result, 'utf8'))
  passed += report.numPassedTests
  failed += report.numFailedTests + report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed')).length
  skipped += report.numPendingTests + report.numTodoTests
  for (const file of report.testResults) {
    const why = file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed') ? ' (its preparation failed)' : ''
    for (const test of file.assertionResults) if (test.status === 'pending' || test.status === 'skipped') console.log(`skipped: ${test.fullName}${why}`)
  }
} else failed += 1
if (status !== 0 && failed === 0) failed = 1
console.log(`\n${passed} passed, ${failed} failed, ${skipped} skipped`)
process.exit(failed > 0 ? 1 : 0)
