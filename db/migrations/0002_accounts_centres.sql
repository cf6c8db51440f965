-- Why: who signs in, from where, and the centres and posts that decide what they may reach.
-- Locks: nothing that exists yet.

create table centre (
  id uuid primary key,
  created_at timestamptz not null,
  created_by uuid,
  version int not null default 1,
  code text not null unique check (code ~ '^[A-Z0-9-]{2,12}$'),
  kind text not null check (kind in ('headquarters','regional','centre','satellite','mobile','labour-office')),
  parent_id uuid references centre,
  province_code text,
  district_code text,
  address text,
  phone text,
  phone_e164 text,
  opened_on date,
  closed_on date,
  successor_id uuid references centre,
  reporting_mode text not null default 'online' check (reporting_mode in ('online','device','paper')),
  computers int not null default 0 check (computers >= 0),
  connectivity text not null default 'none' check (connectivity in ('none','mobile','fixed')),
  state text not null default 'open' check (state in ('planned','open','suspended','closed')),
  check (state <> 'closed' or successor_id is not null)
);
comment on table centre is 'centres: a place where the agency serves people';

create table centre_name (
  centre_id uuid not null references centre,
  language text not null,
  name text not null,
  primary key (centre_id, language)
);
comment on table centre_name is 'centres: name of a centre in each language';

create table centre_hours (
  centre_id uuid not null references centre,
  weekday int not null check (weekday between 1 and 7),
  opens time not null,
  closes time not null,
  primary key (centre_id, weekday, opens),
  check (opens < closes)
);
comment on table centre_hours is 'centres: opening hours of the week';

create table centre_closure (
  id uuid primary key,
  created_at timestamptz not null,
  created_by uuid,
  request_key uuid unique,
  centre_id uuid not null references centre,
  from_day date not null,
  to_day date not null,
  reason text not null,
  check (from_day <= to_day)
);
comment on table centre_closure is 'centres: days on which a centre is closed and no report is expected';

call guard_public('centre', 'id');
call guard_public('centre_name', 'centre_id');
call guard_public('centre_hours', 'centre_id');
call guard_public('centre_closure', 'centre_id');
grant delete on centre_hours to openpes_app;
create policy remove_own on centre_hours for delete to openpes_app using (
  centre_id = any ((select scope_centres())::uuid[]) or (select scope_reach()) = 'national');

create table account (
  id uuid primary key,
  created_at timestamptz not null,
  created_by uuid,
  version int not null default 1,
  request_key uuid unique,
  role text not null check (role in ('jobseeker','employer','counsellor','chief','headquarters','statistician','viewer','administrator')),
  username text unique,
  display_name text,
  language text not null,
  login_handle text,
  salt text,
  secret_hash text,
  totp_secret text,
  totp_last_step bigint,
  person_id uuid,
  employer_id uuid,
  state text not null check (state in ('invited','active','disabled')),
  last_proof_on date,
  check (role in ('jobseeker','employer') or username is not null)
);
comment on table account is 'accounts: who may sign in; one role each';
create index account_handle on account (login_handle);
create unique index account_person on account (person_id) where person_id is not null and state <> 'disabled';

create table account_duty (
  account_id uuid not null references account,
  duty text not null check (duty in ('front-desk','inspector','verifier','registrar','editor','trainer','survey','project','data-protection')),
  granted_at timestamptz not null,
  granted_by uuid,
  ended_at timestamptz,
  primary key (account_id, duty, granted_at)
);
comment on table account_duty is 'accounts: functions opened to an account; they never widen its reach';

create table session (
  token_hash text primary key,
  account_id uuid not null references account,
  strength text not null check (strength in ('one','two')),
  shared_device boolean not null default false,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  fresh_at timestamptz,
  ended_at timestamptz
);
comment on table session is 'accounts: open sign-ins; only a digest of the token is kept';
create index session_account on session (account_id) where ended_at is null;
grant delete on session to openpes_app;

create table known_device (
  token_hash text not null,
  account_id uuid not null references account,
  until timestamptz not null,
  primary key (token_hash, account_id)
);
comment on table known_device is 'accounts: devices on which an account signed in fully';

create table sign_in_failure (
  id uuid primary key,
  handle text not null,
  device_hash text,
  address_hash text not null,
  at timestamptz not null
);
comment on table sign_in_failure is 'accounts: failed proofs, counted per handle and address; digests only';
create index sign_in_failure_handle on sign_in_failure (handle, at);
create index sign_in_failure_address on sign_in_failure (address_hash, at);
grant delete on sign_in_failure to openpes_app;

create table sign_in_code (
  id uuid primary key,
  handle text not null,
  code_hash text not null,
  purpose text not null,
  sent_at timestamptz not null,
  expires_at timestamptz not null,
  tries int not null default 0,
  used_at timestamptz
);
comment on table sign_in_code is 'accounts: single-use codes sent to a phone; digests only';
create index sign_in_code_handle on sign_in_code (handle, sent_at);

create table recovery_code (
  account_id uuid not null references account,
  code_hash text not null,
  used_at timestamptz,
  primary key (account_id, code_hash)
);
comment on table recovery_code is 'accounts: printed single-use codes in place of the second factor';

create table invitation (
  token_hash text primary key,
  account_id uuid not null references account,
  created_at timestamptz not null,
  created_by uuid,
  expires_at timestamptz not null,
  used_at timestamptz
);
comment on table invitation is 'accounts: single-use links with which a staff member sets the proofs';

create table post (
  id uuid primary key,
  created_at timestamptz not null,
  created_by uuid,
  request_key uuid unique,
  centre_id uuid not null references centre,
  role text not null,
  established int not null check (established >= 0),
  from_day date not null,
  to_day date
);
comment on table post is 'centres: established posts of a centre';

create table post_holding (
  id uuid primary key,
  created_at timestamptz not null,
  created_by uuid,
  version int not null default 1,
  request_key uuid unique,
  centre_id uuid not null references centre,
  account_id uuid not null references account,
  role text not null,
  staff_key uuid not null,
  sex text not null default 'not-stated' check (sex in ('F','M','not-stated')),
  kind text not null default 'permanent' check (kind in ('permanent','temporary','substitute')),
  from_day date not null,
  to_day date,
  end_reason text check (end_reason in ('moved','left','leave','contract-end')),
  check (to_day is null or end_reason is not null)
);
comment on table post_holding is 'centres: which account holds which post, when; without one nobody signs in as staff';
create index post_holding_account on post_holding (account_id, from_day);
call guard_public('post', 'centre_id');
call guard_public('post_holding', 'centre_id');
