-- Why: a saved search may tell at once; its owner may let it rest; messages that did not arrive are told apart from those
--      nobody followed; a counsellor saves a search for a person; the link of a message renews a search that ended.
-- Role: login. Locks: saved_search, for a moment.

set local role openpes_owner;

alter table saved_search drop constraint saved_search_frequency_check;
alter table saved_search add constraint saved_search_frequency_check check (frequency in ('now','daily','weekly'));
alter table saved_search drop constraint saved_search_state_reason_check;
alter table saved_search add constraint saved_search_state_reason_check check (state_reason in ('unopened','undelivered','asked','stopped','expired'));
alter table saved_search add column saved_by uuid;
create index saved_search_undelivered on saved_search (person_id) where state_reason = 'undelivered';

-- Like stop_saved_search: who holds the link learns nothing about the person. A search that somebody stopped stays stopped.
create function renew_saved_search(given uuid, on_day date, until date) returns boolean language sql volatile security definer set search_path = public as $$
  with renewed as (
    update saved_search set state = 'active', state_reason = null, unopened = 0, expires_on = until,
      new_since = case when state = 'active' then new_since else on_day end
    where stop_key = given and state_reason is distinct from 'stopped' returning 1)
  select exists (select 1 from renewed)
$$;
revoke all on function renew_saved_search(uuid, date, date) from public;
grant execute on function renew_saved_search(uuid, date, date) to openpes_app;

reset role;
