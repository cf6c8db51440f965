import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshApp, type TestApp } from '../../../../test/harness/app'
import { composeReport } from '../actions/compose'
import { digestOfFiles, importReport } from '../actions/import-report'
import { heldAs } from '../committee-rules'
import { anActivity, cleanReport, filesOf } from '../test-report'
import { planCalendar, planDifferences, progressOf } from './work-plan'

const root = join(import.meta.dirname, '../../../..')

describe('a recorded plan', () => {
  const plan = { from: '2026-01', to: '2026-12' }
  it('says what is in time: half of the year is gone, so half is planned', () => {
    expect(progressOf({ plan, percent: '50' }, '2026-06')).toBe('on-schedule')
    expect(progressOf({ plan, percent: '49.9' }, '2026-06')).toBe('behind')
    expect(progressOf({ plan, percent: null }, '2026-06')).toBe('put-off')
    expect(progressOf({ plan: { from: '2026-09', to: '2026-12' }, percent: '0' }, '2026-06')).toBe('not-begun')
    expect(progressOf({ plan: undefined, percent: '10' }, '2026-06')).toBe('no-plan')
  })

  it('is the default basis of the delivery of outputs, and activities without a plan do not count', () => {
    const report = { ...cleanReport(), activities: [anActivity(1, { plan }), anActivity(2, { plan, percent: '20', percentPrinted: '20%' }), anActivity(3)] }
    const rows = composeReport(root, 'ZZ', report).readings.filter(({ part, scope }) => part === 'delivery_share' && scope === 'programme')
    expect(rows.find(({ isDefault }) => isDefault)).toMatchObject({ basis: 'recorded plan', unit: 'activity', met: 1, due: 2, share: '50.0' })
    expect(rows.find(({ unit, basis }) => unit === 'output' && basis === 'recorded plan')).toMatchObject({ met: 0, due: 1 })
    expect(composeReport(root, 'ZZ', cleanReport()).readings.find(({ part, isDefault }) => part === 'delivery_share' && isDefault)).toMatchObject({ basis: 'no plan recorded', due: 0 })
  })

  it('leaves as a calendar with folded lines and whole months', () => {
    const text = planCalendar('ZZ-1', [{ code: 'Z1-1.1', title: `ការងារ; ${'long '.repeat(30)}`, from: '2026-02', to: '2026-12', owner: 'Chief, training' }], '20260101T000000Z')
    expect(text).toContain('DTSTART;VALUE=DATE:20260201\r\nDTEND;VALUE=DATE:20270101\r\n')
    expect(text).toContain('DESCRIPTION:Chief\\, training')
    expect(text.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true)
  })

  it('is compared with the one that was adopted', () => {
    const line = { code: 'A', title: 'Ask', from: '2026-01', to: '2026-03', owner: '' }
    expect(planDifferences([line], [{ ...line, to: '2026-05' }, { ...line, code: 'B' }])).toEqual([
      { code: 'A', title: 'Ask', adopted: '2026-01 – 2026-03', now: '2026-01 – 2026-05' }, { code: 'B', title: 'Ask', adopted: '–', now: '2026-01 – 2026-03' },
    ])
  })
})

