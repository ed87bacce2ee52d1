-- Room board: is each measure moving and on track; the quality of plans; waits for assessment. Every figure is
-- computed again by slow loops over random data in test/pgtap/dashboard.sql; here the words, and the days on
-- which something turns.
\i sql/include/begin.sql
\set programme dash
\i test/fixtures/ready_programme.sql
SET search_path = dash;
SET sen_improvement.as_of = '2025-06-30';

-- An empty programme: no rows anywhere, and no error.
SELECT (SELECT count(*) FROM measure_value) + (SELECT count(*) FROM dashboard) + (SELECT count(*)
    FROM plan_quality) + (SELECT count(*) FROM waits) AS rows;
-- Nobody sees an own type in a column.
SELECT table_name, column_name, data_type FROM information_schema.columns
WHERE table_schema = 'dash' AND table_name IN ('measure_value', 'dashboard', 'plan_quality', 'waits')
       AND data_type NOT IN ('text', 'numeric', 'date', 'integer', 'bigint', 'smallint', 'boolean');

\set ECHO none
INSERT INTO objective (objective_id, plan, title, agreed_on)
VALUES ('O1', 'Priority Action Plan', 'Timely plans', '2024-01-01');
INSERT INTO meeting (meeting_id, title, planned_on, held_on, source)
VALUES ('B1', 'Board', '2025-05-20', '2025-05-20', 'Minutes');
INSERT INTO evidence (evidence_id, kind, title, dated_on, illustrative) VALUES
    ('return', 'data', 'Training return', '2025-06-20', false), ('plan', 'plan', 'Strategic Plan', '2024-06-01', false),
    ('made up', 'data', 'Example', '2025-06-20', true);
-- From 20 percent at the end of 2024 to 80 at the end of 2025: on 30 June the line is at 49.75 (181 of 365 days).
CREATE FUNCTION pg_temp.add_measure(id text, unit text, direction text, baseline numeric, target numeric,
                                    figures jsonb DEFAULT '{}', target_on date DEFAULT '2025-12-31',
                                    every_months integer DEFAULT 1, evidence text DEFAULT NULL) RETURNS text
    LANGUAGE sql AS $$
    INSERT INTO measure (measure_id, objective_id, title, unit, direction, baseline_on, baseline_value, target_on,
                         target_value, how_measured, every_months, evidence_id, period_kind)
    VALUES (id, 'O1', 'Measure ' || id, unit, direction, '2024-12-31', baseline, target_on, target,
            'Counted each month.', every_months, evidence, 'single periods');
    INSERT INTO measurement (measure_id, period_to, value, numerator, denominator)
    SELECT id, f.key::date, CASE WHEN jsonb_typeof(f.value) = 'number' THEN f.value::numeric END,
           CASE jsonb_typeof(f.value) WHEN 'array' THEN (f.value ->> 0)::numeric END,
           CASE jsonb_typeof(f.value) WHEN 'array' THEN (f.value ->> 1)::numeric END FROM jsonb_each(figures) f;
    SELECT id $$;
CREATE VIEW said AS SELECT measure_id, verdict, rag, replace(because, '; ', E';\n    ') AS because FROM dashboard;
\set ECHO all

