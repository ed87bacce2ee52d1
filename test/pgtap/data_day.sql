-- The day of the data: figures stand on the day to which their source is complete, and are old after a while.
\set QUIET 1
\set ON_ERROR_STOP 1
\pset format unaligned
\pset tuples_only on
\pset pager off
BEGIN;
SET LOCAL client_min_messages = warning;
SELECT no_plan();
\set programme data_day
\ir ../fixtures/ready_programme.sql
SET LOCAL search_path = data_day, public;
SET LOCAL datestyle = 'ISO, YMD';
SET LOCAL sen_improvement.as_of = '2026-01-15';

-- The function ------------------------------------------------------------------------------------
SELECT is(sen.data_day('cases', 'data_source'), '2026-01-15'::date, 'nothing stated: today');
SELECT is(sen.data_day('no such source', 'data_source'), '2026-01-15'::date, 'no such source: today');
SELECT is(sen.data_day(repeat('x', 100), 'data_source'), '2026-01-15'::date, 'a long name: today');
SELECT is(sen.data_day(NULL, 'data_source'), NULL, 'null in, null out');
SELECT is(sen.data_day('cases', NULL), NULL, 'null in, null out');
SELECT throws_ok($$SELECT sen.data_day('cases', 'ehc_request')$$, '42809',
                 '"ehc_request" is not the table of sources of a programme', 'another table');
SELECT throws_ok($$SELECT sen.data_day('cases', 'data_age')$$, '42809', NULL, 'a view');
SELECT throws_ok($$SELECT sen.data_day('cases', 0::oid::regclass)$$, '42809', NULL, 'no table');
CREATE SCHEMA data_day_other;
CREATE TABLE data_day_other.data_source (source text, complete_to text);
SELECT throws_ok($$SELECT sen.data_day('cases', 'data_day_other.data_source')$$, '42809', NULL,
                 'a table of that name without such a day');

PREPARE day AS SELECT sen.data_day('cases', 'data_source');
CREATE FUNCTION pg_temp.day() RETURNS date LANGUAGE plpgsql STABLE AS
    $$DECLARE d date; BEGIN d := sen.data_day('cases', 'data_day.data_source'); RETURN d; END$$;
SELECT is(pg_temp.day(), '2026-01-15'::date, 'asked by a function');
SELECT is(sen.state_data_day('data_day', 'cases', '2025-12-31', 'DCS'), 'Cases: complete to 31 December 2025',
          'a day is stated');
SELECT is((SELECT (complete_to, stated_on, stated_by)::text FROM data_source WHERE source = 'cases'),
          format('(2025-12-31,%s,DCS)', current_date), 'by whom, and when');
SELECT results_eq('EXECUTE day', $$VALUES ('2025-12-31'::date)$$, 'a prepared statement sees it');
SELECT is(pg_temp.day(), '2025-12-31'::date, 'so does the function that asked before');
SELECT results_eq($$SELECT d.source, sen.data_day(d.source, 'data_source') FROM data_source d ORDER BY d.position$$,
                  $$VALUES ('cases', '2025-12-31'::date), ('waits', '2026-01-15'), ('audits', '2026-01-15'),
                           ('measures', '2026-01-15')$$, 'each source has its own day');
SET LOCAL sen_improvement.as_of = '2025-12-30';
SELECT is(sen.data_day('cases', 'data_source'), '2025-12-30'::date, 'the day before: as on that day');
SET LOCAL sen_improvement.as_of = '2025-12-31';
SELECT is(sen.data_day('cases', 'data_source'), '2025-12-31'::date, 'on the day');
SET LOCAL sen_improvement.as_of = '2026-01-01';
SELECT is(sen.data_day('cases', 'data_source'), '2025-12-31'::date, 'the day after: as on the day of the data');

SELECT throws_ok($$SELECT sen.state_data_day('data_day', 'case', '2025-12-31')$$, '22023',
                 'programme "data_day" has no source "case"', 'an unknown source');
SELECT throws_ok($$SELECT sen.state_data_day('data_day', NULL, '2025-12-31')$$, '22023',
                 'programme "data_day" has no source null', 'no source');
