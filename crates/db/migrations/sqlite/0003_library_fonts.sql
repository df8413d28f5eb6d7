-- Fonts in the library. A table's check cannot be changed, so the table is made anew; nothing refers to it.
CREATE TABLE new_team_files (
    team BLOB NOT NULL REFERENCES teams (team),
    id BLOB NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('brand', 'template', 'lexicon', 'logo', 'offer', 'font')),
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
INSERT INTO new_team_files (team, id, kind, name, client, document, media_type, content, sha256, is_default, created_by,
    created_at, archived_at)
SELECT team, id, kind, name, client, document, media_type, content, sha256, is_default, created_by, created_at, archived_at
FROM team_files;
DROP TABLE team_files;
ALTER TABLE new_team_files RENAME TO team_files;
CREATE INDEX team_files_kind ON team_files (team, kind);
CREATE INDEX team_files_client ON team_files (team, client);
