-- The measures of a programme: the rows of table definition, what it refuses, what its switches change, and
-- the edges of the views that count them. Every number of the views over random cases: test/pgtap/compliance.sql.
\i sql/include/begin.sql
SET sen_improvement.as_of = '2025-06-30';
\set programme definitions
\i test/fixtures/ready_programme.sql
SET search_path = definitions;

-- What every programme is born with.
SELECT position, definition, time_limits, period, without_mediation_or_tribunal AS without, ends_on FROM definition
ORDER BY position;
SELECT definition, title, citation FROM definition ORDER BY position;
-- Words are sentences, and each measure says where it comes from. None claims a publication that does not exist.
SELECT count(*) AS unfinished
FROM definition, unnest(ARRAY[numerator, denominator, starts, ends, exceptions, source, note]) w WHERE w !~ '\.$';
SELECT definition FROM definition WHERE source ~ 'does not publish' ORDER BY position;
SELECT count(*) AS limits_without_cases FROM definition, unnest(time_limits) l
WHERE l NOT IN (SELECT name::text FROM sen.time_limits());

-- Refused ---------------------------------------------------------------------------------------------------
\set ECHO none
CREATE FUNCTION pg_temp.add(definition text DEFAULT 'd', "position" integer DEFAULT 9, title text DEFAULT 't',
                            time_limits text[] DEFAULT '{la_response}', period text DEFAULT 'finished',
                            ends_on text DEFAULT NULL, without boolean DEFAULT false) RETURNS text
    LANGUAGE plpgsql AS $$
DECLARE
    message text;
    hint text;
BEGIN
    INSERT INTO definitions.definition VALUES (definition, "position", title, time_limits, 'n', 'd', 's', 'e', period,
                                               'x', 'c', 's', NULL, without, ends_on);
    RAISE EXCEPTION 'taken';
EXCEPTION WHEN others THEN
    GET STACKED DIAGNOSTICS message = MESSAGE_TEXT, hint = PG_EXCEPTION_HINT;
    RETURN SQLSTATE || ': ' || message || CASE WHEN hint <> '' THEN E'\n' || hint ELSE '' END;
END $$;
\set ECHO all
\pset tuples_only on
SELECT pg_temp.add();
SELECT pg_temp.add(definition => 'Plans in time');
SELECT pg_temp.add(definition => '');
SELECT pg_temp.add(definition => NULL);
SELECT pg_temp.add(definition => 'plans_in_20_weeks');
SELECT pg_temp.add("position" => 0);
SELECT pg_temp.add(title => ' ');
SELECT pg_temp.add(time_limits => '{}');
SELECT pg_temp.add(time_limits => '{la_response,NULL}');
SELECT pg_temp.add(time_limits => '{final_plans}');
SELECT pg_temp.add(time_limits => NULL);
SELECT pg_temp.add(period => 'started');
SELECT pg_temp.add(ends_on => 'plan issued');
SELECT pg_temp.add(time_limits => '{final_plan}');
SELECT pg_temp.add(time_limits => '{final_plan}', ends_on => 'plan sent');
SELECT pg_temp.add(time_limits => '{final_plan}', ends_on => 'plan start', without => true);
SELECT pg_temp.add(without => true);
SELECT pg_temp.add(time_limits => '{final_plan,order_final_plan_after_draft}', ends_on => 'plan issued');
\pset tuples_only off

-- An empty programme: no rows anywhere, and no error.
SELECT (SELECT count(*) FROM compliance_by_year) + (SELECT count(*) FROM compliance_by_month) + (SELECT count(*)
    FROM compliance_rolling) + (SELECT count(*) FROM compliance_by_cohort) + (SELECT count(*)
        FROM compliance_year_to_date)
     + (SELECT count(*) FROM timeliness_rolling) + (SELECT count(*) FROM timeliness_by_cohort) + (SELECT count(*)
         FROM timeliness_year_to_date)
     + (SELECT count(*) FROM advice_timeliness) + (SELECT count(*) FROM annual_review_timeliness) + (SELECT count(*)
         FROM phase_transfers) + (SELECT count(*) FROM time_to_plan) AS rows;

-- The switches ----------------------------------------------------------------------------------------------
-- In time by issue and by start; late by issue, in time by start; in time with a mediation;
-- issued, and starts tomorrow; start unknown; received unknown.
\set ECHO none
INSERT INTO ehc_request (local_authority, request_ref, received_on, assessment_outcome, assessment_outcome_on,
                         plan_start_on, other_mediation, week20) VALUES
    ('344', 'A', '2025-01-06', 'Y', '2025-05-26', '2025-05-26', NULL, NULL),
    ('344', 'B', '2025-01-06', 'Y', '2025-06-02', '2025-05-20', false, NULL),
    ('344', 'C', '2025-01-06', 'Y', '2025-05-01', '2025-05-01', true, NULL),
    ('344', 'D', '2025-02-20', 'Y', '2025-06-28', '2025-07-01', NULL, NULL),
    ('344', 'E', '2025-01-06', 'Y', '2025-06-10', NULL, NULL, true),
    ('344', 'F', NULL, 'Y', '2025-06-10', '2025-06-12', NULL, NULL);
CREATE FUNCTION pg_temp.set_switches(new_ends_on text, new_without boolean)
    RETURNS TABLE (ends_on text, without boolean, plans bigint, within bigint, percent numeric,
                   percent_excluding numeric, open_now bigint) LANGUAGE sql AS $$
    UPDATE definitions.definition SET ends_on = new_ends_on, without_mediation_or_tribunal = new_without
    WHERE definition = 'plans_in_20_weeks';
    SELECT new_ends_on, new_without, finished, in_time, percent_in_time, percent_in_time_excluding, open_at_end
    FROM definitions.timeliness_by_year WHERE year = 2025;
