-- Why: employers, how they are checked, the vacancies they offer and how each is inspected and published.
-- Locks: nothing that exists yet.

create table employer (
  id uuid primary key,
  created_at timestamptz not null,
  created_by uuid,
  version int not null default 1,
  request_key uuid unique,
  code text not null unique,
  stat_key uuid not null unique,
  centre_id uuid not null references centre,
  owner_id uuid references account,
  name_native text,
  name_latin text,
  register text,
  register_number text,
  no_register_reason text check (no_register_reason in ('informal','household','new','public-body')),
  isic text, isic_list text not null default 'rev4',
  size_band text check (size_band in ('1-9','10-49','50-249','250+')),
  ownership text,
  province_code text, district_code text, address text,
  recruitment_agency boolean not null default false,
  licence_number text, licence_until date,
  union_present text not null default 'unknown' check (union_present in ('yes','no','unknown')),
  channel text not null default 'counter',
  registered_on date not null,
  state text not null check (state in ('claimed','checking','verified','refused','suspended','blocked')),
  state_reason text,
  verified_on date,
  verified_by uuid,
  valid_until date,
  verification_due_on date,
  source_system text,
  source_id text,
  check (name_native is not null or name_latin is not null),
  check (state <> 'verified' or (verified_on is not null and valid_until is not null)),
  check (verified_by is null or verified_by <> created_by)
);
comment on table employer is 'employers: an employer known to the agency';
create unique index employer_register on employer (register, register_number) where register_number is not null;
create unique index employer_source on employer (source_system, source_id) where source_id is not null;
create index employer_centre on employer (centre_id, state);

create table employer_key (
  employer_id uuid not null references employer,
  centre_id uuid not null references centre,
  key text not null,
  primary key (key, employer_id)
);
comment on table employer_key is 'employers: search keys of names, phones and register numbers';
grant delete on employer_key to openpes_app;

create table employer_contact (
  id uuid primary key,
  created_at timestamptz not null,
  created_by uuid,
  version int not null default 1,
  employer_id uuid not null references employer,
  centre_id uuid not null references centre,
  name text not null,
  function text,
  phone text, phone_e164 text,
  chat text, email text,
  language text,
  decides_on_hiring boolean not null default false,
  left_on date
);
comment on table employer_contact is 'employers: people to talk to at an employer';

create table employer_check (
  id uuid primary key,
  created_at timestamptz not null,
  created_by uuid not null,
  request_key uuid unique,
  employer_id uuid not null references employer,
  centre_id uuid not null references centre,
  kind text not null check (kind in ('register-extract','call-back','site-visit','licence-seen','known-partner')),
  result text not null check (result in ('pass','fail')),
  checked_on date not null,
  note text
);
comment on table employer_check is 'employers: what a verifier looked at and found';

create table employer_assistance_need (
  id uuid primary key,
  created_at timestamptz not null,
  employer_id uuid not null references employer,
  centre_id uuid not null references centre,
  next_step text not null,
  due_on date not null,
  done_on date
);
comment on table employer_assistance_need is 'employers: next step agreed with an employer';

do $$
declare name text;
begin
  foreach name in array array['employer','employer_key','employer_contact','employer_check','employer_assistance_need'] loop
    call guard_open(name);
    execute format($p$create policy by_centre on %1$I to openpes_app using (
      centre_id = any ((select scope_centres())::uuid[]) or (select scope_reach()) = 'national' or %2$s = (select scope_employer()))$p$,
      name, case when name = 'employer' then 'id' else 'employer_id' end);
  end loop;
end $$;

create table vacancy (
  id uuid primary key,
  created_at timestamptz not null,
  created_by uuid,
  version int not null default 1,
  request_key uuid unique,
  code text not null unique,
  stat_key uuid not null unique,
  employer_id uuid not null references employer,
  centre_id uuid not null references centre,
  owner_id uuid references account,
  origin text not null check (origin in ('counter','self-service','visit','fair','phone','import')),
  title_km text, title_lo text, title_en text,
  occupation_typed text,
  isco text, isco_list text not null default '08',
  coded_by uuid,
  isic text,
  duties text not null default '',
  requirements text not null default '',
  posts int not null check (posts between 1 and 5000),
  filled int not null default 0,
  contract text not null check (contract in ('open-ended','fixed','seasonal','casual','internship','apprenticeship')),
  hours_per_week int check (hours_per_week between 1 and 112),
  days_per_week int check (days_per_week between 1 and 7),
  night boolean not null default false,
  province_code text, district_code text, workplace_text text, abroad_country text,
  start_date date,
  wage_min numeric(14,2), wage_max numeric(14,2), wage_currency text,
  wage_period text check (wage_period in ('hour','day','week','month','piece')),
  wage_shown boolean not null default true,
  benefits text[] not null default '{}',
  education_min text,
  experience_min_years numeric(4,1),
  skills_must text[] not null default '{}', skills_nice text[] not null default '{}',
  languages_must text[] not null default '{}',
  accessible boolean,
  stated_sex text not null default 'none' check (stated_sex in ('none','F','M')),
  stated_age_min int, stated_age_max int,
  limit_justification text,
  apply_channel text not null default 'via-centre' check (apply_channel in ('via-centre','form','phone','visit')),
  public_display boolean not null default true,
  employer_name_hidden boolean not null default false,
  max_open_referrals int,
  state text not null check (state in ('draft','inspecting','approved','published','paused','closed','rejected')),
  state_reason text,
  received_on date,
  decision_due_on date,
  published_on date,
  valid_until date,
  closed_on date,
  closing_reason text check (closing_reason in ('filled-by-centre','filled-by-private-agency','filled-via-portal','filled-otherwise','not-filled','changed-or-reposted')),
  source_system text,
  source_id text,
  find_tokens text[] not null default '{}',
  rank_words tsvector,
  check (filled between 0 and posts),
  check (wage_max is null or wage_min is null or wage_max >= wage_min),
  check (state <> 'closed' or (closed_on is not null and closing_reason is not null)),
  check (state <> 'published' or (published_on is not null and valid_until is not null)),
  check (title_km is not null or title_lo is not null or title_en is not null)
);
comment on table vacancy is 'vacancies: one job order from one employer; posts is how many people it seeks';
create index vacancy_tokens on vacancy using gin (find_tokens) where state = 'published';
create index vacancy_published on vacancy (published_on desc, id) where state = 'published';
create index vacancy_centre on vacancy (centre_id, state);
create index vacancy_employer on vacancy (employer_id);
create index vacancy_valid on vacancy (valid_until) where state in ('published','paused');
create unique index vacancy_source on vacancy (source_system, source_id) where source_id is not null;

