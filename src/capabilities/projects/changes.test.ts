import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshApp, type TestApp } from '../../../test/harness/app'
import { totpCode } from '../accounts/index'
import { digestOfFiles, importReport } from './actions/import-report'
import { cleanReport, filesOf } from './test-report'

let app: TestApp
let coordinator: Awaited<ReturnType<TestApp['as']>>
let reviewer: typeof coordinator
let approver: typeof coordinator
const home = '/en/projects/ZZ-2'
const base = `${home}/reports/1`

beforeAll(async () => {
  app = await freshApp({ at: '2026-11-20T03:00:00Z' })
  const report = cleanReport()
  await app.asSystem((tx) => importReport(tx, 'ZZ-2', report, digestOfFiles(filesOf(report))))
  coordinator = await app.as('headquarters', { duties: ['project'] })
  reviewer = await app.as('headquarters', { duties: ['project'] })
  approver = await app.as('headquarters', { duties: ['project'] })
})
afterAll(() => app.close())

async function prove(person: typeof coordinator): Promise<void> {
  app.travelTo(new Date(app.now().getTime() + 60_000).toISOString())
  const reply = await person.post('/en/prove-again?next=/en/projects', { code: totpCode(person.totpSecret, app.now()) })
  if (reply.status !== 303) throw new Error(`no proof: ${reply.status}`)
}
const row = () => app.asSystem((tx) => tx.db.selectFrom('project_report').select(['id', 'state', 'digest']).where('sequence', '=', 1).executeTakeFirstOrThrow())
async function sign(person: typeof coordinator, step: string) {
  const { digest } = await row()
  await prove(person)
  return person.post(`${base}/sign-off`, { step, digest: digest ?? '' })
}

describe('a target', () => {
  const proposal = { subject: 'Z1.02', field: 'milestone', after: '90 more', reason: 'A second town joined the project in May.' }

  it('changes by a reason and a second person, and the report lists it by itself', async () => {
    expect((await coordinator.get(`${base}/document`)).text).not.toContain('Approved changes of this period')
    expect((await coordinator.post(`${home}/changes`, { ...proposal, after: 'double' })).text).toContain('This is no rule.')
    expect((await coordinator.post(`${home}/changes`, { ...proposal, reason: 'Because.' })).text).toContain('Say why, in a full sentence.')
    expect((await coordinator.post(`${home}/changes`, { ...proposal, after: 'pct_over_baseline:10' })).text).toContain('it must differ from what is there')
    expect((await coordinator.post(`${home}/changes`, proposal)).status).toBe(303)
    const { id } = await app.asSystem((tx) => tx.db.selectFrom('project_change').select('id').executeTakeFirstOrThrow())
    await prove(coordinator)
    expect((await coordinator.post(`${home}/changes/decide`, { change: id, decision: 'approve' })).status).toBe(422)
    expect((await coordinator.get(`${base}/figures/Z1.02`)).text).toContain('660')
    await prove(reviewer)
    expect((await reviewer.post(`${home}/changes/decide`, { change: id, decision: 'approve' })).status).toBe(303)
    expect((await coordinator.get(`${base}/figures/Z1.02`)).text).toContain('690')
    const json = (await coordinator.get(`${base}/export/json?lang=en`)).json<{ reformulations: unknown[]; lines: { id: string; milestone: { published: string; check: string } }[] }>()
    expect(json.reformulations).toMatchObject([{ subject: 'Z1.02', field: 'milestone', before: 'pct_over_baseline:10', after: 'add:90', reason: proposal.reason }])
    expect(json.lines.find(({ id: code }) => code === 'Z1.02')?.milestone).toMatchObject({ published: '690', check: 'agrees' })
    expect((await coordinator.get(`${home}/changes`)).text).toContain('approved')
  })

  it('is refused by whoever has no duty, and a refused change moves nothing', async () => {
    const other = await app.as('headquarters')
    expect((await other.post(`${home}/changes`, proposal)).status).toBe(403)
    expect((await coordinator.post(`${home}/changes`, { subject: 'Z1-1', field: 'output', after: 'A counter guide is written, printed and used', reason: 'The printing was left out of the first plan.' })).status).toBe(303)
    const { id } = await app.asSystem((tx) => tx.db.selectFrom('project_change').select('id').where('state', '=', 'proposed').executeTakeFirstOrThrow())
    await prove(reviewer)
    expect((await reviewer.post(`${home}/changes/decide`, { change: id, decision: 'refuse' })).status).toBe(303)
    expect((await coordinator.get(`${home}/framework`)).text).toContain('A counter guide is written and used')
  })
})

describe('a report whose figures come from months that nobody locked', () => {
  it('cannot be approved, and the page says which months', async () => {
    await app.asSystem((tx) => tx.db.updateTable('project_report_line').set({ actual_source: 'measure' }).where('series_id', '=', (eb) => eb.selectFrom('project_series').select('id').where('code', '=', 'Z1.01')).execute())
    expect((await sign(coordinator, 'prepared')).status).toBe(303)
    expect((await sign(reviewer, 'reviewed')).status).toBe(303)
    const refused = await sign(approver, 'approved')
    expect(refused.status).toBe(409)
    expect(refused.text).toContain('Figures of this report come from months that are not locked.')
    expect(refused.text).toContain('2026-01 ')
    const centres = await app.asSystem((tx) => tx.db.selectFrom('centre').select('id').execute())
    await app.asSystem(async (tx) => {
      for (const { id } of centres) for (const period of ['2026-01', '2026-02', '2026-03', '2026-04', '2026-05', '2026-06']) await tx.db.insertInto('period_state').values({ id: crypto.randomUUID(), created_at: tx.context.now, centre_id: id, period, state: 'locked', lock_no: 1 }).execute()
    })
    expect((await sign(approver, 'approved')).status).toBe(303)
  })
})

describe('a report that is returned', () => {
  it('keeps the copy that was signed, with the reason', async () => {
    const { digest, id } = await row()
    await prove(approver)
    expect((await approver.post(`${base}/sign-off/return`, { reason: 'no' })).status).toBe(422)
    expect((await approver.post(`${base}/sign-off/return`, { reason: 'The donor asks for another table.' })).status).toBe(303)
    expect(await row()).toMatchObject({ state: 'draft', digest: null })
    const copy = await coordinator.get(`${base}/sign-off/copies/${digest ?? ''}`)
    expect(copy.json<{ project: string }>().project).toBe('ZZ-2')
    expect((await coordinator.get(`${base}/sign-off`)).text).toContain('The donor asks for another table.')
    expect(await app.asSystem((tx) => tx.db.selectFrom('project_report_copy').select('digest').where('report_id', '=', id).execute())).toEqual([{ digest }])
    expect((await coordinator.get(`${base}/sign-off/copies/${'0'.repeat(64)}`)).status).toBe(404)
  })
})
