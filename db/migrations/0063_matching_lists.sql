-- Why: what lists need besides the score: pairs that rest, the country's numbers for the score, and the counts of the panel.
-- Locks: nothing that is in use.

-- Sums of squares are numeric in SQL.
create function match_root(value numeric) returns bigint language sql immutable strict set search_path = public as $$ select match_root(value::bigint) $$;

-- People who rest for a vacancy, or vacancies that rest for a person: referred or rejected by the person in the last days (filter 10).
create function match_resting(person uuid, vacancy uuid, today date) returns table (id uuid) language sql stable security definer set search_path = public as $$
  select case when person is null then r.person_id else r.vacancy_id end from referral r cross join match_settings() s
  where (r.vacancy_id = match_resting.vacancy or r.person_id = match_resting.person) and r.made_on > today - s.rest_days
  union
  select case when person is null then f.person_id else f.vacancy_id end from (
    select distinct on (x.person_id, x.vacancy_id) x.* from match_feedback x
    where (x.vacancy_id = match_resting.vacancy or x.person_id = match_resting.person) and x.by_party = 'jobseeker' order by x.person_id, x.vacancy_id, x.created_at desc) f
  cross join match_settings() s where f.answer = 'reject' and f.answered_on > today - s.rest_days
$$;

-- The country's numbers for the score, taken whole; what changed makes all facts anew. True when something changed.
create function match_take_country(numbers jsonb, digest text) returns boolean language plpgsql security definer set search_path = public as $$
begin
  if scope_reach() <> 'national' then raise exception 'only the program itself writes the numbers of the score' using errcode = '42501'; end if;
  if exists (select 1 from match_setting s where s.tables_hash = digest) then return false; end if;
  perform pg_advisory_xact_lock(471260);
  delete from match_setting;
  insert into match_setting (weights_version, tables_hash, min_age, commute_km, rest_days, base_currency)
  select coalesce(n->>'weightsVersion', 'openpes/1'), digest, (n->>'minAge')::int, (n->>'commuteKm')::int, (n->>'restDays')::int, n->>'baseCurrency' from (select numbers->'setting' as n) x;
  delete from match_level; insert into match_level select * from jsonb_populate_recordset(null::match_level, numbers->'levels');
  delete from match_rate; insert into match_rate select * from jsonb_populate_recordset(null::match_rate, numbers->'rates');
  delete from match_distance; insert into match_distance select * from jsonb_populate_recordset(null::match_distance, numbers->'distances');
  delete from match_related; insert into match_related select * from jsonb_populate_recordset(null::match_related, numbers->'related');
  delete from match_legal; insert into match_legal select * from jsonb_populate_recordset(null::match_legal, numbers->'legal');
  update match_skill s set idf = x.idf from jsonb_to_recordset(numbers->'skills') x(code text, idf int) where x.code = s.code;
  insert into match_skill (id, code, idf)
  select (select coalesce(max(s.id), 0) from match_skill s) + row_number() over (order by x.code), x.code, x.idf
  from jsonb_to_recordset(numbers->'skills') x(code text, idf int) where not exists (select 1 from match_skill s where s.code = x.code);
  delete from match_occupation;
  insert into match_occupation (isco, length, skills, roles, w, b)
  select p.isco, p.length, array_agg(p.id order by p.id), array_agg(p.role order by p.id), array_agg(p.w order by p.id), array_agg(least(65535, 10000::bigint * p.w / p.length)::int order by p.id)
  from (
    select x.isco, s.id, x.role, s.idf * x.role / 100 * 35 / 100 as w, match_root(sum((s.idf * x.role / 100)::bigint * (s.idf * x.role / 100)) over (partition by x.isco)::bigint)::int as length
    from jsonb_to_recordset(numbers->'profiles') x(isco text, skill text, role int) join match_skill s on s.code = x.skill) p
  group by p.isco, p.length;
  insert into match_dirty (kind, subject) select 'person', p.id from person p;
  insert into match_dirty (kind, subject) select 'vacancy', v.id from vacancy v where v.state = 'published';
  return true;
end $$;

create function match_numbers() returns table (people int, vacancies int, waiting int) language sql stable security definer set search_path = public as $$
  select (select count(*)::int from match_person), (select count(*)::int from match_vacancy), (select count(*)::int from match_dirty)
$$;

-- The panel: what was shown in the last days in lists of vacancies to people of these centres, without a person.
create function match_exposure(centres uuid[], since date) returns table (vacancy_id uuid, first_shown int, exposure bigint, posts_left int) language sql stable security definer set search_path = public as $$
  select v.vacancy_id, coalesce(sum((i.rank = 1)::int), 0)::int, coalesce(sum(case when i.rank is not null then round(10000 / (ln(1 + i.rank) / ln(2))) end), 0)::bigint, v.posts_left
  from match_vacancy v
  left join (select m.vacancy_id, m.rank from match_impression m join match_list l on l.id = m.list_id and l.kind = 'vacancies' and l.made_on >= since) i on i.vacancy_id = v.vacancy_id
  where centres is null or v.centre_id = any (centres)
  group by v.vacancy_id, v.posts_left
$$;

do $$
declare name text;
begin
  foreach name in array array['match_resting(uuid,uuid,date)','match_take_country(jsonb,text)','match_numbers()','match_exposure(uuid[],date)'] loop
    execute format('revoke all on function %s from public', name);
    execute format('grant execute on function %s to openpes_app', name);
  end loop;
end $$;
