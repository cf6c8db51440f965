-- Why: people for whom no open vacancy passes the filters go to the desk of their centre, found once a night.
-- Locks: nothing that is in use.

create table match_without (
  person_id uuid primary key references person,
  centre_id uuid not null references centre,
  since date not null
);
comment on table match_without is 'matching: people to whom no open vacancy can be suggested, and since when; found anew every night';
call guard_open('match_without');
create policy by_relation on match_without for select to openpes_app using (
  person_id = (select scope_person()) or (select true from person_centre r where r.person_id = match_without.person_id and r.closed_at is null and r.centre_id = any ((select scope_centres())::uuid[]) limit 1));
create policy to_owner on match_without to openpes_owner using (true) with check (true);
revoke insert, update on match_without from openpes_app;
create index match_without_centre on match_without (centre_id, since);

-- Of these people, those in `fitting` have a suggestion and the others have none.
create function match_note_without(ids uuid[], fitting uuid[], today date) returns void language plpgsql security definer set search_path = public as $$
begin
  if scope_reach() <> 'national' then raise exception 'only the program itself looks at everybody' using errcode = '42501'; end if;
  delete from match_without w where w.person_id = any (fitting);
  insert into match_without (person_id, centre_id, since) select m.person_id, m.centre_id, today from match_person m where m.person_id = any (ids) and m.person_id <> all (fitting) and m.centre_id is not null
  on conflict (person_id) do update set centre_id = excluded.centre_id where match_without.centre_id <> excluded.centre_id;
end $$;
revoke all on function match_note_without(uuid[], uuid[], date) from public;
grant execute on function match_note_without(uuid[], uuid[], date) to openpes_app;

-- Those who are not to be matched any more; everybody, when no vacancy is open at all.
create function match_forget_without() returns void language plpgsql security definer set search_path = public as $$
begin
  if scope_reach() <> 'national' then raise exception 'only the program itself looks at everybody' using errcode = '42501'; end if;
  delete from match_without w where not exists (select 1 from match_person m where m.person_id = w.person_id) or not exists (select 1 from match_vacancy);
end $$;
revoke all on function match_forget_without() from public;
grant execute on function match_forget_without() to openpes_app;
