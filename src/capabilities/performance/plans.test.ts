import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshApp, type TestApp, type Visitor } from '../../../test/harness/app'
import { newId } from '../../kernel/id'
import { performanceDaily } from './index'

let app: TestApp
type Staff = Awaited<ReturnType<TestApp['as']>>
let chief: Staff, second: Staff, counsellor: Staff, hq: Staff, farChief: Staff
beforeAll(async () => {
  app = await freshApp()
  ;[chief, second, counsellor, hq, farChief] = [await app.as('chief'), await app.as('chief'), await app.as('counsellor'), await app.as('headquarters'), await app.as('chief', { centre: 'B' })]
})
afterAll(() => {
  const fault = app.logged.find((line) => 'error' in line)
  if (fault) console.log(JSON.stringify(fault))
  return app.close()
})

const plain = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
const row = async <Row>(text: ReturnType<typeof sql>) => (await app.db.wholeStore((db) => text.execute(db))).rows[0] as Row
const send = async (who: Visitor, path: string, fields: Record<string, string> = {}) => {
  const reply = await who.post(`/en${path}`, fields)
  return reply.status === 303 ? 'done' : reply.status === 422 ? plain(reply.text) : String(reply.status)
}
const idOf = (table: 'activity_plan' | 'plan_activity' | 'cycle', more = sql``) => row<{ id: string }>(sql`select id from ${sql.table(table)} ${more} order by created_at desc limit 1`).then(({ id }) => id)

