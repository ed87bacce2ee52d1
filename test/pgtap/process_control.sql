-- process_control and process_summary against the same worked out in plain SQL: which figures of what are charted, by
-- which chart, and between which limits; who drew limits anew, and what that hides; what is left out.
\set QUIET 1
\set ON_ERROR_STOP 1
\pset format unaligned
\pset tuples_only on
\pset pager off
BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL datestyle = 'ISO, YMD';
SELECT no_plan();
\set programme pc
\ir ../fixtures/ready_programme.sql
SET LOCAL search_path = pc, public;
SET LOCAL sen_improvement.as_of = '2025-11-30';

-- The plan ----------------------------------------------------------------------
INSERT INTO partner VALUES ('council', 'Council', 'local government');
INSERT INTO post (post_id, partner_id, title, attends_as) VALUES ('chair', 'council', 'Chair of the Board', 'member');
INSERT INTO meeting (meeting_id, title, planned_on, held_on, source) VALUES
    ('b1', 'Board of June', '2025-06-12', '2025-06-12', 's'),
    ('b2', 'Board of August', '2025-08-14', '2025-08-14', 's'),
    ('b3', 'Board of December', '2025-12-11', NULL, 's');
INSERT INTO objective (objective_id, plan, title, agreed_on) VALUES ('O', 'Plan', 'Plans in time', '2023-01-01');
INSERT INTO measure (measure_id, objective_id, title, unit, direction, baseline_on, baseline_value, target_on,
                     target_value, how_measured, every_months, definition, local_authority, counted_over,
                     excluding_exceptions, counts_events, period_kind)
SELECT m, 'O', 'Title of ' || m, u, d, '2023-01-01', CASE d WHEN 'increase' THEN 10 ELSE 90 END, '2026-12-31', t, 'h',
       60, f, CASE WHEN f IS NOT NULL THEN '344' END, CASE WHEN f IS NOT NULL THEN o END,
       CASE WHEN f IS NOT NULL THEN x END, e,
       CASE WHEN f IS NULL THEN CASE m WHEN 'rolling' THEN 'rolling' WHEN 'rare' THEN 'on a day' WHEN 'stock' THEN
                                     'on a day' WHEN 'unsaid' THEN NULL ELSE 'single periods' END END
FROM (VALUES ('number', 'visits', 'increase', 60, NULL, NULL, NULL, false),
             ('share', 'percent', 'increase', 60, NULL, NULL, NULL, false),
             ('spread', 'percent', 'decrease', 20, NULL, NULL, NULL, false),
             ('mixed', 'percent', 'increase', 60, NULL, NULL, NULL, false),
             ('rolling', 'percent', 'increase', 60, NULL, NULL, NULL, false),
             ('events', 'complaints', 'decrease', 2, NULL, NULL, NULL, true),
             ('rare', 'exclusions', 'decrease', 1, NULL, NULL, NULL, true),
             ('few', 'visits', 'increase', 60, NULL, NULL, NULL, false),
             ('none', 'visits', 'increase', 60, NULL, NULL, NULL, false),
             ('stock', 'percent', 'decrease', 20, NULL, NULL, NULL, false),
             ('unsaid', 'visits', 'increase', 60, NULL, NULL, NULL, false),
             ('counted', 'percent', 'increase', 49, 'plans_in_20_weeks', 'twelve months', true, false),
             ('yearly', 'percent', 'increase', 49, 'plans_in_20_weeks', 'year', false, false))
     v (m, u, d, t, f, o, x, e);
-- 20 months each, to August 2025. number falls by a step in the last eight; share is drawn evenly, spread is not.
CREATE TEMPORARY TABLE g ON COMMIT DROP AS
SELECT i, (date '2023-12-01' + make_interval(months => i))::date AS month,
       (date '2024-01-01' + make_interval(months => i))::date - 1 AS last_day FROM generate_series(1, 20) i;
INSERT INTO measurement (measure_id, period_from, period_to, value)
SELECT 'number', month, last_day, 100 + i * 7 % 5 + CASE WHEN i > 12 THEN -5 ELSE 0 END FROM g
UNION ALL SELECT 'rolling', month - 335, last_day, 40 + i FROM g
UNION ALL SELECT 'events', month, last_day, i * 7 % 4 FROM g WHERE i < 20
UNION ALL SELECT 'few', month, last_day, i FROM g WHERE i <= 5
UNION ALL SELECT 'unsaid', month, last_day, i FROM g
UNION ALL SELECT 'mixed', month, last_day, 40 + i % 3 FROM g WHERE i > 1;
-- A quarter at once, and days of events.
INSERT INTO measurement (measure_id, period_from, period_to, value) VALUES ('events', '2025-08-01', '2025-10-31', 30);
INSERT INTO measurement (measure_id, period_to, value)
SELECT 'rare', date '2024-01-01' + i * i + 3 * i, 1 FROM generate_series(1, 15) i;
INSERT INTO measurement (measure_id, period_from, period_to, numerator, denominator)
SELECT 'share', month, last_day, 40 + i * 7 % 10, 90 + i % 7 FROM g
UNION ALL SELECT 'spread', month, last_day, 5000 + CASE WHEN i % 2 = 0 THEN 300 ELSE -300 END, 10000 FROM g
UNION ALL SELECT 'mixed', month, last_day, 41, 100 FROM g WHERE i = 1;
INSERT INTO measurement (measure_id, period_to, numerator, denominator)
SELECT 'stock', last_day, 700 + i * 7 % 5, 1000 FROM g;
-- Nothing to count, and not known yet.
UPDATE measurement SET numerator = 0, denominator = 0 WHERE measure_id = 'share' AND period_to = '2024-05-31';
INSERT INTO measurement (measure_id, period_from, period_to, numerator, denominator, reported_on)
VALUES ('share', '2025-09-01', '2025-09-30', 1, 100, '2025-12-05');

