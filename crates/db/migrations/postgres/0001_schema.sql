-- The schema on PostgreSQL. The same tables and columns as migrations/sqlite/0001_schema.sql; a test compares them. Who may
-- read what stands in 0002_row_security.sql. Times are UTC microseconds since 1970, hashes are 32 bytes. Never edited once
-- shipped.

SET LOCAL search_path TO dossier;

-- Who works here.

CREATE TABLE instance (
    slot bigint PRIMARY KEY CHECK (slot = 1),
    id uuid NOT NULL,
    created_at bigint NOT NULL
);

CREATE TABLE teams (
    team uuid PRIMARY KEY,
    name text NOT NULL,
    settings text NOT NULL,
    retention_months bigint NOT NULL CHECK (retention_months BETWEEN 1 AND 120),
    retention_reason text NOT NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    archived_at bigint
);

CREATE TABLE users (
    id uuid PRIMARY KEY,
    email text NOT NULL,
    email_hash bytea NOT NULL UNIQUE,
    name text NOT NULL,
    locale text,
    password_hash text,
    subject_hash bytea UNIQUE,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    disabled_at bigint
);

CREATE TABLE memberships (
    team uuid NOT NULL REFERENCES teams (team),
    user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    role text NOT NULL CHECK (role IN ('owner', 'admin', 'editor', 'viewer')),
    created_at bigint NOT NULL,
    PRIMARY KEY (team, user_id)
);
CREATE INDEX memberships_user ON memberships (user_id);

CREATE TABLE invitations (
    team uuid NOT NULL REFERENCES teams (team),
    id uuid NOT NULL,
    email text NOT NULL,
    email_hash bytea NOT NULL,
    role text NOT NULL CHECK (role IN ('owner', 'admin', 'editor', 'viewer')),
    token_hash bytea NOT NULL UNIQUE,
    invited_by uuid,
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    accepted_at bigint,
    accepted_by uuid,
    revoked_at bigint,
    PRIMARY KEY (team, id)
);
CREATE INDEX invitations_expiry ON invitations (expires_at);

CREATE TABLE sessions (
    team uuid NOT NULL,
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    token_hash bytea NOT NULL UNIQUE,
    created_at bigint NOT NULL,
    seen_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    PRIMARY KEY (team, id),
    FOREIGN KEY (team, user_id) REFERENCES memberships (team, user_id) ON DELETE CASCADE
);
CREATE INDEX sessions_user ON sessions (user_id);
CREATE INDEX sessions_expiry ON sessions (expires_at);

CREATE TABLE api_tokens (
    team uuid NOT NULL,
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    name text NOT NULL,
    token_hash bytea NOT NULL UNIQUE,
    scopes text NOT NULL,
    created_at bigint NOT NULL,
    expires_at bigint,
    used_at bigint,
    revoked_at bigint,
    PRIMARY KEY (team, id),
    FOREIGN KEY (team, user_id) REFERENCES memberships (team, user_id) ON DELETE CASCADE
);

-- Failed logins by keyed hash of an address or a name; shared by all replicas.
CREATE TABLE throttles (
    key bytea PRIMARY KEY,
    failures bigint NOT NULL,
    window_started_at bigint NOT NULL,
    blocked_until bigint NOT NULL
);
CREATE INDEX throttles_window ON throttles (window_started_at);

-- Logins that are under way at another provider.
CREATE TABLE logins (
    state_hash bytea PRIMARY KEY,
    verifier text NOT NULL,
    nonce text NOT NULL,
    browser_hash bytea NOT NULL,
    return_path text NOT NULL,
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL
);
CREATE INDEX logins_expiry ON logins (expires_at);

-- Links with which the first user is made; they end with the first user.
CREATE TABLE setup_links (
    token_hash bytea PRIMARY KEY,
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL
);

-- Sessions of another provider that were revoked here and would still be valid there.
CREATE TABLE denied_sessions (
    hash bytea PRIMARY KEY,
    until bigint NOT NULL
);
CREATE INDEX denied_sessions_until ON denied_sessions (until);

-- Who and what the work is about.

CREATE TABLE persons (
    team uuid NOT NULL REFERENCES teams (team),
    id uuid NOT NULL,
    name text,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    PRIMARY KEY (team, id)
);

CREATE TABLE person_keys (
    team uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('email', 'phone', 'name-birth')),
    hash bytea NOT NULL,
    person uuid NOT NULL,
    PRIMARY KEY (team, kind, hash, person),
    FOREIGN KEY (team, person) REFERENCES persons (team, id) ON DELETE CASCADE
);
CREATE INDEX person_keys_person ON person_keys (team, person);

