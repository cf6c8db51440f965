import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newId } from '../../src/kernel/id'
import { freshApp, type TestApp } from '../harness/app'

type Ask = (text: string) => Promise<Record<string, unknown>[]>
interface Row {
  kind: string
  centre: string
  name: string | null
  sent: number
  acknowledged: boolean
  proof: string | null
}
interface Ledger {
  lookBefore(ask: Ask): Promise<unknown>
  compare(ask: Ask, rows: readonly Row[], before: unknown): Promise<{ lost: string[]; doubled: string[]; half: string[] }>
}

let app: TestApp
let ledger: Ledger
const ask: Ask = (text) => app.db.wholeStore(async (store) => [...(await sql.raw<Record<string, unknown>>(text).execute(store)).rows])

beforeAll(async () => {
  app = await freshApp()
  ledger = (await import(join(import.meta.dirname, '../../tools/crash/work.mjs'))) as Ledger
})
afterAll(() => app.close())

const visit = { audience: 'jobseeker', sex: 'F', purpose: 'complaint', age_band: '' }

it('finds nothing after real work that was acknowledged (U1)', async () => {
  const before = await ledger.lookBefore(ask)
  const counsellor = await app.as('counsellor')
  const reply = await counsellor.post('/en/visits', visit)
  const row: Row = { kind: 'visit', centre: 'T-A', name: null, sent: 1, acknowledged: true, proof: /ticket=(\d+)/.exec(reply.location)?.[1] ?? null }
  expect(await ledger.compare(ask, [row], before)).toMatchObject({ lost: [], doubled: [], half: [] })
})

it('finds a lost visit, one too many, one without its audit row and an audit row without its visit (control)', async () => {
  const before = await ledger.lookBefore(ask)
  const counsellor = await app.as('counsellor')
  const reply = await counsellor.post('/en/visits', visit)
  await counsellor.post('/en/visits', visit)
  const kept: Row = { kind: 'visit', centre: 'T-A', name: null, sent: 1, acknowledged: true, proof: /ticket=(\d+)/.exec(reply.location)?.[1] ?? null }
  const found = await ledger.compare(ask, [kept, { ...kept, proof: '777' }], before)
  expect(found.lost).toEqual(['visit T-A 777'])
  expect(found.doubled).toHaveLength(1)
  await app.db.wholeStore((store) => sql`update audit_entry set subject_id = ${newId()} where subject_kind = 'visit' and (lane, seq) in (select lane, seq from audit_entry where subject_kind = 'visit' order by seq desc limit 1)`.execute(store))
  const { half } = await ledger.compare(ask, [kept], before)
  expect(half.map((line) => line.split(':')[0]).sort()).toEqual(['audit row of a visit that is not there', 'visit without its audit row'])
})