describe('an activity plan', () => {
  let plan: string
  it('belongs to its centre: counsellors read it, other centres do not know it', async () => {
    expect(await send(counsellor, '/performance/plans', { title: 'Plan 2026', period: '2026' })).toBe('403')
    expect(await send(chief, '/performance/plans', { title: 'Pl', period: 'soon' })).toContain('Write the period as')
    expect(await send(chief, '/performance/plans', { title: 'Plan 2026', period: '2026' })).toBe('done')
    plan = await idOf('activity_plan')
    expect((await counsellor.get(`/en/performance/plans/${plan}`)).status).toBe(200)
    expect((await farChief.get(`/en/performance/plans/${plan}`)).status).toBe(404)
    for (const language of ['km', 'lo']) expect((await hq.get(`/${language}/performance/plans/${plan}`)).status).toBe(200)
  })

  it('takes activities with deliverables, and refuses a circle by name', async () => {
    const add = (fields: Record<string, string>) => send(chief, `/performance/plans/${plan}/activities`, { owner: 'Head of matching', startOn: '01/01/2026', dueOn: '31/12/2026', ...fields })
    expect(await add({ code: 'A', title: 'Job fair in the province', deliverables: 'Invitation\nFair held\nReport' })).toBe('done')
    expect(await add({ code: 'A', title: 'Once more' })).toContain('This code is taken')
    expect(await add({ code: 'B', title: 'Radio spots', dueOn: '01/12/2025' })).toContain('lies before the start')
    expect(await add({ code: 'B', title: 'Radio spots', needs: 'A' })).toBe('done')
    const [a, b] = [await idOf('plan_activity', sql`where code = 'A'`), await idOf('plan_activity', sql`where code = 'B'`)]
    const need = (who: Visitor, id: string, fields: Record<string, string>) => send(who, `/performance/activities/${id}/needs`, fields)
    const circle = await need(chief, a, { step: 'add', needs: 'B' })
    for (const words of ['These activities would need each other', 'B needs A needs B']) expect(circle).toContain(words)
    expect(await need(chief, a, { step: 'add', needs: 'X' })).toContain('This activity is not in the plan')
    expect([await need(counsellor, b, { step: 'drop', needs: 'A' }), await need(farChief, b, { step: 'drop', needs: 'A' })]).toEqual(['403', '404'])
    const waits = async () => plain((await chief.get(`/en/performance/activities/${b}`)).text).includes('Waits for: A')
    expect(await waits()).toBe(true)
    expect(await need(chief, b, { step: 'drop', needs: 'A' })).toBe('done')
    expect(await waits()).toBe(false)
    expect(await need(chief, b, { step: 'drop', needs: 'A' })).toContain('This activity is not in the plan')
    expect(await need(chief, b, { step: 'add', needs: 'A' })).toBe('done')
    expect(await waits()).toBe(true)
    expect(plain((await chief.get(`/en/performance/plans/${plan}`)).text)).toContain('Behind')
  })

  it('counts what is done with evidence, and lets another person accept it', async () => {
    const activity = await idOf('plan_activity', sql`where code = 'A'`)
    const deliverables = (await app.db.wholeStore((db) => sql<{ id: string }>`select id from plan_deliverable where activity_id = ${activity} order by title`.execute(db))).rows.map(({ id }) => id)
    expect(await send(chief, `/performance/activities/${activity}/percent`, { percent: '50', note: 'as the head of matching says' })).toContain('follows from the deliverables')
    expect(await send(chief, `/performance/activities/${activity}/move`, { move: 'start' })).toBe('done')
    // Sixty days without a word while the work runs.
    const silent = async (days: number) => {
      await app.db.wholeStore((db) => sql`update plan_activity set moved_on = ${app.today()}::date - ${days}::int where id = ${activity}`.execute(db))
      return plain((await chief.get(`/en/performance/plans/${plan}`)).text).includes(`No news for ${days} days`)
    }
    expect([await silent(59), await silent(60)]).toEqual([false, true])
    expect(await send(chief, `/performance/activities/${activity}/move`, { move: 'defer', reason: 'No money', until: '01/01/2020' })).toContain('Write a later day')
    expect(await send(chief, `/performance/deliverables/${deliverables[0] ?? ''}`, { step: 'done', evidence: '' })).toContain('Done needs evidence')
    for (const id of deliverables) expect(await send(chief, `/performance/deliverables/${id}`, { step: 'done', evidence: 'file 12/2026' })).toBe('done')
    expect(await send(chief, `/performance/deliverables/${deliverables[0] ?? ''}`, { step: 'accepted' })).toContain('Another person must do this step')
    for (const id of deliverables) expect(await send(second, `/performance/deliverables/${id}`, { step: 'accepted' })).toBe('done')
    expect(await row(sql`select state from plan_activity where id = ${activity}`)).toEqual({ state: 'done' })
    expect(plain((await chief.get(`/en/performance/activities/${activity}`)).text)).toContain('100.0 %')
    const radio = await idOf('plan_activity', sql`where code = 'B'`)
    expect(await send(chief, `/performance/activities/${radio}/percent`, { percent: '99', note: 'counted from the invoices' })).toBe('done')
    expect(plain((await chief.get(`/en/performance/activities/${radio}`)).text)).toContain('95.0 %')
  })

  it('puts what was deferred back on the board when its day has come', async () => {
    const radio = await idOf('plan_activity', sql`where code = 'B'`)
    expect(await send(chief, `/performance/activities/${radio}/move`, { move: 'defer', reason: 'Money comes in spring', until: '01/03/2027' })).toBe('done')
    const [job] = Object.values(performanceDaily)
    const state = async () => {
      await app.asSystem(async (tx) => job?.(tx, app.platform, {}))
      return row<{ state: string; to: string | null }>(sql`select state, deferred_to::text as to from plan_activity where id = ${radio}`)
    }
    expect(await state()).toEqual({ state: 'deferred', to: '2027-03-01' })
    await app.db.wholeStore((db) => sql`update plan_activity set deferred_to = ${app.today()} where id = ${radio}`.execute(db))
    expect(await state()).toEqual({ state: 'not-started', to: null })
  })

  it('is adopted by the chief and seen by headquarters', async () => {
    expect(await send(hq, `/performance/plans/${plan}/adopt`, { step: 'seen' })).toContain('not possible')
    expect(await send(chief, `/performance/plans/${plan}/adopt`, { step: 'adopt' })).toBe('done')
    expect(await send(chief, `/performance/plans/${plan}/adopt`, { step: 'seen' })).toContain('Your role does not take this step')
    expect(await send(hq, `/performance/plans/${plan}/adopt`, { step: 'seen' })).toBe('done')
  })
})

