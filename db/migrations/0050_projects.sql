-- Why: donor projects, their results framework and their progress reports as they were printed and as they are computed.
--      No row holds a person; staff stand as account ids. Everybody who works for the agency or watches it may read,
--      only headquarters writes. A draft may be taken back whole, so its rows may be deleted.
-- Locks: nothing that exists yet.

create procedure guard_by_headquarters(name text) language plpgsql as $$
begin
  call guard_open(name);
  execute format($policy$create policy read_inside on %I for select to openpes_app using ((select scope_reach()) in ('national', 'centre'))$policy$, name);
  execute format($policy$create policy add_national on %I for insert to openpes_app with check ((select scope_reach()) = 'national')$policy$, name);
  execute format($policy$create policy change_national on %I for update to openpes_app using ((select scope_reach()) = 'national')$policy$, name);
  execute format($policy$create policy drop_national on %I for delete to openpes_app using ((select scope_reach()) = 'national')$policy$, name);
  execute format('grant delete on %I to openpes_app', name);
end $$;

create table project (
  id uuid primary key,
  code text not null unique check (code ~ '^[A-Z0-9][A-Z0-9-]{1,29}$'),
  title text not null check (length(title) between 1 and 500),
  symbol text not null default '',
  donor text not null default '',
  agency text not null default '',
  countries text[] not null,
  budget numeric(14,2) not null check (budget >= 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  months_stated int not null,
  start_planned text not null check (start_planned ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
  end_planned text not null check (end_planned ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
  start_actual text not null check (start_actual ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
  end_actual text not null check (end_actual ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
  language text not null,
  settings jsonb not null default '{}',
  state text not null default 'running' check (state in ('planned', 'running', 'suspended', 'closing', 'closed')),
  version int not null default 1,
  created_at timestamptz not null,
  created_by uuid
);
comment on table project is 'projects: a project of a donor with its dates and budget';

create table project_objective (
  id uuid primary key,
  project_id uuid not null references project (id) on delete cascade,
  position int not null,
  country text not null,
  number int not null,
  wording text not null,
  number_in_plan int not null,
  wording_in_plan text not null,
  printed jsonb not null default '{}',
  unique (project_id, country, number)
);
comment on table project_objective is 'projects: an immediate objective, with its number and wording in the work plan where they differ';

create table project_output (
  id uuid primary key,
  project_id uuid not null references project (id) on delete cascade,
  position int not null,
  code text not null,
  country text not null,
  objective_no int not null,
  output_no int not null,
  wording text not null,
  printed jsonb not null default '{}',
  unique (project_id, code)
);
comment on table project_output is 'projects: a product of the project under an objective of the work plan';

create table project_activity (
  id uuid primary key,
  project_id uuid not null references project (id) on delete cascade,
  position int not null,
  code text not null,
  country text not null,
  objective_no int not null,
  output_no int not null,
  number text not null,
  title text not null,
  unique (project_id, code)
);
comment on table project_activity is 'projects: an activity under an output';

create table project_series (
  id uuid primary key,
  project_id uuid not null references project (id) on delete cascade,
  position int not null,
  code text not null,
  row_code text not null,
  country text not null,
  objective_no int not null,
  part text not null default '',
  indicator text not null,
  label text not null default '',
  measures text[] not null,
  slice text not null default '',
  unit text not null,
  unit_in_label text not null default '',
  nature text not null check (nature in ('flow', 'stock', 'rate')),
  baseline numeric(24,6),
  baseline_text text not null default '',
  baseline_printed text not null default '',
  end_cell text not null default '',
  end_rule text not null,
  end_printed text not null default '',
  linked_output text not null default '',
  measure_id text,
  source_line text not null default '',
  unique (project_id, code)
);
comment on table project_series is 'projects: an indicator for one country and slice, with its baseline and end target; measure_id binds it to a measure of this register';

create table project_event (
  id uuid primary key,
  project_id uuid not null references project (id) on delete cascade,
  position int not null,
  event text not null,
  country text not null default '',
  happened text not null,
  printed text not null,
  name text,
  is_planned boolean not null default false,
  is_significant boolean not null default false,
  source_line text not null default ''
);
comment on table project_event is 'projects: what happened when, as each place of a report tells it';
create index project_event_project on project_event (project_id);

create table project_report (
  id uuid primary key,
  project_id uuid not null references project (id) on delete cascade,
  sequence int not null,
  period_from text not null check (period_from ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
  period_to text not null check (period_to ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
  milestone_from text not null check (milestone_from ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
  milestone_to text not null check (milestone_to ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
  actuals_from text not null check (actuals_from ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
  actuals_to text not null check (actuals_to ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
  language text not null,
  printed jsonb not null,
  switches jsonb not null default '{}',
  state text not null default 'draft' check (state in ('draft', 'prepared', 'reviewed', 'approved', 'sent')),
  source_digest text,
  frozen text,
  digest text check (digest ~ '^[0-9a-f]{64}$'),
  frozen_at timestamptz,
  version int not null default 1,
  created_at timestamptz not null,
  created_by uuid,
  check (period_from <= period_to),
  check ((state = 'draft') = (frozen is null)),
  check ((frozen is null) = (digest is null)),
  unique (project_id, sequence),
  unique (project_id, period_to)
);
comment on table project_report is 'projects: a progress report; from "prepared" on it is a frozen copy with its digest';

create table project_report_line (
  id uuid primary key,
  report_id uuid not null references project_report (id) on delete cascade,
  series_id uuid not null references project_series (id) on delete cascade,
  milestone_cell text not null default '',
  milestone_rule text not null,
  milestone_printed text not null default '',
  actual_printed text not null default '',
  actual_status text not null,
  actual_from text not null default '',
  actual_to text not null default '',
  actual_source text not null default 'printed' check (actual_source in ('printed', 'entered', 'measure')),
  summary text not null default '',
  version int not null default 1,
  unique (report_id, series_id)
);
comment on table project_report_line is 'projects: milestone, actual and summary of one series in one report';

create table project_report_activity (
  id uuid primary key,
  report_id uuid not null references project_report (id) on delete cascade,
  activity_id uuid not null references project_activity (id) on delete cascade,
  percent numeric(6,2) check (percent between 0 and 100),
  percent_printed text not null default '',
  status text not null default '',
  summary text not null default '',
  source_line text not null default '',
  version int not null default 1,
  unique (report_id, activity_id)
);
comment on table project_report_activity is 'projects: how far an activity is in one report; no percentage means put off';

create table project_report_section (
  id uuid primary key,
  report_id uuid not null references project_report (id) on delete cascade,
  position int not null,
  code text not null,
  heading text not null,
  text text not null default '',
  limit_characters int,
  printed jsonb not null default '{}',
  version int not null default 1,
  unique (report_id, code)
);
comment on table project_report_section is 'projects: a text that people write in a report';

create table project_report_risk (
  id uuid primary key,
  report_id uuid not null references project_report (id) on delete cascade,
  number int not null,
  assumption text not null,
  level_before text not null,
  level_now text not null,
  text text not null default '',
  source_line int,
  version int not null default 1,
  unique (report_id, number)
);
comment on table project_report_risk is 'projects: a risk as one report assesses it, with the level before';

create table project_report_lesson (
  id uuid primary key,
  report_id uuid not null references project_report (id) on delete cascade,
  position int not null,
  heading text not null,
  text text not null default '',
  source_line int,
  version int not null default 1,
  unique (report_id, position)
);
comment on table project_report_lesson is 'projects: a lesson under one heading of the form';

create table project_report_issue (
  id uuid primary key,
  report_id uuid not null references project_report (id) on delete cascade,
  position int not null,
  cause text not null,
  is_ticked boolean not null default false,
  source_line int,
  unique (report_id, position)
);
comment on table project_report_issue is 'projects: a cause of difficulty that the form offers, ticked or not';

create table project_classification (
  id uuid primary key,
  report_id uuid not null references project_report (id) on delete cascade,
  kind text not null check (kind in ('output', 'objective')),
  ticked text,
  justification text not null default '',
  note text not null default '',
  version int not null default 1,
  unique (report_id, kind)
);
comment on table project_classification is 'projects: the class that a person ticks, beside the computed one, and why they differ';

create table project_finding_answer (
  id uuid primary key,
  report_id uuid not null references project_report (id) on delete cascade,
  rule text not null,
  subject text not null,
  variant text not null default '',
  state text not null check (state in ('answered', 'accepted', 'refused')),
  answer text not null check (length(answer) between 20 and 2000),
  answered_by uuid,
  answered_at timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  version int not null default 1,
  check (decided_by is null or decided_by is distinct from answered_by),
  unique (report_id, rule, subject, variant)
);
comment on table project_finding_answer is 'projects: what the preparer answers to a finding, and whether a second person accepts it';

create table project_sign_off (
  id uuid primary key,
  report_id uuid not null references project_report (id) on delete cascade,
  role text not null check (role in ('prepared', 'reviewed', 'approved')),
  account_id uuid not null,
  digest text not null,
  signed_at timestamptz not null,
  withdrawn_at timestamptz
);
comment on table project_sign_off is 'projects: three different people put their account to one digest';
create unique index project_sign_off_role on project_sign_off (report_id, role) where withdrawn_at is null;
create unique index project_sign_off_person on project_sign_off (report_id, account_id) where withdrawn_at is null;

create table project_export (
  id uuid primary key,
  report_id uuid not null references project_report (id) on delete cascade,
  format text not null,
  language text not null,
  digest text not null,
  exported_at timestamptz not null,
  exported_by uuid
);
comment on table project_export is 'projects: a file that left the house, with its digest';
create index project_export_report on project_export (report_id);

do $$
declare name text;
begin
  foreach name in array array['project', 'project_objective', 'project_output', 'project_activity', 'project_series', 'project_event', 'project_report',
    'project_report_line', 'project_report_activity', 'project_report_section', 'project_report_risk', 'project_report_lesson', 'project_report_issue',
    'project_classification', 'project_finding_answer', 'project_sign_off', 'project_export'] loop
    call guard_by_headquarters(name);
  end loop;
end $$;