SELECT throws_ok($$SELECT sen.state_data_day('no_such', 'cases', '2025-12-31')$$, '3F000', NULL, 'no programme');
SELECT throws_ok($$SELECT sen.state_data_day('data_day', 'cases', 'infinity')$$, '23514', NULL, 'no such day');
SELECT throws_ok($$SELECT sen.state_data_day('data_day', 'measures', '2025-12-31')$$, '23514', NULL,
                 'measures have days of their own');

-- Cases of 31 December, looked at on 15 January ----------------------------------------------------
-- Due on 30 December, 31 December and 5 January; a plan of December, and one of the year before; and what came later.
INSERT INTO ehc_request (local_authority, request_ref, received_on, request_outcome, request_outcome_on,
                         assessment_outcome, assessment_outcome_on) VALUES
    ('344', 'due 30', '2025-08-12', 'Y', '2025-09-15', NULL, NULL),
    ('344', 'due 31', '2025-08-13', 'Y', '2025-09-15', NULL, NULL),
    ('344', 'due 5', '2025-08-18', 'Y', '2025-09-15', NULL, NULL),
    ('344', 'in time', '2025-08-01', 'Y', '2025-09-01', 'Y', '2025-12-10'),
    ('344', 'late', '2025-03-03', 'Y', '2025-04-01', 'Y', '2025-12-11'),
    ('344', 'before', '2024-03-04', 'Y', '2024-04-01', 'Y', '2024-06-03'),
    ('344', 'new', '2026-01-05', NULL, NULL, NULL, NULL);
CREATE FUNCTION pg_temp.on_day(day date) RETURNS void LANGUAGE sql AS
    $$SELECT set_config('sen_improvement.as_of', day::text, true)$$;
SELECT pg_temp.on_day('2026-01-15') \g /dev/null
SELECT results_eq($$SELECT to_day, last_year_to_day, finished, in_time, percent_in_time, open_at_end, overdue_at_end
                    FROM timeliness_year_to_date$$,
                  $$VALUES ('2025-12-31'::date, '2024-12-31'::date, 2::bigint, 1::bigint, 50.0, 3::bigint, 1::bigint)$$,
                  'the year to the day of the data: two plans, three open, one of them over 20 weeks');
SELECT results_eq($$SELECT to_day, finished, open_at_end, overdue_at_end FROM compliance_year_to_date
                    WHERE definition = 'plans_in_20_weeks'$$,
                  $$VALUES ('2025-12-31'::date, 2::bigint, 3::bigint, 1::bigint)$$, 'so the definition says');
SELECT results_eq('SELECT request_ref, days_open, days_left, in_words, data_on FROM overdue_cases',
                  $$VALUES ('due 30', 141, -1, 'overdue by 1 day', '2025-12-31'::date)$$,
                  'overdue on the day of the data');
SELECT results_eq('SELECT request_ref, days_left, in_words, week FROM open_cases ORDER BY due_on',
                  $$VALUES ('due 30', -1, 'overdue by 1 day', 'week 21, after the 20'),
                           ('due 31', 0, 'due today', 'week 20 of 20'), ('due 5', 5, '5 days left', 'week 20 of 20')$$,
                  'open on the day of the data, aged to it');
SELECT results_eq($$SELECT age_band, open_cases, oldest_received_on FROM backlog WHERE open_cases > 0$$,
                  $$VALUES ('over 16 to 20 weeks', 2::bigint, '2025-08-13'::date),
                           ('over 20 to 52 weeks', 1, '2025-08-12')$$, 'the backlog too');
SELECT is((SELECT max(month) FROM timeliness_by_month), '2025-12-01'::date, 'no month after the data');
SELECT is((SELECT max(twelve_months_to) FROM timeliness_rolling), '2025-12-31'::date, 'nor twelve months');
SELECT is((SELECT open_overdue FROM timeliness_by_cohort WHERE started_in = '2025-08-01'), 1::bigint,
          'a cohort is followed to the day of the data');
SELECT is_empty('SELECT FROM due_soon', 'what was due before today is not due soon');
-- Advice for a request that the data do not have yet, asked for before it came.
INSERT INTO advice_request (local_authority, request_ref, body, asked_on) VALUES
    ('344', 'new', 'health', '2025-11-03'), ('344', 'due 5', 'health', '2025-11-03');
