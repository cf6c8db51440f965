import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshApp, type TestApp, type Visitor } from '../../../test/harness/app'
import { newId } from '../../kernel/id'
import { findAnyMeasure, groundOf, observe } from '../measures/index'

let app: TestApp
type Staff = Awaited<ReturnType<TestApp['as']>>
let chief: Staff, counsellor: Staff, hq: Staff, other: Staff, farChief: Staff
const at = '/performance/months/2026-10/T-A'
beforeAll(async () => {
  app = await freshApp()
  ;[chief, counsellor, hq, other, farChief] = [await app.as('chief'), await app.as('counsellor'), await app.as('headquarters'), await app.as('headquarters'), await app.as('chief', { centre: 'B' })]
})
afterAll(() => app.close())

const plain = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
const send = async (who: Visitor, path: string, fields: Record<string, string>) => {
  const reply = await who.post(`/en${path}`, fields)
  return reply.status === 303 ? 'done' : reply.status === 422 ? plain(reply.text) : String(reply.status)
}
const state = (who: Visitor, day: string, kind: string, reason = '') => send(who, `${at}/days`, { day, kind, reason })
const silentDays = async () => [...(await chief.get(`/en${at}/days`)).text.matchAll(/id="day-(\d{4}-\d\d-\d\d)"/g)].map(([, day = '']) => day)
const reading = async () => /\d+ of \d+(?= working days)/.exec(plain((await chief.get(`/en${at}`)).text))?.[0]
const came = (day: string, count: number) => app.db.wholeStore(async (db) => {
  for (let n = 1; n <= count; n += 1) {
    await sql`insert into visit (id, created_at, stat_key, centre_id, visited_on, entered_on, ticket, arrived_at, audience, sex, age_band, purposes)
      values (${newId()}, now(), ${newId()}, ${app.centres.A}, ${day}, ${day}, ${n}, now(), 'jobseeker', 'F', 'not-stated', array['other'])`.execute(db)
  }
})
const figure = (id: string) => app.asSystem((tx) => tx.db.selectFrom('observation').select(['value', 'state']).where('measure', '=', id).where('centre_id', '=', app.centres.A).executeTakeFirstOrThrow())

describe('a day without records', () => {
  it('is stated by its own centre as nil or closed, and with records it speaks for itself', async () => {
    const days = await silentDays()
    expect(days.length).toBeGreaterThan(18)
    const [first = '', second = '', third = '', ...rest] = days
    await came(first, 2)
    expect(await state(chief, first, 'nil')).toContain('has records or a statement already')
    expect(await state(chief, second, 'closed', 'no')).toContain('Say in a few words why the centre was closed')
    expect(await state(chief, '2026-10-33', 'nil')).not.toBe('done')
    for (const [who, answer] of [[counsellor, '403'], [farChief, '404'], [hq, '404']] as const) expect(await state(who, second, 'nil')).toBe(answer)
    expect(await state(chief, second, 'nil')).toBe('done')
    expect(await state(chief, second, 'closed', 'Water festival')).toContain('has records or a statement already')
    for (const day of rest) expect(await state(chief, day, 'closed', 'The road was flooded')).toBe('done')
    expect(await silentDays()).toEqual([third])
    // One day with a count, one stated as nil, one silent: two of three.
    expect(await reading()).toBe('2 of 3')
    for (const language of ['km', 'lo']) expect((await hq.get(`/${language}${at}/days`)).status).toBe(200)
  })

  it('can be taken back while the month is open, and the statement stays in the store', async () => {
    const id = (await app.asSystem((tx) => tx.db.selectFrom('day_statement').select('id').where('kind', '=', 'nil').executeTakeFirstOrThrow())).id
    expect(await send(farChief, `${at}/days/withdraw`, { statement: id })).toBe('404')
    expect(await send(chief, `${at}/days/withdraw`, { statement: id })).toBe('done')
    expect(await send(chief, `${at}/days/withdraw`, { statement: id })).toContain('This was decided already')
    const [again = ''] = await silentDays()
    expect([(await silentDays()).length, await reading()]).toEqual([2, '1 of 3'])
    expect(await state(chief, again, 'nil')).toBe('done')
    const kept = await app.asSystem((tx) => tx.db.selectFrom('day_statement').select((e) => e.fn.countAll<number>().as('n')).where('kind', '=', 'nil').executeTakeFirstOrThrow())
    expect(Number(kept.n)).toBe(2)
  })

  it('turns no silence into a zero, and a month of nothing but statements is counted as nothing', async () => {
    const observed = await app.asSystem(async (tx) => {
      const measure = findAnyMeasure('VISITS')
      return measure && (await observe(await groundOf(tx, app.platform), measure, { from: '2026-10-01' as never, to: '2026-10-31' as never, slices: [], closedOn: null })).total.value
    })
    expect(observed).toEqual({ numerator: 2n, denominator: 1n })
    const step = (who: Visitor, name: string, reason = '') => send(who, at, { step: name, reason })
    expect(await step(chief, 'submit')).toContain('Days are without records')
    const [silent = ''] = await silentDays()
    expect(await state(chief, silent, 'nil')).toBe('done')
    expect(await step(chief, 'submit')).toBe('done')
    const id = (await app.asSystem((tx) => tx.db.selectFrom('day_statement').select('id').where('kind', '=', 'nil').where('withdrawn_at', 'is', null).executeTakeFirstOrThrow())).id
    expect(await send(chief, `${at}/days/withdraw`, { statement: id })).toContain('not possible in the present state')
    await app.db.wholeStore((db) => sql`delete from visit`.execute(db))
    expect([await step(hq, 'verify', 'Answered'), await step(other, 'lock')]).toEqual(['done', 'done'])
    // Nobody came, and the centre said so: a counted zero, not "no data".
    expect(await figure('VISITS')).toMatchObject({ state: 'nil', value: '0.000000' })
    await app.asSystem((tx) => tx.db.updateTable('day_statement').set({ withdrawn_by: chief.accountId, withdrawn_at: app.now() }).execute())
    const silentAgain = '/performance/months/2026-09/T-A'
    expect(await send(chief, silentAgain, { step: 'submit', reason: 'Nobody wrote anything down' })).toBe('done')
    expect([await send(hq, silentAgain, { step: 'verify', reason: 'Answered' }), await send(other, silentAgain, { step: 'lock' })]).toEqual(['done', 'done'])
    expect(await app.asSystem((tx) => tx.db.selectFrom('observation').select(['value', 'state']).where('measure', '=', 'VISITS').where('period', '=', '2026-09').executeTakeFirstOrThrow())).toEqual({ value: null, state: 'no_data' })
  })
})
