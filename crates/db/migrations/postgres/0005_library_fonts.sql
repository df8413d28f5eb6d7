-- Fonts in the library.

SET LOCAL search_path TO dossier;

ALTER TABLE team_files DROP CONSTRAINT team_files_kind_check;
ALTER TABLE team_files ADD CONSTRAINT team_files_kind_check
    CHECK (kind IN ('brand', 'template', 'lexicon', 'logo', 'offer', 'font'));