SELECT results_eq($$SELECT case_ref, running FROM case_time_limit WHERE concerns = 'advice'$$,
                  $$VALUES ('due 5: health', true)$$, 'nor is advice for a request received after that day');
SELECT results_eq($$SELECT local_authority, time_limit, overdue FROM overdue_duties WHERE time_limit ~ 'advice'$$,
                  $$VALUES ('344', 'assess_advice_response', 1::bigint)$$, 'and it is not counted');
DELETE FROM advice_request;
SELECT results_eq($$SELECT case_ref, state, days_left, data_on FROM deadlines
                    WHERE time_limit = 'final_plan' AND state = 'overdue' ORDER BY case_ref$$,
                  $$VALUES ('due 30', 'overdue', -16, '2025-12-31'::date), ('due 31', 'overdue', -15, '2025-12-31'),
                           ('due 5', 'overdue', -10, '2025-12-31')$$,
                  'whoever has to act counts to today, and sees the day of the data');
SELECT pg_temp.on_day('2026-01-02') \g /dev/null
SELECT results_eq('SELECT request_ref, days_open, days_left, in_words, week, data_on FROM due_soon',
                  $$VALUES ('due 5', 137, 3, '3 days left', 'week 20 of 20', '2025-12-31'::date)$$,
                  'due soon is reckoned from today');
-- As on an earlier day, and as if the data were of today.
SELECT pg_temp.on_day('2025-12-30') \g /dev/null
SELECT is_empty('SELECT FROM overdue_cases', 'the day before: none is overdue yet');
SELECT is((SELECT to_day FROM timeliness_year_to_date), '2025-12-30'::date, 'to that day');
SELECT pg_temp.on_day('2026-01-15') \g /dev/null
SAVEPOINT taken_back;
SELECT is(sen.state_data_day('data_day', 'cases', NULL),
          'Cases: the day to which they are complete is no longer stated', 'the statement is taken back');
SELECT results_eq('SELECT to_day, finished, open_at_end, overdue_at_end FROM timeliness_year_to_date',
                  $$VALUES ('2026-01-15'::date, 0::bigint, 4::bigint, 3::bigint)$$, 'then all stands on today');
ROLLBACK TO taken_back;
-- With workers, who read the table themselves.
SELECT set_config(CASE WHEN current_setting('server_version_num')::integer >= 160000 THEN 'debug_parallel_query'
                       ELSE 'force_parallel_mode' END, 'on', true) AS forced \gset
SELECT results_eq('SELECT to_day, finished, open_at_end, overdue_at_end FROM timeliness_year_to_date',
                  $$VALUES ('2025-12-31'::date, 2::bigint, 3::bigint, 1::bigint)$$, 'workers find the same day');
SELECT set_config(CASE WHEN current_setting('server_version_num')::integer >= 160000 THEN 'debug_parallel_query'
                       ELSE 'force_parallel_mode' END, 'off', true) AS forced \gset

-- What is said of a source, against what is in it.
SELECT results_eq($$SELECT subject, finding, severity, how_many FROM data_quality WHERE area = 'data'$$,
                  $$VALUES ('Cases', 'later than 31 December 2025, the day to which it is said to be complete', 'query',
                            1::bigint)$$, 'a request came after the day of the data');
SELECT sen.state_data_day('data_day', 'cases', '2025-12-10') \g /dev/null
SELECT is((SELECT how_many FROM data_quality WHERE area = 'data'), 2::bigint, 'and a plan');
SELECT sen.state_data_day('data_day', 'cases', '2026-01-05') \g /dev/null
SELECT is_empty($$SELECT FROM data_quality WHERE area = 'data'$$, 'on the day of the latest row: nothing');
SELECT sen.state_data_day('data_day', 'cases', current_date) \g /dev/null
SELECT is_empty($$SELECT FROM data_quality WHERE area = 'data'$$, 'today: nothing');
SELECT sen.state_data_day('data_day', 'cases', current_date + 366) \g /dev/null
SELECT results_eq($$SELECT subject, finding, severity, how_many FROM data_quality WHERE area = 'data'$$,
                  format($$VALUES ('Cases', 'said to be complete to %s, a day that is still to come', 'error',
                                   1::bigint)$$, sen.date_words(current_date + 366)), 'a day that is still to come');
