-- A small programme whose every view cell was worked out by hand, on a calendar and on paper.
\set QUIET 1
\set ON_ERROR_STOP 1
\pset format unaligned
\pset tuples_only on
\pset pager off
BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL datestyle = 'ISO, YMD';
SELECT no_plan();
\set programme board_tap
\ir ../fixtures/ready_programme.sql
SET LOCAL search_path = board_tap, public;

-- Cases of authority 344, as they stand on 30 June 2025. O<n> has been open for n days.
INSERT INTO ehc_request (local_authority, request_ref, received_on, week20, request_outcome, request_outcome_on,
                         assessment_outcome) VALUES
    ('344', 'O0', '2025-06-30', NULL, 'A', NULL, NULL),
    ('344', 'O42', '2025-05-19', NULL, NULL, NULL, NULL),
    ('344', 'O43', '2025-05-18', false, 'Y', '2025-06-01', NULL),
    ('344', 'O112', '2025-03-10', NULL, NULL, NULL, NULL),
    ('344', 'O113', '2025-03-09', NULL, NULL, NULL, 'Y'),
    ('344', 'O140', '2025-02-10', NULL, NULL, NULL, NULL),
    ('344', 'O141', '2025-02-09', true, NULL, NULL, NULL),
    ('344', 'O364', '2024-07-01', NULL, NULL, NULL, NULL),
    ('344', 'O365', '2024-06-30', NULL, NULL, NULL, NULL),
    ('344', 'Ounknown', NULL, NULL, NULL, NULL, NULL);
-- Plans: received and issued so many days apart.
INSERT INTO ehc_request (local_authority, request_ref, received_on, assessment_outcome, assessment_outcome_on, week20)
VALUES
    ('344', 'P140', '2024-01-01', 'Y', '2024-05-20', NULL),
    ('344', 'P141', '2024-01-01', 'Y', '2024-05-21', false),
    ('344', 'P364', '2023-05-23', 'Y', '2024-05-21', NULL),
    ('344', 'P365', '2023-05-22', 'Y', '2024-05-21', NULL),
    ('344', 'Punknown', NULL, 'Y', '2024-12-31', NULL),
    ('344', 'P213', '2024-06-01', 'Y', '2024-12-31', true),
    ('344', 'Q140', '2025-02-10', 'Y', '2025-06-30', NULL),
    ('344', 'Q180', '2025-01-01', 'Y', '2025-06-30', NULL);
-- Ended in other ways: none of these is ever in the measure or in the backlog.
INSERT INTO ehc_request (local_authority, request_ref, received_on, request_outcome, request_outcome_on,
                         assessment_outcome, assessment_outcome_on, exported_to, closed_on) VALUES
    ('344', 'refused', '2025-01-03', 'N', '2025-02-14', NULL, NULL, NULL, NULL),
    ('344', 'no plan', '2024-10-01', 'Y', '2024-11-13', 'N', '2025-01-22', NULL, NULL),
    ('344', 'withdrawn', '2025-01-02', 'W', NULL, NULL, NULL, NULL, '2025-01-31'),
    ('344', 'moved', '2025-01-02', 'Y', '2025-02-03', 'A', NULL, '343', '2025-02-28'),
    ('344', 'closed', '2025-01-02', NULL, NULL, NULL, NULL, NULL, '2025-03-31'),
    ('344', 'historical', '2025-01-02', 'H', NULL, NULL, NULL, NULL, NULL),
    ('344', 'came with plan', '2024-01-02', NULL, NULL, 'H', '2024-01-03', NULL, NULL);
-- Another authority, whose only plan is issued on the day after; and one without an open case.
INSERT INTO ehc_request (local_authority, request_ref, received_on, assessment_outcome, assessment_outcome_on) VALUES
    ('345', 'later', '2025-02-10', 'Y', '2025-07-01'), ('343', 'done', '2025-06-01', 'Y', '2025-06-02');
INSERT INTO assessment_exception (local_authority, request_ref, time_limit, exception) VALUES
    ('344', 'O364', 'final_plan', 'absence_4_weeks'), ('344', 'O364', 'final_plan', 'school_closure'),
    ('344', 'O365', 'assess_decision', 'absence_4_weeks'),
    ('344', 'Q140', 'final_plan', 'personal_circumstances');

SET LOCAL sen_improvement.as_of = '2025-06-30';

