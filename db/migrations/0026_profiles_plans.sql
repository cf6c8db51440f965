-- Why: advice on how much help a person may need (profiling, stage 1) and the plan that person and counsellor agree on.
-- Locks: nothing that exists yet.

create table profile_run (
  id uuid primary key,
  created_at timestamptz not null,
  created_by uuid,
  stat_key uuid not null unique,
  person_id uuid not null references person deferrable initially deferred,
  centre_id uuid not null references centre,
  run_on date not null,
  weights text not null,
  inputs jsonb not null,
  points jsonb not null,
  total int not null check (total between 0 and 21),
  band text check (band in ('A','B','C'))
);
comment on table profile_run is 'service-delivery: one profiling of a person with its inputs, points per factor and version of the weights';
create index profile_run_person on profile_run (person_id, created_at);

create table profile_override (
  id uuid primary key,
  created_at timestamptz not null,
  created_by uuid not null,
  person_id uuid not null references person deferrable initially deferred,
  profile_run_id uuid not null unique references profile_run,
  band text not null check (band in ('A','B','C')),
  reason text not null check (char_length(reason) >= 5)
);
comment on table profile_override is 'service-delivery: a counsellor’s own band for a person, with the reason; it counts from then on';

create table plan (
  id uuid primary key,
  created_at timestamptz not null,
  created_by uuid,
  version int not null default 1,
  stat_key uuid not null unique,
  person_id uuid not null references person deferrable initially deferred,
  centre_id uuid not null references centre,
  account_id uuid references account,
  goal text not null,
  goal_place text,
  goal_by date,
  band text not null check (band in ('A','B','C')),
  state text not null check (state in ('draft','active','achieved','changed','lapsed','closed')),
  agreed_on date,
  agreed_how text check (agreed_how in ('print','pin','witness')),
  next_review_on date,
  closed_on date,
  close_reason text,
  follows_id uuid references plan,
  check ((state = 'draft') or agreed_on is not null or state = 'closed'),
  check ((agreed_on is null) = (agreed_how is null)),
  check ((state in ('achieved','changed','lapsed','closed')) = (closed_on is not null))
);
comment on table plan is 'service-delivery: what a person and the counsellor agreed to do, towards which goal, by when';
create unique index plan_open on plan (person_id) where state in ('draft','active');
create index plan_review_due on plan (centre_id, next_review_on) where state = 'active';

create table plan_action (
  id uuid primary key,
  created_at timestamptz not null,
  created_by uuid,
  version int not null default 1,
  plan_id uuid not null references plan,
  person_id uuid not null references person deferrable initially deferred,
  what text not null,
  who text not null check (who in ('person','counsellor','partner')),
  due_on date not null,
  state text not null default 'not-started' check (state in ('not-started','doing','done','dropped')),
  done_on date,
  ticked_by uuid,
  reason text,
  check ((state = 'done') = (done_on is not null)),
  check (state <> 'dropped' or reason is not null)
);
comment on table plan_action is 'service-delivery: one step of a plan, who does it and by when';
create index plan_action_plan on plan_action (plan_id);

create table plan_review (
  id uuid primary key,
  created_at timestamptz not null,
  created_by uuid,
  plan_id uuid not null references plan,
  person_id uuid not null references person deferrable initially deferred,
  reviewed_on date not null,
  changed text not null,
  next_review_on date not null
);
comment on table plan_review is 'service-delivery: a review of a plan: what changed and when it is looked at again';
create index plan_review_plan on plan_review (plan_id);

do $$
declare name text;
begin
  foreach name in array array['profile_run','profile_override','plan','plan_action','plan_review'] loop
    call guard_by_person(name);
  end loop;
end $$;