CREATE TABLE clients (
    team uuid NOT NULL REFERENCES teams (team),
    id uuid NOT NULL,
    name text NOT NULL,
    folded text NOT NULL,
    settings text NOT NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    archived_at bigint,
    PRIMARY KEY (team, id)
);
CREATE INDEX clients_folded ON clients (team, folded);

CREATE TABLE job_profiles (
    team uuid NOT NULL REFERENCES teams (team),
    id uuid NOT NULL,
    client uuid,
    title text NOT NULL,
    folded text NOT NULL,
    external_ref text,
    version bigint NOT NULL,
    created_by uuid,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    closed_at bigint,
    PRIMARY KEY (team, id),
    FOREIGN KEY (team, client) REFERENCES clients (team, id)
);
CREATE INDEX job_profiles_client ON job_profiles (team, client);

CREATE TABLE job_profile_versions (
    team uuid NOT NULL,
    profile uuid NOT NULL,
    version bigint NOT NULL,
    body text NOT NULL,
    source_sha256 bytea,
    engine text,
    created_by uuid,
    created_at bigint NOT NULL,
    PRIMARY KEY (team, profile, version),
    FOREIGN KEY (team, profile) REFERENCES job_profiles (team, id) ON DELETE CASCADE
);

-- Brands, templates, word lists, logos and offers of the team, with their bytes.
CREATE TABLE team_files (
    team uuid NOT NULL REFERENCES teams (team),
    id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('brand', 'template', 'lexicon', 'logo', 'offer')),
    name text NOT NULL,
    client uuid,
    document text,
    media_type text NOT NULL,
    content bytea NOT NULL,
    sha256 bytea NOT NULL,
    is_default bigint NOT NULL,
    created_by uuid,
    created_at bigint NOT NULL,
    archived_at bigint,
    PRIMARY KEY (team, id),
    FOREIGN KEY (team, client) REFERENCES clients (team, id)
);
CREATE INDEX team_files_kind ON team_files (team, kind);
CREATE INDEX team_files_client ON team_files (team, client);

-- Runs. The pointer to the current revision has no foreign key, because revisions point back; only code that compares and
-- swaps writes it.

CREATE TABLE runs (
    team uuid NOT NULL REFERENCES teams (team),
    id uuid NOT NULL,
    person uuid NOT NULL,
    client uuid,
    profile uuid,
    profile_version bigint,
    batch uuid,
    state text NOT NULL CHECK (state IN
        ('queued', 'reading', 'understanding', 'review', 'assessing', 'generating', 'sealed', 'failed', 'cancelled')),
    attempt bigint NOT NULL,
    event_seq bigint NOT NULL,
    current_revision uuid,
    label text,
    role text,
    search_plain text NOT NULL,
    search_named text NOT NULL,
    locale text,
    options text NOT NULL,
    score bigint,
    recommendation text,
    failure text,
    created_by uuid,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    closed_at bigint,
    expires_at bigint,
    erasing_at bigint,
    PRIMARY KEY (team, id),
    FOREIGN KEY (team, person) REFERENCES persons (team, id),
    FOREIGN KEY (team, client) REFERENCES clients (team, id),
    FOREIGN KEY (team, profile) REFERENCES job_profiles (team, id)
);
CREATE INDEX runs_created ON runs (team, created_at, id);
CREATE INDEX runs_updated ON runs (team, updated_at, id);
CREATE INDEX runs_person ON runs (team, person);
CREATE INDEX runs_client ON runs (team, client);
CREATE INDEX runs_profile ON runs (team, profile);
CREATE INDEX runs_expiry ON runs (expires_at);

-- Everybody a run is about: its person, and the others of a shortlist.
CREATE TABLE run_persons (
    team uuid NOT NULL,
    run uuid NOT NULL,
    person uuid NOT NULL,
    position bigint NOT NULL,
    PRIMARY KEY (team, run, person),
    FOREIGN KEY (team, run) REFERENCES runs (team, id) ON DELETE CASCADE,
    FOREIGN KEY (team, person) REFERENCES persons (team, id)
);
CREATE INDEX run_persons_person ON run_persons (team, person);

CREATE TABLE inputs (
    team uuid NOT NULL,
    run uuid NOT NULL,
    sha256 bytea NOT NULL,
    role text NOT NULL CHECK (role IN ('cv', 'job', 'photo', 'offer', 'brand', 'template')),
    position bigint NOT NULL,
    name text NOT NULL,
    media_type text NOT NULL,
    bytes bigint NOT NULL,
    created_at bigint NOT NULL,
    dropped_at bigint,
    PRIMARY KEY (team, run, role, position),
    FOREIGN KEY (team, run) REFERENCES runs (team, id) ON DELETE CASCADE
);