SELECT results_eq('SELECT request_ref, status, stage, has_exception FROM case_status WHERE local_authority = ''344'' '
                  'ORDER BY request_ref COLLATE "C"', $$VALUES
    ('O0'::text, 'open'::text, 'awaiting decision'::text, false), ('O112', 'open', 'awaiting decision', false),
    ('O113', 'open', 'plan agreed', false),
    ('O140', 'open', 'awaiting decision', false), ('O141', 'open', 'awaiting decision', true),
    ('O364', 'open', 'awaiting decision', true),
    ('O365', 'open', 'awaiting decision', false), ('O42', 'open', 'awaiting decision', false),
    ('O43', 'open', 'in assessment', false),
    ('Ounknown', 'open', 'awaiting decision', false), ('P140', 'plan issued', NULL, false),
    ('P141', 'plan issued', NULL, false),
    ('P213', 'plan issued', NULL, true), ('P364', 'plan issued', NULL, false), ('P365', 'plan issued', NULL, false),
    ('Punknown', 'plan issued', NULL, false),
    ('Q140', 'plan issued', NULL, true), ('Q180', 'plan issued', NULL, false),
    ('came with plan', 'historical', NULL, false), ('closed', 'closed', NULL, false),
    ('historical', 'historical', NULL, false), ('moved', 'moved away', NULL, false),
    ('no plan', 'no plan', NULL, false), ('refused', 'not assessed', NULL, false),
    ('withdrawn', 'withdrawn', NULL, false)$$, 'case_status: how every case stands');

-- 2024: six plans, one within 140 days; without P213 five. (140 + 141 + 364 + 365 + 213)
-- / 5 = 244.6 days = 34.9 weeks; the middle one is 213 = 30.4.
-- 2025: two plans, of 140 and 180 days; without Q140 only the late one. 160 days = 22.9 weeks.
-- Open at the end of 2023: P364, P365 and the two whose receipt is unknown; 140 days
-- after 22 and 23 May is before the end of it, so two are overdue.
-- At the end of 2024: O364 and O365, both overdue, the assessment that ended with no plan in
-- January, and Ounknown. On 30 June 2025: O141, O364, O365 of ten.
SELECT results_eq('SELECT * FROM timeliness_by_year', $$VALUES
    ('343'::text, 2025, 1::bigint, 1::bigint, 100.0, 1::bigint, 1::bigint, 100.0, 0::bigint, 0.1, 0.1, 0::bigint,
     0::bigint),
    ('344', 2023, 0, 0, NULL, 0, 0, NULL, 0, NULL, NULL, 4, 2),
    ('344', 2024, 6, 1, 16.7, 5, 1, 20.0, 1, 34.9, 30.4, 4, 2),
    ('344', 2025, 2, 1, 50.0, 1, 0, 0.0, 0, 22.9, 22.9, 10, 3),
    ('345', 2025, 0, 0, NULL, 0, 0, NULL, 0, NULL, NULL, 1, 0)$$,
    'timeliness_by_year: with and without exceptions, the unknown start in the denominator, and what was open');
-- May 2024: 140, 141, 364, 365: mean 252.5 = 36.1 weeks, median (141 + 364) / 2,
-- the same. December 2024: 213 days and one unknown.
SELECT results_eq('SELECT local_authority, month, finished, in_time, percent_in_time, finished_excluding, '
                  'in_time_excluding, percent_in_time_excluding, over_52_weeks, mean_weeks, median_weeks FROM '
                  'timeliness_by_month WHERE local_authority = ''344'' AND finished > 0', $$VALUES
    ('344'::text, date '2024-05-01', 4::bigint, 1::bigint, 25.0, 4::bigint, 1::bigint, 25.0, 1::bigint, 36.1, 36.1),
    ('344', '2024-12-01', 2, 0, 0.0, 1, 0, 0.0, 0, 30.4, 30.4),
    ('344', '2025-06-01', 2, 1, 50.0, 1, 0, 0.0, 0, 22.9, 22.9)$$, 'timeliness_by_month: the months with a plan');
SELECT results_eq('SELECT count(*), min(month), max(month), count(*) FILTER (WHERE finished = 0 AND percent_in_time IS '
                  'NULL AND in_time = 0) FROM timeliness_by_month WHERE local_authority = ''344''',
    $$VALUES (26::bigint, date '2023-05-01', date '2025-06-01', 23::bigint)$$,
    'and those without one, from the first request on');
