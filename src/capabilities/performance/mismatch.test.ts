import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshApp, type TestApp } from '../../../test/harness/app'
import { exact, multiply, toDecimal, type Exact } from '../../kernel/exact'
import { fillWithRows, placeSome } from '../measures/test-rows'
import { findAnyMeasure, groundOf, observe } from '../measures/index'
import { loadIndicators } from './actions/framework'
import { readGap } from './reading/gap'
import { readMismatch } from './reading/mismatch'
import { balances, dissimilarity, gapOf } from './rules/structural-gap'

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
    expect([gap.occupation.share, gap.occupation.groups, gap.education.share, gap.skills]).toEqual([null, [], null, []])
  })

  it('compares kinds of work, education and skills where both sides are large enough', async () => {
    const [skill, other] = app.country.skills.map(({ code }) => code)
    const [low, high] = ['primary', 'bachelor']
    await app.db.wholeStore(async (db) => {
      await sql`update registration set state = 'ended', ended_on = '2026-01-01', end_reason = 'no-contact'`.execute(db)
      await sql`insert into person (id, created_at, card_number, stat_key, sex, birth_year, language) select gen_random_uuid(), now(), 'G' || n, gen_random_uuid(), 'F', 1990, 'en' from generate_series(1, 120) n`.execute(db)
      await sql`insert into registration (id, created_at, person_id, centre_id, event, channel, state, submitted_on, accepted_on, last_contact_on, expires_on)
        select gen_random_uuid(), now(), id, ${app.centres.A}::uuid, 'new', 'counter', 'active', '2026-02-01', '2026-02-01', '2026-02-01', '2027-02-01' from person where card_number like 'G%'`.execute(db)
      const nth = sql`substr(p.card_number, 2)::int`
      // 100 of 120 say what they seek: 80 cooks, 20 drivers; 110 say what they learned; 30 have the first skill.
      await sql`insert into wish (id, created_at, person_id, title_typed, isco) select gen_random_uuid(), now(), p.id, 'Work', case when ${nth} <= 80 then '5120' else '8322' end from person p where p.card_number like 'G%' and ${nth} <= 100`.execute(db)
      await sql`insert into education (id, created_at, person_id, education_code) select gen_random_uuid(), now(), p.id, case when ${nth} <= 99 then ${low}::text else ${high} end from person p where p.card_number like 'G%' and ${nth} <= 110`.execute(db)
      await sql`insert into person_skill (id, created_at, person_id, skill_code, label_typed, source) select gen_random_uuid(), now(), p.id, ${skill}, 'Skill', 'declared' from person p where p.card_number like 'G%' and ${nth} <= 30`.execute(db)
      // 100 posts for cooks of a low level, 50 for drivers of a high one, of the low ones 40 need the first skill; 19 that need the other one alone.
      await sql`delete from vacancy_posts_change`.execute(db)
      for (const [code, isco, education, posts, skills] of [['GA', '5120', low, 60, []], ['GB', '5120', low, 40, [skill]], ['GC', '8322', high, 50, []], ['GD', null, null, 19, [other]], ['GE', '5120', low, 0, [other]]] as const) {
        await sql`insert into vacancy (id, created_at, code, stat_key, employer_id, centre_id, origin, posts, contract, state, title_en, received_on, entered_on, isco, education_min, skills_must)
          values (gen_random_uuid(), now(), ${code}, gen_random_uuid(), (select id from employer limit 1), ${app.centres.A}, 'counter', ${Math.max(posts, 1)}, 'fixed', 'approved', 'Work', '2026-02-01', '2026-02-01', ${isco}, ${education}, ${[...skills]})`.execute(db)
        await sql`insert into vacancy_posts_change (id, created_at, vacancy_id, centre_id, day, delta, kind) select gen_random_uuid(), now(), id, centre_id, '2026-02-01', ${posts}, 'received' from vacancy where code = ${code} and ${posts} <> 0`.execute(db)
      }
    })
    const gap = await app.asSystem(async (tx) => readGap(await groundOf(tx, app.platform), everywhere, window.to))
    expect([gap.occupation.seekers, gap.occupation.posts, gap.occupation.unknown, percent(gap.occupation.share)]).toEqual([100, 150, { seekers: 20, posts: 19 }, '13.3'])
    expect(gap.occupation.groups).toEqual([{ group: '51', seekers: 80, posts: 100 }, { group: '83', seekers: 20, posts: 50 }])
    // 99 of 110 against 100 of 150.
    expect([gap.education.seekers, gap.education.posts, gap.education.unknown, percent(gap.education.share)]).toEqual([110, 150, { seekers: 10, posts: 19 }, '23.3'])
    expect(gap.skills).toEqual([{ group: skill, seekers: 30, posts: 40 }])
    const hq = await app.as('headquarters')
    const page = (await hq.get('/en/performance/mismatch')).text.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
    for (const words of [/13\.3 of 100 jobseekers would have to look for another kind of work \(100 jobseekers, 150 open posts/, /23\.3 of 100 jobseekers would have to have another level/, /Left out because it is not known or not asked: 20 jobseekers, 19 posts/, /Primary 99 100 Bachelor 11 50/]) expect(page).toMatch(words)
    for (const language of ['km', 'lo']) expect((await hq.get(`/${language}/performance/mismatch`)).status).toBe(200)
    const elsewhere = await app.asSystem(async (tx) => readGap(await groundOf(tx, app.platform), { centre: { code: 'T-B' } }, window.to))
    expect([elsewhere.occupation.share, elsewhere.skills]).toEqual([null, []])
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
  it('is not told under a hundred on either side, and leaves out what is not known', () => {
    const rows = (count: number) => [{ group: '51', count }, { group: null, count: 7 }]
    expect([gapOf(rows(99), rows(100)), gapOf(rows(100), rows(99)), gapOf(rows(100), rows(100))].map(({ share }) => percent(share))).toEqual([null, null, '0.0'])
    expect(gapOf(rows(100), rows(100)).unknown).toEqual({ seekers: 7, posts: 7 })
  })
  it('lists the groups with most seekers for a post first, those without posts before all', () => {
    expect(balances(new Map([...seekers, ['92', 5]]), new Map([...posts, ['26', 9]])).map(({ group }) => group)).toEqual(['92', '51', '71', '83', '26'])
  })
})