-- One of each verdict, with what is said. Figures in two units, one of which should fall.
SELECT num_nonnulls(pg_temp.add_measure('met', 'percent', 'increase', 20, 80, '{"2025-06-30": 80}'),
                    pg_temp.add_measure('met, falling', 'weeks', 'decrease', 40, 20,
                                        '{"2025-05-31": 25, "2025-06-30": 19.5}'),
       pg_temp.add_measure('level', 'percent', 'increase', 20, 80, '{"2025-06-30": 49.75}'),
       pg_temp.add_measure('a little behind', 'percent', 'increase', 20, 80, '{"2025-06-30": 49.74}'),
       pg_temp.add_measure('three quarters', 'percent', 'increase', 20, 100, '{"2025-06-30": 49.7534}'),
       pg_temp.add_measure('under that', 'percent', 'increase', 20, 100, '{"2025-06-30": 49.7533}'),
       pg_temp.add_measure('too little', 'percent', 'increase', 20, 80, '{"2025-06-30": 42.31}'),
       pg_temp.add_measure('worse', 'weeks', 'decrease', 40, 20, '{"2025-06-30": 41}'),
       pg_temp.add_measure('nothing', 'percent', 'increase', 20, 80),
       pg_temp.add_measure('old', 'percent', 'increase', 20, 80, '{"2025-03-31": 90}'),
       pg_temp.add_measure('quarterly', 'percent', 'increase', 20, 80, '{"2025-03-31": 90}', every_months => 3),
       pg_temp.add_measure('before', 'percent', 'increase', 20, 80, '{"2024-12-30": 90}', every_months => 12),
       pg_temp.add_measure('chance', 'percent', 'increase', 20, 80, '{"2025-06-30": [20, 50]}'),
       pg_temp.add_measure('not chance', 'percent', 'increase', 20, 80, '{"2025-06-30": [200, 500]}'),
       pg_temp.add_measure('in time', 'percent', 'increase', 20, 80,
                           '{"2025-04-30": 20, "2025-05-31": 31, "2025-06-30": 41}'),
       pg_temp.add_measure('too slow', 'percent', 'increase', 20, 80,
                           '{"2025-04-30": 38, "2025-05-31": 39, "2025-06-30": 40}'),
       pg_temp.add_measure('turns back', 'percent', 'increase', 20, 80,
                           '{"2025-01-31": 70, "2025-02-28": 68, "2025-03-31": 66, "2025-04-30": 63, "2025-05-31": 60, '
                           '"2025-06-30": 57}'),
       pg_temp.add_measure('met, turns back', 'percent', 'increase', 20, 50,
                           '{"2025-01-31": 70, "2025-02-28": 68, "2025-03-31": 66, "2025-04-30": 63, "2025-05-31": 60, '
                           '"2025-06-30": 57}'),
       pg_temp.add_measure('turns back, behind', 'weeks', 'decrease', 40, 20,
                           '{"2025-01-31": 29, "2025-02-28": 30, "2025-03-31": 31.5, "2025-04-30": 32, "2025-05-31": '
                           '32.5, "2025-06-30": 33}'),
       pg_temp.add_measure('day passed', 'percent', 'increase', 20, 80, '{"2025-05-31": 79}',
                           target_on => '2025-06-29'), pg_temp.add_measure('day long passed', 'percent', 'increase', 20,
                               80, '{"2025-01-31": 79}', target_on => '2025-02-28'),
       pg_temp.add_measure('day has come', 'percent', 'increase', 20, 80, '{"2025-06-30": 79}',
                           target_on => '2025-06-30'),
       pg_temp.add_measure('to keep', 'percent', 'increase', 80, 80, '{"2025-06-30": 79}'),
       pg_temp.add_measure('tiny', 'per pupil', 'decrease', 0.0125, 0.005, '{"2025-06-30": 0.0094}')) AS measures;
SELECT * FROM said;
-- A month later the figure of March is as old as it may be.
SET sen_improvement.as_of = '2025-05-31'; SELECT measure_id, verdict FROM said WHERE measure_id = 'old';
SET sen_improvement.as_of = '2025-06-01'; SELECT measure_id, verdict FROM said WHERE measure_id = 'old';
SET sen_improvement.as_of = '2024-12-30'; SELECT count(*) AS before_any_baseline FROM said;
SET sen_improvement.as_of = '2024-12-31'; SELECT DISTINCT verdict, change_in_words FROM dashboard
    JOIN measure USING (measure_id) WHERE every_months = 1;
SET sen_improvement.as_of = '2025-06-30';

-- Fresh: to the end of the month from an end of a month, else to the same day.
UPDATE measurement SET period_to = d.d
FROM (VALUES ('met', date '2025-02-28'), ('level', '2025-01-30'), ('worse', '2025-06-15'),
      ('too little', '2025-04-30')) d (id, d) WHERE measure_id = id;
SELECT measure_id, latest_on, fresh_until FROM dashboard WHERE measure_id IN ('met', 'level', 'worse', 'too little');

