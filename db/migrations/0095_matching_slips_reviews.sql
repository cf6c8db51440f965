-- Why: a printed slip has an address that shows its vacancies for 30 days and no person; anyone may ask a person to look again at a suggestion.
-- Locks: match_list, for a moment.

alter table match_list drop constraint match_list_kind_check;
alter table match_list add constraint match_list_kind_check check (kind in ('candidates','vacancies','batch','fair','slip'));
create index match_list_subject on match_list (subject_id, made_on);

-- The vacancies of a slip by its code, in its order. Nothing else of the list leaves: no reader, no person, no points.
create function match_slip(slip text, today date) returns table (vacancy_id uuid, rank int, made_on date) language sql stable security definer set search_path = public as $$
  select i.vacancy_id, i.rank, l.made_on from match_list l join match_impression i on i.list_id = l.id
  where l.code = slip and l.kind = 'slip' and l.made_on > today - 30 order by i.rank
$$;
revoke all on function match_slip(text, date) from public;
grant execute on function match_slip(text, date) to openpes_app;

create table match_review (
  id uuid primary key,
  created_at timestamptz not null,
  version int not null default 1,
  person_id uuid not null references person,
  vacancy_id uuid references vacancy,
  by_party text not null check (by_party in ('jobseeker','counsellor')),
  asked_by uuid,
  question text not null check (char_length(question) between 5 and 500),
  asked_on date not null,
  due_on date not null,
  answer text check (char_length(answer) between 5 and 500),
  answered_by uuid,
  answered_on date,
  check ((answer is null) = (answered_on is null))
);
comment on table match_review is 'matching: somebody asked a person to look again at a suggestion or at a list; the chief answers';
create unique index match_review_open on match_review (person_id, vacancy_id) nulls not distinct where answered_on is null;
create index match_review_due on match_review (due_on) where answered_on is null;
call guard_by_person('match_review');
