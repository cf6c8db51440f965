-- Why: two functions that act with their owner's rights were open to every role; the desk counted a colleague's day by
--      reading every service. Locks: service_event, while its index is built.

revoke all on function match_note() from public;
revoke all on function match_settings() from public;
grant execute on function match_settings() to openpes_app, openpes_match, openpes_backup;
create index service_event_account_entered on service_event (account_id, entered_on);
