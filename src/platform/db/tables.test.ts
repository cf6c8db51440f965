import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { freshStore } from '../../../test/harness/store'
import { describeTables } from './describe'

const file = join(import.meta.dirname, 'tables.generated.ts')

it('keeps the table types equal to the migrated schema', async () => {
  const db = await freshStore()
  const text = await describeTables(db.asLogin)
  await db.close()
  if (process.env['UPDATE_TABLES']) writeFileSync(file, text)
  expect(readFileSync(file, 'utf8')).toBe(text)
})
