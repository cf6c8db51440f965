-- Why: figures of one month over all centres read the facts by their day; the indexes that exist begin with the centre.
-- Locks: each table against writing while its index is built, under a second for 100,000 rows.

create index registration_accepted on registration (accepted_on);
create index visit_day on visit (visited_on);
create index service_event_day on service_event (given_on);
create index vacancy_received on vacancy (received_on);
create index vacancy_posts_change_day on vacancy_posts_change (day);
create index referral_day on referral (made_on);
create index interview_day on interview (held_on);
create index placement_day on placement (start_date);
