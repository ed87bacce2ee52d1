-- Room intake: exports of casework systems, mapped to the tables of a programme by rows of export_column and
-- export_code.

CREATE FUNCTION sen.export_code_key(code text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN lower(regexp_replace(regexp_replace((sen.read_value(code, 'text', false)).read, '^([0-9]+)\.0+$', '\1'),
                                '[[:space:]_-]+', ' ', 'g'));
COMMENT ON FUNCTION sen.export_code_key(text) IS
    'A code as it is compared: in small letters, with one blank for each run of blanks, and 1 for 1.0. Part of the '
    'intake. Null for null and for an empty cell.';

CREATE FUNCTION sen.export_value(value text, reading text, codes jsonb DEFAULT '{}') RETURNS text
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    months CONSTANT text[] := '{jan,feb,mar,apr,may,jun,jul,aug,sep,oct,nov,dec}';
    plain  CONSTANT text := (sen.read_value(value, 'text', false)).read;
    part   text[];
    y      integer;
    m      integer;
    d      integer;
BEGIN
    IF codes <> '{}' AND codes ? sen.export_code_key(value) THEN
        RETURN nullif(codes ->> sen.export_code_key(value), '');
    ELSIF reading = 'yes if filled' THEN
        RETURN CASE WHEN plain IS NULL THEN 'no' ELSE 'yes' END;
    ELSIF reading = 'day number' AND plain ~ '^[0-9]{5}(\.[0-9]+)?$' THEN
        RETURN to_char(date '1899-12-30' + left(plain, 5)::integer, 'YYYY-MM-DD');
    ELSIF reading NOT IN ('day first', 'month first') THEN
        RETURN plain;
    END IF;
    -- A day, perhaps with a time behind it, which does not count.
    part := regexp_match(plain, '^([0-9]{4})[-/.]([0-9]{1,2}|[A-Za-z]{3,9})[-/.]([0-9]{1,2})(?:[ T].*)?$');
    IF part IS NULL THEN
        part := regexp_match(plain, '^([0-9]{1,2})(?:st|nd|rd|th)?[-/. ]([0-9]{1,2}|[A-Za-z]{3,9})[-/., ]+'
                                    || '([0-9]{4}|[0-9]{2})(?:[ T].*)?$');
        part := CASE WHEN reading = 'month first' AND part[2] ~ '^[0-9]' THEN ARRAY[part[3], part[1], part[2]]
                     ELSE ARRAY[part[3], part[2], part[1]] END;
    END IF;
    IF part[1] IS NULL THEN
        RETURN plain;
    END IF;
    y := part[1]::integer + CASE WHEN length(part[1]) = 2 THEN 2000 ELSE 0 END;
    m := CASE WHEN part[2] ~ '^[0-9]' THEN part[2]::integer ELSE array_position(months, lower(left(part[2], 3))) END;
    d := part[3]::integer;
    IF m BETWEEN 1 AND 12 AND y BETWEEN 1900 AND 2199
       AND d BETWEEN 1 AND extract(day FROM make_date(y, m, 1) + interval '1 month' - interval '1 day') THEN
        RETURN to_char(make_date(y, m, d), 'YYYY-MM-DD');
    END IF;
    RETURN plain;
END
$function$;
COMMENT ON FUNCTION sen.export_value(text, text, jsonb) IS
    'A cell of an export as the intake takes it. codes: what each code becomes, by sen.export_code_key(), '''' for '
    'nothing. reading: ''day first'' and ''month first'' read days with other marks between, months by name, two '
    'digits '
    'for a year of 2000 to 2099, and leave out a time; ''day number'' Excel''s numbers of days; ''yes if filled'' any '
    'value as yes and none as no; others leave it. What cannot be read so stays, and is refused by the intake.';

CREATE FUNCTION sen.export_table(header text[]) RETURNS text
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp SET client_min_messages = warning
AS $function$
BEGIN
    IF coalesce(cardinality(header), 0) = 0 THEN
        RAISE EXCEPTION 'the export has no header'
            USING ERRCODE = 'null_value_not_allowed',
                HINT = 'Give the names of its columns: sen.header_columns() parts the first line of a file.';
    END IF;
    DROP TABLE IF EXISTS pg_temp.export_rows;
    EXECUTE format('CREATE TEMPORARY TABLE export_rows (%s)', (
        SELECT string_agg(format('%I text', n.name), ', ' ORDER BY n.place)
        FROM unnest(sen.intake_header(header, '{}', true)) WITH ORDINALITY n (name, place)));
    RETURN 'export_rows';
END
$function$;
COMMENT ON FUNCTION sen.export_table(text[]) IS
    'Makes the temporary table export_rows, of text columns, to copy an export into: its columns as the header has '
    'them, in small letters with _ for blanks, and with a number where a name comes twice. One that is there is '
    'replaced. 22004 without a header.';

CREATE FUNCTION sen.export_columns(programme text, export text)
    RETURNS TABLE (table_name text, our_column text, their_column text, reading text, fixed_value text,
                   is_needed boolean, codes jsonb, in_file boolean, is_ours boolean)
    LANGUAGE plpgsql STABLE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
AS $function$
#variable_conflict use_column
DECLARE
    source CONSTANT regclass := to_regclass('pg_temp.export_rows');
    found_ boolean;
BEGIN
    IF programme IS NULL OR to_regclass(format('%I.export_column', programme)) IS NULL THEN
        RAISE EXCEPTION 'there is no programme %', coalesce('"' || programme || '"', 'null')
            USING ERRCODE = 'invalid_schema_name', HINT = 'sen.create_programme() makes one, sen.upgrade_programme() '
                                                          'brings one to this version.';
    ELSIF source IS NULL THEN
        RAISE EXCEPTION 'there is no export to read'
            USING ERRCODE = 'undefined_table', HINT = 'Call sen.export_table() and copy a file into '
                                                      'pg_temp.export_rows.';
    END IF;
    EXECUTE format('SELECT EXISTS (SELECT FROM %I.export_column c WHERE c.export = $1)', programme)
        INTO found_ USING export;
    IF NOT found_ THEN
        RAISE EXCEPTION 'no mapping of export % is in programme "%"', coalesce('"' || export || '"', 'null'), programme
            USING ERRCODE = 'undefined_object', HINT = 'Add its columns to table export_column.';
    END IF;
    RETURN QUERY EXECUTE format(
        'SELECT c.table_name, c.our_column, CASE WHEN c.their_column IS NOT NULL '
        || 'THEN (sen.intake_header(ARRAY[c.their_column]))[1]::text END, c.reading, '
        || 'c.fixed_value, c.is_needed, coalesce((SELECT jsonb_object_agg(sen.export_code_key(k.their_code), '
        || 'coalesce(k.our_code, '''')) FROM %1$I.export_code k WHERE k.export = c.export '
        || 'AND k.table_name = c.table_name AND k.our_column = c.our_column), ''{}''), '
        || 'c.their_column IS NULL OR EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = $2 AND a.attnum > 0 '
        || 'AND NOT a.attisdropped AND a.attname = (sen.intake_header(ARRAY[c.their_column]))[1]), '
        || 'EXISTS (SELECT FROM sen.intake_columns(to_regclass(format(''%%I.%%I'', $3, c.table_name))) i '
        || 'WHERE i.column_name = c.our_column) '
        || 'FROM %1$I.export_column c WHERE c.export = $1 ORDER BY c.table_name, c.our_column COLLATE "C"', programme)
        USING export, source, programme;
