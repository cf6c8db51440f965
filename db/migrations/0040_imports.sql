-- Why: imports of registers: each file with what was chosen, checked, written and undone, and which record came from
--      which row, so that the same file adds nothing and an import can be taken back whole.
-- Role: login. Locks: nothing that exists yet.

set local role openpes_owner;

create table import_batch (
  id uuid primary key,
  created_at timestamptz not null,
  created_by uuid,
  version int not null default 1,
  request_key uuid unique,
  centre_id uuid references centre,
  register text not null,
  source_system text not null,
  file_name text not null,
  file_digest text not null,
  file bytea,
  choices jsonb not null default '{}',
  state text not null check (state in ('uploaded','mapped','checked','committed','undone','discarded')),
  counts jsonb not null default '{}',
  report jsonb not null default '{}',
  checked_at timestamptz,
  committed_at timestamptz,
  committed_by uuid,
  undo_until timestamptz,
  undone_at timestamptz,
  undone_by uuid,
  check (state not in ('committed','undone') or committed_at is not null)
);
comment on table import_batch is 'platform: one file brought into a register; the file and its report are forgotten when its undo time is over';
create index import_batch_centre on import_batch (centre_id, created_at);
call guard_by_centre('import_batch');

create table import_row (
  register text not null,
  source_system text not null,
  source_id text not null,
  batch_id uuid not null references import_batch,
  centre_id uuid,
  row_number int not null,
  row_hash text not null,
  record_id uuid not null,
  primary key (register, source_system, source_id)
);
comment on table import_row is 'platform: which record of a register came from which row of a file';
create index import_row_batch on import_row (batch_id);
create index import_row_record on import_row (record_id);
call guard_by_centre('import_row');

reset role;

-- Taking an import back needs deletes that the application never has. The functions below belong to the backup role,
-- delete only what an import of the caller's scope made, and leave every record that anybody touched since.
do $$ begin execute 'grant create on schema public to openpes_backup'; end $$;
set local role openpes_backup;

create function import_register_table(register text) returns text language sql immutable as $$
  select case register when 'jobseekers' then 'person' when 'employers' then 'employer' when 'vacancies' then 'vacancy'
    when 'referrals' then 'referral' when 'placements' then 'placement' when 'services' then 'service_event'
    when 'group-sessions' then 'group_session' when 'visits' then 'visit' when 'centres' then 'centre' end
$$;

-- The column that says when a row of this table was made; null where rows carry no time.
create function import_time_column(name text) returns text language sql stable as $$
  select attname::text from pg_attribute where attrelid = name::regclass and not attisdropped and attname in ('created_at','opened_at','at')
  order by case attname when 'created_at' then 1 when 'opened_at' then 2 else 3 end limit 1
$$;

-- Tables that point at this one, with the column that does.
create function import_pointers(name text) returns table (child text, column_name text, has_id boolean, has_version boolean)
language sql stable as $$
  select r.relname::text, a.attname::text,
    exists (select 1 from pg_attribute i where i.attrelid = r.oid and i.attname = 'id' and not i.attisdropped),
    exists (select 1 from pg_attribute i where i.attrelid = r.oid and i.attname = 'version' and not i.attisdropped)
  from pg_constraint c join pg_class r on r.oid = c.conrelid join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
  where c.contype = 'f' and c.confrelid = name::regclass and array_length(c.conkey, 1) = 1 and r.relname not in ('import_batch')
  order by 1, 2
$$;

-- Which of these records carry anything that was not made at this moment, or that was edited since.
create function import_touched(name text, ids uuid[], moment timestamptz, depth int) returns uuid[] language plpgsql as $$
declare
  pointer record;
  found uuid[];
  children uuid[];
  touched uuid[] := '{}';
  made text;
