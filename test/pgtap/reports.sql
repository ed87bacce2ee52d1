-- The schema for BI tools: what tools need of it, its counts against the programme's own views, the cases behind them,
-- who may read it, and that it comes and goes with the views of the programme.
\set QUIET 1
\set ON_ERROR_STOP 1
\pset format unaligned
\pset tuples_only on
\pset pager off
\set seed ''
\getenv seed SEN_SEED
SELECT coalesce(substring(:'seed' FROM '^[0-9]{1,18}$')::bigint,
                extract(epoch FROM clock_timestamp())::bigint) % 1000000 AS number \gset
BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL jit = off;
SET LOCAL datestyle = 'ISO, YMD';
SELECT no_plan();
SELECT diag('reports: seed ' || :number || ', repeat with SEN_SEED=' || :number);
\set programme rep
\ir ../fixtures/ready_programme.sql
SET LOCAL search_path = rep, public;
SELECT :number / 1000000.0 AS seed \gset
\ir ../fixtures/random_cases.sql
-- A plan on the last day of its 20 weeks.
INSERT INTO ehc_request (local_authority, request_ref, received_on, request_outcome, request_outcome_on,
                         assessment_outcome, assessment_outcome_on)
VALUES ('344', 'on the last day', '2025-01-06', 'Y', '2025-02-10', 'Y', '2025-05-26');
SET LOCAL sen_improvement.as_of = '2025-11-30';
SELECT sen.analyse_programme('rep') \g /dev/null

-- A plan, a notice and a Board ---------------------------------------------------------------------
DELETE FROM meeting;
INSERT INTO partner VALUES ('authority', 'The authority', 'local government'), ('icb', 'The Board of health', 'health');
INSERT INTO post (post_id, partner_id, title) VALUES ('DCS', 'authority', 'Director'), ('NURSE', 'icb', 'Chief nurse');
INSERT INTO notice (notice_id, title, issued_by, issued_to, issued_on, source)
VALUES ('2025', 'Notice of 2025', 'DfE', 'Council', '2025-01-10', 'invented'),
       ('2026', 'Notice of 2026', 'DfE', 'Council', '2026-01-10', 'invented');
INSERT INTO requirement (notice_id, paragraph, position, heading, kind, asks)
VALUES ('2025', '5', 1, 'Duty', 'duty', 'Do it.'), ('2026', '5', 1, 'Duty', 'duty', 'Do it.');
INSERT INTO area (notice_id, area_number, kind, title, paragraph)
VALUES ('2025', 1, 'priority action', 'Timeliness', '5'), ('2025', 2, 'area for improvement', 'Quality', NULL),
       ('2026', 1, 'priority action', 'Later', '5');
INSERT INTO area_status VALUES ('2025', 1, '2025-01-10', 'active', 'invented');
INSERT INTO objective (objective_id, plan, title, owner_post, agreed_on)
VALUES ('O1', 'Plan', 'Plans in time', 'DCS', '2025-01-20'), ('O2', 'Plan', 'Advice in time', 'NURSE', '2025-01-20'),
       ('O3', 'Plan', 'Later', 'DCS', '2026-01-20');
INSERT INTO objective_area VALUES ('O1', '2025', 1), ('O1', '2025', 2), ('O2', '2025', 1), ('O3', '2026', 1);
INSERT INTO measure (measure_id, objective_id, title, unit, direction, baseline_on, baseline_value, target_on,
    target_value, how_measured, every_months, counts_events, period_kind, agreed_on)
VALUES ('typed', 'O2', 'Advice', 'percent', 'increase', '2025-01-31', 40, '2026-01-31', 90, 'By hand.', 1, false,
        'single periods', '2025-02-01'),
       ('vast', 'O2', 'Visits', 'visits', 'increase', NULL, NULL, NULL, NULL, 'By hand.', 1, false, 'single periods',
        '2025-02-01'),
       ('events', 'O2', 'Exclusions', 'exclusions', 'decrease', NULL, NULL, NULL, NULL, 'By hand.', 1, true,
        'single periods', '2025-02-01');
