import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshApp, type TestApp } from '../../../../test/harness/app'
import { newId } from '../../../kernel/id'
import { loadIndicators } from '../actions/framework'

let app: TestApp
type Staff = Awaited<ReturnType<TestApp['as']>>
let hq: Staff, other: Staff, chief: Staff
beforeAll(async () => {
  app = await freshApp()
  await app.asSystem((tx) => loadIndicators(tx, app.platform))
  hq = await app.as('headquarters')
  other = await app.as('headquarters')
  chief = await app.as('chief')
})
afterAll(() => {
  const fault = app.logged.find((line) => 'error' in line)
  if (fault) console.log(JSON.stringify(fault))
  return app.close()
})

const plain = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/&[a-z#0-9]+;/g, ' ').replace(/\s+/g, ' ')
const stored = async () => (await app.db.wholeStore((db) => sql<{ id: string; measure: string; period: string; value: string; state: string; code: string | null }>`
  select e.id, e.measure, e.period, trim_scale(e.value)::text as value, e.state, c.code from figure_entry e left join centre c on c.id = e.centre_id order by e.measure, e.period, c.code`.execute(db))).rows
const head = 'key,period,unit_code,value,source,url'

async function upload(who: Staff, lines: readonly string[], language = 'en') {
  const form = new FormData()
  form.set('_key', newId())
  form.set('file', new File([lines.join('\r\n')], 'external-figures.csv', { type: 'text/csv' }))
  const reply = await app.website.request(new Request(`http://localhost/${language}/performance/figures/imports`, { method: 'POST', body: form, headers: { host: 'localhost', origin: 'http://localhost', cookie: [...who.cookies].map(([name, value]) => `${name}=${value}`).join('; ') } }))
  const html = await reply.text()
  const table = /name="table" value="([^"]*)"/.exec(html)?.[1]?.replaceAll('&quot;', '"').replaceAll('&amp;', '&').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>') ?? ''
  return { status: reply.status, text: plain(html), table }
}
const write = (who: Staff, table: string) => who.post('/en/performance/figures/imports', { table, step: 'write' })

describe('a file of external figures', () => {
  it('names every wrong cell with the nearest keys, and writes nothing', async () => {
    const found = await upload(hq, [
      head, 'labor_force,2025,,9000000,Labour force survey 2025,https://example.org/lfs', 'job_placements,2025,,300,Annual report,', 'labour_force,2025,T-A,900,Labour force survey 2025,', 'labour_force,last,,900,Labour force survey 2025,',
      'labour_force,2025,,12.5,Labour force survey 2025,', 'labour_force,2025,,"16,8000",Labour force survey 2025,', 'satisfaction_jobseekers,2025,T-X,80,User survey,', 'satisfaction_jobseekers,2025,,101,User survey,', 'establishments,2026,,500,Register of businesses,',
      'establishments,2025,,500,,', 'establishments,2025,,500,Register of businesses,', 'establishments,2025,,501,Register of businesses,',
    ])
    expect(found.status).toBe(422)
    for (const line of [
      /Row 2: key labor_force There is no figure .labor_force.\. The nearest are: labour_force, [a-z_]+, [a-z_]+\./, /Row 3: key job_placements This figure is counted from records/, /Row 4: unit_code T-A This figure is not given for this level/, /Row 5: period last Write the period as/,
      /Row 6: value 12\.5 This unit has whole numbers only/, /Row 7: value 16,8000 Digit groups do not fit: did you mean 168,000 or 16,800\?/, /Row 8: unit_code T-X There is no centre .T-X.\. The nearest are: T-A, T-B/, /Row 9: value 101 A share is not above 100/, /Row 10: period 2026 The period is not over yet/,
      /Row 11: source – This cell must be filled/, /Row 13: key establishments Row 12 sets the same/,
    ]) expect(found.text).toMatch(line)
    expect(found.text).not.toMatch(/Row 12: /)
    expect((await write(hq, found.table)).status).toBe(422)
    expect(await stored()).toEqual([])
    expect((await upload(hq, ['key,period,value', 'labour_force,2025,9'])).text).toContain('source')
  })

  it('shows what it would do, then waits for another person', async () => {
    const lines = [head, 'labour_force,2025,,"9,000,000","Labour force survey, 2025",https://example.org/lfs', 'satisfaction_jobseekers,2025,T-A,80.5,User survey 2025,']
    for (const language of ['km', 'lo']) expect((await upload(hq, lines, language)).status).toBe(200)
    const found = await upload(hq, lines)
    expect([found.status, found.text.includes('2 rows can be sent'), found.text.includes('9,000,000'), await stored()]).toEqual([200, true, true, []])
    expect((await write(hq, found.table)).location).toBe('/en/performance/figures')
    expect((await stored()).map(({ id: _, ...row }) => row)).toEqual([
      { measure: 'LABOUR_FORCE', period: '2025', value: '9000000', state: 'entered', code: null }, { measure: 'SATISFACTION_JS', period: '2025', value: '80.5', state: 'entered', code: 'T-A' },
    ])
    expect((await upload(hq, lines)).text).toContain('One already waits')
    for (const { id } of await stored()) {
      expect((await hq.post(`/en/performance/figures/entries/${id}/decision`, { answer: 'confirm' })).status).toBe(422)
      expect((await other.post(`/en/performance/figures/entries/${id}/decision`, { answer: 'confirm' })).status).toBe(303)
    }
    expect((await upload(hq, lines)).text).toContain('This figure is in force already')
  })

  it('is for headquarters alone', async () => {
    expect((await chief.get('/en/performance/figures/imports')).status).toBe(403)
    expect((await hq.get('/en/performance/figures/imports')).status).toBe(200)
    expect((await write(hq, '{"rows":1}')).status).toBe(422)
    expect((await write(hq, '')).status).toBe(422)
  })
})
