-- Why: an activity says which output of the plan it serves, as plans of other offices and of donors do.
-- Locks: plan_activity for a moment.

alter table plan_activity add column output text check (char_length(output) between 1 and 300);
