import { join } from 'node:path'
import { expect, it } from 'vitest'
import { freshApp } from '../../test/harness/app'
import { createStaffAccount } from '../capabilities/accounts/index'
import { projectSigners, tellDemonstrationProject } from './demonstration-project'

it('tells a project with a signed report and a draft that is filled from records, once', async () => {
  const app = await freshApp()
  await app.asSystem(async (tx) => {
    for (const username of projectSigners) await createStaffAccount(tx, app.platform, { username, displayName: username, role: 'headquarters', centreId: app.centres.HQ, language: 'en', password: 'long enough for this', duties: ['project'] })
  })
  const root = join(import.meta.dirname, '../..')
  const context = app.contextOf({ ...(await app.asSystem(async (tx) => tx.context.actor)) })
  await tellDemonstrationProject(app.platform, root, context)
  await tellDemonstrationProject(app.platform, root, context)
  const reports = await app.asSystem((tx) => tx.db.selectFrom('project_report').select(['sequence', 'state']).orderBy('sequence').execute())
  expect(reports).toEqual([{ sequence: 1, state: 'approved' }, { sequence: 2, state: 'draft' }])
  const lines = await app.asSystem((tx) => tx.db.selectFrom('project_report_line').select('actual_source').where('actual_source', '=', 'measure').execute())
  expect(lines).toHaveLength(6)
  const reader = await app.as('headquarters', { duties: ['project'] })
  const compare = (await reader.get('/en/projects/ZED-1/reports/2/compare')).text
  expect(compare).toContain('What moved since report 1')
  expect(compare).toContain('Targets that changed (1)')
  const { revisions } = (await reader.get('/en/projects/ZED-1/reports/2/export/json?lang=en')).json<{ revisions: { id: string; now: string }[] }>()
  expect((await reader.get('/en/projects/ZED-1/plan?year=2026')).text).toContain('First meeting of the steering committee')
  expect((await reader.get('/en/projects/ZED-1/committee')).text).toContain('>held<')
  // The store of this test has no history: the printed figures stand against the list that came late, and nothing else.
  expect(revisions.find(({ id }) => id === 'Z1.04')).toMatchObject({ from: '2026-01', to: '2026-06', now: '12' })
  await app.close()
})
