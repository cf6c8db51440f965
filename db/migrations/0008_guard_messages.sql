-- Why: messages hold addresses of people, so they follow the person's relation like every other table about people.
--      Anyone's action may queue one (an employer's answer tells the person); the outbox reads them as the backup role.
-- Locks: message, for a moment.

call guard_open('message');
create policy queue_any on message for insert to openpes_app with check (true);
create policy read_own on message for select to openpes_app using (
  person_id = (select scope_person())
  or (person_id is not null and exists (select 1 from person_centre r where r.person_id = message.person_id and r.closed_at is null
        and r.centre_id = any ((select scope_centres())::uuid[])))
  or (person_id is null and centre_id = any ((select scope_centres())::uuid[]))
  or (person_id is null and employer_id = (select scope_employer())));
create policy drop_own on message for update to openpes_app using (
  person_id = (select scope_person())
  or (person_id is not null and exists (select 1 from person_centre r where r.person_id = message.person_id and r.closed_at is null
        and r.centre_id = any ((select scope_centres())::uuid[]))));
