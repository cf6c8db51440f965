-- Why: who changed the state of an employer, when and why, and who holds a register number at another centre.
-- Locks: nothing that exists yet.

create table employer_state_change (
  id uuid primary key,
  created_at timestamptz not null,
  created_by uuid,
  employer_id uuid not null references employer,
  centre_id uuid not null references centre,
  day date not null,
  from_state text,
  to_state text not null,
  reason text,
  note text
);
comment on table employer_state_change is 'employers: each change of state with its reason';
create index employer_state_change_employer on employer_state_change (employer_id, created_at);
call guard_open('employer_state_change');
create policy by_centre on employer_state_change to openpes_app using (
  centre_id = any ((select scope_centres())::uuid[]) or (select scope_reach()) = 'national' or employer_id = (select scope_employer()));

create index employer_contact_employer on employer_contact (employer_id);
create index employer_check_employer on employer_check (employer_id);
create index employer_key_employer on employer_key (employer_id);
create index employer_valid on employer (valid_until) where state = 'verified';

-- Who already holds these numbers of a register? The employer itself only when it is in reach.
create function employer_register_holders(register text, numbers text[]) returns table (register_number text, centre_id uuid, employer_id uuid)
language sql stable security definer set search_path = public as $$
  select e.register_number, e.centre_id,
    case when e.centre_id = any (scope_centres()) or scope_reach() = 'national' then e.id end
  from employer e where e.register = employer_register_holders.register and e.register_number = any (employer_register_holders.numbers)
$$;
revoke all on function employer_register_holders(text, text[]) from public;
grant execute on function employer_register_holders(text, text[]) to openpes_app;
