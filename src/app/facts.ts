import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FactViews } from '../platform/db/migrate'

/** The fact views of all capabilities: `facts.sql` in each folder, in the order of the capabilities. */
export function readFactViews(root: string): FactViews[] {
  const inSource = join(root, 'src/capabilities')
  return readdirSync(inSource)
    .sort()
    .filter((name) => existsSync(join(inSource, name, 'facts.sql')))
    .map((name) => ({ name, sql: readFileSync(join(inSource, name, 'facts.sql'), 'utf8') }))
}