-- The colours are the programme's own; a verdict without a row still shows.
UPDATE verdict SET rag = 'green' WHERE verdict = 'met';
DELETE FROM verdict WHERE verdict = 'at risk';
SELECT DISTINCT verdict, rag FROM said WHERE verdict IN ('met', 'at risk') ORDER BY verdict;
INSERT INTO verdict VALUES ('at risk', 3, 'amber');

-- Since the last meeting: by the figures known on its day, with words.
DELETE FROM measurement; DELETE FROM measure;
SELECT num_nonnulls(pg_temp.add_measure('better', 'weeks', 'decrease', 40, 20,
                                        '{"2025-04-30": 35, "2025-05-31": 33.5}'),
                    pg_temp.add_measure('worse', 'percent', 'increase', 20, 80,
                                        '{"2025-04-30": 35, "2025-05-31": 33.5}'),
       pg_temp.add_measure('same', 'percent', 'increase', 20, 80, '{"2025-04-30": 35, "2025-05-31": 35.0}'),
       pg_temp.add_measure('clear', 'percent', 'increase', 20, 80,
                           '{"2025-04-30": [45, 100], "2025-05-31": [60, 100]}'),
       pg_temp.add_measure('unclear', 'percent', 'increase', 20, 80,
                           '{"2025-04-30": [45, 100], "2025-05-31": [58, 100]}'),
       pg_temp.add_measure('clearly worse', 'percent', 'decrease', 80, 20,
                           '{"2025-04-30": [45, 100], "2025-05-31": [60, 100]}'),
       pg_temp.add_measure('counts then none', 'percent', 'increase', 20, 80,
                           '{"2025-04-30": [45, 100], "2025-05-31": 46}'),
       pg_temp.add_measure('first', 'percent', 'increase', 20, 80, '{"2025-05-31": 46}'),
       pg_temp.add_measure('none since', 'percent', 'increase', 20, 80, '{"2025-04-30": 35}'),
       pg_temp.add_measure('nothing', 'percent', 'increase', 20, 80),
       pg_temp.add_measure('on the day', 'percent', 'increase', 20, 80, '{"2025-05-20": 35, "2025-06-30": 36}'),
       pg_temp.add_measure('reported later', 'percent', 'increase', 20, 80, '{"2025-03-31": 34, "2025-04-30": 35}'),
       pg_temp.add_measure('nothing to count', 'percent', 'increase', 20, 80,
                           '{"2025-04-30": [1, 2], "2025-05-31": [0, 0]}')) AS measures;
UPDATE measurement SET reported_on = '2025-05-21' WHERE measure_id = 'reported later' AND period_to = '2025-04-30';
SELECT measure_id, previous_on, previous_value AS previous, latest_on, latest_value AS latest,
       change_since_last_meeting AS change, moving, change_in_words FROM dashboard;
-- On the day of the meeting, that meeting is the next one.
SET sen_improvement.as_of = '2025-05-20'; SELECT DISTINCT moving, change_in_words FROM dashboard;
SET sen_improvement.as_of = '2025-06-30';

-- What is known: neither before the period is over nor before it is reported.
INSERT INTO measurement (measure_id, period_to, value, reported_on) VALUES ('nothing', '2025-07-31', 50, '2025-06-01'),
    ('nothing', '2025-06-29', 40, '2025-07-01');
SELECT * FROM measure_value WHERE measure_id = 'nothing';
SET sen_improvement.as_of = '2025-07-31'; SELECT * FROM measure_value
    WHERE measure_id IN ('nothing', 'clear', 'nothing to count') ORDER BY measure_id, period_to;
SET sen_improvement.as_of = '2025-06-30';
-- A third of the cases, with two decimals; values too large for a trend or an interval do no harm.
SELECT num_nonnulls(pg_temp.add_measure('a third', 'percent', 'increase', 20, 80, '{"2025-05-31": [1, 3]}'),
                    pg_temp.add_measure('huge', 'pounds', 'increase', 0, 1e200,
                                        '{"2025-03-31": 1e199, "2025-04-30": 2e199, "2025-05-31": 3e199}'),
                    pg_temp.add_measure('huge counts', 'percent', 'increase', 0, 100, '{"2025-05-31": [1e400, 2e400]}'))
       AS measures;