CREATE TABLE revisions (
    team uuid NOT NULL,
    id uuid NOT NULL,
    run uuid NOT NULL,
    based_on uuid,
    attempt bigint NOT NULL,
    kind text NOT NULL CHECK (kind IN ('records', 'documents')),
    state text NOT NULL CHECK (state IN ('sealing', 'sealed', 'abandoned')),
    label text,
    options text NOT NULL,
    bytes bigint,
    files bigint,
    created_by uuid,
    created_at bigint NOT NULL,
    sealed_at bigint,
    PRIMARY KEY (team, id),
    FOREIGN KEY (team, run) REFERENCES runs (team, id) ON DELETE CASCADE
);
CREATE INDEX revisions_run ON revisions (team, run, id);
CREATE INDEX revisions_unsealed ON revisions (state, created_at);

CREATE TABLE documents (
    team uuid NOT NULL,
    id uuid NOT NULL,
    run uuid NOT NULL,
    revision uuid NOT NULL,
    person uuid NOT NULL,
    area text NOT NULL CHECK (area IN ('primary_outputs', 'artifacts')),
    slug text NOT NULL,
    kind text NOT NULL,
    name text NOT NULL,
    media_type text NOT NULL,
    bytes bigint NOT NULL,
    sha256 bytea NOT NULL,
    PRIMARY KEY (team, id),
    UNIQUE (team, revision, area, slug),
    FOREIGN KEY (team, revision) REFERENCES revisions (team, id) ON DELETE CASCADE,
    FOREIGN KEY (team, run) REFERENCES runs (team, id) ON DELETE CASCADE,
    FOREIGN KEY (team, person) REFERENCES persons (team, id)
);
CREATE INDEX documents_person ON documents (team, person);
CREATE INDEX documents_run ON documents (team, run);

CREATE TABLE run_steps (
    team uuid NOT NULL,
    run uuid NOT NULL,
    attempt bigint NOT NULL,
    name text NOT NULL,
    state text NOT NULL CHECK (state IN ('running', 'done', 'failed', 'cancelled')),
    engine text,
    versions text,
    code text,
    started_at bigint NOT NULL,
    ended_at bigint,
    PRIMARY KEY (team, run, attempt, name),
    FOREIGN KEY (team, run) REFERENCES runs (team, id) ON DELETE CASCADE
);

CREATE TABLE run_events (
    team uuid NOT NULL,
    run uuid NOT NULL,
    seq bigint NOT NULL,
    at bigint NOT NULL,
    kind text NOT NULL,
    data text NOT NULL,
    PRIMARY KEY (team, run, seq),
    FOREIGN KEY (team, run) REFERENCES runs (team, id) ON DELETE CASCADE
);

-- Slot tells the CVs of a shortlist apart.
CREATE TABLE records (
    team uuid NOT NULL,
    run uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('cv', 'job', 'match', 'feedback', 'offer')),
    slot bigint NOT NULL,
    version bigint NOT NULL,
    person uuid NOT NULL,
    body text NOT NULL,
    set_by text NOT NULL CHECK (set_by IN ('rules', 'model', 'person', 'candidate')),
    revision uuid,
    created_by uuid,
    created_at bigint NOT NULL,
    PRIMARY KEY (team, run, kind, slot, version),
    FOREIGN KEY (team, run) REFERENCES runs (team, id) ON DELETE CASCADE,
    FOREIGN KEY (team, person) REFERENCES persons (team, id)
);
CREATE INDEX records_person ON records (team, person);

CREATE TABLE jobs (
    team uuid NOT NULL REFERENCES teams (team),
    id uuid NOT NULL,
    kind text NOT NULL,
    lane text NOT NULL CHECK (lane IN ('interactive', 'batch')),
    run uuid,
    revision uuid,
    state text NOT NULL CHECK (state IN ('waiting', 'handed', 'done', 'failed', 'cancelled')),
    attempts bigint NOT NULL,
    created_at bigint NOT NULL,
    available_at bigint NOT NULL,
    handed_at bigint,
    finished_at bigint,
    code text,
    returned bigint NOT NULL,
    PRIMARY KEY (team, id),
    FOREIGN KEY (team, run) REFERENCES runs (team, id) ON DELETE CASCADE
);
CREATE INDEX jobs_waiting ON jobs (state, available_at);
CREATE INDEX jobs_lane ON jobs (team, lane, state);
CREATE INDEX jobs_run ON jobs (team, run);