INSERT INTO measurement (measure_id, period_from, period_to, numerator, denominator)
SELECT 'typed', m::date, (m + interval '1 month')::date - 1, 10 + n, 23 + n
FROM generate_series(timestamp '2025-02-01', '2025-10-01', '1 month') WITH ORDINALITY g (m, n);
INSERT INTO measurement (measure_id, period_to, value)
VALUES ('vast', '2025-03-31', 1e40), ('vast', '2025-04-30', 12.3456789), ('vast', '2025-05-31', 999999999999999),
       ('events', '2025-03-03', 1), ('events', '2025-05-07', 1), ('events', '2025-06-19', 1);
INSERT INTO action (action_id, objective_id, title, owner_post, agreed_on, due_on, done_on, measure_id)
VALUES ('A1', 'O1', 'One', 'DCS', '2025-02-01', '2025-06-30', '2025-06-20', NULL),
       ('A2', 'O1', 'Two', 'DCS', '2025-02-01', '2025-08-31', NULL, 'typed'),
       ('A3', 'O2', 'Three', 'NURSE', '2025-02-01', NULL, NULL, 'typed'),
       ('A4', 'O2', 'Four', 'NURSE', '2026-02-01', NULL, NULL, NULL);
INSERT INTO meeting (meeting_id, title, planned_on, held_on, source)
VALUES ('B1', 'Board of March', '2025-03-10', '2025-03-11', 'invented'),
       ('B2', 'Board of July', '2025-07-10', '2025-07-10', 'invented'),
       ('B3', 'Board of December', '2025-12-10', NULL, 'invented');
INSERT INTO log_entry (meeting_id, entered_on, objective_id, action_id, delivery_status, impact_status, progress,
    needs_more_from)
VALUES ('B1', '2025-03-01', NULL, 'A2', 'on track', NULL, 'Begun.', NULL),
       (NULL, '2025-07-01', NULL, 'A2', 'off track', NULL, NULL, 'icb'),
       (NULL, '2025-09-01', NULL, 'A3', NULL, 'clear impact', 'Felt.', NULL),
       ('B2', '2025-07-01', 'O1', NULL, 'at risk', NULL, NULL, NULL),
       (NULL, '2026-03-01', NULL, 'A3', 'complete', NULL, NULL, NULL);
INSERT INTO risk (risk_id, title, objective_id, owner_post, appetite, opened_on, closed_on)
VALUES ('R1', 'Staff leave', 'O1', 'DCS', 8, '2025-02-01', NULL), ('R2', 'No money', NULL, NULL, NULL, '2025-02-01',
        '2025-08-01'), ('R3', 'Never looked at', 'O2', 'NURSE', 4, '2025-09-01', NULL);
INSERT INTO risk_assessment (risk_id, assessed_on, meeting_id, current_likelihood, current_impact)
VALUES ('R1', '2025-03-01', 'B1', 4, 4), ('R1', '2025-07-14', 'B2', 3, 4), ('R1', '2025-11-01', NULL, 2, 3),
       ('R2', '2025-03-05', NULL, 5, 5);
SELECT sen.seal('rep', 'for the report') \g /dev/null

