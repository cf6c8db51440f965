-- Why: a target or a wording changes only by a record with its reason and a second person, and the report lists it
--      without anyone typing; a report that is returned keeps the copy that was signed; a report says what the records
--      now give for the figures of the report before.
-- Locks: project_report_line for a moment, to add empty columns.

create table project_change (
  id uuid primary key,
  project_id uuid not null references project (id) on delete cascade,
  subject text not null check (length(subject) between 1 and 60),
  field text not null check (field in ('milestone', 'end', 'baseline', 'objective', 'output', 'indicator')),
  before text not null,
  after text not null check (length(after) between 1 and 2000),
  reason text not null check (length(reason) between 20 and 2000),
  state text not null default 'proposed' check (state in ('proposed', 'approved', 'refused')),
  report_id uuid references project_report (id) on delete set null,
  proposed_by uuid,
  proposed_at timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  check ((state = 'proposed') = (decided_at is null)),
  check (decided_by is null or decided_by is distinct from proposed_by)
);
comment on table project_change is 'projects: a proposed or approved change of a rule, a baseline or a wording; approved ones are the reformulations of the report in which they took effect';
create index project_change_project on project_change (project_id);

create table project_report_copy (
  id uuid primary key,
  report_id uuid not null references project_report (id) on delete cascade,
  state text not null,
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  frozen text not null,
  frozen_at timestamptz not null,
  returned_at timestamptz not null,
  returned_by uuid,
  reason text not null check (length(reason) between 10 and 2000)
);
comment on table project_report_copy is 'projects: the frozen copy of a report that went back to its draft, with the reason';
create index project_report_copy_report on project_report_copy (report_id);

alter table project_report_line
  add column last_from text not null default '',
  add column last_to text not null default '',
  add column last_printed text not null default '',
  add column last_now text not null default '';
comment on column project_report_line.last_now is 'what the records give now for the months of the last report, whose figure stands in last_printed';

do $$
declare name text;
begin
  foreach name in array array['project_change', 'project_report_copy'] loop
    call guard_by_headquarters(name);
  end loop;
end $$;
