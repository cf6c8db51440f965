-- Why: people, how they are found, what they want and what they agreed to. Every row follows the open relation
--      between a person and a centre (person_centre). Locks: nothing that exists yet.

create table person (
  id uuid primary key,
  created_at timestamptz not null,
  created_by uuid,
  version int not null default 1,
  request_key uuid unique,
  card_number text not null unique,
  stat_key uuid not null unique,
  sex text not null check (sex in ('F','M','not-stated')),
  birth_date date,
  birth_year int,
  age_stated int check (age_stated between 0 and 120),
  age_stated_on date,
  nationality text,
  language text not null,
  interpreter_need text,
  no_contact_reason text,
  no_document_reason text check (no_document_reason in ('never-issued','lost','with-employer','abroad','refused')),
  merged_into uuid references person,
  state text not null default 'current' check (state in ('current','merged','archived','erased')),
  check (num_nonnulls(birth_date, birth_year, age_stated) <= 1),
  check ((age_stated is null) = (age_stated_on is null))
);
comment on table person is 'jobseekers: a person known to the agency; names, contacts and wishes are rows beside it';

create table person_centre (
  id uuid primary key,
  person_id uuid not null references person deferrable initially deferred,
  centre_id uuid not null references centre,
  how text not null check (how in ('registered','present','transfer','portal','import')),
  proof text,
  opened_at timestamptz not null,
  opened_by uuid,
  closed_at timestamptz,
  close_reason text
);
comment on table person_centre is 'jobseekers: this centre serves this person now; it alone makes a person visible to a centre';
create unique index person_centre_open on person_centre (person_id, centre_id) where closed_at is null;
create index person_centre_centre on person_centre (centre_id, person_id) where closed_at is null;
call guard_open('person_centre');
create policy by_centre on person_centre for select to openpes_app using (
  centre_id = any ((select scope_centres())::uuid[]) or person_id = (select scope_person()));
create policy close_own on person_centre for update to openpes_app using (
  centre_id = any ((select scope_centres())::uuid[]) or person_id = (select scope_person()));
revoke insert on person_centre from openpes_app;

-- The only way to make a person visible to a centre. It cannot be reached by a stray insert.
create function open_relation(id uuid, person uuid, centre uuid, how text, proof text, by_account uuid, at timestamptz)
returns void language plpgsql security definer set search_path = public as $$
begin
  if exists (select 1 from person p where p.id = open_relation.person) and not (
       open_relation.centre = any (scope_centres()) or open_relation.person = scope_person()) then
    raise exception 'a relation is opened by the centre itself' using errcode = '42501';
  end if;
  insert into person_centre (id, person_id, centre_id, how, proof, opened_at, opened_by)
  values (open_relation.id, open_relation.person, open_relation.centre, open_relation.how, open_relation.proof, open_relation.at, by_account)
  on conflict (person_id, centre_id) where closed_at is null do nothing;
end $$;
revoke all on function open_relation(uuid, uuid, uuid, text, text, uuid, timestamptz) from public;
grant execute on function open_relation(uuid, uuid, uuid, text, text, uuid, timestamptz) to openpes_app;

call guard_open('person');
create policy by_relation on person to openpes_app using (
  id = (select scope_person()) or exists (
    select 1 from person_centre r where r.person_id = person.id and r.closed_at is null
      and r.centre_id = any ((select scope_centres())::uuid[])));

-- The definer functions of this file read across centres as the owner of the tables.
create policy to_owner on person for select to openpes_owner using (true);
create policy to_owner on person_centre to openpes_owner using (true) with check (true);

create table person_name (
  id uuid primary key,
  created_at timestamptz not null,
  created_by uuid,
  person_id uuid not null references person deferrable initially deferred,
  kind text not null default 'current' check (kind in ('current','former','alias')),
  name_native text,
  native_script text check (native_script in ('khmr','laoo','other')),
  name_latin text,
  family_native text, given_native text, family_latin text, given_latin text,
  check (name_native is not null or name_latin is not null)
);
comment on table person_name is 'jobseekers: names of a person as typed, native and Latin';
create index person_name_person on person_name (person_id);