SELECT sen.state_data_day('data_day', 'cases', '2025-12-31', 'DCS') \g /dev/null

-- Waits and audits have days of their own ----------------------------------------------------------
INSERT INTO wait (local_authority, wait_ref, service, referred_on, assessed_on) VALUES
    ('344', 'W1', 'speech and language', '2025-09-01', NULL),
    ('344', 'W2', 'speech and language', '2025-10-06', '2025-12-01'),
    ('344', 'W3', 'speech and language', '2025-10-06', '2025-11-03');
INSERT INTO plan_audit (local_authority, audit_ref, audited_on, grade) VALUES
    ('344', 'A1', '2025-10-10', 'good'), ('344', 'A2', '2025-12-10', 'requires improvement');
SELECT sen.state_data_day('data_day', 'waits', '2025-11-30'), sen.state_data_day('data_day', 'audits', '2025-11-10')
\g /dev/null
SELECT results_eq($$SELECT subject, how_many FROM data_quality WHERE area = 'data' AND subject <> 'Cases'
                    ORDER BY subject$$, $$VALUES ('Audits of plans', 1::bigint),
                    ('Waits for specialist assessment', 1)$$, 'an audit and an assessment came later');
SELECT results_eq('SELECT waiting, longest_weeks, assessed_12_months FROM waits',
                  'VALUES (2::bigint, 12.9, 1::bigint)', 'waits on their day: 90 days are 12.9 weeks');
SELECT results_eq('SELECT month, audited, good_or_better FROM plan_quality',
                  $$VALUES ('2025-10-01'::date, 1::bigint, 1::bigint), ('2025-11-01', 0, 0)$$, 'audits on theirs');

-- Charts have whole months alone: an extract of 15 December has none of December.
SELECT is((SELECT max(period_to) FROM process_series WHERE series = 'plans_in_20_weeks'), '2025-12-31'::date,
          'a whole month');
SELECT sen.state_data_day('data_day', 'cases', '2025-12-15') \g /dev/null
SELECT is((SELECT max(period_to) FROM process_series WHERE series = 'plans_in_20_weeks'), '2025-11-30'::date,
          'the month in which the cases end is not charted');
SELECT results_eq($$SELECT period_to, denominator FROM process_series WHERE source = 'wait' ORDER BY period_to DESC
                    LIMIT 1$$, $$VALUES ('2025-11-30'::date, 1::numeric)$$, 'nor is a month after the waits');
SELECT sen.state_data_day('data_day', 'cases', '2025-12-31', 'DCS') \g /dev/null

-- How old a figure may be --------------------------------------------------------------------------
INSERT INTO objective (objective_id, plan, title, agreed_on) VALUES ('O', 'Plan', 'Plans in time', '2025-01-01');
INSERT INTO measure (measure_id, objective_id, title, unit, direction, baseline_on, baseline_value, target_on,
                     target_value, how_measured, every_months, definition, local_authority, counted_over,
                     excluding_exceptions) VALUES
    ('plans', 'O', 'Plans in 20 weeks', 'percent', 'increase', '2025-01-01', 10, '2027-01-01', 90, 'Counted.', 1,
     'plans_in_20_weeks', '344', 'twelve months', false),
    ('plans of the year', 'O', 'Plans of the year', 'percent', 'increase', '2025-01-01', 10, '2027-01-01', 90,
     'Counted.', 12, 'plans_in_20_weeks', '344', 'year', false);
INSERT INTO measure (measure_id, objective_id, title, unit, direction, baseline_on, baseline_value, target_on,
                     target_value, how_measured, every_months, period_kind)
VALUES ('posts', 'O', 'Posts filled', 'posts', 'increase', '2025-01-01', 10, '2027-01-01', 90, 'Typed.', 3, 'on a day');
INSERT INTO measurement (measure_id, period_to, value, reported_on) VALUES ('posts', '2025-09-30', 50, '2025-10-15');
CREATE FUNCTION pg_temp.verdicts(day date) RETURNS text LANGUAGE sql AS $$
    SELECT pg_temp.on_day(day);
    SELECT string_agg(measure_id || ': ' || latest_value || ', ' || CASE verdict WHEN 'no recent data' THEN 'old'
                      ELSE 'recent' END || ' after ' || fresh_until, '; ' ORDER BY measure_id) FROM dashboard $$;