-- Cases: 40 requests a month for three years, of which more and more are in time; each fifth under an exception.
INSERT INTO ehc_request (local_authority, request_ref, received_on, request_outcome, request_outcome_on,
                         assessment_outcome, assessment_outcome_on, week20)
SELECT CASE WHEN n % 4 = 0 THEN '343' ELSE '344' END, 'R' || n, received_on, 'Y',
       received_on + 20 + n * 13 % 40, 'Y', received_on + 100 + n * 37 % 80, n % 5 = 0
FROM (SELECT n, date '2022-09-01' + (n * 3 / 4) AS received_on FROM generate_series(1, 1400) n) x;
INSERT INTO wait (local_authority, wait_ref, service, referred_on, assessed_on)
SELECT '344', 'W' || n, 'speech and language', day, CASE WHEN n % 3 > 0 THEN day + 30 + n * 41 % 170 END
FROM (SELECT n, date '2023-06-01' + n AS day FROM generate_series(1, 900) n) x;
-- No assessment in one month.
DELETE FROM wait WHERE assessed_on BETWEEN '2025-03-01' AND '2025-03-31';
ANALYZE;

CREATE TEMPORARY TABLE pc ON COMMIT DROP AS SELECT * FROM process_control;
CREATE TEMPORARY TABLE ps ON COMMIT DROP AS SELECT * FROM process_summary;

-- Which figures --------------------------------------------------------------------
SELECT results_eq('SELECT DISTINCT source, series, local_authority, chart FROM pc ORDER BY 1, 2, 3',
    $$VALUES ('definition', 'decisions_in_6_weeks', '343', 'p'), ('definition', 'decisions_in_6_weeks', '344', 'p'),
             ('definition', 'plans_in_20_weeks', '343', 'p'),
             ('measure', 'counted', '344', 'p'), ('measure', 'events', NULL, 'u'), ('measure', 'few', NULL, 'XmR'),
             ('measure', 'mixed', NULL, 'XmR'), ('measure', 'number', NULL, 'XmR'), ('measure', 'rare', NULL, 't'),
             ('measure', 'share', NULL, 'p'), ('measure', 'spread', NULL, 'p'''), ('measure', 'stock', NULL, 'XmR'),
             ('measure', 'yearly', '344', 'p'), ('wait', 'speech and language', '344', 'p')$$,
    'every series that can be charted is, once, by its chart; overlapping figures and none are not');
SELECT results_eq($$SELECT period_from, period_to, numerator, denominator, value FROM pc WHERE series = 'share'
                    ORDER BY period_to$$,
    $$SELECT month, last_day, CASE i WHEN 5 THEN 0 ELSE 40 + i * 7 % 10 END::numeric,
             CASE i WHEN 5 THEN 0 ELSE 90 + i % 7 END::numeric,
             CASE WHEN i <> 5 THEN round(100.0 * (40 + i * 7 % 10) / (90 + i % 7), 2) END FROM g ORDER BY i$$,
    'figures that were known, with a gap where there was nothing to count');
-- By month, over 24 months that are over, from the cases themselves: week20 is an exception.
CREATE TEMPORARY TABLE plans ON COMMIT DROP AS
SELECT c.local_authority, m.month::date AS month, count(r.request_ref) AS finished,
       count(*) FILTER (WHERE r.assessment_outcome_on - r.received_on <= 140) AS in_time,
       count(*) FILTER (WHERE NOT r.week20) AS finished_excluding,
       count(*) FILTER (WHERE NOT r.week20 AND r.assessment_outcome_on - r.received_on <= 140) AS in_time_excluding
FROM generate_series(timestamp '2023-12-01', '2025-11-01', interval '1 month') m (month)
CROSS JOIN (VALUES ('343'), ('344')) c (local_authority)
LEFT JOIN ehc_request r ON r.local_authority = c.local_authority
    AND date_trunc('month', r.assessment_outcome_on) = m.month
    AND r.assessment_outcome_on <= '2025-11-30'
GROUP BY c.local_authority, m.month;
SELECT results_eq($$SELECT local_authority, period_from, period_to, numerator, denominator FROM pc
                    WHERE series IN ('plans_in_20_weeks', 'counted') ORDER BY 1, 2$$,
    $$SELECT local_authority, month, (month + interval '1 month')::date - 1, in_time_excluding::numeric,
             finished_excluding::numeric FROM plans ORDER BY 1, 2$$,
    'a measure over twelve months, and a definition that no measure counts, by the last 24 months');