create table person_key (
  centre_id uuid not null references centre,
  key text not null,
  person_id uuid not null references person deferrable initially deferred,
  primary key (centre_id, key, person_id)
);
comment on table person_key is 'jobseekers: search keys (code, phone, name words, skeletons) of the people a centre serves; read with equality';
create index person_key_person on person_key (person_id);
grant delete on person_key to openpes_app;

create table person_contact (
  id uuid primary key,
  created_at timestamptz not null,
  created_by uuid,
  version int not null default 1,
  person_id uuid not null references person deferrable initially deferred,
  kind text not null check (kind in ('phone','telegram','other-chat','e-mail','person-to-call')),
  value text not null,
  e164 text,
  shared_with_others boolean not null default false,
  owner text not null default 'self' check (owner in ('self','relative','neighbour')),
  verified_on date,
  sort int not null default 1,
  ended_on date
);
comment on table person_contact is 'jobseekers: ways to reach a person';
create index person_contact_person on person_contact (person_id);

create table person_place (
  id uuid primary key,
  created_at timestamptz not null,
  created_by uuid,
  person_id uuid not null references person deferrable initially deferred,
  kind text not null check (kind in ('current','home')),
  province_code text, district_code text, commune_code text, village_code text,
  text text,
  since date not null
);
comment on table person_place is 'jobseekers: where a person lives and comes from';
create index person_place_person on person_place (person_id);

create table identity_document (
  id uuid primary key,
  created_at timestamptz not null,
  created_by uuid,
  person_id uuid not null references person deferrable initially deferred,
  country text not null,
  type text not null,
  number_sealed text,
  number_key text,
  seen_by uuid,
  seen_on date,
  expires_on date,
  erased_at timestamptz
);
comment on table identity_document is 'jobseekers: identity papers; the number is encrypted and found by a keyed digest';
create unique index identity_document_key on identity_document (number_key) where erased_at is null;
create index identity_document_person on identity_document (person_id);

create table education (
  id uuid primary key,
  created_at timestamptz not null,
  created_by uuid,
  person_id uuid not null references person deferrable initially deferred,
  education_code text not null,
  field_code text,
  finished_year int
);
comment on table education is 'jobseekers: education of a person';
create table experience (
  id uuid primary key,
  created_at timestamptz not null,
  created_by uuid,
  person_id uuid not null references person deferrable initially deferred,
  isco text, isco_list text not null default '08',
  title_typed text not null,
  employer_text text,
  from_month text, to_month text,
  years numeric(4,1),
  is_last boolean not null default false
);
comment on table experience is 'jobseekers: earlier work of a person';
create table person_skill (
  id uuid primary key,
  created_at timestamptz not null,
  created_by uuid,
  person_id uuid not null references person deferrable initially deferred,
  skill_code text,
  label_typed text not null,
  source text not null check (source in ('declared','inferred','assessed','certificate'))
);
comment on table person_skill is 'jobseekers: skills of a person';
create unique index person_skill_code on person_skill (person_id, skill_code) where skill_code is not null;
create table person_language (
  id uuid primary key,
  created_at timestamptz not null,
  created_by uuid,
  person_id uuid not null references person deferrable initially deferred,
  language text not null,
  spoken text check (spoken in ('A1','A2','B1','B2','C1','C2')),
  written text check (written in ('A1','A2','B1','B2','C1','C2')),
  unique (person_id, language)
);
comment on table person_language is 'jobseekers: languages of a person';
create table wish (
  id uuid primary key,
  created_at timestamptz not null,
  created_by uuid,
  version int not null default 1,
  person_id uuid not null references person deferrable initially deferred,
  sort int not null default 1,
  title_typed text not null,
  isco text, isco_list text not null default '08',
  coded_by uuid,
  reach text not null default 'own-district' check (reach in ('own-district','province','anywhere','list')),
  places text[] not null default '{}',
  wage_min numeric(14,2), wage_currency text, wage_period text check (wage_period in ('hour','day','week','month','piece')),
  hours_per_week int,
  earliest_start date,
  contracts text[] not null default '{}',
  ended_on date
);
comment on table wish is 'jobseekers: work that a person wants';
create table work_status (
  id uuid primary key,
  created_at timestamptz not null,
  created_by uuid,
  person_id uuid not null references person deferrable initially deferred,
  asked_on date not null,
  without_work text not null check (without_work in ('yes','no','not-asked')),
  available text not null check (available in ('yes','no','not-asked')),
  searching text not null check (searching in ('yes','no','not-asked'))
);
comment on table work_status is 'jobseekers: three separate answers about work; never joined into one';
create table accommodation_need (
  id uuid primary key,
  created_at timestamptz not null,
  created_by uuid,
  person_id uuid not null references person deferrable initially deferred,
  code text not null,
  note text,
  ended_on date
);
comment on table accommodation_need is 'jobseekers: what a person needs to be served well; asked of everyone';

