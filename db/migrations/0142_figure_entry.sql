-- Why: some figures are not counted from records: a survey gives the labour force, a list gives hours of training. Such a figure is
--      entered with its source and counts when a second person has confirmed it. It is never edited, only replaced by a newer one.
-- Locks: nothing that exists yet.

create table figure_entry (
  id uuid primary key,
  created_at timestamptz not null,
  entered_by uuid not null,
  entered_on date not null,
  measure text not null check (measure ~ '^[A-Z0-9_]{3,40}$'),
  kind text not null check (kind in ('external','manual')),
  centre_id uuid references centre,
  period text not null check (period ~ '^[0-9]{4}(-(0[1-9]|1[0-2])|-Q[1-4]|-S[12])?$'),
  from_day date not null,
  to_day date not null,
  value numeric(24,6) check (value >= 0),
  not_recorded boolean not null,
  source text check (char_length(source) between 3 and 300),
  method text check (char_length(method) between 3 and 1000),
  collector text check (char_length(collector) between 2 and 120),
  collected_on date,
  evidence text check (char_length(evidence) between 3 and 500),
  state text not null default 'entered' check (state in ('entered','confirmed','refused','replaced')),
  decided_by uuid,
  decided_on date,
  decision_reason text check (char_length(decision_reason) between 3 and 1000),
  replaced_on date,
  check (from_day < to_day),
  check ((value is null) = not_recorded),
  check (not not_recorded or method is not null),
  check (not_recorded or kind <> 'external' or source is not null),
  check (not_recorded or kind <> 'manual' or num_nulls(method, collector, collected_on, evidence) = 0),
  check (decided_by is null or decided_by <> entered_by),
  check ((state = 'entered') = (decided_by is null) and (decided_by is null) = (decided_on is null)),
  check (state <> 'refused' or decision_reason is not null),
  check ((state = 'replaced') = (replaced_on is not null))
);
comment on table figure_entry is 'measures: a figure that a person entered with its source; it counts when another person has confirmed it, and is never changed';
create unique index figure_entry_confirmed on figure_entry (measure, period, coalesce(centre_id, '00000000-0000-0000-0000-000000000000'::uuid)) where state = 'confirmed';
create unique index figure_entry_waiting on figure_entry (measure, period, coalesce(centre_id, '00000000-0000-0000-0000-000000000000'::uuid)) where state = 'entered';
create index figure_entry_of on figure_entry (measure, to_day);

call guard_open('figure_entry');
create policy read_all on figure_entry for select to openpes_app using (true);
create policy write_own on figure_entry for insert to openpes_app with check (
  centre_id = any ((select scope_centres())::uuid[]) or (select scope_reach()) = 'national');
-- A statistician decides too, whose scope holds no centre; the trigger lets nothing but the decision through.
create policy decide_all on figure_entry for update to openpes_app using (true);

create function keep_figure_entry() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'an entered figure is never deleted' using errcode = '23514';
  end if;
  if (to_jsonb(new) - array['state','decided_by','decided_on','decision_reason','replaced_on']) <> (to_jsonb(old) - array['state','decided_by','decided_on','decision_reason','replaced_on'])
    or not ((old.state = 'entered' and new.state in ('confirmed','refused'))
      or (old.state = 'confirmed' and new.state = 'replaced' and (new.decided_by, new.decided_on) = (old.decided_by, old.decided_on) and new.decision_reason is not distinct from old.decision_reason)) then
    raise exception 'an entered figure is decided once and never changed' using errcode = '23514';
  end if;
  return new;
end $$;
create trigger decided_once before update or delete on figure_entry for each row execute function keep_figure_entry();
