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
\set programme vd
\ir ../fixtures/ready_programme.sql
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
SELECT is(split_part(pg_temp.says('passed', '2026-06-30'), ':', 1), 'no recent data', 'and on the day of the target');

-- The day of the target: a figure from before it says nothing of it, if the next one is closer to it.
INSERT INTO measure (measure_id, objective_id, title, unit, direction, baseline_on, baseline_value, target_on,
                     target_value, how_measured, every_months, period_kind)
SELECT m, 'O', m, 'percent', 'increase', '2024-08-31', 45, t, 95, 'h', e, 'single periods'
FROM (VALUES ('monthly', date '2025-08-31', 1), ('monthly, there before', '2025-08-31', 1),
             ('quarterly', '2025-08-31', 3), ('of a year', '2025-09-01', 12), ('mid-month', '2025-08-15', 1),
             ('later in the month', '2025-08-16', 1)) v (m, t, e);
INSERT INTO measurement (measure_id, period_to, value, reported_on) VALUES
    ('monthly', '2025-07-31', 90, NULL), ('monthly', '2025-08-31', 94, '2025-09-20'),
    ('monthly, there before', '2025-07-31', 96, NULL),
    ('quarterly', '2025-06-30', 90, NULL), ('quarterly', '2025-09-30', 96, '2025-10-20'),
    ('of a year', '2025-08-31', 90, NULL), ('mid-month', '2025-07-31', 90, NULL),
    ('later in the month', '2025-07-31', 90, NULL);
SELECT is(split_part(pg_temp.says('monthly', '2025-08-30'), ':', 1), 'at risk', 'the day before, by the plan');
SELECT is(split_part(pg_temp.says('monthly', '2025-08-31'), ':', 1), 'at risk', 'on the day, which is the last');
SELECT is(pg_temp.says('monthly', '2025-09-01'), 'no recent data: 90% on 31 July 2025 does not reach the target of at '
          'least 95% by 31 August 2025, and is older than that day: whether it was reached by then cannot be told '
          'yet.', 'after it, the figure of the day is still to come');
SELECT is(pg_temp.says('monthly', '2025-09-20'), 'off track: The day of the target has passed and it is not reached: '
          '94% on 31 August 2025 is 1 point away from the target of at least 95% by 31 August 2025.',
          'and when it comes, it tells');
SELECT is(pg_temp.says('monthly, there before', '2025-09-01'), 'met: 96% on 31 July 2025 meets the target of at least '
          '95% by 31 August 2025, by the last figure before that day.', 'what is there before its day is met, and '
          'says by which figure');
SELECT is(split_part(pg_temp.says('quarterly', '2025-09-30'), ':', 1), 'no recent data', 'September is closer than '
          'June to the end of August');
SELECT is(split_part(pg_temp.says('quarterly', '2025-10-20'), ':', 1), 'met', 'and may be there');
SELECT is(split_part(pg_temp.says('of a year', '2025-09-02'), ':', 1), 'off track', 'a year that ends the day before '
          'the day of the target tells of it');
SELECT is(split_part(pg_temp.says('mid-month', '2025-08-20'), ':', 1), 'off track', 'July is no further from 15 '
          'August than August');
SELECT is(split_part(pg_temp.says('later in the month', '2025-08-20'), ':', 1), 'no recent data', 'but from 16 August');
SELECT is(pg_temp.says('monthly, there before', '2025-10-01'), 'no recent data: The latest figure, 96% on 31 July '
          '2025, is too old: a measure with a figure every month is judged until 30 September 2025, when the next one '
          'is overdue; the day of the target, 31 August 2025, has passed.', 'an old figure is not met for ever');

-- A day decades ahead is no forecast.
INSERT INTO measure (measure_id, objective_id, title, unit, direction, baseline_on, baseline_value, target_on,
                     target_value, how_measured, every_months, period_kind)
SELECT m, 'O', m, 'percent', 'increase', '2024-12-31', 20, '2026-06-30', t, 'h', 1, 'single periods'
FROM (VALUES ('slow', 95), ('slow enough', 45)) v (m, t);
INSERT INTO measurement (measure_id, period_to, value)
SELECT m, (date '2025-01-01' + make_interval(months => n))::date - 1, 20 + 0.3 * n
FROM unnest('{slow,slow enough}'::text[]) m, generate_series(1, 10) n;
SELECT matches(pg_temp.says('slow'), ' and at the pace of its last 12 months it would not reach the target within 5 '
               'years\.$', 'no day that is more than five years ahead');
