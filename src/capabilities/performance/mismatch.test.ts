import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshApp, type TestApp } from '../../../test/harness/app'
import { exact, multiply, toDecimal, type Exact } from '../../kernel/exact'
import { fillWithRows, placeSome } from '../measures/test-rows'
import { findAnyMeasure, groundOf, observe } from '../measures/index'
import { loadIndicators } from './actions/framework'
import { readGap, readMismatch } from './reading/mismatch'
import { balances, dissimilarity } from './rules/mismatch'

const percent = (share: Exact | null) => (share ? toDecimal(multiply(share, exact(100)), 1) : null)

/** The ten placements of the specification: what is known of the person and what the post asks. */
const ten: readonly { known: string[]; placed: string; isced: number; range: readonly [number, number] | null; skills: readonly [number, number | null]; gives: string }[] = [
  { known: ['522'], placed: '5221', isced: 3, range: [2, 4], skills: [5, 4], gives: 'matched' },
  { known: ['931'], placed: '9312', isced: 1, range: null, skills: [2, 2], gives: 'unknown skills' },
  { known: ['241'], placed: '4311', isced: 6, range: [2, 4], skills: [6, 3], gives: 'mismatched occupation over skills' },
  { known: ['723'], placed: '7231', isced: 3, range: [3, 4], skills: [5, 3], gives: 'matched' },
  { known: [], placed: '5131', isced: 2, range: [2, 4], skills: [4, 4], gives: 'unknown occupation' },
  { known: ['815'], placed: '8153', isced: 4, range: [2, 3], skills: [5, 5], gives: 'mismatched over' },
  { known: ['815'], placed: '8153', isced: 1, range: [2, 3], skills: [5, 2], gives: 'mismatched under skills' },
  { known: ['331', '431'], placed: '4311', isced: 6, range: null, skills: [3, 3], gives: 'mismatched over' },
  { known: ['911'], placed: '9112', isced: 0, range: [0, 8], skills: [4, null], gives: 'unknown skills' },
  { known: ['512'], placed: '5120', isced: 3, range: [2, 4], skills: [6, 5], gives: 'matched' },
]

