-- Why: an activity has months in which it is planned, an owner and a budget line: the planned percentage of a report
--      comes from there, and the plan of a year can be adopted and compared with what it is now.
-- Locks: project_activity for a moment, to add empty columns.

alter table project_activity
  add column starts text check (starts ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
  add column ends text check (ends ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
  add column owner_post text not null default '' check (length(owner_post) <= 100),
  add column plan_version int not null default 1,
  add check ((starts is null) = (ends is null)),
  add check (starts <= ends);

create table project_work_plan (
  id uuid primary key,
  project_id uuid not null references project (id) on delete cascade,
  year int not null check (year between 2000 and 2200),
  number int not null,
  activities jsonb not null,
  meeting_id uuid references project_record (id) on delete set null,
  adopted_at timestamptz not null,
  adopted_by uuid,
  unique (project_id, year, number)
);
comment on table project_work_plan is 'projects: the plan of a year as a meeting of the committee adopted it; later plans stand beside it';

call guard_by_headquarters('project_work_plan');
