-- Why: what a project keeps between its reports: issues with their actions, meetings of the committee with their
--      decisions, evaluations with their recommendations, lessons, budget lines. Reports take their texts from here.
-- Locks: nothing that exists yet.

create table project_record (
  id uuid primary key,
  project_id uuid not null references project (id) on delete cascade,
  kind text not null check (kind in ('issue', 'action', 'meeting', 'decision', 'evaluation', 'recommendation', 'lesson', 'budget-line')),
  parent_id uuid references project_record (id) on delete cascade,
  title text not null check (length(title) between 1 and 300),
  text text not null default '' check (length(text) <= 4000),
  owner_post text not null default '',
  happened_on date,
  due_on date,
  planned numeric(14,2),
  spent numeric(14,2),
  state text not null default 'open' check (state in ('open', 'acting', 'done', 'verified')),
  done_by uuid,
  version int not null default 1,
  created_at timestamptz not null,
  created_by uuid,
  check (kind = 'budget-line' or (planned is null and spent is null)),
  check ((kind in ('action', 'decision', 'recommendation')) = (parent_id is not null))
);
comment on table project_record is 'projects: issues and actions, meetings and decisions, evaluations and recommendations, lessons and budget lines of a project';
create index project_record_project on project_record (project_id, kind);

call guard_by_headquarters('project_record');
