-- Why: an index in memory finds public vacancies; what is shown is asked again here, so that a vacancy taken down a moment ago
--      never shows, whatever an index still holds.
-- Role: login. Locks: nothing that exists yet.

set local role openpes_owner;

create function public_vacancies_by_id(ids uuid[], on_day date) returns jsonb
language sql stable security definer set search_path = public as $$
  select coalesce(jsonb_agg(jsonb_build_object(
      'id', v.id, 'code', v.code, 'titleKm', v.title_km, 'titleLo', v.title_lo, 'titleEn', v.title_en,
      'provinceCode', v.province_code, 'districtCode', v.district_code, 'contract', v.contract, 'isco', v.isco,
      'wageMin', case when v.wage_shown then v.wage_min::text end, 'wageMax', case when v.wage_shown then v.wage_max::text end,
      'wageCurrency', v.wage_currency, 'wagePeriod', v.wage_period, 'posts', v.posts - v.filled,
      'educationMin', v.education_min, 'accessible', v.accessible, 'publishedOn', v.published_on, 'validUntil', v.valid_until,
      'employerNative', case when not v.employer_name_hidden then e.name_native end,
      'employerLatin', case when not v.employer_name_hidden then e.name_latin end) order by w.place), '[]')
  from unnest(ids) with ordinality as w(id, place)
  join vacancy v on v.id = w.id
  left join employer e on e.id = v.employer_id
  where v.state = 'published' and v.public_display and v.filled < v.posts and v.valid_until >= on_day
$$;
revoke execute on function public_vacancies_by_id(uuid[], date) from public;
grant execute on function public_vacancies_by_id(uuid[], date) to openpes_app;

reset role;
