-- Why: referrals with their due days, interviews, placements and the evidence that confirms them, follow-ups.
-- Locks: nothing that exists yet.

create table referral (
  id uuid primary key,
  created_at timestamptz not null,
  created_by uuid,
  version int not null default 1,
  request_key uuid unique,
  code text not null unique,
  stat_key uuid not null unique,
  person_id uuid not null references person,
  vacancy_id uuid not null references vacancy,
  employer_id uuid not null references employer,
  centre_id uuid not null references centre,
  origin text not null check (origin in ('self','counsellor','employer-invitation','fair','programme')),
  made_on date not null,
  made_by uuid,
  consent_id uuid references consent,
  message text,
  state text not null check (state in ('unconfirmed','waiting-person','sent','seen','interview-set','interviewed','offered','hired',
    'not-hired','withdrawn','person-silent','employer-silent','cancelled')),
  sent_on date,
  due_on date,
  due_kind text check (due_kind in ('person-confirms','person-answers','employer-answers','interview-result','decision','person-accepts')),
  due_owner uuid references account,
  first_due_on date,
  more_time_days int not null default 0 check (more_time_days between 0 and 20),
  more_time_count int not null default 0 check (more_time_count between 0 and 2),
  closed_on date,
  closing_reason text,
  answered_on date,
  activity_ref text,
  check (state in ('hired','not-hired','withdrawn','person-silent','employer-silent','cancelled')
    or (due_on is not null and due_kind is not null and due_owner is not null)),
  check (state not in ('hired','not-hired','withdrawn','person-silent','employer-silent','cancelled')
    or (closed_on is not null and closing_reason is not null))
);
comment on table referral is 'placements: one person put forward for one vacancy, whoever starts it';
create unique index referral_open on referral (person_id, vacancy_id)
  where state not in ('hired','not-hired','withdrawn','person-silent','employer-silent','cancelled');
create index referral_vacancy on referral (vacancy_id);
create index referral_due on referral (due_on) where closed_on is null;
create index referral_centre on referral (centre_id, made_on);

create table referral_transition (
  id uuid primary key,
  referral_id uuid not null references referral,
  person_id uuid not null references person,
  at timestamptz not null,
  day date not null,
  from_state text,
  to_state text not null,
  by_account uuid,
  by_party text not null check (by_party in ('jobseeker','employer','counsellor','system')),
  reason text
);
comment on table referral_transition is 'placements: each step of a referral';
create index referral_transition_referral on referral_transition (referral_id);

create table interview (
  id uuid primary key,
  created_at timestamptz not null,
  created_by uuid,
  version int not null default 1,
  request_key uuid unique,
  referral_id uuid not null references referral,
  person_id uuid not null references person,
  centre_id uuid not null references centre,
  held_on date not null,
  starts time,
  mode text not null check (mode in ('in-person','phone','video')),
  place text,
  contact text,
  bring text,
  result text check (result in ('attended','person-absent','employer-absent','moved','cancelled')),
  result_on date
);
comment on table interview is 'placements: a meeting of a referred person with the employer';
create index interview_referral on interview (referral_id);

create table placement (
  id uuid primary key,
  created_at timestamptz not null,
  created_by uuid,
  version int not null default 1,
  request_key uuid unique,
  code text not null unique,
  stat_key uuid not null unique,
  person_id uuid not null references person,
  employer_id uuid not null references employer,
  vacancy_id uuid references vacancy,
  referral_id uuid references referral,
  centre_id uuid not null references centre,
  kind text not null check (kind in ('employment','internship','apprenticeship','overseas')),
  start_date date not null,
  end_date date,
  end_reason text check (end_reason in ('contract-end','quit','dismissed','closed','other')),
  contract text,
  isco text,
  wage numeric(14,2), wage_currency text, wage_period text,
  hours_per_week int,
  province_code text,
  recorded_by uuid not null,
  recorded_party text not null check (recorded_party in ('jobseeker','employer','counsellor')),
  level text not null check (level in ('reported','one-side','two-side','refuted')),
  state text not null check (state in ('announced','started','ended','not-started','void')),
  state_reason text,
  source_system text,
  source_id text,
  unique (person_id, employer_id, start_date),
  check (end_date is null or end_date >= start_date)
);
comment on table placement is 'placements: a person started work through the agency';
create unique index placement_referral on placement (referral_id) where referral_id is not null and state <> 'void';
create unique index placement_source on placement (source_system, source_id) where source_id is not null;
create index placement_centre on placement (centre_id, start_date);

