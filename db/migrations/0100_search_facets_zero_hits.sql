-- Why: each count beside the list of jobs ignores its own filter and obeys the others; words that found nothing are counted
--      without the person who typed them, to feed synonyms and labels. Similar words are found by the index in memory.
-- Role: login. Locks: nothing that holds rows.

set local role openpes_owner;

drop function similar_vacancy_words(text);
drop function search_public_vacancies(jsonb, jsonb, date, int, int);

-- Finds open public vacancies and nothing else: the conditions on state and display are the first of the text below.
-- wanted: {"parts": [{"any": [["token", ...], ...], "begins": "tsquery"}], "need": n, "rank": "tsquery"}; a part is found when
-- all tokens of one alternative are; "need" parts without "must" must be found, and every part with it.
-- kept: filters; a vacancy that states nothing for a filter stays in. new_since: from which day on a vacancy counts as new.
-- Answers {"total", "rows", "facets"}.
create function search_public_vacancies(wanted jsonb, kept jsonb, on_day date, new_since date, page_size int, skip int) returns jsonb
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
    conditions := conditions || format(' and (not v.wage_shown or v.wage_currency is distinct from %L or coalesce(coalesce(v.wage_month_max, v.wage_month_min) >= %L::numeric, true))', kept ->> 'currency', kept ->> 'wage');
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
        case v.accessible when true then ''yes'' when false then ''no'' else '''' end as access, %s as score,
        (%s)::int as a, (%s)::int as b, (%s)::int as c, (%s)::int as d, (%s)::int as e, (%s)::int as f
      from vacancy v where v.state = ''published'' and v.public_display and v.filled < v.posts and v.valid_until >= $1%s),
    hit as materialized (select *, a + b + c + d + e + f as fits from fit where a + b + c + d + e + f >= 5)
    select jsonb_build_object(
      ''total'', (select count(*) from hit where fits = 6),
      ''facets'', jsonb_build_object(
        ''province'', coalesce((select jsonb_object_agg(x.code, x.n) from (select place as code, count(*) as n from hit where fits = 6 or a = 0 group by 1) x), ''{}''),
        ''group'', coalesce((select jsonb_object_agg(x.code, x.n) from (select major as code, count(*) as n from hit where fits = 6 or b = 0 group by 1) x), ''{}''),
        ''contract'', coalesce((select jsonb_object_agg(x.code, x.n) from (select contract as code, count(*) as n from hit where fits = 6 or c = 0 group by 1) x), ''{}''),
        ''education'', coalesce((select jsonb_object_agg(x.code, x.n) from (select education as code, count(*) as n from hit where fits = 6 or d = 0 group by 1) x), ''{}''),
        ''accessible'', coalesce((select jsonb_object_agg(x.code, x.n) from (select access as code, count(*) as n from hit where fits = 6 or e = 0 group by 1) x), ''{}''),
        ''since'', jsonb_build_object(''week'', (select count(*) from hit where (fits = 6 or f = 0) and published_on >= $4))),
      ''rows'', public_vacancies_by_id(array(select id from hit where fits = 6 order by score desc, published_on desc, id limit $2 offset $3), $1))',
    score, fits_place, fits_group, fits_contract, fits_education, fits_access, fits_since, conditions)
    into answer using on_day, least(page_size, 200), skip, new_since;
  return answer;
end $$;
revoke all on function search_public_vacancies(jsonb, jsonb, date, date, int, int) from public;
grant execute on function search_public_vacancies(jsonb, jsonb, date, date, int, int) to openpes_app;

create table search_zero_hit (
  day date not null,
  language text not null check (language in ('km','lo','en')),
  words text not null check (length(words) between 1 and 60),
  times int not null default 1 check (times > 0),
  primary key (day, language, words)
);
comment on table search_zero_hit is 'vacancies: words that found no job, by day and language; no visitor, address or hour; words of fewer than 3 days are deleted after a week';
grant delete on search_zero_hit to openpes_app;

reset role;