SELECT ok((SELECT projected_on > '2040-01-01' FROM dashboard WHERE measure_id = 'slow'), 'though it is known');
UPDATE measure SET target_value = 23 + 0.3 * 59 WHERE measure_id = 'slow enough';
SELECT matches(pg_temp.says('slow enough'), ' the target only on \d+ (September|October) 2030\.$', 'nearly five years');
UPDATE measure SET target_value = 23 + 0.3 * 61 WHERE measure_id = 'slow enough';
SELECT matches(pg_temp.says('slow enough'), ' would not reach the target within 5 years\.$', 'and a month');

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
SET LOCAL sen_improvement.as_of = '2025-12-01';
-- Units, and what plans have or lack ---------------------------------------------------------
PREPARE measure_in(text, numeric) AS
    INSERT INTO measure (measure_id, objective_id, title, unit, direction, baseline_on, baseline_value, target_on,
                         target_value, how_measured, every_months, period_kind)
    VALUES ('in ' || $1, 'O', 'In ' || $1, $1, 'increase', '2025-01-31', 40, '2026-12-31', $2, 'h', 3,
            'single periods');
SELECT throws_ok(format('EXECUTE measure_in(%L, 60)', word), '23514',
                 format('value "%s" is not allowed in column "unit"', word), word || ' is written percent')
FROM unnest('{%,per cent,Percentage,pct,% of plans}'::text[]) word;
SELECT throws_ok('EXECUTE measure_in(''furlongs'', 60)', '23503', NULL, 'another unit is a word of the list');
SELECT throws_ok('INSERT INTO unit VALUES (''% late'', 99, ''m'')', '23514', NULL, 'which has one word for percent');
INSERT INTO unit VALUES ('furlongs', 99, 'An eighth of a mile.');
SELECT lives_ok('EXECUTE measure_in(''furlongs'', 60)', 'that a council may add to');
EXECUTE measure_in('percent', 60);
INSERT INTO measurement (measure_id, period_to, value) VALUES ('in percent', '2025-11-30', 140);
SELECT is((SELECT severity FROM data_quality WHERE finding = 'below 0 or above 100 percent'), 'error',
          '140 percent is an error of the data');

-- A context figure; a target without a day, for which the notice has one; a baseline still to be taken.
INSERT INTO notice (notice_id, title, issued_by, issued_to, issued_on, actions_due_on, source)
VALUES ('N', 'Notice', 'DfE', 'Council', '2025-06-06', '2026-08-31', 's');
INSERT INTO measure (measure_id, objective_id, title, unit, direction, baseline_on, baseline_value, target_on,
                     target_value, how_measured, every_months, period_kind, agreed_on) VALUES
    ('context', 'O', 'c', 'families', NULL, NULL, NULL, NULL, NULL, 'h', 3, 'on a day', '2025-01-01'),
    ('no day', 'O', 'n', 'percent', 'increase', '2025-01-31', 40, NULL, 60, 'h', 3, 'on a day', '2025-01-01'),
    ('to be taken', 'O', 't', 'percent', 'increase', NULL, NULL, '2026-08-31', 60, 'h', 3, 'on a day', '2025-01-01');
INSERT INTO measurement (measure_id, period_to, value)
SELECT m, date '2025-11-30', 50 FROM unnest('{context,no day,to be taken}'::text[]) m
UNION ALL SELECT m, date '2025-08-31', 45 FROM unnest('{context,no day,to be taken}'::text[]) m;
SELECT is(pg_temp.says('context'),
          'no verdict: 50 families on 30 November 2025 is shown for context: no target is set.',
          'a context figure');
SELECT is(pg_temp.says('no day'), 'no verdict: 50% on 30 November 2025 does not reach the target of at least 60%; no '
          'day '
          'is set by which it should. The notice asks for delivery by 31 August 2026.', 'a target without a day');
SELECT is(pg_temp.says('to be taken'), 'no verdict: 50% on 30 November 2025 does not reach the target of at least 60% '
          'by '
          '31 August 2026; the baseline is still to be taken.', 'a baseline still to be taken');
UPDATE measurement SET value = 61 WHERE measure_id IN ('no day', 'to be taken') AND period_to = '2025-11-30';
SELECT results_eq($$SELECT verdict, count(*) FROM dashboard WHERE measure_id IN ('no day', 'to be taken') GROUP BY 1$$,
                  $$VALUES ('met', 2::bigint)$$, 'what is reached is met all the same');
SELECT is((SELECT what_to_do FROM data_quality WHERE finding = 'target without a day'), 'Say in target_on by when it '
          'is to '
          'be reached; the notice asks for delivery by 31 August 2026. Without a day there is no plan to judge it by.',
          'and the day of the notice is offered');