SELECT is(pg_temp.verdicts('2026-02-28'), 'plans: 50, recent after 2026-02-28; plans of the year: 50, recent after '
          '2026-02-28; posts: 50, recent after 2026-03-31', 'two months after the day of the cases');
SELECT is(pg_temp.verdicts('2026-03-01'), 'plans: 50, old after 2026-02-28; plans of the year: 50, old after '
          '2026-02-28; posts: 50, recent after 2026-03-31', 'the day after');
SELECT is((SELECT because FROM dashboard WHERE measure_id = 'plans'),
          'The latest figure, 50% on 31 December 2025, is too old: the cases are complete to 31 December 2025, '
          'and what is counted from them is judged until 28 February 2026, when the next extract is overdue.',
          'and it says why');
SELECT is(pg_temp.verdicts('2026-04-01'), 'plans: 50, old after 2026-02-28; plans of the year: 50, old after '
          '2026-02-28; posts: 50, old after 2026-03-31', 'figures that are typed by their own months');
SAVEPOINT parameter;
UPDATE data_source SET periods = 3 WHERE source IN ('cases', 'measures');
SELECT is(pg_temp.verdicts('2026-04-01'), 'plans: 50, old after 2026-03-31; plans of the year: 50, old after '
          '2026-03-31; posts: 50, recent after 2026-06-30', 'a council can allow more');
ROLLBACK TO parameter;
SAVEPOINT parameter;
UPDATE data_source SET every_months = 3 WHERE source = 'cases';
SELECT is(pg_temp.verdicts('2026-04-01'), 'plans: 50, recent after 2026-06-30; plans of the year: 50, recent after '
          '2026-06-30; posts: 50, old after 2026-03-31', 'or take an extract each quarter');
ROLLBACK TO parameter;
-- Nobody stated the day: a figure of twelve months goes on as if all were well, though nothing was finished since.
SAVEPOINT not_stated;
SELECT sen.state_data_day('data_day', 'cases', NULL) \g /dev/null
SELECT is(pg_temp.verdicts('2026-02-28'), 'plans: 50, recent after 2026-02-28; plans of the year: 50, recent after '
          '2027-12-31; posts: 50, recent after 2026-03-31', 'nothing stated: by the last month with a plan');
SELECT is(pg_temp.verdicts('2026-07-15'), 'plans: 50, old after 2026-02-28; plans of the year: 50, recent after '
          '2027-12-31; posts: 50, old after 2026-03-31', 'in July it is not recent');
SELECT is((SELECT because FROM dashboard WHERE measure_id = 'plans'),
          'The latest figure, 50% on 15 July 2026, may be too old: nothing was finished after 31 December 2025, '
          'and nobody has stated to which day the cases are complete.', 'and it says why');
SELECT results_eq($$SELECT stands_on, basis, known_to, age_days, recent_until, state, in_words FROM data_age
                    WHERE source = 'cases'$$,
                  $$VALUES ('2026-07-15'::date, 'not stated', '2026-01-05'::date, 191, '2026-03-05'::date,
                            'no recent data', 'complete to a day that nobody has stated; the latest day in it is 5 '
                            'January 2026, 191 days ago; no recent data since 6 March 2026')$$,
                  'so does the view of ages');
ROLLBACK TO not_stated;

-- An improvement in old figures is none ------------------------------------------------------------
SAVEPOINT improvement;
INSERT INTO measure (measure_id, objective_id, title, unit, direction, baseline_on, baseline_value, target_on,
                     target_value, how_measured, every_months, period_kind)
VALUES ('weeks', 'O', 'Weeks', 'weeks', 'decrease', '2024-12-31', 40, '2027-01-01', 20, 'Typed.', 1, 'single periods');
INSERT INTO measurement (measure_id, period_from, period_to, value)
SELECT 'weeks', m, m + interval '1 month' - interval '1 day',
       CASE WHEN m < '2025-01-01' THEN 40 + n % 3 ELSE 20 + n % 3 END
