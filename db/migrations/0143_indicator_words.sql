-- Why: an indicator that was taken out gives its measure free for another one of its framework; in force, one measure stands once. Names
--      and parts that headquarters gave an indicator of the country's file stay when the file is loaded again.
-- Locks: indicator and pillar for a moment; they hold a few dozen rows.

alter table indicator drop constraint indicator_framework_id_measure_key;
create unique index indicator_measure_once on indicator (framework_id, measure) where retired_on is null;
alter table indicator add column has_own_words boolean not null default false;
alter table pillar add column has_own_titles boolean not null default false;
