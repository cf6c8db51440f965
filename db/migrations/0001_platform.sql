-- Why: database roles, the scope that every request sets, row-level security by macro, the audit chain,
--      request keys and background jobs. Everything later builds on these.
-- Role: login. Locks: nothing that exists yet.

do $$
declare name text;
begin
  foreach name in array array['openpes_owner','openpes_app','openpes_audit','openpes_facts','openpes_stats','openpes_backup'] loop
    if not exists (select 1 from pg_roles where rolname = name) then
      execute format('create role %I nologin', name);
    end if;
    if not pg_has_role(current_user, name, 'member') then
      execute format('grant %I to %I', name, current_user);
    end if;
  end loop;
end $$;

grant usage on schema public to openpes_owner, openpes_app, openpes_audit, openpes_facts, openpes_stats, openpes_backup;
grant create on schema public to openpes_owner, openpes_audit, openpes_facts;
create extension if not exists pg_trgm;

set local role openpes_owner;

create collation if not exists km_icu (provider = icu, locale = 'km');
create collation if not exists lo_icu (provider = icu, locale = 'lo');

alter default privileges for role openpes_owner in schema public grant select, insert, update on tables to openpes_app;
alter default privileges for role openpes_owner in schema public grant select, insert, update, delete on tables to openpes_backup;
alter default privileges for role openpes_owner in schema public grant usage, select on sequences to openpes_app, openpes_backup;

-- The scope of a request. Each value is set inside the transaction; a value that is not set is an error, never "everything".
create function scope_value(setting text) returns text language plpgsql stable as $$
declare found text := current_setting('openpes.' || setting, true);
begin
  if found is null or found = '' then
    raise exception 'scope % is not set', setting using errcode = '42501';
  end if;
  return found;
end $$;
create function scope_centres() returns uuid[] language sql stable as $$ select scope_value('centre_ids')::uuid[] $$;
create function scope_person() returns uuid language sql stable as $$ select nullif(scope_value('person_id'), 'none')::uuid $$;
create function scope_employer() returns uuid language sql stable as $$ select nullif(scope_value('employer_id'), 'none')::uuid $$;
create function scope_reach() returns text language sql stable as $$ select scope_value('reach') $$;

-- guard_open: read by the two service roles whatever the scope (fact views, backup). Every guarded table gets it.
create procedure guard_open(name text) language plpgsql as $$
begin
  execute format('alter table %I enable row level security', name);
  execute format('alter table %I force row level security', name);
  execute format('create policy to_facts on %I for select to openpes_facts using (true)', name);
  execute format('create policy to_backup on %I to openpes_backup using (true) with check (true)', name);
end $$;

-- guard_by_person: rows follow the person's open relation with a centre, or belong to the person who is signed in.
create procedure guard_by_person(name text) language plpgsql as $$
begin
  call guard_open(name);
  execute format($policy$create policy by_relation on %1$I to openpes_app using (
    person_id = (select scope_person()) or exists (
      select 1 from person_centre r where r.person_id = %1$I.person_id and r.closed_at is null
        and r.centre_id = any ((select scope_centres())::uuid[])))$policy$, name);
end $$;

-- guard_by_writer: rows stay with the centre that wrote them (notes, answers about health).
create procedure guard_by_writer(name text) language plpgsql as $$
begin
  call guard_open(name);
  execute format('create policy by_writer on %I to openpes_app using (centre_id = any ((select scope_centres())::uuid[]))', name);
end $$;

-- guard_by_centre: records of a centre; headquarters reaches all of them.
create procedure guard_by_centre(name text) language plpgsql as $$
begin
  call guard_open(name);
  execute format($policy$create policy by_centre on %1$I to openpes_app using (
    centre_id = any ((select scope_centres())::uuid[]) or (select scope_reach()) = 'national')$policy$, name);
end $$;

-- guard_public: everybody may read, the centre itself and headquarters may write.
create procedure guard_public(name text, centre_column text) language plpgsql as $$
begin
  call guard_open(name);
  execute format('create policy read_all on %I for select to openpes_app using (true)', name);
  execute format($policy$create policy write_own on %1$I for insert to openpes_app with check (
    %2$I = any ((select scope_centres())::uuid[]) or (select scope_reach()) = 'national')$policy$, name, centre_column);
  execute format($policy$create policy change_own on %1$I for update to openpes_app using (
    %2$I = any ((select scope_centres())::uuid[]) or (select scope_reach()) = 'national')$policy$, name, centre_column);
end $$;

create table request_key (
  actor text not null,
  key uuid not null,
  route text not null,
  body_hash text not null,
  status int,
  location text,
  answer text check (octet_length(answer) <= 8192),
  at timestamptz not null,
  primary key (actor, key)
);
comment on table request_key is 'platform: one row for each intention; a form or call sent twice gets the first answer';
create index request_key_at on request_key (at);
grant delete on request_key to openpes_app;

