-- Runs about one candidate, and shortlists made of several of them; and how a candidate stands to the profile, for the table of
-- a profile's candidates. Runs from before get the figures with their next revision.

SET LOCAL search_path TO dossier;

ALTER TABLE runs ADD COLUMN kind text NOT NULL DEFAULT 'single' CHECK (kind IN ('single', 'shortlist'));
ALTER TABLE runs ADD COLUMN verdicts text;
CREATE INDEX runs_batch ON runs (team, batch);