SELECT results_eq($$SELECT period_from, numerator, denominator FROM pc WHERE series = 'yearly' ORDER BY 1$$,
    $$SELECT month, in_time::numeric, finished::numeric FROM plans WHERE local_authority = '344' ORDER BY 1$$,
    'with exceptions, as the measure says');
SELECT results_eq($$SELECT period_from, numerator, denominator FROM pc WHERE source = 'wait' ORDER BY 1$$,
    $$SELECT m.month::date, count(*) FILTER (WHERE w.assessed_on - w.referred_on <= 126)::numeric,
             count(w.wait_ref)::numeric
      FROM generate_series(timestamp '2023-12-01', '2025-11-01', interval '1 month') m (month)
      LEFT JOIN wait w ON date_trunc('month', w.assessed_on) = m.month GROUP BY 1 ORDER BY 1$$,
    'waits by the month in which the assessment started, a month without any too');
SELECT is((SELECT sum(numerator) || ' of ' || sum(denominator) FROM pc
           WHERE source = 'wait' AND period_from >= '2024-12-01'),
          (SELECT assessed_within || ' of ' || assessed_12_months FROM waits),
          'twelve months of them are those of view waits');
SET LOCAL sen_improvement.as_of = '2025-11-29';
SELECT is((SELECT max(period_to) FROM process_control WHERE series = 'counted'), '2025-10-31',
          'a month that still runs is left out');
SET LOCAL sen_improvement.as_of = '2025-11-30';

-- Limits ----------------------------------------------------------------------------
CREATE FUNCTION pg_temp.lines(of_series text) RETURNS TABLE (period_to date, centre numeric, lower numeric,
                                                                 upper numeric) LANGUAGE sql AS
    'SELECT period_to, centre, lower, upper FROM pc WHERE series = of_series AND value IS NOT NULL ORDER BY 1';
SELECT results_eq($$SELECT * FROM pg_temp.lines('share')$$,
    $$SELECT m.period_to, round(100 * p, 2), round(greatest(100 * (p - 3 * sqrt(p * (1 - p) / m.denominator)), 0), 2),
             round(least(100 * (p + 3 * sqrt(p * (1 - p) / m.denominator)), 100), 2)
      FROM measurement m, (SELECT sum(numerator) / sum(denominator) AS p FROM measurement
                           WHERE measure_id = 'share' AND reported_on IS NULL) s
      WHERE m.measure_id = 'share' AND m.denominator > 0 AND m.reported_on IS NULL ORDER BY 1$$,
    'proportions: three standard errors of their counts from the pooled one');
SELECT results_eq($$SELECT * FROM pg_temp.lines('number')$$,
    $$SELECT m.period_to, round(s.mean, 2), round(s.mean - 2.66 * s.kept, 2), round(s.mean + 2.66 * s.kept, 2)
      FROM measurement m, (SELECT avg(value) AS mean, avg(range) FILTER (WHERE range < 3.267 * average) AS kept
          FROM (SELECT value, range, avg(range) OVER () AS average FROM (SELECT value,
                abs(value - lag(value) OVER (ORDER BY period_to)) AS range FROM measurement
                WHERE measure_id = 'number') r
               ) a) s
      WHERE m.measure_id = 'number' ORDER BY 1$$,
    'plain numbers: 2.66 average moving ranges from the mean');
SELECT results_eq($$SELECT * FROM pg_temp.lines('events')$$,
    $$SELECT m.period_to, round(s.rate, 2), greatest(round(s.rate - 3 * sqrt(s.rate / n), 2), 0),
             round(s.rate + 3 * sqrt(s.rate / n), 2)
      FROM measurement m, LATERAL (SELECT CASE m.period_to WHEN '2025-10-31' THEN 3 ELSE 1 END AS n) k,
           (SELECT sum(value) / 22 AS rate FROM measurement WHERE measure_id = 'events') s
      WHERE m.measure_id = 'events' ORDER BY 1$$,
    'events: three standard errors of the rate by month, of a quarter narrower');
SELECT is((SELECT value || ', ' || kind FROM pc WHERE series = 'events' AND period_to = '2025-10-31'),
          '10.00, above upper limit', 'a quarter with 30 is one with 10 a month');
SELECT results_eq($$SELECT period_to, value, centre, upper FROM pc WHERE series = 'rare' ORDER BY 1$$,
    $$SELECT d.period_to, d.days::numeric(9, 2), round((s.mean ^ 3.6)::numeric, 2),
             round(((s.mean + 2.66 * s.kept) ^ 3.6)::numeric, 2)
      FROM (SELECT period_to, period_to - lag(period_to) OVER (ORDER BY period_to) AS days FROM measurement
            WHERE measure_id = 'rare') d,
           (SELECT avg(y) AS mean, avg(range) FILTER (WHERE range < 3.267 * average) AS kept
            FROM (SELECT y, range, avg(range) OVER () AS average
                  FROM (SELECT y, abs(y - lag(y) OVER (ORDER BY period_to)) AS range
                        FROM (SELECT period_to, (period_to - lag(period_to) OVER (ORDER BY period_to))
                              ::double precision ^ (1 / 3.6) AS y FROM measurement WHERE measure_id = 'rare') a
                        WHERE y IS NOT NULL) b) c) s ORDER BY 1$$,
    'single days of events: the days between them, an XmR chart of their 3.6th roots');
