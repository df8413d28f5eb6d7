-- The schema on SQLite. The same tables and columns as migrations/postgres/0001_schema.sql; a test compares them.
-- Ids are 16 bytes, times are UTC microseconds since 1970, flags are 0 or 1, hashes are 32 bytes. Never edited once shipped.

-- Who works here.

CREATE TABLE instance (
    slot INTEGER PRIMARY KEY CHECK (slot = 1),
    id BLOB NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE teams (
    team BLOB PRIMARY KEY,
    name TEXT NOT NULL,
    settings TEXT NOT NULL,
    retention_months INTEGER NOT NULL CHECK (retention_months BETWEEN 1 AND 120),
    retention_reason TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    archived_at INTEGER
) STRICT;

CREATE TABLE users (
    id BLOB PRIMARY KEY,
    email TEXT NOT NULL,
    email_hash BLOB NOT NULL UNIQUE,
    name TEXT NOT NULL,
    locale TEXT,
    password_hash TEXT,
    subject_hash BLOB UNIQUE,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    disabled_at INTEGER
) STRICT;

CREATE TABLE memberships (
    team BLOB NOT NULL REFERENCES teams (team),
    user_id BLOB NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    role TEXT NOT NULL CHECK (role IN ('owner', 'admin', 'editor', 'viewer')),
    created_at INTEGER NOT NULL,
    PRIMARY KEY (team, user_id)
) STRICT;
CREATE INDEX memberships_user ON memberships (user_id);

CREATE TABLE invitations (
    team BLOB NOT NULL REFERENCES teams (team),
    id BLOB NOT NULL,
    email TEXT NOT NULL,
    email_hash BLOB NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('owner', 'admin', 'editor', 'viewer')),
    token_hash BLOB NOT NULL UNIQUE,
    invited_by BLOB,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    accepted_at INTEGER,
    accepted_by BLOB,
    revoked_at INTEGER,
    PRIMARY KEY (team, id)
) STRICT;
CREATE INDEX invitations_expiry ON invitations (expires_at);

CREATE TABLE sessions (
    team BLOB NOT NULL,
    id BLOB NOT NULL,
    user_id BLOB NOT NULL,
    token_hash BLOB NOT NULL UNIQUE,
    created_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (team, id),
    FOREIGN KEY (team, user_id) REFERENCES memberships (team, user_id) ON DELETE CASCADE
) STRICT;
CREATE INDEX sessions_user ON sessions (user_id);
CREATE INDEX sessions_expiry ON sessions (expires_at);

CREATE TABLE api_tokens (
    team BLOB NOT NULL,
    id BLOB NOT NULL,
    user_id BLOB NOT NULL,
    name TEXT NOT NULL,
    token_hash BLOB NOT NULL UNIQUE,
    scopes TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER,
    used_at INTEGER,
    revoked_at INTEGER,
    PRIMARY KEY (team, id),
    FOREIGN KEY (team, user_id) REFERENCES memberships (team, user_id) ON DELETE CASCADE
) STRICT;

-- Failed logins by keyed hash of an address or a name; shared by all replicas.
CREATE TABLE throttles (
    key BLOB PRIMARY KEY,
    failures INTEGER NOT NULL,
    window_started_at INTEGER NOT NULL,
    blocked_until INTEGER NOT NULL
) STRICT;
CREATE INDEX throttles_window ON throttles (window_started_at);