-- May 2025, at its end: ten of the open ones of June less O0 (received on 30 June), and the two plans of June.
SELECT results_eq('SELECT month, open_at_end, overdue_at_end FROM timeliness_by_month WHERE local_authority = ''344'' '
                  'AND month >= ''2025-05-01''',
                  $$VALUES (date '2025-05-01', 11::bigint, 3::bigint), ('2025-06-01', 10, 3)$$,
                  'what was open at the end of each');
SELECT results_eq('SELECT twelve_months_to, finished, in_time, percent_in_time_excluding, median_weeks, open_at_end '
                  'FROM timeliness_rolling WHERE local_authority = ''344'' AND twelve_months_to >= ''2025-04-30''',
                  $$VALUES
    (date '2025-04-30', 6::bigint, 1::bigint, 20.0, 30.4, 9::bigint), ('2025-05-31', 2, 0, 0.0, 30.4, 11),
    ('2025-06-30', 4, 1, 0.0, 25.7, 10)$$,
    'timeliness_rolling: May 2024 leaves at the end of May 2025; (140 + 180 + 213 days, unknown) has the median 180');
-- February 2025: the plan of day 140 and the case of day 140 have today as their last
-- day, so only O141, under an exception, is past its limit.
SELECT results_eq('SELECT * FROM timeliness_by_cohort WHERE local_authority = ''344'' AND started_in IN '
                  '(''2024-06-01'', ''2025-01-01'', ''2025-02-01'')', $$VALUES
    ('344'::text, date '2024-06-01', 2::bigint, 0::bigint, 1::bigint, 0::bigint, 1::bigint, 0::bigint, 0.0, 0.0),
    ('344', '2025-01-01', 5, 0, 1, 0, 0, 4, 0.0, 0.0), ('344', '2025-02-01', 3, 1, 0, 1, 1, 0, 0.0, NULL)$$,
    'timeliness_by_cohort: on its last day a case is in time, and its limit has not passed');
-- 0 of 1 against 1 of 4. Wilson: 0 to 0.7935 and 0.0456 to 0.6994; Newcombe:
-- -0.25 - 0.4494 and -0.25 + sqrt(0.7935^2 + 0.2044^2).
SELECT results_eq('SELECT to_day, last_year_to_day, finished, percent_in_time_excluding, finished_last_year, '
                  'percent_in_time_excluding_last_year, change_in_words, open_at_end, open_last_year FROM '
                  'timeliness_year_to_date WHERE local_authority = ''344''', $$VALUES
    (date '2025-06-30', date '2024-06-30', 2::bigint, 0.0, 4::bigint, 25.0,
     'no clear change: -25 points, 95% interval -69.9 to +56.9'::text, 10::bigint, 4::bigint)$$,
    'timeliness_year_to_date: June against June');

SELECT results_eq('SELECT * FROM backlog WHERE local_authority = ''344''', $$VALUES
    ('344'::text, 'up to 6 weeks'::text, 0, 42, 2::bigint, 0::bigint, 20.0, date '2025-05-19'),
    ('344', 'over 6 to 16 weeks', 43, 112, 2, 0, 20.0, '2025-03-10'),
    ('344', 'over 16 to 20 weeks', 113, 140, 2, 0, 20.0, '2025-02-10'),
    ('344', 'over 20 to 52 weeks', 141, 364, 2, 2, 20.0, '2024-07-01'),
    ('344', 'over 52 weeks', 365, NULL, 1, 0, 10.0, '2024-06-30'),
    ('344', 'date received is unknown', NULL, NULL, 1, 0, 10.0, NULL)$$,
    'backlog: the edges of every band, and the unknown apart');
SELECT results_eq('SELECT open_cases, percent_of_open, oldest_received_on FROM backlog WHERE local_authority = ''343''',
                  $$VALUES
    (0::bigint, NULL::numeric, NULL::date), (0, NULL, NULL), (0, NULL, NULL), (0, NULL, NULL), (0, NULL, NULL),
    (0, NULL, NULL)$$, 'backlog: an authority without open cases has its rows, and no share');