SELECT results_eq($$SELECT DISTINCT kind, variation, unit, direction, target_value FROM pc
                    WHERE series = 'rare' AND value IS NOT NULL ORDER BY 1$$,
    $$VALUES ('above upper limit', 'improvement_high', 'days', 'increase', NULL::numeric),
             ('below lower limit', 'concern_low', 'days', 'increase', NULL),
             ('rising trend', 'improvement_high', 'days', 'increase', NULL)$$,
    'more days between events are fewer events: better where they should decrease');
SELECT results_eq($$SELECT chart, bool_or(is_outside), min(dispersion) FROM pc WHERE series = 'spread' GROUP BY chart$$,
    $$SELECT 'p''', false, round(avg(abs(z - y)) / 1.128, 2) FROM (SELECT (p - 0.5) / 0.005 AS z,
             (lag(p) OVER (ORDER BY period_to) - 0.5) / 0.005 AS y
      FROM (SELECT period_to, numerator / denominator AS p FROM measurement WHERE measure_id = 'spread') a) b$$,
    'counts that vary more than chance have the limits of their own variation');

SELECT is_empty($$SELECT series, chart, dispersion, base_points FROM pc WHERE chart ~ '^[pu]'
                  AND (chart ~ '''') <> (dispersion > 1 + 1.645 * sqrt(0.827 / (base_points - 1)))$$,
                'the prime form is drawn above the stated limit of dispersion, and not below');

-- What it says ------------------------------------------------------------------------
-- The last eight of number lie 20 lower, below the mean of all: worse, as more is better.
SELECT results_eq($$SELECT variation, kind, since, points, limits, charts, changes, in_words FROM ps
                    WHERE series = 'number'$$,
    $$SELECT 'concern_low', 'shift low', date '2025-01-01', 8::bigint, 'full',
             (SELECT count(DISTINCT (series, local_authority)) FROM pc WHERE is_last AND limits <> 'none'),
             (SELECT count(*) FROM pc WHERE is_last AND variation <> 'common_cause'),
             format('A change for the worse since 1 January 2025 (8 figures): at least 7 figures in a row to 31 August '
                    '2025 are below the mean of %s visits. Chance alone would mark the latest figure of 1.5 in 100 '
                    'such charts. The target of at least 60 visits will be met, unless something changes.',
                    trim_scale((SELECT round(avg(value), 2) FROM measurement WHERE measure_id = 'number')))$$,
    'a change, since when, by which rule, and what it means for the target');
SELECT results_eq($$SELECT series, limits, variation, in_words FROM ps WHERE series IN ('few', 'none', 'rolling',
                    'unsaid')
                    ORDER BY 1$$,
    $$VALUES ('few', 'none', NULL, 'Too few figures to tell change from chance: 5 figures, and limits need 6.'),
             ('none', NULL, NULL, 'No figure yet.'),
             ('rolling', NULL, NULL,
              'No chart: its figures share cases, as their periods overlap: rolling.'),
             ('unsaid', NULL, NULL, 'No chart: it is not said whether the periods of its figures overlap.')$$,
    'why there is no chart');
SELECT is((SELECT count(*) FROM ps WHERE source = 'measure'), (SELECT count(*) FROM measure),
          'every measure has a row');
SELECT set_eq('SELECT source, series, local_authority FROM ps EXCEPT SELECT source, series, local_authority FROM pc',
                  $$VALUES ('measure', 'none', NULL::text), ('measure', 'rolling', NULL), ('measure', 'unsaid', NULL)$$,
                  'and every chart has one');
-- Since when, by taking one figure after the other from the last one back.
SELECT is_empty($$
    WITH RECURSIVE back (source, series, local_authority, period_to, since, says, group_number, points) AS (
        SELECT source, series, local_authority, period_to, coalesce(period_from, period_to),
               split_part(variation, '_', 1), group_number, 1 FROM pc WHERE is_last AND variation IS NOT NULL
        UNION ALL
        SELECT b.source, b.series, b.local_authority, p.period_to, coalesce(p.period_from, p.period_to), b.says,
               b.group_number, b.points + 1
        FROM back b CROSS JOIN LATERAL (SELECT p.* FROM pc p WHERE p.source = b.source AND p.series = b.series
            AND p.local_authority IS NOT DISTINCT FROM b.local_authority AND p.period_to < b.period_to
            AND p.variation IS NOT NULL ORDER BY p.period_to DESC LIMIT 1) p
        WHERE split_part(p.variation, '_', 1) = b.says AND p.group_number = b.group_number)
    SELECT s.source, s.series, s.local_authority, s.since, s.points, b.since, b.points
    FROM ps s LEFT JOIN (SELECT source, series, local_authority, min(since) AS since, count(*) AS points FROM back
                         GROUP BY 1, 2, 3) b
        ON b.source = s.source AND b.series = s.series AND b.local_authority IS NOT DISTINCT FROM s.local_authority
    WHERE s.chart IS NOT NULL AND (s.since IS DISTINCT FROM b.since OR s.points <> coalesce(b.points, 0))$$,
    'since when each says so, and how many figures do');

-- Of 20 points a third of the way from 18 to 24: 1.6 to 1.4 in 100 for values, 1.0 to 1.4 for counts.
SELECT results_eq('SELECT DISTINCT chart, base_points, chance_percent FROM ps WHERE base_points IN (20, 24) ORDER BY 1',
    $$VALUES ('XmR', 20::bigint, 1.5), ('p', 24, 1.4), ('p''', 20, 1.1), ('u', 20, 1.1)$$,
    'what chance alone would mark');
