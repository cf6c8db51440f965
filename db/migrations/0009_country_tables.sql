-- Why: fact views need the country's age bands and derived groups where the rows are; the program fills them at its start.
-- Locks: nothing that exists yet.

create table country_age_band (
  code text primary key,
  age_from int not null,
  age_to int
);
comment on table country_age_band is 'platform: age bands of the country for fact views; filled from countries/ at the start';

create table country_derived_group (
  code text primary key,
  sex text,
  age_from int,
  age_to int
);
comment on table country_derived_group is 'platform: groups that follow from sex and age, for fact views; filled from countries/ at the start';

grant select on country_age_band, country_derived_group to openpes_facts;
grant delete on country_age_band, country_derived_group to openpes_app, openpes_backup;
