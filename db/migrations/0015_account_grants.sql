-- Why: nobody opens a staff account alone: one person asks, another grants, and the constraint holds it. Duties are never
--      given to oneself. A card or employer code leads to its account for signing in and for a forgotten PIN.
-- Locks: account_duty, for a moment.

create table account_grant (
  id uuid primary key,
  asked_at timestamptz not null,
  asked_by uuid not null references account,
  account_id uuid not null references account,
  kind text not null check (kind in ('open','return')),
  centre_id uuid references centre,
  sex text not null default 'not-stated' check (sex in ('F','M','not-stated')),
  duties text[] not null default '{}',
  expires_at timestamptz not null,
  decided_at timestamptz,
  decided_by uuid references account,
  decision text check (decision in ('granted','refused')),
  check (decided_by is null or (decided_by <> asked_by and decided_by <> account_id)),
  check ((decision is null) = (decided_at is null) and (decision is null) = (decided_by is null))
);
comment on table account_grant is 'accounts: who asked for a staff account and which other person granted or refused it';
create unique index account_grant_open on account_grant (account_id) where decision is null;

alter table account_duty add constraint account_duty_not_own check (granted_by is null or granted_by <> account_id);

-- The account behind a card number or an employer code: its id and handle, nothing about the person.
create function account_of_code(code text) returns table (account_id uuid, login_handle text)
language sql stable security definer set search_path = public as $$
  select a.id, a.login_handle from person p join account a on a.person_id = coalesce(p.merged_into, p.id)
  where p.card_number = account_of_code.code and a.state = 'active'
  union all
  select a.id, a.login_handle from employer e join account a on a.employer_id = e.id
  where e.code = account_of_code.code and a.state = 'active'
$$;
revoke all on function account_of_code(text) from public;
grant execute on function account_of_code(text) to openpes_app;
