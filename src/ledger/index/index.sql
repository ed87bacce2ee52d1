-- Room ledger: the index of a log.

CREATE FUNCTION sen.create_log_index(programme text) RETURNS void LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp SET client_min_messages = warning SET default_table_access_method = heap
AS $function$
DECLARE
    owner CONSTANT name := sen.owned_log(programme);
BEGIN
    IF pg_catalog.to_regclass(pg_catalog.format('%I.ledger_index', programme)) IS NOT NULL THEN
        RAISE EXCEPTION 'schema "%" has a relation ledger_index already', programme
            USING ERRCODE = 'duplicate_table',
                HINT = 'If it is not the index of the log, give it another name with ALTER TABLE ... RENAME TO.';
    END IF;
    PERFORM pg_catalog.set_config('search_path', pg_catalog.format('%I, pg_temp', programme), true);
    EXECUTE $index$
--@text ledger/index/index_table.sql
$index$;
    IF owner <> current_user THEN
        EXECUTE pg_catalog.format('ALTER TABLE ledger_index OWNER TO %I', owner);
    END IF;
END
$function$;
COMMENT ON FUNCTION sen.create_log_index(text) IS
    'Makes the relation ledger_index of a log, without rows: sen.create_log() and sen.index_log() call it. Null: '
    '42704. 42704 if the schema has no log, 42P07 if there is a relation of that name, 42501 for whoever does not own '
    'the log.';
