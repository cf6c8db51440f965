-- The second peer: the same score in two tiers. First only people of the vacancy's own unit group are scored; their k-th score ($3) then
-- leaves out everybody whose bound cannot reach it: nobody without an asked skill (GIN) beats what the profile of a line gives.
, plain as materialized (
  select c.isco, 2700 * c.closeness / 10000 + 4500 * (case when v.skills = '{}' then 2500 when o.isco is null then 1500 else least(10000, o.worth / 10000) end) / 10000 as points
  from v, close c left join occ o on o.isco = c.isco),
pass as materialized (
  select p.* from passed p, v where $3::int is null or p.skills && v.skills or p.inferred && v.skills
    or exists (select 1 from match_line l join plain o on o.isco is not distinct from l.isco where l.person_id = p.person_id and o.points + p.rest >= $3::int))
