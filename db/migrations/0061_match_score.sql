-- Why: facts of people and vacancies in whole numbers, and the score over them as one SQL function: the oracle that the index in memory
--      must equal, and what answers while the index is not ready.
-- Locks: nothing that is in use.

-- Skills that no file knows get a number at the first sight.
create function match_know_skills(codes text[]) returns void language sql security definer set search_path = public as $$
  insert into match_skill (id, code, idf) select (select coalesce(max(s.id), 0) from match_skill s) + row_number() over (order by n.c), n.c, 6910
  from (select distinct c from unnest(codes) c where c is not null and not exists (select 1 from match_skill s where s.code = c)) n
$$;
revoke all on function match_know_skills(text[]) from public;

create function match_write_people(ids uuid[], today date) returns void language plpgsql security definer set search_path = public as $$
begin
  perform match_know_skills(array(select skill_code from person_skill where person_id = any (ids) union select skill_code from skill_answer where person_id = any (ids)));
  delete from match_line where person_id = any (ids);
  delete from match_person where person_id = any (ids);
  insert into match_person (person_id, code, centre_id, province, district, commute_km, move_all, move, contracts, no_night, access_needed, wage_r, wage_e, isced, languages, minors, months,
    months_known, contact_on, declared, skills, inferred, absent, blocked, works_from, hazard_from, age_known)
  select p.id, p.card_number, r.centre_id, pl.province_code, pl.district_code, coalesce(f.commute_km, s.commute_km), coalesce(w.anywhere, false),
    array(select distinct x from (select unnest(y.places) as x from wish y where y.person_id = p.id and y.ended_on is null and y.reach = 'list'
      union select pl.province_code where w.province and pl.province_code is not null) z order by x),
    case when w.any_contract then '{}' else array(select distinct x from wish y, unnest(y.contracts) x where y.person_id = p.id and y.ended_on is null order by x) end,
    coalesce(f.no_night, false), coalesce(f.access_needed, false), w.wage, match_month_wage(f.expected_wage, s.base_currency, 'month'),
    (select max(l.isced) from education e join match_level l on l.education_code = e.education_code where e.person_id = p.id),
    array(select l.language from person_language l where l.person_id = p.id order by 1),
    coalesce(x.minors, '{}'), coalesce(x.months, '{}'), x.minors is not null,
    coalesce(r.last_contact_on, r.accepted_on), cardinality(sk.declared), sk.declared, sk.inferred,
    array(select k.id from (select distinct on (a.skill_code) a.skill_code, a.answer from skill_answer a where a.person_id = p.id order by a.skill_code, a.answered_on desc, a.created_at desc) n
      join match_skill k on k.code = n.skill_code where n.answer = 'no' and not k.id = any (sk.declared) order by 1),
    coalesce(f.blocked_employers, '{}'),
    case when b.born + make_interval(years => s.min_age) > today then (b.born + make_interval(years => s.min_age))::date end,
    case when b.born + interval '18 years' > today then (b.born + interval '18 years')::date end,
    b.born is not null
  from person p
  cross join match_settings() s
  join registration r on r.person_id = p.id and r.state = 'active'
  left join match_preference f on f.person_id = p.id
  left join lateral (select q.province_code, q.district_code from person_place q where q.person_id = p.id and q.kind = 'current' order by q.since desc, q.id desc limit 1) pl on true
  left join lateral (select bool_or(y.reach = 'anywhere') as anywhere, coalesce(bool_or(y.reach = 'province'), false) as province, coalesce(bool_or(y.contracts = '{}'), true) as any_contract,
      min(match_month_wage(y.wage_min, y.wage_currency, y.wage_period)) as wage
    from wish y where y.person_id = p.id and y.ended_on is null) w on true
  left join lateral (select array_agg(m.minor order by m.minor) as minors, array_agg(m.months order by m.minor) as months from (
      select left(e.isco, 3) as minor, least(600, sum(coalesce(round(e.years * 12),
        case when e.from_month ~ '^\d{4}-\d\d' and e.to_month ~ '^\d{4}-\d\d' then greatest(0, (left(e.to_month, 4)::int - left(e.from_month, 4)::int) * 12 + substr(e.to_month, 6, 2)::int - substr(e.from_month, 6, 2)::int) end)))::int as months
      from experience e where e.person_id = p.id and length(e.isco) >= 3
        and (e.years is not null or (e.from_month ~ '^\d{4}-\d\d' and e.to_month ~ '^\d{4}-\d\d')) group by 1) m) x on true
  left join lateral (select
      array(select distinct k.id from person_skill z join match_skill k on k.code = z.skill_code where z.person_id = p.id and z.source <> 'inferred'
        union select k.id from (select distinct on (a.skill_code) a.skill_code, a.answer from skill_answer a where a.person_id = p.id order by a.skill_code, a.answered_on desc, a.created_at desc) n
          join match_skill k on k.code = n.skill_code where n.answer = 'yes' order by 1) as declared,
      array(select distinct k.id from person_skill z join match_skill k on k.code = z.skill_code where z.person_id = p.id and z.source = 'inferred' order by 1) as inferred) sk on true
  left join lateral (select coalesce(p.birth_date, make_date(p.birth_year, 12, 31), make_date(extract(year from p.age_stated_on)::int - p.age_stated, 12, 31)) as born) b on true
  where p.id = any (ids) and p.state = 'current'
    and exists (select 1 from consent c where c.person_id = p.id and c.purpose = 'matching' and c.answer = 'given' and c.withdrawn_at is null);
  insert into match_line (person_id, line, isco, factor)
  select n.person_id, n.line, n.isco, n.factor from (
    select x.person_id, x.isco, row_number() over (partition by x.person_id order by x.kind, x.place, x.id)::int as line,
      case when x.kind = 1 then (array[100, 90, 80])[x.place::int] when x.kind = 2 then 80 else 70 end as factor
    from (
      select y.person_id, y.isco, y.id, 1 as kind, row_number() over (partition by y.person_id order by y.sort, y.created_at, y.id) as place
      from wish y where y.person_id = any (ids) and y.ended_on is null and y.isco <> ''
      union all
      select e.person_id, e.isco, e.id, case when e.is_last then 2 else 3 end, row_number() over (partition by e.person_id, e.is_last order by e.to_month desc nulls last, e.created_at desc, e.id)
      from experience e left join match_preference f on f.person_id = e.person_id
      where e.person_id = any (ids) and e.isco <> '' and not e.isco = any (coalesce(f.not_again, '{}'))) x
    where x.place <= case x.kind when 1 then 3 when 2 then 1 else 2 end) n
  join match_person p on p.person_id = n.person_id;
  insert into match_line (person_id, line, isco, factor)
  select p.person_id, 0, null, 100 from match_person p where p.person_id = any (ids) and not exists (select 1 from match_line l where l.person_id = p.person_id);
