grant select (id, code, kind, parent_id, province_code, opened_on, closed_on, reporting_mode, computers, connectivity) on centre to openpes_facts;
grant select (id, centre_id, role, established, from_day, to_day) on post to openpes_facts;
grant select (id, centre_id, role, staff_key, sex, from_day, to_day, end_reason) on post_holding to openpes_facts;

create view fact_centre as
  select c.code as centre_code, c.kind, parent.code as parent_code, c.province_code, c.opened_on, c.closed_on, c.reporting_mode, c.computers > 0 as has_computer, c.connectivity
  from centre c left join centre parent on parent.id = c.parent_id;
comment on view fact_centre is 'One row for each centre: what it is, where it is, and from which day to which day it serves people.';

create view fact_staff_post as
  select h.from_day as fact_date, h.from_day as entered_on, 0 as late_days, c.code as centre_code, 'record'::text as source, true as in_use,
    h.staff_key, h.role, h.sex, h.from_day as from_date, h.to_day as to_date, h.end_reason as leaving_reason
  from post_holding h join centre c on c.id = h.centre_id;
comment on view fact_staff_post is 'One row for each time that somebody held a post of a centre, with a meaningless key of the staff member.';

create view fact_post as
  select c.code as centre_code, p.role, p.established, coalesce(held.count, 0)::int as held, p.from_day as from_date, p.to_day as to_date
  from post p join centre c on c.id = p.centre_id
  left join lateral (select count(*) from post_holding h where h.centre_id = p.centre_id and h.role = p.role and h.to_day is null) held on true;
comment on view fact_post is 'One row for each established post of a centre, with the number of people who hold it without an end.';
