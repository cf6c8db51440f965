-- The third peer: the same score, filters and ties in DuckDB. ? vacancy, then the day.
with v as (select * from vacancy where vacancy_id = $1),
asked as materialized (select e.skill, e.a, k.idf from (select unnest(skills) as skill, unnest(a) as a from v) e join skill k on k.id = e.skill),
occ as materialized (
  select o.isco, o.length, coalesce(sum(a.a::bigint * s.b), 0)::bigint as worth from occupation o
  left join occupation_skill s on s.isco = o.isco left join asked a on a.skill = s.skill group by o.isco, o.length),
pass as materialized (
  select p.person_id, p.code, p.shown, p.declared,
    case when v.months = 0 then 600 when not p.months_known or v.isco is null then 300 else 600 * least(v.months, coalesce(p.months[nullif(list_position(p.minors, left(v.isco, 3)), 0)], 0)) // v.months end
    + case when p.district = v.district then 1000 when d.km is null then 500 when d.km <= p.commute_km then 1000 - 500 * d.km // greatest(1, p.commute_km) else 300 end
    + case when v.wage_o is null or p.wage_r is null then 250 when v.wage_o >= coalesce(p.wage_e, p.wage_r::bigint * 125 // 100) then 500 when v.wage_o <= p.wage_r then 0
      else 500 * (v.wage_o - p.wage_r)::bigint // (coalesce(p.wage_e, p.wage_r::bigint * 125 // 100) - p.wage_r) end
    + case when v.isced is null then 300 when p.isced is null then 150 else greatest(0, 300 - 100 * greatest(0, v.isced - p.isced)) end
    + case when len(v.languages) = 0 then 200 when len(p.languages) = 0 then 100 else 200 * len(list_intersect(v.languages, p.languages)) // len(v.languages) end
    + case when p.contact_on is null then 0 else 100 * greatest(0, 90 - greatest(0, $2::date - p.contact_on)) // 90 end + 100 * greatest(0, 90 - greatest(0, $2::date - v.published_on)) // 90 as rest
  from person p cross join v left join distance d on d.a = p.district and d.b = v.district
  where v.valid_until >= $2::date and v.posts_left > 0 and (v.max_open is null or v.open_referrals < v.max_open)
    and (p.works_from is null or greatest($2::date, v.starts_on) >= p.works_from) and (not v.hazardous or p.hazard_from is null or greatest($2::date, v.starts_on) >= p.hazard_from)
    and (v.legal_isced is null or p.isced is null or p.isced >= v.legal_isced) and not list_has_any(v.licences, p.absent) and not list_has_any(v.must, p.absent)
    and (len(p.contracts) = 0 or list_contains(p.contracts, v.contract)) and not (p.no_night and v.night) and (v.wage_o is null or p.wage_r is null or v.wage_o >= p.wage_r)
    and not (p.access_needed and coalesce(not v.accessible, false)) and not list_contains(p.blocked, v.employer_id)
    and (p.move_all or coalesce(list_contains(p.move, v.province), false) or coalesce(list_contains(p.move, v.district), false)
      or not coalesce(case when p.district = v.district then false when d.km is not null then d.km > p.commute_km else p.province <> v.province end, false))),
gain as materialized (
  select s.person_id, l.line, sum(a.a::bigint * case when s.inferred
      then greatest(0, least(65535, 10000::bigint * (a.idf * 35 // 100) // coalesce(o.length, 23950)) - coalesce(b.b, 0)) else least(65535, 10000::bigint * a.idf // coalesce(o.length, 23950)) - coalesce(b.b, 0) end) as gain
  from asked a join person_skill s on s.skill = a.skill join pass p on p.person_id = s.person_id join line l on l.person_id = s.person_id
  left join occ o on o.isco = l.isco left join occupation_skill b on b.isco = l.isco and b.skill = s.skill group by s.person_id, l.line),
best as (
  select p.person_id, p.code, p.shown, p.rest, max((2700 + 150 * least(p.declared, 12)) * (case when not exists (select 1 from asked) then 2500
      when o.isco is null then greatest(1500, least(10000, coalesce(g.gain, 0)::bigint // 10000)) else least(10000, (o.worth + coalesce(g.gain, 0))::bigint // 10000) end) // 10000
    + 2700 * (case when l.isco is null or v.isco is null then 2500 else c.closeness * l.factor // 100 end) // 10000) as points
  from pass p cross join v join line l on l.person_id = p.person_id left join closeness c on c.a = l.isco and c.b = v.isco left join occ o on o.isco = l.isco left join gain g on g.person_id = l.person_id and g.line = l.line
  group by p.person_id, p.code, p.shown, p.rest)
select code, (rest + points)::int as score from best order by rest + points desc, shown, code limit 20
