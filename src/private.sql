-- Functions whose names begin with an underscore are parts of others, or of aggregates, which call them with
-- the rights of their owner.  Nobody else has any use for them.
DO $private$
DECLARE
    part record;
BEGIN
    FOR part IN SELECT p.oid::pg_catalog.regprocedure AS name FROM pg_catalog.pg_proc p
        JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
                WHERE n.nspname = 'sen' AND p.proname LIKE '\_%' LOOP
        EXECUTE pg_catalog.format('REVOKE ALL ON ROUTINE %s FROM PUBLIC', part.name);
    END LOOP;
END
$private$;
