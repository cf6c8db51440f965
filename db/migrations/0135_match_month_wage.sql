-- Why: least() passes over null, so a wage that nobody stated became two thousand million: whoever named a least wage and no expected one
--      got no points for any offer. An unknown amount is unknown. Facts are written anew.
-- Locks: match_dirty, for a moment.

create or replace function match_month_wage(amount numeric, currency text, period text) returns int language sql stable set search_path = public as $$
  select case when period = 'month' and amount is not null then (select least(2000000000, floor(amount * r.rate))::int from match_rate r where r.currency = match_month_wage.currency) end
$$;
insert into match_dirty (kind, subject) select 'person', p.id from person p;
insert into match_dirty (kind, subject) select 'vacancy', v.id from vacancy v where v.state = 'published';
