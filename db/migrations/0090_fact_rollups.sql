-- Why: a table of 24 months by centre and sex must answer at once over ten million events. Counted rows and their sums are kept per
--      measure and month; triggers queue the key of every record that a statement touched, in the same transaction, and a job folds the
--      queue. A reader adds what is still queued, so a figure is exact at any moment.
--      The tables are derived: they are not logged, so they cost little to write, leave backups small, and are made anew after a crash.
-- Role: login. Locks: registration and renewal while they get a key (a rewrite, seconds for a million rows); the other tables for a moment.

do $$
begin
  if not exists (select 1 from pg_roles where rolname = 'openpes_rollup') then create role openpes_rollup nologin; end if;
  if not pg_has_role(current_user, 'openpes_rollup', 'member') then execute format('grant openpes_rollup to %I', current_user); end if;
end $$;
grant openpes_stats to openpes_rollup;
grant usage on schema public to openpes_rollup;
grant select on schema_migration to openpes_facts;

set local role openpes_owner;

-- The row of a spell or renewal in statistics, as other records have one.
alter table registration add column stat_key uuid not null default gen_random_uuid();
alter table registration add constraint registration_stat_key unique (stat_key);
alter table renewal add column stat_key uuid not null default gen_random_uuid();
alter table renewal add constraint renewal_stat_key unique (stat_key);
grant select (stat_key) on registration, renewal to openpes_facts;
create index person_merged_into on person (merged_into) where merged_into is not null;
create index referral_person on referral (person_id);
create index placement_vacancy on placement (vacancy_id) where vacancy_id is not null;
create index placement_employer on placement (employer_id);

create unlogged table fact_leaf (
  id smallint generated always as identity primary key,
  hash text not null unique,
  ground text not null,
  is_ready boolean not null default false
);
comment on table fact_leaf is 'measures: countings that are kept as sums, each named by the hash of its definition; ground names what the fact views stand on';
create unlogged table fact_cell (
  id bigint primary key,
  centre_code text not null,
  province_code text not null,
  sex text not null,
  age_band text not null,
  groups text not null,
  unique (centre_code, province_code, sex, age_band, groups)
);
comment on table fact_cell is 'measures: the combinations of centre, place, sex, age and groups that rows fall into; id is their hash';
create unlogged table fact_row (
  cell bigint not null,
  day date not null,
  leaf smallint not null,
  key uuid not null,
  amount numeric,
  distinct_key uuid
);
comment on table fact_row is 'measures: what each record counts for in each kept counting; meaningless keys only';
create index fact_row_key on fact_row (key, leaf);
create index fact_row_cell on fact_row (leaf, cell, day);
create index fact_row_day on fact_row using brin (day);
create unlogged table fact_total (
  leaf smallint not null,
  level smallint not null check (level in (0, 1, 2)),
  month date not null,
  centre_code text not null,
  province_code text not null,
  sex text not null,
  age_band text not null,
  groups text not null,
  rows bigint not null,
  amount numeric not null,
  primary key (leaf, level, month, centre_code, province_code, sex, age_band, groups)
);
comment on table fact_total is 'measures: rows and amounts by month and cell; level 0 whole cells, 1 by centre and sex, 2 by province and sex; * stands for all';
create unlogged table fact_queue (
  id bigint generated always as identity primary key,
  source text not null,
  key uuid not null
);
comment on table fact_queue is 'measures: keys of records that changed and are not folded yet; a queue, so that writers never wait for each other';

revoke all on fact_leaf, fact_cell, fact_row, fact_total, fact_queue from openpes_app;
grant select on fact_leaf, fact_cell, fact_row, fact_total, fact_queue to openpes_stats;
grant insert, update, delete on fact_leaf, fact_cell, fact_row, fact_total, fact_queue to openpes_rollup;
grant insert on fact_queue to openpes_facts;

reset role;
set local role openpes_facts;

-- Names what all facts rest on besides records: the views themselves and the country's bands, groups and services.
create function fact_ground() returns text language sql stable security definer set search_path = public as $$
  select md5(concat_ws('|', (select string_agg(m.hash, ',' order by m.name) from schema_migration m where m.name like 'facts:%'),
    (select string_agg(concat_ws(':', b.code, b.age_from, b.age_to), ',' order by b.code) from country_age_band b),
    (select string_agg(concat_ws(':', g.code, g.sex, g.age_from, g.age_to), ',' order by g.code) from country_derived_group g),
    (select string_agg(concat_ws(':', s.code, s.audience, s.family, s.counts), ',' order by s.code) from country_service s)))
$$;

