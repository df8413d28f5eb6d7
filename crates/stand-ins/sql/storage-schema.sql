-- What the policies in docs/supabase-policies.sql stand on, as Supabase has it: the roles, the two tables (columns that
-- matter), the function that splits keys and the one that reads the token. For tests on a PostgreSQL of their own.

create role anon nologin;
create role authenticated nologin;
create schema auth;
create schema storage;

create function auth.jwt() returns jsonb language sql stable as
$$ select nullif(current_setting('request.jwt.claims', true), '')::jsonb $$;

create table storage.buckets (id text primary key, name text not null unique, public boolean not null default false);
create table storage.objects (
  id uuid primary key default gen_random_uuid(),
  bucket_id text references storage.buckets,
  name text,
  unique (bucket_id, name)
);
alter table storage.objects enable row level security;

create function storage.foldername(name text) returns text[] language sql immutable as
$$ select parts[1:cardinality(parts) - 1] from (select string_to_array(name, '/') as parts) as split $$;

grant usage on schema auth, storage to anon, authenticated;
grant select, insert, update, delete on storage.objects to anon, authenticated;
