-- Why: a statistician builds a measure by choosing; another person puts it in force. What was in force once is never changed: a new
--      meaning is a new version.
-- Locks: nothing that exists yet.

create table measure (
  id uuid primary key,
  created_at timestamptz not null,
  created_by uuid,
  key text not null unique check (key ~ '^[A-Z0-9_]{3,40}$')
);
comment on table measure is 'measures: a measure that the agency built itself; those that come with the program are in its code';

create table measure_version (
  id uuid primary key,
  created_at timestamptz not null,
  created_by uuid not null,
  measure_id uuid not null references measure,
  number int not null check (number > 0),
  tree jsonb not null,
  definition_hash text not null check (length(definition_hash) = 64),
  names jsonb not null,
  texts jsonb not null,
  valid_from date not null,
  state text not null check (state in ('waiting','active','refused','replaced')),
  decided_by uuid,
  decided_at timestamptz,
  unique (measure_id, number),
  check (decided_by is distinct from created_by or decided_by is null),
  check ((state = 'waiting') = (decided_by is null))
);
comment on table measure_version is 'measures: what a measure counts, with its words in each language; decided by a second person';
create unique index measure_version_waiting on measure_version (measure_id) where state = 'waiting';
create unique index measure_version_active on measure_version (measure_id) where state = 'active';

do $$
declare name text;
begin
  foreach name in array array['measure','measure_version'] loop
    call guard_open(name);
    execute format('create policy read_all on %I for select to openpes_app using (true)', name);
    execute format('create policy write_all on %I for insert to openpes_app with check (true)', name);
  end loop;
end $$;
create policy change_all on measure_version for update to openpes_app using (true);

create function keep_measure_version() returns trigger language plpgsql as $$
begin
  if (old.tree, old.definition_hash, old.names, old.texts, old.valid_from, old.number, old.measure_id, old.created_by) is distinct from
     (new.tree, new.definition_hash, new.names, new.texts, new.valid_from, new.number, new.measure_id, new.created_by)
    or not (old.state = 'waiting' or (old.state = 'active' and new.state = 'replaced')) then
    raise exception 'a version of a measure is never changed' using errcode = '23514';
  end if;
  return new;
end $$;
create trigger written_once before update on measure_version for each row execute function keep_measure_version();