end $$;

create function match_write_vacancies(ids uuid[]) returns void language plpgsql security definer set search_path = public as $$
begin
  perform match_know_skills(array(select unnest(v.skills_must || v.skills_nice) from vacancy v where v.id = any (ids) union select l.value from match_legal l where l.kind = 'licence'));
  delete from match_vacancy where vacancy_id = any (ids);
  insert into match_vacancy (vacancy_id, code, employer_id, centre_id, posts_left, valid_until, starts_on, isco, province, district, night, contract, accessible, wage_o, isced, months, languages, must,
    stated, skills, a, published_on, open_referrals, max_open, hazardous, legal_isced, licences)
  select v.id, v.code, v.employer_id, v.centre_id, v.posts - v.filled, v.valid_until, v.start_date, nullif(v.isco, ''), v.province_code, v.district_code, v.night, v.contract, v.accessible,
    match_month_wage(coalesce(v.wage_max, v.wage_min), v.wage_currency, v.wage_period), (select l.isced from match_level l where l.education_code = v.education_min),
    coalesce(round(v.experience_min_years * 12)::int, 0), array(select distinct x from unnest(v.languages_must) x order by 1),
    array(select distinct k.id from match_skill k where k.code = any (v.skills_must) order by 1),
    array(select distinct k.id from match_skill k where k.code = any (v.skills_must || v.skills_nice) order by 1),
    coalesce(u.skills, '{}'), coalesce(u.a, '{}'), v.published_on,
    (select count(*)::int from referral r where r.vacancy_id = v.id and r.closed_on is null), v.max_open_referrals,
    exists (select 1 from match_legal l where l.isco = v.isco and l.kind = 'hazardous'),
    (select max(l.value::int) from match_legal l where l.isco = v.isco and l.kind = 'education'),
    array(select k.id from match_legal l join match_skill k on k.code = l.value where l.isco = v.isco and l.kind = 'licence' order by 1)
  from vacancy v
  left join lateral (
    select array_agg(z.skill order by z.skill) as skills, array_agg((10000 * z.w / z.n)::int order by z.skill) as a from (
      select m.skill, m.w, match_root(sum(m.w * m.w) over ()) as n from (
        select y.skill, max(y.w)::bigint as w from (
          select k.id as skill, k.idf * case when k.code = any (v.skills_must) then 100 else 50 end / 100 as w from match_skill k where k.code = any (v.skills_must || v.skills_nice)
          union all
          select e.skill, e.w from match_occupation o, unnest(o.skills, o.w) e(skill, w) where o.isco = v.isco) y
        group by y.skill) m) z) u on true
  where v.id = any (ids) and v.state = 'published' and v.public_display and v.published_on is not null;
