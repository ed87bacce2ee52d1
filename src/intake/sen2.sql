-- Room intake: the SEN2 person-level return, as the XML file that a council sends to DfE through COLLECT. Names of
-- elements are read in any case and order, since the years differ in both; nothing is keyed on an item number.

--@include intake/sen2_dictionary.sql

CREATE FUNCTION sen.sen2_document(content text) RETURNS xml
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    document xml;
    root     text;
    detail   text;
    place    integer;
    is_whole boolean;
BEGIN
    IF octet_length(content) > 100000000 THEN
        RAISE EXCEPTION 'the file has % MB, and a SEN2 return is read up to 100 MB', octet_length(content) / 1000000
            USING ERRCODE = 'program_limit_exceeded',
                HINT = 'A return of 10,000 persons has some 20 MB: look whether this file is what it should be.';
    ELSIF content ~* '<!(DOCTYPE|ENTITY)' THEN
        RAISE EXCEPTION 'the file has a document type or entities, which no SEN2 return has'
            USING ERRCODE = 'invalid_xml_document',
                HINT = 'Export the return anew from the case system; what is not from there is not read.';
    END IF;
    BEGIN
        -- What stands before the declaration, such as a byte order mark, is no part of it; the text is decoded already.
        document := xmlparse(DOCUMENT regexp_replace(content, '^[^<]*(<\?xml[^>]*\?>)?', ''));
    EXCEPTION WHEN invalid_xml_document OR invalid_xml_content THEN
        -- Where: the line, and the person, since a file may be one long line. What stands there is not told.
        GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL;
        place := strpos(content, split_part(detail, E'\n', 2)) + length(split_part(detail, E'\n', 2));
        is_whole := content ~* '</message\s*>\s*$';
        RAISE EXCEPTION 'the file is no whole XML document: it % in line %',
            CASE WHEN is_whole THEN 'is not well-formed' ELSE 'breaks off' END,
            coalesce(substring(detail from '^line (\d+)'), '1')
            || CASE WHEN is_whole AND split_part(detail, E'\n', 2) <> ''
                    THEN coalesce(', person ' || nullif((
                             SELECT count(*) FROM regexp_matches(left(content, place), '<person[\s>]', 'gi')), 0), '')
                    ELSE '' END
            USING ERRCODE = 'invalid_xml_document',
                HINT = CASE WHEN is_whole
                            THEN 'In a value & is written as &amp; and < as &lt;; each element that begins ends.'
                            ELSE 'Look at its end: a file that was not copied whole breaks off in the middle.' END;
    END;
    root := (xpath('concat(name(/*), " ", /*/*[translate(name(), "HEADR", "headr") = "header"]'
                   '//*[translate(name(), "COLETIN", "coletin") = "collection"][1])',
                   document))[1];
    IF lower(root) <> 'message sen2' THEN
        RAISE EXCEPTION 'the file is no SEN2 return: its root and collection are "%"', root
            USING ERRCODE = 'invalid_parameter_value',
                HINT = 'A SEN2 return has the root Message, and SEN2 as Collection in its header.';
    END IF;
    RETURN document;
END
$function$;
COMMENT ON FUNCTION sen.sen2_document(text) IS
    'The text of a SEN2 XML file as an XML document. Null in, null out. 2200M if it is no whole document, or has a '
    'document type or entities; 22023 if it is another return; 54000 if it has more than 100 MB.';

CREATE FUNCTION sen.sen2_text(file bytea) RETURNS text
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    -- What an XML file says of itself stands in its first line, in letters that all of these encodings share.
    said CONSTANT text := upper(substring(encode(substr(file, 1, 200), 'escape') from
                                          '<\?xml[^>]*encoding=["'']([A-Za-z0-9_.-]+)'));
    bytes     bytea;
    before    bytea;
    before_it text;
