-- Without superuser: a role that may create in the database makes and fills a programme, under any search_path;
-- another sees nothing until it is granted something. (CREATE EXTENSION without superuser: test/t/002_trusted.pl.)
\set QUIET 1
\set ON_ERROR_STOP 1
\pset format unaligned
\pset tuples_only on
\pset pager off
BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL datestyle = 'ISO, YMD';
SELECT no_plan();
CREATE ROLE sen_tap_owner;
CREATE ROLE sen_tap_reader;
CREATE ROLE sen_tap_stranger;
SELECT format('GRANT CREATE ON DATABASE %I TO sen_tap_owner', current_database()) \gexec

-- A hostile schema: everything that our code names without saying where, made wrong. Who believes any of these is lost.
CREATE SCHEMA hostile;
CREATE FUNCTION hostile.today() RETURNS date LANGUAGE sql IMMUTABLE RETURN date '1999-01-01';
CREATE FUNCTION hostile.month(date) RETURNS date LANGUAGE sql IMMUTABLE RETURN date '1999-01-01';
CREATE FUNCTION hostile.timeliness(date, date, boolean, date) RETURNS text LANGUAGE sql IMMUTABLE RETURN 'hostile';
CREATE FUNCTION hostile.round(numeric, integer) RETURNS numeric LANGUAGE sql IMMUTABLE RETURN -1;
CREATE FUNCTION hostile.set_config(text, text, boolean) RETURNS text LANGUAGE sql VOLATILE RETURN 'hostile';
CREATE FUNCTION hostile.to_regclass(text) RETURNS regclass LANGUAGE sql IMMUTABLE RETURN NULL;
CREATE FUNCTION hostile.btrim(text, text) RETURNS text LANGUAGE sql IMMUTABLE RETURN 'hostile';
CREATE FUNCTION hostile.to_jsonb(anyelement) RETURNS jsonb LANGUAGE sql IMMUTABLE AS 'SELECT jsonb ''{}''';
CREATE FUNCTION hostile.make_interval(integer) RETURNS interval LANGUAGE sql IMMUTABLE RETURN interval '99 years';
CREATE FUNCTION hostile.no(text, text) RETURNS boolean LANGUAGE sql IMMUTABLE RETURN false;
CREATE FUNCTION hostile.no(date, date) RETURNS boolean LANGUAGE sql IMMUTABLE RETURN false;
CREATE FUNCTION hostile.no(integer, integer) RETURNS boolean LANGUAGE sql IMMUTABLE RETURN false;
CREATE FUNCTION hostile.no(name, text) RETURNS boolean LANGUAGE sql IMMUTABLE RETURN false;
CREATE FUNCTION hostile.nought(date, date) RETURNS integer LANGUAGE sql IMMUTABLE RETURN 0;
CREATE OPERATOR hostile.= (LEFTARG = text, RIGHTARG = text, FUNCTION = hostile.no);
CREATE OPERATOR hostile.<> (LEFTARG = text, RIGHTARG = text, FUNCTION = hostile.no);
CREATE OPERATOR hostile.~ (LEFTARG = text, RIGHTARG = text, FUNCTION = hostile.no);
CREATE OPERATOR hostile.!~ (LEFTARG = name, RIGHTARG = text, FUNCTION = hostile.no);
CREATE OPERATOR hostile.= (LEFTARG = date, RIGHTARG = date, FUNCTION = hostile.no);
CREATE OPERATOR hostile.<= (LEFTARG = date, RIGHTARG = date, FUNCTION = hostile.no);
CREATE OPERATOR hostile.>= (LEFTARG = date, RIGHTARG = date, FUNCTION = hostile.no);
CREATE OPERATOR hostile.> (LEFTARG = date, RIGHTARG = date, FUNCTION = hostile.no);
CREATE OPERATOR hostile.>= (LEFTARG = integer, RIGHTARG = integer, FUNCTION = hostile.no);
CREATE OPERATOR hostile.<= (LEFTARG = integer, RIGHTARG = integer, FUNCTION = hostile.no);
CREATE OPERATOR hostile.- (LEFTARG = date, RIGHTARG = date, FUNCTION = hostile.nought);
CREATE FUNCTION hostile.nothing(text, text) RETURNS text LANGUAGE sql IMMUTABLE RETURN $$hostile$$;
CREATE OPERATOR hostile.|| (LEFTARG = text, RIGHTARG = text, FUNCTION = hostile.nothing);
CREATE TABLE hostile.ehc_request (local_authority text, request_ref text, received_on date);
CREATE TABLE hostile.notice (notice_id text);
CREATE TABLE hostile.programme (extension_version text);
CREATE TABLE hostile.pg_namespace (nspname name);
CREATE TABLE hostile.pg_extension (extname name, extversion text);
CREATE VIEW hostile.case_status AS SELECT 'hostile'::text AS status;
GRANT USAGE ON SCHEMA hostile TO PUBLIC;
GRANT SELECT ON ALL TABLES IN SCHEMA hostile TO PUBLIC;