SELECT results_eq('SELECT DISTINCT charts, changes, expected_by_chance FROM ps WHERE chart IS NOT NULL',
    $$SELECT count(*), count(*) FILTER (WHERE variation <> 'common_cause'), round(sum(sen.chance_of_change(chart,
             base_points))::numeric / 100, 1) FROM pc WHERE is_last AND limits <> 'none'$$,
    'how many charts show a change, and how many would by chance, in every row');
SELECT results_eq($$SELECT series, since, points, cases FROM ps WHERE series = 'share'$$,
    $$SELECT 'share', date '2024-01-01', 19::bigint, sum(denominator) FROM measurement
      WHERE measure_id = 'share' AND reported_on IS NULL$$, 'on how many cases it rests');
SELECT is((SELECT cases FROM ps WHERE series = 'stock'), NULL,
          'who waits on a day waits on the next, so is not added up');

-- Limits drawn anew ---------------------------------------------------------------------
INSERT INTO recalculation (measure_id, starts_on, reason, decided_by, meeting_id)
VALUES ('number', '2025-01-15', 'The counter was moved.', 'chair', 'b3');
SELECT set_eq('SELECT * FROM process_control', 'SELECT * FROM pc', 'a decision at a meeting not held changes nothing');
UPDATE recalculation SET meeting_id = 'b2';
CREATE TEMPORARY TABLE anew ON COMMIT DROP AS SELECT * FROM process_control;
SELECT set_eq($$SELECT * FROM anew WHERE series <> 'number'$$, $$SELECT * FROM pc WHERE series <> 'number'$$,
              'a decision changes its own measure alone');
SELECT results_eq($$SELECT period_to, group_number, base_points, centre, limits, recalculated, variation_before
                    FROM anew WHERE series = 'number' ORDER BY 1$$,
    $$SELECT m.period_to, CASE WHEN m.period_to >= '2025-01-15' THEN 2 ELSE 1 END, count(*) OVER g, round(avg(m.value)
             OVER g, 2), CASE WHEN m.period_to >= '2025-01-15' THEN 'trial' ELSE 'full' END,
             CASE WHEN m.period_to >= '2025-01-15' THEN 'Limits drawn anew from 15 January 2025: The counter was moved.'
                  ' Decided by Chair of the Board at Board of August, 14 August 2025.' END, p.variation
      FROM measurement m JOIN pc p ON p.series = m.measure_id AND p.period_to = m.period_to
      WHERE m.measure_id = 'number' WINDOW g AS (PARTITION BY m.period_to >= '2025-01-15') ORDER BY 1$$,
    'from the first period that ends on that day or later, with who decided it, and what it was before');
SELECT results_eq($$SELECT variation, is_concern_gone, in_words FROM process_summary WHERE series = 'number'$$,
    $$SELECT 'common_cause', true, format(
             'No change beyond chance: %s visits on 31 August 2025 is within the limits of %s and %s visits. '
             'The limits are for trial: they rest on 8 figures. '
             'The target of at least 60 visits will be met, unless something changes. '
             'Limits drawn anew from 15 January 2025: The counter was moved. '
             'Decided by Chair of the Board at Board of August, 14 August 2025. Without that decision it would '
             'be a change for the worse: lower than chance would have it.', trim_scale(value), trim_scale(lower),
             trim_scale(upper)) FROM anew WHERE series = 'number' AND is_last$$,
    'a concern that vanishes by it is said');
SELECT is((SELECT count(*) FROM process_summary WHERE is_concern_gone), 1::bigint, 'no other is');
SET LOCAL sen_improvement.as_of = '2025-08-13';
SELECT ok((SELECT bool_and(group_number = 1 AND recalculated IS NULL) FROM process_control WHERE series = 'number'),
          'on the day before the meeting nobody had decided it');
SET LOCAL sen_improvement.as_of = '2025-11-30';
-- Of two decisions the one before stays: without the last, limits are those of the first.
INSERT INTO recalculation (measure_id, starts_on, reason, decided_by, meeting_id)
VALUES ('number', '2024-06-30', 'New pages', 'chair', 'b1');
SELECT results_eq($$SELECT p.group_number, min(p.period_to), bool_or(p.variation_before IS DISTINCT FROM q.variation)
                    FROM process_control p JOIN (SELECT m.period_to, (c).variation::text FROM (SELECT period_to,
                        sen.xmr(value::double precision, period_to = '2024-06-30', 'increase')
                        OVER (ORDER BY period_to) AS c
                        FROM measurement WHERE measure_id = 'number') m) q ON q.period_to = p.period_to
                    WHERE series = 'number' GROUP BY 1 ORDER BY 1$$,
    $$VALUES (1, date '2024-01-31', false), (2, '2024-06-30', false), (3, '2025-01-31', false)$$,
    'what it would be is without the last decision, and with those before');
