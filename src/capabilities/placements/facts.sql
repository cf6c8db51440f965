grant select (id, stat_key, person_id, vacancy_id, employer_id, centre_id, origin, made_on, state, closing_reason, sent_on, answered_on, answer_due_on, activity_ref, closed_on)
  on referral to openpes_facts;
grant select (id, referral_id, person_id, centre_id, held_on, mode, result, entered_on) on interview to openpes_facts;
grant select (id, stat_key, person_id, employer_id, vacancy_id, referral_id, centre_id, kind, start_date, end_date, end_reason, contract, isco, wage, wage_currency, wage_period,
  hours_per_week, level, state, entered_on, source_system) on placement to openpes_facts;
grant select (placement_id, person_id, centre_id, round, due_on, outcome, outcome_on, source, attempts) on follow_up to openpes_facts;
grant select (id, stat_key, isco, isco_list, isic) on vacancy to openpes_facts;
grant select (id, stat_key, isic, isic_list) on employer to openpes_facts;
grant select (person_id, accepted_on) on registration to openpes_facts;
grant select (id, code) on centre to openpes_facts;

create view fact_referral as
select r.made_on as fact_date, r.made_on as entered_on, 0 as late_days, c.code as centre_code, 'record'::text as source,
  r.state <> 'unconfirmed' as in_use,
  p.person_key, p.sex, p.age_years, p.age_band, p.province_code, p.district_code, p.education_code, p.first_time_seeker, p.groups,
  v.isco as isco4, v.isco_list as occupation_list,
  r.stat_key as referral_key, v.stat_key as vacancy_key, e.stat_key as employer_key, r.origin, r.state, r.closing_reason, r.closed_on,
  coalesce(r.answered_on > r.answer_due_on, false) or r.state = 'employer-silent' as due_missed,
  r.answered_on - r.sent_on as days_to_answer, r.activity_ref
from referral r
join centre c on c.id = r.centre_id
join vacancy v on v.id = r.vacancy_id
join employer e on e.id = r.employer_id
join lateral @person(r.person_id, r.made_on) p on true;
comment on view fact_referral is 'One row for each person put forward for one vacancy, on the day it was made; applications with an unconfirmed phone are not in use.';

create view fact_interview as
select i.held_on as fact_date, coalesce(i.entered_on, i.held_on) as entered_on, greatest(coalesce(i.entered_on, i.held_on) - i.held_on, 0) as late_days, c.code as centre_code, 'record'::text as source,
  coalesce(i.result, '') not in ('moved', 'cancelled') as in_use,
  p.person_key, p.sex, p.age_years, p.age_band, p.province_code, p.district_code, p.education_code, p.first_time_seeker, p.groups,
  r.stat_key as referral_key, i.result, i.mode
from interview i
join referral r on r.id = i.referral_id
join centre c on c.id = i.centre_id
join lateral @person(i.person_id, i.held_on) p on true;
comment on view fact_interview is 'One row for each meeting of a referred person with the employer, on its day; moved and cancelled ones are not in use.';

create view fact_placement as
select x.start_date as fact_date, coalesce(x.entered_on, x.start_date) as entered_on, greatest(coalesce(x.entered_on, x.start_date) - x.start_date, 0) as late_days, c.code as centre_code,
  case when x.source_system is null then 'record' else 'import' end as source,
  x.state in ('started', 'ended') as in_use,
  p.person_key, p.sex, p.age_years, p.age_band, p.province_code, p.district_code, p.education_code, p.first_time_seeker, p.groups,
  coalesce(x.isco, v.isco) as isco4, coalesce(v.isco_list, '08') as occupation_list, coalesce(v.isic, e.isic) as isic4, e.isic_list as industry_list,
  x.stat_key as placement_key, v.stat_key as vacancy_key, e.stat_key as employer_key, r.stat_key as referral_key,
  x.kind, x.start_date, x.level, x.level in ('one-side', 'two-side') as confirmed, coalesce(r.origin, 'counsellor') as origin, x.contract,
  case x.wage_period when 'month' then x.wage when 'hour' then round(x.wage * x.hours_per_week * 52 / 12, 2) when 'week' then round(x.wage * 52 / 12, 2) end as wage_month,
  x.wage_currency as currency, x.hours_per_week, x.end_date, x.end_reason,
  x.start_date - (select max(g.accepted_on) from registration g where g.person_id = x.person_id and g.accepted_on <= x.start_date) as days_from_registration
