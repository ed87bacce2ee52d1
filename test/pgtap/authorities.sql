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
\set programme alone
\ir ../fixtures/ready_programme.sql
SET LOCAL search_path = several, public, pg_catalog;
\set seed 0.42
\ir ../fixtures/random_cases.sql
INSERT INTO several.case_characteristic (local_authority, request_ref, primary_need)
SELECT r.local_authority, r.request_ref, (SELECT min(primary_need) FROM several.primary_need)
FROM several.ehc_request r;
INSERT INTO several.complaint (local_authority, complaint_ref, made_to, received_on, theme)
SELECT a, 'C' || n, 'the authority', date '2025-01-01' + n, (SELECT min(theme) FROM several.complaint_theme)
FROM unnest('{343,344}'::text[]) a, generate_series(1, 9) n;
INSERT INTO several.plan_audit (local_authority, audit_ref, audited_on, grade, multi_agency)
SELECT a, 'T' || n, date '2025-01-01' + n * 4, (ARRAY['good', 'inadequate', 'good'])[1 + n % 3], n % 4 = 0
FROM unnest('{343,344}'::text[]) a, generate_series(1, 80) n WHERE a = '344' OR n % 5 > 0;
INSERT INTO several.wait (local_authority, wait_ref, service, referred_on, assessed_on, last_contact_on)
SELECT a, 'T' || n || s.service, s.service, date '2024-03-01' + n * 6,
       CASE WHEN n % 3 > 0 THEN date '2024-03-01' + n * 6 + (n * n * 13) % 300 END, date '2024-03-01' + n * 7
FROM unnest('{343,344}'::text[]) a, generate_series(1, 90) n, several.wait_service s WHERE a = '344' OR n % 4 = 0;
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

