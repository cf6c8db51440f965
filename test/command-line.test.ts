import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const root = join(import.meta.dirname, '..')

/** What a reader at the other end of a pipe gets who begins to read late. */
const readLate = (command: string) =>
  execFileSync('sh', ['-c', `"$0" ${command} 2>/dev/null | (sleep 0.5; cat)`, process.execPath], { cwd: root, encoding: 'utf8', maxBuffer: 50_000_000 })

it('ends a command after its reader has taken everything', () => {
  const doors = JSON.parse(readLate('bin/openpes routes --json')) as unknown[]
  expect(doors.length).toBeGreaterThan(300)
})

it('control: a process that ends at once leaves its reader with a part', () => {
  const got = readLate(`-e "process.stdout.write('x'.repeat(300000)); process.exit(0)"`)
  expect(got.length).toBeGreaterThan(0)
  expect(got.length).toBeLessThan(300_000)
})
