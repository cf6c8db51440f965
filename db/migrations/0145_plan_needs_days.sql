-- Why: an activity that no longer waits for another one; and what a centre states of a day without records: open and nobody came,
--      or closed. Silence is neither. And why a vacancy closed without anybody found.
-- Locks: vacancy, for a moment.

grant delete on plan_dependency to openpes_app;

create table day_statement (
  id uuid primary key,
  created_at timestamptz not null,
  created_by uuid not null,
  centre_id uuid not null references centre,
  day date not null,
  kind text not null check (kind in ('nil','closed')),
  reason text check (char_length(reason) between 5 and 300),
  withdrawn_by uuid,
  withdrawn_at timestamptz,
  check (kind = 'nil' or reason is not null),
  check ((withdrawn_by is null) = (withdrawn_at is null))
);
comment on table day_statement is 'measures: what a centre states of a day without records; a withdrawn one stays';
create unique index day_statement_once on day_statement (centre_id, day) where withdrawn_at is null;
call guard_by_centre('day_statement');

alter table vacancy add column unfilled_reason text check (unfilled_reason in ('no-suitable-candidate','conditions','employer-withdrew','other'));
