-- A return into the tables of a programme: one submission, all of it or nothing.

CREATE FUNCTION sen.match_key(programme regnamespace, identity text) RETURNS text
    AS 'MODULE_PATHNAME', 'sen_match_key' LANGUAGE C STABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.match_key(regnamespace, text) IS
    'HMAC-SHA-256 of what says who somebody is, by the key of sen_improvement.match_key_file, for this programme and '
    'its owner alone: 64 hexadecimal digits. Null without a key; null in, null out. For whoever may write persons of '
    'the programme (42501). F0000 if others can read the key or it is shorter than 32 characters; 42P01 if the '
    'programme takes no returns.';

CREATE FUNCTION sen.sen2_refuse_twice(programme regnamespace, sha256 text) RETURNS void
    LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    there record;
BEGIN
    IF to_regclass(format('%s.sen2_submission', programme)) IS NULL THEN
        RAISE EXCEPTION 'schema "%" is no programme that takes SEN2 returns', programme
            USING ERRCODE = 'undefined_table',
                HINT = 'Give the name of a programme; one of an earlier version has to be upgraded first.';
    END IF;
    -- One load at a time: the next has the next number.
    EXECUTE format('LOCK TABLE %s.sen2_submission IN SHARE ROW EXCLUSIVE MODE', programme);
    EXECUTE format('SELECT s.submission, s.loaded_at FROM %s.sen2_submission s WHERE s.sha256 = $1', programme)
        INTO there USING sha256;
    IF there.submission IS NOT NULL THEN
        RAISE EXCEPTION 'this return is submission % already', there.submission
            USING ERRCODE = 'unique_violation',
                DETAIL = format('It was loaded on %s.', there.loaded_at::date),
                HINT = 'A return that was corrected is another file, and is loaded beside it.';
    END IF;
END
$function$;
COMMENT ON FUNCTION sen.sen2_refuse_twice(regnamespace, text) IS
    'Refuses a SEN2 return that is there already (23505), and lets no other be loaded meanwhile. Part of '
    'sen.load_sen2().';

CREATE FUNCTION sen.sen2_keep_persons(programme regnamespace, submission integer, authority text, on_day date,
                                      keep_personal boolean) RETURNS bigint
    LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp SET jit = off
AS $function$
DECLARE
    matched bigint;
