import { type RawBuilder, sql } from 'kysely'
import type { TestApp } from '../../../test/harness/app'

export const happeningNames = [
  'a visitor comes',
  'a service is entered late',
  'a service is taken back',
  'a visit is removed',
  'a visit moves to another centre',
  'a registration moves to another centre and month',
  'a registration ends',
  'a person’s sex is put right',
  'a person’s birth year is put right',
  'a person moves house',
  'two persons are found to be one',
  'a placement is confirmed or not',
  'a placement is withdrawn or back',
  'posts are added',
  'a vacancy is rejected or back',
  'a vacancy changes its employer',
  'many services get another day at once',
] as const
export type Happening = (typeof happeningNames)[number]

/** What may happen to a record that a figure counts. Each takes one number that decides which record, where, on which day and what. */
export function happeningsOf(app: Pick<TestApp, 'db' | 'today'>, { centres, day }: { centres: readonly string[]; day: (n: number) => string }): Record<Happening, (n: number) => Promise<void>> {
  const store = async (text: RawBuilder<unknown>): Promise<void> => {
    try {
      await app.db.wholeStore((db) => text.execute(db))
    } catch (error) {
      // A random change that would make the same service of a person twice does not happen.
      if ((error as { code?: string }).code !== '23505') throw error
    }
  }
  const nth = (table: string, n: number) => sql`(select id from ${sql.table(table)} order by created_at, id offset ${n} % greatest(1, (select count(*) from ${sql.table(table)})) limit 1)`
  const centre = (n: number) => centres[n % centres.length]
  const today = () => app.today()
  return {
    'a visitor comes': (n) => store(sql`insert into visit (id, created_at, stat_key, centre_id, visited_on, ticket, arrived_at, audience, sex, age_band, purposes, person_id, entered_on)
      values (gen_random_uuid(), now(), gen_random_uuid(), ${centre(n)}::uuid, ${day(n)}, 900000 + ${n}, now(), 'jobseeker', 'F', '25-34', array['registration'], ${nth('person', n)}, ${today()}) on conflict do nothing`),
    'a service is entered late': (n) => store(sql`insert into service_event (id, created_at, stat_key, centre_id, service_code, audience, person_id, given_on, entered_on, channel, source)
      values (gen_random_uuid(), now(), gen_random_uuid(), ${centre(n)}::uuid, 'CNS', 'jobseeker', ${nth('person', n)}, ${day(n)}, ${today()}, 'counter', 'manual')`),
    'a service is taken back': (n) => store(sql`update service_event set reversed = not reversed where id = ${nth('service_event', n)}`),
    'a visit is removed': (n) => store(sql`delete from visit where id = ${nth('visit', n)}`),
    'a visit moves to another centre': (n) => store(sql`update visit set centre_id = ${centre(n)}::uuid, ticket = 800000 + ${n} where id = ${nth('visit', n)}`),
    'a registration moves to another centre and month': (n) => store(sql`update registration set centre_id = ${centre(n)}::uuid, accepted_on = ${day(n)}, submitted_on = ${day(n)} where id = ${nth('registration', n)}`),
    'a registration ends': (n) => store(sql`update registration set state = 'ended', end_reason = 'no-contact', ended_on = ${day(n + 3)} where id = ${nth('registration', n)}`),
    'a person’s sex is put right': (n) => store(sql`update person set sex = case sex when 'F' then 'M' else 'F' end where id = ${nth('person', n)}`),
    'a person’s birth year is put right': (n) => store(sql`update person set birth_year = ${1950 + (n % 60)} where id = ${nth('person', n)}`),
    'a person moves house': (n) => store(sql`insert into person_place (id, created_at, person_id, kind, province_code, since) values (gen_random_uuid(), now(), ${nth('person', n)}, 'current', ${`0${1 + (n % 3)}`}, ${day(n)})`),
    'two persons are found to be one': (n) => store(sql`update person set merged_into = case when merged_into is null then (select id from person where merged_into is null order by id desc limit 1) end
      where id = ${nth('person', n)} and id <> (select id from person where merged_into is null order by id desc limit 1) and not exists (select 1 from person o where o.merged_into = person.id)`),
    'a placement is confirmed or not': (n) => store(sql`update placement set level = case level when 'two-side' then 'reported' else 'two-side' end, start_date = least(start_date, ${day(n)}::date) where id = ${nth('placement', n)}`),
    'a placement is withdrawn or back': (n) => store(sql`update placement set state = case state when 'void' then 'started' else 'void' end where id = ${nth('placement', n)}`),
    'posts are added': (n) => store(sql`insert into vacancy_posts_change (id, created_at, vacancy_id, centre_id, day, delta, kind) select gen_random_uuid(), now(), v.id, v.centre_id, ${day(n)}, ${1 + (n % 4)}, 'increase' from vacancy v where v.id = ${nth('vacancy', n)}`),
    'a vacancy is rejected or back': (n) => store(sql`update vacancy set state = case state when 'rejected' then 'approved' else 'rejected' end where id = ${nth('vacancy', n)}`),
    'a vacancy changes its employer': (n) => store(sql`update vacancy set employer_id = ${nth('employer', n)} where id = ${nth('vacancy', n)}`),
    'many services get another day at once': (n) => store(sql`update service_event set given_on = ${day(n)} where id in (select id from service_event order by id offset ${n % 50} limit 15)`),
  }
}
