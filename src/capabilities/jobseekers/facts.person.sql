(select (array_agg(q.person_key))[1] as person_key, max(q.sex) as sex, max(q.age_years) as age_years, max(q.age_band) as age_band,
    max(q.province_code) as province_code, max(q.district_code) as district_code, max(q.education_code) as education_code,
    bool_or(q.first_time_seeker) as first_time_seeker, max(q.groups) as groups from (
select survivor.stat_key as person_key, survivor.sex, a.age_years, coalesce(band.code, 'not-stated') as age_band,
    place.province_code, place.district_code,
    (select e.education_code from education e where e.person_id = survivor.id order by e.education_code desc limit 1) as education_code,
    not exists (select 1 from experience e where e.person_id = survivor.id) as first_time_seeker,
    array(
      select g.code from country_derived_group g where (g.sex is null or g.sex = survivor.sex)
        and (g.age_from is null or a.age_years >= g.age_from) and (g.age_to is null or a.age_years <= g.age_to)
      union select m.group_code from group_membership m where m.person_id = survivor.id and 'statistics' = any (m.purposes)
        and m.from_day <= :day and (m.to_day is null or m.to_day >= :day)
      order by 1) as groups
  from person known
  join person survivor on survivor.id = coalesce(known.merged_into, known.id)
  cross join lateral (select case
      when survivor.birth_date is not null then extract(year from age(:day::timestamp, survivor.birth_date::timestamp))::int
      when survivor.birth_year is not null then extract(year from :day)::int - survivor.birth_year
      when survivor.age_stated is not null then survivor.age_stated + extract(year from age(:day::timestamp, survivor.age_stated_on::timestamp))::int
    end as age_years) a
  left join country_age_band band on a.age_years >= band.age_from and (band.age_to is null or a.age_years <= band.age_to)
  left join lateral (select q.province_code, q.district_code from person_place q
    where q.person_id = survivor.id and q.kind = 'current' order by (q.since <= :day) desc, q.since desc limit 1) place on true
  where known.id = :person) q)