\ir ../fixtures/said_views.sql
SELECT pg_temp.read('alone', 'alone');
SET LOCAL sen_improvement.local_authority = '344';
SELECT pg_temp.read('344', 'several');
RESET sen_improvement.local_authority;
SELECT is_empty($$SELECT * FROM pg_temp.differ('alone', '344', true)$$,
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
SAVEPOINT before;
INSERT INTO several.scenario (scenario_id, position, title, local_authority, issue_order, until_on, runs, why)
SELECT 's' || n, n, 'As now', a, 'oldest', '2026-03-31', 10, 'why'
FROM unnest('{343,344}'::text[]) WITH ORDINALITY x (a, n);
INSERT INTO several.capacity (scenario_id, stage, team, from_on, per_week, source)
SELECT scenario_id, 'plan', 'all', '2026-01-01', 5, 'source' FROM several.scenario;
SELECT count(*) FROM sen.project_scenarios('several') \gset
-- What is published of both, and of England.
DELETE FROM several.release;
INSERT INTO several.release VALUES ('plans', 'DfE', 'Plans', '2025-06-26', NULL);
INSERT INTO several.release_file (release, file, version, sha256, retrieved_on, shape, remarks)
VALUES ('plans', 'timeliness', 1, repeat('a', 64), '2025-06-26', 'tidy', '{}');
INSERT INTO several.release_column
SELECT f.file_id, c.position, c.measure, c.measure
FROM several.release_file f,
     (VALUES (1, 'plans_issued_within_20_weeks'), (2, 'plans_issued_den')) c (position, measure);
INSERT INTO several.release_area
VALUES ('E92000001', 'national', 'England', NULL, NULL, '2010-01-01', '2199-12-31'),
       ('E08000014', 'local authority', 'Sefton', '343', NULL, '2010-01-01', '2199-12-31'),
       ('E08000015', 'local authority', 'Wirral', '344', NULL, '2010-01-01', '2199-12-31')
ON CONFLICT DO NOTHING;
INSERT INTO several.release_row
SELECT f.file_id, a.code, '2024-01-01', '2024-12-31', '2024', 'All', 'All', true, a.line, ARRAY[a.in_time, a.plans]
FROM several.release_file f,
     (VALUES (2, 'E92000001', '46', '100'), (3, 'E08000014', '30', '100'), (4, 'E08000015', '60', '100'))
         a (line, code, in_time, plans);
CREATE TEMPORARY TABLE by_case AS
SELECT b.* FROM sen.board_pack('several') b
WHERE b.heading ~ ('^(EHC plans|Requests, refusals|The recovery plan|Every other statutory|Beside other|Children who '
                   'wait|The quality of|Complaints)');
SELECT is_empty($$SELECT heading, item FROM by_case WHERE item !~ '^Authority 34[34]: '$$,
                'and says of each row of the cases whose it is');
SELECT is((SELECT count(*) FROM (SELECT heading FROM by_case GROUP BY heading
                                 HAVING count(DISTINCT left(item, 13)) = 2) x), 9::bigint,
          'of both, in each section with rows of cases');
SELECT results_eq($$SELECT item, in_words FROM by_case WHERE heading = 'Beside other areas' ORDER BY item$$,
    $$VALUES ('Authority 343: EHC plans issued within 20 weeks, with exceptions', '30% in 2024'),
             ('Authority 344: EHC plans issued within 20 weeks, with exceptions', '60% in 2024')$$,
    'and of what is published');
ROLLBACK TO SAVEPOINT before;
SELECT is_empty($$SELECT heading, item FROM sen.board_pack('several', NULL, '344') WHERE item ~ '^Authority '$$,
                'which the pack of one need not');
SELECT is((SELECT count(*) FROM sen.board_pages('several', local_authority => '344') p WHERE p.words ~ 'authority 344'
           AND p.line = 1), (SELECT max(page)::bigint FROM sen.board_pages('several', local_authority => '344')),
          'each page names the authority');
SELECT throws_ok($$SELECT * FROM sen.board_pack('several', NULL, '999')$$, '22023',
                 'programme "several" has no authority "999"', 'an authority of which there is nothing');
SELECT throws_ok($$SET LOCAL sen_improvement.local_authority = '34'$$, '22023', NULL, 'no code');
SELECT throws_ok($$SET LOCAL sen_improvement.local_authority = '344,'$$, '22023', NULL, 'a comma too many');

-- A measure that is counted is of the authority whose cases are counted, in each view; one that is typed in is of the
-- programme.
SELECT set_eq($$SELECT c.relname::text FROM pg_class c JOIN sen.access_levels() l ON l.relation = c.relname
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'measure_id'
    WHERE c.relnamespace = 'several'::regnamespace AND c.relkind = 'v' AND l.read_level = 'reader'
      AND NOT EXISTS (SELECT FROM pg_attribute b WHERE b.attrelid = c.oid AND b.attname = 'local_authority')$$,
    $$VALUES ('action_status'), ('data_age')$$, 'each view of measures says of which authority they are');
CREATE FUNCTION pg_temp.measured(OUT views text, OUT counted bigint) LANGUAGE plpgsql AS $$
DECLARE
    t text;
    n bigint;
    bad bigint;
BEGIN
    counted := 0;
    FOR t IN SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'measure_id'
             JOIN pg_attribute b ON b.attrelid = c.oid AND b.attname = 'local_authority'
             WHERE c.relnamespace = 'several'::regnamespace AND c.relkind = 'v' AND c.relname !~ '_on_day$' LOOP
        EXECUTE format('SELECT count(*) FILTER (WHERE m.measure_id = ''M343''), '
                       'count(*) FILTER (WHERE v.local_authority IS DISTINCT FROM m.local_authority) '
                       'FROM several.%I v JOIN several.measure m ON m.measure_id = v.measure_id', t) INTO n, bad;
        counted := counted + (n > 0)::integer;
        -- What is typed in is held against the cases of an authority there.
        IF bad > 0 AND t <> 'measure_reconciliation' THEN views := concat_ws(', ', views, t); END IF;
    END LOOP;
END $$;
SELECT is(views, NULL, 'that of the measure, or none') FROM pg_temp.measured();
SELECT cmp_ok(counted, '>=', 8::bigint, 'in views that have one of 343') FROM pg_temp.measured();

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
-- Each view with an authority and a share has a total, or a reason why it has none.
CREATE TEMPORARY TABLE total (of_view text, view text, reason text);
INSERT INTO total VALUES
    ('compliance_by_year', 'total_by_year', NULL), ('compliance_by_month', 'total_by_month', NULL),
    ('compliance_rolling', 'total_rolling', NULL), ('timeliness_by_year', 'total_by_year', NULL),
    ('timeliness_by_month', 'total_by_month', NULL), ('timeliness_rolling', 'total_rolling', NULL),
    ('compliance_by_cohort', 'total_by_cohort', NULL), ('timeliness_by_cohort', 'total_by_cohort', NULL),
    ('compliance_year_to_date', 'total_year_to_date', NULL), ('timeliness_year_to_date', 'total_year_to_date', NULL),
    ('statutory_duties', 'total_year_to_date', NULL), ('advice_timeliness', 'total_advice_timeliness', NULL),
    ('annual_review_timeliness', 'total_annual_review_timeliness', NULL),
    ('phase_transfers', 'total_phase_transfers', NULL), ('plan_quality', 'total_plan_quality', NULL),
    ('complaints_by_theme', 'total_complaints_by_theme', NULL), ('waits', 'total_waits', NULL),
    ('requests_by_quarter', 'total_requests_by_quarter', NULL), ('requests_by_year', 'total_requests_by_year', NULL),
    ('backlog', 'total_backlog', NULL), ('plans_per_1000', 'total_plans_per_1000', NULL),
    ('time_to_plan_by_week', 'total_time_to_plan_by_week', NULL),
    ('authority_comparison', NULL, 'has percent_of_all'),
    ('breakdown_guarded', NULL, 'a total less the others would show what is hidden of one'),
    ('process_summary', NULL, 'a chart for each'), ('process_control', NULL, 'a chart for each'),
    ('measure_periods', NULL, 'of measures, each of one authority'),
    ('measure_reconciliation', NULL, 'of measures, each of one authority'),
    ('improvement', NULL, 'of measures, each of one authority'),
    ('benchmark', NULL, 'published'), ('beside_others', NULL, 'published'), ('measure_beside', NULL, 'published'),
    ('funnel', NULL, 'published'), ('official_figure', NULL, 'published'), ('release_change', NULL, 'published'),
    ('waits_published', NULL, 'published'),
    ('official_reconciliation', NULL, 'beside what is published'), ('sen2_reconciliation', NULL, 'a return for each');
SELECT is_empty($$SELECT c.relname FROM pg_class c JOIN sen.access_levels() l ON l.relation = c.relname
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'local_authority'
    WHERE c.relnamespace = 'several'::regnamespace AND c.relkind = 'v' AND l.read_level = 'reader'
      AND EXISTS (SELECT FROM pg_attribute b WHERE b.attrelid = c.oid AND b.attname ~ '^(percent|per_1000|median|mean)')
      AND c.relname !~ '_change$' AND c.relname::text NOT IN (SELECT t.of_view FROM total t)$$,
    'each view with a share of an authority has one of all, or a reason');
SELECT is_empty($$SELECT t.view FROM total t WHERE t.view IS NOT NULL
    AND (to_regclass('several.' || t.view) IS NULL
         OR EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = to_regclass('several.' || t.view)
                    AND a.attname = 'local_authority'))$$, 'which are there, and of none');
