import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { freshApp } from '../../test/harness/app'
import { fillWithRows, placeSome } from '../capabilities/measures/test-rows'
import { loadIndicators } from '../capabilities/performance/index'
import { releaseDemonstrationMonth, tellDemonstrationTargets } from './demonstration-performance'

it('sets targets that two people signed, and a plan that moves one of them', async () => {
  // Last year is counted, so the invented year of records must be over.
  const app = await freshApp({ at: '2027-01-20T02:00:00Z' })
  await fillWithRows(app, { people: 300 })
  await placeSome(app)
  await app.asSystem((tx) => loadIndicators(tx, app.platform))
  const [chief] = [await app.as('chief'), await app.as('headquarters'), await app.as('headquarters')]
  await tellDemonstrationTargets(app.platform, app.contextOf(await app.asSystem((tx) => Promise.resolve(tx.context.actor))))
  const count = async (text: ReturnType<typeof sql>) => (await app.db.wholeStore((db) => text.execute(db))).rows[0]
  expect(await count(sql`select count(*)::int as n, count(distinct series_id)::int as series, bool_and(published > 0) as positive from target_rule where replaced_by is null`)).toEqual({ n: 18, series: 18, positive: true })
  expect(await count(sql`select count(*)::int as n from target_change where decided_by = created_by or state <> 'approved'`)).toEqual({ n: 0 })
  expect(await count(sql`select count(*)::int as n, min(t.rule) as rule, min(t.published)::int as share from target_rule t join series s on s.id = t.series_id where s.slice = 'sex=F'`)).toEqual({ n: 3, rule: 'rate:50', share: 50 })
  const board = (await chief.get('/en/performance/centres/T-A')).text
  for (const words of ['Question to Head of matching', 'Far behind', 'Placements: Female', 'Biggest gap:']) expect(board).toContain(words)
  expect((await chief.get('/en/performance/indicators/job_placements')).text).toContain('Call ten employers each week')
  await app.close()
})

it('walks a month through every step, so that everybody finds its figures', async () => {
  const app = await freshApp()
  await fillWithRows(app, { people: 100 })
  await app.asSystem((tx) => loadIndicators(tx, app.platform))
  for (const [role, centre] of [['chief', 'A'], ['chief', 'B'], ['headquarters', 'HQ'], ['headquarters', 'HQ']] as const) await app.as(role, { centre })
  const months = async () => (await app.visitor().get('/api/v1/public/performance.json')).json<{ month: string | null; released_months: string[] }>()
  expect(await months()).toMatchObject({ month: null })
  await releaseDemonstrationMonth(app.platform, app.contextOf(await app.asSystem((tx) => Promise.resolve(tx.context.actor))))
  expect(await months()).toMatchObject({ month: '2026-10', released_months: ['2026-10'] })
  expect((await app.db.wholeStore((db) => sql`select count(*)::int as n from period_state where verified_by = locked_by or submitted_by in (verified_by, locked_by) or state <> 'published'`.execute(db))).rows).toEqual([{ n: 0 }])
  await app.close()
})

