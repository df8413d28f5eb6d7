-- Links with which a user sets a new password without the old one. One for each user. Only a login looks at them.

SET LOCAL search_path TO dossier;

CREATE TABLE reset_links (
    token_hash bytea PRIMARY KEY,
    user_id uuid NOT NULL UNIQUE REFERENCES users (id) ON DELETE CASCADE,
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL
);

ALTER TABLE reset_links ENABLE ROW LEVEL SECURITY;
ALTER TABLE reset_links FORCE ROW LEVEL SECURITY;

CREATE POLICY login_select ON reset_links FOR SELECT TO dossier_system USING ((SELECT current_purpose()) = 'login');
CREATE POLICY login_insert ON reset_links FOR INSERT TO dossier_system WITH CHECK ((SELECT current_purpose()) = 'login');
CREATE POLICY login_delete ON reset_links FOR DELETE TO dossier_system USING ((SELECT current_purpose()) = 'login');
CREATE POLICY sweep_select ON reset_links FOR SELECT TO dossier_system USING ((SELECT current_purpose()) = 'sweep');
CREATE POLICY sweep_delete ON reset_links FOR DELETE TO dossier_system USING ((SELECT current_purpose()) = 'sweep');
CREATE POLICY backup_select ON reset_links FOR SELECT TO dossier_system USING ((SELECT current_purpose()) = 'backup');
CREATE POLICY migrate_all ON reset_links TO CURRENT_USER USING ((SELECT current_purpose()) = 'migrate')
    WITH CHECK ((SELECT current_purpose()) = 'migrate');
GRANT SELECT, INSERT, DELETE ON reset_links TO dossier_system;
