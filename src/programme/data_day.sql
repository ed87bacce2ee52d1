-- Part of room programme: the day to which a source of a programme is complete.

CREATE FUNCTION sen.data_day(source text, sources regclass) RETURNS date
    AS 'MODULE_PATHNAME', 'sen_data_day' LANGUAGE C STABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.data_day(text, regclass) IS
    'The day on which figures from a source stand: that to which it is complete, as table data_source of a programme '
    'states it, but not after sen.today(). Where nothing is stated, sen.today(). As in sen.data_day(''cases'', '
    '''wirral.data_source''). Null in, null out; 42809 for another table.';

CREATE FUNCTION sen.state_data_day(programme text, source text, complete_to date, stated_by text DEFAULT NULL)
    RETURNS text LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp SET quote_all_identifiers = off
AS $function$
DECLARE
    known  text;
    titled text;
BEGIN
    PERFORM sen.programme_owner(programme, '{data_source}');
    EXECUTE pg_catalog.format('UPDATE %I.data_source SET complete_to = $2,
                                      stated_on = CASE WHEN $2 IS NOT NULL THEN current_date END,
                                      stated_by = CASE WHEN $2 IS NOT NULL THEN coalesce($3, session_user::text) END
                               WHERE source = $1 RETURNING title', programme)
        INTO titled USING source, complete_to, stated_by;
    IF titled IS NULL THEN
        EXECUTE pg_catalog.format('SELECT pg_catalog.string_agg(d.source, '', '' ORDER BY d.position)
                                   FROM %I.data_source d WHERE d.source <> ''measures''', programme) INTO known;
        RAISE EXCEPTION 'programme "%" has no source %', programme, coalesce('"' || source || '"', 'null')
            USING ERRCODE = 'invalid_parameter_value', HINT = coalesce('Use one of: ' || known || '.',
                                                                       'Table data_source has no rows.');
    END IF;
    RETURN titled || CASE WHEN complete_to IS NULL THEN ': the day to which they are complete is no longer stated'
                          ELSE ': complete to ' || sen.date_words(complete_to) END;
END
$function$;
COMMENT ON FUNCTION sen.state_data_day(text, text, date, text) IS
    'States to which day a source of a programme is complete, such as the day of an extract, once it is loaded: cases, '
    'waits or audits. From then on its figures stand on that day. Null takes the statement back. stated_by: who says '
    'so, else the role of the session. Needs the right to update data_source: level editor of sen.grant_access(). '
    '3F000 if there is no such programme, 22023 if no such source, 23514 for a day that no record can have.';
