-- Room board: the views of a programme, from nothing to the extremes. The values that a
-- board reads are worked out by hand in test/pgtap/board.sql.
\i sql/include/begin.sql
\set programme board
\i test/fixtures/ready_programme.sql
SET search_path = board;
SET sen_improvement.as_of = '2025-06-30';

-- The columns that reports are built on.
SELECT table_name || string_agg(CASE WHEN ordinal_position % 6 = 1 THEN E'\n    ' ELSE ' ' END || column_name || ' '
                                || data_type, ',' ORDER BY ordinal_position) AS columns
FROM information_schema.columns WHERE table_schema = 'board'
    AND table_name = ANY
        ('{advice_timeliness,annual_review_timeliness,area_status_now,assessment_exception_intake,backlog,case_status,
        case_status_all,case_time_limit,case_time_limit_all,changes_since_sealed_meeting,compliance_by_cohort,
        compliance_by_month,
        compliance_by_year,compliance_rolling,compliance_year_to_date,deadlines,definition_case,definition_cohort,
        definition_month,definition_rolling,definition_year,definition_year_to_date,due_soon,ehc_request_intake,
        log_leaves,
        log_versions,meeting_cycle,open_cases,overdue_cases,phase_transfers,review_schedule,time_to_plan,
        timeliness_by_cohort,timeliness_by_month,timeliness_by_year,timeliness_rolling,timeliness_year_to_date}')
GROUP BY table_name ORDER BY table_name COLLATE "C";

-- Our own types are in what the totals are counted from (definition_...), and
-- in the view below; any tool can read the rest.
SELECT table_name, column_name, udt_name FROM information_schema.columns
WHERE table_schema = 'board' AND (udt_schema = 'sen' OR data_type IN ('USER-DEFINED', 'ARRAY')
                                  AND udt_name NOT IN ('_text', '_int4')) AND table_name NOT LIKE 'definition\_%'
    AND table_name NOT LIKE 'ledger\_%';

-- An empty programme: no rows anywhere, and no error.
SELECT (SELECT count(*) FROM case_status) + (SELECT count(*) FROM open_cases) + (SELECT count(*)
    FROM deadlines) + (SELECT count(*) FROM backlog)
     + (SELECT count(*) FROM timeliness_by_year) + (SELECT count(*) FROM timeliness_by_month) + (SELECT count(*)
         FROM area_status_now) + (SELECT count(*) FROM review_schedule) AS rows;

-- Null everywhere: a request of which nothing is known is open, since when nobody knows.
INSERT INTO ehc_request (local_authority, request_ref) VALUES ('344', 'null');
SELECT * FROM case_status;
SELECT * FROM open_cases;
SELECT time_limit, due_on, done_on, days_left, in_words, exceptions FROM deadlines ORDER BY time_limit COLLATE "C";
SELECT * FROM backlog;
SELECT count(*) AS rows FROM timeliness_by_year;

-- Finished, but the day is missing: no plan is issued without a day, a refusal counts at once.
INSERT INTO ehc_request (local_authority, request_ref, request_outcome, assessment_outcome) VALUES
    ('344', 'agreed', 'Y', 'Y'), ('344', 'no plan', 'Y', 'N'), ('344', 'refused', 'N', NULL),
    ('344', 'withdrawn', 'W', NULL),
    ('344', 'withdrawn later', 'Y', 'W'), ('344', 'historical', 'H', NULL), ('344', 'transferred in', NULL, 'H'),
    ('344', 'pending', 'Y', 'A');
INSERT INTO ehc_request (local_authority, request_ref, exported_to) VALUES ('344', 'moved', 'XXX');
SELECT request_ref, decided_on, plan_issued_on, no_plan_on, status, stage FROM case_status
ORDER BY request_ref COLLATE "C";
SELECT DISTINCT in_words FROM deadlines;

-- A plan whose day of receipt is unknown is in the denominator, and in no mean.
INSERT INTO ehc_request (local_authority, request_ref, received_on, assessment_outcome, assessment_outcome_on)
VALUES ('345', 'unknown', NULL, 'Y', '2025-06-30');
SELECT * FROM timeliness_by_year;
SELECT * FROM timeliness_by_month;
INSERT INTO ehc_request (local_authority, request_ref, received_on, assessment_outcome, assessment_outcome_on, week20)
VALUES ('345', 'known', '2025-02-10', 'Y', '2025-06-30', true);
SELECT * FROM timeliness_by_year;

-- The first and the last day on which a report can stand.
SET sen_improvement.as_of = '0001-01-01';
SELECT local_authority, request_ref, status FROM case_status WHERE local_authority = '345';
SELECT sum(open_cases) FROM backlog;
SELECT count(*) AS rows FROM timeliness_by_year;
SET sen_improvement.as_of = '9999-12-31';
INSERT INTO ehc_request (local_authority, request_ref, received_on) VALUES ('346', 'old', '1990-01-01');
SELECT days_open = date '9999-12-31' - date '1990-01-01' AS days_open,
       in_words = 'overdue by ' || sen.in_days(date '9999-12-31' - date '1990-05-21') AS in_words FROM open_cases
WHERE local_authority = '346';
SELECT age_band, open_cases, percent_of_open FROM backlog WHERE local_authority = '346';

-- Without the setting, everything stands on the current date.
RESET sen_improvement.as_of;
DELETE FROM ehc_request;
INSERT INTO ehc_request (local_authority, request_ref, received_on) VALUES ('344', 'today', current_date),
    ('344', 'tomorrow', current_date + 1), ('344', 'due', current_date - 140);
SELECT request_ref, days_open, days_left, in_words FROM open_cases;

-- Users build on the views: a view on them, their own column, a view that the planner joins.
CREATE VIEW breach AS SELECT o.request_ref, r.team FROM open_cases o
    JOIN (SELECT *, 'north' AS team FROM ehc_request) r USING (local_authority, request_ref) WHERE o.days_left <= 0;
ALTER TABLE ehc_request ADD COLUMN team text;
SELECT * FROM breach;
RESET search_path;
SET client_min_messages = warning;
DROP SCHEMA board CASCADE;