create table registration (
  id uuid primary key,
  created_at timestamptz not null,
  created_by uuid,
  version int not null default 1,
  request_key uuid unique,
  person_id uuid not null references person deferrable initially deferred,
  centre_id uuid not null references centre,
  event text not null check (event in ('new','reactivation')),
  channel text not null check (channel in ('counter','portal','fair','phone','mobile-team','import','paper')),
  state text not null check (state in ('draft','pending','active','lapsed','ended')),
  submitted_on date,
  review_due_on date,
  accepted_on date,
  accepted_by uuid,
  last_contact_on date,
  expires_on date,
  ended_on date,
  end_reason text,
  end_note text,
  source_system text,
  source_id text,
  check (state <> 'active' or accepted_on is not null),
  check (state not in ('ended') or end_reason is not null)
);
comment on table registration is 'jobseekers: one spell of being registered';
create unique index registration_open on registration (person_id) where state in ('draft','pending','active');
create unique index registration_source on registration (source_system, source_id) where source_id is not null;
create index registration_centre_accepted on registration (centre_id, accepted_on);
create index registration_due on registration (expires_on) where state = 'active';
create index registration_person on registration (person_id);
create table renewal (
  id uuid primary key,
  created_at timestamptz not null,
  created_by uuid,
  person_id uuid not null references person deferrable initially deferred,
  registration_id uuid not null references registration,
  centre_id uuid not null references centre,
  renewed_on date not null,
  how text not null,
  counts boolean not null
);
comment on table renewal is 'jobseekers: a person confirmed still looking; at most one counts in 180 days';
create table caseload (
  id uuid primary key,
  created_at timestamptz not null,
  created_by uuid,
  person_id uuid not null references person deferrable initially deferred,
  centre_id uuid not null references centre,
  account_id uuid not null references account,
  kind text not null check (kind in ('main','substitute')),
  from_day date not null,
  to_day date,
  reason text,
  end_reason text
);
comment on table caseload is 'jobseekers: which counsellor looks after whom';
create unique index caseload_main on caseload (person_id, centre_id) where kind = 'main' and to_day is null;
create index caseload_account on caseload (account_id) where to_day is null;

create table consent_text (
  id uuid primary key,
  purpose text not null,
  version int not null,
  language text not null,
  body text not null,
  read_aloud text not null,
  valid_from date not null,
  unique (purpose, version, language)
);
comment on table consent_text is 'jobseekers: the words of each consent; superseded, never edited';
create table consent (
  id uuid primary key,
  created_at timestamptz not null,
  created_by uuid,
  person_id uuid not null references person deferrable initially deferred,
  centre_id uuid references centre,
  purpose text not null,
  scope_kind text check (scope_kind in ('vacancy','employer','partner')),
  scope_id text,
  text_version int not null,
  language text not null,
  answer text not null check (answer in ('given','refused')),
  method text not null check (method in ('screen','paper','voice','with-witness')),
  witness uuid,
  at timestamptz not null,
  withdrawn_at timestamptz,
  check (method <> 'with-witness' or witness is not null)
);
comment on table consent is 'jobseekers: what a person agreed to or refused, in which words';
create unique index consent_live on consent (person_id, purpose, coalesce(scope_kind, ''), coalesce(scope_id, '')) where withdrawn_at is null;
create table disclosure (
  id uuid primary key,
  person_id uuid not null references person deferrable initially deferred,
  centre_id uuid references centre,
  recipient_kind text not null check (recipient_kind in ('employer','partner','export','person')),
  recipient_id text not null,
  fields text[] not null,
  purpose text not null,
  consent_id uuid references consent,
  basis text check (basis in ('public-task','contract','legal-duty','vital-interest')),
  at timestamptz not null,
  check (num_nonnulls(consent_id, basis) = 1)
);
comment on table disclosure is 'jobseekers: every sending of personal data outside the agency, with the consent or basis';
create index disclosure_person on disclosure (person_id);
create function refuse_withdrawn_consent() returns trigger language plpgsql as $$
begin
  if new.consent_id is not null and exists (
    select 1 from consent c where c.id = new.consent_id and (c.withdrawn_at is not null or c.answer <> 'given' or c.person_id <> new.person_id)) then
    raise exception 'this consent does not allow a disclosure' using errcode = '23514', constraint = 'disclosure_consent_live';
  end if;
  return new;