$$;
\set ECHO all
SELECT * FROM pg_temp.set_switches('plan issued', false) UNION ALL SELECT *
FROM pg_temp.set_switches('plan issued', true) UNION ALL SELECT * FROM pg_temp.set_switches('plan start', false)
UNION ALL SELECT * FROM pg_temp.set_switches('plan start', true);
SELECT * FROM pg_temp.set_switches('plan issued', false);
-- Two readings side by side, and a measure of the owner's own.
INSERT INTO definition (definition, position, title, time_limits, numerator, denominator, starts, ends, exceptions,
                        citation, source, without_mediation_or_tribunal, ends_on)
SELECT 'plans_as_counted_elsewhere', 2, 'Plans within 20 weeks, by start date', time_limits, numerator, denominator,
       starts, ends, exceptions, citation, 'Data to Insight, SEN2 app.', true, 'plan start' FROM definition
WHERE definition = 'plans_in_20_weeks';
INSERT INTO definition (definition, position, title, time_limits, numerator, denominator, starts, ends, exceptions,
                        citation, source)
VALUES ('mediation_in_30_days', 9, 'Mediation held within 30 days', '{arrange_mediation,arrange_mediation}',
        'Held at most 30 days later.', 'Every mediation held.', 'The family asks.', 'It is held.', 'None.', 'reg 36(2)',
        'Our own.');
INSERT INTO mediation (local_authority, mediation_ref, wanted_on, held_on, withdrawn_on)
VALUES ('344', 'M1', '2025-03-01', '2025-03-31', NULL), ('344', 'M2', '2025-03-01', '2025-04-01', NULL),
    ('344', 'M3', '2025-03-01', NULL, '2025-04-30'), ('344', 'M4', '2025-05-01', NULL, NULL);
SELECT title, year, finished, in_time, percent_in_time, percent_in_time_excluding, open_at_end, overdue_at_end
FROM compliance_by_year WHERE definition ~ '^plans|^mediation';
SELECT month, finished, in_time, open_at_end, overdue_at_end FROM compliance_by_month
WHERE definition = 'mediation_in_30_days';
-- What is published of a definition names it, and goes first.
DELETE FROM official_measure WHERE definition = 'plans_in_20_weeks';
DELETE FROM definition WHERE definition IN ('plans_in_20_weeks', 'plans_as_counted_elsewhere', 'mediation_in_30_days');
SELECT count(*) AS rows FROM timeliness_by_year;

-- The first and the last day on which a report can stand.
SET sen_improvement.as_of = '0001-01-01';
SELECT definition, year, finished, open_at_end FROM compliance_by_year;
SELECT last_year_to_day, finished, percent_in_time, change_in_words, open_last_year FROM compliance_year_to_date
WHERE definition = 'decisions_in_6_weeks';
SET sen_improvement.as_of = '9999-12-31';
SELECT count(*) AS months, max(month), min(month) FROM compliance_by_month WHERE definition = 'decisions_in_6_weeks';
SELECT max(twelve_months_to) FROM compliance_rolling;

-- The breach risk, worked out by hand. Of eight requests one has a plan after 100 days
-- and one after 150; one was withdrawn after 110; five are
-- open. Open for 50 days: the other seven were open longer, and of these seven one
-- finished on day 100, none later up to day 140: 6 of 7 remain.
-- Open for 120: four were open longer (130, 140, 150, 200), and none finished by
-- day 140. One case alone tells nothing about itself.
-- In authority 342 all had their plan by day 110: its open case is due before O50 of 344, and comes after it.
SET sen_improvement.as_of = '2025-06-30';
\set ECHO none
DELETE FROM ehc_request;
INSERT INTO ehc_request (local_authority, request_ref, received_on, assessment_outcome, assessment_outcome_on,
                         request_outcome, closed_on) VALUES
    ('344', 'P100', '2025-01-01', 'Y', date '2025-01-01' + 100, NULL, NULL),
    ('344', 'P150', '2025-01-01', 'Y', date '2025-01-01' + 150, NULL, NULL),
    ('344', 'W110', '2025-01-01', NULL, NULL, 'W', date '2025-01-01' + 110),
    ('344', 'O130', date '2025-06-30' - 130, NULL, NULL, NULL, NULL),
    ('344', 'O120', date '2025-06-30' - 120, NULL, NULL, NULL, NULL),
    ('344', 'O50', date '2025-06-30' - 50, NULL, NULL, NULL, NULL),
    ('344', 'O140', date '2025-06-30' - 140, NULL, NULL, NULL, NULL),
    ('344', 'O200', date '2025-06-30' - 200, NULL, NULL, NULL, NULL), ('344', 'unknown', NULL, NULL, NULL, NULL, NULL),
    ('342', 'P100', '2025-01-01', 'Y', date '2025-01-01' + 100, NULL, NULL),
    ('342', 'P110', '2025-01-01', 'Y', date '2025-01-01' + 110, NULL, NULL),
    ('342', 'due sooner, safer', date '2025-06-30' - 60, NULL, NULL, NULL, NULL),
    ('343', 'alone', date '2025-06-30' - 30, NULL, NULL, NULL, NULL);
\set ECHO all
SELECT local_authority, request_ref, days_open, days_left, breach_risk_percent, risk_rests_on_cases FROM open_cases;
SELECT local_authority, received_from, received_to, requests, plans_issued, still_open, median_weeks, days
FROM time_to_plan ORDER BY local_authority;
RESET search_path;
SET client_min_messages = warning;
DROP SCHEMA definitions CASCADE;