-- Of a measure that is counted, the months behind it are.
DELETE FROM recalculation;
INSERT INTO recalculation (measure_id, starts_on, reason, decided_by, meeting_id)
VALUES ('counted', '2024-12-01', 'A panel each week', 'chair', 'b1');
SELECT results_eq($$SELECT group_number, min(period_from), max(period_from) FROM process_control
                    WHERE series = 'counted' GROUP BY 1 ORDER BY 1$$,
    $$VALUES (1, date '2023-12-01', date '2024-11-01'), (2, '2024-12-01', '2025-11-01')$$,
    'the single months of a counted measure have new limits');
DELETE FROM recalculation;

-- Limits that no figure can reach ---------------------------------------------------------
-- wild swings from 10 to 90, high from 80 to 95, wrong has a percentage of 130; money swings as wild does.
INSERT INTO measure (measure_id, objective_id, title, unit, direction, baseline_on, baseline_value, target_on,
                     target_value, how_measured, every_months, period_kind)
SELECT m, 'O', m, u, 'increase', '2023-01-01', 10, '2026-12-31', 100, 'h', 60, 'single periods'
FROM (VALUES ('wild', 'percent'), ('high', 'percent'), ('wrong', 'percent'), ('money', 'pounds'), ('days', 'days'),
             ('fewer', 'days')) v (m, u);
INSERT INTO measurement (measure_id, period_from, period_to, value)
SELECT m, month, last_day, CASE m WHEN 'high' THEN CASE i % 2 WHEN 0 THEN 80 ELSE 95 END
                                  ELSE CASE WHEN m = 'wrong' AND i = 19 THEN 130
                                            WHEN m = 'fewer' AND i = 19 THEN -5
                                            ELSE CASE i % 2 WHEN 0 THEN 10 ELSE 90 END END END
FROM g, unnest('{wild,high,wrong,money,days,fewer}'::text[]) m;
-- As sen.xmr() draws them, in place of the view.
CREATE TEMPORARY TABLE uncut ON COMMIT DROP AS
SELECT x.measure_id, x.period_to, (x.c).*
FROM (SELECT m.*, sen.xmr(m.value::double precision, direction => 'increase')
                      OVER (PARTITION BY m.measure_id ORDER BY m.period_to) AS c
      FROM measurement m WHERE m.measure_id IN ('wild', 'high', 'wrong', 'money', 'days', 'fewer')) x;
SELECT ok((SELECT min(lower) < -35 AND max(upper) > 135 FROM uncut WHERE measure_id = 'wild')
          AND (SELECT min(near_lower) < 0 AND max(near_upper) > 100 FROM uncut WHERE measure_id = 'wild')
          AND (SELECT min(lower) > 0 AND max(upper) > 100 FROM uncut WHERE measure_id = 'high'),
          'limits beyond what a percentage can be');
SELECT results_eq($$SELECT series, lower, near_lower, centre, near_upper, upper, kind, variation, assurance
                    FROM process_control
                    WHERE series IN ('wild', 'high') AND is_last ORDER BY 1$$,
    $$SELECT measure_id, round(greatest(lower, 0)::numeric, 2), round(greatest(near_lower, 0)::numeric, 2),
             round(centre::numeric, 2), round(least(near_upper, 100)::numeric, 2),
             round(least(upper, 100)::numeric, 2), kind, variation::text,
             CASE WHEN upper < 100 THEN 'consistent_fail' ELSE 'inconsistent' END
      FROM uncut WHERE measure_id IN ('wild', 'high') AND is_last ORDER BY 1$$,
    'are cut at 0 and 100, which changes neither what is marked nor what is said of the target');
SELECT results_eq($$SELECT series, in_words FROM process_summary WHERE series IN ('wild', 'high') ORDER BY 1$$,
    $$SELECT measure_id, format('No change beyond chance: %s%% on 31 August 2025 is within the limits of %s%% and '
             '100%%%s. The target of at least 100%% will be met or missed by chance.', value,
             trim_scale(round(greatest(lower, 0)::numeric, 1)),
             CASE measure_id WHEN 'wild' THEN ', as any percentage would be' END)
      FROM uncut WHERE measure_id IN ('wild', 'high') AND is_last ORDER BY 1$$,
    'and in words');
SELECT is((SELECT array_agg(DISTINCT u.measure_id ORDER BY u.measure_id) FROM uncut u JOIN process_control p
           ON p.series = u.measure_id AND p.period_to = u.period_to
           AND p.lower = round(u.lower::numeric, 2) AND p.upper = round(u.upper::numeric, 2)), '{fewer,money,wrong}',
          'a sum of money may be below 0, and a percentage that is beyond 100 is not shown within what it is not in');
SELECT is((SELECT count(*) FROM uncut u JOIN process_control p ON p.series = u.measure_id AND p.period_to = u.period_to
           WHERE u.measure_id = 'wrong' AND p.upper = round(u.upper::numeric, 2)), 1::bigint,
          'of such a series the other figures have limits that are cut');
