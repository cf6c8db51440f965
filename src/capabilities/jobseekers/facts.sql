grant select (id, stat_key, sex, birth_date, birth_year, age_stated, age_stated_on, merged_into, state) on person to openpes_facts;
grant select (person_id, province_code, district_code, kind, since) on person_place to openpes_facts;
grant select (person_id, education_code) on education to openpes_facts;
grant select (person_id) on experience to openpes_facts;
grant select (person_id, group_code, purposes, from_day, to_day) on group_membership to openpes_facts;
grant select (id, code) on centre to openpes_facts;
