\echo Use "CREATE EXTENSION sen_improvement" to load this file. \quit

-- Everything lives in schema sen, which belongs to the extension.  The control
-- file names pg_catalog, so that no schema a user can write to is on the
-- search path while this script runs.
DO $$
BEGIN
    IF pg_catalog.to_regnamespace('sen') IS NOT NULL THEN
        RAISE EXCEPTION 'there is a schema "sen" already, which is not that of this extension'
            USING ERRCODE = 'duplicate_schema',
                HINT = 'sen_improvement keeps all its objects in a schema of that name. Give yours another one, with '
                       'ALTER SCHEMA sen RENAME TO another_name, or drop it if nothing in it is needed.';
    END IF;
END
$$;
CREATE SCHEMA sen;
COMMENT ON SCHEMA sen IS
    'sen_improvement: statutory-deadline arithmetic and measures for SEND improvement programmes in England.';
GRANT USAGE ON SCHEMA sen TO PUBLIC;