END
$function$;
COMMENT ON FUNCTION sen.export_columns(text, text) IS
    'The mapping of an export, beside what waits in pg_temp.export_rows: each column with its codes, whether the file '
    'has it, and whether the table of the programme does. Part of the intake. 3F000 without such a programme, 42P01 '
    'without an export, 42704 without a mapping.';

CREATE FUNCTION sen.export_report(programme text, export text)
    RETURNS TABLE (problem text, table_name text, our_column text, their_column text, their_code text, row_count bigint,
                   hint text)
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
AS $function$
#variable_conflict use_column
DECLARE
    source  CONSTANT regclass := to_regclass('pg_temp.export_rows');
    theirs  CONSTANT text[] := ARRAY(SELECT a.attname::text FROM pg_attribute a WHERE a.attrelid = source
                                     AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum);
    mapped  text[] := '{}';
    c       record;
    one     text;
BEGIN
    FOR c IN SELECT * FROM sen.export_columns(programme, export) LOOP
        mapped := mapped || c.their_column;
        IF NOT c.is_ours THEN
            RETURN QUERY SELECT 'there is no such column of a table', c.table_name, c.our_column, c.their_column,
                                NULL::text, NULL::bigint, 'sen.template() lists the columns of a table. Correct the '
                                                          'row '
                                                          'of export_column.';
        ELSIF NOT c.in_file THEN
            RETURN QUERY SELECT 'column is not in the file', c.table_name, c.our_column, c.their_column, NULL::text,
                                NULL::bigint, sen.list_words(' ', 'Perhaps ' || sen.nearest_word(c.their_column, theirs)
                                    || '?', 'Correct their_column in export_column, or write the export anew with it.');
        ELSIF c.reading = 'codes' THEN
            RETURN QUERY EXECUTE format(
                'SELECT ''code is not mapped'', $1, $2, $3, min(v.read), count(*), sen.list_words('' '', ''Perhaps '
                'as '' '
                || '|| sen.nearest_word(sen.export_code_key(min(v.read)), ARRAY(SELECT jsonb_object_keys($4))) || '
                   '''?'', '
                || '''Add it to export_code, with our_code empty if it means nothing.'') '
                || 'FROM pg_temp.export_rows r CROSS JOIN LATERAL sen.read_value(r.%I, ''text'', false) v '
                || 'WHERE v.read IS NOT NULL AND NOT $4 ? sen.export_code_key(r.%1$I) '
                || 'GROUP BY sen.export_code_key(r.%1$I) ORDER BY count(*) DESC, 5', c.their_column)
                USING c.table_name, c.our_column, c.their_column, c.codes;
        END IF;
    END LOOP;
    FOREACH one IN ARRAY theirs LOOP
        CONTINUE WHEN one = ANY (mapped);
        RETURN QUERY EXECUTE format(
            'SELECT ''column is not mapped'', NULL::text, NULL::text, $1, NULL::text, count(*), '
            || '''Nothing of it is loaded. If it should be, add it to export_column.'' '
            || 'FROM pg_temp.export_rows r WHERE (sen.read_value(r.%I, ''text'', false)).read IS NOT NULL', one)
            USING one;
    END LOOP;
END
$function$;
COMMENT ON FUNCTION sen.export_report(text, text) IS
    'What of the export in pg_temp.export_rows is not mapped: columns of the mapping that the file or the table does '
    'not have, codes of columns read by codes, with how many rows have them, and columns of which nothing is loaded, '
    'with how many rows fill them. Errors of sen.export_columns().';

CREATE FUNCTION sen.map_export(programme text, export text, table_name text) RETURNS bigint
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    target  regclass;
    faults  bigint;
    first   record;
    names   text;
    given   text;
    needed  text;
    mapped  bigint;
BEGIN
    SELECT count(*) INTO faults FROM sen.export_report(programme, export) p
    WHERE p.table_name = map_export.table_name AND p.problem <> 'column is not mapped';
    IF faults > 0 THEN
        SELECT p.* INTO first FROM sen.export_report(programme, export) p
        WHERE p.table_name = map_export.table_name AND p.problem <> 'column is not mapped' LIMIT 1;
        RAISE EXCEPTION '% of export "%" cannot be mapped; the first is "%": %',
              sen.count_words(faults, 'column or code', 'columns or codes'), export,
              coalesce(first.their_code, first.their_column, first.our_column), first.problem
            USING ERRCODE = 'data_exception',
                HINT = format('SELECT * FROM sen.export_report(%s, %s) lists them.', quote_literal(programme),
                              quote_literal(export));
    END IF;
    SELECT string_agg(format('%I', c.our_column), ', ' ORDER BY c.our_column),
           string_agg(CASE WHEN c.their_column IS NULL THEN format('%L', c.fixed_value)
                           WHEN c.reading = 'value if filled'
                           THEN format('CASE WHEN sen.export_value(r.%I, %L) IS NOT NULL THEN %L END', c.their_column,
                                       c.reading, c.fixed_value)
                           ELSE format('sen.export_value(r.%I, %L, %L)', c.their_column, c.reading, c.codes) END,
                      ', ' ORDER BY c.our_column),
           string_agg(format('m.%I IS NOT NULL', c.our_column), ' AND ') FILTER (WHERE c.is_needed)
    INTO names, given, needed
    FROM sen.export_columns(programme, export) c WHERE c.table_name = map_export.table_name;
    IF names IS NULL THEN
        RAISE EXCEPTION 'export "%" has no mapping for table %', export, coalesce('"' || table_name || '"', 'null')
            USING ERRCODE = 'undefined_object', HINT = 'Add its columns to table export_column.';
    END IF;
    target := format('%I.%I', programme, table_name)::regclass;
    PERFORM sen.intake_table(target, ARRAY(SELECT c.our_column FROM sen.export_columns(programme, export) c
                                           WHERE c.table_name = map_export.table_name ORDER BY c.our_column));
    -- A row that the table does not need stays as a blank one, so that rows keep the numbers of the file.
    EXECUTE format('INSERT INTO pg_temp.%1$I (%2$s) SELECT n.* FROM (SELECT %3$s FROM pg_temp.export_rows r '
                   || 'ORDER BY r.ctid) m (%2$s) LEFT JOIN LATERAL (SELECT m.* WHERE %4$s) n '
                   || 'ON true', sen.intake_name(target), names, given, coalesce(needed, 'true'));
    GET DIAGNOSTICS mapped = ROW_COUNT;
    RETURN mapped;
END
$function$;
COMMENT ON FUNCTION sen.map_export(text, text, text) IS
    'Turns the export in pg_temp.export_rows into rows for a table of the programme, by the mapping of that name: they '
    'wait in pg_temp.TABLE_rows for sen.check_rows() and sen.load_rows(). How many rows it made; those without a value '
    'that is needed are blank ones. 22000 if a code or column is not mapped, 42704 if there is no mapping for the '
    'table. Errors of sen.export_columns().';