end $$;
create trigger disclosure_consent_live before insert on disclosure for each row execute function refuse_withdrawn_consent();

create table group_membership (
  id uuid primary key,
  created_at timestamptz not null,
  created_by uuid,
  person_id uuid not null references person deferrable initially deferred,
  centre_id uuid not null references centre,
  group_code text not null,
  from_day date not null,
  to_day date,
  evidence text not null check (evidence in ('stated','document','functioning-questions','partner')),
  purposes text[] not null,
  consent_id uuid not null references consent,
  visibility text not null default 'centre' check (visibility in ('own-counsellor','centre'))
);
comment on table group_membership is 'jobseekers: declared groups of a person, with consent and purposes; never shown in lists';
create unique index group_membership_open on group_membership (person_id, group_code) where to_day is null;
create table functioning_answer (
  id uuid primary key,
  created_at timestamptz not null,
  created_by uuid,
  person_id uuid not null references person deferrable initially deferred,
  centre_id uuid not null references centre,
  answers int[] not null,
  purpose text not null,
  consent_id uuid not null references consent
);
comment on table functioning_answer is 'jobseekers: six answers about functioning; read only by the own counsellor with a purpose';
create table person_note (
  id uuid primary key,
  created_at timestamptz not null,
  created_by uuid,
  person_id uuid not null references person deferrable initially deferred,
  centre_id uuid not null references centre,
  body text not null
);
comment on table person_note is 'jobseekers: notes of the counsellor; private to the writing centre';
create table duplicate_pair (
  id uuid primary key,
  created_at timestamptz not null,
  created_by uuid,
  version int not null default 1,
  person_id uuid not null references person deferrable initially deferred,
  other_id uuid not null references person deferrable initially deferred,
  centre_id uuid not null references centre,
  score int not null,
  agreeing text[] not null,
  decision text check (decision in ('same','different')),
  decided_by uuid,
  decided_on date,
  due_on date not null,
  unique (person_id, other_id)
);
comment on table duplicate_pair is 'jobseekers: two records that may be one person, and what was decided';

do $$
declare name text;
begin
  foreach name in array array['person_name','person_key','person_contact','person_place','identity_document','education','experience',
    'person_skill','person_language','wish','work_status','accommodation_need','registration','renewal','caseload','consent','disclosure',
    'group_membership','duplicate_pair'] loop
    call guard_by_person(name);
    execute format('create policy to_owner on %I for select to openpes_owner using (true)', name);
  end loop;
end $$;
call guard_by_writer('functioning_answer');
call guard_by_writer('person_note');

-- Who already holds this identity number? Answers with the centre and whether it is ours, never with a person of another centre.
create function holder_of_document(key text) returns table (centre_id uuid, person_id uuid)
language sql stable security definer set search_path = public as $$
  select r.centre_id, case when r.centre_id = any (scope_centres()) then d.person_id end
  from identity_document d join person_centre r on r.person_id = d.person_id and r.closed_at is null
  where d.number_key = holder_of_document.key and d.erased_at is null
$$;
revoke all on function holder_of_document(text) from public;
grant execute on function holder_of_document(text) to openpes_app;