end $$;
revoke all on function match_write_people(uuid[], date) from public;
revoke all on function match_write_vacancies(uuid[]) from public;

-- Writes the facts of at most `most` changed records. Writers of facts follow each other (the lock is held to the commit), so the
-- outbox is in the order of commits. -1: another one is at it.
create function match_refresh(most int, today date) returns int language plpgsql security definer set search_path = public as $$
declare people uuid[]; vacancies uuid[]; done int; last_id bigint;
begin
  if not exists (select 1 from match_dirty) then return 0; end if;
  if not pg_try_advisory_xact_lock(471260) then return -1; end if;
  with gone as (delete from match_dirty d where d.id in (select x.id from match_dirty x order by x.id limit most) returning d.kind, d.subject)
  select array_agg(distinct g.subject) filter (where g.kind = 'person'), array_agg(distinct g.subject) filter (where g.kind = 'vacancy'), count(*) into people, vacancies, done from gone g;
  select coalesce(max(o.id), 0) into last_id from match_outbox o;
  if people is not null then
    perform match_write_people(people, today);
    insert into match_outbox (id, kind, subject) select last_id + row_number() over (), 'person', x from unnest(people) x;
  end if;
  if vacancies is not null then
    perform match_write_vacancies(vacancies);
    insert into match_outbox (id, kind, subject) select last_id + coalesce(cardinality(people), 0) + row_number() over (), 'vacancy', x from unnest(vacancies) x;
  end if;
  -- The newest row stays, so that numbers never start again.
  delete from match_outbox o where o.at < now() - interval '1 day' and o.id <= last_id - 1;
  return done;
end $$;
revoke all on function match_refresh(int, date) from public;
grant execute on function match_refresh(int, date) to openpes_app;

-- The number of the first hard filter that removes each pair (0: none), its eight parts, the line that counts, and what must still be checked
-- (1 age, 2 law, 4 must-have skill, 8 ask the employer about access). NULL stands for everybody, or for every vacancy.
create function match_scores(people uuid[], vacancies uuid[], today date, only_passing boolean default false)
returns table (person_id uuid, vacancy_id uuid, person_code text, vacancy_code text, filter int, checks int, line int, score int, skills int, occupation int, experience int, place int, wage int,
  education int, languages int, freshness int, cosine int, closeness int, person_tie int, vacancy_tie int, centre_id uuid)