BEGIN
    EXECUTE format($query$
        WITH persons AS (
            SELECT i.person,
                   max(upper(i.value)) FILTER (WHERE i.item = 'upn') AS upn,
                   max(i.value) FILTER (WHERE i.item = 'uniquelearnernumber') AS uln,
                   max(i.value) FILTER (WHERE i.item = 'surname') AS surname,
                   max(i.value) FILTER (WHERE i.item = 'forename') AS forename,
                   max(i.value) FILTER (WHERE i.item = 'postcode') AS postcode,
                   max(i.day) FILTER (WHERE i.item = 'personbirthdate') AS born_on,
                   max(i.value) FILTER (WHERE i.item IN ('sex', 'gendercurrent')) AS sex,
                   max(i.value) FILTER (WHERE i.item = 'ethnicity') AS ethnicity,
                   max(i.value) FILTER (WHERE i.item = 'upnunknown') AS upn_unknown
            FROM pg_temp."sen2 item" i
            WHERE i.module = 'person' AND i.person IS NOT NULL
            GROUP BY i.person
        ), keyed AS MATERIALIZED (
            SELECT p.*,
                   -- A temporary UPN, which ends in a letter, may be another child's next year.
                   CASE WHEN p.upn ~ '^[A-Z]\d{12}$' THEN sen.match_key($4, 'UPN ' || p.upn) END AS upn_key,
                   CASE WHEN p.uln ~ '^\d{10}$' THEN sen.match_key($4, 'ULN ' || p.uln) END AS uln_key,
                   sen.match_key($4, 'names ' || lower(p.surname) || '|' || lower(p.forename) || '|' || p.born_on)
                       AS name_key
            FROM persons p
        ), earlier AS MATERIALIZED (
            SELECT e.kind, e.key, (array_agg(e.child_ref ORDER BY e.submission DESC))[1] AS child_ref
            FROM (SELECT k.kind, k.key, x.child_ref, x.submission
                  FROM %1$s.sen2_person x
                  JOIN %1$s.sen2_submission s ON s.submission = x.submission AND s.local_authority = $2
                  CROSS JOIN LATERAL (VALUES ('UPN', x.upn_key), ('ULN', x.uln_key), ('names', x.name_key))
                      k (kind, key)
                  WHERE k.key IS NOT NULL AND x.child_ref IS NOT NULL) e
            GROUP BY e.kind, e.key
        )
        INSERT INTO %1$s.sen2_person (submission, person, child_ref, matched_by, upn_key, uln_key, name_key, sex,
            ethnicity, upn_unknown, age, school_phase, surname, forename, born_on, postcode, upn, uln)
        SELECT $1, k.person,
               coalesce(u.child_ref, l.child_ref, n.child_ref, left(coalesce(k.upn_key, k.uln_key, k.name_key), 16)),
               CASE WHEN u.child_ref IS NOT NULL THEN 'UPN' WHEN l.child_ref IS NOT NULL THEN 'ULN'
                    WHEN n.child_ref IS NOT NULL THEN 'names' END,
               k.upn_key, k.uln_key, k.name_key, k.sex, k.ethnicity, k.upn_unknown,
               CASE WHEN k.born_on <= $3 THEN extract(year FROM age($3, k.born_on)) END,
               CASE WHEN k.born_on > $3 THEN NULL WHEN a.age <= 3 THEN 'early years' WHEN a.age <= 10 THEN 'primary'
                    WHEN a.age <= 15 THEN 'secondary' WHEN a.age <= 30 THEN 'post-16' END,
               CASE WHEN $5 THEN k.surname END, CASE WHEN $5 THEN k.forename END, CASE WHEN $5 THEN k.born_on END,
               CASE WHEN $5 THEN k.postcode END, CASE WHEN $5 THEN k.upn END, CASE WHEN $5 THEN k.uln END
        FROM keyed k
        CROSS JOIN LATERAL (SELECT extract(year FROM age(make_date(extract(year FROM $3)::integer - 1, 8, 31),
                                                         k.born_on)) AS age) a
        LEFT JOIN earlier u ON u.kind = 'UPN' AND u.key = k.upn_key
        LEFT JOIN earlier l ON l.kind = 'ULN' AND l.key = k.uln_key
        LEFT JOIN earlier n ON n.kind = 'names' AND n.key = k.name_key$query$, programme)
    USING submission, authority, on_day, programme, keep_personal;
    EXECUTE format('SELECT count(*) FROM %s.sen2_person p WHERE p.submission = $1 AND p.matched_by IS NOT NULL',
                   programme) INTO matched USING submission;
    RETURN matched;
END
$function$;
COMMENT ON FUNCTION sen.sen2_keep_persons(regnamespace, integer, text, date, boolean) IS
    'Keeps the persons of a SEN2 return that is being loaded, and says how many of them an earlier one had. Part of '
    'sen.load_sen2().';

CREATE FUNCTION sen.sen2_keep_requests(programme regnamespace, submission integer) RETURNS bigint
    LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp SET jit = off
AS $function$
DECLARE
    kept bigint;