describe('the pages of plan and committee', () => {
  let app: TestApp
  let coordinator: Awaited<ReturnType<TestApp['as']>>
  const home = '/en/projects/ZZ-4'
  beforeAll(async () => {
    app = await freshApp({ at: '2026-11-20T03:00:00Z' })
    const report = cleanReport()
    await app.asSystem((tx) => importReport(tx, 'ZZ-4', report, digestOfFiles(filesOf(report))))
    coordinator = await app.as('headquarters', { duties: ['project'] })
  })
  afterAll(() => app.close())

  it('a meeting counts as held when minutes are signed and three sides were there', async () => {
    expect(heldAs({ isSigned: false, present: [] })).toBeNull()
    expect(heldAs({ isSigned: true, present: ['government', 'workers', 'employers'] })).toEqual({ without: [] })
    for (const [side, post] of [['government', 'Director'], ['workers', 'Secretary'], ['employers', 'President']]) expect((await coordinator.post(`${home}/committee/seats`, { side, post })).status).toBe(303)
    expect((await coordinator.post(`${home}/committee/seats`, { side: 'workers', post: 'Secretary' })).text).toContain('This seat is there already.')
    expect((await coordinator.post(`${home}/register`, { kind: 'meeting', title: 'First meeting', on: '24/04/2026' })).status).toBe(303)
    const { meeting, seats } = await app.asSystem(async (tx) => ({
      meeting: await tx.db.selectFrom('project_record').select(['id', 'version']).where('kind', '=', 'meeting').executeTakeFirstOrThrow(), seats: await tx.db.selectFrom('project_seat').select(['id', 'side']).execute(),
    }))
    const address = `${home}/committee/${meeting.id}`
    const seatOf = (side: string) => `seat-${seats.find((seat) => seat.side === side)?.id ?? ''}`
    expect((await coordinator.post(`${address}/sign`, { on: '30/04/2026' })).text).toContain('Write the minutes first.')
    const written = { agenda: 'The work plan of 2026', minutes: 'The committee adopts the work plan of 2026.', [seatOf('government')]: 'F', [seatOf('employers')]: 'present', _version: meeting.version }
    expect((await coordinator.post(address, written)).status).toBe(303)
    expect((await coordinator.post(address, written)).status).toBe(409)
    expect((await coordinator.post(`${address}/sign`, { on: '30/12/2026' })).status).toBe(422)
    expect((await coordinator.post(`${address}/sign`, { on: '30/04/2026' })).status).toBe(303)
    expect((await coordinator.get(`${home}/committee`)).text).toContain('held without: Workers')
    expect((await coordinator.post(address, { ...written, _version: meeting.version + 2 })).text).toContain('nothing of the meeting changes any more')
    const pack = (await coordinator.get(`${address}/pack.html`)).text
    expect(pack).toContain('The work plan of 2026')
    expect(pack).toContain('Z1.01 Registrations')
  })

  it('a plan is written, adopted by that meeting and compared with what it is now', async () => {
    const plan = `${home}/plan`
    expect((await coordinator.post(`${plan}/Z1-1.1`, { from: '2026-08', to: '2026-02', _version: 1 })).text).toContain('the first one first')
    expect((await coordinator.post(`${plan}/Z1-1.1`, { from: '2025-08', to: '2026-02', _version: 1 })).text).toContain('outside the project')
    expect((await coordinator.post(`${plan}/Z1-1.1`, { from: '2026-01', to: '2026-06', owner: 'Training unit', _version: 1 })).status).toBe(303)
    expect((await coordinator.post(`${plan}/Z1-1.1`, { from: '2026-01', to: '2026-06', _version: 1 })).status).toBe(409)
    expect((await coordinator.get(`${plan}?year=2026`)).text).toContain('■■■■■■······')
    const { id } = await app.asSystem((tx) => tx.db.selectFrom('project_record').select('id').where('kind', '=', 'meeting').executeTakeFirstOrThrow())
    expect((await coordinator.post(`${plan}/adopt`, { year: '2027', meeting: id })).text).toContain('No activity is planned in this year.')
    expect((await coordinator.post(`${plan}/adopt`, { year: '2026', meeting: id })).status).toBe(303)
    expect((await coordinator.get(`${plan}?year=2026`)).text).toContain('Nothing moved.')
    expect((await coordinator.post(`${plan}/Z1-1.1`, { from: '2026-01', to: '2026-12', owner: 'Training unit', _version: 2 })).status).toBe(303)
    expect((await coordinator.get(`${plan}?year=2026`)).text).toContain('2026-01 – 2026-06, Training unit')
    expect((await coordinator.get(`${plan}/files/calendar.ics?year=2026`)).text).toContain('SUMMARY:Z1-1.1 Step 1')
    expect((await coordinator.get(`${plan}/files/plan.xlsx`)).status).toBe(200)
    expect((await coordinator.get(`${home}/reports/1/classification`)).text).toContain('recorded plan')
  })
})
