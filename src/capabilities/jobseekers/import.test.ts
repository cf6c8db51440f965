import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from 'kysely'
import { freshApp, type TestApp } from '../../../test/harness/app'
import { calendarDay } from '../../kernel/calendar'
import { importJobseeker, importJobseekers, type ImportedJobseeker } from './index'

let app: TestApp
beforeAll(async () => {
  app = await freshApp()
})
afterAll(() => app.close())

const row = (n: number, more: Partial<ImportedJobseeker> = {}): ImportedJobseeker => ({
  sourceSystem: 'old-register', sourceId: `P-${n}`, nameLatin: `Imported ${String.fromCharCode(65 + (n % 26))}${'abcdefgh'.charAt(n % 8)}person`, sex: n % 2 ? 'F' : 'M', birthYear: 1980 + (n % 25),
  phone: `0129${String(n).padStart(5, '0')}`, provinceCode: '01', districtCode: '0101', wantedTitle: 'cook', wantedIsco: '5120', centreId: app.centres.A,
  registeredOn: calendarDay(2026, 3, 2), state: 'active', consentMatchingOn: calendarDay(2026, 3, 2), lastIsco: '5120', experienceYears: 2.5, educationCode: 'primary', ...more,
})

describe('bringing a register over', () => {
  it('writes a person like the counter does, and a second run adds nobody', async () => {
    const first = await app.asSystem((tx) => importJobseeker(tx, app.platform, row(1)))
    expect(first).toMatchObject({ ok: true, value: { verdict: 'new' } })
    const again = await app.asSystem((tx) => importJobseeker(tx, app.platform, row(1)))
    expect(again).toEqual({ ok: true, value: { ...(first.ok ? first.value : {}), verdict: 'same' } })
    const facts = await app.db.statistics((reader) => sql`select event, channel, source, isco4, age_years, education_code, first_time_seeker from fact_registration`.execute(reader.db as never))
    expect(facts.rows).toEqual([{ event: 'new', channel: 'import', source: 'import', isco4: '5120', age_years: 45, education_code: 'primary', first_time_seeker: false }])
    const chief = await app.as('chief')
    expect((await chief.get('/en/jobseekers?q=012900001')).text).toContain(first.ok ? first.value.personId : '-')
  })

  it('refuses a row without a name, an end without a reason, and a document that somebody holds', async () => {
    const outcomes = await app.asSystem((tx) => importJobseekers(tx, app.platform, [
      row(2, { nameLatin: ' ' }), row(3, { state: 'ended', endedOn: calendarDay(2026, 4, 1) }), row(4, { state: 'lapsed', endedOn: calendarDay(2026, 1, 1) }),
      row(5, { idType: 'national-id', idNumber: 'Z55555555' }), row(6, { idType: 'national-id', idNumber: 'Z-5555 5555' }), row(7, { state: 'ended', endedOn: calendarDay(2026, 5, 1), endReason: 'found-work-alone' }),
    ]))
    expect(outcomes.map((outcome) => (outcome.ok ? outcome.value.verdict : outcome.reason))).toEqual(['no-name', 'end-missing', 'end-before-start', 'new', 'document-held', 'new'])
  })

  it('takes a thousand people in a few seconds', async () => {
    const started = performance.now()
    for (let from = 100; from < 1100; from += 500) {
      await app.asSystem((tx) => importJobseekers(tx, app.platform, Array.from({ length: 500 }, (_, i) => row(from + i))))
    }
    const seconds = (performance.now() - started) / 1000
    console.log(`1,000 people imported in ${seconds.toFixed(2)} s`)
    expect(seconds).toBeLessThan(60)
  })
})
