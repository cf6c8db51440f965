-- Why: a program that holds the saved searches in memory reads only those that changed since it last looked, instead of
--      comparing all of them. The number of the transaction tells: what was running at the last look is looked at again.
-- Role: login. Locks: saved_search, for a moment.

set local role openpes_owner;

alter table saved_search add column changed_in bigint not null default 0;
create index saved_search_changed on saved_search (changed_in);

create function saved_search_change() returns trigger language plpgsql as $$
begin
  new.changed_in := pg_current_xact_id()::text::bigint;
  return new;
end $$;
create trigger saved_search_change before insert or update of words, filters, state on saved_search for each row execute function saved_search_change();

reset role;