-- Of a programme with one authority it is that authority, in every column that both have.
CREATE FUNCTION pg_temp.unlike(OUT views text) LANGUAGE plpgsql AS $$
DECLARE
    t record;
    n bigint;
BEGIN
    FOR t IN SELECT v.of_view, v.view, string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) AS columns
             FROM total v JOIN pg_attribute a ON a.attrelid = ('alone.' || v.of_view)::regclass AND a.attnum > 0
             JOIN pg_attribute b ON b.attrelid = ('alone.' || v.view)::regclass AND b.attname = a.attname
             WHERE v.of_view NOT IN ('timeliness_by_cohort', 'timeliness_year_to_date', 'statutory_duties')
               AND v.of_view !~ '^timeliness_by|^timeliness_roll'
             GROUP BY v.of_view, v.view LOOP
        EXECUTE format('SELECT count(*) FROM ((SELECT %1$s FROM alone.%2$I EXCEPT ALL SELECT %1$s FROM alone.%3$I) '
                       'UNION ALL (SELECT %1$s FROM alone.%3$I EXCEPT ALL SELECT %1$s FROM alone.%2$I)) d',
                       t.columns, t.of_view, t.view) INTO n;
        IF n > 0 THEN views := concat_ws(', ', views, t.view); END IF;
    END LOOP;