-- Logins that are under way at another provider.
CREATE TABLE logins (
    state_hash BLOB PRIMARY KEY,
    verifier TEXT NOT NULL,
    nonce TEXT NOT NULL,
    browser_hash BLOB NOT NULL,
    return_path TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX logins_expiry ON logins (expires_at);

-- Links with which the first user is made; they end with the first user.
CREATE TABLE setup_links (
    token_hash BLOB PRIMARY KEY,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;

-- Sessions of another provider that were revoked here and would still be valid there.
CREATE TABLE denied_sessions (
    hash BLOB PRIMARY KEY,
    until INTEGER NOT NULL
) STRICT;
CREATE INDEX denied_sessions_until ON denied_sessions (until);

-- Who and what the work is about.

CREATE TABLE persons (
    team BLOB NOT NULL REFERENCES teams (team),
    id BLOB NOT NULL,
    name TEXT,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (team, id)
) STRICT;

CREATE TABLE person_keys (
    team BLOB NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('email', 'phone', 'name-birth')),
    hash BLOB NOT NULL,
    person BLOB NOT NULL,
    PRIMARY KEY (team, kind, hash, person),
    FOREIGN KEY (team, person) REFERENCES persons (team, id) ON DELETE CASCADE
) STRICT;
CREATE INDEX person_keys_person ON person_keys (team, person);

CREATE TABLE clients (
    team BLOB NOT NULL REFERENCES teams (team),
    id BLOB NOT NULL,
    name TEXT NOT NULL,
    folded TEXT NOT NULL,
    settings TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    archived_at INTEGER,
    PRIMARY KEY (team, id)
) STRICT;
CREATE INDEX clients_folded ON clients (team, folded);

CREATE TABLE job_profiles (
    team BLOB NOT NULL REFERENCES teams (team),
    id BLOB NOT NULL,
    client BLOB,
    title TEXT NOT NULL,
    folded TEXT NOT NULL,
    external_ref TEXT,
    version INTEGER NOT NULL,
    created_by BLOB,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    closed_at INTEGER,
    PRIMARY KEY (team, id),
    FOREIGN KEY (team, client) REFERENCES clients (team, id)
) STRICT;
CREATE INDEX job_profiles_client ON job_profiles (team, client);

CREATE TABLE job_profile_versions (
    team BLOB NOT NULL,
    profile BLOB NOT NULL,
    version INTEGER NOT NULL,
    body TEXT NOT NULL,
    source_sha256 BLOB,
    engine TEXT,
    created_by BLOB,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (team, profile, version),
    FOREIGN KEY (team, profile) REFERENCES job_profiles (team, id) ON DELETE CASCADE
) STRICT;

-- Brands, templates, word lists, logos and offers of the team, with their bytes.
CREATE TABLE team_files (
    team BLOB NOT NULL REFERENCES teams (team),
    id BLOB NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('brand', 'template', 'lexicon', 'logo', 'offer')),
    name TEXT NOT NULL,
    client BLOB,
    document TEXT,
    media_type TEXT NOT NULL,
    content BLOB NOT NULL,
    sha256 BLOB NOT NULL,
    is_default INTEGER NOT NULL,
    created_by BLOB,
    created_at INTEGER NOT NULL,
    archived_at INTEGER,
    PRIMARY KEY (team, id),
    FOREIGN KEY (team, client) REFERENCES clients (team, id)
) STRICT;
CREATE INDEX team_files_kind ON team_files (team, kind);
CREATE INDEX team_files_client ON team_files (team, client);

-- Runs. The pointer to the current revision has no foreign key, because revisions point back; only code that compares and
-- swaps writes it.

CREATE TABLE runs (
    team BLOB NOT NULL REFERENCES teams (team),
    id BLOB NOT NULL,
    person BLOB NOT NULL,
    client BLOB,
    profile BLOB,
    profile_version INTEGER,
    batch BLOB,
    state TEXT NOT NULL CHECK (state IN
        ('queued', 'reading', 'understanding', 'review', 'assessing', 'generating', 'sealed', 'failed', 'cancelled')),
    attempt INTEGER NOT NULL,
    event_seq INTEGER NOT NULL,
    current_revision BLOB,
    label TEXT,
    role TEXT,
    search_plain TEXT NOT NULL,
    search_named TEXT NOT NULL,
    locale TEXT,
    options TEXT NOT NULL,
    score INTEGER,
    recommendation TEXT,
    failure TEXT,
    created_by BLOB,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    closed_at INTEGER,
    expires_at INTEGER,
    erasing_at INTEGER,
    PRIMARY KEY (team, id),
    FOREIGN KEY (team, person) REFERENCES persons (team, id),
    FOREIGN KEY (team, client) REFERENCES clients (team, id),
    FOREIGN KEY (team, profile) REFERENCES job_profiles (team, id)
) STRICT;
CREATE INDEX runs_created ON runs (team, created_at, id);
CREATE INDEX runs_updated ON runs (team, updated_at, id);
CREATE INDEX runs_person ON runs (team, person);
CREATE INDEX runs_client ON runs (team, client);
CREATE INDEX runs_profile ON runs (team, profile);
CREATE INDEX runs_expiry ON runs (expires_at);

-- Everybody a run is about: its person, and the others of a shortlist.
CREATE TABLE run_persons (
    team BLOB NOT NULL,
    run BLOB NOT NULL,
    person BLOB NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (team, run, person),
    FOREIGN KEY (team, run) REFERENCES runs (team, id) ON DELETE CASCADE,
    FOREIGN KEY (team, person) REFERENCES persons (team, id)
) STRICT;
CREATE INDEX run_persons_person ON run_persons (team, person);