-- Each view is read once, as a tool that imports it does.
CREATE SCHEMA kept;
SELECT format('CREATE TABLE kept.%I AS TABLE rep_reports.%1$I', c.relname) FROM pg_class c
WHERE c.relnamespace = 'rep_reports'::regnamespace \gexec
-- The same rows, in whatever order, numbers compared as numbers.
CREATE FUNCTION pg_temp.same(have text, want text, title text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    different text;
BEGIN
    EXECUTE format('SELECT string_agg(d, E''\n'') FROM (SELECT ''more: '' || x::text AS d '
                   'FROM (SELECT * FROM (%1$s) a EXCEPT SELECT * FROM (%2$s) b) x UNION ALL '
                   'SELECT ''less: '' || x::text '
                   'FROM (SELECT * FROM (%2$s) b EXCEPT SELECT * FROM (%1$s) a) x) y', have, want) INTO different;
    RETURN is(left(different, 600), NULL, title);
END $$;

-- What tools need ----------------------------------------------------------------------------------
CREATE TEMPORARY TABLE col AS
SELECT c.oid, c.relname::text AS view, a.attname::text AS col, a.attnum, a.atttypid, a.atttypmod,
       t.typname::text AS type
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 JOIN pg_type t ON t.oid = a.atttypid
WHERE c.relnamespace = 'rep_reports'::regnamespace;
SELECT cmp_ok(count(DISTINCT view), '>=', 23::bigint, 'there are views') FROM col;
SELECT is_empty($$SELECT view, col, type FROM col WHERE type NOT IN ('text', 'int2', 'int4', 'date', 'numeric',
                                                                     'timestamptz')$$,
                'no boolean, no eight-byte number, no type of ours');
SELECT is_empty($$SELECT view, col FROM col WHERE type = 'numeric' AND atttypmod = -1$$, 'a decimal has a scale');
SELECT is_empty($$SELECT view, col FROM col p
                  WHERE col ~ ('status$|^(rag|verdict|band|kind|variation|assurance|unit|sector|topic|direction|'
                               'section|sense|owed_by|standing|source|chart|period|risk_response)$')
                  AND view <> 'data_dictionary'
                  AND NOT EXISTS (SELECT FROM col q WHERE q.view = p.view AND q.col = p.col || '_position')$$,
                'a category has its place beside it');
SELECT is_empty($$SELECT view, col FROM col WHERE col_description(oid, attnum) IS NULL$$, 
                'a column says what it means');
SELECT is_empty($$SELECT DISTINCT view FROM col WHERE obj_description(oid, 'pg_class') IS NULL$$, 'and so does a view');
SELECT is_empty($$SELECT section FROM rep_reports.dim_time_limit GROUP BY section
                  HAVING min(section_position) <> min(position) OR max(section_position) <> min(position)$$,
                'a part of the process stands where its first limit does');
-- Keys, on both sides.
CREATE TEMPORARY TABLE key (dimension text, key text, fact text, col text);
INSERT INTO key
SELECT d.view, d.col, f.view, f.col FROM col d JOIN col f ON f.view <> d.view AND f.col = d.col
WHERE (d.view, d.col) IN (('dim_measure', 'measure_id'), ('dim_objective', 'objective_id'), ('dim_area', 'area_key'),
    ('dim_partner', 'partner_id'), ('dim_paragraph', 'paragraph_key'), ('dim_time_limit', 'time_limit'),
    ('dim_authority', 'local_authority'), ('dim_definition', 'definition'), ('dim_meeting', 'meeting_id'),
    ('dim_action', 'action_id'), ('dim_risk', 'risk_id'))
  AND f.view !~ '^(as_on|data_dictionary)$'
UNION ALL
SELECT 'dim_date', 'day', view, col FROM col WHERE type = 'date' AND view <> 'dim_date';
SELECT is((SELECT string_agg(DISTINCT dimension, ' ' ORDER BY dimension) FROM key),
    'dim_action dim_area dim_authority dim_date dim_definition dim_measure dim_meeting dim_objective dim_paragraph '
    'dim_partner dim_risk dim_time_limit', 'every dimension is referred to');
SELECT is_empty($$SELECT k.* FROM key k JOIN col d ON d.view = k.dimension AND d.col = k.key
                  JOIN col f ON f.view = k.fact AND f.col = k.col WHERE d.type <> f.type$$,
                'a key has one type on both sides');
CREATE FUNCTION pg_temp.count_of(query text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE n bigint; BEGIN EXECUTE query INTO n; RETURN n; END $$;
SELECT is(pg_temp.count_of(format('SELECT count(*) - count(DISTINCT %I) FROM kept.%I', key, dimension)),
          0::bigint, dimension || ': its key is there once')
FROM (SELECT DISTINCT dimension, key FROM key) k ORDER BY dimension;
SELECT is(pg_temp.count_of(format('SELECT count(*) FROM kept.%I f WHERE f.%I IS NOT NULL AND NOT EXISTS '
                                  '(SELECT FROM kept.%I d WHERE d.%I = f.%2$I)', fact, col, dimension, key)),
          0::bigint, format('%s.%s leads to a row of %s', fact, col, dimension)) FROM key ORDER BY 1;
-- The dictionary.
SELECT is_empty($$SELECT view_name, column_name FROM kept.data_dictionary
                  WHERE data_type ~ '^(integer|smallint|numeric)' AND (unit IS NULL OR additive IS NULL)$$,
                'a number has a unit, and whether it adds up');
SELECT is_empty($$SELECT view, col FROM col EXCEPT SELECT view_name, column_name FROM kept.data_dictionary$$,
                'the dictionary has every column');
SELECT is_empty($$SELECT * FROM kept.data_dictionary WHERE meaning IS NULL OR view_meaning IS NULL$$,
                'with its meaning');
SELECT pg_temp.same($$SELECT DISTINCT additive FROM kept.data_dictionary$$,
              $$VALUES ('yes'), ('no'), ('not over time'), ('within a series')$$, 'in words that its comment explains');

-- Days ---------------------------------------------------------------------------------------------
SELECT results_eq($$SELECT month, quarter_label, calendar_year, academic_year, academic_month, financial_year,
                           financial_month, weekday, working_days, bank_holiday, meetings, meeting, is_future
                    FROM kept.dim_date WHERE day IN ('2025-03-11', '2025-08-25', '2025-09-01', '2025-12-10')
                    ORDER BY day$$,
    $$VALUES (date '2025-03-01', '2025 Q1', 2025::smallint, '2024/25', 7::smallint, '2024-25', 12::smallint, 'Tuesday',
              1::smallint, NULL, 1::smallint, 'Board of March', 0::smallint),
             ('2025-08-01', '2025 Q3', 2025::smallint, '2024/25', 12::smallint, '2025-26', 5::smallint, 'Monday',
              0::smallint, 'Summer bank holiday', 0::smallint, NULL, 0::smallint),
             ('2025-09-01', '2025 Q3', 2025::smallint, '2025/26', 1::smallint, '2025-26', 6::smallint, 'Monday',
              1::smallint, NULL, 0::smallint, NULL, 0::smallint),
             ('2025-12-01', '2025 Q4', 2025::smallint, '2025/26', 4::smallint, '2025-26', 9::smallint, 'Wednesday',
              1::smallint, NULL, 1::smallint, 'Board of December', 1::smallint)$$, 'what a day is');
SELECT ok(min(day) = date_trunc('year', min(day))
          AND max(day) = (date_trunc('year', max(day)) + interval '1 year')::date - 1
          AND count(*) = max(day) - min(day) + 1, 'whole years without a gap') FROM kept.dim_date;

-- Counts against the programme's own views -----------------------------------------------------------
SELECT cmp_ok(count(*), '>', 100::bigint, 'there is something to count') FROM kept.fact_compliance;
SELECT pg_temp.same($$SELECT definition, local_authority, month, finished, in_time, finished_excluding,
                       in_time_excluding, open_at_end, overdue_at_end FROM kept.fact_compliance$$,
              $$SELECT definition, local_authority, month, coalesce(finished, 0)::integer,
                       coalesce(in_time, 0)::integer,
                       coalesce(finished_excluding, 0)::integer, coalesce(in_time_excluding, 0)::integer,
                       open_at_end::integer, overdue_at_end::integer FROM compliance_by_month$$,
              'fact_compliance is compliance_by_month');
SELECT pg_temp.same($$SELECT definition, local_authority, extract(year FROM month)::integer, sum(finished),
                       sum(in_time),
                       sen.percent(sum(in_time), sum(finished)),
                       sen.percent(sum(in_time_excluding), sum(finished_excluding))
                FROM kept.fact_compliance GROUP BY 1, 2, 3$$,
              $$SELECT definition, local_authority, year, coalesce(finished, 0), coalesce(in_time, 0), percent_in_time,
                       percent_in_time_excluding FROM compliance_by_year$$,
              'and by year a rate is the ratio of two sums');
SELECT pg_temp.same($$SELECT local_authority, month, sum(plans),
                       coalesce(sum(plans) FILTER (WHERE band_position = 1), 0),
                       coalesce(sum(plans) FILTER (WHERE band_position = 3), 0)
                FROM kept.fact_plan GROUP BY 1, 2$$,
              $$SELECT local_authority, month, finished, in_time, over_52_weeks FROM timeliness_by_month
                WHERE finished > 0$$, 'fact_plan is timeliness_by_month');
SELECT pg_temp.same($$SELECT measure_id, period_from, period_to, value, numerator, denominator
                FROM kept.fact_measure WHERE measure_id <> 'vast'$$,
              $$SELECT measure_id, period_from, period_to, value, numerator, denominator FROM measure_value
                WHERE measure_id NOT IN ('vast', 'events')$$, 'fact_measure is measure_value, to the last digit');
SELECT results_eq($$SELECT value FROM kept.fact_measure WHERE measure_id = 'vast' ORDER BY period_to$$,
    $$VALUES (NULL::numeric), (12.345679), (999999999999999)$$,
    'what no decimal of a fixed scale can hold is empty, and keeps no other row back');
SELECT results_eq($$SELECT latest_on, because, verdict, latest_value FROM kept.dim_measure
                    WHERE measure_id = 'events'$$,
                  $$SELECT NULL::date, NULL::text, verdict, latest_value FROM dashboard WHERE measure_id = 'events'$$,
                  'the days of single events are not there');
SELECT is_empty($$SELECT * FROM kept.fact_measure WHERE measure_id = 'events' UNION ALL
                  SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL FROM kept.fact_control
                  WHERE series = 'events'$$, 'nor in the facts');
SELECT pg_temp.same($$SELECT measure_id, latest_value, verdict, rag, target_value FROM kept.dim_measure
                WHERE measure_id NOT IN ('vast', 'events') AND latest_value IS NOT NULL$$,
              $$SELECT measure_id, latest_value, verdict, rag, target_value FROM dashboard
                WHERE measure_id NOT IN ('vast', 'events') AND latest_value IS NOT NULL$$, 'dim_measure is dashboard');
SELECT pg_temp.same($$SELECT delivery_status, sum(actions), sum(overdue), sum(with_impact),
                       min(delivery_status_position)
                FROM kept.fact_action GROUP BY 1$$,
              $$SELECT delivery_status, actions, overdue, with_impact, coalesce(position, 0) FROM actions_by_status$$,
              'fact_action adds up to actions_by_status');
SELECT is_empty($$SELECT action_id FROM kept.fact_action WHERE open + complete + given_up <> actions$$,
                'open, complete and given up make all');
SELECT pg_temp.same($$SELECT objective_id, sum(actions), sum(complete), sum(open), sum(overdue)
                FROM kept.fact_action GROUP BY 1$$,
              $$SELECT objective_id, actions, actions_complete, actions_open, actions_overdue FROM objective_status
                WHERE actions > 0$$,
              'by objective as objective_status');
SELECT pg_temp.same($$SELECT risk_id, score::integer, band FROM kept.fact_risk WHERE is_latest = 1$$,
              $$SELECT risk_id, current_score::integer, coalesce(current_band, 'not assessed') FROM risk_register$$,
              'fact_risk on the day of the report is risk_register');
SELECT results_eq($$SELECT f.risk_id, f.score::integer FROM kept.fact_risk f
                    WHERE f.meeting_id = 'B2' AND f.risk_id = 'R1'$$,
                  $$SELECT c.risk_id, c.score_before::integer FROM risk_change c WHERE c.since = 'last meeting'$$,
                  'and at a meeting what risk_change says of it');
SELECT results_eq($$SELECT risk_id, day, meeting_id, score::integer, assessed::integer, above_appetite::integer
                    FROM kept.fact_risk ORDER BY risk_id, day$$,
    $$VALUES ('R1', date '2025-03-11', 'B1', 16, 1, 1), ('R1', '2025-07-10', 'B2', 12, 1, 1),
             ('R1', '2025-11-30', NULL, 6, 1, 0), ('R2', '2025-03-11', 'B1', 25, 1, 0),
             ('R2', '2025-07-10', 'B2', 25, 1, 0), ('R3', '2025-11-30', NULL, NULL, 0, 0)$$,
    'each risk on each day on which it was open');
SELECT results_eq($$SELECT action_id, objective_id, meeting_id, partner_id, delivery_status, impact_status,
                           with_progress::integer, asks_for_more::integer, is_latest::integer
                    FROM kept.fact_log ORDER BY entered_on, kind, action_id$$,
    $$VALUES ('A2', 'O1', 'B1', NULL, 'on track', 'not said', 1, 0, 0),
             ('A2', 'O1', 'B2', 'icb', 'off track', 'not said', 0, 1, 1),
             (NULL, 'O1', 'B2', NULL, 'at risk', 'not said', 0, 0, 1),
             ('A3', 'O2', NULL, NULL, 'not said', 'clear impact', 1, 0, 1)$$, 'the entries of the log');
SELECT pg_temp.same($$SELECT source, series, local_authority, period_to, value, centre, lower, upper, variation,
                       outside::integer FROM kept.fact_control WHERE series <> 'vast'$$,
              $$SELECT source, series, local_authority, period_to, value, centre, lower, upper,
                       coalesce(variation, 'not told'), coalesce(is_outside, false)::integer FROM process_control
                WHERE chart <> 't' AND series <> 'vast'$$, 'fact_control is process_control');
SELECT pg_temp.same($$SELECT area_key, status, status_position::integer FROM kept.dim_area$$,
              $$VALUES ('2025 1', 'active', 1), ('2025 2', NULL, 0)$$, 'areas of the notices that there were');
SELECT pg_temp.same($$SELECT objective_id, area_key FROM kept.bridge_objective_area$$,
              $$VALUES ('O1', '2025 1'), ('O1', '2025 2'), ('O2', '2025 1')$$, 'many meet many');
SELECT pg_temp.same($$SELECT paragraph_key, heading, in_force FROM kept.dim_paragraph$$,
              $$SELECT notice_id || ' ' || paragraph, heading, in_force::integer FROM notice_compliance$$,
                    'paragraphs of the notices that there were');
SELECT pg_temp.same($$SELECT definition, time_limit FROM kept.bridge_definition_time_limit$$,
              $$SELECT definition, unnest(time_limits) FROM definition$$, 'what rests on which limit');
SELECT results_eq($$SELECT on_day, was_set::integer, cases_stand_on, cases_stated::integer, version, label, root,
                           last_meeting_id, next_meeting_id FROM kept.as_on$$,
                  $$SELECT date '2025-11-30', 1, date '2025-11-30', 0, v.version::integer, v.label, v.root, 'B2', 'B3'
                    FROM log_versions v ORDER BY v.version DESC LIMIT 1$$, 'the day, and what was sealed');

-- The cases behind a total ---------------------------------------------------------------------------
CREATE TEMPORARY TABLE switch (n integer, ends_on text, without boolean, period text);
INSERT INTO switch VALUES (1, 'plan issued', false, 'finished'), (2, 'plan start', false, 'finished'),
    (3, 'plan issued', true, 'finished'), (4, 'plan start', true, 'due');
CREATE FUNCTION pg_temp.differ() RETURNS SETOF text LANGUAGE sql AS $$
    WITH months AS (
        SELECT c.local_authority, c.month, count(*) AS finished, count(*) FILTER (WHERE c.within_20_weeks) AS in_time,
               count(*) FILTER (WHERE NOT c.is_excluded) AS finished_excluding,
               count(*) FILTER (WHERE c.within_20_weeks AND NOT c.is_excluded) AS in_time_excluding,
               count(*) FILTER (WHERE c.band_position = 3) AS over_52_weeks
        FROM rep.plan_case c WHERE c.status = 'plan issued' GROUP BY 1, 2
    ), totals AS (
        SELECT t.local_authority, t.month, t.finished, t.in_time, t.finished_excluding, t.in_time_excluding,
               t.over_52_weeks
        FROM rep.timeliness_by_month t WHERE t.finished > 0
    ), bands AS (
        SELECT c.local_authority, c.month, c.band, count(*) AS plans FROM rep.plan_case c
        WHERE c.status = 'plan issued' GROUP BY 1, 2, 3
    ), latest AS (
        SELECT DISTINCT ON (t.local_authority) t.local_authority, t.open_at_end, t.overdue_at_end
        FROM rep.timeliness_by_month t ORDER BY t.local_authority, t.month DESC
    ), open AS (
        SELECT c.local_authority, count(*) FILTER (WHERE c.status = 'open') AS open_at_end,
               count(*) FILTER (WHERE c.is_overdue) AS overdue_at_end
        FROM rep.plan_case c GROUP BY 1
    )
    SELECT 'case ' || m::text FROM (TABLE months EXCEPT TABLE totals) m
    UNION ALL SELECT 'total ' || m::text FROM (TABLE totals EXCEPT TABLE months) m
    UNION ALL SELECT 'band ' || m::text FROM (TABLE bands EXCEPT SELECT p.local_authority, p.month, p.band, p.plans
                                              FROM rep_reports.fact_plan p) m
    UNION ALL SELECT 'of fact ' || m::text FROM (SELECT p.local_authority, p.month, p.band, p.plans
                                                 FROM rep_reports.fact_plan p EXCEPT TABLE bands) m
    UNION ALL SELECT 'open ' || m::text FROM (TABLE open EXCEPT TABLE latest) m $$;
CREATE FUNCTION pg_temp.differ(s switch, at date) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('sen_improvement.as_of', at::text, true);
    UPDATE rep.definition SET ends_on = s.ends_on, without_mediation_or_tribunal = s.without, period = s.period
    WHERE definition = 'plans_in_20_weeks';
    RETURN (SELECT string_agg(d, E'\n') FROM pg_temp.differ() d);
END $$;
SELECT is(pg_temp.differ(s, at), NULL, format('sums of cases are the totals: switches %s, %s', s.n, at))
FROM switch s, unnest('{2023-06-15,2024-12-31,2025-11-30}'::date[]) at WHERE s.period = 'finished';
SELECT pg_temp.differ(s, '2025-11-30') FROM switch s WHERE s.n = 1 \g /dev/null
SELECT cmp_ok(count(*), '>', 0::bigint, 'cases of every band and kind: ' || k)
FROM rep.plan_case c CROSS JOIN LATERAL (VALUES (c.band), (c.status), (split_part(c.why_excluded, ':', 1))) v (k)
WHERE k IS NOT NULL AND k NOT IN ('time not known', 'over 52 weeks') GROUP BY k;
SELECT is_empty($$SELECT * FROM plan_case WHERE is_excluded <> (why_excluded IS NOT NULL)
                  OR (days_taken IS NULL) <> (within_20_weeks IS NULL) OR (band IS NULL) <> (status <> 'plan issued')$$,
                'what is excluded has a reason, what has days is within or not, what has a plan has a band');

-- Levels -------------------------------------------------------------------------------------------
CREATE ROLE rep_bi; CREATE ROLE rep_reader; CREATE ROLE rep_analyst; CREATE ROLE rep_nobody;
SELECT is(sen.grant_access('rep', 'rep_bi', 'bi'), 'role rep_bi is bi of programme rep: reads '
          || (SELECT count(DISTINCT view) FROM col) || ' views of schema rep_reports', 'level bi');
SELECT sen.grant_access('rep', 'rep_' || l, l) FROM unnest('{reader,analyst}'::text[]) l \g /dev/null
CREATE FUNCTION pg_temp.reads(role name, relation text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('SET LOCAL ROLE %I', role);
    EXECUTE format('SELECT count(*) FROM (SELECT * FROM %s OFFSET 0) x', relation);
    RESET ROLE;
    RETURN 'reads';
EXCEPTION WHEN insufficient_privilege THEN
    RETURN SQLSTATE;
END $$;
SELECT is(pg_temp.reads('rep_bi', format('rep_reports.%I', v)), 'reads', 'bi reads ' || v)
FROM (SELECT DISTINCT view FROM col) x (v) ORDER BY v;
SET LOCAL sen_improvement.as_of = '2025-11-30';
SELECT is((SELECT string_agg(c.relname, ', ') FROM pg_class c
           WHERE c.relnamespace = 'rep'::regnamespace AND c.relkind IN ('r', 'v')
           AND pg_temp.reads('rep_bi', format('rep.%I', c.relname)) <> '42501'), NULL, 'and nothing of the programme');
SELECT is((SELECT string_agg(DISTINCT r || ' ' || view, ', ')
           FROM col, unnest('{rep_reader,rep_analyst,rep_nobody}'::name[]) r
           WHERE pg_temp.reads(r, format('rep_reports.%I', view)) <> '42501'), NULL,
          'which is for no other level');
SELECT is(pg_temp.reads('rep_analyst', 'rep.plan_case'), 'reads', 'an analyst reads the cases');
SELECT is(pg_temp.reads('rep_reader', 'rep.plan_case'), '42501', 'a reader does not');
-- How the plan was changed, and by whom, is not for bi, also by the number of the log.
SELECT 'rep.ledger_block'::regclass::oid AS log \gset
SET LOCAL ROLE rep_bi;
SELECT throws_ok(format('SELECT * FROM sen.%s(%s::regclass, %s)', f, :log, a), '42501', NULL,
                 'bi may not ask sen.' || f)
FROM (VALUES ('plan_changes', 'NULL'), ('column_changes', '''{}'''), ('log_changes', '0')) x (f, a);
SELECT throws_ok(format('SELECT * FROM sen.%s(''rep'')', f), '42501', NULL, 'nor sen.' || f)
FROM unnest('{board_pack,verify_log,checkpoint}'::text[]) f;
RESET ROLE;
-- The cases are as many as policies let an analyst see; the facts are of all.
ALTER TABLE ehc_request ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON ehc_request USING (local_authority = '343');
GRANT SELECT ON ALL TABLES IN SCHEMA rep_reports TO rep_analyst;
GRANT USAGE ON SCHEMA rep_reports TO rep_analyst;
SET LOCAL ROLE rep_analyst;
SELECT is(string_agg(DISTINCT local_authority, ' '), '343', 'policies hold for the cases') FROM rep.plan_case;
SELECT is(string_agg(DISTINCT local_authority, ' '), '343 344', 'and not for totals') FROM rep_reports.fact_plan;
RESET ROLE;
ALTER TABLE ehc_request DISABLE ROW LEVEL SECURITY;
SELECT is(sen.revoke_access('rep', r), format('role %s has no access to programme rep', r), 'taken back from ' || r)
FROM unnest('{rep_bi,rep_analyst}'::text[]) r;
SELECT is(pg_temp.reads(r, 'rep_reports.as_on'), '42501', 'it is taken back from ' || r)
FROM unnest('{rep_bi,rep_analyst}'::name[]) r;
SELECT is((SELECT string_agg(a.grantee::regrole::text, ' ') FROM pg_namespace n, aclexplode(n.nspacl) a
           WHERE n.nspname = 'rep_reports' AND a.grantee <> n.nspowner), NULL, 'with the schema');

-- A past day, for bi: the plan as it was, though it reads nothing of the log -------------------------
SELECT sen.grant_access('rep', 'rep_bi', 'bi') \g /dev/null
UPDATE action SET title = 'Renamed since' WHERE action_id = 'A1';
DELETE FROM action WHERE action_id = 'A4';
SET LOCAL ROLE rep_bi;
SELECT lives_ok(format('SELECT * FROM rep_reports.%I', v), 'on a past day bi reads ' || v)
FROM unnest('{dim_action,dim_objective,dim_measure,dim_risk,dim_partner,fact_action,fact_risk,as_on}'::text[]) v;
RESET ROLE;

-- It comes and goes with the views of the programme --------------------------------------------------
CREATE TEMPORARY TABLE had AS
SELECT c.relname, a.grantee, a.privilege_type FROM pg_class c, aclexplode(c.relacl) a
WHERE c.relnamespace = 'rep_reports'::regnamespace AND a.grantee <> c.relowner;
CREATE VIEW public.mine AS SELECT d.day FROM rep_reports.dim_date d;
SELECT throws_ok($$SELECT sen.lay_out_views('rep')$$, '2BP01',
                 'views of programme "rep" cannot be laid out anew while other objects depend on them',
                 'what was built on them is named');
SELECT alike(sen.lay_out_views('rep', 'restore'), 'programme rep: % views', 'laid out anew');
SELECT is(count(*), 1::bigint, 'what was built on them is there again') FROM pg_class WHERE relname = 'mine';
SELECT pg_temp.same('TABLE had', $$SELECT c.relname, a.grantee, a.privilege_type FROM pg_class c, aclexplode(c.relacl) a
                             WHERE c.relnamespace = 'rep_reports'::regnamespace AND a.grantee <> c.relowner$$,
              'with every grant');
UPDATE sen.report_part SET body = body || E'\nCREATE VIEW dim_new AS SELECT 1 AS one;',
    relations = relations || '{dim_new}'
WHERE file = 'reports/dim_risk.sql';
SELECT sen.lay_out_views('rep', 'restore') \g /dev/null
SELECT is(pg_temp.reads('rep_bi', 'rep_reports.dim_new'), 'reads', 'what is new is for whoever read all of it');
-- Names in the other schema are never taken for those of the programme.
CREATE VIEW rep_reports.measure_value AS SELECT 'stolen'::text AS measure_id;
SELECT lives_ok($$SELECT sen.lay_out_views('rep', 'restore')$$, 'another view there');
SELECT isnt_empty($$SELECT * FROM rep_reports.fact_measure WHERE measure_id = 'typed'$$, 'is not read by ours');
DROP VIEW rep_reports.measure_value, public.mine;
SELECT * FROM finish();
ROLLBACK;