-- What the owner does, the same each time; each programme under another search_path.
CREATE FUNCTION public.live(p name, path text) RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
    line text;
    v text;
BEGIN
    PERFORM pg_catalog.set_config('sen_improvement.as_of', '2025-06-30', true),
        pg_catalog.set_config('search_path', path, true);
    SELECT pg_catalog.replace(sen.create_programme(p), p::text, 'P') INTO line;
    RETURN NEXT line;
    EXECUTE pg_catalog.format('INSERT INTO %1$I.notice (notice_id, title, issued_by, issued_to, issued_on,
        review_every_months, source) VALUES (''n'', ''t'', ''b'', ''c'', ''2025-06-06'', 6, ''s'');
        INSERT INTO %1$I.area VALUES (''n'', 1, ''priority action'', ''t''); INSERT INTO %1$I.area_status VALUES (''n'',
            1, ''2025-06-06'', ''active'', ''s'');
        INSERT INTO %1$I.review (review_id, notice_id, kind, held_on, source) VALUES (''r'', ''n'', ''stocktake'',
            ''2025-06-10'', ''s'')', p);
    EXECUTE pg_catalog.format('INSERT INTO %I.ehc_request_intake (local_authority, request_ref, received_on,
        assessment_outcome, assessment_outcome_on, week20) VALUES
        (''344'', '' A '', ''10/02/2025'', ''Y'', ''2025-06-30'', ''no''), (''344'', ''B'', ''2025-02-09'', ''Y'',
            ''2025-06-30'', ''1''), (''344'', ''C'', ''2025-02-09'', '''', '''', ''''), (''344'', ''D'', '''', '''',
            '''', '''')', p);
    EXECUTE pg_catalog.format('INSERT INTO %I.assessment_exception (local_authority, request_ref, exception) VALUES '
                              '(''344'', ''C'', ''absence_4_weeks'')', p);
    BEGIN
        EXECUTE pg_catalog.format('INSERT INTO %I.ehc_request (local_authority, request_ref, received_on) VALUES '
                                  '(''344'', ''E'', ''1989-12-31'')', p);
        RETURN NEXT 'a check let something through';
    EXCEPTION WHEN check_violation THEN
        RETURN NEXT 'checks hold';
    END;
    BEGIN
        EXECUTE pg_catalog.format('INSERT INTO %I.ehc_request (local_authority, request_ref, request_outcome) VALUES '
                                  '(''344'', ''E'', ''X'')', p);
        RETURN NEXT 'a check let something through';
    EXCEPTION WHEN check_violation THEN
        RETURN NEXT 'checks hold';
    END;
    SELECT CASE WHEN sen.programme_version(p) OPERATOR(pg_catalog.~) '^[0-9.]+$' THEN 'version' END INTO line;
    RETURN NEXT line;
    FOREACH v IN ARRAY ARRAY['case_status', 'open_cases', 'deadlines', 'backlog', 'timeliness_by_year',
                             'timeliness_by_month', 'area_status_now', 'review_schedule', 'ehc_request_intake',
                           'definition', 'time_to_plan', 'timeliness_rolling', 'timeliness_by_cohort',
                           'timeliness_year_to_date', 'compliance_by_year', 'compliance_by_month', 'compliance_rolling',
                           'compliance_by_cohort', 'compliance_year_to_date', 'definition_case',
                           'dashboard', 'area_progress', 'notice_compliance', 'self_assessment', 'step_down',
                           'slow_progress', 'contribution_gaps', 'action_log', 'risk_register', 'meeting_readiness',
                           'invitation_gaps', 'data_quality', 'waits', 'plan_quality', 'where_we_are'] LOOP
        EXECUTE pg_catalog.format('SELECT %L OPERATOR(pg_catalog.||) pg_catalog.string_agg(x::text, '';'') FROM '
                                  '%I.%I x', pg_catalog.concat(v, ': '), p, v) INTO line;
        RETURN NEXT line;
    END LOOP;
    SELECT pg_catalog.concat('pack: ', pg_catalog.string_agg(x::text, ';')) INTO line FROM sen.board_pack(p) x;
    RETURN NEXT line;
    PERFORM pg_catalog.set_config('search_path', 'public', true);
END $$;
GRANT EXECUTE ON FUNCTION public.live(name, text) TO sen_tap_owner;
CREATE TEMPORARY TABLE lived (path text, place bigint, line text);
GRANT ALL ON lived TO sen_tap_owner;

SET LOCAL ROLE sen_tap_owner;
INSERT INTO lived
SELECT 'usual', place, line FROM public.live('tap_usual', '"$user", public') WITH ORDINALITY l (line, place);
INSERT INTO lived SELECT 'none', place, line FROM public.live('tap_none', '') WITH ORDINALITY l (line, place);
INSERT INTO lived
SELECT 'hostile first', place, line FROM public.live('tap_hostile', 'hostile, public') WITH ORDINALITY l (line, place);
INSERT INTO lived SELECT 'hostile before pg_catalog', place, line
FROM public.live('tap_worst', 'hostile, pg_catalog, sen, public') WITH ORDINALITY l (line, place);
RESET ROLE;
SELECT is(current_setting('search_path'), 'public', 'the path is as it was');
SELECT is((SELECT count(*) FROM lived WHERE path = 'usual' AND line IS NOT NULL), 30::bigint,
          'without superuser a programme is made, filled and read');
SELECT is((SELECT line FROM lived WHERE path = 'usual' AND place = 9),
          'timeliness_by_year: (344,2025,2,1,50.0,1,1,100.0,0,20.1,20.1,2,1)', 'and its figures are right');
SELECT results_eq(format('SELECT line FROM lived WHERE path = %L ORDER BY place', path),
                  'SELECT line FROM lived WHERE path = ''usual'' ORDER BY place',
                  'search_path: ' || path || ': all is the same')
FROM unnest(ARRAY['none', 'hostile first', 'hostile before pg_catalog']) path;
SELECT is((SELECT count(*) FROM hostile.ehc_request) + (SELECT count(*) FROM hostile.notice), 0::bigint,
          'nothing went astray');
SELECT is((SELECT string_agg(DISTINCT pg_get_userbyid(relowner), ',') FROM pg_class
           WHERE relnamespace = 'tap_usual'::regnamespace), 'sen_tap_owner',
          'all of it belongs to the role that made it');
SELECT is((SELECT string_agg(DISTINCT relname, ',') FROM pg_class
           WHERE relname IN ('ehc_request', 'case_status', 'backlog')
           AND relnamespace NOT IN ('hostile'::regnamespace, 'tap_usual'::regnamespace, 'tap_none'::regnamespace,
    'tap_hostile'::regnamespace, 'tap_worst'::regnamespace) AND relnamespace::regnamespace::text LIKE 'pg_temp%'), NULL,
    'nothing was made among temporary objects');
-- Temporary objects of the same names, which come first on most paths, do no harm either.
SET LOCAL ROLE sen_tap_owner;
CREATE TEMPORARY TABLE ehc_request (request_ref text);
CREATE TEMPORARY TABLE notice (notice_id text);
CREATE TEMPORARY TABLE programme (extension_version text);
INSERT INTO lived
SELECT 'temporary', place, line FROM public.live('tap_temp', 'pg_temp, public') WITH ORDINALITY l (line, place);
RESET ROLE;
SELECT results_eq('SELECT line FROM lived WHERE path = ''temporary'' ORDER BY place',
                  'SELECT line FROM lived WHERE path = ''usual'' ORDER BY place',
                  'temporary tables of the same names: all is the same');

-- The only value of a query, or why there is none: so that a refusal fails one test and not the whole file.
CREATE FUNCTION public.value(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    v text;
BEGIN
    EXECUTE query INTO v;
    RETURN v;
EXCEPTION WHEN others THEN
    RETURN SQLSTATE || ' ' || SQLERRM;
END $$;

-- Another role ---------------------------------------------------------------------------------
SET LOCAL sen_improvement.as_of = '2025-06-30';
SELECT format('GRANT USAGE ON SCHEMA %I TO sen_tap_reader, sen_tap_stranger, sen_tap_owner', n.nspname)
FROM pg_extension e JOIN pg_namespace n ON n.oid = 'public'::regnamespace WHERE e.extname = 'pgtap' \gexec
SET LOCAL ROLE sen_tap_stranger;
SELECT throws_ok('SELECT * FROM tap_usual.ehc_request', '42501', NULL, 'a stranger cannot read a table');
SELECT throws_ok('SELECT * FROM tap_usual.timeliness_by_year', '42501', NULL, 'nor a view');
SELECT throws_ok('INSERT INTO tap_usual.ehc_request_intake (local_authority, request_ref) VALUES (''344'', ''Z'')',
                 '42501', NULL, 'nor use the intake view');
SELECT throws_ok('SELECT sen.create_programme(''tap_stranger'')', '42501', NULL,
                 'without CREATE on the database there is no programme');
SELECT is(to_regnamespace('tap_stranger'), NULL, 'and nothing of one');
SELECT throws_ok('CREATE FUNCTION sen.f() RETURNS integer LANGUAGE sql AS ''SELECT 1''', '42501', NULL,
                 'nothing can be added to schema sen');