begin
  if depth > 6 or coalesce(array_length(ids, 1), 0) = 0 then return touched; end if;
  for pointer in select * from import_pointers(name) loop
    made := import_time_column(pointer.child);
    if pointer.child = name then
      execute format('select coalesce(array_agg(distinct c.%1$I), ''{}'') from %2$I c where c.%1$I = any ($1) and not c.id = any ($1)', pointer.column_name, name)
        into found using ids;
      touched := touched || found;
      continue;
    end if;
    execute format('select coalesce(array_agg(distinct c.%1$I), ''{}'') from %2$I c where c.%1$I = any ($1) and (false %3$s %4$s %5$s)',
      pointer.column_name, pointer.child,
      case when made is null then '' else format('or c.%I <> $2', made) end,
      case when pointer.has_version then 'or c.version <> 1' else '' end,
      case when pointer.has_id then 'or exists (select 1 from import_row r where r.record_id = c.id)' else '' end)
      into found using ids, moment;
    touched := touched || found;
    if pointer.has_id then
      execute format('select coalesce(array_agg(c.id), ''{}'') from %I c where c.%I = any ($1)', pointer.child, pointer.column_name)
        into children using ids;
      children := import_touched(pointer.child, children, moment, depth + 1);
      if coalesce(array_length(children, 1), 0) > 0 then
        execute format('select coalesce(array_agg(distinct c.%I), ''{}'') from %I c where c.id = any ($1)', pointer.column_name, pointer.child)
          into found using children;
        touched := touched || found;
      end if;
    end if;
  end loop;
  return touched;
end $$;

-- Deletes records and what hangs on them, the far ends first.
create function import_remove(name text, ids uuid[], depth int) returns void language plpgsql as $$
declare
  pointer record;
  children uuid[];
begin
  if depth > 6 or coalesce(array_length(ids, 1), 0) = 0 then return; end if;
  for pointer in select * from import_pointers(name) where child <> name order by has_id desc loop
    if pointer.has_id then
      execute format('select coalesce(array_agg(c.id), ''{}'') from %I c where c.%I = any ($1)', pointer.child, pointer.column_name)
        into children using ids;
      perform import_remove(pointer.child, children, depth + 1);
    else
      execute format('delete from %I c where c.%I = any ($1)', pointer.child, pointer.column_name) using ids;
    end if;
  end loop;
  execute format('delete from %I where id = any ($1)', name) using ids;
end $$;

-- Takes a committed import back. Answers with the rows whose records stay because somebody worked on them since.
create function undo_import(batch uuid, moment timestamptz) returns table (register text, source_id text, row_number int, record_id uuid)
language plpgsql security definer set search_path = public as $$
declare
  found import_batch;
  part text;
  root text;
  ids uuid[];
  kept uuid[];
begin
  select b.* into found from import_batch b where b.id = batch for update;
  if found.id is null or found.state <> 'committed' or found.undo_until < moment
     or not (scope_reach() = 'national' or coalesce(found.centre_id = any (scope_centres()), false)) then
    raise exception 'this import cannot be undone' using errcode = '42501';
  end if;
  foreach part in array array['placements','referrals','services','group-sessions','visits','vacancies','jobseekers','employers','centres'] loop
    root := import_register_table(part);
    select coalesce(array_agg(r.record_id), '{}') into ids from import_row r where r.batch_id = batch and r.register = part;
    if coalesce(array_length(ids, 1), 0) = 0 then continue; end if;
    execute format('select coalesce(array_agg(t.id), ''{}'') from %I t where t.id = any ($1) and (t.created_at <> $2 %s)', root,
      case when exists (select 1 from pg_attribute a where a.attrelid = root::regclass and a.attname = 'version') then 'or t.version <> 1' else '' end)
      into kept using ids, found.committed_at;
    kept := kept || import_touched(root, ids, found.committed_at, 0);
    ids := array(select unnest(ids) except select unnest(kept));
    delete from import_row r where r.batch_id = batch and r.record_id = any (ids);
    perform import_remove(root, ids, 0);
    return query select r.register, r.source_id, r.row_number, r.record_id from import_row r
      where r.batch_id = batch and r.register = part order by r.row_number;
  end loop;
end $$;
reset role;
revoke all on function import_touched(text, uuid[], timestamptz, int), import_remove(text, uuid[], int), undo_import(uuid, timestamptz) from public;
grant execute on function undo_import(uuid, timestamptz) to openpes_app;
do $$ begin execute 'revoke create on schema public from openpes_backup'; end $$;