language sql stable security definer set search_path = public as $$
  with asked as materialized (select v.* from match_vacancy v where vacancies is null or v.vacancy_id = any (vacancies)),
  -- What an occupation's profile alone is worth to a vacancy.
  ground as materialized (
    select v.vacancy_id, o.isco, o.length, o.skills, o.b, coalesce(sum(e.a::bigint * h.b), 0)::bigint as worth
    from asked v
    cross join (select m.* from match_occupation m where people is null or m.isco in (select l.isco from match_line l where l.person_id = any (people))) o
    left join lateral unnest(v.skills, v.a) e(skill, a) on true
    left join lateral (select (o.b)[array_position(o.skills, e.skill)] as b) h on true
    group by v.vacancy_id, o.isco, o.length, o.skills, o.b)
  select p.person_id, v.vacancy_id, p.code, v.code, f.filter,
    (case when p.age_known then 0 else 1 end) + (case when (v.legal_isced is not null and p.isced is null) or not v.licences <@ p.skills then 2 else 0 end)
      + (case when v.must <@ p.skills then 0 else 4 end) + (case when p.access_needed and v.accessible is null then 8 else 0 end),
    l.line, l.skills + l.occupation + o.experience + o.place + o.wage + o.education + o.languages + o.freshness,
    l.skills, l.occupation, o.experience, o.place, o.wage, o.education, o.languages, o.freshness, l.cosine, l.closeness, p.shown, 100 * v.open_referrals / greatest(1, v.posts_left), p.centre_id
  from asked v
  cross join match_settings() s
  join match_person p on people is null or p.person_id = any (people)
  cross join lateral (select greatest(today, v.starts_on) as begins,
    case when p.district = v.district then 0 else (select x.km from match_distance x where x.a = p.district and x.b = v.district) end as km,
    coalesce(p.move_all or v.province = any (p.move) or v.district = any (p.move), false) as moves offset 0) d
  join lateral (select case
      when v.valid_until < today or v.posts_left <= 0 or v.open_referrals >= v.max_open then 2
      when d.begins < p.works_from or (v.hazardous and d.begins < p.hazard_from) then 3
      when p.isced < v.legal_isced or v.licences && p.absent then 4
      when v.must && p.absent then 5
      when (p.contracts <> '{}' and not v.contract = any (p.contracts)) or (p.no_night and v.night) then 6
      when v.wage_o < p.wage_r then 7
      when (case when d.km is not null then d.km > p.commute_km else p.province <> v.province end) and not d.moves then 8
      when p.access_needed and v.accessible = false then 9
      when v.employer_id = any (p.blocked) or exists (select 1 from referral r where r.person_id = p.person_id and r.vacancy_id = v.vacancy_id and r.made_on > today - s.rest_days)
        or exists (select 1 from match_feedback x where x.person_id = p.person_id and x.vacancy_id = v.vacancy_id and x.by_party = 'jobseeker' and x.answered_on > today - s.rest_days and x.answer = 'reject'
          and not exists (select 1 from match_feedback y where y.person_id = x.person_id and y.vacancy_id = x.vacancy_id and y.by_party = 'jobseeker' and y.created_at > x.created_at)) then 10
      else 0 end as filter offset 0) f on not only_passing or f.filter = 0
  cross join lateral (select
    case when v.months = 0 then 600 when not p.months_known or v.isco is null then 300
      else 600 * least(v.months, coalesce((p.months)[array_position(p.minors, left(v.isco, 3))], 0)) / v.months end as experience,
    case when d.km is null then 500 when d.km <= p.commute_km then 1000 - 500 * d.km / greatest(1, p.commute_km) else 300 end as place,
    (case when v.wage_o is null or p.wage_r is null then 250 when v.wage_o >= coalesce(p.wage_e, p.wage_r::bigint * 125 / 100) then 500 when v.wage_o <= p.wage_r then 0
      else 500 * (v.wage_o - p.wage_r)::bigint / (coalesce(p.wage_e, p.wage_r::bigint * 125 / 100) - p.wage_r) end)::int as wage,
    case when v.isced is null then 300 when p.isced is null then 150 else greatest(0, 300 - 100 * greatest(0, v.isced - p.isced)) end as education,
    case when v.languages = '{}' then 200 when p.languages = '{}' then 100
      else 200 * (select count(*)::int from unnest(v.languages) x where x = any (p.languages)) / cardinality(v.languages) end as languages,
    case when p.contact_on is null then 0 else 100 * greatest(0, 90 - greatest(0, today - p.contact_on)) / 90 end + 100 * greatest(0, 90 - greatest(0, today - v.published_on)) / 90 as freshness) o
  cross join lateral (
    select z.line, z.skills, z.occupation, z.cosine, z.closeness from (
      select y.line, (2700 + 150 * least(p.declared, 12)) * y.cosine / 10000 as skills, y.occupation, y.cosine, y.closeness from (
        select ml.line, c.closeness, 2700 * (c.closeness * case when ml.isco is null or v.isco is null then 100 else ml.factor end / 100) / 10000 as occupation,
          case when v.skills = '{}' then 2500 when g.isco is null then greatest(1500, c.raw) else c.raw end as cosine
        from match_line ml
        left join ground g on g.vacancy_id = v.vacancy_id and g.isco = ml.isco
        cross join lateral (select case when ml.isco is null or v.isco is null then 2500 else match_closeness(ml.isco, v.isco) end as closeness,
          least(10000, (coalesce(g.worth, 0) + (
            select coalesce(sum(e.a::bigint * (case
                when e.skill = any (p.skills) then least(65535, 10000::bigint * k.idf / coalesce(g.length, 23950))
                else greatest(coalesce((g.b)[array_position(g.skills, e.skill)], 0), least(65535, 10000::bigint * (k.idf * 35 / 100) / coalesce(g.length, 23950))) end
              - coalesce((g.b)[array_position(g.skills, e.skill)], 0))), 0)::bigint
            from unnest(v.skills, v.a) e(skill, a) join match_skill k on k.id = e.skill where e.skill = any (p.skills) or e.skill = any (p.inferred))) / 10000)::int as raw) c
        where ml.person_id = p.person_id) y) z
    order by z.skills + z.occupation desc, z.line limit 1) l
