-- Why: what the counter needs beside the first tables: closing by the clock, private notes of a service, reversal marks,
--      imports that add nothing the second time, seats given back, and the guard against the same service written twice.
-- Locks: visit, service_event, group_session, appointment, desk_deferral, for a moment (no table is rewritten).

alter table visit add column closed_by_clock boolean not null default false;
alter table visit add column import_key text;
create unique index visit_import on visit (import_key) where import_key is not null;
create index visit_centre_open on visit (centre_id, visited_on) where state in ('waiting','called');

alter table service_event drop column note;
alter table service_event add column visit_id uuid references visit;
alter table service_event add column next_done_on date;
alter table service_event add column reversed boolean not null default false;
alter table service_event add column reversal_reason text;
alter table service_event add column reversal_note text;
alter table service_event add column import_key text;
alter table service_event add constraint service_event_reversal check ((reverses_id is null) = (reversal_reason is null));
create unique index service_event_import on service_event (import_key) where import_key is not null;
create unique index service_event_session on service_event (group_session_id, person_id) where group_session_id is not null and reverses_id is null and not reversed;
-- The same manual service for the same customer on the same day needs a reason.
create unique index service_event_once_person on service_event (person_id, service_code, given_on)
  where person_id is not null and source = 'manual' and repeat_reason is null and reverses_id is null and not reversed and group_session_id is null;
create unique index service_event_once_employer on service_event (employer_id, service_code, given_on)
  where employer_id is not null and source = 'manual' and repeat_reason is null and reverses_id is null and not reversed;
create index service_event_next on service_event (account_id) where next_due_on is not null and next_done_on is null and not reversed;
create index service_event_employer on service_event (employer_id) where employer_id is not null;
create index service_event_staff on service_event (account_id, given_on);

create table service_note (
  service_event_id uuid primary key references service_event,
  centre_id uuid not null references centre,
  created_at timestamptz not null,
  created_by uuid,
  body text not null check (char_length(body) between 1 and 4000)
);
comment on table service_note is 'service-delivery: what the counsellor noted about a service; private to the writing centre';
call guard_by_writer('service_note');

alter table group_session add column stat_key uuid not null default gen_random_uuid();
alter table group_session add constraint group_session_stat_key unique (stat_key);
alter table group_session add column minutes int check (minutes between 1 and 600);
alter table group_session add column import_key text;
alter table group_session alter column account_id drop not null;
alter table group_session add constraint group_session_unnamed check (unnamed_f + unnamed_m + unnamed_ns <= taken);
create unique index group_session_import on group_session (import_key) where import_key is not null;
create index group_session_centre_day on group_session (centre_id, held_on);

alter table appointment add column result_due_on date;
alter table appointment add column cancel_reason text;
create index appointment_slot_id on appointment (slot_id);
create index appointment_open on appointment (centre_id) where state in ('booked','arrived','needs-result');
create unique index appointment_employer_once on appointment (slot_id, employer_id) where employer_id is not null and state in ('booked','arrived');

-- A seat comes back when an appointment is cancelled: the slot's row is locked and its appointments are counted again,
-- so that calling this without a reason changes nothing.
create policy to_owner on appointment for select to openpes_owner using (true);
create function release_seat(slot uuid) returns void language plpgsql security definer set search_path = public as $$
begin
  perform 1 from appointment_slot s where s.id = release_seat.slot for update;
  update appointment_slot s set taken = (
    select count(*) from appointment a where a.slot_id = release_seat.slot and a.state not in ('cancelled-by-customer','cancelled-by-centre'))
  where s.id = release_seat.slot;
end $$;
revoke all on function release_seat(uuid) from public;
grant execute on function release_seat(uuid) to openpes_app;

create index desk_deferral_centre on desk_deferral (centre_id, until_day);

-- The day of entry in the country's calendar: how late a fact was written down follows from it.
alter table visit add column entered_on date not null default current_date;
alter table service_event add column entered_on date not null default current_date;
alter table group_session add column entered_on date not null default current_date;
alter table appointment add column booked_on date not null default current_date;

create table country_service (
  code text primary key,
  audience text not null,
  family text not null,
  counts boolean not null
);
comment on table country_service is 'service-delivery: services of the country for fact views; filled from countries/ every day';
grant select on country_service to openpes_facts;
