-- Why: the panel of matching: what was shown to whom, who is reached, what was answered; figures without a person, read by centre.
-- Locks: nothing that is in use.

create table match_reach (
  day date not null,
  centre_id uuid not null references centre,
  kind text not null check (kind in ('all','sex','age','group')),
  code text not null,
  eligible int not null,
  reached int not null,
  primary key (day, centre_id, kind, code)
);
comment on table match_reach is 'matching: on a day, how many people of a centre could be suggested somewhere, and how many stood in a top 10 in the last 30 days; counts only';
call guard_by_centre('match_reach');
create policy to_owner on match_reach to openpes_owner using (true) with check (true);
grant delete on match_reach to openpes_app;
-- The definer functions below read whether a referral led to an interview.
create policy to_owner on interview for select to openpes_owner using (true);

-- Adds people who pass every filter for at least one vacancy to the counts of the day. Groups enter here and nowhere else, after the ranking.
create function match_count_reach(ids uuid[], today date) returns void language plpgsql security definer set search_path = public as $$
begin
  if scope_reach() <> 'national' then raise exception 'only the program itself counts reach' using errcode = '42501'; end if;
  insert into match_reach (day, centre_id, kind, code, eligible, reached)
  select today, m.centre_id, g.kind, g.code, count(*)::int, count(*) filter (where r.shown)::int
  from match_person m join person p on p.id = m.person_id
  cross join lateral (select exists (select 1 from match_impression i join match_list l on l.id = i.list_id and l.kind = 'candidates'
    where i.person_id = p.id and i.rank <= 10 and i.made_on > today - 30) as shown) r
  cross join lateral (select case when p.birth_date is not null then extract(year from age(today::timestamp, p.birth_date::timestamp))::int
    when p.birth_year is not null then extract(year from today)::int - p.birth_year when p.age_stated is not null then p.age_stated end as years) a
  cross join lateral (
    select 'all' as kind, 'all' as code
    union all select 'sex', p.sex
    union all select 'age', coalesce((select b.code from country_age_band b where a.years >= b.age_from and (b.age_to is null or a.years <= b.age_to) limit 1), 'not-stated')
    union (select 'group', d.code from country_derived_group d where (d.sex is null or d.sex = p.sex) and (d.age_from is null or a.years >= d.age_from) and (d.age_to is null or a.years <= d.age_to)
      union select 'group', x.group_code from group_membership x where x.person_id = p.id and 'statistics' = any (x.purposes) and x.from_day <= today and (x.to_day is null or x.to_day >= today))) g
  where m.person_id = any (ids) and m.centre_id is not null
  group by m.centre_id, g.kind, g.code
  on conflict (day, centre_id, kind, code) do update set eligible = match_reach.eligible + excluded.eligible, reached = match_reach.reached + excluded.reached;
end $$;

-- In how many lists of people each vacancy stood since a day.
create function match_seen(vacancies uuid[], since date) returns table (vacancy_id uuid, lists int) language sql stable security definer set search_path = public as $$
  select v, (select count(distinct i.list_id)::int from match_impression i join match_list l on l.id = i.list_id and l.kind = 'vacancies' where i.vacancy_id = v and i.made_on >= since) from unnest(vacancies) v
$$;

-- The centres that a reader of the panel may ask for: all of them only for the nation.
create function match_panel_centres(centres uuid[]) returns uuid[] language plpgsql stable set search_path = public as $$
begin
  if scope_reach() = 'national' then return coalesce(centres, array(select c.id from centre c)); end if;
  if centres is null or not centres <@ scope_centres() then raise exception 'the panel of another centre' using errcode = '42501'; end if;
  return centres;
end $$;

