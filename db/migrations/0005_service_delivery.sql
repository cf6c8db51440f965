-- Why: visits to a centre, services given, group sessions, appointments and the items of the desk.
-- Locks: nothing that exists yet.

create table visit (
  id uuid primary key,
  created_at timestamptz not null,
  created_by uuid,
  version int not null default 1,
  request_key uuid unique,
  stat_key uuid not null unique,
  centre_id uuid not null references centre,
  visited_on date not null,
  ticket int not null check (ticket > 0),
  arrived_at timestamptz not null,
  audience text not null check (audience in ('jobseeker','employer','other')),
  sex text not null check (sex in ('F','M','not-stated')),
  age_band text not null,
  purposes text[] not null,
  person_id uuid references person,
  employer_id uuid references employer,
  called_at timestamptz,
  left_at timestamptz,
  state text not null default 'waiting' check (state in ('waiting','called','served','left-before','referred-elsewhere')),
  unique (centre_id, visited_on, ticket)
);
comment on table visit is 'service-delivery: one arrival at a centre';
create index visit_person on visit (person_id) where person_id is not null;

create table visit_counter (
  centre_id uuid not null references centre,
  day date not null,
  last_ticket int not null,
  primary key (centre_id, day)
);
comment on table visit_counter is 'service-delivery: last ticket number of a centre and day';

create table group_session (
  id uuid primary key,
  created_at timestamptz not null,
  created_by uuid,
  version int not null default 1,
  request_key uuid unique,
  centre_id uuid not null references centre,
  account_id uuid not null references account,
  service_code text not null,
  topic text not null,
  place text,
  held_on date not null,
  seats int not null check (seats > 0),
  taken int not null default 0,
  unnamed_f int not null default 0 check (unnamed_f >= 0),
  unnamed_m int not null default 0 check (unnamed_m >= 0),
  unnamed_ns int not null default 0 check (unnamed_ns >= 0),
  check (taken between 0 and seats)
);
comment on table group_session is 'service-delivery: one service given to many at once';

create table service_event (
  id uuid primary key,
  created_at timestamptz not null,
  created_by uuid,
  request_key uuid unique,
  stat_key uuid not null unique,
  centre_id uuid not null references centre,
  account_id uuid references account,
  service_code text not null,
  audience text not null check (audience in ('jobseeker','employer')),
  person_id uuid references person,
  employer_id uuid references employer,
  given_on date not null,
  minutes int check (minutes between 1 and 600),
  channel text not null check (channel in ('counter','phone','chat','video','visit','fair','mobile')),
  group_session_id uuid references group_session,
  source text not null check (source in ('manual','automatic','import')),
  source_kind text,
  source_id uuid,
  outcome text,
  next_step text,
  next_due_on date,
  note text,
  repeat_reason text,
  reverses_id uuid unique references service_event,
  check (num_nonnulls(person_id, employer_id) = 1)
);
comment on table service_event is 'service-delivery: one service to one customer by one staff member on one day; corrected by a reversal';
create unique index service_event_source on service_event (source_kind, source_id, service_code) where source_id is not null;
create index service_event_centre_day on service_event (centre_id, given_on);
create index service_event_person on service_event (person_id);

create table appointment_slot (
  id uuid primary key,
  created_at timestamptz not null,
  created_by uuid,
  version int not null default 1,
  request_key uuid unique,
  centre_id uuid not null references centre,
  account_id uuid references account,
  day date not null,
  starts time not null,
  minutes int not null check (minutes between 5 and 480),
  capacity int not null check (capacity > 0),
  taken int not null default 0,
  check (taken between 0 and capacity)
);
comment on table appointment_slot is 'service-delivery: time that can be booked; never overbooked';
create index appointment_slot_day on appointment_slot (centre_id, day, starts);

create table appointment (
  id uuid primary key,
  created_at timestamptz not null,
  created_by uuid,
  version int not null default 1,
  request_key uuid unique,
  stat_key uuid not null unique,
  centre_id uuid not null references centre,
  slot_id uuid not null references appointment_slot,
  person_id uuid references person,
  employer_id uuid references employer,
  purpose text not null,
  channel text not null,
  state text not null check (state in ('booked','arrived','done','needs-result','no-show','excused','cancelled-by-customer','cancelled-by-centre')),
  reminded_at timestamptz,
  visit_id uuid references visit,
  check (num_nonnulls(person_id, employer_id) = 1)
);
comment on table appointment is 'service-delivery: a customer expected at a time';
create unique index appointment_once on appointment (slot_id, person_id) where state in ('booked','arrived');
create index appointment_person on appointment (person_id);

create table desk_deferral (
  id uuid primary key,
  created_at timestamptz not null,
  created_by uuid not null,
  request_key uuid unique,
  centre_id uuid not null references centre,
  item_kind text not null,
  item_id text not null,
  until_day date not null,
  reason text not null
);
comment on table desk_deferral is 'service-delivery: an item of the desk put off to a day, with the reason';

call guard_by_centre('visit_counter');
call guard_by_centre('group_session');
call guard_public('appointment_slot', 'centre_id');
call guard_by_centre('desk_deferral');

-- Rows about a person follow the person's relation; rows about nobody or an employer belong to the centre.
do $$
declare name text;
begin
  foreach name in array array['visit','service_event','appointment'] loop
    call guard_open(name);
    execute format($p$create policy by_customer on %1$I to openpes_app using (
      person_id = (select scope_person())
      or (person_id is not null and exists (select 1 from person_centre r where r.person_id = %1$I.person_id and r.closed_at is null
           and r.centre_id = any ((select scope_centres())::uuid[])))
      or (person_id is null and (centre_id = any ((select scope_centres())::uuid[]) or (select scope_reach()) = 'national'
           or employer_id = (select scope_employer()))))$p$, name);
  end loop;
end $$;
create function book_seat(slot uuid) returns boolean language plpgsql security definer set search_path = public as $$
begin
  update appointment_slot set taken = taken + 1 where id = slot and taken < capacity;
  return found;
end $$;
create policy to_owner on appointment_slot to openpes_owner using (true) with check (true);
revoke all on function book_seat(uuid) from public;
grant execute on function book_seat(uuid) to openpes_app;
