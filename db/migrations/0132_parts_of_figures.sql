-- Why: a target may be set for a part of a figure, such as women or people under 25. A locked month then freezes that part too, with
--      the keys of its own records: who was counted as what may change later, and the locked part must not.
-- Locks: observation and series for a moment; a column with a constant default writes no row.

alter table observation add column slice text not null default '' check (slice = '' or slice ~ '^(sex|age_band)=[^=]+$');
alter table observation drop constraint observation_centre_id_period_measure_lock_no_key;
alter table observation add constraint observation_once unique (centre_id, period, measure, slice, lock_no);
alter table series add constraint series_slice check (slice = '' or slice ~ '^(sex|age_band)=[^=]+$');
