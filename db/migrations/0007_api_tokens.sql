-- Why: partner systems call the API with a token of their own instead of a session. Locks: nothing that exists yet.

create table api_token (
  token_hash text primary key,
  account_id uuid not null references account,
  name text not null,
  created_at timestamptz not null,
  created_by uuid,
  expires_on date not null,
  ended_at timestamptz
);
comment on table api_token is 'accounts: tokens of partner systems; only a digest is kept';
