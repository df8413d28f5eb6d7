-- Row-level security for a dossier bucket on Supabase Storage: a user reaches the runs of the own teams and nothing else.
-- Teams stand in the user's token as app_metadata.teams, a list of team ids that only the service can change.
-- For a storage without a folder, as in supabase://host/dossier. With a folder, raise the indexes by its depth and put it in
-- front of the marker's name.

insert into storage.buckets (id, name, public) values ('dossier', 'dossier', false)
on conflict (id) do nothing;

create policy "dossier: own teams" on storage.objects
  for all to authenticated
  using (
    bucket_id = 'dossier'
    and (storage.foldername(name))[1] = 't'
    and (select auth.jwt() -> 'app_metadata' -> 'teams') ? (storage.foldername(name))[2]
  )
  with check (
    bucket_id = 'dossier'
    and (storage.foldername(name))[1] = 't'
    and (select auth.jwt() -> 'app_metadata' -> 'teams') ? (storage.foldername(name))[2]
  );

-- The marker says which instance owns the storage; it holds nothing about anyone.
create policy "dossier: marker" on storage.objects
  for select to authenticated
  using (bucket_id = 'dossier' and name = 'dossier-instance.json');
