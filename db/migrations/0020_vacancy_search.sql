-- Why: the portal finds published vacancies by index, which row-level security alone would not let it use (array and text
--      operators are not leakproof); the publishing window and the monthly wage get columns of their own.
-- Locks: vacancy, for the time of adding columns without rewriting rows and of building one small index.

alter table vacancy add column entered_on date;
alter table vacancy add column publish_from date;
alter table vacancy add column window_days int not null default 30 check (window_days between 1 and 90);
alter table vacancy add column wage_month_min numeric(14,2);
alter table vacancy add column wage_month_max numeric(14,2);

create index vacancy_words on vacancy using gin (rank_words) where state = 'published';

-- Finds open public vacancies and nothing else: the conditions on state and display are the first of the text below.
-- wanted: {"parts": [{"any": [["token", ...], ...], "begins": "tsquery"}], "need": n, "rank": "tsquery"}; a part is found when
-- all tokens of one alternative are; "need" parts without "must" must be found, and every part with it.
-- kept: filters; a vacancy that states nothing for a filter stays in. Answers {"total", "rows", "facets"}.
create function search_public_vacancies(wanted jsonb, kept jsonb, on_day date, page_size int, skip int) returns jsonb
language plpgsql stable security definer set search_path = public as $$
declare
  part jsonb;
  alternative jsonb;
  test text;
  loose text := '';
  tally text := '';
  conditions text := '';
  score text := '0::real';
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
  if kept ? 'province' then conditions := conditions || format(' and coalesce(v.province_code = %L, true)', kept ->> 'province'); end if;
  if kept ? 'district' then conditions := conditions || format(' and coalesce(v.district_code = %L, true)', kept ->> 'district'); end if;
  if kept ? 'group' then conditions := conditions || format(' and coalesce(left(v.isco, %s) = %L, true)', length(kept ->> 'group'), kept ->> 'group'); end if;
  if kept ? 'contract' then conditions := conditions || format(' and v.contract = %L', kept ->> 'contract'); end if;
  if kept ? 'wage' then
    conditions := conditions || format(' and (not v.wage_shown or v.wage_currency is distinct from %L or coalesce(coalesce(v.wage_month_max, v.wage_month_min) >= %L::numeric, true))', kept ->> 'currency', kept ->> 'wage');
  end if;
  if kept ? 'education' then
    conditions := conditions || format(' and coalesce(v.education_min = any (%L::text[]), true)', array(select jsonb_array_elements_text(kept -> 'education')));
  end if;
  if kept ? 'accessible' then conditions := conditions || ' and coalesce(v.accessible, true)'; end if;
  if kept ? 'since' then conditions := conditions || format(' and v.published_on >= %L::date', kept ->> 'since'); end if;
  execute 'with hit as materialized (
      select v.id, v.published_on, v.province_code, left(v.isco, 1) as isco_major, v.contract, ' || score || ' as score
      from vacancy v where v.state = ''published'' and v.public_display and v.filled < v.posts and v.valid_until >= $1' || conditions || ')
    select jsonb_build_object(
      ''total'', (select count(*) from hit),
      ''facets'', jsonb_build_object(
        ''province'', (select jsonb_object_agg(f.code, f.n) from (select coalesce(province_code, '''') as code, count(*) as n from hit group by 1) f),
        ''group'', (select jsonb_object_agg(f.code, f.n) from (select coalesce(isco_major, '''') as code, count(*) as n from hit group by 1) f),
        ''contract'', (select jsonb_object_agg(f.code, f.n) from (select contract as code, count(*) as n from hit group by 1) f)),
      ''rows'', coalesce((select jsonb_agg(jsonb_build_object(
          ''id'', v.id, ''code'', v.code, ''titleKm'', v.title_km, ''titleLo'', v.title_lo, ''titleEn'', v.title_en,
          ''provinceCode'', v.province_code, ''districtCode'', v.district_code, ''contract'', v.contract, ''isco'', v.isco,
          ''wageMin'', case when v.wage_shown then v.wage_min::text end, ''wageMax'', case when v.wage_shown then v.wage_max::text end,
          ''wageCurrency'', v.wage_currency, ''wagePeriod'', v.wage_period, ''posts'', v.posts - v.filled,
          ''educationMin'', v.education_min, ''accessible'', v.accessible, ''publishedOn'', v.published_on, ''validUntil'', v.valid_until,
          ''employerNative'', case when not v.employer_name_hidden then e.name_native end,
          ''employerLatin'', case when not v.employer_name_hidden then e.name_latin end) order by h.score desc, h.published_on desc, h.id)
        from (select * from hit order by score desc, published_on desc, id limit $2 offset $3) h
        join vacancy v on v.id = h.id join employer e on e.id = v.employer_id), ''[]''))'
    into answer using on_day, least(page_size, 200), skip;
  return answer;
end $$;
revoke all on function search_public_vacancies(jsonb, jsonb, date, int, int) from public;
grant execute on function search_public_vacancies(jsonb, jsonb, date, int, int) to openpes_app;

-- Words of open public vacancies that resemble a typed Latin word, for "did you mean".
create function similar_vacancy_words(typed text) returns table (word text)
language sql stable security definer set search_path = public as $$
  select s.word from ts_stat('select rank_words from vacancy where state = ''published'' and public_display') s
  where s.word ~ '^[a-z]{4,}$' and similarity(s.word, typed) >= 0.4 order by similarity(s.word, typed) desc, s.ndoc desc, s.word limit 1
$$;
revoke all on function similar_vacancy_words(text) from public;
grant execute on function similar_vacancy_words(text) to openpes_app;

-- What was rejected anywhere in the country, so that the same text or contact does not pass at another centre.
create function rejected_vacancy_texts(most int) returns table (code text, content text)
language sql stable security definer set search_path = public as $$
  select v.code, concat_ws(' ', v.title_km, v.title_lo, v.title_en, v.duties, v.requirements, v.workplace_text) from vacancy v
  where v.state = 'rejected' or (v.state = 'closed' and v.state_reason = 'taken-down') order by v.created_at desc limit least(most, 1000)
$$;
revoke all on function rejected_vacancy_texts(int) from public;
grant execute on function rejected_vacancy_texts(int) to openpes_app;