create table vacancy_posts_change (
  id uuid primary key,
  created_at timestamptz not null,
  created_by uuid,
  vacancy_id uuid not null references vacancy,
  centre_id uuid not null references centre,
  day date not null,
  delta int not null,
  kind text not null check (kind in ('received','increase','decrease','filled','unfilled','closed')),
  reason text
);
comment on table vacancy_posts_change is 'vacancies: every change of the number of open posts; open posts on a day is the sum to that day';
create index vacancy_posts_change_vacancy on vacancy_posts_change (vacancy_id);

create table vacancy_history (
  id uuid primary key,
  vacancy_id uuid not null references vacancy,
  centre_id uuid not null references centre,
  at timestamptz not null,
  by_account uuid,
  field text not null,
  old_value text,
  new_value text
);
comment on table vacancy_history is 'vacancies: each changed field, old and new';
create index vacancy_history_vacancy on vacancy_history (vacancy_id);

create table vacancy_finding (
  id uuid primary key,
  created_at timestamptz not null,
  vacancy_id uuid not null references vacancy,
  centre_id uuid not null references centre,
  rule text not null,
  ground text,
  words text,
  effect text not null check (effect in ('hold','caution','justify','explain','refuse','pause')),
  decision text check (decision in ('cleared','removed','justified','explained','checked')),
  decided_by uuid,
  decided_on date,
  note text
);
comment on table vacancy_finding is 'vacancies: what the equal-treatment check and the red flags found, and what was decided';
create index vacancy_finding_vacancy on vacancy_finding (vacancy_id);

create table vacancy_complaint (
  id uuid primary key,
  created_at timestamptz not null,
  request_key uuid unique,
  vacancy_id uuid not null references vacancy,
  centre_id uuid not null references centre,
  kind text not null check (kind in ('fee-asked','false-conditions','discrimination','danger','expired','other')),
  note text,
  phone text,
  state text not null default 'open' check (state in ('open','asked-employer','upheld','not-upheld')),
  due_on date not null
);
comment on table vacancy_complaint is 'vacancies: what people reported about a job';

-- A published vacancy is public; everything else belongs to its centre, its employer and headquarters.
call guard_open('vacancy');
create policy read_public on vacancy for select to openpes_app using (state in ('published','closed') and public_display);
create policy by_centre on vacancy to openpes_app using (
  centre_id = any ((select scope_centres())::uuid[]) or (select scope_reach()) = 'national' or employer_id = (select scope_employer()));
do $$
declare name text;
begin
  foreach name in array array['vacancy_posts_change','vacancy_history','vacancy_finding','vacancy_complaint'] loop
    call guard_open(name);
    execute format($p$create policy by_centre on %1$I to openpes_app using (
      centre_id = any ((select scope_centres())::uuid[]) or (select scope_reach()) = 'national'
      or exists (select 1 from vacancy v where v.id = %1$I.vacancy_id and v.employer_id = (select scope_employer())))$p$, name);
  end loop;
end $$;
create policy anyone_may_report on vacancy_complaint for insert to openpes_app with check (
  exists (select 1 from vacancy v where v.id = vacancy_complaint.vacancy_id and v.centre_id = vacancy_complaint.centre_id));

-- What the public may know about the employer of a published vacancy.
create function public_employer(vacancy uuid) returns table (name_native text, name_latin text, verified boolean, stat_key uuid)
language sql stable security definer set search_path = public as $$
  select e.name_native, e.name_latin, e.state = 'verified', e.stat_key
  from vacancy v join employer e on e.id = v.employer_id
  where v.id = public_employer.vacancy and v.state in ('published','closed') and v.public_display and not v.employer_name_hidden
$$;
create policy to_owner on vacancy for select to openpes_owner using (true);
create policy to_owner on employer for select to openpes_owner using (true);
revoke all on function public_employer(uuid) from public;
grant execute on function public_employer(uuid) to openpes_app;
