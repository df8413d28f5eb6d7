-- The way into the job engine's schema `dossier_jobs`, which the engine migrates by itself after this. The roles have no rights in
-- it: two functions add a job and take it out, for the transaction's own team, and hand over ids only. They need the engine's
-- schema when they are called, not before.

SET LOCAL search_path TO dossier;

-- Jobs with small numbers go first. Interactive ones begin at 0, others at 1000, and each team counts its own: so the teams
-- take turns, however many jobs one of them has waiting.
CREATE FUNCTION enqueue_job(of_team uuid, of_job uuid, in_lane text, ahead bigint, available_at bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS
$$
BEGIN
    IF nullif(current_setting('dossier.team', true), '')::uuid IS DISTINCT FROM of_team
        AND coalesce(current_setting('dossier.team', true), '') <> '' THEN
        RAISE EXCEPTION 'job of another team' USING ERRCODE = 'insufficient_privilege';
    END IF;
    PERFORM dossier_jobs.add_job(
        identifier => 'job',
        payload => json_build_object('team', of_team, 'job', of_job),
        run_at => to_timestamp((available_at / 1000000.0)::double precision),
        max_attempts => 25,
        job_key => of_team::text || ':' || of_job::text,
        priority => (CASE in_lane WHEN 'interactive' THEN least(ahead, 999) ELSE 1000 + least(ahead, 30000) END)::integer,
        flags => CASE in_lane WHEN 'interactive' THEN ARRAY['interactive'] END
    );
END
$$;

-- A job that nobody has begun is gone; one that is under way is not begun again.
CREATE FUNCTION forget_job(of_team uuid, of_job uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS
$$
BEGIN
    IF nullif(current_setting('dossier.team', true), '')::uuid IS DISTINCT FROM of_team
        AND coalesce(current_setting('dossier.team', true), '') <> '' THEN
        RAISE EXCEPTION 'job of another team' USING ERRCODE = 'insufficient_privilege';
    END IF;
    PERFORM dossier_jobs.remove_job(of_team::text || ':' || of_job::text);
END
$$;

REVOKE ALL ON FUNCTION enqueue_job(uuid, uuid, text, bigint, bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION forget_job(uuid, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION enqueue_job(uuid, uuid, text, bigint, bigint) TO dossier_app, dossier_system;
GRANT EXECUTE ON FUNCTION forget_job(uuid, uuid) TO dossier_app, dossier_system;
