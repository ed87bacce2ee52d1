-- Verdicts that a Board would be misled by: each fault with the verdict that is right.
\set QUIET 1
\set ON_ERROR_STOP 1
\pset format unaligned
\pset tuples_only on
\pset pager off
BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL datestyle = 'ISO, YMD';
SELECT no_plan();
SELECT sen.create_programme('vd') AS made \gset
SET LOCAL search_path = vd, public;
SET LOCAL sen_improvement.as_of = '2025-12-01';
INSERT INTO objective (objective_id, plan, title, agreed_on) VALUES ('O', 'Plan', 'Objective', '2024-01-01');
CREATE FUNCTION pg_temp.says(id text, on_day date DEFAULT '2025-12-01') RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('sen_improvement.as_of', on_day::text, true);
    RETURN (SELECT coalesce(d.verdict, 'no verdict') || ': ' || d.because FROM dashboard d WHERE d.measure_id = id);
END $$;

-- The baseline alone, and milestones ----------------------------------------------------
INSERT INTO measure (measure_id, objective_id, title, unit, direction, baseline_on, baseline_value, target_on,
                     target_value, how_measured, every_months, period_kind)
SELECT m, 'O', m, 'percent', 'increase', '2025-06-30', 45, '2026-06-30', 95, 'h', 6, 'on a day'
FROM unnest('{alone,passed,met anyway}'::text[]) m;
INSERT INTO measurement (measure_id, period_to, value) VALUES
    ('alone', '2025-06-30', 45), ('passed', '2025-07-31', 51), ('met anyway', '2025-07-31', 96);
INSERT INTO milestone (measure_id, due_on, value) VALUES ('passed', '2025-10-31', 65), ('met anyway', '2025-10-31', 65);
SELECT is(pg_temp.says('alone'),
          'no recent data: There is no figure yet since the baseline of 45% on 30 June 2025.',
          'the baseline alone is no figure of how it goes');
SELECT is(pg_temp.says('passed', '2025-10-31'), 'on track: 51% on 31 July 2025 keeps up with the plan: the line '
          'through '
          'the milestones from the baseline of 45% on 30 June 2025 to the target of at least 95% by 30 June 2026 '
          'stands '
          'at 50% on that day.', 'on the day of a milestone the figure before it still holds');
SELECT is(pg_temp.says('passed'), 'no recent data: 51% on 31 July 2025 is older than the milestone of 65% by 31 '
          'October '
          '2025: whether that was reached cannot be told yet.', 'after it, it does not');
SELECT is((SELECT on_track_for_milestone FROM dashboard WHERE measure_id = 'passed'), NULL, 'nor for the next one');
SELECT is(split_part(pg_temp.says('met anyway'), ':', 1), 'met', 'what is at the target is');
SELECT is(split_part(pg_temp.says('passed', '2026-07-01'), ':', 1), 'off track', 'the day of the target is the last');

-- Chance, either way ---------------------------------------------------------------------
INSERT INTO measure (measure_id, objective_id, title, unit, direction, baseline_on, baseline_value, target_on,
                     target_value, how_measured, every_months, period_kind)
SELECT m, 'O', m, 'percent', 'increase', '2024-12-01', 40, '2026-12-01', t, 'h', 6, 'single periods'
FROM (VALUES ('ahead', 60), ('ahead for sure', 60), ('at target', 51)) v (m, t);
INSERT INTO measurement (measure_id, period_to, numerator, denominator) VALUES
    ('ahead', '2025-11-30', 52, 100), ('ahead for sure', '2025-11-30', 52000, 100000),
    ('at target', '2025-11-30', 52, 100);
SELECT is(pg_temp.says('ahead'), 'on track: 52% on 30 November 2025 keeps up with the plan: the straight line from the '
          'baseline of 40% on 1 December 2024 to the target of at least 60% by 1 December 2026 stands at 50% on that '
          'day; '
          'but within chance of off track: the 95% interval of the figure is 42.3% to 61.5%.',
          'on track, but within chance of off track');
SELECT is(pg_temp.says('at target'), 'met: 52% on 30 November 2025 meets the target of at least 51% by 1 December '
          '2026; '
          'but within chance of missing it: the 95% interval of the figure is 42.3% to 61.5%.', 'met, as well');
SELECT results_eq($$SELECT measure_id, verdict, is_within_chance FROM dashboard
                    WHERE measure_id ~ '^a[ht]' ORDER BY 1$$,
                  $$VALUES ('ahead', 'on track', true), ('ahead for sure', 'on track', false),
                           ('at target', 'met', true)$$,
                  'and not if there are many cases');

-- Figures that add up within a year --------------------------------------------------------
-- Suspensions for each 100 pupils, from September on: 37.16 in March, 54.05 in July, 3.7 in November.
INSERT INTO measure (measure_id, objective_id, title, unit, direction, baseline_on, baseline_value, target_on,
                     target_value, how_measured, every_months, period_kind, agreed_on)
SELECT m, 'O', m, 'suspensions per 100 pupils', 'decrease', '2024-07-31', 50, '2026-07-31', 18.59, 'h', 4,
       'year to date', '2024-09-01' FROM unnest('{suspensions,held against,shown,no start}'::text[]) m;
