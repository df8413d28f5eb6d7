-- Two users of two teams, each trying everything on the other's rows. Any exception fails the check.

insert into storage.objects (bucket_id, name) values
  ('dossier', 'dossier-instance.json'),
  ('dossier', 't/team-1/runs/r/v/commit.json'),
  ('dossier', 't/team-2/runs/r/v/commit.json'),
  ('dossier', 'elsewhere/team-1/x');
insert into storage.buckets (id, name) values ('other', 'other');
insert into storage.objects (bucket_id, name) values ('other', 't/team-1/x');

create schema checks;
create function checks.check_that(what text, holds boolean) returns void language plpgsql as
$$ begin if holds is not true then raise exception 'does not hold: %', what; end if; end $$;

create function checks.refused(statement text) returns boolean language plpgsql as
$$ begin execute statement; return false; exception when insufficient_privilege then return true; end $$;

create function checks.touched(statement text) returns bigint language plpgsql as
$$ declare rows bigint; begin execute statement; get diagnostics rows = row_count; return rows; end $$;

grant usage on schema checks to anon, authenticated;

set role authenticated;
select set_config('request.jwt.claims', '{"app_metadata": {"teams": ["team-1"]}}', false);
select checks.check_that('sees the own rows and the marker only', (select array_agg(name order by name) from storage.objects)
  = array['dossier-instance.json', 't/team-1/runs/r/v/commit.json']);
select checks.check_that('cannot plant', checks.refused(
  $$ insert into storage.objects (bucket_id, name) values ('dossier', 't/team-2/runs/r/v/planted') $$));
select checks.check_that('cannot write beside the teams', checks.refused(
  $$ insert into storage.objects (bucket_id, name) values ('dossier', 'elsewhere/team-1/y') $$));
select checks.check_that('cannot write to other buckets', checks.refused(
  $$ insert into storage.objects (bucket_id, name) values ('other', 't/team-1/y') $$));
select checks.check_that('cannot move a row out', checks.refused(
  $$ update storage.objects set name = 't/team-2/runs/r/v/moved' where name like 't/team-1/%' $$));
select checks.check_that('cannot change foreign rows', checks.touched(
  $$ update storage.objects set name = 't/team-1/stolen' where name like 't/team-2/%' $$) = 0);
select checks.check_that('cannot delete foreign rows', checks.touched(
  $$ delete from storage.objects where name like 't/team-2/%' or name = 'dossier-instance.json' $$) = 0);
select checks.check_that('writes own rows', checks.touched(
  $$ insert into storage.objects (bucket_id, name) values ('dossier', 't/team-1/runs/r/v/x') $$) = 1);
select checks.check_that('overwrites own rows', checks.touched(
  $$ insert into storage.objects (bucket_id, name) values ('dossier', 't/team-1/runs/r/v/x')
     on conflict (bucket_id, name) do update set name = excluded.name $$) = 1);
select checks.check_that('deletes own rows', checks.touched(
  $$ delete from storage.objects where name = 't/team-1/runs/r/v/x' $$) = 1);

select set_config('request.jwt.claims', '{"app_metadata": {"teams": []}}', false);
select checks.check_that('without a team there is only the marker', (select count(*) from storage.objects) = 1);
select set_config('request.jwt.claims', '{"user_metadata": {"teams": ["team-1"]}}', false);
select checks.check_that('what users write about themselves does not count', (select count(*) from storage.objects) = 1);
select set_config('request.jwt.claims', '{"app_metadata": {"teams": "team-1"}}', false);
select checks.check_that('a text is a list of one', (select count(*) from storage.objects) = 2);

set role anon;
select checks.check_that('nobody sees nothing', (select count(*) from storage.objects) = 0);
