-- Why: a vacancy is shown only while its employer is verified, checked again at the moment of showing; and a batch leaves out the pairs
--      that rest, as every single list does.
-- Locks: nothing.

create or replace function match_still_open(people uuid[], vacancies uuid[], today date) returns table (kind text, subject uuid) language sql stable security definer set search_path = public as $$
  select 'person', p.id from person p where p.id = any (people) and p.state = 'current' and exists (select 1 from registration r where r.person_id = p.id and r.state = 'active')
    and exists (select 1 from consent c where c.person_id = p.id and c.purpose = 'matching' and c.answer = 'given' and c.withdrawn_at is null)
  union all
  select 'vacancy', v.id from vacancy v join employer e on e.id = v.employer_id and e.state = 'verified' and e.valid_until >= today
  where v.id = any (vacancies) and v.state = 'published' and v.public_display and v.valid_until >= today and v.filled < v.posts
$$;

-- All pairs that rest on this day, by their public codes: referred, or turned down by the person, within the days of the country.
create function match_resting_pairs(today date) returns table (person text, vacancy text) language plpgsql stable security definer set search_path = public as $$
begin
  if scope_reach() <> 'national' then raise exception 'only the program itself reads all pairs that rest' using errcode = '42501'; end if;
  return query
    select m.code, v.code from (
      select r.person_id, r.vacancy_id from referral r cross join match_settings() s where r.made_on > today - s.rest_days
      union
      select f.person_id, f.vacancy_id from (select distinct on (x.person_id, x.vacancy_id) x.* from match_feedback x where x.by_party = 'jobseeker' order by x.person_id, x.vacancy_id, x.created_at desc) f
      cross join match_settings() s where f.answer = 'reject' and f.answered_on > today - s.rest_days) p
    join match_person m on m.person_id = p.person_id join match_vacancy v on v.vacancy_id = p.vacancy_id;
end $$;
revoke all on function match_resting_pairs(date) from public;
grant execute on function match_resting_pairs(date) to openpes_app;
