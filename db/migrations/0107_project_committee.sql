-- Why: the steering committee has seats by side; a meeting has an agenda, attendance by seat and minutes that are signed.
-- Locks: project_record for a moment, to add empty columns.

create table project_seat (
  id uuid primary key,
  project_id uuid not null references project (id) on delete cascade,
  side text not null check (side in ('government', 'workers', 'employers', 'donor', 'agency')),
  post text not null check (length(post) between 1 and 200),
  is_open boolean not null default true,
  unique (project_id, side, post)
);
comment on table project_seat is 'projects: a seat in the steering committee; a post, never a person';

create table project_attendance (
  id uuid primary key,
  project_id uuid not null references project (id) on delete cascade,
  meeting_id uuid not null references project_record (id) on delete cascade,
  seat_id uuid not null references project_seat (id) on delete cascade,
  sex text check (sex in ('F', 'M', 'X')),
  unique (meeting_id, seat_id)
);
comment on table project_attendance is 'projects: a seat that was taken at a meeting; a seat without a row was empty';

alter table project_record
  add column agenda text not null default '' check (length(agenda) <= 4000),
  add column minutes text not null default '' check (length(minutes) <= 20000),
  add column minutes_signed_on date,
  add check (kind = 'meeting' or (agenda = '' and minutes = '' and minutes_signed_on is null));

do $$
declare name text;
begin
  foreach name in array array['project_seat', 'project_attendance'] loop
    call guard_by_headquarters(name);
  end loop;
end $$;
