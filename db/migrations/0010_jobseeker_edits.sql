-- Why: lists of what is true now (education, earlier work, skills, languages) are edited as a whole, so their rows must be
--      removable; and possible duplicates at other centres are found without showing a person.
-- Locks: the four tables, for a moment.

grant delete on education, experience, person_skill, person_language to openpes_app;

-- The function below reads the list of centres as the owner of the tables.
create policy to_owner on centre for select to openpes_owner using (true);

-- Is somebody like this known at another centre? Answers with the centre, a score and the names of the fields that agree, never with a
-- person. The points are those of the duplicate check, the name judged by its keys: spelling 50, sound 38, almost the same sound 25.
create function candidates_elsewhere(keys text[], birth date, birth_year int, sex text, phones text[], province text, district text, commune text)
returns table (centre_id uuid, score int, agreeing text[]) language sql stable security definer set search_path = public as $$
  with found as (
    select k.person_id, min(k.centre_id::text)::uuid as centre_id, array_agg(k.key) as shared
    from person_key k
    where k.centre_id in (select c.id from centre c where not (c.id = any (scope_centres()))) and k.key = any (candidates_elsewhere.keys)
    group by k.person_id limit 200
  ), facts as (
    select f.centre_id, f.shared, p.sex, p.birth_date,
      coalesce(extract(year from p.birth_date)::int, p.birth_year, extract(year from p.age_stated_on)::int - p.age_stated) as year,
      exists (select 1 from person_contact c where c.person_id = p.id and c.ended_on is null and c.e164 = any (candidates_elsewhere.phones)) as same_phone,
      pl.province_code, pl.district_code, pl.commune_code
    from found f join person p on p.id = f.person_id and p.state = 'current'
    left join lateral (select x.province_code, x.district_code, x.commune_code from person_place x
      where x.person_id = p.id and x.kind = 'current' order by x.since desc, x.id desc limit 1) pl on true
    where not exists (select 1 from person_centre r where r.person_id = p.id and r.closed_at is null and r.centre_id = any (scope_centres()))
      and exists (select 1 from person_centre r where r.person_id = p.id and r.closed_at is null)
  ), points as (
    select f.centre_id,
      case when exists (select 1 from unnest(f.shared) k where k like 'n:%') then 50 when exists (select 1 from unnest(f.shared) k where k like 's:%') then 38
        when exists (select 1 from unnest(f.shared) k where k like 'd:%') then 25 else 0 end as name,
      case when f.year is null or candidates_elsewhere.birth_year is null then 0
        when abs(f.year - candidates_elsewhere.birth_year) >= 3 then -25
        when f.birth_date is null or candidates_elsewhere.birth is null then case when f.year = candidates_elsewhere.birth_year then 12 else 0 end
        when f.birth_date = candidates_elsewhere.birth then 25
        when to_char(f.birth_date, 'MM-DD') = to_char(candidates_elsewhere.birth, 'MM-DD') and abs(f.year - candidates_elsewhere.birth_year) = 1 then 12
        when f.year = candidates_elsewhere.birth_year and to_char(f.birth_date, 'MM-DD') = to_char(candidates_elsewhere.birth, 'DD-MM') then 18
        else 0 end as birth,
      case when f.same_phone then 20 else 0 end as phone,
      case when f.sex <> candidates_elsewhere.sex and f.sex <> 'not-stated' and candidates_elsewhere.sex <> 'not-stated' then -15 else 0 end as sex,
      case when f.commune_code = candidates_elsewhere.commune then 6 when f.district_code = candidates_elsewhere.district then 4
        when f.province_code = candidates_elsewhere.province then 2 else 0 end as place
    from facts f
  )
  select p.centre_id, least(100, greatest(0, p.name + p.birth + p.phone + p.sex + p.place)) as score,
    array_remove(array[case when p.name > 0 then 'name' end, case when p.birth > 0 then 'birth' end, case when p.phone > 0 then 'phone' end, case when p.place > 0 then 'place' end], null)
  from points p where p.name + p.birth + p.phone + p.sex + p.place >= 55
  order by 2 desc limit 20
$$;
revoke all on function candidates_elsewhere(text[], date, int, text, text[], text, text, text) from public;
grant execute on function candidates_elsewhere(text[], date, int, text, text[], text, text, text) to openpes_app;
