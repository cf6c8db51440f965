-- Why: what the rules of referrals and follow-ups need besides their own rows: the employer's first due day, each try to
--      reach a person, wrong status codes per address, and the ids behind a code for one-tap links and closing vacancies.
-- Locks: referral, interview and placement, for a moment.

alter table referral add column answer_due_on date;
comment on column referral.answer_due_on is 'first day on which the employer''s answer was due; never moved';

alter table interview add column entered_on date;
alter table placement add column entered_on date;
comment on column placement.entered_on is 'the country''s day on which it was written down; start_date may be earlier';

create table follow_up_attempt (
  id uuid primary key,
  created_at timestamptz not null,
  created_by uuid,
  request_key uuid unique,
  follow_up_id uuid not null references follow_up,
  person_id uuid not null references person,
  centre_id uuid not null references centre,
  day date not null,
  part_of_day text not null check (part_of_day in ('morning','afternoon','evening')),
  channel text not null check (channel in ('call','sms','chat','visit','employer')),
  reached boolean not null
);
comment on table follow_up_attempt is 'placements: each try to reach a placed person';
create index follow_up_attempt_follow_up on follow_up_attempt (follow_up_id);
call guard_by_person('follow_up_attempt');

create table status_miss (
  id uuid primary key,
  address_hash text not null,
  at timestamptz not null
);
comment on table status_miss is 'placements: wrong status codes counted per address; digests only';
create index status_miss_address on status_miss (address_hash, at);
grant delete on status_miss to openpes_app;

-- Ids behind a code. Whoever holds a signed link, or closes a vacancy, acts for these records; no name or phone leaves here.
create function referral_parties(referral_code text) returns table (referral_id uuid, person_id uuid, employer_id uuid, vacancy_id uuid)
language sql stable security definer set search_path = public as $$
  select r.id, r.person_id, r.employer_id, r.vacancy_id from referral r where r.code = referral_code
$$;
create function placement_parties(placement_code text) returns table (placement_id uuid, person_id uuid, employer_id uuid)
language sql stable security definer set search_path = public as $$
  select p.id, p.person_id, p.employer_id from placement p where p.code = placement_code
$$;
create function open_referrals_of(vacancy uuid) returns table (referral_id uuid, person_id uuid)
language sql stable security definer set search_path = public as $$
  select r.id, r.person_id from referral r where r.vacancy_id = open_referrals_of.vacancy and r.closed_on is null
$$;
-- How an employer answers: referrals whose day has come in the last 90 days, and how many of them it answered.
create function employer_answers(employer uuid, today date) returns table (due int, answered int)
language sql stable security definer set search_path = public as $$
  select count(*)::int, count(r.answered_on)::int from referral r
  where r.employer_id = employer_answers.employer and r.answer_due_on < today and r.answer_due_on >= today - 90
    and (r.answered_on is not null or r.state in ('sent','seen','employer-silent'))
$$;
-- Open referrals of a vacancy in all centres, and those whose employer is silent past the day.
create function vacancy_load(vacancy uuid, today date) returns table (open int, silent int)
language sql stable security definer set search_path = public as $$
  select count(*)::int, (count(*) filter (where r.state in ('sent','seen','interview-set','interviewed') and r.due_on < today))::int
  from referral r where r.vacancy_id = vacancy_load.vacancy and r.closed_on is null
$$;
do $$
declare name text;
begin
  foreach name in array array['referral_parties(text)','placement_parties(text)','open_referrals_of(uuid)','employer_answers(uuid,date)','vacancy_load(uuid,date)'] loop
    execute format('revoke all on function %s from public', name);
    execute format('grant execute on function %s to openpes_app', name);
  end loop;
end $$;