BEGIN
    IF substr(file, 1, 2) IN ('\xfffe', '\xfeff') OR substr(file, 1, 2) IN ('\x3c00', '\x003c') THEN
        RAISE EXCEPTION 'the file is in UTF-16, which the server cannot read'
            USING ERRCODE = 'character_not_in_repertoire',
                HINT = 'Convert it: iconv -f UTF-16 -t UTF-8. scripts/load-sen2 does so.';
    END IF;
    BEGIN
        RETURN CASE WHEN said IN ('WINDOWS-1252', 'CP1252') THEN convert_from(file, 'WIN1252')
                    WHEN said IN ('ISO-8859-1', 'LATIN1') THEN convert_from(file, 'LATIN1')
                    ELSE convert_from(file, 'UTF8') END;
    EXCEPTION WHEN character_not_in_repertoire OR untranslatable_character THEN
        -- The error has the bytes; the first place that has them is where to look.
        bytes := decode(replace(replace(substring(SQLERRM from '0x[0-9a-f]{2}(?: 0x[0-9a-f]{2})*'), '0x', ''), ' ', ''),
                        'hex');
        before := substr(file, 1, greatest(position(bytes IN file), 1) - 1);
        before_it := encode(before, 'escape');
        RAISE EXCEPTION 'the file is not in %: it has other bytes in line %, byte %', coalesce(said, 'UTF-8'),
            1 + length(before_it) - length(replace(before_it, E'\n', '')), length(before) + 1
            USING ERRCODE = 'character_not_in_repertoire',
                HINT = 'Its first line says how it is encoded, else it is UTF-8: export it anew in that encoding.';
    END;
END
$function$;
COMMENT ON FUNCTION sen.sen2_text(bytea) IS
    'The bytes of an XML file as text, by the encoding that its first line says: UTF-8, Windows-1252 or Latin-1. Null '
    'in, null out. 22021 for UTF-16, and for bytes that are none of what the file says.';

CREATE FUNCTION sen.sen2_header(content text)
    RETURNS TABLE (return_year integer, reference_date date, local_authority text, persons bigint, dmo text, dco text,
                   dsco text, software text, sha256 text)
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    SET search_path = pg_catalog, pg_temp SET jit = off
BEGIN ATOMIC
    SELECT max(i.value) FILTER (WHERE i.item = 'year' AND i.value ~ '^\d{4}$')::integer,
           sen.read_date(max(i.value) FILTER (WHERE i.item = 'referencedate'), 'ReferenceDate'),
           max(i.value) FILTER (WHERE i.item = 'lea'), max(i.persons),
           max(i.value) FILTER (WHERE i.item = 'dmo'), max(i.value) FILTER (WHERE i.item = 'dco'),
           max(i.value) FILTER (WHERE i.item = 'dsco'), max(i.value) FILTER (WHERE i.item = 'softwarecode'),
           encode(sha256(convert_to(content, 'UTF8')), 'hex')
    FROM (SELECT sen.sen2_document(content) AS document OFFSET 0) d
    CROSS JOIN LATERAL xmltable('/*/*[translate(name(), "HEADR", "headr") = "header"]//*[not(*)]' PASSING d.document
        COLUMNS item text PATH 'translate(name(), "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")',
                value text PATH 'normalize-space(.)',
                persons bigint PATH 'count(/*/*[translate(name(), "PERSON", "person") = "persons"]/*)') i;
END;
COMMENT ON FUNCTION sen.sen2_header(text) IS
    'What the header of a SEN2 XML file says: year and day of the return, three-digit authority, the number of '
    'persons, whether the designated officers are in post (Y, N, R: being recruited), the software, and the SHA-256 of '
    'the file as UTF-8. Null in, none out. Errors of sen.sen2_document().';