create table placement_evidence (
  id uuid primary key,
  created_at timestamptz not null,
  request_key uuid unique,
  placement_id uuid not null references placement,
  person_id uuid not null references person,
  centre_id uuid not null references centre,
  source text not null check (source in ('employer','jobseeker','document','site-visit')),
  method text not null check (method in ('call','link','sms','counter','file')),
  says text not null check (says in ('started','did-not-start')),
  seen_on date not null,
  recorded_by uuid not null,
  placement_recorded_by uuid not null,
  note text,
  check (recorded_by <> placement_recorded_by)
);
comment on table placement_evidence is 'placements: what another party said or showed; never by the recorder of the placement';
create index placement_evidence_placement on placement_evidence (placement_id);

create table follow_up (
  id uuid primary key,
  created_at timestamptz not null,
  version int not null default 1,
  placement_id uuid not null references placement,
  person_id uuid not null references person,
  centre_id uuid not null references centre,
  round int not null check (round in (1, 3, 6, 12)),
  due_on date not null,
  outcome text check (outcome in ('same-employer','other-employer','self-employed','training','not-working','abroad','deceased','refused','not-reached')),
  outcome_on date,
  source text check (source in ('jobseeker','employer')),
  attempts int not null default 0,
  wage_now numeric(14,2),
  as_advertised text check (as_advertised in ('yes','no')),
  unique (placement_id, round)
);
comment on table follow_up is 'placements: how a placed person fares after 1, 3 and 6 months';
create index follow_up_due on follow_up (due_on) where outcome is null;

do $$
declare name text;
begin
  foreach name in array array['referral','referral_transition','interview','placement','placement_evidence','follow_up'] loop
    call guard_by_person(name);
  end loop;
end $$;

-- An employer reaches the referrals sent to it, and the placements with it; people stay behind disclosed_candidate.
create policy by_employer on referral to openpes_app using (
  employer_id = (select scope_employer()) and state not in ('unconfirmed','waiting-person','cancelled'));
create policy by_employer on placement to openpes_app using (employer_id = (select scope_employer()));
create policy by_employer on interview to openpes_app using (
  exists (select 1 from referral r where r.id = interview.referral_id and r.employer_id = (select scope_employer())));
create policy by_employer on referral_transition to openpes_app using (
  exists (select 1 from referral r where r.id = referral_transition.referral_id and r.employer_id = (select scope_employer())));
create policy by_employer on placement_evidence to openpes_app using (
  exists (select 1 from placement p where p.id = placement_evidence.placement_id and p.employer_id = (select scope_employer())));

-- The centre that owns the vacancy sees how its referrals stand (state and days), whoever sent the person.
create policy by_vacancy_centre on referral for select to openpes_app using (
  exists (select 1 from vacancy v where v.id = referral.vacancy_id and v.centre_id = any ((select scope_centres())::uuid[])));

-- What an employer may know of a candidate: only under a live consent for this vacancy, and only these fields.
create function disclosed_candidate(referral uuid)
returns table (person_id uuid, consent_id uuid, name_native text, name_latin text, phone text)
language sql stable security definer set search_path = public as $$
  select r.person_id, c.id, n.name_native, n.name_latin,
    (select p.value from person_contact p where p.person_id = r.person_id and p.kind = 'phone' and p.ended_on is null order by p.sort limit 1)
  from referral r
  join consent c on c.person_id = r.person_id and c.purpose = 'share-with-employer' and c.answer = 'given' and c.withdrawn_at is null
    and c.scope_kind = 'vacancy' and c.scope_id = r.vacancy_id::text
  join person_name n on n.person_id = r.person_id and n.kind = 'current'
  where r.id = disclosed_candidate.referral and r.employer_id = scope_employer()
    and r.state in ('sent','seen','interview-set','interviewed','offered','hired')
$$;
create policy to_owner on referral for select to openpes_owner using (true);
create policy to_owner on placement for select to openpes_owner using (true);
revoke all on function disclosed_candidate(uuid) from public;
grant execute on function disclosed_candidate(uuid) to openpes_app;

-- What anyone who holds the status code may read of a referral: no name, no phone.
create function referral_by_code(status_code text)
returns table (referral_id uuid, vacancy_id uuid, centre_id uuid, state text, due_on date, due_kind text, closing_reason text)
language sql stable security definer set search_path = public as $$
  select r.id, r.vacancy_id, r.centre_id, r.state, r.due_on, r.due_kind, r.closing_reason from referral r where r.code = status_code
$$;
revoke all on function referral_by_code(text) from public;
grant execute on function referral_by_code(text) to openpes_app;

-- Posts are filled by placements of any centre, so the count moves through this one door.
create function move_filled_posts(vacancy uuid, delta int) returns boolean
language plpgsql security definer set search_path = public as $$
begin
  update vacancy v set filled = v.filled + delta, version = v.version + 1
  where v.id = move_filled_posts.vacancy and v.filled + delta between 0 and v.posts;
  return found;
end $$;
create policy to_owner_change on vacancy for update to openpes_owner using (true) with check (true);
revoke all on function move_filled_posts(uuid, int) from public;
grant execute on function move_filled_posts(uuid, int) to openpes_app;
