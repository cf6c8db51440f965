-- Why: the best candidate for a vacancy may be a person of another centre, shown without a name. The counsellor asks that centre, which
--      refers the person or declines with a reason. The asking centre learns the state and never who it is.
-- Locks: person, consent, registration and vacancy, for a moment, for their triggers.

create table centre_ask (
  id uuid primary key,
  created_at timestamptz not null,
  created_by uuid not null,
  version int not null default 1,
  person_id uuid not null references person,
  vacancy_id uuid not null references vacancy,
  handle text not null check (handle ~ '^[0-9a-f]{24}$'),
  asking_centre_id uuid not null references centre,
  asked_centre_id uuid not null references centre,
  asked_on date not null,
  due_on date not null,
  state text not null default 'open' check (state in ('open','referred','declined','closed')),
  reason text check (reason in ('not-interested','already-working','not-reached','does-not-fit','other','person-gone','job-closed')),
  answered_on date,
  answered_by uuid,
  seen_on date,
  check (asking_centre_id <> asked_centre_id),
  check ((state in ('referred','declined')) = (answered_on is not null)),
  check ((state in ('declined','closed')) = (reason is not null)),
  check ((state = 'closed') = (coalesce(reason, '') in ('person-gone','job-closed'))),
  check (state <> 'declined' or answered_by is not null)
);
comment on table centre_ask is 'placements: a centre asked another one to put its person forward for a vacancy; the asking centre knows a handle and the state, not the person';
create unique index centre_ask_open on centre_ask (person_id, vacancy_id) where state = 'open';
create index centre_ask_vacancy on centre_ask (vacancy_id);
create index centre_ask_asking on centre_ask (asking_centre_id, answered_on);
call guard_open('centre_ask');
create policy by_relation on centre_ask to openpes_app using (
  person_id = (select scope_person()) or (select true from person_centre r where r.person_id = centre_ask.person_id and r.closed_at is null and r.centre_id = any ((select scope_centres())::uuid[]) limit 1));
create policy to_owner on centre_ask to openpes_owner using (true) with check (true);
revoke insert, update on centre_ask from openpes_app;
grant update (state, reason, answered_on, answered_by, version) on centre_ask to openpes_app;

-- Asks the centre of a person whom the reader cannot see. Answers 'asked', or what stands against it.
create function ask_centre(id uuid, person uuid, vacancy uuid, handle text, centre uuid, account uuid, at timestamptz, today date, due date) returns text
language plpgsql security definer set search_path = public as $$
declare asked uuid;
begin
  if not ask_centre.centre = any (scope_centres()) then raise exception 'a centre asks for itself' using errcode = '42501'; end if;
  if (select count(*) from match_still_open(array[ask_centre.person], array[ask_centre.vacancy], ask_centre.today)) < 2 then return 'gone'; end if;
  asked := (select m.centre_id from match_person m where m.person_id = ask_centre.person);
  if asked is null or asked = ask_centre.centre then return 'gone'; end if;
  if exists (select 1 from referral r where r.person_id = ask_centre.person and r.vacancy_id = ask_centre.vacancy and r.closed_on is null) then return 'already'; end if;
  if exists (select 1 from centre_ask a cross join match_settings() s where a.person_id = ask_centre.person and a.vacancy_id = ask_centre.vacancy
    and a.state = 'declined' and a.answered_on > ask_centre.today - s.rest_days) then return 'already'; end if;
  insert into centre_ask (id, created_at, created_by, person_id, vacancy_id, handle, asking_centre_id, asked_centre_id, asked_on, due_on)
  values (ask_centre.id, ask_centre.at, ask_centre.account, ask_centre.person, ask_centre.vacancy, ask_centre.handle, ask_centre.centre, asked, ask_centre.today, ask_centre.due)
  on conflict (person_id, vacancy_id) where state = 'open' do nothing;
  return case when found then 'asked' else 'already' end;
end $$;

-- How the requests of the reader's centres stand, newest first: nothing of the person leaves.
create function centre_asks(vacancy uuid, since date) returns table (id uuid, vacancy_id uuid, handle text, asked_centre_id uuid, state text, reason text, asked_on date, due_on date, answered_on date, asked_by uuid, is_seen boolean)
language sql stable security definer set search_path = public as $$
  select a.id, a.vacancy_id, a.handle, a.asked_centre_id, a.state, a.reason, a.asked_on, a.due_on, a.answered_on, a.created_by, a.seen_on is not null from centre_ask a
  where a.asking_centre_id = any (scope_centres()) and (centre_asks.vacancy is null or a.vacancy_id = centre_asks.vacancy) and (a.state = 'open' or coalesce(a.answered_on, a.asked_on) > centre_asks.since)
  order by a.asked_on desc, a.id desc
$$;

-- Who asked has read the answers for this vacancy.
create function see_centre_asks(vacancy uuid, account uuid, today date) returns void language sql security definer set search_path = public as $$
  update centre_ask a set seen_on = today where a.vacancy_id = see_centre_asks.vacancy and a.created_by = account and a.asking_centre_id = any (scope_centres()) and a.answered_on is not null and a.seen_on is null
$$;

do $$
declare name text;
begin
  foreach name in array array['ask_centre(uuid,uuid,uuid,text,uuid,uuid,timestamptz,date,date)','centre_asks(uuid,date)','see_centre_asks(uuid,uuid,date)'] loop
    execute format('revoke all on function %s from public', name);
    execute format('grant execute on function %s to openpes_app', name);
  end loop;
end $$;

-- A request ends with the person's agreement, registration or record, and with the vacancy, whoever ends these.
create function close_centre_asks() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if tg_argv[0] = 'vacancy' then
    update centre_ask a set state = 'closed', reason = 'job-closed', version = a.version + 1 where a.vacancy_id = new.id and a.state = 'open';
  else
    update centre_ask a set state = 'closed', reason = 'person-gone', version = a.version + 1 where a.person_id = (to_jsonb(new)->>tg_argv[1])::uuid and a.state = 'open';
  end if;
  return null;
end $$;
revoke all on function close_centre_asks() from public;
create trigger close_centre_asks after update of state on person for each row when (old.state = 'current' and new.state <> 'current') execute function close_centre_asks('person', 'id');
create trigger close_centre_asks after update of state on registration for each row when (old.state = 'active' and new.state <> 'active') execute function close_centre_asks('person', 'person_id');
create trigger close_centre_asks after update of withdrawn_at on consent for each row when (old.withdrawn_at is null and new.withdrawn_at is not null and new.purpose = 'matching') execute function close_centre_asks('person', 'person_id');
create trigger close_centre_asks after update of state on vacancy for each row when (new.state in ('closed', 'rejected') and old.state is distinct from new.state) execute function close_centre_asks('vacancy');

-- What may be known of a candidate of another centre who agreed to matching: the work of the line that counts, and the district.
create function match_anonymous(people uuid[], lines int[]) returns table (person_id uuid, isco text, district text) language sql stable security definer set search_path = public as $$
  select m.person_id, l.isco, m.district from unnest(people, lines) asked(person_id, line) join match_person m on m.person_id = asked.person_id left join match_line l on l.person_id = m.person_id and l.line = asked.line
$$;
revoke all on function match_anonymous(uuid[], int[]) from public;
grant execute on function match_anonymous(uuid[], int[]) to openpes_app;
