-- Room programme: functions that the tables of a programme use, and that ask about one.

CREATE FUNCTION sen.check_value(ok boolean, column_name text, value anyelement, hint text) RETURNS boolean
    AS 'MODULE_PATHNAME', 'sen_check_value' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen.check_value(boolean, text, anyelement, text) IS 'For CHECK constraints: true, unless ok is false; then error 23514 with the value, the column and the hint. ok null passes.';

CREATE FUNCTION sen.is_record_date(day date) RETURNS boolean
    AS 'MODULE_PATHNAME', 'sen_is_record_date' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.is_record_date(date) IS 'Can this date stand in a record: from 1990-01-01 to 2199-12-31, not infinite? Null in, null out.';

CREATE FUNCTION sen.check_record_date(value date, column_name text, advice text DEFAULT ', or leave it empty') RETURNS boolean
    AS 'MODULE_PATHNAME', 'sen_check_record_date' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.check_record_date(date, text, text) IS 'For CHECK constraints of dates: true if sen.is_record_date(), else error 23514 with the value, the column and a hint that ends in the advice. Null in, null out, so an empty date passes.';

CREATE FUNCTION sen.outside_is_external() RETURNS trigger
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    wrong record;
BEGIN
    EXECUTE format('SELECT p.post_id, r.name, r.sector FROM %1$I.post p JOIN %1$I.partner r USING (partner_id) JOIN %1$I.sector s USING (sector)
                    WHERE s.is_external AND p.attends_as = ''member'' ORDER BY p.post_id LIMIT 1', TG_TABLE_SCHEMA) INTO wrong;
    IF wrong IS NOT NULL THEN
        RAISE EXCEPTION 'post "%" of % cannot be a member of the Board', wrong.post_id, wrong.name
            USING ERRCODE = 'check_violation', HINT = format('Sector %s attends from outside: set attends_as to external attendee or none.', wrong.sector);
    END IF;
    RETURN NULL;
END
$function$;
COMMENT ON FUNCTION sen.outside_is_external() IS 'Trigger of tables post, partner and sector: refuses, with error 23514, a Board member from a sector that attends from outside (paragraph 6 of the 2025 notice).';

CREATE FUNCTION sen.programme_version(programme text) RETURNS text
    LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    version text;
BEGIN
    IF to_regclass(format('%I.programme', programme)) IS NULL THEN
        RAISE EXCEPTION 'schema "%" holds no programme', programme
            USING ERRCODE = 'undefined_object', HINT = 'Make one with sen.create_programme().';
    END IF;
    EXECUTE format('SELECT p.extension_version FROM %I.programme p', programme) INTO version;
    RETURN version;
END
$function$;
COMMENT ON FUNCTION sen.programme_version(text) IS 'Version of the extension that laid out the tables of a programme. Null in, null out; 42704 if the schema holds no programme.';