FROM generate_series(0, 23) n, LATERAL (SELECT (date '2024-01-01' + make_interval(months => n))::date AS m) v;
CREATE FUNCTION pg_temp.improves(day date) RETURNS text LANGUAGE sql AS $$
    SELECT pg_temp.on_day(day);
    SELECT concat_ws(': ', i.is_significant, i.rule, i.chance_percent) || '; ' || p.in_words
    FROM improvement i JOIN process_summary p ON p.series = i.series AND p.source = i.source
    WHERE i.series = 'weeks' AND i.since = 'baseline' $$;
SELECT matches(pg_temp.improves('2026-02-28'), '^t: special cause: 3.8; A change for the better',
               'while the latest figure is recent');
SELECT matches(pg_temp.improves('2026-03-01'), '^f; No recent data: latest figure for 31 December 2025, 60 days '
               'ago; no recent data since 1 March 2026\. ', 'no longer the day after');
SELECT is((SELECT in_words FROM improvement WHERE series = 'weeks' AND since = 'baseline'),
          'No significant improvement since the baseline of 31 December 2024: no recent data; latest figure for '
          '31 December 2025, 60 days ago; no recent data since 1 March 2026.', 'and it says why');
ROLLBACK TO improvement;

-- The view of ages ---------------------------------------------------------------------------------
SELECT pg_temp.on_day('2026-02-28') \g /dev/null
SELECT results_eq('SELECT source, measure_id, stands_on, basis, known_to, age_days, recent_until, state FROM data_age',
                  $$VALUES ('cases', NULL, '2025-12-31'::date, 'stated', '2025-12-31'::date, 59, '2026-02-28'::date,
                            'recent'),
                           ('waits', NULL, '2025-11-30', 'stated', '2025-11-30', 90, '2026-01-31', 'no recent data'),
                           ('audits', NULL, '2025-11-10', 'stated', '2025-11-10', 110, '2026-01-10', 'no recent data'),
                           ('measures', 'posts', '2025-09-30', 'its figures', '2025-09-30', 151, '2026-03-31',
                            'recent')$$, 'every source, and every measure that is typed in');
UPDATE data_source SET stated_on = '2026-01-03' WHERE source = 'cases';
SELECT is((SELECT in_words FROM data_age WHERE source = 'cases'),
          'complete to 31 December 2025, 59 days ago, as DCS stated on 3 January 2026', 'in words');
SELECT pg_temp.on_day('2026-03-01') \g /dev/null
SELECT is((SELECT state || ': ' || in_words FROM data_age WHERE source = 'cases'), 'no recent data: complete to 31 '
          'December 2025, 60 days ago, as DCS stated on 3 January 2026; no recent data since 1 March 2026',
          'the day after it was recent');
SELECT pg_temp.on_day('2025-12-31') \g /dev/null
SELECT is((SELECT in_words FROM data_age WHERE source = 'cases'),
          'complete to 31 December 2025, today, as DCS stated later, on 3 January 2026', 'on the day itself');
SELECT pg_temp.on_day('2025-10-14') \g /dev/null
SELECT is((SELECT in_words || ': ' || state FROM data_age WHERE source = 'measures'),
          'no figure is recorded: nothing recorded', 'before the figure was reported');
DELETE FROM plan_audit;
SELECT sen.state_data_day('data_day', 'audits', NULL) \g /dev/null
SELECT is((SELECT in_words || ': ' || state FROM data_age WHERE source = 'audits'),
          'nothing is recorded: nothing recorded', 'nothing stated, nothing there');
DELETE FROM data_source;
SELECT is_empty('SELECT FROM data_age', 'a programme may be without sources');
SELECT is(sen.data_day('cases', 'data_source'), '2025-10-14'::date, 'then all stands on today');
SELECT is((SELECT count(*) FROM dashboard), 3::bigint, 'and measures are judged as before');
SELECT throws_ok($$SELECT sen.state_data_day('data_day', 'cases', '2025-10-01')$$, '22023', NULL, 'nothing to state');

SELECT * FROM finish();
ROLLBACK;
