-- Why: what ranks people reads their matching facts and nothing else: a role of its own that has no right to groups, sex, names or contacts.
-- Role: login. Locks: the tables of facts, for a moment.

do $$
begin
  if not exists (select 1 from pg_roles where rolname = 'openpes_match') then create role openpes_match nologin; end if;
  if not pg_has_role(current_user, 'openpes_match', 'member') then execute format('grant openpes_match to %I', current_user); end if;
end $$;
grant usage on schema public to openpes_match;
set local role openpes_owner;
grant select on match_person, match_line, match_vacancy, match_skill, match_occupation, match_distance, match_related, match_setting, match_outbox to openpes_match;
create policy to_match on match_person for select to openpes_match using (true);
create policy to_match on match_line for select to openpes_match using (true);
grant execute on function match_refresh(int, date) to openpes_match;
grant execute on function match_scores(uuid[], uuid[], date, boolean) to openpes_match;
reset role;
