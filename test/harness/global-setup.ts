import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { makeTemplate } from './store'

/** The types of Node 20 do not say that this is there. */
const { compile } = Reflect.get(globalThis, 'WebAssembly') as { compile(program: Uint8Array): Promise<object> }
const kept: object[] = []

/**
 * Once before all tests, in the process whose threads run them.
 * Each store that is opened compiles the engine's program; while one copy is kept here V8 shares that work, and what it made faster since.
 */
export default async function setup(): Promise<void> {
  const folder = dirname(createRequire(import.meta.url).resolve('@electric-sql/pglite'))
  for (const name of ['pglite.wasm', 'initdb.wasm']) kept.push(await compile(readFileSync(join(folder, name))))
  if (process.env['TEST_DATABASE_URL']) return
  // A schema that cannot be made fails each file that needs it, with the reason.
  await makeTemplate().catch(() => undefined)
}