END $$;
SELECT is(pg_temp.unlike(), NULL, 'of one authority, the total is what the authority has');
-- Of several, from the counts of each.
SELECT is_empty($$SELECT t.definition, t.started_in FROM several.total_by_cohort t
    JOIN (SELECT definition, started_in, sum(started) AS started, sum(in_time) AS in_time, sum(limit_passed) AS passed,
                 sum(open_overdue) AS open_overdue
          FROM several.compliance_by_cohort GROUP BY definition, started_in) s USING (definition, started_in)
    WHERE (t.started, t.in_time, t.limit_passed, t.open_overdue)
          IS DISTINCT FROM (s.started, s.in_time, s.passed, s.open_overdue)$$, 'cohorts');
SELECT is_empty($$SELECT t.definition FROM several.total_year_to_date t
    JOIN (SELECT definition, sum(finished_excluding) AS finished, sum(in_time_excluding) AS in_time,
                 sum(finished_excluding_last_year) AS finished_before, sum(in_time_excluding_last_year) AS before,
                 sum(open_at_end) AS open, sum(overdue_last_year) AS overdue_before
          FROM several.compliance_year_to_date GROUP BY definition) s USING (definition)
    WHERE (t.finished_excluding, t.open_at_end, t.overdue_last_year)
          IS DISTINCT FROM (s.finished, s.open, s.overdue_before)
       OR t.percent_in_time_excluding IS DISTINCT FROM round(100.0 * s.in_time / nullif(s.finished, 0), 1)
       OR t.percent_in_time_excluding_last_year
          IS DISTINCT FROM round(100.0 * s.before / nullif(s.finished_before, 0), 1)$$, 'the year to date');
SELECT is_empty($$SELECT t.body, t.year FROM several.total_advice_timeliness t
    JOIN (SELECT body, year, sum(started) AS started, sum(in_time) AS in_time, sum(late) AS late
          FROM several.advice_timeliness GROUP BY body, year) s USING (body, year)
    WHERE (t.started, t.in_time, t.late) IS DISTINCT FROM (s.started, s.in_time, s.late)$$, 'advice');
SELECT is_empty($$SELECT t.year FROM several.total_annual_review_timeliness t
    JOIN (SELECT year, sum(meetings) AS meetings, sum(reports_late) AS late FROM several.annual_review_timeliness
          GROUP BY year) s USING (year)
    WHERE (t.meetings, t.reports_late) IS DISTINCT FROM (s.meetings, s.late)$$, 'annual reviews');
SELECT is_empty($$SELECT t.year, t.phase FROM several.total_phase_transfers t
    JOIN (SELECT year, phase, sum(started) AS started, sum(in_time) AS in_time, sum(late) AS late,
                 sum(open_overdue) AS overdue FROM several.phase_transfers GROUP BY year, phase) s USING (year, phase)
    WHERE (t.started, t.in_time, t.late, t.open_overdue) IS DISTINCT FROM (s.started, s.in_time, s.late, s.overdue)
       OR t.due_on < '2025-12-31' AND t.percent_in_time
          IS DISTINCT FROM round(100.0 * s.in_time / nullif(s.in_time + s.late + s.overdue, 0), 1)$$,
    'phase transfers');