BEGIN
    -- A code that its item does not have is no value; so is a day before 1990 or after 2199.
    CREATE TEMPORARY TABLE "sen2 good" ON COMMIT DROP AS
    SELECT i.person, i.request, i.module, i.module_place, i.item, i.value,
           CASE WHEN sen.is_record_date(i.day) THEN i.day END AS day
    FROM pg_temp."sen2 item" i
    JOIN sen.sen2_dictionary() d ON d.module = i.module AND d.item = i.item
    WHERE i.request IS NOT NULL AND coalesce(i.value ~ d.allowed, true);
    ANALYZE pg_temp."sen2 good";
    EXECUTE format($query$
        INSERT INTO %s.sen2_request (submission, person, request, received_on, request_source, rya, request_outcome,
            request_outcome_on, request_mediation, request_tribunal, exported_to, assessment_outcome,
            assessment_outcome_on, assessment_mediation, assessment_tribunal, other_mediation, other_tribunal, week20,
            plan_start_on, plan_residential, plan_work_based, personal_budget, organised_arrangements, direct_payment,
            ceased_on, cease_reason, is_active, came_from, meeting_on, decision_on, review_outcome, draft_sent_on,
            phase_transfer_due_on, phase_transfer_final_on)
        SELECT $1, q.person, q.request,
               max(g.day) FILTER (WHERE g.item = 'receiveddate'), max(g.value) FILTER (WHERE g.item = 'requestsource'),
               max(g.value) FILTER (WHERE g.item = 'rya') = '1', max(g.value) FILTER (WHERE g.item = 'requestoutcome'),
               max(g.day) FILTER (WHERE g.item = 'requestoutcomedate'),
               max(g.value) FILTER (WHERE g.item = 'requestmediation') = '1',
               max(g.value) FILTER (WHERE g.item = 'requesttribunal') = '1',
               max(g.value) FILTER (WHERE g.item = 'exported'),
               max(g.value) FILTER (WHERE g.item = 'assessmentoutcome'),
               max(g.day) FILTER (WHERE g.item = 'assessmentoutcomedate'),
               max(g.value) FILTER (WHERE g.item = 'assessmentmediation') = '1',
               max(g.value) FILTER (WHERE g.item = 'assessmenttribunal') = '1',
               max(g.value) FILTER (WHERE g.item = 'othermediation') = '1',
               max(g.value) FILTER (WHERE g.item = 'othertribunal') = '1',
               max(g.value) FILTER (WHERE g.item = 'week20') = '1', max(g.day) FILTER (WHERE g.item = 'startdate'),
               max(g.value) FILTER (WHERE g.item = 'planres'), max(g.value) FILTER (WHERE g.item = 'planwbp'),
               max(g.value) FILTER (WHERE g.item = 'pb') = '1', max(g.value) FILTER (WHERE g.item = 'oa') = '1',
               max(g.value) FILTER (WHERE g.item = 'dp'), max(g.day) FILTER (WHERE g.item = 'ceasedate'),
               max(g.value) FILTER (WHERE g.item = 'ceasereason'),
               count(*) FILTER (WHERE g.module IN ('activeplans', 'placementdetail', 'senneed')) > 0,
               max(g.value) FILTER (WHERE g.item = 'transferla'), max(g.day) FILTER (WHERE g.item = 'reviewmeeting'),
               max(g.day) FILTER (WHERE g.item = 'lastreview'), max(g.value) FILTER (WHERE g.item = 'reviewoutcome'),
               max(g.day) FILTER (WHERE g.item = 'reviewdraft'),
               max(g.day) FILTER (WHERE g.item = 'phasetransferduedate'),
               max(g.day) FILTER (WHERE g.item = 'phasetransferfinaldate')
        FROM (SELECT DISTINCT i.person, i.request FROM pg_temp."sen2 item" i WHERE i.request IS NOT NULL) q
        LEFT JOIN pg_temp."sen2 good" g ON g.person = q.person AND g.request = q.request
        GROUP BY q.person, q.request$query$, programme) USING submission;
    GET DIAGNOSTICS kept = ROW_COUNT;
    EXECUTE format($query$
        INSERT INTO %s.sen2_placement (submission, person, request, is_named, place, urn, ukprn, setting, rank,
            entered_on, left_on, sen_unit, resourced_provision, residential, work_based)
        SELECT $1, g.person, g.request, g.module = 'plandetail', g.module_place,
               max(g.value) FILTER (WHERE g.item = 'urn'), max(g.value) FILTER (WHERE g.item = 'ukprn'),
               max(g.value) FILTER (WHERE g.item = 'sensetting'),
               max(g.value) FILTER (WHERE g.item = 'placementrank')::smallint,
               max(g.day) FILTER (WHERE g.item = 'entrydate'), max(g.day) FILTER (WHERE g.item = 'leavingdate'),
               max(g.value) FILTER (WHERE g.item = 'senunitindicator') = '1',
               max(g.value) FILTER (WHERE g.item = 'resourcedprovisionindicator') = '1',
               max(g.value) FILTER (WHERE g.item = 'res'), max(g.value) FILTER (WHERE g.item = 'wbp')
        FROM pg_temp."sen2 good" g
        WHERE g.module IN ('plandetail', 'placementdetail')
        GROUP BY g.person, g.request, g.module, g.module_place$query$, programme) USING submission;
    EXECUTE format($query$
        INSERT INTO %s.sen2_need (submission, person, request, place, need, rank)
        SELECT $1, g.person, g.request, g.module_place, max(g.value) FILTER (WHERE g.item = 'sentype'),
               max(g.value) FILTER (WHERE g.item = 'sentyperank')::smallint
        FROM pg_temp."sen2 good" g
        WHERE g.module = 'senneed'
        GROUP BY g.person, g.request, g.module_place$query$, programme) USING submission;
    DROP TABLE pg_temp."sen2 good";
    RETURN kept;
END
$function$;
COMMENT ON FUNCTION sen.sen2_keep_requests(regnamespace, integer) IS
    'Keeps the requests, placements and needs of a SEN2 return that is being loaded, and says how many requests. Part '
    'of sen.load_sen2().';