from placement x
join centre c on c.id = x.centre_id
join employer e on e.id = x.employer_id
left join vacancy v on v.id = x.vacancy_id
left join referral r on r.id = x.referral_id
join lateral @person(x.person_id, x.start_date) p on true;
comment on view fact_placement is 'One row for each person who started work through the agency, on the day of the start; announced, cancelled and void ones are not in use. A placement counts when it is confirmed and of the kind employment.';

create view fact_follow_up as
select f.due_on as fact_date, coalesce(f.outcome_on, f.due_on) as entered_on, greatest(coalesce(f.outcome_on, f.due_on) - f.due_on, 0) as late_days, c.code as centre_code,
  'record'::text as source, x.state in ('started', 'ended') as in_use,
  p.person_key, p.sex, p.age_years, p.age_band, p.province_code, p.district_code, p.education_code, p.first_time_seeker, p.groups,
  x.stat_key as placement_key, f.round, f.due_on, f.due_on + 30 < coalesce(nullif(current_setting('openpes.today', true), '')::date, current_date) as window_closed, f.outcome, f.source as said_by, f.attempts,
  coalesce(f.outcome = 'same-employer', false) as same_employer,
  coalesce(f.outcome in ('same-employer', 'other-employer', 'self-employed'), false) as employed
from follow_up f
join placement x on x.id = f.placement_id
join centre c on c.id = f.centre_id
join lateral @person(f.person_id, f.due_on) p on true;
comment on view fact_follow_up is 'One row for each round in which a placed person is asked how work goes, on its due day; its window closes 30 days later.';

grant select (placement_id, placed_isco, known_isco3, education_code, education_min, education_max, skills_required, skills_held) on placement_fit to openpes_facts;
grant select (code, isced) on country_education to openpes_facts;

create view fact_placement_fit as
select j.*, case when 'mismatched' in (j.occupation_fit, j.skills_fit) or j.education_fit in ('over', 'under') then 'mismatched'
  when j.occupation_fit = 'matched' and j.education_fit = 'matched' and j.skills_fit = 'matched' then 'matched' else 'unknown' end as fit
from (
  select g.*,
    case when g.placed_isco4 is null or cardinality(g.known_isco3) = 0 then 'unknown' when left(g.placed_isco4, 3) = any (g.known_isco3) then 'matched' else 'mismatched' end as occupation_fit,
    case when g.isced is null or g.isced_min is null then 'unknown' when g.isced > g.isced_max then 'over' when g.isced < g.isced_min then 'under' else 'matched' end as education_fit,
    case when g.skills_required < 3 or g.skills_held is null then 'unknown' when g.skills_held * 5 < g.skills_required * 3 then 'mismatched' else 'matched' end as skills_fit
  from (
    select l.fact_date, l.entered_on, l.late_days, l.centre_code, l.source, l.in_use, l.person_key, l.sex, l.age_years, l.age_band, l.province_code, l.district_code, l.education_code,
      l.first_time_seeker, l.groups, l.placement_key, l.vacancy_key, l.employer_key, l.kind, l.confirmed, f.placed_isco as placed_isco4, f.known_isco3, own.isced,
      coalesce(lowest.isced, usual.low) as isced_min, greatest(coalesce(highest.isced, usual.high, 8), coalesce(lowest.isced, 0)) as isced_max,
      case when lowest.isced is null or highest.isced is null then 'usual' else 'stated' end as education_basis, f.skills_required, f.skills_held
    from fact_placement l
    join placement x on x.stat_key = l.placement_key
    join placement_fit f on f.placement_id = x.id
    left join country_education own on own.code = f.education_code
    left join country_education lowest on lowest.code = f.education_min
    left join country_education highest on highest.code = f.education_max
    -- Education that the major groups of ISCO-08 usually ask for, where the post says nothing.
    left join (values ('1', 5, 8), ('2', 5, 8), ('3', 5, 8), ('4', 2, 4), ('5', 2, 4), ('6', 2, 4), ('7', 2, 4), ('8', 2, 4), ('9', 0, 2)) usual (major, low, high) on usual.major = left(f.placed_isco, 1)
  ) g
) j;
comment on view fact_placement_fit is 'One row for each placement, on the day of the start: whether occupation, education and skills of the person fit the post, as both were on that day.';
