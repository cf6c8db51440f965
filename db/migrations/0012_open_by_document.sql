-- Why: a person who is registered at one centre comes to another one with the identity paper in hand; that centre may then serve them too.
--      The paper is the proof: without its exact number nothing is opened, and the caller notes the opening in the audit chain.
-- Locks: nothing that exists yet.

create function open_by_document(id uuid, number_key text, centre uuid, by_account uuid, at timestamptz)
returns uuid language plpgsql security definer set search_path = public as $$
declare found uuid;
begin
  if not (open_by_document.centre = any (scope_centres())) then
    raise exception 'a relation is opened by the centre itself' using errcode = '42501';
  end if;
  select d.person_id into found from identity_document d join person p on p.id = d.person_id
    where d.number_key = open_by_document.number_key and d.erased_at is null and p.state = 'current';
  if found is null then
    return null;
  end if;
  insert into person_centre (id, person_id, centre_id, how, proof, opened_at, opened_by)
  values (open_by_document.id, found, open_by_document.centre, 'present', 'document', open_by_document.at, by_account)
  on conflict (person_id, centre_id) where closed_at is null do nothing;
  return found;
end $$;
revoke all on function open_by_document(uuid, text, uuid, uuid, timestamptz) from public;
grant execute on function open_by_document(uuid, text, uuid, uuid, timestamptz) to openpes_app;