CREATE TABLE inputs (
    team BLOB NOT NULL,
    run BLOB NOT NULL,
    sha256 BLOB NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('cv', 'job', 'photo', 'offer', 'brand', 'template')),
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    dropped_at INTEGER,
    PRIMARY KEY (team, run, role, position),
    FOREIGN KEY (team, run) REFERENCES runs (team, id) ON DELETE CASCADE
) STRICT;

CREATE TABLE revisions (
    team BLOB NOT NULL,
    id BLOB NOT NULL,
    run BLOB NOT NULL,
    based_on BLOB,
    attempt INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('records', 'documents')),
    state TEXT NOT NULL CHECK (state IN ('sealing', 'sealed', 'abandoned')),
    label TEXT,
    options TEXT NOT NULL,
    bytes INTEGER,
    files INTEGER,
    created_by BLOB,
    created_at INTEGER NOT NULL,
    sealed_at INTEGER,
    PRIMARY KEY (team, id),
    FOREIGN KEY (team, run) REFERENCES runs (team, id) ON DELETE CASCADE
) STRICT;
CREATE INDEX revisions_run ON revisions (team, run, id);
CREATE INDEX revisions_unsealed ON revisions (state, created_at);

CREATE TABLE documents (
    team BLOB NOT NULL,
    id BLOB NOT NULL,
    run BLOB NOT NULL,
    revision BLOB NOT NULL,
    person BLOB NOT NULL,
    area TEXT NOT NULL CHECK (area IN ('primary_outputs', 'artifacts')),
    slug TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    sha256 BLOB NOT NULL,
    PRIMARY KEY (team, id),
    UNIQUE (team, revision, area, slug),
    FOREIGN KEY (team, revision) REFERENCES revisions (team, id) ON DELETE CASCADE,
    FOREIGN KEY (team, run) REFERENCES runs (team, id) ON DELETE CASCADE,
    FOREIGN KEY (team, person) REFERENCES persons (team, id)
) STRICT;
CREATE INDEX documents_person ON documents (team, person);
CREATE INDEX documents_run ON documents (team, run);

CREATE TABLE run_steps (
    team BLOB NOT NULL,
    run BLOB NOT NULL,
    attempt INTEGER NOT NULL,
    name TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('running', 'done', 'failed', 'cancelled')),
    engine TEXT,
    versions TEXT,
    code TEXT,
    started_at INTEGER NOT NULL,
    ended_at INTEGER,
    PRIMARY KEY (team, run, attempt, name),
    FOREIGN KEY (team, run) REFERENCES runs (team, id) ON DELETE CASCADE
) STRICT;

CREATE TABLE run_events (
    team BLOB NOT NULL,
    run BLOB NOT NULL,
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    data TEXT NOT NULL,
    PRIMARY KEY (team, run, seq),
    FOREIGN KEY (team, run) REFERENCES runs (team, id) ON DELETE CASCADE
) STRICT;

-- Slot tells the CVs of a shortlist apart.
CREATE TABLE records (
    team BLOB NOT NULL,
    run BLOB NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('cv', 'job', 'match', 'feedback', 'offer')),
    slot INTEGER NOT NULL,
    version INTEGER NOT NULL,
    person BLOB NOT NULL,
    body TEXT NOT NULL,
    set_by TEXT NOT NULL CHECK (set_by IN ('rules', 'model', 'person', 'candidate')),
    revision BLOB,
    created_by BLOB,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (team, run, kind, slot, version),
    FOREIGN KEY (team, run) REFERENCES runs (team, id) ON DELETE CASCADE,
    FOREIGN KEY (team, person) REFERENCES persons (team, id)
) STRICT;
CREATE INDEX records_person ON records (team, person);

CREATE TABLE jobs (
    team BLOB NOT NULL REFERENCES teams (team),
    id BLOB NOT NULL,
    kind TEXT NOT NULL,
    lane TEXT NOT NULL CHECK (lane IN ('interactive', 'batch')),
    run BLOB,
    revision BLOB,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'handed', 'done', 'failed', 'cancelled')),
    attempts INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    available_at INTEGER NOT NULL,
    handed_at INTEGER,
    finished_at INTEGER,
    code TEXT,
    returned INTEGER NOT NULL,
    PRIMARY KEY (team, id),
    FOREIGN KEY (team, run) REFERENCES runs (team, id) ON DELETE CASCADE
) STRICT;
CREATE INDEX jobs_waiting ON jobs (state, available_at);
CREATE INDEX jobs_lane ON jobs (team, lane, state);
CREATE INDEX jobs_run ON jobs (team, run);