$$;
revoke all on function match_scores(uuid[], uuid[], date, boolean) from public;
grant execute on function match_scores(uuid[], uuid[], date, boolean) to openpes_app;

-- How many people each filter removes from a vacancy, and how many remain (filter 0).
create function match_removed(vacancy uuid, today date) returns table (filter int, people int) language sql stable security definer set search_path = public as $$
  select m.filter, count(*)::int from match_scores(null, array[vacancy], today) m group by 1
$$;
revoke all on function match_removed(uuid, date) from public;
grant execute on function match_removed(uuid, date) to openpes_app;

-- People who agreed and vacancies that are open at this moment: what is shown is checked against the records themselves.
create function match_still_open(people uuid[], vacancies uuid[], today date) returns table (kind text, subject uuid) language sql stable security definer set search_path = public as $$
  select 'person', p.id from person p where p.id = any (people) and p.state = 'current' and exists (select 1 from registration r where r.person_id = p.id and r.state = 'active')
    and exists (select 1 from consent c where c.person_id = p.id and c.purpose = 'matching' and c.answer = 'given' and c.withdrawn_at is null)
  union all
  select 'vacancy', v.id from vacancy v where v.id = any (vacancies) and v.state = 'published' and v.public_display and v.valid_until >= today and v.filled < v.posts
$$;
revoke all on function match_still_open(uuid[], uuid[], date) from public;
grant execute on function match_still_open(uuid[], uuid[], date) to openpes_app;

insert into match_dirty (kind, subject) select 'person', p.id from person p;
insert into match_dirty (kind, subject) select 'vacancy', v.id from vacancy v where v.state = 'published';