SELECT is(sen.due_date('final_plan', '2024-09-02'), date '2025-01-20', 'but every function is there');
SELECT is(sen.within(sen.timeliness('2025-01-01', '2025-01-02'), 140), 1::bigint, 'and every aggregate');
RESET ROLE;
SET LOCAL ROLE sen_tap_owner;
GRANT USAGE ON SCHEMA tap_usual TO sen_tap_reader;
GRANT SELECT ON tap_usual.timeliness_by_year, tap_usual.timeliness_by_month, tap_usual.compliance_by_year,
    tap_usual.backlog, tap_usual.deadlines TO sen_tap_reader;
RESET ROLE;
SET LOCAL ROLE sen_tap_reader;
SELECT is(public.value('SELECT percent_in_time FROM tap_usual.timeliness_by_year'), '50.0',
          'a reader of totals reads totals, without a right to any table');
SELECT is(public.value('SELECT sum(finished) FROM tap_usual.timeliness_by_month'), '2', 'by month');
SELECT is(public.value('SELECT string_agg(DISTINCT in_time || '' of '' || finished || '', '' || open_at_end, ''; '') '
                       'FROM tap_usual.compliance_by_year WHERE definition = ''plans_in_20_weeks'''), '1 of 2, 2',
          'of every measure');
SELECT is(public.value('SELECT sum(open_cases) FROM tap_usual.backlog'), '2', 'and of what is open');
SELECT throws_ok('SELECT * FROM tap_usual.deadlines', '42501', NULL,
                 'a view of single cases needs a right to the cases too');
