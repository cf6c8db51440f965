-- Why: the one score of matching needs its facts ready: what a person and a vacancy bring, in whole numbers, kept in step by triggers;
--      the same score as SQL (oracle and fallback of the index in memory); and the log of what was suggested and answered.
-- Locks: the tables that get a trigger, for a moment.

create table match_setting (
  only_row boolean primary key default true check (only_row),
  weights_version text not null default 'openpes/1',
  tables_hash text not null default '',
  min_age int not null default 15,
  commute_km int not null default 15,
  rest_days int not null default 90,
  base_currency text
);
comment on table match_setting is 'matching: constants of this country that SQL needs; filled from countries/ at the start';
create function match_settings() returns table (weights_version text, min_age int, commute_km int, rest_days int, base_currency text) language sql stable security definer set search_path = public as $$
  select coalesce(max(s.weights_version), 'openpes/1'), coalesce(max(s.min_age), 15), coalesce(max(s.commute_km), 15), coalesce(max(s.rest_days), 90), max(s.base_currency) from match_setting s
$$;

create table match_skill (id int primary key, code text not null unique, idf int not null check (idf between 100 and 9000));
comment on table match_skill is 'matching: number and rarity of each skill; a skill that no file knows has the median';
create table match_occupation (isco text primary key, length int not null, skills int[] not null, roles int[] not null, w int[] not null, b int[] not null);
comment on table match_occupation is 'matching: skills that belong to an occupation: role, reduced weight, and what the reduced weight is worth to a person';
create table match_distance (a text not null, b text not null, km int not null check (km >= 0), primary key (a, b));
comment on table match_distance is 'matching: road kilometres between districts, both ways';
create table match_rate (currency text primary key, rate numeric not null);
comment on table match_rate is 'matching: worth of one unit in the base currency, for comparing wages';
create table match_related (isco_a text not null, isco_b text not null, closeness int not null, primary key (isco_a, isco_b));
comment on table match_related is 'matching: occupations that are closer than their codes, both ways';
create table match_level (education_code text primary key, isced int not null);
comment on table match_level is 'matching: ISCED level of each education of the country';
create table match_legal (isco text not null, kind text not null check (kind in ('licence','education','hazardous')), value text not null, primary key (isco, kind, value));
comment on table match_legal is 'matching: what the law asks for an occupation';
create table skill_answer (
  id uuid primary key,
  created_at timestamptz not null,
  created_by uuid,
  person_id uuid not null references person,
  skill_code text not null,
  answer text not null check (answer in ('yes','no')),
  answered_on date not null
);
comment on table skill_answer is 'matching: a person said yes or no to a skill when a vacancy needed it; the newest counts';
create index skill_answer_person on skill_answer (person_id);
create table match_preference (
  person_id uuid primary key references person,
  version int not null default 1,
  commute_km int check (commute_km between 0 and 500),
  no_night boolean not null default false,
  not_again text[] not null default '{}',
  access_needed boolean not null default false,
  blocked_employers uuid[] not null default '{}',
  expected_wage numeric(14,2)
);
comment on table match_preference is 'matching: what a person rules out for lists: distance, night work, earlier work, employers';

create table match_person (
  person_id uuid primary key,
  code text not null,
  centre_id uuid,
  province text, district text,
  commute_km int not null,
  move_all boolean not null,
  move text[] not null,
  contracts text[] not null,
  no_night boolean not null,
  access_needed boolean not null,
  wage_r int, wage_e int,
  isced int,
  languages text[] not null,
  minors text[] not null, months int[] not null, months_known boolean not null,
  contact_on date,
  declared int not null,
  skills int[] not null, inferred int[] not null, absent int[] not null,
  blocked uuid[] not null,
  works_from date, hazard_from date, age_known boolean not null,
  shown int not null default 0
);
comment on table match_person is 'matching: what a person who agreed brings to a score, in whole numbers; no name, sex, group or birth date';
create table match_line (
  person_id uuid not null,
  line int not null,
  isco text,
  factor int not null,
  primary key (person_id, line)
);
comment on table match_line is 'matching: the lines of work of a person who agreed, wished ones first';
create table match_vacancy (
  vacancy_id uuid primary key,
  code text not null,
  employer_id uuid not null,
  centre_id uuid not null,
  posts_left int not null,
  valid_until date not null,
  starts_on date,
  isco text,
  province text, district text,
  night boolean not null,
  contract text not null,
  accessible boolean,
  wage_o int,
  isced int,
  months int not null,
  languages text[] not null,
  must int[] not null,
  stated int[] not null,
  skills int[] not null, a int[] not null,
  published_on date not null,
  open_referrals int not null,
  max_open int,
  hazardous boolean not null,
  legal_isced int,
  licences int[] not null
);
comment on table match_vacancy is 'matching: what a published vacancy asks and offers, in whole numbers';

create table match_dirty (id uuid primary key default gen_random_uuid(), kind text not null check (kind in ('person','vacancy')), subject uuid not null);
comment on table match_dirty is 'matching: people and vacancies that changed and whose facts must be written anew';
create table match_outbox (id bigint primary key, kind text not null check (kind in ('person','vacancy')), subject uuid not null, at timestamptz not null default now());
comment on table match_outbox is 'matching: facts that were written anew, in the order of their commits; each index in memory reads it';
create index match_outbox_at on match_outbox (at);