SELECT is_empty($$SELECT u.period_to FROM uncut u JOIN process_control p ON p.series = u.measure_id
                  AND p.period_to = u.period_to
                  WHERE u.measure_id IN ('days', 'fewer') AND (p.lower, p.near_lower, p.upper, p.near_upper) <>
                  (CASE WHEN p.value < 0 THEN round(u.lower::numeric, 2) ELSE 0 END,
                   CASE WHEN p.value < 0 THEN round(u.near_lower::numeric, 2) ELSE 0 END,
                   round(u.upper::numeric, 2), round(u.near_upper::numeric, 2))$$,
                'days cannot be fewer than none, and may be more than 100');
SELECT matches((SELECT in_words FROM process_summary WHERE series = 'days'), ' is within the limits of 0 and \d',
               'and in words');
DELETE FROM measurement WHERE measure_id IN ('wild', 'high', 'wrong', 'money', 'days', 'fewer');
DELETE FROM measure WHERE measure_id IN ('wild', 'high', 'wrong', 'money');

-- Counts that go on ---------------------------------------------------------------------
-- The same months as share, typed in as counts from 1 January on and as counts from one day on: the same chart, by what
-- was added. Complaints of the year to date are events. A year to date in percent, without counts, has none.
INSERT INTO measure (measure_id, objective_id, title, unit, direction, baseline_on, baseline_value, target_on,
                     target_value, how_measured, every_months, counts_events, period_kind)
SELECT m, 'O', m, u, d, '2023-01-01', CASE d WHEN 'increase' THEN 10 ELSE 90 END, '2026-12-31',
       CASE d WHEN 'increase' THEN 60 ELSE 2 END, 'h', 60, u = 'complaints', k
FROM (VALUES ('of the year', 'percent', 'increase', 'year to date'), ('of all', 'percent', 'increase', 'cumulative'),
             ('of no day', 'percent', 'increase', 'cumulative'), ('plain', 'percent', 'increase', 'year to date'),
             ('added events', 'complaints', 'decrease', 'year to date')) v (m, u, d, k);
INSERT INTO measurement (measure_id, period_from, period_to, numerator, denominator)
SELECT 'of the year', date_trunc('year', f.period_from)::date, f.period_to,
       sum(f.numerator) OVER y, sum(f.denominator) OVER y FROM measurement f
WHERE f.measure_id = 'share' AND f.reported_on IS NULL
WINDOW y AS (PARTITION BY date_trunc('year', f.period_from) ORDER BY f.period_to)
UNION ALL
SELECT m.measure_id, m.starts, f.period_to, sum(f.numerator) OVER y, sum(f.denominator) OVER y FROM measurement f
CROSS JOIN (VALUES ('of all', date '2024-01-01'), ('of no day', NULL)) m (measure_id, starts)
WHERE f.measure_id = 'share' AND f.reported_on IS NULL
WINDOW y AS (PARTITION BY m.measure_id ORDER BY f.period_to);
INSERT INTO measurement (measure_id, period_from, period_to, value)
SELECT 'added events', date_trunc('year', f.period_from)::date, f.period_to,
       sum(f.value) OVER (PARTITION BY date_trunc('year', f.period_from) ORDER BY f.period_to)
FROM measurement f WHERE f.measure_id = 'events' AND f.period_to < '2025-08-01'
UNION ALL SELECT 'plain', date_trunc('year', month)::date, last_day, 50 + i FROM g;
SELECT results_eq($$SELECT measure_id, series, no_series FROM measure_periods
                    WHERE measure_id ~ '^(of|plain|added)' ORDER BY 1$$,
    $$VALUES ('added events', 'single periods', NULL), ('of all', 'single periods', NULL),
             ('of no day', 'single periods', NULL), ('of the year', 'single periods', NULL),
             ('plain', NULL, 'its figures share cases, as their periods overlap: year to date')$$,
    'from counts that go on the single periods are known, from percentages they are not');
CREATE TEMPORARY TABLE added ON COMMIT DROP AS SELECT * FROM process_control;
SELECT is_empty(format($$SELECT period_from, period_to, numerator, denominator, value, chart, centre, lower, upper,
                                kind, is_last FROM added WHERE series = %1$L
                         EXCEPT SELECT period_from, period_to, numerator, denominator, value, chart, centre, lower,
                                       upper, kind, is_last FROM added WHERE series = 'share'$$, m),
                m || ': the chart of the single months')
FROM unnest('{of the year,of all}'::text[]) m;
SELECT results_eq($$SELECT series, count(*), sum(numerator), sum(denominator) FROM added
                    WHERE series IN ('of the year', 'of all', 'of no day', 'share') GROUP BY 1 ORDER BY 1$$,
    $$SELECT m, 20::bigint, sum(f.numerator), sum(f.denominator) FROM measurement f,
             unnest('{of all,of no day,of the year,share}'::text[]) m
      WHERE f.measure_id = 'share' AND f.reported_on IS NULL GROUP BY 1 ORDER BY 1$$, 'all of them');
SELECT results_eq($$SELECT chart, period_to, value FROM added WHERE series = 'added events' ORDER BY 2$$,
    $$SELECT 'u', period_to, value::numeric(9, 2) FROM measurement
      WHERE measure_id = 'events' AND period_to < '2025-08-01' ORDER BY 2$$, 'events of single months');
