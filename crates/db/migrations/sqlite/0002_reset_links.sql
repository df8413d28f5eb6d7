-- Links with which a user sets a new password without the old one. One for each user.
CREATE TABLE reset_links (
    token_hash BLOB PRIMARY KEY,
    user_id BLOB NOT NULL UNIQUE REFERENCES users (id) ON DELETE CASCADE,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;
