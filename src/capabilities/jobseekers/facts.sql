-- What statistics may see of people and their registrations. No name, phone, document, birth date of a row, note or staff account.
grant select (id, stat_key, sex, birth_date, birth_year, age_stated, age_stated_on, merged_into, state, language) on person to openpes_facts;
grant select (person_id, province_code, district_code, kind, since) on person_place to openpes_facts;
grant select (person_id, education_code) on education to openpes_facts;
grant select (person_id) on experience to openpes_facts;
grant select (person_id, group_code, purposes, from_day, to_day) on group_membership to openpes_facts;
grant select (id, code) on centre to openpes_facts;
grant select (id, stat_key, person_id, centre_id, event, channel, state, submitted_on, accepted_on, ended_on, end_reason, last_contact_on, created_at) on registration to openpes_facts;
grant select (stat_key, person_id, centre_id, renewed_on, counts, created_at) on renewal to openpes_facts;
grant select (id, person_id, isco, isco_list, sort, ended_on) on wish to openpes_facts;
grant select (person_id, asked_on, created_at, without_work, available, searching) on work_status to openpes_facts;
grant select (person_id, other_id, centre_id, score, decision, decided_on, created_at) on duplicate_pair to openpes_facts;
grant select (person_id, kind, native_script) on person_name to openpes_facts;
grant select (person_id, centre_id, purpose, scope_kind, answer, method, at, withdrawn_at) on consent to openpes_facts;
grant select (person_id, kind, ended_on) on person_contact to openpes_facts;
grant select (person_id, skill_code) on person_skill to openpes_facts;

create view fact_registration as
  select x.fact_date, x.entered_on, greatest(0, x.entered_on - x.fact_date) as late_days, c.code as centre_code, x.source, x.in_use,
    x.registration_key, x.event, x.channel, x.fact_date as accepted_on, x.submitted_on, x.fact_date - x.submitted_on as days_to_accept, w.isco as isco4, w.isco_list as occupation_list,
    p.person_key, p.sex, p.age_years, p.age_band, p.province_code, p.district_code, p.education_code, p.first_time_seeker, p.groups
  from (
    select r.person_id, r.centre_id, r.accepted_on as fact_date, r.created_at::date as entered_on, case when r.channel = 'import' then 'import' else 'record' end as source,
      r.event, r.channel, r.submitted_on, true as in_use, r.stat_key as registration_key
    from registration r where r.accepted_on is not null
    union all
    select n.person_id, n.centre_id, n.renewed_on, n.created_at::date, 'record', 'renewal', null, n.renewed_on, n.counts, n.stat_key from renewal n
  ) x join centre c on c.id = x.centre_id
  join lateral @person(x.person_id, x.fact_date) p on true
  left join lateral (select v.isco, v.isco_list from wish v where v.person_id = x.person_id order by (v.ended_on is not null), v.sort, v.id limit 1) w on true;
comment on view fact_registration is 'One row for each accepted registration (new or reactivation) on the day of acceptance, and one for each renewal; a renewal is in use when it counts.';

create view fact_registration_spell as
  select r.accepted_on as fact_date, r.created_at::date as entered_on, greatest(0, r.created_at::date - r.accepted_on) as late_days, c.code as centre_code,
    case when r.channel = 'import' then 'import' else 'record' end as source, true as in_use,
    r.stat_key as registration_key, r.accepted_on as from_date, r.ended_on as to_date, case when r.state = 'lapsed' then 'lapsed' else r.end_reason end as end_reason,
    w.isco as isco4, w.isco_list as occupation_list,
    p.person_key, p.sex, p.age_years, p.age_band, p.province_code, p.district_code, p.education_code, p.first_time_seeker, p.groups
  from registration r join centre c on c.id = r.centre_id
  join lateral @person(r.person_id, r.accepted_on) p on true
  left join lateral (select v.isco, v.isco_list from wish v where v.person_id = r.person_id order by (v.ended_on is not null), v.sort, v.id limit 1) w on true
  where r.accepted_on is not null;
comment on view fact_registration_spell is 'One row for each spell of being registered; on a day are active those with from_date up to it and to_date empty or after it.';

create view fact_work_status as
  select s.asked_on as fact_date, s.created_at::date as entered_on, greatest(0, s.created_at::date - s.asked_on) as late_days, c.code as centre_code, 'record' as source, true as in_use,
    s.without_work, s.available, s.searching,
    p.person_key, p.sex, p.age_years, p.age_band, p.province_code, p.district_code, p.education_code, p.first_time_seeker, p.groups
  from work_status s
  join lateral @person(s.person_id, s.asked_on) p on true
  join lateral (select r.centre_id from registration r where r.person_id = s.person_id order by (r.accepted_on <= s.asked_on) desc nulls last, r.accepted_on desc nulls last, r.id desc limit 1) r on true
  join centre c on c.id = r.centre_id;
comment on view fact_work_status is 'One row for each time a person was asked the three questions about work; the answers are never joined into one.';

