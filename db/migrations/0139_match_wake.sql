-- Why: an index in memory learns of a change as soon as it is committed, instead of by asking five times a second.
-- Locks: match_dirty and match_outbox, for a moment.

create function match_wake() returns trigger language plpgsql as $$
begin
  perform pg_notify('match', '');
  return null;
end $$;
create trigger match_wake after insert on match_dirty for each statement execute function match_wake();
create trigger match_wake after insert on match_outbox for each statement execute function match_wake();
