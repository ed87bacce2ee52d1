-- Several authorities in one programme: what is asked of one is what a programme with this authority alone answers, in
-- every view, report and paper; and a role that is bound to one sees nothing of another.
\set QUIET 1
\set ON_ERROR_STOP 1
\pset format unaligned
\pset tuples_only on
\pset pager off
BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL sen_improvement.as_of = '2025-12-31';
SELECT no_plan();
\set programme several
\ir ../fixtures/ready_programme.sql
SELECT sen.create_programme('alone') \gset
SET LOCAL search_path = several, public, pg_catalog;
\set seed 0.42
\ir ../fixtures/random_cases.sql
INSERT INTO several.case_characteristic (local_authority, request_ref, primary_need)
SELECT r.local_authority, r.request_ref, (SELECT min(primary_need) FROM several.primary_need)
FROM several.ehc_request r;
INSERT INTO several.complaint (local_authority, complaint_ref, made_to, received_on, theme)
SELECT a, 'C' || n, 'the authority', date '2025-01-01' + n, (SELECT min(theme) FROM several.complaint_theme)
FROM unnest('{343,344}'::text[]) a, generate_series(1, 9) n;
INSERT INTO several.plans_in_force (local_authority, on_day, plans, source)
SELECT a, '2025-01-16', CASE a WHEN '343' THEN 1234567 ELSE 2000 END, 'SEN2' FROM unnest('{343,344}'::text[]) a;
INSERT INTO several.population (local_authority, on_day, people, source)
SELECT a, '2024-06-30', CASE a WHEN '343' THEN 7654321 ELSE 80000 END, 'ONS' FROM unnest('{343,344}'::text[]) a;

INSERT INTO several.measure (measure_id, objective_id, title, unit, direction, baseline_on, baseline_value, target_on,
    target_value, how_measured, every_months, definition, local_authority, counted_over, excluding_exceptions,
    agreed_on)
SELECT 'M343', m.objective_id, 'Only of 343', 'percent', 'increase', '2023-12-31', 1, '2027-12-31', 99, 'Counted.', 1,
       'plans_in_20_weeks', '343', 'month', true, '2024-01-01'
FROM several.measure m ORDER BY m.measure_id LIMIT 1;
INSERT INTO several.milestone (measure_id, due_on, value) VALUES ('M343', '2026-03-31', 50);

-- The same rows of 344 in a programme of their own; those of tables without authority, all of them.
CREATE FUNCTION pg_temp.copy_to_alone() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    t record;
BEGIN
    FOR t IN SELECT c.relname, a.attnum IS NOT NULL AS by_authority,
                    (SELECT string_agg(quote_ident(x.attname), ', ' ORDER BY x.attnum) FROM pg_attribute x
                     WHERE x.attrelid = c.oid AND x.attnum > 0 AND x.attgenerated = '') AS columns
             FROM sen.programme_part p CROSS JOIN unnest(p.relations) r (name)
             JOIN pg_class c ON c.relname = r.name AND c.relnamespace = 'several'::regnamespace
             LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'local_authority'
             WHERE p.kind = 'table' AND c.relname NOT IN ('programme', 'layout_step', 'milestone')
             ORDER BY p.position LOOP
        EXECUTE format('INSERT INTO alone.%1$I (%2$s) OVERRIDING SYSTEM VALUE SELECT %2$s FROM several.%1$I t %3$s '
                       'ON CONFLICT DO NOTHING', t.relname, t.columns,
                       CASE WHEN t.by_authority THEN 'WHERE coalesce(t.local_authority, ''344'') = ''344''' END);
    END LOOP;
END $$;
SELECT format('UPDATE alone.definition a SET (%s) = ROW(%s) FROM several.definition s '
              'WHERE s.definition = a.definition',
              string_agg(attname, ', '), string_agg('s.' || attname, ', '))
FROM pg_attribute WHERE attrelid = 'alone.definition'::regclass AND attnum > 0 AND attname <> 'definition' \gexec
SELECT pg_temp.copy_to_alone();
SELECT sen.analyse_programme('several') \gset
SELECT sen.analyse_programme('alone') \gset

