-- Why: phones, chat names and register numbers of blocked employers are watched in the whole country: whoever takes a vacancy
--      may ask whether a key is on the list, and learns nothing else.
-- Locks: employer_key, for a moment.

create policy to_owner on employer_key for select to openpes_owner using (true);

create function is_watched(keys text[]) returns boolean
language sql stable security definer set search_path = public as $$
  select exists (select 1 from employer_key k join employer e on e.id = k.employer_id where e.state = 'blocked' and k.key = any (is_watched.keys))
$$;
revoke all on function is_watched(text[]) from public;
grant execute on function is_watched(text[]) to openpes_app;
