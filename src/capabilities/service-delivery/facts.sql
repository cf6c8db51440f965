-- What statistics may see of visits, services and appointments. No note, no free text, no staff account.
grant select (stat_key, centre_id, visited_on, entered_on, arrived_at, called_at, left_at, audience, sex, age_band, purposes, person_id, employer_id, state, import_key)
  on visit to openpes_facts;
grant select (stat_key, centre_id, given_on, entered_on, service_code, audience, person_id, employer_id, minutes, channel, group_session_id, source, reversed, reverses_id)
  on service_event to openpes_facts;
grant select (id, stat_key, centre_id, held_on, entered_on, service_code, minutes, unnamed_f, unnamed_m, unnamed_ns, import_key) on group_session to openpes_facts;
grant select (id, day) on appointment_slot to openpes_facts;
grant select (stat_key, centre_id, slot_id, person_id, employer_id, purpose, channel, state, booked_on) on appointment to openpes_facts;
grant select (id, code) on centre to openpes_facts;
grant select (id, stat_key) on employer to openpes_facts;
grant select (id, stat_key, merged_into) on person to openpes_facts;

create view fact_visit as
  select v.visited_on as fact_date, v.entered_on, greatest(0, v.entered_on - v.visited_on) as late_days, c.code as centre_code,
    case when v.import_key is null then 'record' else 'import' end as source, true as in_use,
    v.stat_key as visit_key, v.audience, v.sex, v.age_band, v.purposes[1] as purpose,
    (select coalesce(s.stat_key, p.stat_key) from person p left join person s on s.id = p.merged_into where p.id = v.person_id) as person_key,
    (select e.stat_key from employer e where e.id = v.employer_id) as employer_key,
    case when v.called_at is not null then floor(extract(epoch from v.called_at - v.arrived_at) / 60)::int end as wait_minutes,
    v.state as outcome, 1 as count, 'appointment' = any (v.purposes) as by_appointment
  from visit v join centre c on c.id = v.centre_id;
comment on view fact_visit is 'One row for each arrival at a centre (a walk-in); distinct visitors can be counted among identified people only.';

create view fact_service as
  select ev.given_on as fact_date, ev.entered_on, greatest(0, ev.entered_on - ev.given_on) as late_days, c.code as centre_code,
    case ev.source when 'import' then 'import' else 'record' end as source, not ev.reversed and ev.reverses_id is null as in_use,
    ev.stat_key as event_key, ev.audience, ev.service_code, coalesce(k.family, 'other') as family, coalesce(k.counts, true) as counts,
    ev.channel, ev.minutes, ev.group_session_id is not null as group_session,
    (select y.stat_key from employer y where y.id = ev.employer_id) as employer_key, 1 as count,
    p.person_key, p.sex, p.age_years, p.age_band, p.province_code, p.district_code, p.education_code, p.first_time_seeker, coalesce(p.groups, '{}') as groups
  from service_event ev join centre c on c.id = ev.centre_id left join country_service k on k.code = ev.service_code
  left join lateral @person(ev.person_id, ev.given_on) p on true
  union all
  select g.held_on, g.entered_on, greatest(0, g.entered_on - g.held_on), c.code, case when g.import_key is null then 'record' else 'import' end, true,
    g.stat_key, coalesce(k.audience, 'jobseeker'), g.service_code, coalesce(k.family, 'other'), coalesce(k.counts, true), 'counter', g.minutes, true,
    null, u.count, null, u.sex, null, 'not-stated', null, null, null, null, '{}'
  from group_session g join centre c on c.id = g.centre_id left join country_service k on k.code = g.service_code
  cross join lateral (values ('F', g.unnamed_f), ('M', g.unnamed_m), ('not-stated', g.unnamed_ns)) u (sex, count)
  where u.count > 0;
comment on view fact_service is 'One row for each service to one customer, and one for the unnamed people of each sex in a group session (count says how many); services taken back are not in use.';

create view fact_appointment as
  select s.day as fact_date, ap.booked_on as entered_on, 0 as late_days, c.code as centre_code, 'record' as source, true as in_use,
    ap.stat_key as appointment_key, ap.purpose, ap.channel, ap.state, s.day - ap.booked_on as days_waited,
    (select y.stat_key from employer y where y.id = ap.employer_id) as employer_key,
    p.person_key, p.sex, p.age_years, p.age_band, p.province_code, p.district_code, p.education_code, p.first_time_seeker, coalesce(p.groups, '{}') as groups
  from appointment ap join appointment_slot s on s.id = ap.slot_id join centre c on c.id = ap.centre_id
  left join lateral @person(ap.person_id, s.day) p on true;
comment on view fact_appointment is 'One row for each appointment by the day on which it was to be; no-show rate = no-show / (done + no-show).';

grant select (id, stat_key, person_id, centre_id, run_on, weights, total, band) on profile_run to openpes_facts;
grant select (profile_run_id, band) on profile_override to openpes_facts;
grant select (id, stat_key, person_id, centre_id, created_at, agreed_on, state, band) on plan to openpes_facts;
grant select (plan_id, state, due_on, done_on) on plan_action to openpes_facts;
grant select (person_id, accepted_on, state) on registration to openpes_facts;

create view fact_profile as
  select r.run_on as fact_date, r.run_on as entered_on, 0 as late_days, c.code as centre_code, 'record' as source, true as in_use,
    r.stat_key as profile_key, r.total as points, r.band, r.weights as version, o.band is not null as overridden, coalesce(o.band, r.band) as band_final,
    p.person_key, p.sex, p.age_years, p.age_band, p.province_code, p.district_code, p.education_code, p.first_time_seeker, p.groups
  from profile_run r join centre c on c.id = r.centre_id left join profile_override o on o.profile_run_id = r.id
  join lateral @person(r.person_id, r.run_on) p on true;
comment on view fact_profile is 'One row for each profiling, with the band of the points and the band that counts after a counsellor’s own decision.';

create view fact_plan as
  select pl.agreed_on as fact_date, pl.agreed_on as entered_on, 0 as late_days, c.code as centre_code, 'record' as source, true as in_use,
    pl.stat_key as plan_key, pl.agreed_on, pl.state, pl.band,
    pl.agreed_on - (select max(r.accepted_on) from registration r where r.person_id = pl.person_id and r.accepted_on <= pl.agreed_on) as days_to_agree,
    (select count(*)::int from plan_action t where t.plan_id = pl.id and t.state <> 'dropped') as actions,
    (select count(*)::int from plan_action t where t.plan_id = pl.id and t.state = 'done') as actions_done,
    (select count(*)::int from plan_action t where t.plan_id = pl.id and t.state = 'done' and t.done_on <= t.due_on) as actions_on_time,
    p.person_key, p.sex, p.age_years, p.age_band, p.province_code, p.district_code, p.education_code, p.first_time_seeker, p.groups
  from plan pl join centre c on c.id = pl.centre_id join lateral @person(pl.person_id, pl.agreed_on) p on true
  where pl.agreed_on is not null;
comment on view fact_plan is 'One row for each action plan by the day on which person and counsellor agreed on it.';