CREATE FUNCTION sen.sen2_keep(programme regnamespace, header jsonb, file_name text, keep_personal boolean,
                              OUT submission integer, OUT persons bigint, OUT requests bigint, OUT matched bigint,
                              OUT errors bigint, OUT queries bigint)
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp SET jit = off SET client_min_messages = warning
AS $function$
DECLARE
    said        text;
    on_day      CONSTANT date := header ->> 'reference_date';
    return_year CONSTANT integer := header ->> 'return_year';
    authority   CONSTANT text := header ->> 'local_authority';
BEGIN
    -- A value that the header lacks is named here, without the row.
    IF authority IS NULL OR on_day IS NULL OR return_year IS NULL THEN
        RAISE EXCEPTION 'the header of the return has no % that can be read',
            CASE WHEN authority IS NULL THEN 'authority (LEA)' WHEN on_day IS NULL THEN 'day (ReferenceDate)'
                 ELSE 'year (Year)' END
            USING ERRCODE = 'not_null_violation',
                  HINT = 'Export the return anew: its header says whose it is, of which year (2026), and of which day '
                         '(2026-01-15).';
    END IF;
    persons := (SELECT count(DISTINCT i.person) FROM pg_temp."sen2 item" i WHERE i.module = 'person');
    requests := (SELECT count(*) FROM (SELECT DISTINCT i.person, i.request FROM pg_temp."sen2 item" i
                                       WHERE i.request IS NOT NULL) r);
    EXECUTE format('INSERT INTO %1$s.sen2_submission (submission, local_authority, return_year, reference_date, format,
                        file_name, sha256, persons, requests, items, dmo, dco, dsco, software, keeps_personal,
                        key_check, swapped)
                    SELECT coalesce((SELECT max(x.submission) FROM %1$s.sen2_submission x), 0) + 1, $2, $3, $4, $5, $6,
                           $7, $8, $9, (SELECT count(*) FROM pg_temp."sen2 item"), $10, $11, $12, $13, $14,
                           left(sen.match_key($1, ''check''), 16), $15
                    RETURNING submission', programme)
        INTO submission
        USING programme, authority, return_year, on_day, header ->> 'format', file_name, header ->> 'sha256', persons,
              requests, header ->> 'dmo', header ->> 'dco', header ->> 'dsco', header ->> 'software',
              coalesce(keep_personal, false), coalesce((header ->> 'swapped')::boolean, false);
    -- First what may fail for want of room or a right; then what is checked.
    matched := sen.sen2_keep_persons(programme, submission, authority, on_day, coalesce(keep_personal, false));
    PERFORM sen.sen2_keep_requests(programme, submission);
    EXECUTE format('INSERT INTO %s.sen2_finding (submission, finding, check_number, check_name, severity, person,
                        request, item, value, says, file, row_number, path)
                    SELECT $1, row_number() OVER (), f.* FROM sen.sen2_find($2, $3) AS
                        f (check_number, check_name, severity, person, request, item, value, says, file, row_number,
                           path)', programme)
        USING submission, on_day, return_year;
    EXECUTE format('SELECT count(*) FILTER (WHERE f.severity = ''error''),
                           count(*) FILTER (WHERE f.severity <> ''error'')
                    FROM %s.sen2_finding f WHERE f.submission = $1', programme)
        INTO errors, queries USING submission;
    EXECUTE format('INSERT INTO %s.sen2_item (submission, place, person, request, module, module_place, item, raw,
                        value, day, file, row_number, path)
                    SELECT $1, i.place, i.person, i.request, i.module, i.module_place, i.item, i.raw, i.value, i.day,
                           i.file, i.row_number,
                           CASE WHEN i.file IS NULL
                                THEN sen.sen2_path(i.module, i.person, i.request, i.module_place,
                                                   coalesce(d.element, i.item)) END
                    FROM pg_temp."sen2 item" i
                    LEFT JOIN sen.sen2_dictionary() d ON d.module = i.module AND d.item = i.item
                    -- What nobody knows may say who somebody is.
                    WHERE $2 OR NOT coalesce(d.is_personal, i.module <> ''sen2'')', programme)
        USING submission, coalesce(keep_personal, false);
    DROP TABLE pg_temp."sen2 item";
    FOR said IN SELECT format('%s.%I', programme, c.relname)
                FROM pg_class c WHERE c.relnamespace = programme AND c.relname ~ '^sen2_' AND c.relkind = 'r'
                  AND pg_has_role(c.relowner, 'USAGE') LOOP
        EXECUTE 'ANALYZE ' || said;
    END LOOP;
END
$function$;
COMMENT ON FUNCTION sen.sen2_keep(regnamespace, jsonb, text, boolean) IS
    'Keeps the SEN2 return whose items are in pg_temp, with what its header says, and what is found in it. Part of '
    'sen.load_sen2().';

CREATE FUNCTION sen.load_sen2(programme regnamespace, file bytea, file_name text DEFAULT NULL,
                              keep_personal boolean DEFAULT false,
                              OUT submission integer, OUT persons bigint, OUT requests bigint, OUT matched bigint,
                              OUT errors bigint, OUT queries bigint)
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp SET jit = off
AS $function$
DECLARE
    hash    CONSTANT text := encode(sha256(file), 'hex');
    content text;
    header  jsonb;
BEGIN
    IF programme IS NULL OR file IS NULL THEN
        RAISE EXCEPTION 'which return into which programme?'
            USING ERRCODE = 'null_value_not_allowed', HINT = 'Give the name of a programme, and the bytes of a file.';
    END IF;
    PERFORM sen.sen2_refuse_twice(programme, hash);
    content := sen.sen2_text(file);
    SELECT to_jsonb(h) || jsonb_build_object('sha256', hash, 'format', 'xml') INTO header
    FROM sen.sen2_header(content) h;
    PERFORM sen.sen2_stage_xml(content);
    SELECT k.submission, k.persons, k.requests, k.matched, k.errors, k.queries
    INTO submission, persons, requests, matched, errors, queries
    FROM sen.sen2_keep(programme, header, file_name, keep_personal) k;
END
$function$;
COMMENT ON FUNCTION sen.load_sen2(regnamespace, bytea, text, boolean) IS
    'Loads a SEN2 return, the bytes of its XML file, into a programme as a new submission, with all findings of '
    'sen.sen2_checks(): all of it or, after an error, nothing. Names, birth date, postcode, numbers and free text are '
    'kept only if asked for. Gives the number of the submission, of persons, requests, persons that an earlier one '
    'had, errors and queries. 23505 if it is there already; errors of sen.sen2_document() and sen.sen2_text(); 22004 '
    'for null.';

CREATE FUNCTION sen.load_sen2_files(programme regnamespace, file_name text DEFAULT NULL,
                                    keep_personal boolean DEFAULT false,
                                    OUT submission integer, OUT persons bigint, OUT requests bigint,
                                    OUT matched bigint, OUT errors bigint, OUT queries bigint,
                                    OUT columns_left_out text)
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp SET jit = off SET client_min_messages = warning
AS $function$
DECLARE
    staged record;
    header jsonb;
    one    text;
BEGIN
    IF programme IS NULL THEN
        RAISE EXCEPTION 'into which programme?'
            USING ERRCODE = 'null_value_not_allowed', HINT = 'Give the name of a programme.';
    END IF;
    SELECT * INTO staged FROM sen.sen2_stage_files();
    PERFORM sen.sen2_refuse_twice(programme, staged.sha256);
    SELECT jsonb_object_agg(i.item, i.value) INTO header FROM pg_temp."sen2 item" i WHERE i.module = 'sen2';
    IF upper(header ->> 'collection') IS DISTINCT FROM 'SEN2' AND header ->> 'collection' <> '' THEN
        RAISE EXCEPTION 'the files are of another return: its collection is "%"', header ->> 'collection'
            USING ERRCODE = 'invalid_parameter_value', HINT = 'That of SEN2 has SEN2 as its collection.';
    END IF;
    header := jsonb_build_object(
        'local_authority', header ->> 'lea', 'return_year',
        substring(header ->> 'year' from '^\d{4}$'),
        'reference_date', header ->> 'referencedate', 'dmo', header ->> 'dmo', 'dco', header ->> 'dco',
        'dsco', header ->> 'dsco', 'software', header ->> 'softwarecode',
        'sha256', staged.sha256, 'format', staged.format, 'swapped', staged.swapped);
    SELECT k.submission, k.persons, k.requests, k.matched, k.errors, k.queries
    INTO submission, persons, requests, matched, errors, queries
    FROM sen.sen2_keep(programme, header, file_name, keep_personal) k;
    columns_left_out := staged.left_out;
    FOR one IN SELECT DISTINCT 'sen2_' || d.module FROM sen.sen2_dictionary() d UNION SELECT 'sen2_sheet' LOOP
        EXECUTE format('DROP TABLE IF EXISTS pg_temp.%I', one);
    END LOOP;
END
$function$;
COMMENT ON FUNCTION sen.load_sen2_files(regnamespace, text, boolean) IS
    'Loads a SEN2 return from CSV: the nine files of COLLECT''s export, or the sheet of DfE''s spreadsheet, copied '
    'into the tables of sen.sen2_table(), which are dropped then. The rest as sen.load_sen2(). 42P01 for a file that '
    'is missing.';