SELECT throws_ok('SELECT * FROM tap_usual.ehc_request', '42501', NULL, 'and no table');
SELECT throws_ok('SELECT * FROM tap_usual.open_cases', '42501', NULL, 'and no other view');
SELECT throws_ok('SELECT * FROM tap_usual.' || v, '42501', NULL, 'nor the cases behind the totals: ' || v)
FROM unnest(ARRAY['case_clock_all', 'case_ended_all', 'case_status_all', 'case_time_limit_all', 'case_turns_all',
                  'event_limit_all', 'review_status_all', 'turning_event_all', 'definition_case', 'limit_case',
                  'plan_counted']) v;
SELECT throws_ok('UPDATE tap_usual.definition SET without_mediation_or_tribunal = true', '42501', NULL,
                 'nor turns a switch');
SELECT throws_ok('DELETE FROM tap_usual.ehc_request_intake', '42501', NULL, 'and changes nothing');
SELECT throws_ok('ALTER TABLE tap_usual.ehc_request DISABLE TRIGGER ALL', '42501', NULL, 'nor disables anything');
RESET ROLE;
-- The intake view needs its own privilege, and works with that of its owner on the table... or not at all.
SET LOCAL ROLE sen_tap_owner;
GRANT INSERT, DELETE, SELECT ON tap_usual.ehc_request_intake TO sen_tap_reader;
RESET ROLE;
SET LOCAL ROLE sen_tap_reader;
SELECT throws_ok('INSERT INTO tap_usual.ehc_request_intake (local_authority, request_ref) VALUES (''344'', ''Z'')',
                 '42501', NULL, 'the intake view does not lend the owner''s right to insert');