-- Who wants to be told what happens, and what was sent to them. The secret is sealed before it comes here.
CREATE TABLE webhooks (
    team BLOB NOT NULL REFERENCES teams (team),
    id BLOB NOT NULL,
    url TEXT NOT NULL,
    secret TEXT NOT NULL,
    events TEXT NOT NULL,
    active INTEGER NOT NULL,
    created_by BLOB,
    created_at INTEGER NOT NULL,
    disabled_at INTEGER,
    failing_since INTEGER,
    PRIMARY KEY (team, id)
) STRICT;

CREATE TABLE webhook_deliveries (
    team BLOB NOT NULL,
    id BLOB NOT NULL,
    webhook BLOB NOT NULL,
    event TEXT NOT NULL,
    run BLOB,
    revision BLOB,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'done', 'failed')),
    attempts INTEGER NOT NULL,
    next_at INTEGER NOT NULL,
    last_status INTEGER,
    last_code TEXT,
    created_at INTEGER NOT NULL,
    finished_at INTEGER,
    PRIMARY KEY (team, id),
    FOREIGN KEY (team, webhook) REFERENCES webhooks (team, id) ON DELETE CASCADE,
    FOREIGN KEY (team, run) REFERENCES runs (team, id) ON DELETE CASCADE
) STRICT;
CREATE INDEX webhook_deliveries_webhook ON webhook_deliveries (team, webhook, created_at);
CREATE INDEX webhook_deliveries_run ON webhook_deliveries (team, run);
CREATE INDEX webhook_deliveries_due ON webhook_deliveries (state, next_at);

-- What people decide, agree to and send.

CREATE TABLE submissions (
    team BLOB NOT NULL,
    id BLOB NOT NULL,
    person BLOB NOT NULL,
    client BLOB NOT NULL,
    profile BLOB,
    run BLOB,
    revision BLOB,
    state TEXT NOT NULL CHECK (state IN ('draft', 'sent', 'interview', 'placed', 'rejected', 'withdrawn')),
    recipient TEXT,
    hashes TEXT,
    sent_at INTEGER,
    closed_at INTEGER,
    created_by BLOB,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    without_consent TEXT,
    PRIMARY KEY (team, id),
    FOREIGN KEY (team, person) REFERENCES persons (team, id),
    FOREIGN KEY (team, client) REFERENCES clients (team, id),
    FOREIGN KEY (team, profile) REFERENCES job_profiles (team, id)
) STRICT;
CREATE INDEX submissions_person ON submissions (team, person);
CREATE INDEX submissions_run ON submissions (team, run);
CREATE INDEX submissions_client ON submissions (team, client, profile);

CREATE TABLE share_links (
    team BLOB NOT NULL,
    id BLOB NOT NULL,
    run BLOB NOT NULL,
    revision BLOB NOT NULL,
    person BLOB NOT NULL,
    pack TEXT NOT NULL,
    token_hash BLOB NOT NULL UNIQUE,
    password_hash TEXT,
    created_by BLOB,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    uses INTEGER NOT NULL,
    uses_max INTEGER,
    used_at INTEGER,
    revoked_at INTEGER,
    label TEXT,
    PRIMARY KEY (team, id),
    FOREIGN KEY (team, run) REFERENCES runs (team, id) ON DELETE CASCADE,
    FOREIGN KEY (team, revision) REFERENCES revisions (team, id) ON DELETE CASCADE,
    FOREIGN KEY (team, person) REFERENCES persons (team, id)
) STRICT;
CREATE INDEX share_links_run ON share_links (team, run);
CREATE INDEX share_links_person ON share_links (team, person);

-- Who came with a link, by keyed hash of the network, and how it went.
CREATE TABLE share_views (
    team BLOB NOT NULL,
    id BLOB NOT NULL,
    link BLOB NOT NULL,
    at INTEGER NOT NULL,
    network BLOB NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('shown', 'downloaded', 'wrong-password', 'refused')),
    PRIMARY KEY (team, id),
    FOREIGN KEY (team, link) REFERENCES share_links (team, id) ON DELETE CASCADE
) STRICT;
CREATE INDEX share_views_link ON share_views (team, link, at);

