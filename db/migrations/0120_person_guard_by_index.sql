-- Why: "is this person with my centre" was written as EXISTS, which PostgreSQL answers by reading the whole of
--      person_centre once per statement: every list grew with the country. As a single looked-up value it is answered
--      from the index, row by row. The rule itself is the same. Locks: each table with people, for an instant.

do $$
declare
  policy record;
  asked constant text := 'EXISTS \( SELECT 1\s+FROM person_centre r\s+WHERE (\(\(r\.person_id = [a-z_.]+\) AND \(r\.closed_at IS NULL\) AND \(r\.centre_id = ANY \(\( SELECT scope_centres\(\) AS scope_centres\)::uuid\[\]\)\)\))\)';
  looked_up constant text := '( SELECT true FROM person_centre r WHERE \1 LIMIT 1)';
begin
  for policy in
    select polname as name, polrelid::regclass as of_table, pg_get_expr(polqual, polrelid) as seen, pg_get_expr(polwithcheck, polrelid) as written from pg_policy
  loop
    if policy.seen ~ asked then
      execute format('alter policy %I on %s using (%s)', policy.name, policy.of_table, regexp_replace(policy.seen, asked, looked_up, 'g'));
    end if;
    if policy.written ~ asked then
      execute format('alter policy %I on %s with check (%s)', policy.name, policy.of_table, regexp_replace(policy.written, asked, looked_up, 'g'));
    end if;
  end loop;
end $$;

create index registration_centre_due on registration (centre_id, expires_on) where state = 'active';
