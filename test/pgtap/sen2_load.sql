-- SEN2 returns into a programme: the three shapes of four years say the same, nothing is loaded twice or by half, no
-- submission changes another, nothing that says who somebody is stays, persons are found again by a key, and what a
-- return does not carry is not invented.
\set QUIET 1
\set ON_ERROR_STOP 1
\pset format unaligned
\pset tuples_only on
\pset pager off
BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL datestyle = 'ISO, YMD';
SELECT no_plan();
\ir ../fixtures/sen2_return.sql
\set programme tap_returns
\ir ../fixtures/ready_programme.sql
CREATE TEMPORARY TABLE return AS
SELECT y AS year, pg_temp.sen2_return(y, 140, 7 + y) AS content FROM generate_series(2023, 2026) y;

-- Three shapes, four years ---------------------------------------------------------------------------
CREATE FUNCTION pg_temp.load(year integer, shape text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    content CONSTANT text := (SELECT r.content FROM pg_temp.return r WHERE r.year = $1);
    got record;
BEGIN
    IF shape = 'xml' THEN
        SELECT * INTO got FROM sen.load_sen2('tap_returns', convert_to(content, 'UTF8'), 'sen2.xml');
    ELSIF shape = 'export' THEN
        PERFORM pg_temp.sen2_as_export(content);
        SELECT * INTO got FROM sen.load_sen2_files('tap_returns', 'folder');
    ELSE
        PERFORM pg_temp.sen2_as_sheet(content, shape = 'swapped');
        SELECT * INTO got FROM sen.load_sen2_files('tap_returns', 'sheet.csv');
    END IF;
    RETURN format('%s persons, %s requests, %s errors', got.persons, got.requests, got.errors);
END
$$;
SELECT is(pg_temp.load(y, s.shape), '140 persons, 140 requests, 0 errors', y || ' as ' || s.shape)
FROM generate_series(2023, 2026) y, (VALUES (1, 'xml'), (2, 'export'), (3, 'sheet'), (4, 'swapped')) s (n, shape)
ORDER BY y, s.n;
SELECT is((SELECT string_agg(s.submission || ' ' || s.return_year || ' ' || s.format || ' ' || s.swapped, ', '
                             ORDER BY s.submission)
           FROM tap_returns.sen2_submission s WHERE s.return_year IN (2023, 2026)),
          '1 2023 xml false, 2 2023 export false, 3 2023 spreadsheet false, 4 2023 spreadsheet false, '
          '13 2026 xml false, 14 2026 export false, 15 2026 spreadsheet false, 16 2026 spreadsheet true',
          'each is a submission; headers that are swapped are seen by the days, where there are two');
-- The same persons, requests, placements and needs, whatever the shape: compared with the XML file of the year. The
-- swapped sheet of 2023 has one day of a review alone, which nothing shows to stand under the wrong header.
CREATE FUNCTION pg_temp.other_rows(relation text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    rows bigint;
BEGIN
    EXECUTE format($q$
        WITH x AS (SELECT s.return_year, s.format, to_jsonb(r) - 'submission' AS row
                   FROM tap_returns.%I r JOIN tap_returns.sen2_submission s ON s.submission = r.submission
                   WHERE s.submission <> 4)
        SELECT count(*) FROM (
            (SELECT a.return_year, f.format, a.row FROM x a, (VALUES ('export'), ('spreadsheet')) f (format)
             WHERE a.format = 'xml' EXCEPT SELECT * FROM x WHERE x.format <> 'xml')
            UNION ALL
            (SELECT x.return_year, 'xml', x.row FROM x WHERE x.format <> 'xml' EXCEPT SELECT * FROM x)) d$q$, relation)
        INTO rows;
    RETURN rows;
END
$$;
SELECT is(pg_temp.other_rows(r), 0::bigint, r || ' has the same rows from each shape')
FROM unnest('{sen2_person,sen2_request,sen2_placement,sen2_need}'::text[]) r;
-- As the file says it: counted by patterns in its text.
SELECT is(c.got, c.said, r.year || ': ' || c.what)
FROM return r
JOIN tap_returns.sen2_submission s ON s.return_year = r.year AND s.format = 'xml'
CROSS JOIN LATERAL (VALUES
    ('exceptions', (SELECT count(*) FROM tap_returns.sen2_request q WHERE q.submission = s.submission AND q.week20),
     (SELECT count(*) FROM regexp_matches(r.content, '<Week20>1<', 'g'))),
    ('a need', (SELECT count(*) FROM tap_returns.sen2_need n WHERE n.submission = s.submission AND n.need = 'ASD'),
     (SELECT count(*) FROM regexp_matches(r.content, '<SENtype>ASD<', 'g'))),
    ('a reason to cease', (SELECT count(*) FROM tap_returns.sen2_request q
                           WHERE q.submission = s.submission AND q.cease_reason = '2'),
     (SELECT count(*) FROM regexp_matches(r.content, '<CeaseReason>2<', 'g'))),
    ('days of decisions', (SELECT sum(q.decision_on - '2020-01-01'::date) FROM tap_returns.sen2_request q
                           WHERE q.submission = s.submission),
     (SELECT sum(m[1]::date - '2020-01-01'::date) FROM regexp_matches(r.content, '<LastReview>([^<]*)<', 'g') m))
) c (what, got, said);
SELECT ok((SELECT count(*) FROM tap_returns.sen2_request q WHERE q.week20) > 0
          AND (SELECT count(*) FROM tap_returns.sen2_request q WHERE q.came_from IS NOT NULL) > 0
          AND (SELECT count(*) FROM tap_returns.sen2_request q WHERE q.phase_transfer_due_on IS NOT NULL) > 0
          AND (SELECT count(*) FROM tap_returns.sen2_placement p WHERE p.setting = 'NEET') > 0,
          'the returns have exceptions, transfers, changes of phase and settings');
-- Raw text, with its place, and what was read beside it.
SELECT is((SELECT string_agg(concat_ws('|', i.raw, i.value, i.day, i.file, i.row_number > 0, i.path), ' '
                             ORDER BY s.format)
           FROM (SELECT DISTINCT ON (s.format) s.format, s.submission FROM tap_returns.sen2_submission s
                 WHERE s.return_year = 2026 ORDER BY s.format, s.submission) s
           JOIN tap_returns.sen2_item i ON i.submission = s.submission AND i.item = 'receiveddate' AND i.person = (
               SELECT min(x.person) FROM tap_returns.sen2_item x
               WHERE x.submission = s.submission AND x.item = 'receiveddate')),
          (SELECT format('%s 00:00:00|%s|%2$s|requests.csv|t %2$sT00:00:00|%2$s|%2$s|sheet|t %2$s|%2$s|%2$s|'
                         'Person[%s]/Requests[1]/ReceivedDate', to_char(q.received_on, 'YYYY-Mon-DD'), q.received_on,
                         q.person)
           FROM tap_returns.sen2_request q
           WHERE q.submission = 13 AND q.received_on IS NOT NULL ORDER BY q.person LIMIT 1),
          'a day in each shape: raw, read, and where it stands');

-- Twice, and by half ------------------------------------------------------------------------------------
SELECT throws_ok($$SELECT pg_temp.load(2026, 'xml')$$, '23505', 'this return is submission 13 already',
                 'the same file');
SELECT throws_ok($$SELECT pg_temp.load(2026, 'export')$$, '23505', 'this return is submission 14 already',
                 'the same export');
CREATE TEMPORARY TABLE before AS SELECT to_jsonb(q) AS row FROM tap_returns.sen2_request q;
UPDATE return SET content = replace(content, '<Week20>0<', '<Week20>1<') WHERE year = 2026;
SELECT is(pg_temp.load(2026, 'xml'), '140 persons, 140 requests, 0 errors', 'a corrected return of the same year');
SELECT is_empty('SELECT row FROM before EXCEPT SELECT to_jsonb(q) FROM tap_returns.sen2_request q',
                'stands beside the first, and changes nothing of it');
CREATE FUNCTION pg_temp.rows() RETURNS text LANGUAGE sql AS $$
    SELECT concat_ws(' ', (SELECT count(*) FROM tap_returns.sen2_submission),
                     (SELECT count(*) FROM tap_returns.sen2_item),
                     (SELECT count(*) FROM tap_returns.sen2_person), (SELECT count(*) FROM tap_returns.sen2_finding))
$$;
SELECT pg_temp.rows() AS rows \gset
SELECT throws_ok(format('SELECT sen.load_sen2(''tap_returns'', convert_to(%L, ''UTF8''))', f.content), f.code, NULL,
                 f.name)
FROM (SELECT r.content AS right, f.* FROM return r CROSS JOIN LATERAL (VALUES
        ('a file that breaks off', left(r.content, 5000), '2200M'),
        ('a document type', replace(r.content, '<Message>', '<!DOCTYPE x [<!ENTITY y "z">]><Message>'), '2200M'),
        ('another return', replace(r.content, '>SEN2<', '>SC<'), '22023'),
        ('no authority', replace(r.content, '<LEA>344</LEA>', ''), '23502'),
        ('no day', replace(r.content, '<ReferenceDate>2026-01-15</ReferenceDate>', ''), '23502'),
        ('a day of another year', replace(r.content, '<Year>2026<', '<Year>2025<'), '23514'),
        ('an authority that is none', replace(r.content, '<LEA>344<', '<LEA>Wirral<'), '23514')) f (name, content, code)
      WHERE r.year = 2026) f;
SELECT throws_ok('SELECT sen.load_sen2(''tap_returns'', NULL)', '22004', NULL, 'no file');
SELECT throws_ok('SELECT sen.load_sen2(''pg_catalog'', ''x'')', '42P01', NULL, 'a schema that is no programme');
SELECT is(pg_temp.rows(), :'rows', 'and nothing of them is there');

-- Files of an export ------------------------------------------------------------------------------------
SELECT throws_ok($$SELECT sen.sen2_table('Blade-Export_pupils.csv', '{a}')$$, '22023',
                 'file "Blade-Export_pupils.csv" is none of a SEN2 return', 'a file of another name');
SELECT throws_ok($$SELECT sen.sen2_table('x_person.csv', '{UPN,upn}')$$, '42701',
                 'column "upn" is in the header of file "x_person.csv" twice', 'a column twice');
SELECT is(sen.sen2_table('x_PERSON.CSV', '{" UPN ","Sex"}'), 'sen2_person', 'a name in capitals');
SELECT columns_are((SELECT n.nspname FROM pg_namespace n WHERE n.oid = pg_my_temp_schema()), 'sen2_person',
                   ARRAY['upn', 'sex'], 'and its columns');
DROP TABLE sen2_person;
SELECT throws_ok($$SELECT sen.load_sen2_files('tap_returns')$$, '42P01', 'the file of module "sen2" is missing',
                 'no files');
UPDATE return SET content = pg_temp.sen2_return(2026, 20, 99) WHERE year = 2026;
-- Other capitals and columns, and rows without their parents, one of them with its item.
SELECT pg_temp.sen2_as_export(content) FROM return WHERE year = 2026 \g /dev/null
ALTER TABLE sen2_person ADD COLUMN another_column text;
INSERT INTO sen2_senneed (senneedtableid, activeplanstableid, sentype) VALUES ('1', '999', 'ASD');
UPDATE sen2_requests SET receiveddate = '2025-Feb-30 00:00:00' WHERE requeststableid = (
    SELECT min(x.requeststableid) FROM sen2_requests x WHERE x.receiveddate IS NOT NULL);
SELECT is((SELECT l.errors || ' ' || l.persons FROM sen.load_sen2_files('tap_returns', 'folder') l), '2 20',
          'a column more is no error; a row without its parent and a day that is none are');
SELECT results_eq($$SELECT f.check_number, f.item, f.value, f.file, f.row_number
                    FROM tap_returns.sen2_finding f JOIN tap_returns.sen2_submission s USING (submission)
                    WHERE s.file_name = 'folder' AND f.severity = 'error' ORDER BY f.check_number$$,
                  format($$VALUES (701, 'ReceivedDate', '2025-Feb-30 00:00:00', 'requests.csv', %s::bigint),
                                  (705, NULL::text, NULL::text, 'senneed.csv', %s::bigint)$$,
                         (SELECT i.row_number FROM tap_returns.sen2_item i WHERE i.raw = '2025-Feb-30 00:00:00'),
                         (SELECT max(i.row_number) FROM tap_returns.sen2_item i
                          WHERE i.file = 'senneed.csv' AND i.person IS NULL)), 'with file and row');
SELECT pg_temp.sen2_as_export(content) FROM return WHERE year = 2026 \g /dev/null
UPDATE sen2_requests SET requeststableid = '101';
SELECT throws_ok($$SELECT sen.load_sen2_files('tap_returns')$$, '23505',
                 'rows 1 and 20 of module "requests" have the same key', 'a key twice');
ALTER TABLE sen2_requests DROP COLUMN persontableid;
SELECT throws_ok($$SELECT sen.load_sen2_files('tap_returns')$$, '42703',
                 'column "persontableid" is missing from the file of module "requests"', 'a key that is missing');
DROP TABLE sen2_sen2, sen2_person, sen2_requests, sen2_assessment, sen2_namedplan, sen2_plandetail, sen2_activeplans,
    sen2_placementdetail, sen2_senneed;
SELECT pg_temp.sen2_as_sheet(content, false) FROM return WHERE year = 2026 \g /dev/null
UPDATE sen2_sheet SET c1 = NULL WHERE c1 = 'Requests Records';
SELECT throws_ok($$SELECT sen.load_sen2_files('tap_returns')$$, '42P01',
                 'the sheet has 8 of the nine tables of DfE''s spreadsheet', 'a table of the sheet is missing');
DROP TABLE sen2_sheet;

-- Who it is -----------------------------------------------------------------------------------------------
CREATE FUNCTION pg_temp.holds(pattern text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    one regclass;
    found bigint := 0;
    rows bigint;
BEGIN
    FOR one IN SELECT c.oid FROM pg_class c WHERE c.relnamespace = 'tap_returns'::regnamespace AND c.relkind = 'r'
                 AND c.relname NOT LIKE 'ledger%' LOOP
        EXECUTE format('SELECT count(*) FROM %s t WHERE to_jsonb(t)::text ~ $1', one) INTO rows USING pattern;
        found := found + rows;
    END LOOP;
    RETURN found;
END
$$;
-- 344 and nine digits are the numbers of pupils, 1000000 and three those of learners.
SELECT is(pg_temp.holds('Invented\d|"Child"|ZZ99|344\d{9}|1000000\d{3}'), 0::bigint,
          'no name, postcode or number of a person is in any table');
SELECT is(pg_temp.holds((SELECT string_agg(DISTINCT m[1], '|')
                         FROM return r, regexp_matches(r.content, '<PersonBirthDate>(20(?:0\d|1[01])[^<]*)<', 'g') m)),
          0::bigint,
          'and no birth date');
SELECT is((SELECT l.persons FROM sen.load_sen2('tap_returns', (
               SELECT convert_to(replace(content, 'Invented', 'Kept'), 'UTF8') FROM return WHERE year = 2026),
               keep_personal => true) l), 20::bigint, 'asked for');
SELECT is((SELECT count(*) FROM tap_returns.sen2_person p WHERE p.surname ~ '^Kept\d+$' AND p.forename = 'Child'
             AND p.postcode = 'ZZ99 9ZZ' AND p.born_on IS NOT NULL), 20::bigint, 'it is kept');
-- Ages and phases, by the days in the file.
SELECT is_empty($$SELECT p.person, p.age, p.school_phase, p.born_on FROM tap_returns.sen2_person p
                  WHERE p.born_on IS NOT NULL
                    AND (p.age <> date_part('year', age('2026-01-15', p.born_on))
                         OR p.school_phase <> CASE WHEN p.born_on >= '2021-09-01' THEN 'early years'
                                                   WHEN p.born_on >= '2014-09-01' THEN 'primary'
                                                   WHEN p.born_on >= '2009-09-01' THEN 'secondary'
                                                   ELSE 'post-16' END)$$,
                'age on the day, phase by the school year');
SELECT ok((SELECT count(*) FROM tap_returns.sen2_person p WHERE p.child_ref IS NOT NULL OR p.upn_key IS NOT NULL) = 0,
          'without a key nobody has a reference');

-- The key -------------------------------------------------------------------------------------------------
SELECT current_setting('data_directory') || '/sen2_match_key' AS key_file \gset
SELECT format('umask 077; cat > %L', :'key_file') AS write_key, format('umask 022; rm %1$L; cat > %1$L', :'key_file')
       AS write_open, format('rm %L', :'key_file') AS remove \gset
COPY (SELECT repeat('k', 40)) TO PROGRAM :'write_key';
SELECT set_config('sen_improvement.match_key_file', :'key_file', true) \g /dev/null
-- HMAC-SHA-256 by its definition, with the server's sha256().
CREATE FUNCTION pg_temp.hmac(key bytea, message bytea) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    inner_key bytea := decode(repeat('36', 64), 'hex');
    outer_key bytea := decode(repeat('5c', 64), 'hex');
BEGIN
    FOR i IN 0 .. length(key) - 1 LOOP
        inner_key := set_byte(inner_key, i, get_byte(inner_key, i) # get_byte(key, i));
        outer_key := set_byte(outer_key, i, get_byte(outer_key, i) # get_byte(key, i));
    END LOOP;
    RETURN encode(sha256(outer_key || sha256(inner_key || message)), 'hex');
END
$$;
-- RFC 4231, case 2, so that this is right too.
SELECT is(pg_temp.hmac('Jefe', 'what do ya want for nothing?'),
          '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843', 'RFC 4231');
SELECT is(sen.match_key('tap_returns', 'UPN A344000000001'),
          pg_temp.hmac(repeat('k', 40)::bytea, convert_to((SELECT r.rolname FROM pg_namespace n JOIN pg_roles r
              ON r.oid = n.nspowner WHERE n.nspname = 'tap_returns'), 'UTF8') || '\x00'::bytea
              || convert_to('tap_returns', 'UTF8') || '\x00'::bytea || 'UPN A344000000001'),
          'the key of the file, for this owner and programme');
\set programme tap_years
\ir ../fixtures/ready_programme.sql
SELECT isnt(sen.match_key('tap_years', 'x'), sen.match_key('tap_returns', 'x'), 'another programme, another hash');
SELECT is(sen.match_key('tap_years', NULL), NULL, 'null');
SELECT throws_ok($$SELECT sen.match_key('pg_catalog', 'x')$$, '42P01', NULL, 'a schema that is no programme');
-- The same persons a year later, some with another UPN; a request that was open is decided.
CREATE FUNCTION pg_temp.one(year integer, received text, rest text, upn text, name text) RETURNS bytea
    LANGUAGE sql AS $$
    SELECT convert_to('<Message><Header><Collection>SEN2</Collection><Year>' || year || '</Year><ReferenceDate>'
        || pg_temp.sen2_day(year) || '</ReferenceDate><LEA>344</LEA></Header><Persons><Person><Surname>' || name
        || '</Surname><Forename>A</Forename><PersonBirthDate>2014-05-06</PersonBirthDate><UPN>' || upn
        || '</UPN><Requests>' || received || rest || '</Requests></Person></Persons></Message>', 'UTF8')
$$;
SELECT l.matched AS first FROM sen.load_sen2('tap_years', pg_temp.one(2025, '<ReceivedDate>2024-11-20</ReceivedDate>',
    '<RYA>0</RYA><RequestOutcome>A</RequestOutcome>', 'A344000000001', 'Same')) l \gset
SELECT is((SELECT l.matched FROM sen.load_sen2('tap_years', pg_temp.one(2026, '<ReceivedDate>2024-11-20</ReceivedDate>',
    '<RYA>0</RYA><RequestOutcomeDate>2025-01-07</RequestOutcomeDate><RequestOutcome>N</RequestOutcome>',
    'A344000000001', 'Other')) l), 1::bigint, 'found again by the UPN, with another name');
SELECT is((SELECT string_agg(p.submission || ' ' || coalesce(p.matched_by, '-'), ', ' ORDER BY p.submission) || ': '
                  || count(DISTINCT p.child_ref) FROM tap_years.sen2_person p), '1 -, 2 UPN: 1', 'as the same child');
SELECT l.submission AS third FROM sen.load_sen2('tap_years', pg_temp.one(2027, '', '<RequestOutcome>H</RequestOutcome>',
    'B344000000002', 'Same')) l \gset
SELECT is((SELECT p.matched_by FROM tap_years.sen2_person p WHERE p.submission = 3), 'names',
          'with another UPN by names and birth date');
SELECT is((SELECT count(DISTINCT s.key_check) FROM tap_years.sen2_submission s), 1::bigint, 'by one key');
-- Who may use it, and see it.
SELECT throws_ok($$SELECT set_config('sen_improvement.match_key_file', '/dev/null', true), sen.match_key('tap_years', v)
                   FROM (VALUES ('x')) x (v)$$, 'F0000', NULL, 'a file that is none');
COPY (SELECT repeat('k', 31)) TO PROGRAM :'write_key';
SELECT set_config('sen_improvement.match_key_file', :'key_file', true) \g /dev/null
SELECT throws_ok($$SELECT sen.match_key('tap_years', 'x')$$, 'F0000',
                 'the key for matching persons is shorter than 32 characters', 'a short key');
COPY (SELECT repeat('k', 40)) TO PROGRAM :'write_open';
SELECT throws_ok($$SELECT sen.match_key('tap_years', 'x')$$, 'F0000',
                 'the key for matching persons can be read by others', 'a key that others can read');
COPY (SELECT 1) TO PROGRAM :'remove';
SELECT throws_ok($$SELECT sen.match_key('tap_years', 'x')$$, '58P01', NULL, 'a file that is not there');
SELECT set_config('sen_improvement.match_key_file', '', true) \g /dev/null
SELECT is(sen.match_key('tap_years', 'x'), NULL, 'no file, no hash');
CREATE ROLE sen_tap_analyst_of_returns;
SELECT sen.grant_access('tap_years', 'sen_tap_analyst_of_returns', 'analyst') \g /dev/null
SET LOCAL ROLE sen_tap_analyst_of_returns;
SELECT throws_ok($$SELECT sen.match_key('tap_years', 'x')$$, '42501', NULL, 'an analyst cannot try numbers');
SELECT throws_ok('SHOW sen_improvement.match_key_file', '42501', NULL, 'nor see where the key is');
SELECT throws_ok($$SET sen_improvement.match_key_file = '/tmp/mine'$$, '42501', NULL, 'nor take one of their own');
RESET ROLE;

-- Into the tables of cases --------------------------------------------------------------------------------
SELECT is((SELECT u FROM sen.use_sen2('tap_years', 1) u)::text, '(1,0,0,0,0)', 'a return into the tables of cases');
SELECT is((SELECT u FROM sen.use_sen2('tap_years', 2) u)::text, '(1,0,0,0,0)', 'that of the next year');
SELECT results_eq($$SELECT r.received_on, r.request_outcome, r.request_outcome_on FROM tap_years.ehc_request r$$,
                  $$VALUES ('2024-11-20'::date, 'N', '2025-01-07'::date)$$,
                  'the request that was open has its decision, and is one');
-- A plan of 2024, which the return of 2026 has as historical: it says nothing new of it, and is no second request.
COPY (SELECT repeat('k', 40)) TO PROGRAM :'write_key';
SELECT set_config('sen_improvement.match_key_file', :'key_file', true) \g /dev/null
SELECT l.submission AS plan_made FROM sen.load_sen2('tap_years', pg_temp.one(2025,
    '<ReceivedDate>2024-02-01</ReceivedDate>', '<RequestOutcomeDate>2024-03-01</RequestOutcomeDate>'
    '<RequestOutcome>Y</RequestOutcome><Assessment><AssessmentOutcome>Y</AssessmentOutcome>'
    '<AssessmentOutcomeDate>2024-06-20</AssessmentOutcomeDate><Week20>1</Week20><NamedPlan>'
    '<StartDate>2024-06-20</StartDate></NamedPlan></Assessment><ActivePlans><ReviewMeeting>2024-12-01</ReviewMeeting>'
    '<LastReview>2024-12-20</LastReview></ActivePlans>', 'C344000000003', 'Plan')) l \gset
SELECT l.submission AS plan_later FROM sen.load_sen2('tap_years', pg_temp.one(2026, '',
    '<RequestOutcome>H</RequestOutcome><Assessment><AssessmentOutcome>H</AssessmentOutcome><NamedPlan>'
    '<StartDate>2024-06-20</StartDate></NamedPlan></Assessment><ActivePlans><ReviewMeeting>2025-05-01</ReviewMeeting>'
    '<LastReview>2025-05-20</LastReview></ActivePlans>', 'C344000000003', 'Plan')) l \gset
SELECT set_config('sen_improvement.match_key_file', '', true) \g /dev/null
COPY (SELECT 1) TO PROGRAM :'remove';
SELECT u.requests_taken AS taken FROM sen.use_sen2('tap_years', :plan_made) u \gset
SELECT u.requests_taken AS taken FROM sen.use_sen2('tap_years', :plan_later) u \gset
SELECT results_eq($$SELECT r.received_on, r.request_outcome, r.assessment_outcome, r.assessment_outcome_on, r.week20
                    FROM tap_years.ehc_request r WHERE r.plan_start_on = '2024-06-20'$$,
                  $$VALUES ('2024-02-01'::date, 'Y', 'Y', '2024-06-20'::date, true)$$,
                  'H changes nothing that an earlier return said');
SELECT results_eq($$SELECT a.meeting_on, a.plan_made_on, a.last_reviewed_on FROM tap_years.annual_review a ORDER BY 1$$,
                  $$VALUES ('2024-12-01'::date, '2024-06-20'::date, NULL::date),
                           ('2025-05-01', NULL, '2024-12-20')$$,
                  'the second review within a year is no first one, since an earlier return had one');
SELECT throws_ok($$SELECT sen.use_sen2('tap_returns', 4711)$$, '22023', 'there is no submission 4711', 'no such one');
SELECT is((SELECT u.requests_taken || ' ' || u.requests_left_out FROM sen.use_sen2('tap_returns', 13) u), '140 0',
          'without a key one return');
SELECT throws_ok($$SELECT sen.use_sen2('tap_returns', 9)$$, '55000', 'authority 344 has requests from another source',
                 'and no second one: their references do not meet');
SELECT is((SELECT count(*) FROM tap_returns.ehc_request), 140::bigint, 'each request is one');
SELECT is((SELECT count(*) FROM tap_returns.assessment_exception), 0::bigint,
          'which exception it was is not invented');
SELECT is((SELECT count(*) FROM tap_returns.ehc_request r WHERE r.week20), (SELECT count(*)
           FROM tap_returns.sen2_request q WHERE q.submission = 13 AND q.week20), 'that one applied is kept');
SELECT is((SELECT count(*) FROM tap_returns.case_characteristic c
           WHERE c.primary_need = 'ASD' AND c.birth_month IS NULL),
          (SELECT count(*) FROM tap_returns.sen2_need n WHERE n.submission = 13 AND n.need = 'ASD' AND n.rank = 1),
          'the need of a plan is there, and no month of birth');
SELECT is((SELECT p.plans::bigint FROM tap_returns.plans_in_force p WHERE p.on_day = '2026-01-15'),
          (SELECT count(*) FROM tap_returns.sen2_plan p WHERE p.submission = 13), 'plans in force on the day');
-- A plan of 2022 that was reviewed in 2025 is no first review; one of 2025 is.
SELECT is_empty($$SELECT a.review_ref FROM tap_returns.annual_review a WHERE a.plan_made_on + 365 < a.meeting_on$$,
                'no late review is taken for a first one');
SELECT ok((SELECT count(*) FILTER (WHERE a.plan_made_on IS NOT NULL) > 0
              AND count(*) FILTER (WHERE a.plan_made_on IS NULL) > 0 FROM tap_returns.annual_review a),
          'there are reviews that are the first, and others');
SELECT is((SELECT count(*) FROM tap_returns.annual_review a WHERE a.transfer_phase = 'secondary to post-16'
             AND a.transfer_year = 2026), (SELECT count(*) FROM tap_returns.sen2_request q
            WHERE q.submission = 13 AND q.phase_transfer_due_on = '2026-03-31'), 'changes of phase to post-16');
SELECT is((SELECT count(*) FROM tap_returns.annual_review a WHERE a.transfer_phase = 'primary to secondary'),
          (SELECT count(*) FROM tap_returns.sen2_request q
           WHERE q.submission = 13 AND q.phase_transfer_due_on = '2026-02-15'), 'and those to secondary school');

-- Beside casework -------------------------------------------------------------------------------------------
SELECT is_empty($$SELECT figure FROM tap_returns.sen2_reconciliation r WHERE r.return_year = 2025
                  AND r.in_return = 0 AND r.figure NOT IN ('plans_refused')$$, 'the figures of a year are there');
-- The latest return of 2026 is not the one that was taken; that one is compared here.
DELETE FROM tap_returns.sen2_submission WHERE return_year = 2026 AND submission > 13;
SELECT is_empty($$SELECT figure FROM tap_returns.sen2_reconciliation r WHERE r.return_year = 2026
                  AND r.difference <> 0$$, 'a return and what was taken from it are the same');
SELECT is((SELECT string_agg(r.in_casework::text, ' ' ORDER BY r.position) FROM tap_returns.sen2_reconciliation r
           WHERE r.return_year = 2026 AND r.figure IN ('plans', 'in_time', 'plans_without', 'in_time_without')),
          (SELECT concat_ws(' ', c.finished, c.in_time, c.finished_excluding, c.in_time_excluding)
           FROM tap_returns.compliance_by_year c
           WHERE c.definition = 'plans_in_20_weeks' AND c.year = 2025),
          'casework is what the view by year counts');
SELECT is_empty($$SELECT * FROM sen.sen2_differences('tap_returns', 13)$$, 'and no case stands behind a difference');
-- Beside what is published: nothing without a release; with one, each figure beside the measure that counts the same.
SELECT is_empty($$SELECT figure FROM tap_returns.sen2_reconciliation r
                  WHERE r.in_published IS NOT NULL OR r.release IS NOT NULL OR r.in_words ~ 'published'$$,
                'no release, nothing published');
SELECT is_empty($$SELECT * FROM sen.sen2_unlike_published('tap_returns', 13)$$, 'and no case unlike it');
-- As the return has them, but for one request, five plans in time and a symbol; of another year and a part others.
SELECT string_agg(r.published_as, ',' ORDER BY r.position) AS names,
       string_agg(CASE r.figure WHEN 'requests' THEN (r.in_return + 1)::text
                                WHEN 'in_time' THEN (r.in_return - 5)::text
                                WHEN 'plans_refused' THEN 'x' ELSE r.in_return::text END, ',' ORDER BY r.position)
           AS figures,
       string_agg('7', ',') AS others
FROM tap_returns.sen2_reconciliation r
WHERE r.return_year = 2026 AND r.published_as IS NOT NULL AND r.position <= 8 \gset
SELECT is((SELECT l.rows_read FROM sen.load_release('tap_returns', 'made-up', 'all', convert_to(
        'time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,new_la_code,'
        || 'old_la_code,la_name,breakdown_topic,breakdown,' || :'names' || E'\n'
        || (SELECT string_agg(x.year || ',Calendar year,Local authority,E92000001,England,E12000002,North West,'
                              || 'E08000015,344,Wirral,All,' || x.part || ',' || x.figures, E'\n')
            FROM (VALUES ('2025', 'All', :'figures'), ('2024', 'All', :'others'), ('2025', 'Male', :'others'))
                AS x (year, part, figures)), 'UTF8'), '2026-01-01') l), 3::bigint, 'a release is loaded');
SELECT results_eq($$SELECT r.figure, r.in_published - r.in_return, r.published_difference, r.release
                    FROM tap_returns.sen2_reconciliation r WHERE r.return_year = 2026 AND r.position <= 10$$,
    $$VALUES ('requests', 1::numeric, -1::numeric, 'made-up'), ('to_assess', 0, 0, 'made-up'),
             ('not_to_assess', 0, 0, 'made-up'), ('plans_refused', NULL, NULL, 'made-up'), ('plans', 0, 0, 'made-up'),
             ('in_time', -5, 5, 'made-up'), ('plans_without', 0, 0, 'made-up'), ('in_time_without', 0, 0, 'made-up'),
             ('undisputed', NULL, NULL, NULL), ('undisputed_in_time', NULL, NULL, NULL)$$,
    'each figure beside the published one of its year and of the whole');
SELECT matches((SELECT r.in_words FROM tap_returns.sen2_reconciliation r WHERE r.return_year = 2026
                  AND r.figure = 'plans'), '; the same in casework; the same published$', 'in words');
SELECT is_empty($$SELECT r.figure FROM tap_returns.sen2_reconciliation r WHERE r.return_year = 2025
                  AND r.in_published <> 7$$, 'another year, other figures');
-- The cases that may be behind it, for the figures that differ alone. Recounted from the rows of the return.
SELECT is((SELECT string_agg(DISTINCT d.figure || ' ' || d.published_difference, ', ')
           FROM sen.sen2_unlike_published('tap_returns', 13) d), 'in_time 5', 'of the figures that differ');
SELECT is((SELECT count(*) FROM sen.sen2_unlike_published('tap_returns', 13) d WHERE d.in_return
             AND d.because = 'counted here, with mediation or appeal'),
          (SELECT r.in_return - u.in_return FROM tap_returns.sen2_reconciliation r
           JOIN tap_returns.sen2_reconciliation u USING (return_year)
           WHERE r.return_year = 2026 AND r.figure = 'in_time' AND u.figure = 'undisputed_in_time'),
          'every plan in time with mediation or appeal');
SELECT cmp_ok((SELECT count(*) FROM sen.sen2_unlike_published('tap_returns', 13) d WHERE d.in_return), '>', 0::bigint,
              'of which there are some');
-- Each other kind, made: a plan that started late, a plan transferred in.
SAVEPOINT kinds;
CREATE TEMPORARY TABLE kind AS
SELECT q.request, q.person, row_number() OVER (ORDER BY q.person, q.request) AS n
FROM tap_returns.sen2_request q
WHERE q.submission = 13 AND q.assessment_outcome = 'Y' AND q.came_from IS NULL
  AND q.assessment_outcome_on >= '2025-02-01'
  AND q.assessment_outcome_on - q.received_on <= 140 AND NOT coalesce(q.week20, false)
  AND NOT (coalesce(q.request_mediation, false) OR coalesce(q.request_tribunal, false)
           OR coalesce(q.assessment_mediation, false) OR coalesce(q.assessment_tribunal, false)
           OR coalesce(q.other_mediation, false) OR coalesce(q.other_tribunal, false));
SELECT cmp_ok((SELECT count(*) FROM kind), '>=', 4::bigint, 'there are plans to change');
UPDATE tap_returns.sen2_request q SET plan_start_on = q.received_on + 141 FROM kind k
WHERE q.submission = 13 AND (q.person, q.request) = (k.person, k.request) AND k.n = 1;
UPDATE tap_returns.sen2_request q SET came_from = '343', assessment_outcome = 'H', plan_start_on = '2025-03-03',
       assessment_outcome_on = NULL
FROM kind k WHERE q.submission = 13 AND (q.person, q.request) = (k.person, k.request) AND k.n = 2;
UPDATE tap_returns.sen2_request q SET received_on = q.assessment_outcome_on - 141,
       plan_start_on = q.assessment_outcome_on - 1
FROM kind k WHERE q.submission = 13 AND (q.person, q.request) = (k.person, k.request) AND k.n = 3;
UPDATE tap_returns.sen2_request q SET came_from = '343', week20 = true FROM kind k
WHERE q.submission = 13 AND (q.person, q.request) = (k.person, k.request) AND k.n = 4;
SELECT is((SELECT string_agg(d.because || ' ' || d.in_return, E'\n' ORDER BY k.n)
           FROM sen.sen2_unlike_published('tap_returns', 13) d JOIN kind k USING (person, request)
           WHERE d.figure = 'in_time' AND k.n <= 4),
          'counted here, late by the day on which the plan started true' || E'\n'
          'not counted here, transferred in: H in the return false' || E'\n'
          'not counted here, in time by the day on which the plan started false' || E'\n'
          'counted here, transferred in true', 'each kind');
SELECT cmp_ok((SELECT count(*) FROM sen.sen2_unlike_published('tap_returns', 13) d
               WHERE d.figure = 'plans_without'), '>', 0::bigint, 'also of the plans without exceptions');
SELECT is_empty($$SELECT d.* FROM sen.sen2_unlike_published('tap_returns', 13) d JOIN kind k USING (person, request)
                  WHERE k.n = 4 AND d.figure LIKE '%without'$$, 'behind which no case under an exception is');
ROLLBACK TO kinds;
-- One change of each kind, each a case with its reason.
CREATE TEMPORARY TABLE picked AS
SELECT r.request_ref, row_number() OVER (ORDER BY r.request_ref) AS n FROM tap_returns.ehc_request r
WHERE r.assessment_outcome = 'Y' AND NOT r.week20 AND NOT r.request_mediation
  AND r.assessment_outcome_on - r.received_on <= 140
  -- with days of its own, so that no other can be taken for it
  AND 1 = (SELECT count(*) FROM tap_returns.ehc_request x WHERE x.assessment_outcome_on = r.assessment_outcome_on)
  AND 1 = (SELECT count(*) FROM tap_returns.ehc_request x WHERE x.received_on = r.received_on);
SELECT cmp_ok((SELECT count(*) FROM picked), '>=', 5::bigint, 'there are plans to pick');
UPDATE tap_returns.ehc_request r SET received_on = received_on - 200, request_outcome_on = request_outcome_on
FROM picked p WHERE p.request_ref = r.request_ref AND p.n = 1;
UPDATE tap_returns.ehc_request r SET week20 = true FROM picked p WHERE p.request_ref = r.request_ref AND p.n = 2;
UPDATE tap_returns.ehc_request r SET other_mediation = true
FROM picked p WHERE p.request_ref = r.request_ref AND p.n = 3;
UPDATE tap_returns.ehc_request r SET assessment_outcome_on = '2026-01-03'
FROM picked p WHERE p.request_ref = r.request_ref AND p.n = 4;
DELETE FROM tap_returns.ehc_request r USING picked p WHERE p.request_ref = r.request_ref AND p.n = 5;
INSERT INTO tap_returns.ehc_request (local_authority, request_ref, received_on)
VALUES ('344', 'SEN2 new', '2025-12-30');
SELECT is((SELECT string_agg(d.because || ': ' || d.figures, E'\n' ORDER BY d.because)
           FROM (SELECT x.because, string_agg(x.figure || CASE WHEN x.in_return THEN ' +' ELSE ' -' END, ', '
                                              ORDER BY x.figure) AS figures
                 FROM sen.sen2_differences('tap_returns', 13) x GROUP BY x.because) d),
          'an exception on one side only: in_time_without +, plans_without +' || E'\n'
          'another day of the outcome: in_time +, in_time_without +, plans +, plans_without +, undisputed +, '
          'undisputed_in_time +' || E'\n'
          'another day received: in_time +, in_time_without +, requests +, undisputed_in_time +' || E'\n'
          'mediation or appeal on one side only: undisputed +, undisputed_in_time +' || E'\n'
          'not in casework: in_time +, in_time_without +, plans +, plans_without +, requests +, to_assess +, '
          'undisputed +, undisputed_in_time +' || E'\n'
          'not in the return: requests -', 'each difference has its case, and why');
SELECT is((SELECT count(*) FILTER (WHERE d.in_return) - count(*) FILTER (WHERE d.in_casework)
           FROM sen.sen2_differences('tap_returns', 13) d WHERE d.figure = r.figure), r.difference,
          r.figure || ': the cases add up to the difference')
FROM tap_returns.sen2_reconciliation r WHERE r.return_year = 2026 AND r.position <= 10;
SELECT * FROM finish();
ROLLBACK;
