-- Who may read and write what. Two roles that own nothing, cannot log in and are bound by every policy: `dossier_app` works for
-- one team at a time, `dossier_system` for one listed purpose. The service's own login only owns the tables; each transaction
-- takes one of the two roles and says its team or purpose in a setting that ends with the transaction.

SET LOCAL search_path TO dossier;

DO $$
DECLARE
    wanted text;
BEGIN
    FOREACH wanted IN ARRAY ARRAY['dossier_app', 'dossier_system'] LOOP
        -- Roles belong to the whole server: another database of it may have them, or be about to.
        BEGIN
            IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
                EXECUTE format('CREATE ROLE %I NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE', wanted);
            END IF;
        EXCEPTION WHEN duplicate_object OR unique_violation THEN
            NULL;
        END;
        -- Where this login may not grant, an administrator has; the check at start finds out by taking the role.
        BEGIN
            EXECUTE format('GRANT %I TO CURRENT_USER', wanted);
        EXCEPTION WHEN OTHERS THEN
            NULL;
        END;
    END LOOP;
END $$;

CREATE FUNCTION current_team() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(current_setting('dossier.team', true), '')::uuid $$;

CREATE FUNCTION current_purpose() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT coalesce(current_setting('dossier.purpose', true), '') $$;

GRANT USAGE ON SCHEMA dossier TO dossier_app, dossier_system;

-- Every table with a team: rows of that team, whatever the query says.
DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY[
        'teams', 'memberships', 'invitations', 'sessions', 'api_tokens', 'persons', 'person_keys', 'clients',
        'job_profiles', 'job_profile_versions', 'team_files', 'runs', 'run_persons', 'inputs', 'revisions', 'documents',
        'run_steps', 'run_events', 'records', 'jobs', 'webhooks', 'webhook_deliveries', 'submissions', 'share_links',
        'share_views', 'consents', 'holds', 'overrides', 'comments', 'audit', 'audit_heads', 'erasures',
        'erased_prefixes', 'counters', 'idempotency'
    ] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
        EXECUTE format(
            'CREATE POLICY own_team ON %I TO dossier_app USING (team = (SELECT current_team())) '
            'WITH CHECK (team = (SELECT current_team()))',
            name
        );
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO dossier_app', name);
    END LOOP;
END $$;

-- A team changes its own row and neither makes nor deletes teams; the log is only added to.
REVOKE INSERT, DELETE ON teams FROM dossier_app;
REVOKE UPDATE, DELETE ON audit FROM dossier_app;
REVOKE DELETE ON audit_heads FROM dossier_app;

-- Tables without a team. A team sees the users that are its members.
ALTER TABLE users ENABLE ROW LEVEL SECURITY;
ALTER TABLE users FORCE ROW LEVEL SECURITY;
CREATE POLICY own_members ON users FOR SELECT TO dossier_app
    USING (EXISTS (SELECT FROM memberships WHERE memberships.user_id = users.id));
GRANT SELECT ON users TO dossier_app;

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['instance', 'throttles', 'logins', 'setup_links', 'denied_sessions'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    END LOOP;
END $$;

-- The closed list of what is done across teams, each with the tables and commands that it needs.
DO $$
DECLARE
    line text;
    part text[];
    command text;
BEGIN
    FOREACH line IN ARRAY ARRAY[
        'setup teams SELECT', 'setup teams INSERT', 'setup teams DELETE', 'setup users SELECT', 'setup users INSERT',
        'setup users UPDATE', 'setup memberships SELECT', 'setup memberships INSERT', 'setup memberships DELETE',
        'setup instance SELECT', 'setup instance INSERT', 'setup setup_links SELECT', 'setup setup_links INSERT',
        'setup setup_links DELETE', 'setup invitations SELECT', 'setup invitations DELETE', 'setup jobs SELECT',
        'setup jobs DELETE', 'setup webhooks SELECT', 'setup webhooks DELETE', 'setup team_files SELECT',
        'setup team_files DELETE', 'setup job_profiles SELECT', 'setup job_profiles DELETE', 'setup clients SELECT',
        'setup clients DELETE', 'setup counters SELECT', 'setup counters DELETE', 'setup idempotency SELECT',
        'setup idempotency DELETE',
        'login users SELECT', 'login users INSERT', 'login users UPDATE', 'login users DELETE',
        'login memberships SELECT', 'login memberships INSERT', 'login teams SELECT', 'login sessions SELECT',
        'login sessions INSERT', 'login sessions UPDATE', 'login sessions DELETE', 'login invitations SELECT',
        'login invitations UPDATE', 'login invitations DELETE', 'login api_tokens SELECT', 'login api_tokens UPDATE',
        'login throttles SELECT', 'login throttles INSERT', 'login throttles UPDATE', 'login throttles DELETE',
        'login logins SELECT', 'login logins INSERT', 'login logins DELETE', 'login denied_sessions SELECT',
        'login denied_sessions INSERT', 'login denied_sessions UPDATE',
        'share share_links SELECT', 'share share_links UPDATE', 'share share_views INSERT', 'share runs SELECT',
        'claim jobs SELECT', 'claim jobs UPDATE', 'claim webhook_deliveries SELECT',
        'sweep teams SELECT', 'sweep sessions SELECT', 'sweep sessions DELETE', 'sweep throttles SELECT',
        'sweep throttles DELETE', 'sweep idempotency SELECT', 'sweep idempotency DELETE', 'sweep invitations SELECT',
        'sweep invitations DELETE', 'sweep logins SELECT', 'sweep logins DELETE', 'sweep setup_links SELECT',
        'sweep setup_links DELETE', 'sweep denied_sessions SELECT', 'sweep denied_sessions DELETE',
        'sweep webhook_deliveries SELECT', 'sweep webhook_deliveries DELETE', 'sweep jobs SELECT',
        'sweep jobs DELETE', 'sweep runs SELECT', 'sweep run_persons SELECT', 'sweep revisions SELECT',
        'sweep holds SELECT', 'sweep erasures SELECT', 'sweep erased_prefixes SELECT', 'sweep erased_prefixes UPDATE'
    ] LOOP
        part := string_to_array(line, ' ');
        command := part[3];
        EXECUTE format(
            'CREATE POLICY %I ON %I FOR %s TO dossier_system %s',
            part[1] || '_' || lower(command), part[2], command,
            CASE command
                WHEN 'INSERT' THEN format('WITH CHECK ((SELECT current_purpose()) = %L)', part[1])
                ELSE format('USING ((SELECT current_purpose()) = %L)', part[1])
            END
        );
        EXECUTE format('GRANT %s ON %I TO dossier_system', command, part[2]);
    END LOOP;
END $$;

-- A backup reads everything; a migration that changes rows says so, for FORCE binds the owner too.
DO $$
DECLARE
    name text;
BEGIN
    FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'dossier' AND tablename <> '_sqlx_migrations' LOOP
        EXECUTE format(
            'CREATE POLICY backup_select ON %I FOR SELECT TO dossier_system USING ((SELECT current_purpose()) = %L)',
            name, 'backup'
        );
        EXECUTE format('GRANT SELECT ON %I TO dossier_system', name);
        EXECUTE format(
            'CREATE POLICY migrate_all ON %I TO CURRENT_USER USING ((SELECT current_purpose()) = %L) '
            'WITH CHECK ((SELECT current_purpose()) = %L)',
            name, 'migrate', 'migrate'
        );
    END LOOP;
END $$;