CREATE TABLE consents (
    team BLOB NOT NULL,
    id BLOB NOT NULL,
    person BLOB NOT NULL,
    scope TEXT NOT NULL,
    recipients TEXT NOT NULL,
    evidence TEXT,
    given_at INTEGER NOT NULL,
    expires_at INTEGER,
    withdrawn_at INTEGER,
    recorded_by BLOB,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (team, id),
    FOREIGN KEY (team, person) REFERENCES persons (team, id)
) STRICT;
CREATE INDEX consents_person ON consents (team, person);

CREATE TABLE holds (
    team BLOB NOT NULL,
    id BLOB NOT NULL,
    person BLOB NOT NULL,
    run BLOB,
    reason TEXT NOT NULL,
    placed_by BLOB,
    placed_at INTEGER NOT NULL,
    released_by BLOB,
    released_at INTEGER,
    PRIMARY KEY (team, id),
    FOREIGN KEY (team, person) REFERENCES persons (team, id)
) STRICT;
CREATE INDEX holds_person ON holds (team, person);

CREATE TABLE overrides (
    team BLOB NOT NULL,
    id BLOB NOT NULL,
    run BLOB NOT NULL,
    person BLOB NOT NULL,
    target TEXT NOT NULL,
    value TEXT NOT NULL,
    reason TEXT NOT NULL,
    decided_by BLOB,
    decided_at INTEGER NOT NULL,
    withdrawn_at INTEGER,
    PRIMARY KEY (team, id),
    FOREIGN KEY (team, run) REFERENCES runs (team, id) ON DELETE CASCADE,
    FOREIGN KEY (team, person) REFERENCES persons (team, id)
) STRICT;
CREATE INDEX overrides_run ON overrides (team, run);

CREATE TABLE comments (
    team BLOB NOT NULL,
    id BLOB NOT NULL,
    run BLOB NOT NULL,
    person BLOB NOT NULL,
    author BLOB,
    body TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    edited_at INTEGER,
    PRIMARY KEY (team, id),
    FOREIGN KEY (team, run) REFERENCES runs (team, id) ON DELETE CASCADE,
    FOREIGN KEY (team, person) REFERENCES persons (team, id)
) STRICT;
CREATE INDEX comments_run ON comments (team, run);

-- What must outlive the rest.

CREATE TABLE audit (
    team BLOB NOT NULL,
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    actor_kind TEXT NOT NULL CHECK (actor_kind IN ('user', 'token', 'link', 'system')),
    actor BLOB,
    action TEXT NOT NULL,
    subject_kind TEXT,
    subject BLOB,
    details TEXT NOT NULL,
    previous BLOB NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (team, seq)
) STRICT;
CREATE INDEX audit_subject ON audit (team, subject);

CREATE TABLE audit_heads (
    team BLOB PRIMARY KEY,
    seq INTEGER NOT NULL,
    hash BLOB NOT NULL
) STRICT;

CREATE TABLE erasures (
    team BLOB NOT NULL,
    id BLOB NOT NULL,
    subject_kind TEXT NOT NULL CHECK (subject_kind IN ('run', 'person')),
    subject BLOB NOT NULL,
    reason TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('requested', 'done')),
    requested_by BLOB,
    requested_at INTEGER NOT NULL,
    finished_at INTEGER,
    receipt TEXT,
    PRIMARY KEY (team, id)
) STRICT;
CREATE INDEX erasures_subject ON erasures (team, subject);
CREATE INDEX erasures_state ON erasures (state, requested_at);

-- The prefix of each run that an erasure takes: looked at again until its time has come.
CREATE TABLE erased_prefixes (
    team BLOB NOT NULL,
    erasure BLOB NOT NULL,
    run BLOB NOT NULL,
    objects_gone_at INTEGER,
    receipt TEXT,
    recheck_until INTEGER,
    checked_at INTEGER,
    found INTEGER NOT NULL,
    PRIMARY KEY (team, erasure, run),
    FOREIGN KEY (team, erasure) REFERENCES erasures (team, id) ON DELETE CASCADE
) STRICT;
CREATE INDEX erased_prefixes_recheck ON erased_prefixes (recheck_until);

CREATE TABLE counters (
    team BLOB NOT NULL REFERENCES teams (team),
    name TEXT NOT NULL,
    value INTEGER NOT NULL,
    PRIMARY KEY (team, name)
) STRICT;

CREATE TABLE idempotency (
    team BLOB NOT NULL REFERENCES teams (team),
    key_hash BLOB NOT NULL,
    request_hash BLOB NOT NULL,
    status INTEGER,
    response TEXT,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (team, key_hash)
) STRICT;
CREATE INDEX idempotency_expiry ON idempotency (expires_at);

-- The log is only ever added to.

CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;

CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
