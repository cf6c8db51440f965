-- Why: the numbers of the score change only by a new version that one person proposes, with its evaluation, and another approves. The
--      files of a country are proposals from now on; the version in force stays in the store, and so does every earlier one.
-- Locks: nothing that exists yet.

create table match_weights (
  id uuid primary key,
  created_at timestamptz not null,
  digest text not null check (length(digest) = 64),
  numbers jsonb not null,
  skills int not null generated always as (jsonb_array_length(numbers->'skills')) stored,
  profiles int not null generated always as (jsonb_array_length(numbers->'profiles')) stored,
  related int not null generated always as (jsonb_array_length(numbers->'related')) stored,
  report text not null check (char_length(report) <= 4000),
  proposed_by uuid,
  proposed_on date not null,
  valid_from date not null,
  state text not null check (state in ('waiting','approved','refused')),
  decided_by uuid,
  decided_at timestamptz,
  check (proposed_by is not null or (state = 'approved' and decided_by is null)),
  check (proposed_by is null or char_length(report) >= 20),
  check (decided_by is null or decided_by <> proposed_by),
  check ((state = 'waiting') = (decided_at is null))
);
comment on table match_weights is 'matching: versions of rarities, profiles and related occupations: proposed by one, approved by another; the first is what the installation brought';
create unique index match_weights_waiting on match_weights (state) where state = 'waiting';
create unique index match_weights_installed on match_weights ((proposed_by is null)) where proposed_by is null;
call guard_by_headquarters('match_weights');
revoke delete on match_weights from openpes_app;

create function keep_match_weights() returns trigger language plpgsql as $$
begin
  if (old.digest, old.numbers, old.report, old.proposed_by, old.proposed_on, old.valid_from) is distinct from (new.digest, new.numbers, new.report, new.proposed_by, new.proposed_on, new.valid_from)
    or old.state <> 'waiting' then
    raise exception 'a version of the weights is never changed' using errcode = '23514';
  end if;
  return new;
end $$;
create trigger written_once before update on match_weights for each row execute function keep_match_weights();