SELECT results_eq('SELECT request_ref, received_on, days_open, stage, due_on, days_left, in_words, has_exception FROM '
                  'open_cases WHERE local_authority = ''344''', $$VALUES
    ('O365'::text, date '2024-06-30', 365, 'awaiting decision'::text, date '2024-11-17', -225,
     'overdue by 225 days'::text, false),
    ('O364', '2024-07-01', 364, 'awaiting decision', '2024-11-18', -224, 'overdue by 224 days', true),
    ('O141', '2025-02-09', 141, 'awaiting decision', '2025-06-29', -1, 'overdue by 1 day', true),
    ('O140', '2025-02-10', 140, 'awaiting decision', '2025-06-30', 0, 'due today', false),
    ('O113', '2025-03-09', 113, 'plan agreed', '2025-07-27', 27, '27 days left', false),
    ('O112', '2025-03-10', 112, 'awaiting decision', '2025-07-28', 28, '28 days left', false),
    ('O43', '2025-05-18', 43, 'in assessment', '2025-10-05', 97, '97 days left', false),
    ('O42', '2025-05-19', 42, 'awaiting decision', '2025-10-06', 98, '98 days left', false),
    ('O0', '2025-06-30', 0, 'awaiting decision', '2025-11-17', 140, '140 days left', false),
    ('Ounknown', NULL, NULL, 'awaiting decision', NULL, NULL, 'date received is unknown', false)$$,
    'open_cases: the longest overdue first');

SELECT results_eq('SELECT case_ref, time_limit, due_on, done_on, days_left, in_words, exceptions IS NOT NULL FROM '
                  'deadlines WHERE local_authority = ''344'' ORDER BY case_ref COLLATE "C", due_on, time_limit '
                  'COLLATE "C"', $$VALUES
    ('O0'::text, 'assess_decision'::text, date '2025-08-11', NULL::date, 42, '42 days left'::text, false),
    ('O0', 'no_plan_decision', '2025-10-20', NULL, 112, '112 days left', false),
    ('O0', 'final_plan', '2025-11-17', NULL, 140, '140 days left', false),
    ('O112', 'assess_decision', '2025-04-21', NULL, -70, 'overdue by 70 days', false),
    ('O112', 'no_plan_decision', '2025-06-30', NULL, 0, 'due today', false),
    ('O112', 'final_plan', '2025-07-28', NULL, 28, '28 days left', false),
    ('O113', 'assess_decision', '2025-04-20', NULL, -71, 'overdue by 71 days', false),
    ('O113', 'final_plan', '2025-07-27', NULL, 27, '27 days left', false),
    ('O140', 'assess_decision', '2025-03-24', NULL, -98, 'overdue by 98 days', false),
    ('O140', 'no_plan_decision', '2025-06-02', NULL, -28, 'too late to refuse in time', false),
    ('O140', 'final_plan', '2025-06-30', NULL, 0, 'due today', false),
    ('O141', 'assess_decision', '2025-03-23', NULL, -99, 'overdue by 99 days', false),
    ('O141', 'no_plan_decision', '2025-06-01', NULL, -29, 'too late to refuse in time', false),
    ('O141', 'final_plan', '2025-06-29', NULL, -1, 'lifted, 1 day past the limit', true),
    ('O364', 'assess_decision', '2024-08-12', NULL, -322, 'overdue by 322 days', false),
    ('O364', 'no_plan_decision', '2024-10-21', NULL, -252, 'too late to refuse in time', false),
    ('O364', 'final_plan', '2024-11-18', NULL, -224, 'lifted, 224 days past the limit', true),
    ('O365', 'assess_decision', '2024-08-11', NULL, -323, 'lifted, 323 days past the limit', true),
    ('O365', 'no_plan_decision', '2024-10-20', NULL, -253, 'too late to refuse in time', false),
    ('O365', 'final_plan', '2024-11-17', NULL, -225, 'overdue by 225 days', false),
    ('O42', 'assess_decision', '2025-06-30', NULL, 0, 'due today', false),
    ('O42', 'no_plan_decision', '2025-09-08', NULL, 70, '70 days left', false),
    ('O42', 'final_plan', '2025-10-06', NULL, 98, '98 days left', false),
    ('O43', 'assess_decision', '2025-06-29', '2025-06-01', NULL, 'met', false),
    ('O43', 'no_plan_decision', '2025-09-07', NULL, 69, '69 days left', false),
    ('O43', 'final_plan', '2025-10-05', NULL, 97, '97 days left', false),
    ('Ounknown', 'assess_decision', NULL, NULL, NULL, 'date received is unknown', false),
    ('Ounknown', 'final_plan', NULL, NULL, NULL, 'date received is unknown', false),
    ('Ounknown', 'no_plan_decision', NULL, NULL, NULL, 'date received is unknown', false),
    ('P140', 'assess_decision', '2024-02-12', NULL, NULL, 'ended: plan issued', false),
    ('P140', 'final_plan', '2024-05-20', '2024-05-20', NULL, 'met', false),
    ('P141', 'assess_decision', '2024-02-12', NULL, NULL, 'ended: plan issued', false),
    ('P141', 'final_plan', '2024-05-20', '2024-05-21', NULL, 'late by 1 day', false),
    ('P213', 'assess_decision', '2024-07-13', NULL, NULL, 'ended: plan issued', false),
    ('P213', 'final_plan', '2024-10-19', '2024-12-31', NULL, 'late by 73 days', true),
    ('P364', 'assess_decision', '2023-07-04', NULL, NULL, 'ended: plan issued', false),
    ('P364', 'final_plan', '2023-10-10', '2024-05-21', NULL, 'late by 224 days', false),
    ('P365', 'assess_decision', '2023-07-03', NULL, NULL, 'ended: plan issued', false),
    ('P365', 'final_plan', '2023-10-09', '2024-05-21', NULL, 'late by 225 days', false),
    ('Punknown', 'assess_decision', NULL, NULL, NULL, 'date received is unknown', false),
    ('Punknown', 'final_plan', NULL, '2024-12-31', NULL, 'date received is unknown', false),
    ('Q140', 'assess_decision', '2025-03-24', NULL, NULL, 'ended: plan issued', false),
    ('Q140', 'final_plan', '2025-06-30', '2025-06-30', NULL, 'met', true),
    ('Q180', 'assess_decision', '2025-02-12', NULL, NULL, 'ended: plan issued', false),
    ('Q180', 'final_plan', '2025-05-21', '2025-06-30', NULL, 'late by 40 days', false),
    ('closed', 'assess_decision', '2025-02-13', NULL, NULL, 'ended: closed', false),
    ('moved', 'assess_decision', '2025-02-13', '2025-02-03', NULL, 'met', false),
    ('no plan', 'assess_decision', '2024-11-12', '2024-11-13', NULL, 'late by 1 day', false),
    ('no plan', 'no_plan_decision', '2025-01-21', '2025-01-22', NULL, 'late by 1 day', false),
    ('refused', 'assess_decision', '2025-02-14', '2025-02-14', NULL, 'met', false),
    ('withdrawn', 'assess_decision', '2025-02-13', NULL, NULL, 'ended: withdrawn', false)$$,
    'deadlines: every limit of every case, in days and in words');