RESET ROLE;
SET LOCAL ROLE sen_tap_owner;
GRANT INSERT ON tap_usual.ehc_request TO sen_tap_reader;
RESET ROLE;
SET LOCAL ROLE sen_tap_reader;
SELECT lives_ok('INSERT INTO tap_usual.ehc_request_intake (local_authority, request_ref) VALUES (''344'', ''Z'')',
                'with both it takes rows');
RESET ROLE;

-- Row-level security of the user's own: the table obeys it for those who read the table.
ALTER TABLE tap_usual.ehc_request ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON tap_usual.ehc_request FOR SELECT TO sen_tap_reader USING (request_ref IN ('A', 'C'));
GRANT SELECT ON tap_usual.ehc_request, tap_usual.assessment_exception, tap_usual.case_status, tap_usual.open_cases,
    tap_usual.case_time_limit,
    tap_usual.advice_request, tap_usual.annual_review, tap_usual.mediation, tap_usual.appeal, tap_usual.case_event,
    tap_usual.event_limit, tap_usual.review_status, tap_usual.turning_event, tap_usual.case_turns, tap_usual.case_clock,
    tap_usual.case_ended, tap_usual.contested_choice,
    tap_usual.time_to_plan TO sen_tap_reader;
-- What the owner sees of one open case: with the cases that the reader may not see, the risk rests on more.
INSERT INTO tap_usual.ehc_request (local_authority, request_ref, received_on, assessment_outcome, assessment_outcome_on)
VALUES ('344', 'Q1', '2025-01-10', 'Y', '2025-05-30'), ('344', 'Q2', '2025-01-10', 'Y', '2025-06-20'),
    ('344', 'Q3', '2025-04-01', NULL, NULL);
SELECT breach_risk_percent || ' on ' || risk_rests_on_cases AS owners_risk FROM tap_usual.open_cases
WHERE request_ref = 'Q3' \gset
ALTER POLICY own ON tap_usual.ehc_request USING (request_ref IN ('A', 'C', 'Q3'));
SET LOCAL ROLE sen_tap_reader;
SELECT is(public.value('SELECT string_agg(request_ref, '','' ORDER BY request_ref) FROM tap_usual.ehc_request'),
          'A,C,Q3', 'row-level security of the user''s own hides rows');
SELECT is(public.value('SELECT string_agg(request_ref, '','' ORDER BY request_ref) FROM tap_usual.case_status'),
          'A,C,Q3', 'also in the views of single cases');
SELECT is(public.value('SELECT string_agg(request_ref, '','' ORDER BY request_ref) FROM tap_usual.open_cases'), 'C,Q3',
          'and in those built on them');
SELECT is(public.value('SELECT breach_risk_percent || '' on '' || risk_rests_on_cases FROM tap_usual.open_cases WHERE '
                       'request_ref = ''Q3'''), :'owners_risk', 'the breach risk rests on all cases, whoever reads it');
SELECT ok(:'owners_risk' ~ '^[0-9.]+ on [4-9]$', 'and on more than one: ' || :'owners_risk');
SELECT is(public.value('SELECT count(DISTINCT case_ref) FROM tap_usual.deadlines'), '3', 'deadlines');
SELECT is(public.value('SELECT string_agg(request_ref, '','' ORDER BY request_ref) FROM tap_usual.ehc_request_intake'),
          'A,C,Q3', 'and in the intake view');
SELECT is(public.value('SELECT finished FROM tap_usual.timeliness_by_year'), '4', 'totals stay totals of all cases');
SELECT is(public.value('SELECT sum(open_cases) FROM tap_usual.backlog'), '4', 'all of them');
RESET ROLE;
SET LOCAL ROLE sen_tap_owner;
INSERT INTO tap_usual.assessment_exception (local_authority, request_ref, exception)
VALUES ('344', 'Q1', 'absence_4_weeks'), ('344', 'Q3', 'absence_4_weeks');
ALTER TABLE tap_usual.assessment_exception ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON tap_usual.assessment_exception FOR SELECT TO sen_tap_reader USING (request_ref = 'Q3');
GRANT SELECT ON tap_usual.assessment_exception_intake TO sen_tap_reader;
RESET ROLE;
SET LOCAL ROLE sen_tap_reader;
SELECT is(public.value('SELECT string_agg(request_ref, '','' ORDER BY request_ref) FROM '
                       'tap_usual.assessment_exception_intake'), 'Q3', 'the intake view for exceptions hides rows too');
RESET ROLE;
SELECT * FROM finish();
ROLLBACK;