describe('skill mismatch at placement', () => {
  let app: TestApp
  let codes: Map<number, string>
  const window = { from: '2026-01-01' as never, to: '2026-11-23' as never }
  const everywhere = { centre: null }
  beforeAll(async () => {
    app = await freshApp()
    await fillWithRows(app, { people: 60 })
    await placeSome(app)
    await app.asSystem((tx) => loadIndicators(tx, app.platform))
    codes = new Map(app.country.education.flatMap(({ code, iscedLevel }) => (iscedLevel === 'none' ? [[0, code]] : /^\d$/.test(iscedLevel) ? [[Number(iscedLevel), code]] : []) as [number, string][]))
    await app.db.wholeStore(async (db) => {
      // Exactly ten confirmed placements of this year stay.
      await sql`update placement set state = 'void'`.execute(db)
      const chosen = await db.selectFrom('placement').select('id').orderBy('code').limit(10).execute()
      for (const [at, { id }] of chosen.entries()) {
        const one = ten[at]
        if (!one) continue
        await sql`update placement set state = 'started', level = 'two-side', start_date = '2026-03-02', isco = ${one.placed} where id = ${id}`.execute(db)
        await sql`update placement_fit set placed_isco = ${one.placed}, known_isco3 = ${one.known}, education_code = ${codes.get(one.isced)}, education_min = ${one.range ? codes.get(one.range[0]) : null},
          education_max = ${one.range ? codes.get(one.range[1]) : null}, skills_required = ${one.skills[0]}, skills_held = ${one.skills[1]} where placement_id = ${id}`.execute(db)
      }
    })
  })
  afterAll(() => app.close())
  const read = () => app.asSystem(async (tx) => readMismatch(await groundOf(tx, app.platform), everywhere, window))

  it('judges each of the ten placements as printed', async () => {
    const { rows } = await app.db.wholeStore((db) => sql<{ gives: string }>`select concat_ws(' ', fit, case occupation_fit when 'matched' then null when 'unknown' then case fit when 'unknown' then 'occupation' end else 'occupation' end,
      case when education_fit in ('over', 'under') then education_fit end, case skills_fit when 'matched' then null when 'unknown' then case fit when 'unknown' then 'skills' end else 'skills' end) as gives
      from fact_placement_fit f join placement p on p.stat_key = f.placement_key where f.in_use order by p.code`.execute(db))
    expect(rows.map(({ gives }) => gives)).toEqual(ten.map(({ gives }) => gives))
    const { rows: basis } = await app.db.wholeStore((db) => sql<{ n: number }>`select count(*)::int as n from fact_placement_fit where in_use and education_basis = 'usual'`.execute(db))
    expect(basis[0]?.n).toBe(2)
  })

  it('gives the printed rates, bounds and parts, and the measure gives the same', async () => {
    const found = await read()
    expect([found.all, found.mismatched, found.matched, found.unknown]).toEqual([10, 4, 3, 3])
    expect([found.rate, found.low, found.high, found.unknownShare].map(percent)).toEqual(['57.1', '40.0', '70.0', '30.0'])
    expect([found.occupation, found.skills].map(({ mismatched, known }) => [mismatched, known])).toEqual([[1, 9], [2, 8]])
    expect([found.education.mismatched, found.education.known, found.education.over, found.education.under]).toEqual([4, 10, 3, 1])
    const observed = await app.asSystem(async (tx) => {
      const measure = findAnyMeasure('MISMATCH_RATE')
      return measure && observe(await groundOf(tx, app.platform), measure, { ...window, slices: [], closedOn: null })
    })
    expect([observed?.total.num, observed?.total.den].map((value) => value && toDecimal(value, 0))).toEqual(['4', '7'])
  })

  it('is published at 30 per cent unknown; with two skills lists deleted it is not, names the field and refuses a target', async () => {
    const hq = await app.as('headquarters')
    const page = async () => (await hq.get('/en/performance/mismatch')).text.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
    const target = () => hq.post('/en/performance/indicators/mismatch_rate/target', { role: 'milestone', period: '2026', kind: 'absolute', number: '50', reason: 'Agreed in the yearly meeting of the agency' })
    expect(await page()).toContain('57.1 %')
    expect(await page()).not.toContain('Not published')
    await app.db.wholeStore((db) => sql`update placement_fit set skills_held = null where placement_id in (select placement_id from placement_fit f join placement p on p.id = f.placement_id where p.state = 'started' and f.skills_held = 4 order by p.code limit 1) or placement_id in (select placement_id from placement_fit f join placement p on p.id = f.placement_id where p.state = 'started' and f.skills_held = 5 and f.skills_required = 6)`.execute(db))
    expect(percent((await read()).unknownShare)).toBe('50.0')
    expect(await page()).toMatch(/Not published: the fit of 50.0 % .* unknown/)
    const indicator = '/en/performance/indicators/mismatch_rate'
    expect((await hq.get(indicator)).text).toContain('Not published: more than 30 % of the placements have an unknown fit.')
    const refused = await target()
    expect([refused.status, refused.text.includes('More than 30 % of the placements have an unknown fit')]).toEqual([422, true])
    const list = await hq.get('/en/performance/mismatch/skills')
    expect(list.text.replace(/<[^>]+>/g, ' ')).toContain('4 placements without known skills')
    expect([...list.text.matchAll(/this-month\/records\/placement\//g)]).toHaveLength(4)
  })

  it('is frozen with the placement: what the person learns later changes nothing', async () => {
    const frozen = async (id: string) => app.db.wholeStore((db) => db.selectFrom('placement_fit').select(['known_isco3', 'education_code', 'skills_held']).where('placement_id', '=', id).executeTakeFirstOrThrow())
    const made = await app.db.wholeStore(async (db) => {
      const person = await db.selectFrom('person').select('id').orderBy('card_number').limit(1).executeTakeFirstOrThrow()
      await sql`insert into wish (id, created_at, person_id, title_typed, isco) values (gen_random_uuid(), now(), ${person.id}, 'Cook', '5120')`.execute(db)
      await sql`insert into person_skill (id, created_at, person_id, skill_code, label_typed, source) values (gen_random_uuid(), now(), ${person.id}, 'welding', 'Welding', 'declared')`.execute(db)
      const { rows } = await sql<{ id: string }>`insert into placement (id, created_at, code, stat_key, person_id, employer_id, centre_id, kind, start_date, recorded_by, recorded_party, level, state)
        select gen_random_uuid(), now(), 'LX', gen_random_uuid(), ${person.id}, (select id from employer limit 1), ${app.centres.A}, 'employment', '2026-10-01', gen_random_uuid(), 'employer', 'two-side', 'started' returning id`.execute(db)
      await sql`insert into wish (id, created_at, person_id, title_typed, isco) values (gen_random_uuid(), now(), ${person.id}, 'Driver', '8322')`.execute(db)
      return rows[0]?.id ?? ''
    })
    expect(await frozen(made)).toEqual({ known_isco3: ['512'], education_code: null, skills_held: 0 })
  })

  it('cannot be written by the program, only by the placement itself', async () => {
    const hq = await app.as('headquarters')
    const context = app.contextOf({ accountId: hq.accountId, role: 'headquarters', duties: [], centreId: app.centres.HQ, centreIds: Object.values(app.centres), centreCode: 'T-HQ', personId: null, employerId: null, strength: 'two', sessionId: null })
    await expect(app.db.transaction(context, (tx) => sql`update placement_fit set skills_held = 0`.execute(tx.db))).rejects.toThrow(/permission denied/)
    await expect(app.db.transaction(context, (tx) => sql`select freeze_placement_fit(id) from placement`.execute(tx.db))).rejects.toThrow(/permission denied/)
  })

  it('says nothing of a gap under a hundred jobseekers and a hundred posts', async () => {
    const gap = await app.asSystem(async (tx) => readGap(await groundOf(tx, app.platform), everywhere, window.to))
    expect([gap.share, gap.groups]).toEqual([null, []])
  })
})

describe('the structural gap', () => {
  const seekers = new Map([['51', 500], ['71', 300], ['83', 200]])
  const posts = new Map([['51', 100], ['71', 150], ['83', 250]])
  it('is the share who would have to look for another kind of work', () => {
    expect(percent(dissimilarity(seekers, posts))).toBe('30.0')
    expect(percent(dissimilarity(seekers, seekers))).toBe('0.0')
    expect(percent(dissimilarity(new Map([['51', 10]]), new Map([['71', 10]])))).toBe('100.0')
    expect(dissimilarity(new Map(), posts)).toBeNull()
  })
  it('lists the groups with most seekers for a post first, those without posts before all', () => {
    expect(balances(new Map([...seekers, ['92', 5]]), new Map([...posts, ['26', 9]])).map(({ group }) => group)).toEqual(['92', '51', '71', '83', '26'])
  })
})
