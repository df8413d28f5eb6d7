-- A team reads of its members what colleagues may know, and never their passwords' hashes. The sweep bounds what would otherwise grow
-- for ever: visits with links, and tokens that have ended.

SET LOCAL search_path TO dossier;

REVOKE SELECT ON users FROM dossier_app;
GRANT SELECT (id, email, name, locale, created_at, disabled_at) ON users TO dossier_app;

CREATE POLICY sweep_select ON api_tokens FOR SELECT TO dossier_system USING ((SELECT current_purpose()) = 'sweep');
CREATE POLICY sweep_delete ON api_tokens FOR DELETE TO dossier_system USING ((SELECT current_purpose()) = 'sweep');
CREATE POLICY sweep_select ON share_views FOR SELECT TO dossier_system USING ((SELECT current_purpose()) = 'sweep');
CREATE POLICY sweep_delete ON share_views FOR DELETE TO dossier_system USING ((SELECT current_purpose()) = 'sweep');
GRANT SELECT, DELETE ON api_tokens, share_views TO dossier_system;
