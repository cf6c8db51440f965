-- Why: a locked figure without a value may get one from late facts, and a rate may lose what it is divided by. A revision says so
--      with no value and the reason, never with a zero.
-- Locks: observation_revision, for a moment.

alter table observation_revision alter column old_value drop not null, alter column new_value drop not null,
  add column new_state text not null default 'ok' check (new_state in ('ok','no_data','nil','not_due','not_computable'));
alter table observation_revision alter column new_state drop default, add check ((new_state in ('ok','nil')) = (new_value is not null));
