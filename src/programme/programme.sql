-- Room programme: functions that the tables of a programme use, and that ask about one.

CREATE FUNCTION sen.check_value(ok boolean, column_name text, value anyelement, hint text) RETURNS boolean
    AS 'MODULE_PATHNAME', 'sen_check_value' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen.check_value(boolean, text, anyelement, text) IS
    'For CHECK constraints: true, unless ok is false; then error 23514 with the value, the column and the hint. ok '
    'null passes.';

CREATE FUNCTION sen.is_record_date(day date) RETURNS boolean
    AS 'MODULE_PATHNAME', 'sen_is_record_date' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.is_record_date(date) IS
    'Can this date stand in a record: from 1990-01-01 to 2199-12-31, not infinite? Null in, null out.';

CREATE FUNCTION sen.check_record_date(value date, column_name text, advice text DEFAULT ', or leave it empty')
    RETURNS boolean
    AS 'MODULE_PATHNAME', 'sen_check_record_date' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.check_record_date(date, text, text) IS
    'For CHECK constraints of dates: true if sen.is_record_date(), else error 23514 with the value, the column and a '
    'hint that ends in the advice. Null in, null out, so an empty date passes.';

CREATE FUNCTION sen.outside_is_external() RETURNS trigger
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    wrong record;
BEGIN
    IF TG_WHEN <> 'AFTER' OR to_regclass(format('%I.post', TG_TABLE_SCHEMA)) IS NULL
        OR to_regclass(format('%I.partner', TG_TABLE_SCHEMA)) IS NULL
       OR to_regclass(format('%I.sector', TG_TABLE_SCHEMA)) IS NULL THEN
        RAISE EXCEPTION 'trigger function sen.outside_is_external() cannot serve table "%"', TG_TABLE_NAME
            USING ERRCODE = 'trigger_protocol_violated',
                HINT = 'It is an AFTER trigger of the tables post, partner, sector and notice_role of a programme.';
    END IF;
    EXECUTE format('SELECT p.post_id, r.name, r.sector FROM %1$I.post p JOIN %1$I.partner r USING (partner_id)
        JOIN %1$I.sector s USING (sector)
                    WHERE s.is_external AND p.attends_as = ''member'' ORDER BY p.post_id LIMIT 1',
                        TG_TABLE_SCHEMA) INTO wrong;
    IF wrong IS NOT NULL THEN
        RAISE EXCEPTION 'post "%" of % cannot be a member of the Board', wrong.post_id, wrong.name
            USING ERRCODE = 'check_violation',
                HINT = format('Sector %s attends from outside: set attends_as to external attendee or none.',
                              wrong.sector);
    END IF;
    -- A programme that was laid out by 0.1.0 and not upgraded has a CHECK of post instead.
    IF EXISTS (SELECT FROM pg_class n JOIN pg_class c ON c.oid = TG_RELID AND c.relowner = n.relowner
               WHERE n.oid = to_regclass(format('%I.notice_role', TG_TABLE_SCHEMA)) AND n.relkind = 'r') THEN
        EXECUTE format('SELECT p.post_id, n.notice_role, n.paragraph
                        FROM %1$I.post p JOIN %1$I.notice_role n USING (notice_role)
                        WHERE n.is_external AND p.attends_as <> ''external attendee''
                        ORDER BY p.post_id LIMIT 1', TG_TABLE_SCHEMA) INTO wrong;
        IF wrong IS NOT NULL THEN
            RAISE EXCEPTION 'post "%" has to be an external attendee of the Board', wrong.post_id
                USING ERRCODE = 'check_violation',
                      HINT = format('The notice asks to invite the %s from outside (paragraph %s): set attends_as to '
                                    'external attendee.',
                                    wrong.notice_role, wrong.paragraph);
        END IF;
    END IF;
    RETURN NULL;
END
$function$;
COMMENT ON FUNCTION sen.outside_is_external() IS
    'Trigger of tables post, partner, sector and notice_role: refuses, with error 23514, a Board member from a sector '
    'that attends from outside, and anything but an external attendee for a role that the notice asks to invite '
    '(paragraph 6 of the 2025 notice). 39P01 on other tables.';

CREATE FUNCTION sen.programme_owner(programme text, relations text[] DEFAULT '{}') RETURNS regrole
    LANGUAGE plpgsql STABLE PARALLEL SAFE
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    place oid;
    owner regrole;
    refused text;
BEGIN
    -- A schema of temporary objects, whose name begins like this, is nobody's programme.
    SELECT n.oid, n.nspowner INTO place, owner FROM pg_namespace n
    WHERE n.nspname = programme AND n.nspname !~ '^pg_'
      AND EXISTS (SELECT FROM pg_class c WHERE c.relnamespace = n.oid AND c.relname = 'programme' AND c.relkind = 'r'
                  AND c.relpersistence = 'p'
                  AND (SELECT array_agg(a.attname::text) @> ARRAY['programme_id', 'extension_version']
                       FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped));
    IF place IS NULL THEN
        RAISE EXCEPTION '% is not a programme', coalesce('"' || programme || '"', 'null')
            USING ERRCODE = 'invalid_schema_name', HINT = 'Give the name that sen.create_programme() was given.';
    END IF;
    -- Somebody who may create in the schema could have made one that is missing.
    SELECT CASE WHEN c.oid IS NULL THEN format('It has no table or view "%s".', r.name)
                ELSE format('"%s" belongs to role %s, the schema to role %s.', r.name, c.relowner::regrole, owner)
           END INTO refused
    FROM unnest('{programme}' || relations) r (name) LEFT JOIN pg_class c ON c.relnamespace = place
        AND c.relname = r.name AND c.relkind IN ('r', 'p', 'v')
    WHERE c.relowner IS DISTINCT FROM owner ORDER BY r.name LIMIT 1;
    IF refused IS NOT NULL THEN
        RAISE EXCEPTION '"%" is not a programme', programme
            USING ERRCODE = 'invalid_schema_name', DETAIL = refused,
                HINT = 'The schema of a programme, its tables and its views belong to one role.';
    END IF;
    RETURN owner;
END
$function$;
COMMENT ON FUNCTION sen.programme_owner(text, text[]) IS
    'The role that owns a programme, for whoever is about to read it by name: a schema, not of temporary objects, with '
    'the table programme that sen.create_programme() makes, where that table and the tables and views named belong to '
    'the owner of the schema. 3F000 if it is none, or null.';

CREATE FUNCTION sen.owned_programme(programme text) RETURNS oid
    LANGUAGE plpgsql STABLE PARALLEL SAFE
    SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    IF NOT pg_has_role(sen.programme_owner(programme), 'USAGE') THEN
        RAISE EXCEPTION 'must be owner of programme "%"', programme USING ERRCODE = 'insufficient_privilege',
            HINT = 'Ask the owner of the schema.';
    ELSIF programme = '$user' THEN
        RAISE EXCEPTION 'schema "%" cannot be that of a programme', programme USING ERRCODE = 'invalid_schema_name',
            HINT = 'In search_path that name stands for the name of the user. Rename the schema: ALTER SCHEMA "$user" '
                   'RENAME TO another_name.';
    END IF;
    RETURN (SELECT n.oid FROM pg_namespace n WHERE n.nspname = programme);
END
$function$;
COMMENT ON FUNCTION sen.owned_programme(text) IS
    'The schema of a programme, for its owner, or a member of that role, who is about to change it: 42501 for others. '
    '3F000 if there is no such programme, or null, or its schema is called $user, which search_path takes for '
    'another.';

CREATE FUNCTION sen.programme_version(programme text) RETURNS text
    LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    version text;
BEGIN
    PERFORM sen.programme_owner(programme);
    EXECUTE format('SELECT p.extension_version FROM %I.programme p', programme) INTO version;
    RETURN version;
END
$function$;
COMMENT ON FUNCTION sen.programme_version(text) IS
    'Version of the extension that laid out the tables of a programme. Null in, null out; 3F000 if there is no such '
    'programme.';

CREATE FUNCTION sen.analyse_programme(programme text) RETURNS text
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp SET quote_all_identifiers = off
AS $function$
DECLARE
    home   CONSTANT oid := sen.owned_programme(programme);
    tables bigint;
    named  text;
    mode   text;
BEGIN
    -- Always in the same order, so that two sessions wait for each other and not both.
    SELECT count(*), string_agg(format('%I.%I', programme, c.relname), ', ' ORDER BY c.relname) INTO tables, named
    FROM pg_class c WHERE c.relnamespace = home AND c.relowner = sen.programme_owner(programme)
        AND c.relkind IN ('r', 'p') AND NOT c.relispartition;
    mode := sen.set_citus('multi_shard_modify_mode', 'sequential');
    EXECUTE 'ANALYZE ' || named;
    PERFORM sen.count_gathered(programme);
    PERFORM sen.set_citus('multi_shard_modify_mode', mode);
    RETURN format('programme %I: %s tables analysed', programme, tables);
END
$function$;
COMMENT ON FUNCTION sen.analyse_programme(text) IS
    'Runs ANALYZE for every table of a programme, so that the planner knows how many rows it has: call it after '
    'loading rows, or wait about a minute for autovacuum. For the owner of the programme (42501). 3F000 if there is no '
    'such programme, or null.';