SELECT results_eq('SELECT DISTINCT d.citation = t.citation AND d.duty = t.duty FROM deadlines d JOIN sen.time_limits() '
                  't ON t.name::text = d.time_limit', 'VALUES (true)',
                  'deadlines: duty and citation are those of the catalogue');

-- The same programme on earlier and later days.
SET LOCAL sen_improvement.as_of = '2025-06-29';
SELECT results_eq('SELECT status, stage FROM case_status WHERE request_ref IN (''Q140'', ''Q180'') ORDER BY '
                  'request_ref', $$VALUES ('open'::text, 'in assessment'::text), ('open', 'in assessment')$$,
                  'on the eve of their issue two plans are open cases');
SELECT is_empty('SELECT 1 FROM case_status WHERE request_ref = ''O0''', 'a request received tomorrow is not there yet');
SELECT is((SELECT finished FROM timeliness_by_year WHERE local_authority = '344' AND year = 2025), 0::bigint,
          'and 2025 has no plan yet');
SELECT is((SELECT sum(open_cases) FROM backlog WHERE local_authority = '344'), 11::numeric,
          'backlog: nine of the ten, and two more');
SET LOCAL sen_improvement.as_of = '2024-05-20';
SELECT results_eq('SELECT * FROM timeliness_by_year WHERE finished > 0',
                  $$VALUES ('344'::text, 2024, 1::bigint, 1::bigint, 100.0, 1::bigint, 1::bigint, 100.0, 0::bigint,
                            20.0, 20.0, 5::bigint, 2::bigint)$$, 'on 20 May 2024 one plan was issued, in time');
