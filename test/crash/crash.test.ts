import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../..')
const built = existsSync(join(root, 'dist/server.js'))
const hasServer = existsSync('/usr/lib/postgresql') && process.env['TEST_DATABASE_URL'] === undefined

function crash(words: readonly string[]): Promise<{ code: number | null; said: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(root, 'tools/crash.mjs'), ...words], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (said += text.toString()))
    child.once('exit', (code) => resolve({ code, said }))
  })
}

describe('kill -9 (short; `npm run crash` for the whole ledger)', () => {
  it.skipIf(!built)('of the program with the built-in store loses, doubles and halves nothing (D1)', async () => {
    const { code, said } = await crash(['--kills', '2', '--only', 'built-in', '--seed', '11'])
    console.log(said.trim())
    expect(code).toBe(0)
  }, 300_000)

  it.skipIf(!built || !hasServer)('of a PostgreSQL server, cut connections and killed migrations neither (D1, D3, D9)', async () => {
    const { code, said } = await crash(['--kills', '2', '--only', 'database,terminate,migrations', '--seed', '12'])
    console.log(said.trim())
    expect(code).toBe(0)
  }, 300_000)
})
