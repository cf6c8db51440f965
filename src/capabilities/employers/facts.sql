grant select (id, stat_key, centre_id, isic, isic_list, size_band, province_code, channel, union_present, registered_on, verified_on, state, created_at, source_system)
  on employer to openpes_facts;

create view fact_employer as
  select e.registered_on as fact_date, (e.created_at at time zone 'UTC')::date as entered_on, greatest(0, (e.created_at at time zone 'UTC')::date - e.registered_on) as late_days,
    c.code as centre_code, case when e.source_system is null then 'record' else 'import' end as source, true as in_use,
    e.isic as isic4, e.isic_list as industry_list, e.stat_key as employer_key, e.registered_on, e.verified_on, e.state, e.size_band, e.province_code, e.channel, e.union_present
  from employer e join centre c on c.id = e.centre_id;
comment on view fact_employer is 'One row for each employer of the register, by the day of registration, with its present state.';
