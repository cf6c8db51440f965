-- Why: every page about a person and every fact view reads these tables by person, and the desk reads what waits at a centre.
-- Locks: each table while its index is made; seconds per million rows.

create index education_person on education (person_id);
create index experience_person on experience (person_id);
create index wish_person on wish (person_id);
create index work_status_person on work_status (person_id);
create index accommodation_need_person on accommodation_need (person_id) where ended_on is null;
create index renewal_person on renewal (person_id);
create index person_note_person on person_note (person_id);
create index group_membership_person on group_membership (person_id);
create index consent_person on consent (person_id);
create index duplicate_pair_other on duplicate_pair (other_id);
create index duplicate_pair_undecided on duplicate_pair (centre_id, due_on) where decision is null;
create index registration_centre_active on registration (centre_id, person_id) where state = 'active';
create index registration_pending on registration (centre_id, review_due_on) where state = 'pending';
