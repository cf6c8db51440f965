import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshApp, type TestApp, type Visitor } from '../../../test/harness/app'
import { readTable } from '../../platform/imports/read-table'
import { fillWithRows } from './test-rows'

let app: TestApp
let chief: Visitor
let counsellor: Visitor
let headquarters: Visitor
let statistician: Visitor
let viewer: Visitor
beforeAll(async () => {
  app = await freshApp()
  await fillWithRows(app, { people: 600 })
  ;[chief, counsellor, headquarters, statistician, viewer] = [await app.as('chief'), await app.as('counsellor'), await app.as('headquarters'), await app.as('statistician'), await app.as('viewer')]
})
afterAll(() => {
  const fault = app.logged.find((line) => 'error' in line && String(line['route']).includes('month'))
  if (fault) console.log(JSON.stringify(fault))
  return app.close()
})

interface Answer {
  reach: string
  month: string
  figure: { state: string; value: string | null }
  before: { state: string; value: string | null }
  breakdowns: { dimension: string; parts: { code: string; state: string; value: string | null }[] }[]
}
const ask = async (who: Visitor, query: string) => (await who.get(`/api/v1/measures/${query}`)).json<Answer>()
const visitsIn = async (month: string, centre?: string) => {
  const { rows } = await app.db.wholeStore((db) => sql<{ n: number }>`select count(*)::int as n from visit where to_char(visited_on, 'YYYY-MM') = ${month}
    and (${centre ?? null}::uuid is null or centre_id = ${centre ?? null}::uuid)`.execute(db))
  return rows[0]?.n
}
const withoutTags = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')

describe('this month', () => {
  it('shows every published figure with its definition in each language, and says which are not collected', async () => {
    for (const language of ['en', 'km', 'lo']) {
      const reply = await chief.get(`/${language}/this-month`)
      expect(reply.status).toBe(200)
      for (const id of ['JS_NEW', 'VISITS', 'PLACEMENT_RATE']) {
        expect(reply.text).toContain(app.platform.words.say(language as 'en', `measures.name.${id}`))
        if (id === 'VISITS') expect(reply.text).toContain(app.platform.words.say(language as 'en', `measures.definition.${id}`))
      }
    }
  })

  it('counts the reader’s own centre, with the whole agency beside it', async () => {
    const text = withoutTags((await chief.get('/en/this-month?month=2026-10&measure=VISITS')).text)
    const [own, all] = [await visitsIn('2026-10', app.centres.A), await visitsIn('2026-10')]
    expect(text).toContain(`Arrivals at a centre in the month, whoever came. ${own} `)
    expect(text).toMatch(new RegExp(`Arrivals at a centre in the month, whoever came\\. ${own} \\d+ [+−±]\\d+ ${all} `))
    expect((await ask(headquarters, 'VISITS?month=2026-10')).figure.value).toBe(String(all))
    expect((await ask(headquarters, 'VISITS?month=2026-10&centre=T-A')).figure.value).toBe(String(own))
  })

  it('answers "not found" for another centre, an unknown month, code or measure', async () => {
    for (const query of ['centre=T-B', 'month=2026-13', 'month=2027-01', 'sex=X', 'age=7', 'group=x', 'measure=NONE']) expect((await chief.get(`/en/this-month?${query}`)).status, query).toBe(404)
    expect((await chief.get('/en/this-month?colour=red')).status).toBe(400)
    expect((await chief.get('/api/v1/measures/VISITS?colour=red')).status).toBe(400)
    const refused = await chief.get('/api/v1/measures/VISITS?centre=T-B')
    expect([refused.status, Object.keys(refused.json<{ fields: object }>().fields)]).toEqual([400, ['centre']])
  })

  it('says that a figure about things is not split by people', async () => {
    expect((await ask(chief, 'SERVICES_EMP?sex=F')).figure.state).toBe('not-split')
    expect((await chief.get('/en/this-month?measure=SERVICES_EMP&sex=F')).text).toContain('Take the filter away')
  })

  it('agrees between page, list, file and API', async () => {
    const page = await chief.get('/en/this-month/records?measure=SERVICES_JS&month=2026-10')
    const { figure } = await ask(chief, 'SERVICES_JS?month=2026-10')
    expect(Number(figure.value)).toBeGreaterThan(50)
    expect(withoutTags(page.text)).toContain(`Services to jobseekers, October 2026: ${figure.value}`)
    expect(page.text.match(/data-label="Day"/g)).toHaveLength(50)
    expect(page.text).not.toContain('T-B')
    for (const format of ['csv', 'xlsx']) {
      const reply = await chief.get(`/en/this-month/records/export?measure=SERVICES_JS&month=2026-10&format=${format}`)
      expect(reply.status).toBe(200)
      if (format === 'csv') {
        const table = await readTable(new TextEncoder().encode(reply.text), {})
        if (!table.ok) throw new Error(table.reason)
        expect(table.value.rows).toHaveLength(Number(figure.value))
        expect(table.value.headings).not.toContain('Key')
      }
    }
    expect((await statistician.get('/en/this-month/records/export?measure=SERVICES_JS&month=2026-10&format=csv')).text.split('\n')[0]).toContain('Key')
  })

  it('writes each opened list into the audit chain with its number of rows, in one role', async () => {
    await chief.get('/en/this-month/records?measure=VISITS&month=2026-10')
    const { rows } = await app.db.wholeStore((db) => sql<{ subject_id: string; fields: string }>`select subject_id, fields from audit_entry where action = 'measure.list' order by at desc, seq desc limit 1`.execute(db))
    expect(rows[0]).toEqual({ subject_id: 'VISITS:2026-10', fields: 'rows:27' .replace(/\d+/, String(Math.min(50, (await visitsIn('2026-10', app.centres.A)) ?? 0))) })
  })

  it('opens a record only through its owner, in the reader’s own scope', async () => {
    const key = '01980000-0000-7000-8000-000000000001'
    expect((await chief.get(`/en/this-month/records/person/${key}`)).status).toBe(404)
    expect((await chief.get(`/en/this-month/records/account/${key}`)).status).toBe(404)
    expect((await chief.get('/en/this-month/records/person/x')).status).toBe(404)
    for (const other of [statistician, viewer]) expect((await other.get(`/en/this-month/records/person/${key}`)).status).toBe(403)
    expect((await statistician.get('/en/this-month/records?measure=VISITS&month=2026-10')).text).not.toContain('/this-month/records/visit/')
    expect((await counsellor.get('/en/this-month/records?measure=VISITS&month=2026-10')).text).toContain('/this-month/records/visit/')
  })

  it('leads from rows of a declared group to no record and into no file', async () => {
    const query = 'measure=SERVICES_JS&month=2026-10&group=disability'
    expect((await chief.get(`/en/this-month/records?${query}`)).text).not.toMatch(/records\/(service|export)/)
    expect((await chief.get(`/en/this-month/records/export?${query}`)).status).toBe(404)
  })
})

