\echo Use "CREATE EXTENSION sen_improvement" to load this file. \quit

-- Everything lives in schema sen, which belongs to the extension.  The control
-- file names pg_catalog, so that no schema a user can write to is on the
-- search path while this script runs.
CREATE SCHEMA sen;
COMMENT ON SCHEMA sen IS
    'sen_improvement: statutory-deadline arithmetic and measures for SEND improvement programmes in England.';
GRANT USAGE ON SCHEMA sen TO PUBLIC;