-- What became of suggestions of people of these centres, by kind of list and rank: pairs, not impressions.
create function match_outcomes(centres uuid[], since date) returns table (kind text, band text, shown int, accepted int, rejected int, referred int, interviewed int, placed int)
language sql stable security definer set search_path = public as $$
  with pair as (
    select l.kind, i.person_id, i.vacancy_id, min(i.rank) as rank, min(i.made_on) as first_on
    from match_impression i join match_list l on l.id = i.list_id join match_person m on m.person_id = i.person_id
    where i.made_on >= since and l.kind in ('candidates', 'vacancies') and m.centre_id = any (match_panel_centres(centres)) group by 1, 2, 3)
  select p.kind, case when p.rank <= 3 then '1-3' when p.rank <= 10 then '4-10' else '11+' end, count(*)::int,
    count(*) filter (where f.answer = 'accept')::int, count(*) filter (where f.answer = 'reject')::int, count(*) filter (where r.id is not null)::int,
    count(*) filter (where exists (select 1 from interview n where n.referral_id = r.id))::int,
    count(*) filter (where exists (select 1 from placement x where x.referral_id = r.id and x.state in ('started', 'ended')))::int
  from pair p
  left join lateral (select x.answer from match_feedback x where x.person_id = p.person_id and x.vacancy_id = p.vacancy_id and x.answered_on >= p.first_on order by x.created_at desc limit 1) f on true
  left join lateral (select x.id from referral x where x.person_id = p.person_id and x.vacancy_id = p.vacancy_id and x.made_on >= p.first_on order by x.made_on limit 1) r on true
  group by 1, 2
$$;

-- What was suggested in the first ten, by sex and age band: median monthly wage in the base currency, and kilometres.
create function match_suggested(centres uuid[], since date) returns table (kind text, code text, people int, wage int, km int) language sql stable security definer set search_path = public as $$
  with seen as (
    select distinct i.person_id, i.vacancy_id from match_impression i join match_list l on l.id = i.list_id and l.kind = 'vacancies'
    where i.made_on >= since and i.rank <= 10),
  line as (
    select p.id, p.sex, v.wage_o, case when m.district = v.district then 0 else d.km end as km,
      case when p.birth_date is not null then extract(year from age(since::timestamp, p.birth_date::timestamp))::int when p.birth_year is not null then extract(year from since)::int - p.birth_year else p.age_stated end as years
    from seen s join match_person m on m.person_id = s.person_id and m.centre_id = any (match_panel_centres(centres)) join person p on p.id = s.person_id
    join match_vacancy v on v.vacancy_id = s.vacancy_id left join match_distance d on d.a = m.district and d.b = v.district)
  select 'sex', l.sex, count(distinct l.id)::int, percentile_disc(0.5) within group (order by l.wage_o), percentile_disc(0.5) within group (order by l.km) from line l group by l.sex
  union all
  select 'age', b.code, count(distinct l.id)::int, percentile_disc(0.5) within group (order by l.wage_o), percentile_disc(0.5) within group (order by l.km)
  from line l join country_age_band b on l.years >= b.age_from and (b.age_to is null or l.years <= b.age_to) group by b.code
$$;

-- Open vacancies of these centres in nobody's list since a day, longest waiting first.
create function match_never_shown(centres uuid[], since date, most int) returns table (vacancy_id uuid, published_on date) language sql stable security definer set search_path = public as $$
  select v.vacancy_id, v.published_on from match_vacancy v
  where v.centre_id = any (match_panel_centres(centres)) and v.published_on < since
    and not exists (select 1 from match_impression i join match_list l on l.id = i.list_id and l.kind = 'vacancies' where i.vacancy_id = v.vacancy_id and i.made_on >= since)
  order by v.published_on, v.code limit most
$$;

do $$
declare name text;
begin
  foreach name in array array['match_count_reach(uuid[],date)','match_seen(uuid[],date)','match_panel_centres(uuid[])','match_outcomes(uuid[],date)','match_suggested(uuid[],date)','match_never_shown(uuid[],date,int)'] loop
    execute format('revoke all on function %s from public', name);
    execute format('grant execute on function %s to openpes_app', name);
  end loop;
end $$;
