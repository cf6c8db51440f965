-- Why: jobs are counted by wage too, in bands that begin at 1, 2 and 5 of each power of ten, with those that state no wage.
-- Role: login. Locks: nothing that holds rows.

set local role openpes_owner;

-- The beginning of the band in which a wage stands: 900000 -> 500000, 1200000 -> 1000000; 0 below 1.
create function wage_band(wage numeric) returns text language sql immutable strict set search_path = public as $$
  select case when wage < 1 then '0'
    else rpad(case when left(trunc(wage)::text, 1) < '2' then '1' when left(trunc(wage)::text, 1) < '5' then '2' else '5' end, length(trunc(wage)::text), '0') end
$$;
revoke all on function wage_band(numeric) from public;
grant execute on function wage_band(numeric) to openpes_app;

-- Finds open public vacancies and nothing else: the conditions on state and display are the first of the text below.
-- wanted: {"parts": [{"any": [["token", ...], ...], "begins": "tsquery"}], "need": n, "rank": "tsquery"}; a part is found when
-- all tokens of one alternative are; "need" parts without "must" must be found, and every part with it.
-- kept: filters; a vacancy that states nothing for a filter stays in. new_since: from which day on a vacancy counts as new.
-- Answers {"total", "rows", "facets"}.
create or replace function search_public_vacancies(wanted jsonb, kept jsonb, on_day date, new_since date, page_size int, skip int) returns jsonb
language plpgsql stable security definer set search_path = public as $$
declare
  part jsonb;
  alternative jsonb;
  test text;
  loose text := '';
  tally text := '';
  conditions text := '';
  score text := '0::real';
  fits_place text := 'true';
  fits_group text := 'true';
  fits_contract text := 'true';
  fits_education text := 'true';
  fits_access text := 'true';
  fits_since text := 'true';
  fits_wage text := 'true';
  answer jsonb;
begin
  for part in select value from jsonb_array_elements(coalesce(wanted -> 'parts', '[]')) loop
    test := '';
    for alternative in select value from jsonb_array_elements(part -> 'any') loop
      test := test || format(' or v.find_tokens @> %L::text[]', array(select jsonb_array_elements_text(alternative)));
    end loop;
    if part ? 'begins' then
      test := test || format(' or v.rank_words @@ %L::tsquery', part ->> 'begins');
    end if;
    test := '(' || substr(test, 5) || ')';
    if coalesce((part ->> 'must')::boolean, false) then
      conditions := conditions || ' and ' || test;
    else
      loose := loose || ' or ' || test;
      tally := tally || ' + ' || test || '::int';
    end if;
  end loop;
  if loose <> '' then
    conditions := conditions || ' and (' || substr(loose, 5) || ') and (0' || tally || format(') >= %s', (wanted ->> 'need')::int);
  end if;
  if coalesce(wanted ->> 'rank', '') <> '' then
    score := format('ts_rank(''{0.1,0.2,0.4,1.0}'', v.rank_words, %L::tsquery)', wanted ->> 'rank');
  end if;
  if kept ? 'wage' then
    fits_wage := format('(not v.wage_shown or v.wage_currency is distinct from %L or coalesce(coalesce(v.wage_month_max, v.wage_month_min) >= %L::numeric, true))', kept ->> 'currency', kept ->> 'wage');
  end if;
  if kept ? 'province' then fits_place := format('coalesce(v.province_code = %L, true)', kept ->> 'province'); end if;
  if kept ? 'district' then fits_place := fits_place || format(' and coalesce(v.district_code = %L, true)', kept ->> 'district'); end if;
  if kept ? 'group' then fits_group := format('coalesce(left(v.isco, %s) = %L, true)', length(kept ->> 'group'), kept ->> 'group'); end if;
  if kept ? 'contract' then fits_contract := format('v.contract = %L', kept ->> 'contract'); end if;
  if kept ? 'education' then
    fits_education := format('coalesce(v.education_min = any (%L::text[]), true)', array(select jsonb_array_elements_text(kept -> 'education')));
  end if;
  if kept ? 'accessible' then fits_access := 'coalesce(v.accessible, true)'; end if;
  if kept ? 'since' then fits_since := format('v.published_on >= %L::date', kept ->> 'since'); end if;
  execute format('with fit as (
      select v.id, v.published_on, coalesce(v.province_code, '''') as place, coalesce(left(v.isco, 1), '''') as major, v.contract, coalesce(v.education_min, '''') as education,
        case v.accessible when true then ''yes'' when false then ''no'' else '''' end as access,
        case when v.wage_shown then coalesce(v.wage_currency || '' '' || wage_band(coalesce(v.wage_month_max, v.wage_month_min)), '''') else '''' end as band, %s as score,
        (%s)::int as a, (%s)::int as b, (%s)::int as c, (%s)::int as d, (%s)::int as e, (%s)::int as f, (%s)::int as g
      from vacancy v where v.state = ''published'' and v.public_display and v.filled < v.posts and v.valid_until >= $1%s),
    hit as materialized (select *, a + b + c + d + e + f + g as fits from fit where a + b + c + d + e + f + g >= 6)
    select jsonb_build_object(
      ''total'', (select count(*) from hit where fits = 7),
      ''facets'', jsonb_build_object(
        ''province'', coalesce((select jsonb_object_agg(x.code, x.n) from (select place as code, count(*) as n from hit where fits = 7 or a = 0 group by 1) x), ''{}''),
        ''group'', coalesce((select jsonb_object_agg(x.code, x.n) from (select major as code, count(*) as n from hit where fits = 7 or b = 0 group by 1) x), ''{}''),
        ''contract'', coalesce((select jsonb_object_agg(x.code, x.n) from (select contract as code, count(*) as n from hit where fits = 7 or c = 0 group by 1) x), ''{}''),
        ''education'', coalesce((select jsonb_object_agg(x.code, x.n) from (select education as code, count(*) as n from hit where fits = 7 or d = 0 group by 1) x), ''{}''),
        ''accessible'', coalesce((select jsonb_object_agg(x.code, x.n) from (select access as code, count(*) as n from hit where fits = 7 or e = 0 group by 1) x), ''{}''),
        ''wage'', coalesce((select jsonb_object_agg(x.code, x.n) from (select band as code, count(*) as n from hit where fits = 7 or g = 0 group by 1) x), ''{}''),
        ''since'', jsonb_build_object(''week'', (select count(*) from hit where (fits = 7 or f = 0) and published_on >= $4))),
      ''rows'', public_vacancies_by_id(array(select id from hit where fits = 7 order by score desc, published_on desc, id limit $2 offset $3), $1))',
    score, fits_place, fits_group, fits_contract, fits_education, fits_access, fits_since, fits_wage, conditions)
    into answer using on_day, least(page_size, 200), skip, new_since;
  return answer;
end $$;

reset role;
