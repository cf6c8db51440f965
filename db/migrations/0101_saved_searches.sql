-- Why: a jobseeker keeps a search and is told of new jobs, each job once and one message a day at most.
-- Role: login. Locks: nothing that exists yet.

set local role openpes_owner;

create table saved_search (
  id uuid primary key,
  created_at timestamptz not null,
  person_id uuid not null references person deferrable initially deferred,
  language text not null check (language in ('km','lo','en')),
  words text not null check (length(words) <= 400),
  filters jsonb not null,
  frequency text not null check (frequency in ('daily','weekly')),
  state text not null check (state in ('active','paused','ended')),
  state_reason text check (state_reason in ('unopened','stopped','expired')),
  stop_key uuid not null unique,
  new_since date not null,
  expires_on date not null,
  last_sent_on date,
  unopened int not null default 0 check (unopened >= 0),
  check ((state = 'active') = (state_reason is null))
);
comment on table saved_search is 'vacancies: a search that a jobseeker keeps, and how far it was answered';
create index saved_search_person on saved_search (person_id);
create index saved_search_active on saved_search (expires_on) where state = 'active';

create table saved_search_job (
  person_id uuid not null references person deferrable initially deferred,
  vacancy_id uuid not null references vacancy,
  told_on date not null,
  primary key (person_id, vacancy_id)
);
comment on table saved_search_job is 'vacancies: jobs that a person was told of; no job is told twice';

do $$
declare name text;
begin
  foreach name in array array['saved_search','saved_search_job'] loop
    call guard_by_person(name);
    execute format('create policy to_owner on %I to openpes_owner using (true)', name);
  end loop;
end $$;

-- The link in a message ends its search without signing in. Who holds the link learns nothing about the person.
create function stop_saved_search(given uuid) returns boolean language sql volatile security definer set search_path = public as $$
  with ended as (update saved_search set state = 'ended', state_reason = 'stopped' where stop_key = given and state <> 'ended' returning 1)
  select exists (select 1 from ended) or exists (select 1 from saved_search where stop_key = given)
$$;
revoke all on function stop_saved_search(uuid) from public;
grant execute on function stop_saved_search(uuid) to openpes_app;

reset role;