SELECT results_eq('SELECT request_ref, days_left, in_words FROM open_cases WHERE local_authority = ''344''',
                  $$VALUES ('P365'::text, -224, 'overdue by 224 days'::text), ('P364', -223, 'overdue by 223 days'),
                    ('P141', 0, 'due today'),
    ('Ounknown', NULL, 'date received is unknown'), ('Punknown', NULL, 'date received is unknown')$$,
    'and the plans of the next day were open cases');
SET LOCAL sen_improvement.as_of = '2025-07-01';
SELECT is((SELECT in_time || ' of ' || finished FROM timeliness_by_year WHERE local_authority = '345'), '0 of 1',
          'a day later the plan of the other authority is out, one day late');
SET LOCAL sen_improvement.as_of = '2025-01-30';
SELECT is((SELECT status FROM case_status WHERE request_ref = 'withdrawn'), 'open',
          'the day before it was withdrawn a case is open');
SET LOCAL sen_improvement.as_of = '2025-01-31';
SELECT is((SELECT status FROM case_status WHERE request_ref = 'withdrawn'), 'withdrawn', 'on the day it is not');
SET LOCAL sen_improvement.as_of = '2025-02-13';
SELECT is((SELECT status FROM case_status WHERE request_ref = 'refused'), 'open',
          'a request to be refused tomorrow is open');
SET LOCAL sen_improvement.as_of = '2025-01-21';
SELECT results_eq('SELECT status, stage, no_plan_on FROM case_status WHERE request_ref = ''no plan''',
                  $$VALUES ('open'::text, 'in assessment'::text, NULL::date)$$,
                  'an assessment is under way until the day of its outcome');
SET LOCAL sen_improvement.as_of = '2024-11-12';
SELECT results_eq('SELECT status, stage, decided_on FROM case_status WHERE request_ref = ''no plan''',
                  $$VALUES ('open'::text, 'awaiting decision'::text, NULL::date)$$,
                  'before the decision its later outcomes are not known');

-- The notice: one replaced, one stepped down, one in force without and one with an interval. -------------
INSERT INTO notice (notice_id, title, issued_by, issued_to, issued_on, replaced_on, stepped_down_on,
                    review_every_months, source) VALUES
    ('replaced', 't', 'b', 'c', '2024-05-07', '2025-06-06', NULL, 6, 's'),
    ('stepped down', 't', 'b', 'c', '2024-01-01', NULL, '2025-06-30', 3, 's'),
    ('no interval', 't', 'b', 'c', '2025-01-01', NULL, NULL, NULL, 's'),
    ('month end', 't', 'b', 'c', '2024-08-31', NULL, NULL, 6, 's'),
    ('in force', 't', 'b', 'c', '2025-06-06', NULL, NULL, 6, 's'),
    ('to come', 't', 'b', 'c', '2025-07-01', NULL, NULL, 1, 's');
INSERT INTO review (review_id, notice_id, kind, planned_from, planned_to, held_on, source) VALUES
    ('old', 'in force', 'stocktake', NULL, NULL, '2025-06-10', 's'),
    ('newer', 'in force', 'deep dive', '2025-06-01', NULL, '2025-06-20', 's'),
    ('future', 'in force', 'stocktake', '2025-09-01', '2025-09-05', '2025-09-02', 's'),
    ('past plan', 'in force', 'stocktake', '2025-06-01', '2025-06-29', NULL, 's'),
    ('running plan', 'in force', 'stocktake', '2025-06-25', '2025-06-30', NULL, 's'),
    ('next plan', 'in force', 'stocktake', '2025-11-03', NULL, NULL, 's'),
    ('of the old', 'replaced', 'stocktake', NULL, NULL, '2024-11-01', 's');
SET LOCAL sen_improvement.as_of = '2025-06-30';
SELECT results_eq('SELECT * FROM review_schedule', $$VALUES
    ('month end'::text, date '2024-08-31', 6::smallint, NULL::date, NULL::date, date '2025-02-28', -122,
     'overdue by 122 days; no review under this notice is recorded'::text),
    ('no interval', '2025-01-01', NULL::smallint, NULL, NULL, NULL, NULL,
     'the notice sets no interval; no review under this notice is recorded'),
    ('in force', '2025-06-06', 6::smallint, '2025-06-20', '2025-06-25', '2025-12-20', 173, 'due in 173 days')$$,
    'review_schedule: from the last review held, else from the notice; the month end clamps; a notice replaced, '
    'stepped down or to come is not in force');