-- Each view that anybody may be granted, and each report, one text a row.
CREATE TEMPORARY TABLE said (run text, view text, row_text text);
CREATE FUNCTION pg_temp.read(run text, programme text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v record;
BEGIN
    FOR v IN SELECT a.relation AS name, programme AS home FROM sen.access_levels() a
             JOIN pg_class c ON c.relname = a.relation AND c.relnamespace = programme::regnamespace AND c.relkind = 'v'
             WHERE a.read_level IS NOT NULL
               AND a.relation NOT IN ('log_leaves', 'log_versions', 'changes_since_sealed_meeting')
               AND a.relation NOT LIKE '%\_intake'
             UNION ALL
             SELECT r.name, programme || '_reports' FROM sen.report_views(programme) r
             WHERE r.name NOT IN ('dim_date', 'data_dictionary', 'as_on') LOOP
        CONTINUE WHEN NOT has_schema_privilege(v.home, 'USAGE')
            OR NOT has_table_privilege(format('%I.%I', v.home, v.name), 'SELECT');
        EXECUTE format('INSERT INTO pg_temp.said SELECT %L, %L, x::text FROM %I.%I x', run, v.name, v.home, v.name);
    END LOOP;
END $$;
GRANT ALL ON said TO PUBLIC;
CREATE FUNCTION pg_temp.differ(one text, other text) RETURNS TABLE (view text, rows bigint, example text)
    LANGUAGE sql AS $$
    SELECT d.view, count(*), left(min(d.row_text), 100)
    FROM ((SELECT s.view, s.row_text FROM pg_temp.said s WHERE s.run = one
           EXCEPT ALL SELECT s.view, s.row_text FROM pg_temp.said s WHERE s.run = other)
          UNION ALL
          (SELECT s.view, s.row_text FROM pg_temp.said s WHERE s.run = other
           EXCEPT ALL SELECT s.view, s.row_text FROM pg_temp.said s WHERE s.run = one)) d
    WHERE EXISTS (SELECT FROM pg_temp.said s WHERE s.run = one AND s.view = d.view)
    GROUP BY d.view ORDER BY d.view
$$;
SELECT pg_temp.read('alone', 'alone');
SET LOCAL sen_improvement.local_authority = '344';
SELECT pg_temp.read('344', 'several');
RESET sen_improvement.local_authority;
SELECT is_empty($$SELECT * FROM pg_temp.differ('alone', '344')$$,
                'asked for 344, each view says what it says of 344 alone');
SELECT cmp_ok((SELECT count(*) FROM said WHERE run = 'alone'), '>', 1000::bigint, 'rows were compared');

-- Papers and pages.
SELECT results_eq($$SELECT * FROM sen.board_pack('several', NULL, '344')$$, $$SELECT * FROM sen.board_pack('alone')$$,
                  'the pack of 344');
SELECT isnt((SELECT string_agg(b::text, '' ORDER BY section, line) FROM sen.board_pack('several', NULL, '343') b),
            (SELECT string_agg(b::text, '' ORDER BY section, line) FROM sen.board_pack('several', NULL, '344') b),
            'and that of 343 is another, whatever plan the session keeps');
SELECT results_eq($$SELECT * FROM sen.board_pack('several')$$,
                  $$SELECT section, heading, line, item, in_words, detail FROM several.board_paper
                    ORDER BY section, line$$, 'without an authority it is of all');
SELECT is_empty($$SELECT heading, item FROM sen.board_pack('several')
                  WHERE heading ~ '^(EHC plans|Requests, refusals|Every other statutory)'
                    AND item !~ '^Authority 34[34]: '$$, 'and says of each row of the cases whose it is');
SELECT is_empty($$SELECT heading, item FROM sen.board_pack('several', NULL, '344') WHERE item ~ '^Authority '$$,
                'which the pack of one need not');
SELECT is((SELECT count(*) FROM sen.board_pages('several', local_authority => '344') p WHERE p.words ~ 'authority 344'
           AND p.line = 1), (SELECT max(page)::bigint FROM sen.board_pages('several', local_authority => '344')),
          'each page names the authority');
SELECT throws_ok($$SELECT * FROM sen.board_pack('several', NULL, '999')$$, '22023',
                 'programme "several" has no authority "999"', 'an authority of which there is nothing');
SELECT throws_ok($$SET LOCAL sen_improvement.local_authority = '34'$$, '22023', NULL, 'no code');
SELECT throws_ok($$SET LOCAL sen_improvement.local_authority = '344,'$$, '22023', NULL, 'a comma too many');

-- What a session has planned is planned anew when another authority is asked for.
PREPARE requests AS SELECT count(*), min(local_authority) FROM several.open_cases;
CREATE FUNCTION pg_temp.planned(OUT n bigint) LANGUAGE plpgsql AS
    'BEGIN SELECT count(DISTINCT local_authority) INTO n FROM several.backlog; END';
SELECT is(pg_temp.planned(), 2::bigint, 'both');
SET LOCAL sen_improvement.local_authority = '343';
SELECT is(pg_temp.planned(), 1::bigint, 'one of them');
SET LOCAL sen_improvement.local_authority = '344, 343';
SELECT is(pg_temp.planned(), 2::bigint, 'both, by their codes');
SAVEPOINT asked;
SET LOCAL sen_improvement.local_authority = '344';
SELECT is(pg_temp.planned(), 1::bigint, 'one');
ROLLBACK TO SAVEPOINT asked;
SELECT is(pg_temp.planned(), 2::bigint, 'and after a rollback both');
RESET sen_improvement.local_authority;

-- Totals are of the cases, not of the rates.
SELECT is_empty($$SELECT t.definition, t.year FROM several.total_by_year t
    JOIN (SELECT definition, year, sum(finished) AS finished, sum(in_time) AS in_time, sum(open_at_end) AS open_at_end
          FROM several.compliance_by_year GROUP BY definition, year) s
      ON s.definition = t.definition AND s.year = t.year
    WHERE (t.finished, t.in_time, t.open_at_end) IS DISTINCT FROM (s.finished, s.in_time, s.open_at_end)
       OR t.percent_in_time IS DISTINCT FROM round(100.0 * s.in_time / nullif(s.finished, 0), 1)$$,
    'the total of each year, from the counts of each authority');
SELECT is_empty($$SELECT * FROM several.authority_comparison c
    WHERE c.finished_of_all <> (SELECT sum(finished_excluding) FROM several.authority_comparison x
                                WHERE x.definition = c.definition)
       OR c.percent_of_all <> (SELECT round(100.0 * sum(in_time_excluding) / sum(finished_excluding), 1)
                               FROM several.authority_comparison x WHERE x.definition = c.definition)
       OR c.rank <> 1 + (SELECT count(*) FROM several.authority_comparison x WHERE x.definition = c.definition
                         AND x.in_time_excluding * c.finished_excluding > c.in_time_excluding * x.finished_excluding)$$,
    'rank and rate of all, from the counts');
SELECT is((SELECT string_agg(DISTINCT local_authority, ',') FROM several.authority_comparison), '343,344',
          'both are compared');
SELECT isnt_empty('SELECT FROM several.authority_comparison WHERE beside_all IS NOT NULL AND variation IS NOT NULL',
                  'with funnel and chart');

-- A role that is bound to one authority.
CREATE ROLE sen_tap_council;
CREATE ROLE sen_tap_region;
CREATE ROLE sen_tap_bi;
SELECT sen.grant_access('several', 'sen_tap_council', 'editor') \gset
SELECT sen.grant_access('several', 'sen_tap_region', 'analyst') \gset
SELECT sen.grant_access('several', 'sen_tap_bi', 'bi') \gset
SELECT is(sen.limit_access('several', 'sen_tap_council', '343'),
          'role sen_tap_council sees authority 343 of programme several, and no other', 'bound');
SELECT sen.limit_access('several', 'sen_tap_council', '344') \gset
SELECT sen.limit_access('several', 'sen_tap_bi', '344') \gset
GRANT USAGE ON SCHEMA public TO PUBLIC;
SET LOCAL ROLE sen_tap_council;
SELECT pg_temp.read('council', 'several');
RESET ROLE;
SET LOCAL ROLE sen_tap_bi;
SELECT pg_temp.read('bi', 'several');
RESET ROLE;
SELECT is_empty($$SELECT * FROM pg_temp.differ('council', 'alone')$$, 'a council sees what is said of it alone');
SELECT is_empty($$SELECT * FROM pg_temp.differ('bi', 'alone')$$, 'in its BI tool too');

-- Of its tables too, and by conditions of its own, which tell what they are given.
CREATE FUNCTION pg_temp.others(OUT tables text) LANGUAGE plpgsql AS $$
DECLARE
    t text;
    n bigint;
BEGIN
    FOR t IN SELECT x.name FROM sen.authority_tables('several') x WHERE x.condition !~ 'EXISTS' LOOP
        EXECUTE format('SELECT count(*) FROM several.%I t WHERE t.local_authority <> ''344''', t) INTO n;
        IF n > 0 THEN tables := concat_ws(', ', tables, t); END IF;
    END LOOP;
END $$;
CREATE TABLE public.told (said text);
GRANT ALL ON public.told TO PUBLIC;
CREATE FUNCTION public.tell(anyelement) RETURNS boolean LANGUAGE plpgsql COST 0.0001 AS
    $$BEGIN INSERT INTO public.told VALUES ($1::text); RETURN true; END$$;
SELECT isnt(pg_temp.others(), NULL, 'the owner sees others');
PREPARE plans AS SELECT max(plans) FROM several.plans_per_1000;
PREPARE in_force AS SELECT max(plans) FROM several.plans_in_force;
SELECT results_eq('plans', 'VALUES (1234567)', 'the owner sees 343');
SELECT results_eq('in_force', 'VALUES (1234567)', 'in the table too');
SET LOCAL ROLE sen_tap_council;
SELECT is(pg_temp.others(), NULL, 'a council sees no other in any table');
SELECT is_empty('SELECT FROM several.milestone', 'nor what is said of the measure of another');
SELECT results_eq('plans', 'VALUES (2000)', 'what the session planned before is planned for the council');
SELECT results_eq('in_force', 'VALUES (2000)', 'of the table too');
SELECT count(*) FROM several.plans_per_1000 WHERE public.tell(plans) AND public.tell(local_authority)
    AND public.tell(people) \gset
SELECT count(*) FROM several.plans_in_force WHERE public.tell(plans) \gset
SELECT count(*) FROM several.compliance_by_year WHERE public.tell(local_authority) \gset
SELECT count(*) FROM several.waits WHERE public.tell(local_authority) \gset
SELECT count(*) FROM several.requests_by_year WHERE public.tell(local_authority) \gset
SELECT count(*) FROM several.own_authority WHERE public.tell(local_authority) \gset
SELECT count(*) FROM several.case_status WHERE public.tell(local_authority) \gset
SELECT is((SELECT count(*) FROM public.told WHERE said IN ('343', '1234567', '7654321')), 0::bigint,
          'a condition of the council''s own is given no row of another');
SELECT cmp_ok((SELECT count(*) FROM public.told), '>', 20::bigint, 'but rows');
SELECT results_eq('SELECT DISTINCT local_authority FROM several.compliance_by_year', $$VALUES ('344')$$, 'its own');
SET LOCAL sen_improvement.local_authority = '343';
SELECT is_empty('SELECT FROM several.compliance_by_year', 'asking for another gives nothing');
SELECT is(pg_temp.others(), NULL, 'nor does it of the tables');
RESET sen_improvement.local_authority;
SELECT throws_ok($$SELECT * FROM sen.board_pack('several', NULL, '343')$$, '22023', NULL, 'nor is there a pack of it');
SELECT results_eq($$SELECT * FROM sen.board_pack('several', NULL, '344')$$, $$SELECT * FROM sen.board_pack('several')$$,
                  'its pack is its own either way');
SELECT throws_ok($$INSERT INTO several.ehc_request (local_authority, request_ref) VALUES ('343', 'New')$$, '42501',
                 NULL,
                 'it writes for no other');
SELECT lives_ok($$INSERT INTO several.ehc_request (local_authority, request_ref) VALUES ('344', 'New')$$,
                'but for itself');
SELECT throws_ok('SELECT count(*) FROM (SELECT * FROM several.log_leaves OFFSET 0) x', '42501', NULL,
                 'the log is closed to it');
SET LOCAL ROLE sen_tap_region;
SELECT is((SELECT string_agg(DISTINCT local_authority, ',') FROM several.ehc_request), '343,344',
          'who is bound to none sees both');
SELECT is((SELECT string_agg(DISTINCT local_authority, ',') FROM several.compliance_by_year), '343,344',
          'in totals too');
RESET ROLE;
-- A member of two councils sees both; taking access away leaves the limit, lifting it does not.
CREATE ROLE sen_tap_other_council;
SELECT sen.grant_access('several', 'sen_tap_other_council', 'reader') \gset
SELECT sen.limit_access('several', 'sen_tap_other_council', '343') \gset
CREATE ROLE sen_tap_both;
GRANT sen_tap_council, sen_tap_other_council TO sen_tap_both;
SET LOCAL ROLE sen_tap_both;
SELECT is((SELECT string_agg(DISTINCT local_authority, ',') FROM several.compliance_by_year), '343,344',
          'a member of two councils');
RESET ROLE;
SELECT sen.revoke_access('several', 'sen_tap_council') \gset
SELECT sen.grant_access('several', 'sen_tap_council', 'analyst') \gset
SET LOCAL ROLE sen_tap_council;
SELECT is((SELECT string_agg(DISTINCT local_authority, ',') FROM several.ehc_request), '344', 'the limit stays');
RESET ROLE;
SELECT is(sen.limit_access('several', 'sen_tap_council', NULL),
          'role sen_tap_council sees every authority of programme several, as far as it may read it', 'lifted');
SET LOCAL ROLE sen_tap_council;
SELECT is((SELECT string_agg(DISTINCT local_authority, ',') FROM several.ehc_request), '343,344', 'and it sees both');
RESET ROLE;
SELECT is((SELECT count(DISTINCT (polname, polrelid)) FROM pg_policy WHERE polname ~ '^authority_'
           AND 'sen_tap_council'::regrole = ANY (polroles)), 0::bigint, 'no policy names it any more');
-- What is refused.
SELECT throws_ok($$SELECT sen.limit_access('several', 'sen_tap_nobody_here', '344')$$, '42704', NULL, 'no such role');
SELECT throws_ok($$SELECT sen.limit_access('several', 'sen_tap_council', '34')$$, '22023', NULL, 'no code');
SELECT throws_ok($$SELECT sen.limit_access('no_such', 'sen_tap_council', '344')$$, '3F000', NULL, 'no programme');
SELECT throws_ok(format('SELECT sen.limit_access(''several'', %L, ''344'')', current_user), '0LP01', NULL, 'the owner');
CREATE ROLE sen_tap_bypassing BYPASSRLS;
SELECT throws_ok($$SELECT sen.limit_access('several', 'sen_tap_bypassing', '344')$$, '0LP01', NULL, 'BYPASSRLS');
SET LOCAL ROLE sen_tap_region;
SELECT throws_ok($$SELECT sen.limit_access('several', 'sen_tap_council', '344')$$, '42501', NULL, 'not the owner');
RESET ROLE;
CREATE POLICY mine ON alone.wait USING (true);
SELECT throws_ok($$SELECT sen.limit_access('alone', 'sen_tap_council', '344')$$, '55000', NULL, 'policies of others');
SELECT * FROM finish();
ROLLBACK;
