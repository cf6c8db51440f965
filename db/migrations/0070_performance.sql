-- Why: what the agency wants to reach and whether it does: indicators, baselines, targets that two people sign, months that are locked
--      with the records they counted, activity plans and the five-step cycle of a centre.
-- Locks: nothing that exists yet.

-- guard_national: everybody who works here may read, headquarters alone writes.
create procedure guard_national(name text) language plpgsql as $$
begin
  call guard_open(name);
  execute format('create policy read_all on %I for select to openpes_app using (true)', name);
  execute format($policy$create policy write_national on %I for insert to openpes_app with check ((select scope_reach()) = 'national')$policy$, name);
  execute format($policy$create policy change_national on %I for update to openpes_app using ((select scope_reach()) = 'national')$policy$, name);
end $$;

-- Months of a centre -------------------------------------------------------------------------------------------------
create table period_state (
  id uuid primary key,
  created_at timestamptz not null,
  version int not null default 1,
  centre_id uuid not null references centre,
  period text not null check (period ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
  state text not null check (state in ('open','submitted','verified','locked','published')),
  grade text check (grade in ('A','B','C')),
  silent_days int not null default 0 check (silent_days >= 0),
  submitted_by uuid, verified_by uuid, locked_by uuid, released_by uuid,
  lock_no int not null default 0 check (lock_no >= 0),
  unique (centre_id, period),
  check (locked_by is null or verified_by is distinct from locked_by),
  check (state not in ('locked','published') or lock_no > 0)
);
comment on table period_state is 'measures: how far the month of a centre is: submitted, verified, locked, published';
call guard_public('period_state', 'centre_id');

create table period_event (
  id uuid primary key,
  created_at timestamptz not null,
  created_by uuid,
  centre_id uuid not null references centre,
  period text not null,
  step text not null check (step in ('submit','return','verify','lock','release','reopen')),
  reason text
);
comment on table period_event is 'measures: each step of a month with its reason; rows are only added';
call guard_public('period_event', 'centre_id');
create index period_event_of on period_event (centre_id, period, created_at);

-- A statistician proposes and headquarters decides, so the proposal is a row of its own that anyone who works here may add.
create table period_proposal (
  id uuid primary key,
  created_at timestamptz not null,
  created_by uuid not null,
  centre_id uuid not null references centre,
  period text not null,
  step text not null check (step in ('release','reopen')),
  reason text not null,
  lock_no int not null,
  unique (centre_id, period, step, lock_no)
);
comment on table period_proposal is 'measures: a proposal to release or reopen a locked month, which another person decides';
call guard_open('period_proposal');
create policy read_all on period_proposal for select to openpes_app using (true);
create policy write_all on period_proposal for insert to openpes_app with check (true);

create table observation (
  id uuid primary key,
  created_at timestamptz not null,
  centre_id uuid not null references centre,
  period text not null,
  measure text not null,
  measure_version int not null,
  definition_hash text not null check (length(definition_hash) = 64),
  state text not null check (state in ('ok','no_data','nil','not_due','not_computable')),
  value numeric(24,6), num numeric(24,6), den numeric(24,6), n int,
  grade text check (grade in ('A','B','C')),
  lock_no int not null check (lock_no > 0),
  set_digest text,
  unique (centre_id, period, measure, lock_no),
  check ((state in ('ok','nil')) = (value is not null))
);
comment on table observation is 'measures: a locked figure of a centre and month; it never changes';
call guard_public('observation', 'centre_id');

create table observation_record (
  observation_id uuid not null references observation,
  centre_id uuid not null references centre,
  part text not null check (part in ('row','num','den')),
  record_key text not null,
  amount numeric(24,6) not null,
  primary key (observation_id, part, record_key)
);
comment on table observation_record is 'measures: the meaningless keys of the records that a locked figure counted';
call guard_by_centre('observation_record');

create table observation_revision (
  id uuid primary key,
  created_at timestamptz not null,
  observation_id uuid not null references observation,
  centre_id uuid not null references centre,
  old_value numeric(24,6) not null, new_value numeric(24,6) not null,
  added int not null, removed int not null, changed int not null,
  found_on date not null,
  reason text not null
);
comment on table observation_revision is 'measures: what a recount of a locked month found; the locked figure stays';
call guard_public('observation_revision', 'centre_id');
create index observation_revision_of on observation_revision (observation_id, created_at);

-- Locked figures and their records are written once.
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'rows of % are never changed', tg_table_name using errcode = '23514';
end $$;
create trigger written_once before update or delete on observation for each row execute function refuse_change();
create trigger written_once before update or delete on observation_record for each row execute function refuse_change();
create trigger written_once before update or delete on observation_revision for each row execute function refuse_change();
create trigger written_once before update or delete on period_event for each row execute function refuse_change();

-- What is to be reached ----------------------------------------------------------------------------------------------
create table framework (
  id uuid primary key,
  created_at timestamptz not null,
  version int not null default 1,
  key text not null unique,
  kind text not null check (kind in ('national','centre','ministry','project')),
  titles jsonb not null,
  calendar text not null check (calendar in ('month','quarter','half-year','year')),
  state text not null check (state in ('draft','in-force','closed'))
);
comment on table framework is 'performance: a set of indicators with a calendar';
create table pillar (
  id uuid primary key,
  framework_id uuid not null references framework,
  key text not null,
  position int not null,
  titles jsonb not null,
  unique (framework_id, key)
);
comment on table pillar is 'performance: a part of a framework under one heading';
create table indicator (
  id uuid primary key,
  created_at timestamptz not null,
  version int not null default 1,
  framework_id uuid not null references framework,
  pillar_id uuid not null references pillar,
  key text not null check (key ~ '^[a-z0-9_]{3,60}$'),
  measure text not null,
  labels jsonb not null,
  direction text not null check (direction in ('up','down','band','none')),
  accumulation text not null check (accumulation in ('period','year-to-date','rolling-12','as-at','cohort')),
  slices text[] not null default '{}',
  position int not null,
  retired_on date,
  unique (framework_id, key),
  unique (framework_id, measure)
);
comment on table indicator is 'performance: a measure used in a framework, with a label in each language';

create table series (
  id uuid primary key,
  created_at timestamptz not null,
  created_by uuid,
  indicator_id uuid not null references indicator,
  centre_id uuid references centre,
  slice text not null default ''
);
comment on table series is 'performance: an indicator for one centre, or the whole agency, and one slice';
create unique index series_once on series (indicator_id, coalesce(centre_id, '00000000-0000-0000-0000-000000000000'), slice);

create table baseline (
  id uuid primary key,
  created_at timestamptz not null,
  created_by uuid not null,
  request_key uuid unique,
  series_id uuid not null references series,
  value numeric(24,6),
  status text not null check (status in ('measured','true_zero','not_recorded','not_applicable','zero_unconfirmed')),
  period text not null,
  measure_version int not null,
  definition_hash text not null,
  source text not null check (char_length(source) >= 3),
  reason text,
  replaces_id uuid references baseline,
  state text not null check (state in ('proposed','approved','refused','replaced')),
  decided_by uuid,
  decided_at timestamptz,
  check ((status in ('measured','true_zero','zero_unconfirmed')) = (value is not null)),
  check (status not in ('true_zero','zero_unconfirmed') or value = 0),
  check ((state = 'proposed') = (decided_by is null)),
  check (decided_by is distinct from created_by)
);
comment on table baseline is 'performance: the value that a target starts from; a restated one replaces the old, which stays';
create unique index baseline_in_force on baseline (series_id) where state = 'approved';
create unique index baseline_proposed on baseline (series_id) where state = 'proposed';

create table target_change (
  id uuid primary key,
  created_at timestamptz not null,
  created_by uuid not null,
  request_key uuid unique,
  series_id uuid not null references series,
  role text not null check (role in ('milestone','end')),
  period text not null,
  rule text not null,
  old_rule text,
  override_value numeric(24,6),
  override_reason text check (char_length(override_reason) >= 20),
  reason text not null check (char_length(reason) >= 20),
  state text not null check (state in ('proposed','approved','refused')),
  decided_by uuid,
  decided_at timestamptz,
  check ((override_value is null) = (override_reason is null)),
  check ((state = 'proposed') = (decided_by is null)),
  check (decided_by is distinct from created_by)
);
comment on table target_change is 'performance: the signed record of each new or changed target: who asked, who approved, why';
create unique index target_change_open on target_change (series_id, role, period) where state = 'proposed';

create table target_rule (
  id uuid primary key,
  created_at timestamptz not null,
  series_id uuid not null references series,
  role text not null check (role in ('milestone','end')),
  period text not null,
  rule text not null,
  baseline_id uuid references baseline,
  exact_num numeric(60,0), exact_den numeric(60,0) check (exact_den > 0),
  published numeric(24,6),
  band_lo numeric(24,6), band_hi numeric(24,6),
  override_value numeric(24,6),
  override_reason text,
  change_id uuid not null unique references target_change,
  replaced_by uuid references target_rule deferrable initially deferred,
  check ((exact_num is null) = (exact_den is null))
);
comment on table target_rule is 'performance: a target as a rule over a baseline, with its exact and its published value; the newest is in force';
create unique index target_rule_in_force on target_rule (series_id, role, period) where replaced_by is null;

-- A target comes into force by an approved change only, and afterwards says nothing new but what replaced it.
create function guard_target_rule() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if not exists (select 1 from target_change c where c.id = new.change_id and c.state = 'approved' and c.decided_by <> c.created_by
        and c.series_id = new.series_id and c.role = new.role and c.period = new.period and c.rule = new.rule and c.override_value is not distinct from new.override_value) then
      raise exception 'a target needs a change record that another person approved' using errcode = '23514';
    end if;
    return new;
  end if;
  if (to_jsonb(new) - 'replaced_by') <> (to_jsonb(old) - 'replaced_by') or old.replaced_by is not null then
    raise exception 'a target is replaced, never changed' using errcode = '23514';
  end if;
  return new;
end $$;
create trigger signed before insert or update on target_rule for each row execute function guard_target_rule();

create table spread_profile (
  id uuid primary key,
  created_at timestamptz not null,
  created_by uuid,
  series_id uuid not null unique references series,
  kind text not null check (kind in ('flat','days','seasonal','manual','step')),
  weights text[],
  step_on date,
  years int[] not null default '{}',
  check ((kind in ('seasonal','manual')) = (weights is not null)),
  check ((kind = 'step') = (step_on is not null)),
  check (weights is null or (array_length(weights, 1) = 12 and array_to_string(weights, ' ') ~ '^[0-9. ]+$'))
);
comment on table spread_profile is 'performance: which part of a yearly target is due in which month';

call guard_national('framework');
call guard_national('pillar');
call guard_national('indicator');
call guard_national('series');
call guard_national('baseline');
call guard_national('target_change');
call guard_national('target_rule');
call guard_national('spread_profile');

-- Plans of activities and the cycle -----------------------------------------------------------------------------------
create table activity_plan (
  id uuid primary key,
  created_at timestamptz not null,
  created_by uuid not null,
  version int not null default 1,
  request_key uuid unique,
  centre_id uuid not null references centre,
  title text not null check (char_length(title) between 3 and 200),
  period text not null,
  state text not null check (state in ('draft','adopted','closed')),
  adopted_on date, adopted_by uuid,
  seen_on date, seen_by uuid,
  check ((adopted_on is null) = (adopted_by is null)),
  check ((seen_on is null) = (seen_by is null)),
  check (state = 'draft' or adopted_on is not null)
);
comment on table activity_plan is 'performance: what a centre, or headquarters, will do in a period';
create index activity_plan_of on activity_plan (centre_id, period);

create table plan_activity (
  id uuid primary key,
  created_at timestamptz not null,
  created_by uuid not null,
  version int not null default 1,
  request_key uuid unique,
  plan_id uuid not null references activity_plan,
  centre_id uuid not null references centre,
  code text not null check (code ~ '^[A-Za-z0-9.-]{1,12}$'),
  title text not null check (char_length(title) between 3 and 300),
  owner_post text not null,
  start_on date, due_on date,
  weight numeric(10,3) not null default 1 check (weight > 0),
  moves uuid[] not null default '{}',
  state text not null check (state in ('not-started','planning','procurement','running','finalising','done','deferred','cancelled')),
  deferred_to date,
  reason text,
  typed_percent numeric(5,2) check (typed_percent between 0 and 100),
  typed_note text,
  moved_on date,
  unique (plan_id, code),
  check (due_on >= start_on),
  check ((typed_percent is null) = (typed_note is null)),
  check ((state = 'deferred') = (deferred_to is not null)),
  check (state not in ('deferred','cancelled') or reason is not null)
);
comment on table plan_activity is 'performance: an activity of a plan with its owner, its days and the indicators it should move';

create table plan_deliverable (
  id uuid primary key,
  created_at timestamptz not null,
  created_by uuid not null,
  version int not null default 1,
  request_key uuid unique,
  activity_id uuid not null references plan_activity,
  centre_id uuid not null references centre,
  title text not null check (char_length(title) between 3 and 300),
  weight numeric(10,3) not null default 1 check (weight > 0),
  due_on date,
  state text not null check (state in ('open','done','accepted')),
  evidence text,
  done_by uuid, accepted_by uuid,
  check (state = 'open' or char_length(evidence) >= 5),
  check ((state = 'open') = (done_by is null)),
  check ((state = 'accepted') = (accepted_by is not null)),
  check (accepted_by is distinct from done_by or accepted_by is null)
);
comment on table plan_deliverable is 'performance: what an activity brings; done needs evidence, accepted another person';
create index plan_deliverable_of on plan_deliverable (activity_id);

create table plan_dependency (
  activity_id uuid not null references plan_activity,
  needs_id uuid not null references plan_activity,
  centre_id uuid not null references centre,
  primary key (activity_id, needs_id),
  check (activity_id <> needs_id)
);
comment on table plan_dependency is 'performance: an activity that needs another one first';

create table cycle (
  id uuid primary key,
  created_at timestamptz not null,
  created_by uuid not null,
  version int not null default 1,
  request_key uuid unique,
  centre_id uuid not null references centre,
  period text not null,
  facilitator_post text not null,
  stage int not null default 1 check (stage between 1 and 5),
  state text not null check (state in ('running','waiting','closed')),
  plan_id uuid references activity_plan,
  snapshot jsonb,
  snapshot_digest text,
  none_reason text,
  read_by uuid, read_on date,
  unique (centre_id, period),
  check ((snapshot is null) = (snapshot_digest is null)),
  check ((state = 'closed') = (read_by is not null))
);
comment on table cycle is 'performance: one round of fact finding, planning, acting, observing and reflecting at a centre';

create table cycle_stage (
  id uuid primary key,
  created_at timestamptz not null,
  created_by uuid not null,
  cycle_id uuid not null references cycle,
  centre_id uuid not null references centre,
  stage int not null check (stage between 1 and 5),
  step text not null check (step in ('closed','reopened')),
  on_day date not null,
  reason text
);
comment on table cycle_stage is 'performance: when a stage of a cycle was closed or opened again, by whom and why';

create table cycle_entry (
  id uuid primary key,
  created_at timestamptz not null,
  created_by uuid not null,
  request_key uuid unique,
  cycle_id uuid not null references cycle,
  centre_id uuid not null references centre,
  kind text not null check (kind in ('cause','log','note','participant','keep','change','stop','ask-headquarters')),
  text text not null check (char_length(text) between 2 and 4000),
  evidence text,
  owner_post text,
  due_on date,
  state text not null default 'open' check (state in ('open','done','dropped')),
  from_entry uuid references cycle_entry
);
comment on table cycle_entry is 'performance: causes with evidence, the log, who took part, and decisions of a cycle';
create index cycle_entry_of on cycle_entry (cycle_id, created_at);

call guard_by_centre('activity_plan');
call guard_by_centre('plan_activity');
call guard_by_centre('plan_deliverable');
call guard_by_centre('plan_dependency');
call guard_by_centre('cycle');
call guard_by_centre('cycle_stage');
call guard_by_centre('cycle_entry');