SET LOCAL sen_improvement.as_of = '2025-07-01';
SELECT is((SELECT next_planned_from FROM review_schedule WHERE notice_id = 'in force'), date '2025-09-01',
          'a review that was held later was still planned then');
SELECT is((SELECT in_words FROM review_schedule WHERE notice_id = 'to come'),
          'due in 31 days; no review under this notice is recorded', 'a notice is in force from its day');
SET LOCAL sen_improvement.as_of = '2025-12-20';
UPDATE review SET planned_from = '2025-09-01', held_on = NULL WHERE review_id = 'future';
SELECT results_eq('SELECT next_planned_from, days_left, in_words FROM review_schedule WHERE notice_id = ''in force''',
                  $$VALUES (NULL::date, 0, 'due today'::text)$$, 'on the last day it is due, and no plan lies ahead');
SET LOCAL sen_improvement.as_of = '2025-12-21';
SELECT is((SELECT in_words FROM review_schedule WHERE notice_id = 'in force'), 'overdue by 1 day',
          'on the next it is overdue');
SET LOCAL sen_improvement.as_of = '2025-06-05';
SELECT results_eq('SELECT notice_id, last_held_on, due_by, in_words FROM review_schedule WHERE notice_id IN '
                  '(''replaced'', ''in force'')',
                  $$VALUES ('replaced'::text, date '2024-11-01', date '2025-05-01', 'overdue by 35 days'::text)$$,
                  'the day before it was replaced the old notice is in force, and the new one is not');

SET LOCAL sen_improvement.as_of = '2025-06-06';
SELECT results_eq('SELECT notice_id FROM review_schedule WHERE notice_id IN (''replaced'', ''in force'')',
                  $$VALUES ('in force'::text)$$, 'on the day itself it is the other way round');

INSERT INTO area VALUES ('in force', 2, 'area for improvement', 'Second'), ('in force', 1, 'priority action', 'First'),
    ('replaced', 1, 'DfE recommendation', 'Third');
INSERT INTO area_status VALUES ('in force', 1, '2025-06-06', 'active', 'Notice'),
    ('in force', 1, '2025-06-30', 'business as usual', 'Board'), ('in force', 1, '2025-07-01', 'closed', 'Board'),
    ('in force', 2, '2025-07-01', 'active', 'Notice');
SET LOCAL sen_improvement.as_of = '2025-06-30';
SELECT results_eq('SELECT * FROM area_status_now', $$VALUES
    ('in force'::text, 1::smallint, 'priority action'::text, 'First'::text, 'business as usual'::text,
     date '2025-06-30', 'Board'::text), ('in force', 2::smallint, 'area for improvement', 'Second', NULL, NULL, NULL),
    ('replaced', 1::smallint, 'DfE recommendation', 'Third', NULL, NULL, NULL)$$,
    'area_status_now: the last change by that day, empty before the first');
SET LOCAL sen_improvement.as_of = '2025-06-29';
SELECT is((SELECT status FROM area_status_now WHERE notice_id = 'in force' AND area_number = 1), 'active',
          'the day before, the status before');


-- Where a plan counts when it was due, one finished after the same day of last year was not finished then.
\set programme tap_last_year
\ir ../fixtures/ready_programme.sql
INSERT INTO tap_last_year.ehc_request (local_authority, request_ref, received_on, assessment_outcome,
                                       assessment_outcome_on)
VALUES ('344', 'later', '2024-01-01', 'Y', '2025-01-10'), ('344', 'then', '2024-01-01', 'Y', '2024-05-01');
SET LOCAL sen_improvement.as_of = '2025-06-30';
SELECT results_eq('SELECT finished, finished_last_year FROM tap_last_year.timeliness_year_to_date',
                  'VALUES (1::bigint, 1::bigint)', 'this year and last, by the day of issue');
UPDATE tap_last_year.definition SET period = 'due' WHERE definition = 'plans_in_20_weeks';
SELECT results_eq('SELECT finished, finished_last_year FROM tap_last_year.timeliness_year_to_date',
                  'VALUES (0::bigint, 1::bigint)', 'and by the day on which they were due');
SELECT * FROM finish();
ROLLBACK;