SELECT results_eq($$SELECT trend_per_month, trend_lower, trend_upper, points, trend_in_words FROM dashboard
                    WHERE measure_id = 'of the year'$$,
    $$SELECT trend_per_month, trend_lower, trend_upper, points,
             replace(trend_in_words, 'figures', 'single periods') FROM dashboard WHERE measure_id = 'share'$$,
    'the trend of the single months, and it is said');
-- As on a day: the months known by then.
SET LOCAL sen_improvement.as_of = '2024-04-30';
SELECT is((SELECT count(*) FROM measure_series WHERE measure_id = 'of the year'), 4::bigint, 'of those known by then');
SET LOCAL sen_improvement.as_of = '2025-11-30';
-- Counts that are not those before with more, or that are missing.
UPDATE measurement SET numerator = 20 WHERE measure_id = 'of the year' AND period_to = '2024-08-31';
UPDATE measurement SET numerator = NULL, denominator = NULL, value = 5 WHERE measure_id = 'of all'
    AND period_to = '2024-08-31';
UPDATE measurement SET period_from = '2024-03-01' WHERE measure_id = 'added events' AND period_to = '2024-08-31';
UPDATE measure SET period_kind = 'year to date' WHERE measure_id = 'of no day';
SELECT results_eq($$SELECT measure_id, series, no_series FROM measure_periods
                    WHERE measure_id ~ '^(of|added)' ORDER BY 1$$,
    $$VALUES ('added events', NULL, 'its figures share cases (year to date), and what was added cannot be told: the '
                                    'counts to 31 August 2024 are not those before with more'),
             ('of all', NULL, 'its figures share cases (cumulative), and what was added cannot be told: not all of '
                              'them have counts and the day that they begin on'),
             ('of no day', NULL, 'its figures share cases, as their periods overlap: year to date'),
             ('of the year', NULL, 'its figures share cases (year to date), and what was added cannot be told: the '
                                   'counts to 31 August 2024 are not those before with more')$$,
    'where they cannot be told it is said why');
SELECT is_empty($$SELECT * FROM process_control
                  WHERE series IN ('of the year', 'of all', 'of no day', 'added events')$$,
                'and nothing is drawn');
DELETE FROM measurement WHERE measure_id ~ '^(of|plain|added)';
DELETE FROM measure WHERE measure_id ~ '^(of|plain|added)';

-- What is not there yet, and what no chart can take ------------------------------------------
UPDATE measure SET agreed_on = '2025-12-01' WHERE measure_id IN ('number', 'counted');
SELECT results_eq($$SELECT DISTINCT source, series FROM process_summary WHERE series IN ('number', 'counted',
                    'plans_in_20_weeks') AND coalesce(local_authority, '344') = '344'$$,
                  'SELECT NULL::text, NULL::text WHERE false',
                  'yearly counts plans of 344 still, so they are not shown again');
UPDATE measure SET agreed_on = '2025-12-01' WHERE measure_id = 'yearly';
SELECT is((SELECT string_agg(source, ', ') FROM process_summary WHERE series = 'plans_in_20_weeks'),
          'definition, definition', 'a definition that no agreed measure counts is shown for each authority');
UPDATE measurement SET value = 1e400 WHERE measure_id = 'mixed' AND period_to = '2024-06-30';
UPDATE measurement SET numerator = 1e20, denominator = 1e21 WHERE measure_id = 'share' AND period_to = '2024-06-30';
UPDATE measurement SET value = -1 WHERE measure_id = 'events' AND period_to = '2024-06-30';
SELECT results_eq($$SELECT series, chart, count(*), count(variation), count(value) FROM process_control
                    WHERE series IN ('mixed', 'share', 'events') GROUP BY 1, 2 ORDER BY 1$$,
    $$VALUES ('events', 'XmR', 20::bigint, 20::bigint, 20::bigint), ('mixed', 'XmR', 20, 19, 20),
             ('share', 'p', 20, 18, 19)$$,
    'figures beyond what a chart can take are gaps, and less than nothing is no count');
SELECT throws_ok($$UPDATE measure SET counts_events = true WHERE measure_id = 'share'$$, '23514',
                 'value "t" is not allowed in column "counts_events"', 'a percentage counts no events');
SELECT throws_ok($$INSERT INTO recalculation (measure_id, starts_on, reason, decided_by, meeting_id)
                   VALUES ('few', '2025-01-01', ' ', 'chair', 'b1')$$, '23514', NULL, 'a decision has a reason');
SELECT throws_ok($$INSERT INTO recalculation (measure_id, starts_on, reason, meeting_id)
                   VALUES ('few', '2025-01-01', 'r', 'b1')$$, '23502', NULL, 'and somebody who decided');
SELECT throws_ok($$INSERT INTO recalculation (measure_id, starts_on, reason, decided_by)
                   VALUES ('few', '2025-01-01', 'r', 'chair')$$, '23502', NULL, 'and a meeting');
DELETE FROM measurement;
DELETE FROM ehc_request;
DELETE FROM wait;
SELECT is_empty('SELECT * FROM process_control', 'nothing to chart');
SELECT is_empty($$SELECT * FROM process_summary WHERE in_words <> 'No figure yet.'$$, 'which is said');
SELECT * FROM finish();
ROLLBACK;