INSERT INTO measurement (measure_id, period_from, period_to, value)
SELECT m, CASE WHEN m <> 'no start' THEN f END, t, v
FROM (VALUES (date '2024-09-01', date '2025-03-31', 37.16), ('2024-09-01', '2025-08-31', 54.05),
             ('2025-09-01', '2025-11-30', 3.7)) x (f, t, v), unnest('{suspensions,held against,no start}'::text[]) m
UNION ALL VALUES ('held against', date '2024-09-01', date '2024-11-30', 6.1),
                 ('shown', '2024-09-01', '2025-03-31', 5.2);
SELECT is(pg_temp.says('suspensions', '2025-04-15'), 'off track: 37.16 suspensions per 100 pupils on 31 March 2025 is '
          'behind the plan: the straight line from the baseline of 50 suspensions per 100 pupils on 31 July 2024 to '
          'the '
          'target of at most 18.59 suspensions per 100 pupils by 31 July 2026 stands at 32.96 suspensions per 100 '
          'pupils '
          'on 31 August 2025, the end of its year.', 'what is too much already before the end of the year is off '
          'track');
SELECT is(pg_temp.says('shown', '2025-04-15'), 'no recent data: 5.2 suspensions per 100 pupils on 31 March 2025 is of '
          'a '
          'year that goes on until 31 August 2025, and there is no figure of the year before to hold it against.',
          'a year that has only begun is not met');
SELECT is(split_part(pg_temp.says('suspensions', '2025-09-15'), ':', 1), 'off track', 'at the end of the year: 54.05');
SELECT is(pg_temp.says('suspensions'), 'off track: 54.05 suspensions per 100 pupils on 31 August 2025, the whole of '
          'its '
          'year (3.7 suspensions per 100 pupils on 30 November 2025 is of a year that goes on until 31 August 2026) is '
          'behind the plan: the straight line from the baseline of 50 suspensions per 100 pupils on 31 July 2024 to '
          'the '
          'target of at most 18.59 suspensions per 100 pupils by 31 July 2026 stands at 32.96 suspensions per 100 '
          'pupils '
          'on that day; it is worse than the baseline, and no trend is drawn, since its figures share cases, as their '
          'periods overlap: year to date.', '3.7 of 18.59 at most is not met: the year began anew');
SELECT is(pg_temp.says('held against'), 'off track: 3.7 suspensions per 100 pupils on 30 November 2025 is behind the '
          'plan: the straight line from the baseline of 50 suspensions per 100 pupils on 31 July 2024 to the target '
          'of at '
          'most 18.59 suspensions per 100 pupils by 31 July 2026 stands at 18.61 suspensions per 100 pupils on 31 '
          'August '
          '2026, the end of its year, and so at 2.1 suspensions per 100 pupils on that day, by what was there at the '
          'same point of the year before, 6.1 suspensions per 100 pupils of 54.05 suspensions per 100 pupils; less '
          'than '
          'three quarters of the way planned by then is done, 1.94 of 3.54 suspensions per 100 pupils, and no trend is '
          'drawn, since its figures share cases, as their periods overlap: year to date.',
          'with the same point of the year before: 3.7 where 6.1 of 54.05 was');
SELECT results_eq($$SELECT measure_id, latest_value, judged_on, judged_value, gap_to_target, expected_by_milestones
                    FROM dashboard WHERE measure_id IN ('suspensions', 'held against') ORDER BY 1$$,
    $$VALUES ('held against', 3.7, date '2025-11-30', 3.7, -14.89, 2.1),
             ('suspensions', 3.7, '2025-08-31', 54.05, 35.46, 32.96)$$,
    'which figure is judged, and by what');
SELECT is(split_part(pg_temp.says('no start'), ':', 1), 'no recent data', 'without the day that the year begins on');
-- What adds up towards a target that it should reach cannot be lost again; a percentage can.
INSERT INTO measure (measure_id, objective_id, title, unit, direction, baseline_on, baseline_value, target_on,
                     target_value, how_measured, every_months, period_kind)
VALUES ('visits', 'O', 'Visits', 'visits', 'increase', '2024-12-31', 100, '2026-12-31', 120, 'h', 3, 'year to date'),
       ('share', 'O', 'Share', 'percent', 'increase', '2023-12-31', 40, '2026-12-31', 60, 'h', 12, 'year to date');
INSERT INTO measurement (measure_id, period_from, period_to, value, numerator, denominator) VALUES
    ('visits', '2025-01-01', '2025-09-30', 125, NULL, NULL), ('share', '2025-01-01', '2025-01-31', NULL, 3, 3),
    ('share', '2024-01-01', '2024-12-31', NULL, 61, 100);
SELECT is(split_part(pg_temp.says('visits'), ':', 1), 'met', '125 of 120 visits in September are met');
SELECT is(split_part(pg_temp.says('share', '2025-01-10'), ':', 1), 'met', '61% of a whole year is met');
SELECT is(split_part(pg_temp.says('share', '2025-02-10'), ':', 1), 'on track', '3 of 3 in January are not');
SELECT * FROM finish();
ROLLBACK;
