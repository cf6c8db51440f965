// An invented country of 25 provinces with one centre each, and so many services over 24 months; the same numbers give the same rows.
import type pg from 'pg'

export const months = { first: '2024-12-01', last: '2026-11-30' }
export const provinces = 25

/** Fills the tables that a counting of services reads. Triggers and indexes wait until the rows are there, as in a restore. */
export async function fillCountry(client: pg.Client, events: number): Promise<void> {
  const people = Math.max(1_000, Math.round(events / 10))
  await client.query(`set session_replication_role = replica`)
  await client.query(`insert into country_age_band (code, age_from, age_to) values ('15-24', 15, 24), ('25-34', 25, 34), ('35-44', 35, 44), ('45-54', 45, 54), ('55+', 55, null);
    insert into country_derived_group (code, sex, age_from, age_to) values ('women', 'F', null, null), ('youth', null, 15, 24);
    insert into country_service (code, audience, family, counts) values ('CNS', 'jobseeker', 'counselling', true), ('INF', 'jobseeker', 'information', true), ('ADM', 'jobseeker', 'other', false), ('EXT', 'jobseeker', 'other', true)`)
  await client.query(`insert into centre (id, created_at, code, kind, province_code) select md5('centre' || n)::uuid, now(), 'C-' || lpad(n::text, 2, '0'), 'centre', lpad(n::text, 2, '0') from generate_series(1, ${provinces}) n`)
  const dropped = await dropIndexes(client, ['person', 'person_place', 'service_event'])
  await client.query(`insert into person (id, created_at, card_number, stat_key, sex, birth_year, language)
    select md5('person' || n)::uuid, now(), 'P' || n, md5('key' || n)::uuid, (array['F','M','F','M','F','M','not-stated'])[1 + n % 7], 1955 + ((n::bigint * 7919) % 53)::int, 'en' from generate_series(1, ${people}) n`)
  // Nine of ten live in the province of their centre.
  await client.query(`insert into person_place (id, created_at, person_id, kind, province_code, since)
    select md5('place' || n)::uuid, now(), md5('person' || n)::uuid, 'current', lpad((1 + case when n % 10 = 0 then n / 10 else n end % ${provinces})::text, 2, '0'), '2020-01-01' from generate_series(1, ${people}) n`)
  await client.query(`insert into service_event (id, created_at, stat_key, centre_id, service_code, audience, person_id, given_on, entered_on, channel, source)
    select md5('event' || n)::uuid, now(), md5('service' || n)::uuid, md5('centre' || (1 + p % ${provinces}))::uuid, (array['CNS','INF','CNS','ADM'])[1 + n % 4], 'jobseeker', md5('person' || p)::uuid, d, d, 'counter', 'manual'
    from generate_series(1, ${events}) n cross join lateral (select 1 + ((n::bigint * 48271) % ${people})::int as p, date '${months.first}' + ((n::bigint * 7907) % 730)::int as d) x`)
  for (const statement of dropped) await client.query(statement)
  await client.query(`set session_replication_role = origin`)
  await client.query('vacuum analyze')
}

/** Drops what a table has of indexes and unique rules and answers with the statements that bring them back. */
async function dropIndexes(client: pg.Client, tables: readonly string[]): Promise<string[]> {
  const { rows } = await client.query<{ drop: string; make: string }>(`
    select format('alter table %s drop constraint %I cascade', conrelid::regclass, conname) as drop, format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as make, 0 as turn
    from pg_constraint where contype in ('p', 'u') and conrelid = any ($1::regclass[])
    union all select format('drop index %s', indexrelid::regclass), pg_get_indexdef(indexrelid), 1 from pg_index i where indrelid = any ($1::regclass[]) and not exists (select 1 from pg_constraint c where c.conindid = i.indexrelid and c.contype in ('p', 'u')) order by turn desc`, [tables])
  for (const { drop } of rows) await client.query(drop)
  return rows.map(({ make }) => make)
}