SELECT measure_id, latest_value < 1e6 AS small, CASE WHEN latest_value < 1e6 THEN latest_value END AS latest,
       latest_lower, latest_upper, points, trend_per_month, projected_on, verdict FROM dashboard
WHERE measure_id IN ('a third', 'huge', 'huge counts');

-- Milestones: the plan bends at them; outside the dates of the measure they do not count.
DELETE FROM measurement; DELETE FROM measure;
SELECT num_nonnulls(pg_temp.add_measure('bends', 'percent', 'increase', 20, 80, '{"2025-06-30": 45}'),
                    pg_temp.add_measure('straight', 'percent', 'increase', 20, 80, '{"2025-06-30": 45}'),
                    pg_temp.add_measure('there already', 'percent', 'increase', 20, 80, '{"2025-05-31": 60}'))
       AS measures;
INSERT INTO milestone (measure_id, due_on, value) VALUES ('bends', '2025-03-31', 25), ('bends', '2025-09-30', 50),
    ('straight', '2024-12-31', 70), ('straight', '2025-12-31', 90), ('straight', '2026-03-31', 95),
    ('there already', '2025-05-31', 75), ('there already', '2025-06-30', 60), ('there already', '2025-07-01', 1);
SELECT measure_id, expected_now, expected_by_milestones, next_milestone_on, next_milestone_value,
       on_track_for_milestone, required_per_month, verdict FROM dashboard;
SELECT measure_id, replace(because, '; ', E';\n    ') AS because FROM dashboard;
UPDATE measurement SET value = 30;
SELECT measure_id, on_track_for_milestone, verdict FROM dashboard;

-- Sources: of the figure, else of the measure; what is invented is marked.
DELETE FROM milestone; DELETE FROM measurement; DELETE FROM measure;
SELECT num_nonnulls(pg_temp.add_measure('1', 'percent', 'increase', 20, 80, '{"2025-06-30": 45}', evidence => 'plan'),
                    pg_temp.add_measure('2', 'percent', 'increase', 20, 80, '{"2025-06-30": 45}'),
                    pg_temp.add_measure('3', 'percent', 'increase', 20, 80, '{"2025-05-31": 40, "2025-06-30": 45}',
                                        evidence => 'made up'),
       pg_temp.add_measure('4', 'percent', 'increase', 20, 80, '{"2025-06-30": 45}', evidence => 'plan'),
       pg_temp.add_measure('5', 'percent', 'increase', 20, 80, evidence => 'plan')) AS measures;
UPDATE measurement SET evidence_id = CASE measure_id WHEN '3' THEN 'return' ELSE 'made up' END
WHERE measure_id IN ('3', '4') AND period_to = '2025-06-30';
SELECT measure_id, source, illustrative FROM dashboard;

-- Counted from the cases: nobody types them, a month that still runs is not judged, a year is.
INSERT INTO measure (measure_id, objective_id, title, unit, direction, baseline_on, baseline_value, target_on,
                     target_value, how_measured, every_months, definition, local_authority, counted_over,
                     excluding_exceptions)
SELECT 'by ' || o || CASE WHEN e THEN ' without exceptions' ELSE '' END, 'O1', 'Plans in 20 weeks', 'percent',
       'increase', '2024-12-31', 20, '2026-08-31', 60, 'As defined.', 1, 'plans_in_20_weeks', '344', o, e
FROM unnest('{month,twelve months,year}'::text[]) o, unnest('{f,t}'::boolean[]) e;
INSERT INTO ehc_request (local_authority, request_ref, received_on, assessment_outcome, assessment_outcome_on, week20)
VALUES
    ('344', 'a', '2024-08-01', 'Y', '2024-11-29', NULL), ('344', 'b', '2025-01-06', 'Y', '2025-05-12', NULL),
    ('344', 'c', '2025-01-06', 'Y', '2025-05-30', NULL), ('344', 'd', '2025-01-06', 'Y', '2025-05-30', true),
    ('344', 'e', '2025-02-03', 'Y', '2025-06-10', NULL), ('343', 'f', '2025-01-06', 'Y', '2025-05-30', NULL);