SELECT is((SELECT how_many FROM data_quality WHERE finding = 'baseline still to be taken'), 1::bigint, 'and asked for');
SET LOCAL sen_improvement.as_of = '2025-12-01';
UPDATE notice SET issued_on = '2025-09-15';
SELECT results_eq($$SELECT change, moving FROM measure_change WHERE measure_id = 'context' AND since = 'notice'$$,
                  $$VALUES (5::numeric, NULL::text)$$, 'without a direction nothing is better or worse');
SELECT throws_ok($$UPDATE measure SET direction = NULL WHERE measure_id = 'no day'$$, '23514', NULL,
                 'a target has a direction');
SELECT throws_ok($$UPDATE measure SET target_on = '2026-08-31' WHERE measure_id = 'context'$$, '23514', NULL,
                 'a day has a target');
SELECT throws_ok($$UPDATE measure SET agreed_on = NULL WHERE measure_id = 'context'$$, '23514', NULL,
                 'without a baseline it is known since when it is reported');
SELECT throws_ok($$UPDATE measure SET baseline_on = '2025-01-31' WHERE measure_id = 'context'$$, '23514', NULL,
                 'a baseline has a value');
SELECT ok((SELECT count(*) > 0 FROM process_summary WHERE measure_id = 'context'), 'it is charted as any other');

-- A lead beside the accountable officer, success criteria, a response, and a risk with its current score only.
INSERT INTO partner VALUES ('council', 'Council', 'local government');
INSERT INTO post (post_id, partner_id, title) VALUES
    ('dcs', 'council', 'Director'), ('lead', 'council', 'Head of SEND');
INSERT INTO action (action_id, objective_id, title, owner_post, agreed_on, lead_post, success_criteria)
VALUES ('A', 'O', 'Action', 'dcs', '2025-01-01', 'lead', 'Nobody waits.');
SELECT results_eq('SELECT owner, lead, success_criteria FROM action_status',
                  $$VALUES ('Director', 'Head of SEND', 'Nobody waits.')$$, 'who answers for it, and who does it');
INSERT INTO risk (risk_id, title, opened_on, risk_response) VALUES ('R', 'Risk', '2025-01-01', 'transfer');
INSERT INTO risk_assessment (risk_id, assessed_on, current_likelihood, current_impact) VALUES ('R', '2025-02-01', 4, 3);
SELECT results_eq('SELECT current_score::integer, inherent_score::integer, above_inherent, risk_response
                   FROM risk_register',
                  $$VALUES (12, NULL::integer, NULL::boolean, 'transfer')$$, 'a risk with its current score only');
SELECT throws_ok($$UPDATE risk SET risk_response = 'hope'$$, '23503', NULL, 'a response is a word of the list');
SELECT throws_ok($$UPDATE risk_assessment SET inherent_impact = 5$$, '23514', NULL, 'the other score is two numbers');

-- Typed in, though it can be counted: 81.1% beside 3 of 4.
INSERT INTO measure (measure_id, objective_id, title, unit, direction, baseline_on, baseline_value, target_on,
                     target_value, how_measured, every_months, period_kind)
VALUES ('decisions', 'O', 'Decisions', 'percent', 'increase', '2023-12-31', 60, '2026-12-31', 90, 'h', 12,
        'single periods');
INSERT INTO measure_count VALUES ('decisions', 'decisions_in_6_weeks', '344', false);
INSERT INTO measurement (measure_id, period_from, period_to, value) VALUES
    ('decisions', NULL, '2024-12-31', 81.1), ('decisions', '2025-01-15', '2025-03-31', 80),
    ('decisions', '2025-04-01', '2025-04-30', 70);
INSERT INTO ehc_request (local_authority, request_ref, received_on, request_outcome, request_outcome_on)
SELECT '344', 'R' || n, date '2024-03-01' + n, 'Y', date '2024-03-01' + n + CASE n WHEN 4 THEN 60 ELSE 30 END
FROM generate_series(1, 4) n;
SELECT results_eq('SELECT period_from, value, counted_value, difference, in_words FROM measure_reconciliation',
    $$VALUES (date '2024-01-01', 81.1, 75.0, -6.1,
              'typed in 81.1%, counted from the cases 75% (3 of 4 cases in time): 6.1 points lower'),
             (NULL, 80, NULL, NULL, 'not compared: the period is not one of whole months'),
             ('2025-04-01', 70, NULL, NULL, 'typed in 70%; of these months no case is recorded')$$,
    'what is typed in is held against what is counted');
SELECT * FROM finish();
ROLLBACK;
