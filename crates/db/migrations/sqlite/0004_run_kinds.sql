-- Runs about one candidate, and shortlists made of several of them; and how a candidate stands to the profile, for the table of
-- a profile's candidates. Runs from before get the figures with their next revision.

ALTER TABLE runs ADD COLUMN kind TEXT NOT NULL DEFAULT 'single' CHECK (kind IN ('single', 'shortlist'));
ALTER TABLE runs ADD COLUMN verdicts TEXT;
CREATE INDEX runs_batch ON runs (team, batch);
