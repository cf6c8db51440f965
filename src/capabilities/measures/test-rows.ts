import { sql } from 'kysely'
import type { TestApp } from '../../../test/harness/app'

/**
 * Fills the store with invented, evenly spread rows for tests and measurements: people with a place, registrations,
 * visits, services, employers and vacancies over the 12 months before `today`. The same `seed` gives the same rows.
 */
export async function fillWithRows(app: Pick<TestApp, 'db' | 'centres' | 'today'>, { people, seed = 1 }: { people: number; seed?: number }): Promise<void> {
  const today = app.today()
  const centre = sql`(case when random() < 0.6 then ${app.centres.A}::uuid else ${app.centres.B}::uuid end)`
  await app.db.wholeStore(async (db) => {
    await sql`select setseed(${seed / 1000})`.execute(db)
    await sql`create temporary table wanted_row on commit drop as
      select n, gen_random_uuid() as id, ${centre} as centre_id, (${today}::date - (random() * 364)::int) as day,
        (array['F','F','F','M','M','not-stated'])[1 + floor(random() * 6)::int] as sex, 1960 + floor(random() * 48)::int as born
      from generate_series(1, ${people}::int) n`.execute(db)
    await sql`insert into person (id, created_at, card_number, stat_key, sex, birth_year, language)
      select id, now(), 'P' || n, gen_random_uuid(), sex, born, 'en' from wanted_row`.execute(db)
    await sql`insert into person_centre (id, person_id, centre_id, how, opened_at) select gen_random_uuid(), id, centre_id, 'registered', now() from wanted_row`.execute(db)
    await sql`insert into registration (id, created_at, person_id, centre_id, event, channel, state, submitted_on, accepted_on, last_contact_on, expires_on, ended_on, end_reason)
      select gen_random_uuid(), day, id, centre_id, case when n % 5 = 0 then 'reactivation' else 'new' end, case when n % 3 = 0 then 'portal' else 'counter' end,
        case when n % 4 = 0 then 'ended' else 'active' end, day, day, day, day + 180, case when n % 4 = 0 then least(day + 30, ${today}::date) end, case when n % 4 = 0 then 'no-contact' end
      from wanted_row`.execute(db)
    await sql`insert into visit (id, created_at, stat_key, centre_id, visited_on, ticket, arrived_at, audience, sex, age_band, purposes, person_id)
      select gen_random_uuid(), day, gen_random_uuid(), centre_id, day, n, day, (array['jobseeker','employer','other'])[1 + n % 3], sex, case when n % 4 = 0 then 'not-stated' else '25-34' end,
        array['registration'], case when n % 2 = 0 then id end from wanted_row`.execute(db)
    await sql`insert into service_event (id, created_at, stat_key, centre_id, service_code, audience, person_id, given_on, channel, source)
      select gen_random_uuid(), day, gen_random_uuid(), centre_id, (array['REG','CNS','INF'])[1 + k % 3], 'jobseeker', id,
        least(${today}::date, day + (random() * 60)::int), (array['counter','phone','visit'])[1 + floor(random() * 3)::int], 'manual' from wanted_row, generate_series(0, 2) k`.execute(db)
    await sql`insert into employer (id, created_at, code, stat_key, centre_id, name_latin, registered_on, state)
      select gen_random_uuid(), now(), 'E' || n, gen_random_uuid(), centre_id, 'Employer ' || n, day, 'claimed' from wanted_row where n % 20 = 0`.execute(db)
    await sql`insert into vacancy (id, created_at, code, stat_key, employer_id, centre_id, origin, posts, contract, state, title_en, received_on, entered_on)
      select w.id, w.day, 'V' || w.n, gen_random_uuid(), (select e.id from employer e where e.code = 'E' || (20 + w.n - w.n % 20)::text), w.centre_id, 'counter', 1 + w.n % 9, 'fixed', 'approved', 'Work ' || w.n, w.day, w.day
      from wanted_row w where w.n % 4 = 0 and w.n + 20 <= ${people}::int`.execute(db)
    await sql`insert into vacancy_posts_change (id, created_at, vacancy_id, centre_id, day, delta, kind) select gen_random_uuid(), received_on, id, centre_id, received_on, posts, 'received' from vacancy`.execute(db)
  })
}

/** Confirmed placements for every third person of `fillWithRows`, some days after the registration. */
export async function placeSome(app: Pick<TestApp, 'db' | 'today'>): Promise<void> {
  await app.db.wholeStore((db) => sql`insert into placement (id, created_at, code, stat_key, person_id, employer_id, centre_id, kind, start_date, recorded_by, recorded_party, level, state)
    select gen_random_uuid(), now(), 'L' || p.card_number, gen_random_uuid(), p.id, (select e.id from employer e order by e.code limit 1), r.centre_id, 'employment',
      least(${app.today()}::date, r.accepted_on + (length(p.card_number) * 7 + right(p.card_number, 1)::int * 25)), gen_random_uuid(), 'employer',
      case when right(p.card_number, 1) = '7' then 'reported' else 'two-side' end, 'started'
    from person p join registration r on r.person_id = p.id where substr(p.card_number, 2)::int % 3 = 0`.execute(db))
}
