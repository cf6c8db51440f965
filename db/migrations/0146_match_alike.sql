-- Why: the panel compares like with like, shows what spreading changes, and says why somebody or something was never shown.
-- Locks: nothing that is in use.

-- Beside sex and age stand the people of the same work (major group of the first line) and education: how much they were shown to
-- employers and counsellors, how many were referred, and what was suggested to them. Small groups are left out by whoever reads this.
create function match_alike(centres uuid[], since date) returns table (major text, isced int, kind text, code text, people int, exposure bigint, referred int, wage int, km int) language sql stable security definer set search_path = public as $$
  with who as (
    select m.person_id, m.district, left(l.isco, 1) as major, m.isced, p.sex, b.code as age,
      coalesce((select sum(round(10000 / (ln(1 + i.rank) / ln(2)))) from match_impression i join match_list k on k.id = i.list_id and k.kind = 'candidates' where i.person_id = m.person_id and i.made_on >= since), 0) as exposure,
      exists (select 1 from referral r where r.person_id = m.person_id and r.made_on >= since) as referred
    from match_person m join person p on p.id = m.person_id
    cross join lateral (select x.isco from match_line x where x.person_id = m.person_id and x.isco is not null order by x.line limit 1) l
    cross join lateral (select case when p.birth_date is not null then extract(year from age(since::timestamp, p.birth_date::timestamp))::int when p.birth_year is not null then extract(year from since)::int - p.birth_year else p.age_stated end as years) y
    left join lateral (select c.code from country_age_band c where y.years >= c.age_from and (c.age_to is null or y.years <= c.age_to) limit 1) b on true
    where m.centre_id = any (match_panel_centres(centres))),
  part as (select w.*, k.kind, k.code from who w cross join lateral (values ('all', 'all'), ('sex', w.sex), ('age', coalesce(w.age, 'not-stated'))) k(kind, code)),
  offered as (
    select distinct w.person_id, i.vacancy_id from who w join match_impression i on i.person_id = w.person_id and i.made_on >= since and i.rank <= 10 join match_list l on l.id = i.list_id and l.kind = 'vacancies'),
  median as (
    select p.major, p.isced, p.kind, p.code, percentile_disc(0.5) within group (order by v.wage_o) as wage, percentile_disc(0.5) within group (order by case when p.district = v.district then 0 else d.km end) as km
    from part p join offered o on o.person_id = p.person_id join match_vacancy v on v.vacancy_id = o.vacancy_id left join match_distance d on d.a = p.district and d.b = v.district group by 1, 2, 3, 4)
  select p.major, p.isced, p.kind, p.code, count(*)::int, sum(p.exposure)::bigint, count(*) filter (where p.referred)::int, min(m.wage), min(m.km)
  from part p left join median m on m.major = p.major and m.isced is not distinct from p.isced and m.kind = p.kind and m.code = p.code group by 1, 2, 3, 4
$$;

create table match_spread (
  vacancy_id uuid primary key references vacancy,
  centre_id uuid not null references centre,
  day date not null,
  posts_left int not null,
  plain_first int not null,
  plain_exposure bigint not null,
  spread_first int not null,
  spread_exposure bigint not null
);
comment on table match_spread is 'matching: of the last assignment, how often each vacancy was suggested with it and in plain lists; counts only';
call guard_by_centre('match_spread');
create policy to_owner on match_spread to openpes_owner using (true) with check (true);
revoke insert, update on match_spread from openpes_app;

-- The counts of an assignment take the place of those before.
create function match_keep_spread(day date, counts jsonb) returns void language plpgsql security definer set search_path = public as $$
begin
  if scope_reach() <> 'national' then raise exception 'only the program itself keeps what an assignment did' using errcode = '42501'; end if;
  delete from match_spread;
  insert into match_spread (vacancy_id, centre_id, day, posts_left, plain_first, plain_exposure, spread_first, spread_exposure)
  select v.vacancy_id, v.centre_id, match_keep_spread.day, v.posts_left, c.plain_first, c.plain_exposure, c.spread_first, c.spread_exposure
  from jsonb_to_recordset(counts) c(code text, plain_first int, plain_exposure bigint, spread_first int, spread_exposure bigint) join match_vacancy v on v.code = c.code;
end $$;

-- Open vacancies of these centres in nobody's list since a day, and what is missing in them.
drop function match_never_shown(uuid[], date, int);
create function match_never_shown(centres uuid[], since date) returns table (vacancy_id uuid, published_on date, code text, why text) language sql stable security definer set search_path = public as $$
  select v.vacancy_id, v.published_on, v.code, case when v.isco is null then 'no-occupation' when v.district is null then 'no-place' when cardinality(v.stated) = 0 then 'no-skills' else 'others-first' end from match_vacancy v
  where v.centre_id = any (match_panel_centres(centres)) and v.published_on < since
    and not exists (select 1 from match_impression i join match_list l on l.id = i.list_id and l.kind = 'vacancies' where i.vacancy_id = v.vacancy_id and i.made_on >= since)
$$;

do $$
declare name text;
begin
  foreach name in array array['match_alike(uuid[],date)','match_keep_spread(date,jsonb)','match_never_shown(uuid[],date)'] loop
    execute format('revoke all on function %s from public', name);
    execute format('grant execute on function %s to openpes_app', name);
  end loop;
end $$;
