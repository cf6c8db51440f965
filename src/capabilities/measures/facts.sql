grant select (id, entered_on, measure, kind, centre_id, period, from_day, to_day, value, not_recorded, state, decided_on, replaced_on) on figure_entry to openpes_facts;

create view fact_figure_entry as
  select e.to_day as fact_date, e.entered_on, greatest(e.entered_on - e.to_day, 0) as late_days, c.code as centre_code, e.kind as source, e.state = 'confirmed' as in_use,
    e.id as entry_key, e.measure, e.period, e.from_day as from_date, e.to_day as to_date, e.value, e.not_recorded, e.decided_on as confirmed_on, e.replaced_on
  from figure_entry e left join centre c on c.id = e.centre_id
  where e.state in ('confirmed', 'replaced');
comment on view fact_figure_entry is 'One row for each entered figure that a second person confirmed, also after a newer one replaced it; without a centre it is of the whole agency.';

grant select (centre_id, day, kind, created_at, withdrawn_at) on day_statement to openpes_facts;

create view fact_day_statement as
  select s.day, c.code as centre_code, s.kind, s.created_at::date as entered_on from day_statement s join centre c on c.id = s.centre_id where s.withdrawn_at is null;
comment on view fact_day_statement is 'One row for each day without records of which a centre states that it was open and nobody came, or that it was closed.';
