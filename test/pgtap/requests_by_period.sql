-- Requests, refusals, plans and reviews by quarter and year, against the year before: days at each end of a period, a
-- period that runs, a leap day, and data that begin late.
\set QUIET 1
\set ON_ERROR_STOP 1
\pset format unaligned
\pset tuples_only on
\pset pager off
BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL datestyle = 'ISO, YMD';
SELECT no_plan();
\set programme requests
\ir ../fixtures/ready_programme.sql
SET LOCAL search_path = requests, public;
INSERT INTO ehc_request (local_authority, request_ref, received_on, request_outcome, request_outcome_on,
                         assessment_outcome, assessment_outcome_on) VALUES
    ('344', 'a', '2024-01-01', 'N', '2024-02-12', NULL, NULL),
    ('344', 'b', '2024-02-29', 'N', '2024-04-11', NULL, NULL),
    ('344', 'c', '2024-03-31', 'Y', '2024-05-06', 'Y', '2024-08-12'),
    ('344', 'd', '2024-04-01', 'N', NULL, NULL, NULL),
    ('344', 'e', '2025-01-01', 'Y', '2025-02-03', 'N', '2025-03-31'),
    ('344', 'f', '2025-03-31', 'N', '2025-04-10', NULL, NULL),
    ('344', 'g', '2025-04-01', 'N', '2025-05-12', NULL, NULL),
    ('344', 'h', NULL, 'Y', NULL, 'Y', '2025-04-02'),
    ('345', 'i', '2025-04-02', NULL, NULL, NULL, NULL);
INSERT INTO annual_review (local_authority, review_ref, meeting_on)
VALUES ('344', 'r1', '2024-06-30'), ('344', 'r2', '2025-04-01'), ('344', 'r3', '2025-06-30'), ('344', 'r4', NULL);
CREATE VIEW pg_temp.told AS
SELECT quarter, to_day, requests, refused, plans_issued AS issued, plans_refused AS no_plan, reviews_held AS held,
       requests_year_before AS requests_1, refused_year_before AS refused_1, plans_issued_year_before AS issued_1,
       reviews_held_year_before AS held_1
FROM requests_by_quarter WHERE local_authority = '344';
SET LOCAL sen_improvement.as_of = '2025-06-30';
SELECT results_eq('SELECT * FROM pg_temp.told', $$VALUES
    (date '2024-01-01', date '2024-03-31', 3::bigint, 2::bigint, 0::bigint, 0::bigint, 0::bigint, NULL::bigint,
     NULL::bigint, NULL::bigint, NULL::bigint),
    ('2024-04-01', '2024-06-30', 1, 1, 0, 0, 1, NULL, NULL, NULL, NULL),
    ('2024-07-01', '2024-09-30', 0, 0, 1, 0, 0, NULL, NULL, NULL, NULL),
    ('2025-01-01', '2025-03-31', 2, 1, 0, 1, 0, 3, 2, 0, 0),
    ('2025-04-01', '2025-06-30', 1, 1, 1, 0, 2, 1, 1, 0, 1)$$, 'by quarter, against the year before');
SELECT results_eq($$SELECT requests, requests_year_before, in_words FROM requests_by_quarter
                    WHERE local_authority = '345'$$,
                  $$VALUES (1::bigint, NULL::bigint, '1 request; none of 1 request refused; 0 plans issued')$$,
                  'data that begin late have nothing a year before');
SELECT is((SELECT in_words FROM requests_by_quarter WHERE local_authority = '344' AND quarter = '2025-04-01'),
          '1 request, 1 a year before; 1 of 1 request refused; 1 plan issued, 0 a year before; 2 reviews held, 1 a '
          'year before', 'in words');
-- A quarter that runs: the year before to the same day, as it stood then.
SET LOCAL sen_improvement.as_of = '2025-02-27';
SELECT results_eq($$SELECT * FROM pg_temp.told WHERE quarter = '2025-01-01'$$,
                  $$VALUES (date '2025-01-01', date '2025-02-27', 1::bigint, 0::bigint, 0::bigint, 0::bigint, 0::bigint,
                            1::bigint, 1::bigint, 0::bigint, 0::bigint)$$, 'the day before that of 29 February');
SET LOCAL sen_improvement.as_of = '2025-02-28';
SELECT results_eq($$SELECT * FROM pg_temp.told WHERE quarter = '2025-01-01'$$,
                  $$VALUES (date '2025-01-01', date '2025-02-28', 1::bigint, 0::bigint, 0::bigint, 0::bigint, 0::bigint,
                            2::bigint, 1::bigint, 0::bigint, 0::bigint)$$,
                  '29 February is held against 28 February, and its refusal came later');
SELECT is((SELECT max(to_day) FROM requests_by_quarter), '2025-02-28'::date, 'no quarter is to come');
SET LOCAL sen_improvement.as_of = '2025-06-30';
SELECT results_eq($$SELECT year, to_day, requests, refused, percent_refused, plans_issued, plans_refused, reviews_held,
                           requests_year_before, refused_year_before, percent_refused_year_before
                    FROM requests_by_year WHERE local_authority = '344'$$,
                  $$VALUES (2024, date '2024-12-31', 4::bigint, 3::bigint, 75.0, 1::bigint, 0::bigint, 1::bigint,
                            NULL::bigint, NULL::bigint, NULL::numeric),
                           (2025, '2025-06-30', 3, 2, 66.7, 1, 1, 2, 4, 3, 75.0)$$, 'by year, to the same day');
SELECT sen.state_data_day('requests', 'cases', '2025-03-31') \g /dev/null
SELECT results_eq($$SELECT to_day, requests, refused FROM requests_by_year
                    WHERE local_authority = '344' AND year = 2025$$,
                  $$VALUES (date '2025-03-31', 2::bigint, 0::bigint)$$, 'to the day of the data');
SELECT * FROM finish();
ROLLBACK;