create view fact_person_group as
  select coalesce(s.stat_key, k.stat_key) as person_key, m.group_code, 'declared' as kind, m.from_day as from_date, m.to_day as to_date
  from group_membership m join person k on k.id = m.person_id left join person s on s.id = k.merged_into
  where 'statistics' = any (m.purposes)
  union all
  select k.stat_key, g.code, 'derived', case when g.age_from is null then null else (b.born + make_interval(years => g.age_from))::date end,
    case when g.age_to is null then null else (b.born + make_interval(years => g.age_to + 1))::date - 1 end
  from person k
  cross join lateral (select coalesce(k.birth_date, make_date(k.birth_year, 1, 1), (k.age_stated_on - make_interval(years => k.age_stated))::date) as born) b
  join country_derived_group g on (g.sex is null or g.sex = k.sex) and (b.born is not null or (g.age_from is null and g.age_to is null))
  where k.merged_into is null;
comment on view fact_person_group is 'One row for each group of a person with its days: declared ones whose purposes include statistics, and those that follow from sex and age.';

create view fact_person_skill as
  select coalesce(m.stat_key, p.stat_key) as person_key, s.skill_code
  from person_skill s join person p on p.id = s.person_id left join person m on m.id = p.merged_into where s.skill_code is not null;
comment on view fact_person_skill is 'One row for each coded skill that a person has; no day, because a skill is not dated.';

create view fact_duplicate as
  select x.on_day as fact_date, x.entered_on, greatest(0, x.entered_on - x.on_day) as late_days, c.code as centre_code, 'record' as source, true as in_use,
    x.kind, case when x.score >= 75 then '75-100' else '55-74' end as score_band, case when x.one is not distinct from x.other then 'same' else 'cross' end as scripts
  from (
    select d.centre_id, d.score, d.created_at::date as on_day, d.created_at::date as entered_on, 'flagged' as kind,
      (select n.native_script from person_name n where n.person_id = d.person_id and n.kind = 'current' limit 1) as one,
      (select n.native_script from person_name n where n.person_id = d.other_id and n.kind = 'current' limit 1) as other
    from duplicate_pair d
    union all
    select d.centre_id, d.score, d.decided_on, d.decided_on, d.decision,
      (select n.native_script from person_name n where n.person_id = d.person_id and n.kind = 'current' limit 1),
      (select n.native_script from person_name n where n.person_id = d.other_id and n.kind = 'current' limit 1)
    from duplicate_pair d where d.decision is not null
  ) x join centre c on c.id = x.centre_id;
comment on view fact_duplicate is 'One row for each pair of records flagged as possibly one person, and one for each decision on a pair.';

create view fact_consent as
  select x.on_day as fact_date, x.on_day as entered_on, 0 as late_days, c.code as centre_code, 'record' as source, true as in_use, x.purpose, x.answer, x.method, x.count
  from (
    select a.at::date as on_day, coalesce(a.centre_id, r.centre_id) as centre_id, a.purpose, a.answer, a.method, count(*)::int as count
    from consent a left join lateral (select r.centre_id from registration r where r.person_id = a.person_id order by r.created_at desc limit 1) r on true
    group by 1, 2, 3, 4, 5
  ) x join centre c on c.id = x.centre_id;
comment on view fact_consent is 'Counts of answers to each consent by day, centre and method; it holds no person key.';

create view fact_contactable as
  select r.last_contact_on as fact_date, r.created_at::date as entered_on, 0 as late_days, c.code as centre_code,
    case when r.channel = 'import' then 'import' else 'record' end as source, true as in_use, 'jobseeker' as kind,
    p.person_key, null::uuid as employer_key,
    array(select distinct t.kind from person_contact t where t.person_id = r.person_id and t.ended_on is null and exists (
      select 1 from consent a where a.person_id = r.person_id and a.answer = 'given' and a.withdrawn_at is null
        and a.purpose = case t.kind when 'phone' then 'contact-sms' when 'telegram' then 'contact-chat' when 'other-chat' then 'contact-chat' else 'contact-phone' end)
      order by 1) as channels,
    k.language,
    exists (select 1 from consent a where a.person_id = r.person_id and a.purpose = 'survey-invitation' and a.answer = 'refused' and a.withdrawn_at is null) as opted_out,
    exists (select 1 from consent a where a.person_id = r.person_id and a.purpose = 'survey-invitation' and a.answer = 'given' and a.withdrawn_at is null) as survey_consent,
    p.sex, p.age_years, p.age_band, p.province_code, p.district_code, p.education_code, p.first_time_seeker, p.groups
  from registration r join centre c on c.id = r.centre_id join person k on k.id = r.person_id
  join lateral @person(r.person_id, r.last_contact_on) p on true
  where r.state = 'active';
comment on view fact_contactable is 'One row for each active jobseeker with the kinds of contact that the person agreed to; the address itself never leaves the register.';
