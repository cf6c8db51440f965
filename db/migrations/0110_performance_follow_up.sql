-- Why: evidence of an activity is a photo or a file, not a sentence alone; a decision of a cycle becomes an activity; notes ask a post
--      and are answered; centres are compared with their peers.
-- Locks: cycle_entry for a moment.

create table plan_evidence (
  id uuid primary key,
  created_at timestamptz not null,
  created_by uuid not null,
  request_key uuid unique,
  deliverable_id uuid not null references plan_deliverable,
  centre_id uuid not null references centre,
  media_type text not null check (media_type in ('image/jpeg','image/png','application/pdf')),
  bytes bytea not null check (octet_length(bytes) between 8 and 4194304),
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  unique (deliverable_id, digest)
);
comment on table plan_evidence is 'performance: a photo or a file that shows that a deliverable is there; it never changes';
call guard_by_centre('plan_evidence');
create trigger written_once before update or delete on plan_evidence for each row execute function refuse_change();

create table review_note (
  id uuid primary key,
  created_at timestamptz not null,
  created_by uuid not null,
  request_key uuid unique,
  centre_id uuid not null references centre,
  subject text not null check (subject in ('indicator','plan','cycle')),
  subject_id uuid not null,
  text text not null check (char_length(text) between 3 and 4000),
  addressee_post text not null check (char_length(addressee_post) between 2 and 120),
  due_on date,
  state text not null default 'open' check (state in ('open','answered','closed')),
  answer text check (char_length(answer) between 3 and 4000),
  answered_by uuid, answered_at timestamptz,
  closed_by uuid, closed_at timestamptz,
  check ((state = 'open') = (answer is null)),
  check ((answer is null) = (answered_by is null) and (answer is null) = (answered_at is null)),
  check ((state = 'closed') = (closed_by is not null) and (closed_by is null) = (closed_at is null))
);
comment on table review_note is 'performance: a question about a figure, a plan or a cycle to a post; it is answered, never edited';
create index review_note_of on review_note (subject_id, centre_id, created_at);
call guard_by_centre('review_note');
create function guard_review_note() returns trigger language plpgsql as $$
begin
  if (to_jsonb(new) - array['state','answer','answered_by','answered_at','closed_by','closed_at']) <> (to_jsonb(old) - array['state','answer','answered_by','answered_at','closed_by','closed_at'])
    or (old.answer is not null and new.answer is distinct from old.answer) or old.state = 'closed' then
    raise exception 'a note is answered, never changed' using errcode = '23514';
  end if;
  return new;
end $$;
create trigger answered_only before update on review_note for each row execute function guard_review_note();

alter table cycle_entry add column activity_id uuid references plan_activity, add column state_reason text,
  add constraint cycle_entry_dropped check (state <> 'dropped' or state_reason is not null);

create table peer_group (
  id uuid primary key,
  created_at timestamptz not null,
  created_by uuid not null,
  request_key uuid unique,
  year int not null check (year between 2000 and 2200),
  name text not null check (char_length(name) between 1 and 80),
  unique (year, name)
);
comment on table peer_group is 'performance: centres with alike work and market in a year';
create table peer_member (
  group_id uuid not null references peer_group,
  centre_id uuid not null references centre,
  year int not null,
  primary key (centre_id, year)
);
comment on table peer_member is 'performance: the group of a centre in a year; it is fixed for the year';
create index peer_member_of on peer_member (group_id);
call guard_national('peer_group');
call guard_national('peer_member');
