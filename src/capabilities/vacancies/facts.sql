grant select (id, stat_key, employer_id, centre_id, origin, isco, isco_list, isic, posts, filled, contract, hours_per_week, province_code, district_code, wage_month_min, wage_month_max,
  wage_currency, education_min, experience_min_years, accessible, stated_sex, stated_age_min, stated_age_max, state, received_on, published_on, closed_on, closing_reason, unfilled_reason, skills_must, entered_on, created_at,
  source_system) on vacancy to openpes_facts;
grant select (id, vacancy_id, centre_id, day, delta, kind, created_at) on vacancy_posts_change to openpes_facts;
grant select (id, vacancy_id, centre_id, created_at, rule, ground, effect, decision, decided_on) on vacancy_finding to openpes_facts;
grant select (id, vacancy_id, centre_id, created_at, kind, state) on vacancy_complaint to openpes_facts;
grant select (vacancy_id, at, field, new_value) on vacancy_history to openpes_facts;
grant select (id, stat_key, isic_list) on employer to openpes_facts;
grant select (id, code) on centre to openpes_facts;

create view fact_vacancy as
select v.received_on as fact_date, coalesce(v.entered_on, v.received_on) as entered_on, greatest(coalesce(v.entered_on, v.received_on) - v.received_on, 0) as late_days, c.code as centre_code,
  case when v.source_system is null then 'record' else 'import' end as source, v.state <> 'rejected' as in_use,
  v.isco as isco4, v.isco_list as occupation_list, v.isic as isic4, e.isic_list as industry_list,
  v.stat_key as vacancy_key, e.stat_key as employer_key, v.received_on, v.published_on, v.closed_on, v.closing_reason, v.posts, v.filled as posts_filled_by_us,
  v.province_code, v.district_code, v.contract, v.hours_per_week, v.wage_month_min, v.wage_month_max, v.wage_currency as currency, v.education_min, v.experience_min_years as experience_min, v.origin,
  case when found.sex then 'stated' else 'none' end as sex_limit_entry, case when v.published_on is null then null when found.sex_kept then 'stated' else 'none' end as sex_limit_published,
  case when found.age then 'stated' else 'none' end as age_limit_entry, case when v.published_on is null then null when found.age_kept then 'stated' else 'none' end as age_limit_published,
  v.accessible, (decided.on_day - v.received_on) as days_to_decision,
  case when v.state = 'closed' and v.closing_reason = 'not-filled' then coalesce(v.unfilled_reason, 'not-stated') end as unfilled_reason,
  greatest(v.posts - v.filled, 0) as posts_unfilled
from vacancy v
join centre c on c.id = v.centre_id
join employer e on e.id = v.employer_id
cross join lateral (
  select coalesce(bool_or(f.ground = 'sex'), false) as sex, coalesce(bool_or(f.ground = 'sex' and f.decision in ('justified', 'explained')), false) as sex_kept,
    coalesce(bool_or(f.ground = 'age'), false) as age, coalesce(bool_or(f.ground = 'age' and f.decision in ('justified', 'explained')), false) as age_kept
  from vacancy_finding f where f.vacancy_id = v.id and f.rule = 'ET') found
left join lateral (select min(h.at)::date as on_day from vacancy_history h where h.vacancy_id = v.id and h.field = 'state' and h.new_value in ('approved', 'published', 'rejected', 'draft')) decided on true
where v.received_on is not null;
comment on view fact_vacancy is 'One row for each vacancy record that was sent to inspection, on the day it was received; rejected ones are not in use.';

create view fact_vacancy_posts as
select p.day as fact_date, p.created_at::date as entered_on, greatest(p.created_at::date - p.day, 0) as late_days, c.code as centre_code,
  case when v.source_system is null then 'record' else 'import' end as source, v.state <> 'rejected' as in_use,
  v.stat_key as vacancy_key, p.delta, p.kind
from vacancy_posts_change p
join vacancy v on v.id = p.vacancy_id
join centre c on c.id = p.centre_id;
comment on view fact_vacancy_posts is 'Every change of the number of open posts of a vacancy; the open posts on a day are the sum of the changes to that day.';

create view fact_vacancy_skill as
select v.received_on as fact_date, coalesce(v.entered_on, v.received_on) as entered_on, greatest(coalesce(v.entered_on, v.received_on) - v.received_on, 0) as late_days, c.code as centre_code,
  case when v.source_system is null then 'record' else 'import' end as source, v.state <> 'rejected' as in_use, v.stat_key as vacancy_key, s.skill_code
from vacancy v join centre c on c.id = v.centre_id cross join lateral (select distinct unnest(v.skills_must) as skill_code) s
where v.received_on is not null;
comment on view fact_vacancy_skill is 'One row for each skill that a vacancy asks for as needed.';

create view fact_vacancy_check as
select f.created_at::date as fact_date, f.created_at::date as entered_on, 0 as late_days, c.code as centre_code,
  case when v.source_system is null then 'record' else 'import' end as source, true as in_use,
  v.stat_key as vacancy_key, case when f.rule = 'ET' then f.ground else f.rule end as rule, f.effect, f.decision, f.decided_on - f.created_at::date as days_open
from vacancy_finding f
join vacancy v on v.id = f.vacancy_id
join centre c on c.id = f.centre_id;
comment on view fact_vacancy_check is 'One row for each sign that the checks found in a vacancy: a red flag R1 to R14 or a ground of unequal treatment, and what was decided.';

create view fact_quality_case as
select q.created_at::date as fact_date, q.created_at::date as entered_on, 0 as late_days, c.code as centre_code, 'record'::text as source, true as in_use,
  q.kind, q.state as outcome, null::int as days_open
from vacancy_complaint q
join centre c on c.id = q.centre_id;
comment on view fact_quality_case is 'One row for each report that something is wrong with a job, with its outcome so far.';