CREATE FUNCTION sen.sen2_items(content text)
    RETURNS TABLE (person integer, request integer, module text, module_place integer, item text, value text)
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    SET search_path = pg_catalog, pg_temp SET jit = off
BEGIN ATOMIC
    WITH found AS MATERIALIZED (
        SELECT row_number() OVER () AS place, p.person, nullif(i.request, 0)::integer AS request, i.module,
               i.module_place::integer, i.item, nullif(i.value, '') AS value
        FROM (SELECT sen.sen2_document(content) AS document OFFSET 0) d
        CROSS JOIN LATERAL xmltable('/*/*[translate(name(), "PERSON", "person") = "persons"]/*' PASSING d.document
            COLUMNS person FOR ORDINALITY, body xml PATH '.') p
        CROSS JOIN LATERAL xmltable('/*/descendant::*[not(*)]' PASSING p.body
            COLUMNS item text PATH 'translate(name(), "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")',
                    value text PATH 'normalize-space(.)',
                    module text PATH 'translate(name(..), "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")',
                    module_place bigint PATH 'count(../preceding-sibling::*)',
                    request bigint PATH 'count(ancestor::*[translate(name(), "REQUST", "requst") = "requests"])
                        * (count(ancestor::*[translate(name(), "REQUST", "requst") = "requests"]/preceding-sibling::*[
                            translate(name(), "REQUST", "requst") = "requests"]) + 1)') i
    )
    SELECT o.person, o.request, o.module, o.module_place, o.item, o.value
    FROM (SELECT f.place, f.person, f.request, f.module, 1 AS module_place, f.item, f.value
          FROM found f
          WHERE f.module NOT IN ('plandetail', 'placementdetail', 'senneed', 'assessment')
          UNION ALL
          -- Which of its name, of those that can stand there more than once.
          SELECT f.place, f.person, f.request, f.module,
                 dense_rank() OVER (PARTITION BY f.person, f.request, f.module ORDER BY f.module_place)::integer,
                 f.item, f.value
          FROM found f
          WHERE f.module IN ('plandetail', 'placementdetail', 'senneed', 'assessment')) o
    ORDER BY o.place;
END;
COMMENT ON FUNCTION sen.sen2_items(text) IS
    'Every item of every person in a SEN2 XML file, as it stands there: the person and the request that it is of, '
    'counted from 1, the module (element) that it is in and which one of its name that is (the second SENneed is 2), '
    'the item in small letters, the value. Null in, none out. Errors of sen.sen2_document().';

CREATE FUNCTION sen.upn_letter(upn text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    SET search_path = pg_catalog, pg_temp
    RETURN CASE WHEN upn ~ '^[A-Z]?[0-9]{12}$' THEN
        (SELECT substr('ABCDEFGHJKLMNPQRTUVWXYZ',
                       (sum(substr(right(upn, 12), p.place, 1)::integer * (p.place + 1)) % 23)::integer + 1, 1)
         FROM generate_series(1, 12) p (place)) END;
COMMENT ON FUNCTION sen.upn_letter(text) IS
    'The check letter of a unique pupil number of thirteen characters, or of its last twelve digits. Null in, null '
    'out, and for a temporary number, which ends in a letter, and what is no number.';

CREATE FUNCTION sen.sen2_requests(content text)
    RETURNS TABLE (local_authority text, request_ref text, received_on text, request_source text, rya text,
                   request_outcome text, request_outcome_on text, request_mediation text, request_tribunal text,
                   exported_to text, assessment_outcome text, assessment_outcome_on text, assessment_mediation text,
                   assessment_tribunal text, other_mediation text, other_tribunal text, week20 text,
                   plan_start_on text, person integer, request integer)
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    SET search_path = pg_catalog, pg_temp SET jit = off
BEGIN ATOMIC
    SELECT h.local_authority, format('SEN2 %s/%s/%s', h.return_year, i.person, i.request),
           max(i.value) FILTER (WHERE i.item = 'receiveddate'), max(i.value) FILTER (WHERE i.item = 'requestsource'),
           max(i.value) FILTER (WHERE i.item = 'rya'), max(i.value) FILTER (WHERE i.item = 'requestoutcome'),
           max(i.value) FILTER (WHERE i.item = 'requestoutcomedate'),
           max(i.value) FILTER (WHERE i.item = 'requestmediation'),
           max(i.value) FILTER (WHERE i.item = 'requesttribunal'), max(i.value) FILTER (WHERE i.item = 'exported'),
           max(i.value) FILTER (WHERE i.item = 'assessmentoutcome'),
           max(i.value) FILTER (WHERE i.item = 'assessmentoutcomedate'),
           max(i.value) FILTER (WHERE i.item = 'assessmentmediation'),
           max(i.value) FILTER (WHERE i.item = 'assessmenttribunal'),
           max(i.value) FILTER (WHERE i.item = 'othermediation'),
           max(i.value) FILTER (WHERE i.item = 'othertribunal'), max(i.value) FILTER (WHERE i.item = 'week20'),
           max(i.value) FILTER (WHERE i.item = 'startdate'), i.person, i.request
    FROM sen.sen2_header(content) h
    CROSS JOIN sen.sen2_items(content) i
    WHERE i.request IS NOT NULL
    GROUP BY h.local_authority, h.return_year, i.person, i.request;
END;
COMMENT ON FUNCTION sen.sen2_requests(text) IS
    'The requests of a SEN2 XML file as rows of text for table ehc_request, with the person and the request in the '
    'file, and nothing that names a person. A return carries no reference: request_ref is SEN2, the year, person and '
    'request, and holds for that file alone. Null in, none out. Errors of sen.sen2_document().';

--@include intake/sen2_stage.sql
--@include intake/sen2_checks.sql
--@include intake/sen2_load.sql
--@include intake/sen2_use.sql
--@include intake/sen2_differences.sql