-- Who wants to be told what happens, and what was sent to them. The secret is sealed before it comes here.
CREATE TABLE webhooks (
    team uuid NOT NULL REFERENCES teams (team),
    id uuid NOT NULL,
    url text NOT NULL,
    secret text NOT NULL,
    events text NOT NULL,
    active bigint NOT NULL,
    created_by uuid,
    created_at bigint NOT NULL,
    disabled_at bigint,
    failing_since bigint,
    PRIMARY KEY (team, id)
);

CREATE TABLE webhook_deliveries (
    team uuid NOT NULL,
    id uuid NOT NULL,
    webhook uuid NOT NULL,
    event text NOT NULL,
    run uuid,
    revision uuid,
    state text NOT NULL CHECK (state IN ('waiting', 'done', 'failed')),
    attempts bigint NOT NULL,
    next_at bigint NOT NULL,
    last_status bigint,
    last_code text,
    created_at bigint NOT NULL,
    finished_at bigint,
    PRIMARY KEY (team, id),
    FOREIGN KEY (team, webhook) REFERENCES webhooks (team, id) ON DELETE CASCADE,
    FOREIGN KEY (team, run) REFERENCES runs (team, id) ON DELETE CASCADE
);
CREATE INDEX webhook_deliveries_webhook ON webhook_deliveries (team, webhook, created_at);
CREATE INDEX webhook_deliveries_run ON webhook_deliveries (team, run);
CREATE INDEX webhook_deliveries_due ON webhook_deliveries (state, next_at);

-- What people decide, agree to and send.

CREATE TABLE submissions (
    team uuid NOT NULL,
    id uuid NOT NULL,
    person uuid NOT NULL,
    client uuid NOT NULL,
    profile uuid,
    run uuid,
    revision uuid,
    state text NOT NULL CHECK (state IN ('draft', 'sent', 'interview', 'placed', 'rejected', 'withdrawn')),
    recipient text,
    hashes text,
    sent_at bigint,
    closed_at bigint,
    created_by uuid,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    without_consent text,
    PRIMARY KEY (team, id),
    FOREIGN KEY (team, person) REFERENCES persons (team, id),
    FOREIGN KEY (team, client) REFERENCES clients (team, id),
    FOREIGN KEY (team, profile) REFERENCES job_profiles (team, id)
);
CREATE INDEX submissions_person ON submissions (team, person);
CREATE INDEX submissions_run ON submissions (team, run);
CREATE INDEX submissions_client ON submissions (team, client, profile);

CREATE TABLE share_links (
    team uuid NOT NULL,
    id uuid NOT NULL,
    run uuid NOT NULL,
    revision uuid NOT NULL,
    person uuid NOT NULL,
    pack text NOT NULL,
    token_hash bytea NOT NULL UNIQUE,
    password_hash text,
    created_by uuid,
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    uses bigint NOT NULL,
    uses_max bigint,
    used_at bigint,
    revoked_at bigint,
    label text,
    PRIMARY KEY (team, id),
    FOREIGN KEY (team, run) REFERENCES runs (team, id) ON DELETE CASCADE,
    FOREIGN KEY (team, revision) REFERENCES revisions (team, id) ON DELETE CASCADE,
    FOREIGN KEY (team, person) REFERENCES persons (team, id)
);
CREATE INDEX share_links_run ON share_links (team, run);
CREATE INDEX share_links_person ON share_links (team, person);

-- Who came with a link, by keyed hash of the network, and how it went.
CREATE TABLE share_views (
    team uuid NOT NULL,
    id uuid NOT NULL,
    link uuid NOT NULL,
    at bigint NOT NULL,
    network bytea NOT NULL,
    outcome text NOT NULL CHECK (outcome IN ('shown', 'downloaded', 'wrong-password', 'refused')),
    PRIMARY KEY (team, id),
    FOREIGN KEY (team, link) REFERENCES share_links (team, id) ON DELETE CASCADE
);
CREATE INDEX share_views_link ON share_views (team, link, at);

CREATE TABLE consents (
    team uuid NOT NULL,
    id uuid NOT NULL,
    person uuid NOT NULL,
    scope text NOT NULL,
    recipients text NOT NULL,
    evidence text,
    given_at bigint NOT NULL,
    expires_at bigint,
    withdrawn_at bigint,
    recorded_by uuid,
    created_at bigint NOT NULL,
    PRIMARY KEY (team, id),
    FOREIGN KEY (team, person) REFERENCES persons (team, id)
);
CREATE INDEX consents_person ON consents (team, person);