describe('the five-step cycle', () => {
  let cycle: string
  const close = (stage: string) => send(chief, `/performance/cycles/${cycle}/close`, { stage })
  const write = (fields: Record<string, string>) => send(chief, `/performance/cycles/${cycle}/entries`, fields)

  it('goes from stage 1 to 5, and each gate names what is missing', async () => {
    expect(await send(chief, '/performance/cycles', { period: '2026-10', facilitator: 'Head of the centre' })).toBe('done')
    cycle = await idOf('cycle')
    expect(await send(chief, '/performance/cycles', { period: '2026-11', facilitator: 'Head of the centre' })).toContain('Close the cycle that is running first')
    expect(await close('2')).toContain('Another stage is open')
    const first = await close('1')
    for (const words of ['The locked figures are not frozen yet', 'No cause with evidence']) expect(first).toContain(words)
    expect(await send(chief, `/performance/cycles/${cycle}/snapshot`)).toContain('No month before the period is locked')
    await lockMonths(['2026-09', '2026-10'])
    expect(await send(chief, `/performance/cycles/${cycle}/snapshot`)).toBe('done')
    expect(await write({ kind: 'cause', text: 'The bus line was closed', evidence: 'Letter of the province' })).toBe('done')
    expect(await close('1')).toBe('done')

    expect(await close('2')).toContain('No indicator has a target for this period')
    const series = await setTarget()
    expect(await close('2')).toContain('A target has no activity')
    await app.db.wholeStore((db) => sql`update plan_activity set moves = array[${series}::uuid] where code = 'B'`.execute(db))
    expect(await send(chief, `/performance/cycles/${cycle}/plan`, { plan: await idOf('activity_plan') })).toBe('done')
    expect(await close('2')).toBe('done')

    expect(await close('3')).toBe('done')
    expect(await close('4')).toContain('A month of grade C has no note')
    expect(await write({ kind: 'note', text: 'Four days of paper records are missing' })).toBe('done')
    expect(await close('4')).toBe('done')

    expect(await close('5')).toContain('Fewer than three people')
    for (const text of ['Chief', 'Counsellor', 'Front desk']) await write({ kind: 'participant', text })
    await write({ kind: 'change', text: 'Call employers on Mondays' })
    expect(await close('5')).toContain('A decision has no post')
    await app.db.wholeStore((db) => sql`update cycle_entry set owner_post = 'Counsellor', due_on = '2027-01-31' where kind = 'change'`.execute(db))
    expect(await close('5')).toBe('done')
    expect(await send(chief, `/performance/cycles/${cycle}/read`)).toBe('403')
    expect(await send(hq, `/performance/cycles/${cycle}/read`)).toBe('done')
  })

  it('hands its open decisions to the next one', async () => {
    expect(await send(chief, '/performance/cycles', { period: '2026-11', facilitator: 'Head of the centre' })).toBe('done')
    const next = await idOf('cycle', sql`where period = '2026-11'`)
    expect(plain((await chief.get(`/en/performance/cycles/${next}`)).text)).toContain('Call employers on Mondays Change (from the last cycle)')
    expect((await farChief.get(`/en/performance/cycles/${next}`)).status).toBe(404)
    for (const language of ['km', 'lo']) for (const path of ['cycles', `cycles/${next}`]) expect((await hq.get(`/${language}/performance/${path}`)).status).toBe(200)
  })

  const lockMonths = (months: string[]) => app.db.wholeStore(async (db) => {
    for (const period of months) {
      await sql`insert into period_state (id, created_at, centre_id, period, state, grade, lock_no) values (${newId()}, now(), ${app.centres.A}, ${period}, 'locked', 'C', 1)`.execute(db)
      await sql`insert into observation (id, created_at, centre_id, period, measure, measure_version, definition_hash, state, value, lock_no) values (${newId()}, now(), ${app.centres.A}, ${period}, 'PLACEMENTS', 1, ${'a'.repeat(64)}, 'ok', 5, 1)`.execute(db)
    }
  })
  async function setTarget(): Promise<string> {
    await hq.post('/en/performance/load')
    const other = await app.as('headquarters')
    await hq.post('/en/performance/indicators/job_placements/target', { centre: 'T-A', role: 'milestone', period: '2026', kind: 'absolute', number: '60', reason: 'Agreed in the yearly meeting of the agency' })
    const { id } = await row<{ id: string }>(sql`select id from target_change where state = 'proposed'`)
    expect((await other.post(`/en/performance/decisions/targets/${id}`, { answer: 'approve' })).status).toBe(303)
    return (await row<{ id: string }>(sql`select id from series where centre_id = ${app.centres.A}`)).id
  }
})
