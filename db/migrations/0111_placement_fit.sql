-- Why: whether a job fits the person is judged by what both were on the day of the start, so it is kept when the placement is written.
-- Locks: nothing that is read while it runs; it writes one row for each placement that exists.

create table country_education (
  code text primary key,
  isced int not null check (isced between 0 and 8)
);
comment on table country_education is 'platform: the country''s levels of education with their ISCED level; written from its files at each start';
grant select on country_education to openpes_facts;
grant delete on country_education to openpes_app, openpes_backup;

create table placement_fit (
  placement_id uuid primary key references placement,
  created_at timestamptz not null,
  person_id uuid not null references person,
  centre_id uuid not null references centre,
  placed_isco text,
  known_isco3 text[] not null,
  education_code text,
  education_min text,
  education_max text,
  skills_required int not null check (skills_required >= 0),
  skills_held int check (skills_held between 0 and skills_required)
);
comment on table placement_fit is 'placements: what a placed person knew and what the post asked on the day of the start; skills_held is empty where none is recorded';
create index placement_fit_person on placement_fit (person_id);
call guard_by_person('placement_fit');

-- The person may be of another centre than the one that records, so the owner of the tables reads.
create policy to_owner on placement_fit to openpes_owner using (true) with check (true);
revoke insert, update on placement_fit from openpes_app;

create function freeze_placement_fit(wanted uuid) returns void language sql security definer set search_path = public as $$
  insert into placement_fit (placement_id, created_at, person_id, centre_id, placed_isco, known_isco3, education_code, education_min, skills_required, skills_held)
  select x.id, x.created_at, x.person_id, x.centre_id, coalesce(x.isco, v.isco),
    array(select distinct left(k.isco, 3) from (
      select w.isco from wish w where w.person_id = x.person_id and w.ended_on is null
      union all select e.isco from experience e where e.person_id = x.person_id) k where length(k.isco) >= 3 order by 1),
    (select e.education_code from education e left join country_education c on c.code = e.education_code where e.person_id = x.person_id order by c.isced desc nulls last, e.education_code desc limit 1),
    v.education_min, coalesce(cardinality(v.skills_must), 0),
    case when exists (select 1 from person_skill s where s.person_id = x.person_id and s.skill_code is not null)
      then (select count(distinct s.skill_code)::int from person_skill s where s.person_id = x.person_id and s.skill_code = any (v.skills_must)) end
  from placement x left join vacancy v on v.id = x.vacancy_id where x.id = wanted
  on conflict (placement_id) do update set placed_isco = excluded.placed_isco, known_isco3 = excluded.known_isco3, education_code = excluded.education_code,
    education_min = excluded.education_min, skills_required = excluded.skills_required, skills_held = excluded.skills_held
$$;
revoke all on function freeze_placement_fit(uuid) from public;
create function keep_placement_fit() returns trigger language plpgsql security definer set search_path = public as $$
begin
  perform freeze_placement_fit(new.id);
  return null;
end $$;
revoke all on function keep_placement_fit() from public;
-- Written with the placement; an announced one is read again when the work begins.
create trigger fit_of_new after insert on placement for each row execute function keep_placement_fit();
create trigger fit_at_start after update of state on placement for each row when (old.state = 'announced' and new.state = 'started') execute function keep_placement_fit();

select freeze_placement_fit(id) from placement;