describe('released figures', () => {
  it('begin on the tenth working day after the month, take no filter and open no list', async () => {
    const answer = await ask(viewer, 'VISITS')
    expect([answer.reach, answer.month]).toEqual(['released', '2026-10'])
    expect((await viewer.get('/en/this-month?month=2026-11')).status).toBe(404)
    for (const query of ['sex=F', 'centre=T-A', 'age=25-34', 'group=women']) expect((await viewer.get(`/en/this-month?${query}`)).status).toBe(404)
    for (const path of ['records?measure=VISITS', 'records/export?measure=VISITS']) expect((await viewer.get(`/en/this-month/${path}`)).status).toBe(403)
    expect((await viewer.get('/en/this-month')).text).not.toContain('/this-month/records')
  })

  it('hide small cells and a second one beside them; the same cells are open inside the agency', async () => {
    const month = '2026-06'
    await app.db.wholeStore((db) => sql`delete from visit where to_char(visited_on, 'YYYY-MM') = ${month}`.execute(db))
    const add = (sex: string, count: number) =>
      app.db.wholeStore((db) => sql`insert into visit (id, created_at, stat_key, centre_id, visited_on, ticket, arrived_at, audience, sex, age_band, purposes)
        select gen_random_uuid(), '2026-06-05', gen_random_uuid(), ${app.centres.A}::uuid, '2026-06-05', 100000 + ${sex.length * 1000}::int + n + ascii(${sex}) * 5000, '2026-06-05', 'jobseeker', ${sex}, '25-34', array['registration'] from generate_series(1, ${count}::int) n`.execute(db))
    await add('F', 3)
    await add('M', 41)
    await add('not-stated', 12)
    await app.db.wholeStore((db) => sql`update visit set entered_on = '2026-06-05' where to_char(visited_on, 'YYYY-MM') = ${month}`.execute(db))
    const sexOf = ({ breakdowns }: Answer) => Object.fromEntries((breakdowns.find(({ dimension }) => dimension === 'sex')?.parts ?? []).map(({ code, value, state }) => [code, value ?? state]))
    const released = await ask(viewer, `VISITS?month=${month}`)
    expect(released.figure.value).toBe('56')
    expect(sexOf(released)).toEqual({ F: 'hidden', M: '41', 'not-stated': 'hidden' })
    expect(sexOf(await ask(statistician, `VISITS?month=${month}`))).toEqual({ F: '3', M: '41', 'not-stated': '12' })
    // One centre alone holds the month, so that breakdown says no more than the total.
    const page = (await viewer.get(`/en/this-month?month=${month}&measure=VISITS`)).text
    expect(page).toContain('Hidden')
    expect(withoutTags(page)).not.toMatch(/Female: 3\b/)
  })

  it('hide vacancies behind which few employers stand, however many there are', async () => {
    expect(Number((await ask(statistician, 'VAC_ORDERS?month=2026-09')).figure.value)).toBeGreaterThan(4)
    expect((await ask(viewer, 'VAC_ORDERS?month=2026-09')).figure.state).toBe('shown')
    await app.db.wholeStore((db) => sql`update vacancy set employer_id = (select id from employer limit 1) where to_char(received_on, 'YYYY-MM') = '2026-09'`.execute(db))
    for (const measure of ['VAC_ORDERS', 'VAC_NEW']) {
      const answer = await ask(viewer, `${measure}?month=2026-09`)
      expect([answer.figure.state, ...answer.breakdowns.flatMap(({ parts }) => parts.map(({ state }) => state))]).toEqual(['hidden', 'hidden', 'hidden'])
    }
    expect((await ask(statistician, 'VAC_ORDERS?month=2026-09')).figure.state).toBe('shown')
  })

  it('exist for every measure, in every language', async () => {
    const { measures } = (await viewer.get('/api/v1/measures')).json<{ measures: { id: string }[] }>()
    for (const { id } of measures) for (const who of [viewer, chief, headquarters]) expect((await who.get(`/lo/this-month?measure=${id}&month=2026-09`)).status, id).toBe(200)
  })

  it('do not move when a row of an old month is entered later', async () => {
    const before = await ask(viewer, 'VISITS?month=2026-06')
    const inside = await ask(statistician, 'VISITS?month=2026-06')
    await app.db.wholeStore((db) => sql`insert into visit (id, created_at, stat_key, centre_id, visited_on, entered_on, ticket, arrived_at, audience, sex, age_band, purposes)
      values (gen_random_uuid(), now(), gen_random_uuid(), ${app.centres.A}::uuid, '2026-06-05', '2026-11-20', 999999, now(), 'jobseeker', 'F', '25-34', array['registration'])`.execute(db))
    expect(await ask(viewer, 'VISITS?month=2026-06')).toEqual(before)
    expect(Number((await ask(statistician, 'VISITS?month=2026-06')).figure.value)).toBe(Number(inside.figure.value) + 1)
  })

  it('hide the agency’s total from a centre when the others together are a small number', async () => {
    const text = async () => withoutTags((await chief.get('/en/this-month?month=2026-06&measure=VISITS')).text)
    const row = /whoever came\. \d+ [\d–]+ [+−±]\d+ (Hidden|\d+) /
    expect(row.exec(await text())?.[1]).toBe('57')
    await app.db.wholeStore((db) => sql`update visit set centre_id = ${app.centres.B}::uuid where id in (select id from visit where to_char(visited_on, 'YYYY-MM') = '2026-06' and sex = 'M' limit 2)`.execute(db))
    expect(row.exec(await text())?.[1]).toBe('Hidden')
  })
})

describe('the API of measures', () => {
  it('lists every measure with definition, hash and version', async () => {
    const { measures } = (await viewer.get('/api/v1/measures')).json<{ measures: { id: string; definition_hash: string; definition: string; collected: boolean }[] }>()
    expect(measures.map(({ id }) => id)).toContain('PLACEMENTS')
    for (const one of measures) expect([one.definition_hash.length, one.definition.length > 10]).toEqual([64, true])
    expect((await viewer.get('/api/v1/measures/NONE')).status).toBe(404)
  })
})
