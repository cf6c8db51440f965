-- Why: an approved report is public in the house of donors and ministries: those who belong to no centre may read it,
--      and the name of its project. Drafts and everything below them stay inside the agency.
-- Locks: nothing; two policies are added.

create policy read_published on project_report for select to openpes_app using (state in ('approved', 'sent'));
create policy read_published on project for select to openpes_app using (
  exists (select 1 from project_report r where r.project_id = project.id and r.state in ('approved', 'sent')));