-- Every record whose fact carries something of these people, also of those who were merged into them.
create function fact_keys_of(people uuid[]) returns table (source text, key uuid) language sql stable security definer set search_path = public as $$
  with them as (select p.id from person p where p.id = any (people) union select p.id from person p where p.merged_into = any (people))
  select 'registration', r.stat_key from them join registration r on r.person_id = them.id
  union all select 'registration', r.stat_key from them join renewal r on r.person_id = them.id
  union all select 'service', s.stat_key from them join service_event s on s.person_id = them.id
  union all select 'visit', v.stat_key from them join visit v on v.person_id = them.id
  union all select 'referral', r.stat_key from them join referral r on r.person_id = them.id
  union all select 'placement', l.stat_key from them join placement l on l.person_id = them.id
$$;

create function fact_note() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into fact_queue (source, key) select tg_argv[0], c.stat_key from changed c;
  return null;
end $$;
create function fact_note_registration() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into fact_queue (source, key) select 'registration', c.stat_key from changed c
    union all select 'placement', l.stat_key from changed c join placement l on l.person_id = c.person_id;
  return null;
end $$;
create function fact_note_interview() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into fact_queue (source, key) select 'referral', r.stat_key from changed c join referral r on r.id = c.referral_id;
  return null;
end $$;
create function fact_note_posts() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into fact_queue (source, key) select 'vacancy', v.stat_key from changed c join vacancy v on v.id = c.vacancy_id;
  return null;
end $$;
create function fact_note_people() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into fact_queue (source, key) select k.source, k.key from fact_keys_of(array(select distinct c.person_id from changed c)) k;
  return null;
end $$;
create function fact_note_person() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into fact_queue (source, key) select k.source, k.key from fact_keys_of(array[new.id]) k;
  return null;
end $$;
-- Occupation and industry of a vacancy, and industry of an employer, stand in the facts of referrals and placements.
create function fact_note_vacancy_codes() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into fact_queue (source, key) select 'referral', r.stat_key from referral r where r.vacancy_id = new.id
    union all select 'placement', l.stat_key from placement l where l.vacancy_id = new.id;
  return null;
end $$;
create function fact_note_employer() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into fact_queue (source, key) select 'placement', l.stat_key from placement l where l.employer_id = new.id;
  return null;
end $$;
do $$
declare name text;
begin
  foreach name in array array['fact_ground()','fact_keys_of(uuid[])','fact_note()','fact_note_registration()','fact_note_interview()','fact_note_posts()','fact_note_people()','fact_note_person()','fact_note_vacancy_codes()','fact_note_employer()'] loop
    execute format('revoke all on function %s from public', name);
    execute format('grant execute on function %s to openpes_owner', name);
  end loop;
end $$;
grant execute on function fact_ground() to openpes_stats;

reset role;
set local role openpes_owner;

do $$
declare t text[];
begin
  foreach t slice 1 in array array[
    ['visit','fact_note(''visit'')'], ['service_event','fact_note(''service'')'], ['group_session','fact_note(''service'')'], ['registration','fact_note_registration()'],
    ['renewal','fact_note(''registration'')'], ['referral','fact_note(''referral'')'], ['interview','fact_note_interview()'], ['placement','fact_note(''placement'')'],
    ['vacancy','fact_note(''vacancy'')'], ['vacancy_posts_change','fact_note_posts()'], ['person_place','fact_note_people()'], ['education','fact_note_people()'],
    ['experience','fact_note_people()'], ['wish','fact_note_people()'], ['group_membership','fact_note_people()']] loop
    execute format('create trigger fact_note_insert after insert on %I referencing new table as changed for each statement execute function %s', t[1], t[2]);
    execute format('create trigger fact_note_update after update on %I referencing new table as changed for each statement execute function %s', t[1], t[2]);
    execute format('create trigger fact_note_delete after delete on %I referencing old table as changed for each statement execute function %s', t[1], t[2]);
  end loop;
end $$;
create trigger fact_note_change after update on person for each row
  when ((old.sex, old.birth_date, old.birth_year, old.age_stated, old.age_stated_on, old.merged_into, old.stat_key)
    is distinct from (new.sex, new.birth_date, new.birth_year, new.age_stated, new.age_stated_on, new.merged_into, new.stat_key)) execute function fact_note_person();
create trigger fact_note_codes after update on vacancy for each row
  when ((old.isco, old.isic) is distinct from (new.isco, new.isic)) execute function fact_note_vacancy_codes();
create trigger fact_note_codes after update on employer for each row when (old.isic is distinct from new.isic) execute function fact_note_employer();
reset role;