INSERT INTO measurement (measure_id, period_to, value) VALUES ('by month', '2025-05-31', 99);
SET sen_improvement.as_of = '2025-06-15';
SELECT * FROM measure_value WHERE counted AND period_to >= '2025-04-01' OR measure_id LIKE 'by year%'
ORDER BY measure_id, period_to;
SELECT measure_id, latest_on, latest_value, latest_lower, latest_upper, points, fresh_until, source FROM dashboard
WHERE measure_id LIKE 'by%';
SET sen_improvement.as_of = '2025-06-30';
SELECT measure_id, latest_on, latest_value FROM dashboard WHERE measure_id LIKE 'by month%';

-- Audits of plans: a month, and three months against the three before.
INSERT INTO plan_audit (local_authority, audit_ref, audited_on, grade, multi_agency)
SELECT '344', m || '-' || n, (date '2024-12-10' + make_interval(months => m))::date,
       CASE WHEN n <= good THEN CASE n % 2 WHEN 0 THEN 'good' ELSE 'outstanding' END WHEN n = good + 1 THEN 'inadequate'
            ELSE 'requires improvement' END, CASE WHEN n <= 3 THEN true WHEN n = 4 THEN false END
FROM (VALUES (0, 10, 2), (1, 20, 4), (2, 20, 4), (4, 20, 12), (5, 30, 18), (7, 10, 10)) v (m, audits, good),
    generate_series(1, audits) n;
SELECT * FROM plan_quality;
SET sen_improvement.as_of = '2024-12-09'; SELECT count(*) AS before_the_first FROM plan_quality;
SET sen_improvement.as_of = '2025-06-30';

-- Waits: over is more than so many weeks; contact counts for three months, so does the referral itself.
\set ECHO none
INSERT INTO wait_service VALUES ('physiotherapy', NULL, NULL);
INSERT INTO wait (local_authority, wait_ref, service, referred_on, assessed_on, left_on, last_contact_on) VALUES
    ('344', '18 weeks', 'speech and language', date '2025-06-30' - 126, NULL, NULL, '2025-03-30'),
    ('344', 'a day more', 'speech and language', date '2025-06-30' - 127, NULL, NULL, '2025-03-29'),
    ('344', '52 weeks', 'speech and language', date '2025-06-30' - 364, NULL, NULL, '2025-07-01'),
    ('344', 'a day more than a year', 'speech and language', date '2025-06-30' - 365, NULL, NULL, NULL),
    ('344', 'new', 'speech and language', '2025-03-30', NULL, NULL, NULL),
    ('344', 'assessed in time', 'speech and language', '2024-12-01', '2025-04-06', NULL, NULL),
    ('344', 'late', 'speech and language', '2024-12-01', '2025-04-07', NULL, NULL),
    ('344', 'a year ago', 'speech and language', '2024-06-01', '2024-07-01', NULL, NULL),
    ('344', 'more than a year ago', 'speech and language', '2024-06-01', '2024-06-30', NULL, NULL),
    ('344', 'tomorrow', 'speech and language', '2025-06-30', '2025-07-01', '2025-07-01', NULL),
    ('344', 'not yet', 'speech and language', '2025-07-01', NULL, NULL, NULL),
    ('344', 'left', 'speech and language', '2025-01-01', NULL, '2025-06-30', NULL),
    ('344', 'nobody waits', 'neurodevelopmental', '2025-01-01', '2025-06-30', NULL, NULL),
    ('344', 'no measure', 'physiotherapy', '2025-01-01', NULL, NULL, NULL),
    ('343', 'elsewhere', 'physiotherapy', '2025-01-01', '2025-01-01', NULL, NULL);
\set ECHO all
-- One line a column, the services beside each other.
SELECT c.key AS "column", string_agg(coalesce(c.value, '-'), ' | ' ORDER BY w.local_authority COLLATE "C",
                                     w.service COLLATE "C") AS "values"
FROM waits w, json_each_text(row_to_json(w)) WITH ORDINALITY c (key, value, place) GROUP BY c.key, c.place
ORDER BY c.place;
RESET search_path;
SET client_min_messages = warning;
DROP SCHEMA dash CASCADE;