create table match_list (
  id uuid primary key,
  code text not null unique,
  kind text not null check (kind in ('candidates','vacancies','batch','fair')),
  subject_id uuid not null,
  centre_id uuid,
  reader_id uuid,
  made_at timestamptz not null,
  made_on date not null,
  weights_version text not null,
  engine text not null check (engine in ('index','sql')),
  eligible int not null
);
comment on table match_list is 'matching: one list that was shown to one reader';
create table match_impression (
  id uuid primary key,
  list_id uuid not null references match_list,
  person_id uuid not null references person,
  vacancy_id uuid not null references vacancy,
  made_on date not null,
  rank int not null check (rank between 1 and 200),
  score int not null,
  parts int[] not null check (cardinality(parts) = 8),
  line int not null
);
comment on table match_impression is 'matching: one suggestion at one rank of a list; append only';
create index match_impression_list on match_impression (list_id);
create index match_impression_vacancy on match_impression (vacancy_id, made_on);
create index match_impression_person on match_impression (person_id, made_on);
create table match_feedback (
  id uuid primary key,
  created_at timestamptz not null,
  request_key uuid unique,
  list_id uuid references match_list,
  person_id uuid not null references person,
  vacancy_id uuid not null references vacancy,
  answered_on date not null,
  answer text not null check (answer in ('accept','reject','later')),
  reason text check (reason in ('has-the-skill-missing','lacks-skill','too-far','wage','hours','already-working','not-interested','wrong-occupation-code','employer-unsuitable','duplicate','other')),
  note text check (char_length(note) <= 300),
  by_account uuid,
  by_party text not null check (by_party in ('jobseeker','counsellor','employer')),
  check ((answer = 'reject') = (reason is not null)),
  check (reason is distinct from 'other' or char_length(note) >= 5)
);
comment on table match_feedback is 'matching: what a reader answered to a suggestion; the newest of a reader counts, all are kept';
create index match_feedback_pair on match_feedback (person_id, vacancy_id);

call guard_by_person('skill_answer');
call guard_by_person('match_preference');
call guard_by_person('match_person');
call guard_by_person('match_line');
call guard_by_person('match_impression');
call guard_by_person('match_feedback');
do $$
declare name text;
begin
  foreach name in array array['skill_answer','match_preference','match_impression','match_feedback','match_person','match_line'] loop
    execute format('create policy to_owner on %I to openpes_owner using (true) with check (true)', name);
  end loop;
end $$;
revoke insert, update on match_person, match_line, match_vacancy, match_dirty, match_outbox, match_occupation, match_distance, match_rate, match_related, match_level, match_legal, match_setting, match_skill from openpes_app;
revoke select on match_dirty, match_outbox from openpes_app;
revoke update on match_impression, match_feedback, skill_answer from openpes_app;

-- One row of the queue for each record that a statement touched. A queue and not a set: writers never wait for each other.
create function match_note() returns trigger language plpgsql security definer set search_path = public as $$
begin
  execute format('insert into match_dirty (kind, subject) select distinct %L, %I from changed where %I is not null', tg_argv[0], tg_argv[1], tg_argv[1]);
  return null;
end $$;
do $$
declare source text[];
begin
  foreach source slice 1 in array array[
    ['person','person','id'], ['registration','person','person_id'], ['consent','person','person_id'], ['wish','person','person_id'], ['experience','person','person_id'],
    ['education','person','person_id'], ['person_skill','person','person_id'], ['person_language','person','person_id'], ['person_place','person','person_id'],
    ['skill_answer','person','person_id'], ['match_preference','person','person_id'], ['vacancy','vacancy','id'], ['referral','vacancy','vacancy_id']] loop
    execute format('create trigger match_note_insert after insert on %I referencing new table as changed for each statement execute function match_note(%L, %L)', source[1], source[2], source[3]);
    execute format('create trigger match_note_update after update on %I referencing new table as changed for each statement execute function match_note(%L, %L)', source[1], source[2], source[3]);
    execute format('create trigger match_note_delete after delete on %I referencing old table as changed for each statement execute function match_note(%L, %L)', source[1], source[2], source[3]);
  end loop;
end $$;

-- The smallest n with n * n >= value, for value < 2^52.
create function match_root(value bigint) returns bigint language sql immutable strict as $$
  select min(n) from generate_series(greatest(0, floor(sqrt(value::float8))::bigint - 1), floor(sqrt(value::float8))::bigint + 2) n where n * n >= value
$$;

create function match_month_wage(amount numeric, currency text, period text) returns int language sql stable set search_path = public as $$
  select case when period = 'month' then (select least(2000000000, floor(amount * r.rate))::int from match_rate r where r.currency = match_month_wage.currency) end
$$;

create function match_closeness(a text, b text) returns int language sql stable set search_path = public as $$
  select greatest(
    case when length(a) >= 4 and left(a, 4) = left(b, 4) then 10000 when length(a) >= 3 and length(b) >= 3 and left(a, 3) = left(b, 3) then 7500
      when length(a) >= 2 and length(b) >= 2 and left(a, 2) = left(b, 2) then 5000 when left(a, 1) = left(b, 1) then 2500 else 0 end,
    coalesce((select r.closeness from match_related r where r.isco_a = a and r.isco_b = b), 0))
$$;