create table job (
  id uuid primary key,
  kind text not null,
  payload jsonb not null,
  run_at timestamptz not null,
  attempts int not null default 0,
  taken_at timestamptz,
  done_at timestamptz,
  failed_code text,
  unique_key text unique
);
comment on table job is 'platform: work that runs after the commit that asked for it; ids and codes only';
create index job_due on job (run_at) where done_at is null;
grant delete on job to openpes_app;

create table message (
  id uuid primary key,
  template text not null,
  language text not null,
  channel text not null,
  person_id uuid,
  employer_id uuid,
  centre_id uuid,
  address text,
  parameters jsonb not null default '{}',
  body text not null,
  parts int not null,
  queued_at timestamptz not null,
  sent_at timestamptz,
  result text not null default 'queued' check (result in ('queued','sent','failed','dropped','no-channel')),
  attempts int not null default 0,
  unique_key text unique
);
comment on table message is 'platform: outbox of messages to people; written by the action, sent after its commit, once';
create index message_queued on message (queued_at) where result = 'queued';
create index message_person on message (person_id);

create table setting (
  name text primary key,
  value jsonb not null,
  changed_at timestamptz not null
);
comment on table setting is 'platform: facts about this installation, such as its country';

create table alarm (
  id uuid primary key,
  kind text not null,
  at timestamptz not null,
  account_id uuid,
  detail jsonb not null default '{}',
  seen_at timestamptz
);
comment on table alarm is 'platform: what an officer must look at; ids and counts only';

-- The audit chain: sixteen lanes, so that writers rarely wait for each other.
reset role;
create table audit_lane (
  lane int primary key check (lane between 0 and 15),
  seq bigint not null default 0,
  hash bytea not null default decode(repeat('00', 32), 'hex'),
  at timestamptz not null default '-infinity'
);
comment on table audit_lane is 'platform: head of each audit lane';
insert into audit_lane (lane) select generate_series(0, 15);

create table audit_entry (
  lane int not null,
  seq bigint not null,
  at timestamptz not null,
  actor_id text,
  role text,
  centre text,
  action text not null,
  subject_kind text,
  subject_id text,
  purpose text,
  basis text,
  fields text,
  outcome text not null check (outcome in ('done', 'refused')),
  request_id text,
  hash bytea not null,
  primary key (lane, seq)
);
comment on table audit_entry is 'platform: who did or read what, when and why; ids, codes and field names, no values';
create index audit_entry_subject on audit_entry (subject_kind, subject_id, at);
create index audit_entry_actor on audit_entry (actor_id, at);

create table audit_seal (
  id uuid primary key,
  at timestamptz not null,
  hash text not null,
  lanes jsonb not null
);
comment on table audit_seal is 'platform: digests over all lanes, to be kept outside the agency too';

alter table audit_lane owner to openpes_audit;
alter table audit_entry owner to openpes_audit;
alter table audit_seal owner to openpes_audit;
set local role openpes_audit;
grant select on audit_entry, audit_lane, audit_seal to openpes_app;
grant insert on audit_seal to openpes_app;
grant select, insert, update, delete on audit_entry, audit_lane, audit_seal to openpes_backup;

create function audit_part(value text) returns text language sql immutable as
$$ select case when value is null then '-,' else octet_length(value) || ':' || value || ',' end $$;

-- Fifteen values, each with its length in bytes, so that no two rows share a text.
create function audit_canonical(e audit_entry) returns text language sql stable as $$
  select audit_part('1') || audit_part(e.lane::text) || audit_part(e.seq::text)
    || audit_part(to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
    || audit_part(e.actor_id) || audit_part(e.role) || audit_part(e.centre) || audit_part(e.action)
    || audit_part(e.subject_kind) || audit_part(e.subject_id) || audit_part(e.purpose) || audit_part(e.basis)
    || audit_part(e.fields) || audit_part(e.outcome) || audit_part(e.request_id)
$$;

create function audit_append(entries jsonb, at timestamptz) returns void
language plpgsql security definer set search_path = public as $$
declare
  head audit_lane;
  item jsonb;
  entry audit_entry;
begin
  select * into head from audit_lane where lane = pg_backend_pid() % 16 for update;
  for item in select * from jsonb_array_elements(entries) loop
    entry := jsonb_populate_record(null::audit_entry, item);
    entry.lane := head.lane;
    entry.seq := head.seq + 1;
    entry.at := greatest(date_trunc('milliseconds', audit_append.at), head.at);
    entry.hash := sha256(head.hash || convert_to(audit_canonical(entry), 'UTF8'));
    insert into audit_entry values (entry.*);
    head.seq := entry.seq;
    head.hash := entry.hash;
    head.at := entry.at;
  end loop;
  update audit_lane set seq = head.seq, hash = head.hash, at = head.at where lane = head.lane;
end $$;
revoke all on function audit_append(jsonb, timestamptz) from public;
grant execute on function audit_append(jsonb, timestamptz) to openpes_app;
reset role;