CREATE TABLE holds (
    team uuid NOT NULL,
    id uuid NOT NULL,
    person uuid NOT NULL,
    run uuid,
    reason text NOT NULL,
    placed_by uuid,
    placed_at bigint NOT NULL,
    released_by uuid,
    released_at bigint,
    PRIMARY KEY (team, id),
    FOREIGN KEY (team, person) REFERENCES persons (team, id)
);
CREATE INDEX holds_person ON holds (team, person);

CREATE TABLE overrides (
    team uuid NOT NULL,
    id uuid NOT NULL,
    run uuid NOT NULL,
    person uuid NOT NULL,
    target text NOT NULL,
    value text NOT NULL,
    reason text NOT NULL,
    decided_by uuid,
    decided_at bigint NOT NULL,
    withdrawn_at bigint,
    PRIMARY KEY (team, id),
    FOREIGN KEY (team, run) REFERENCES runs (team, id) ON DELETE CASCADE,
    FOREIGN KEY (team, person) REFERENCES persons (team, id)
);
CREATE INDEX overrides_run ON overrides (team, run);

CREATE TABLE comments (
    team uuid NOT NULL,
    id uuid NOT NULL,
    run uuid NOT NULL,
    person uuid NOT NULL,
    author uuid,
    body text NOT NULL,
    created_at bigint NOT NULL,
    edited_at bigint,
    PRIMARY KEY (team, id),
    FOREIGN KEY (team, run) REFERENCES runs (team, id) ON DELETE CASCADE,
    FOREIGN KEY (team, person) REFERENCES persons (team, id)
);
CREATE INDEX comments_run ON comments (team, run);

-- What must outlive the rest.

CREATE TABLE audit (
    team uuid NOT NULL,
    seq bigint NOT NULL,
    at bigint NOT NULL,
    actor_kind text NOT NULL CHECK (actor_kind IN ('user', 'token', 'link', 'system')),
    actor uuid,
    action text NOT NULL,
    subject_kind text,
    subject uuid,
    details text NOT NULL,
    previous bytea NOT NULL,
    hash bytea NOT NULL,
    PRIMARY KEY (team, seq)
);
CREATE INDEX audit_subject ON audit (team, subject);

CREATE TABLE audit_heads (
    team uuid PRIMARY KEY,
    seq bigint NOT NULL,
    hash bytea NOT NULL
);

CREATE TABLE erasures (
    team uuid NOT NULL,
    id uuid NOT NULL,
    subject_kind text NOT NULL CHECK (subject_kind IN ('run', 'person')),
    subject uuid NOT NULL,
    reason text NOT NULL,
    state text NOT NULL CHECK (state IN ('requested', 'done')),
    requested_by uuid,
    requested_at bigint NOT NULL,
    finished_at bigint,
    receipt text,
    PRIMARY KEY (team, id)
);
CREATE INDEX erasures_subject ON erasures (team, subject);
CREATE INDEX erasures_state ON erasures (state, requested_at);

-- The prefix of each run that an erasure takes: looked at again until its time has come.
CREATE TABLE erased_prefixes (
    team uuid NOT NULL,
    erasure uuid NOT NULL,
    run uuid NOT NULL,
    objects_gone_at bigint,
    receipt text,
    recheck_until bigint,
    checked_at bigint,
    found bigint NOT NULL,
    PRIMARY KEY (team, erasure, run),
    FOREIGN KEY (team, erasure) REFERENCES erasures (team, id) ON DELETE CASCADE
);
CREATE INDEX erased_prefixes_recheck ON erased_prefixes (recheck_until);

CREATE TABLE counters (
    team uuid NOT NULL REFERENCES teams (team),
    name text NOT NULL,
    value bigint NOT NULL,
    PRIMARY KEY (team, name)
);

CREATE TABLE idempotency (
    team uuid NOT NULL REFERENCES teams (team),
    key_hash bytea NOT NULL,
    request_hash bytea NOT NULL,
    status bigint,
    response text,
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    PRIMARY KEY (team, key_hash)
);
CREATE INDEX idempotency_expiry ON idempotency (expires_at);

-- The log is only ever added to, by its owner too.

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'audit is append-only' USING ERRCODE = 'insufficient_privilege'; END $$;

CREATE TRIGGER audit_is_not_changed BEFORE UPDATE OR DELETE ON audit
FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER audit_is_not_emptied BEFORE TRUNCATE ON audit
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
