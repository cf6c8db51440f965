grant select (id, kind, centre_id, engine, weights_version) on match_list to openpes_facts;
grant select (id, list_id, person_id, vacancy_id, made_on, rank, score) on match_impression to openpes_facts;
grant select (id, person_id, vacancy_id, answered_on, answer, reason, by_party) on match_feedback to openpes_facts;
grant select (id, stat_key, isco, isco_list, employer_id) on vacancy to openpes_facts;
grant select (id, person_id, vacancy_id, made_on) on referral to openpes_facts;
grant select (referral_id) on interview to openpes_facts;
grant select (referral_id, state) on placement to openpes_facts;
grant select (id, person_id, centre_id, accepted_on) on registration to openpes_facts;
grant select (id, code) on centre to openpes_facts;

create view fact_match_impression as
select i.made_on as fact_date, i.made_on as entered_on, 0 as late_days, c.code as centre_code, 'record'::text as source, true as in_use,
  p.person_key, p.sex, p.age_years, p.age_band, p.province_code, p.district_code, p.education_code, p.first_time_seeker, p.groups,
  v.isco as isco4, v.isco_list as occupation_list, v.stat_key as vacancy_key, l.kind as list_kind, i.rank,
  case when i.score < 2000 then '0-1999' when i.score < 4000 then '2000-3999' when i.score < 6000 then '4000-5999' when i.score < 8000 then '6000-7999' else '8000-10000' end as score_band,
  l.engine, l.weights_version, r.id is not null as became_referral,
  exists (select 1 from interview n where n.referral_id = r.id) as became_interview,
  exists (select 1 from placement x where x.referral_id = r.id and x.state in ('started', 'ended')) as became_placement
from match_impression i
join match_list l on l.id = i.list_id
join vacancy v on v.id = i.vacancy_id
left join lateral (select g.centre_id from registration g where g.person_id = i.person_id order by (g.accepted_on <= i.made_on) desc nulls last, g.accepted_on desc nulls last, g.id desc limit 1) g on true
join centre c on c.id = coalesce(l.centre_id, g.centre_id)
left join lateral (select x.id from referral x where x.person_id = i.person_id and x.vacancy_id = i.vacancy_id and x.made_on >= i.made_on order by x.made_on, x.id limit 1) r on true
join lateral @person(i.person_id, i.made_on) p on true;
comment on view fact_match_impression is 'One row for each suggestion that was shown at one rank of one list, on its day, and what became of the pair since.';

create view fact_match_feedback as
select f.answered_on as fact_date, f.answered_on as entered_on, 0 as late_days, c.code as centre_code, 'record'::text as source, true as in_use,
  p.person_key, p.sex, p.age_years, p.age_band, p.province_code, p.district_code, p.education_code, p.first_time_seeker, p.groups,
  v.isco as isco4, v.isco_list as occupation_list, v.stat_key as vacancy_key, f.answer, f.reason, f.by_party
from match_feedback f
join vacancy v on v.id = f.vacancy_id
left join lateral (select g.centre_id from registration g where g.person_id = f.person_id order by (g.accepted_on <= f.answered_on) desc nulls last, g.accepted_on desc nulls last, g.id desc limit 1) g on true
join centre c on c.id = g.centre_id
join lateral @person(f.person_id, f.answered_on) p on true;
comment on view fact_match_feedback is 'One row for each answer to a suggestion, on its day, with its reason and the side that gave it.';