SELECT results_eq($$SELECT month, audited_3_months, percent_good_3_months FROM several.total_plan_quality$$,
    $$SELECT m::date, count(p.grade),
             round(100.0 * count(*) FILTER (WHERE p.grade = 'good') / nullif(count(p.grade), 0), 1)
      FROM generate_series((SELECT sen.month(min(audited_on)) FROM several.plan_audit)::timestamp, '2025-12-01',
                           '1 month') m
      LEFT JOIN several.plan_audit p ON p.audited_on >= m - interval '2 months'
          AND p.audited_on < m + interval '1 month' AND p.audited_on <= '2025-12-31'
      GROUP BY m ORDER BY m$$, 'audits, from the audits');
SELECT results_eq($$SELECT made_to, theme, received, decided, upheld, open FROM several.total_complaints_by_theme
                    ORDER BY made_to, theme$$,
    $$SELECT made_to, theme, sum(received)::bigint, sum(decided)::bigint, sum(upheld)::bigint, sum(open)::bigint
      FROM several.complaints_by_theme GROUP BY made_to, theme ORDER BY made_to, theme$$, 'complaints');
SELECT results_eq($$SELECT service, waiting, longest_weeks, median_weeks_waiting FROM several.total_waits$$,
    $$SELECT service, count(*), round(max(date '2025-12-31' - referred_on) / 7.0, 1),
             round((percentile_cont(0.5) WITHIN GROUP (ORDER BY date '2025-12-31' - referred_on) / 7)::numeric, 1)
      FROM several.wait WHERE referred_on <= '2025-12-31' AND coalesce(assessed_on > '2025-12-31', true)
        AND coalesce(left_on > '2025-12-31', true)
      GROUP BY service ORDER BY service$$, 'waits, from the children: the median of all');
SELECT results_eq($$SELECT quarter, requests, refused, plans_issued, reviews_held
                    FROM several.total_requests_by_quarter$$,
    $$SELECT quarter, sum(requests)::bigint, sum(refused)::bigint, sum(plans_issued)::bigint, sum(reviews_held)::bigint
      FROM several.requests_by_quarter GROUP BY quarter ORDER BY quarter$$, 'requests by quarter');
SELECT results_eq($$SELECT year, requests, percent_refused FROM several.total_requests_by_year$$,
    $$SELECT date_part('year', received_on)::integer, count(*),
             round(100.0 * count(*) FILTER (WHERE request_outcome = 'N'
                                            AND coalesce(request_outcome_on <= '2025-12-31', true)) / count(*), 1)
      FROM several.ehc_request WHERE received_on <= '2025-12-31' GROUP BY 1 ORDER BY 1$$, 'and by year');
SELECT is_empty($$SELECT t.age_band FROM several.total_backlog t
    JOIN (SELECT age_band, sum(open_cases) AS open, min(oldest_received_on) AS oldest FROM several.backlog
          GROUP BY age_band) s USING (age_band)
    WHERE (t.open_cases, t.oldest_received_on) IS DISTINCT FROM (s.open, s.oldest)
       OR t.percent_of_open <> round(100.0 * s.open / (SELECT sum(open_cases) FROM several.backlog), 1)$$, 'backlog');
SELECT results_eq('SELECT authorities, plans, people, per_1000 FROM several.total_plans_per_1000',
    $$SELECT 2::bigint, 1236567::bigint, 7734321::bigint, round(1000.0 * 1236567 / 7734321, 1)$$, 'plans per 1,000');
SELECT is_empty('SELECT FROM (SELECT percent_waiting - lag(percent_waiting, 1, 100) OVER (ORDER BY week) AS rise '
                'FROM several.total_time_to_plan_by_week) x WHERE rise > 0', 'the curve never rises');
SELECT is((SELECT max(requests) FROM several.total_time_to_plan_by_week),
          (SELECT sum(r)::bigint FROM (SELECT max(sen.at_risk(days, 0)) AS r FROM several.time_to_plan
                                       GROUP BY local_authority) x), 'and counts the requests of all');
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
SELECT is_empty($$SELECT * FROM pg_temp.differ('council', 'alone', true)$$, 'a council sees what is said of it alone');
SELECT is_empty($$SELECT * FROM pg_temp.differ('bi', 'alone', true)$$, 'in its BI tool too');

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
