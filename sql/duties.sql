-- Duties of a programme: tables of advice, annual reviews, mediation and appeals, and the view of deadlines.
\i sql/include/begin.sql
\pset null ''
SET sen_improvement.as_of = '2025-03-10';
SET client_min_messages = warning;
\set programme duties_case
\i test/fixtures/ready_programme.sql
SELECT sen.create_programme('duties_then') IS NOT NULL AS made;
SET search_path = duties_case, public;

-- A small authority, as on 10 March 2025
-- ---------------------------------------------------------------------------------
\set ECHO none
INSERT INTO ehc_request (local_authority, request_ref, received_on, request_outcome, request_outcome_on,
                         assessment_outcome, assessment_outcome_on, closed_on, exported_to, week20) VALUES
    ('344', 'R01 received today', '2025-03-10', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
    ('344', 'R02 to decide today', '2025-01-27', 'A', NULL, NULL, NULL, NULL, NULL, NULL),
    ('344', 'R03 overdue, excepted', '2024-09-02', 'Y', '2024-10-14', 'A', NULL, NULL, NULL, NULL),
    ('344', 'R04 in time', '2024-09-02', 'Y', '2024-10-15', 'Y', '2025-01-20', NULL, NULL, NULL),
    ('344', 'R05 late, week20', '2024-09-02', 'Y', '2024-10-14', 'Y', '2025-01-22', NULL, NULL, true),
    ('344', 'R06 no plan', '2024-09-02', 'Y', '2024-10-14', 'N', '2024-12-24', NULL, NULL, NULL),
    ('344', 'R07 not assessed', '2024-09-02', 'N', '2024-10-01', NULL, NULL, NULL, NULL, NULL),
    ('344', 'R08 withdrawn', '2024-09-02', 'W', NULL, NULL, NULL, '2024-11-01', NULL, NULL),
    ('344', 'R09 no day received', NULL, 'Y', '2024-10-01', NULL, NULL, NULL, NULL, NULL),
    ('344', 'R10 historical', '2014-09-02', 'H', NULL, NULL, NULL, NULL, NULL, NULL),
    ('344', 'R11 plan agreed', '2024-11-01', 'Y', '2024-12-13', 'Y', NULL, NULL, NULL, NULL),
    ('344', 'R12 next month', '2025-04-01', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
    ('344', 'R13 moved away', '2024-12-02', NULL, NULL, NULL, NULL, '2025-01-02', '341', NULL),
    ('341', 'R03 overdue, excepted', '2025-03-10', NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO assessment_exception (local_authority, request_ref, time_limit, exception) VALUES
    ('344', 'R03 overdue, excepted', 'final_plan', 'school_closure'),
    ('344', 'R03 overdue, excepted', 'final_plan', 'absence_4_weeks'),
    ('344', 'R03 overdue, excepted', 'assess_decision', 'personal_circumstances'),
    ('344', 'R05 late, week20', 'no_plan_decision', 'personal_circumstances');
\set ECHO all
INSERT INTO assessment_exception (local_authority, request_ref, exception)
VALUES ('344', 'R11 plan agreed', 'personal_circumstances') RETURNING time_limit;
\set ECHO none
INSERT INTO advice_request (local_authority, request_ref, body, asked_on, received_on, responded_on, exception) VALUES
    ('344', 'R03 overdue, excepted', 'educational psychology', '2024-10-15', '2024-10-17', '2024-11-28', NULL),
    ('344', 'R03 overdue, excepted', 'health', '2024-10-15', NULL, NULL, 'missed_appointment'),
    ('344', 'R03 overdue, excepted', 'social care', '2024-10-15', NULL, '2024-11-27', NULL),
    ('344', 'R11 plan agreed', 'health', '2025-02-01', '2025-03-05', NULL, NULL),
    ('344', 'R11 plan agreed', 'social care', '2025-03-05', '2025-03-11', NULL, NULL);
INSERT INTO annual_review (local_authority, review_ref, plan_made_on, last_reviewed_on, meeting_on, report_sent_on,
                           decision_sent_on, outcome, amendment_notice_sent_on, amended_plan_sent_on, transfer_phase,
                           transfer_year) VALUES
    ('344', 'A1 first', '2024-03-11', NULL, '2025-02-24', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
    ('344', 'A2 kept', NULL, '2024-02-01', '2025-01-10', '2025-01-24', '2025-01-31', 'M', NULL, NULL, NULL, NULL),
    ('344', 'A3 Year 6', NULL, '2023-12-01', '2024-11-01', '2024-11-18', '2024-11-25', 'A', '2024-11-25', '2025-01-21',
     'primary to secondary', 2025),
    ('344', 'A4 late notice', NULL, NULL, '2024-12-02', NULL, '2024-12-30', 'A', '2025-01-10', NULL, NULL, NULL),
    ('344', 'A5 Year 11', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'secondary to post-16', 2025),
    ('344', 'A6 Year 2', NULL, NULL, NULL, NULL, '2024-02-20', 'M', NULL, NULL, 'infant to junior', 2024),
    ('344', 'A7 no notice', NULL, NULL, '2025-01-20', '2025-02-03', '2025-02-17', 'A', NULL, NULL,
     'middle to secondary', 2025),
    ('344', 'A8 next year', '2025-03-11', NULL, '2025-03-12', NULL, NULL, NULL, NULL, NULL, 'secondary to post-16',
     2026);
INSERT INTO mediation (local_authority, mediation_ref, wanted_on, held_on, certificate_issued_on) VALUES
    ('344', 'M1 asked', '2025-02-20', NULL, NULL),
    ('344', 'M2 agreed', '2025-01-02', '2025-02-03', '2025-02-06'),
    ('344', 'M3 kept', '2025-02-03', '2025-03-05', NULL);
INSERT INTO appeal (local_authority, appeal_ref, decision_sent_on, certificate_issued_on, lodged_on, received_on,
                    responded_on) VALUES
    ('344', 'P1 last day', '2025-01-10', NULL, NULL, NULL, NULL),
    ('344', 'P2 certificate', '2024-10-01', '2024-11-29', '2025-01-03', '2025-01-06', '2025-02-17'),
    ('344', 'P3 no appeal', '2024-06-03', NULL, NULL, NULL, NULL),
    ('344', 'P4 answer due', '2024-12-16', NULL, '2025-01-20', '2025-01-27', NULL);
INSERT INTO case_event (local_authority, concerns, case_ref, event, happened_on, time_limit, done_on, exception) VALUES
    ('344', 'mediation', 'M2 agreed', 'mediation_agreed', '2025-02-03', 'mediation_agreement_other', NULL, NULL),
    ('344', 'mediation', 'M3 kept', 'mediation_agreed', '2025-02-21', 'mediation_agreement_other', '2025-03-07', NULL),
    ('344', 'appeal', 'P5 order', 'order_made', '2025-03-01', 'order_assess_final_plan', NULL, 'absence_2_weeks'),
    ('344', 'appeal', 'P6 at once', 'order_made', '2025-03-10', 'order_cease', NULL, NULL),
    ('344', 'appeal', 'P7 conceded', 'appeal_not_opposed', '2025-01-20', 'unopposed_school', '2025-02-04', NULL);
\set ECHO all

-- The due date is that of the limit, from the day on which it started; days and
-- words follow from the dates and from what is recorded. A row below is a fault.
-- (Two limits have an earlier or later bound: an amended plan by its notice,
-- an appeal by its certificate; see counting.sql.)
\set ECHO none
CREATE TEMPORARY VIEW deadline_fault AS
SELECT * FROM (SELECT d.*, sen.due_date(time_limit::sen.time_limit, started_on) AS due_by_limit,
    CASE WHEN done_on IS NULL AND in_words NOT LIKE 'ended%' AND NOT passed THEN due_on - sen.today()
    END AS left_by_dates,
    CASE WHEN started_on IS NULL THEN 'date received is unknown'
         WHEN passed THEN 'not recorded; a later step is'
         WHEN exceptions IS NOT NULL AND done_on IS NULL AND due_on < sen.today()
             THEN 'lifted, ' || sen.in_days(sen.today() - due_on) || ' past the limit'
         WHEN done_on IS NOT NULL THEN CASE WHEN done_on <= due_on THEN 'met'
                                            ELSE 'late by ' || sen.in_days(done_on - due_on) END
         WHEN due_on = sen.today() THEN 'due today' WHEN due_on > sen.today() THEN sen.in_days(due_on - sen.today())
             || ' left'
         WHEN time_limit = 'no_plan_decision' THEN 'too late to refuse in time'
             WHEN time_limit = 'appeal_notice' THEN 'time to appeal has passed'
         ELSE 'overdue by ' || sen.in_days(sen.today() - due_on) END AS words
    -- Passed: a later step has a day by today, and this one has none at all.
    FROM deadlines d CROSS JOIN LATERAL (
        SELECT CASE d.time_limit
            WHEN 'review_report' THEN EXISTS (
                SELECT FROM annual_review r WHERE r.review_ref = d.case_ref AND r.report_sent_on IS NULL
                AND sen.today() >= ANY (ARRAY[r.decision_sent_on, r.amendment_notice_sent_on, r.amended_plan_sent_on]))
            WHEN 'review_decision' THEN EXISTS (
                SELECT FROM annual_review r WHERE r.review_ref = d.case_ref AND r.decision_sent_on IS NULL
                AND sen.today() >= ANY (ARRAY[r.amendment_notice_sent_on, r.amended_plan_sent_on]))
            WHEN 'la_response' THEN EXISTS (
                SELECT FROM appeal p WHERE p.appeal_ref = d.case_ref AND p.responded_on IS NULL
                AND p.outcome = ANY ('{upheld,dismissed,by consent}') AND p.outcome_on <= sen.today())
            WHEN 'appeal_notice' THEN EXISTS (
                SELECT FROM appeal p WHERE p.appeal_ref = d.case_ref AND p.lodged_on IS NULL
                AND sen.today() >= ANY (ARRAY[p.received_on, p.responded_on]))
            WHEN 'order_assess_notice' THEN EXISTS (
                SELECT FROM case_event e WHERE (e.concerns, e.case_ref, e.time_limit) = (d.concerns, d.case_ref,
                    'order_assess_final_plan') AND e.first_step_on IS NULL AND e.done_on <= sen.today())
            ELSE false END IS TRUE AS passed) s) x
WHERE (due_on, days_left) IS DISTINCT FROM (due_by_limit, left_by_dates) AND time_limit <> 'final_amended_plan'
    AND case_ref <> 'P2 certificate'
   OR in_words NOT LIKE 'ended: %' AND in_words <> words;
\set ECHO all
SELECT concerns, case_ref, time_limit, started_on, due_on, due_by_limit, done_on, days_left, in_words, words
FROM deadline_fault;
SELECT concerns, case_ref,
       string_agg(concat_ws(' ', time_limit, due_on, in_words, CASE WHEN in_words NOT LIKE 'late%' THEN done_on END,
                            '(' || exceptions || ')'), ', ' ORDER BY due_on, time_limit COLLATE "C") AS deadlines
FROM deadlines WHERE local_authority = '344' GROUP BY concerns, case_ref ORDER BY concerns COLLATE "C",
       case_ref COLLATE "C";
SELECT concerns, case_ref, time_limit, in_words, exceptions FROM deadlines WHERE local_authority = '341'
ORDER BY concerns, case_ref COLLATE "C", due_on, time_limit COLLATE "C";
-- Duty, who owes it and the citation are the catalogue's.
SELECT count(*) AS rows, count(DISTINCT time_limit) AS limits FROM deadlines;
SELECT count(*) FROM deadlines d JOIN sen.time_limit_catalogue l USING (time_limit)
WHERE (d.duty, d.owed_by, d.citation) IS DISTINCT FROM (l.duty, l.owed_by, l.citation);
-- An exception gives no other date, and each duty is there once.
SELECT count(*) FROM deadlines d JOIN deadlines u USING (local_authority, concerns, time_limit, started_on)
WHERE d.due_on <> u.due_on AND d.concerns = 'request';
SELECT local_authority, concerns, case_ref, time_limit FROM deadlines GROUP BY 1, 2, 3, 4 HAVING count(*) > 1;
-- Cases that are open, by the same limit.
SELECT request_ref, days_left, in_words, has_exception FROM open_cases WHERE local_authority = '344';
SELECT request_ref, days_left FROM overdue_cases;
SELECT request_ref, days_left FROM due_soon;

-- As on other days
-- ---------------------------------------------------------------------------------------------------------
SET sen_improvement.as_of = '2024-11-24';
SELECT concerns, case_ref, time_limit, in_words, words FROM deadline_fault;
SELECT concerns, case_ref,
       string_agg(concat_ws(' ', time_limit, due_on, in_words, CASE WHEN in_words NOT LIKE 'late%' THEN done_on END,
                            '(' || exceptions || ')'), ', ' ORDER BY due_on, time_limit COLLATE "C") AS deadlines
FROM deadlines WHERE local_authority = '344' AND concerns <> 'request' GROUP BY concerns, case_ref
ORDER BY concerns COLLATE "C", case_ref COLLATE "C";
SET sen_improvement.as_of = '2025-01-20';
SELECT concerns, case_ref, time_limit, in_words, words FROM deadline_fault;
SELECT concerns, case_ref,
       string_agg(concat_ws(' ', time_limit, due_on, in_words, CASE WHEN in_words NOT LIKE 'late%' THEN done_on END,
                            '(' || exceptions || ')'), ', ' ORDER BY due_on, time_limit COLLATE "C") AS deadlines
FROM deadlines WHERE local_authority = '344' AND concerns = 'request' GROUP BY concerns, case_ref
ORDER BY concerns COLLATE "C", case_ref COLLATE "C";
SET sen_improvement.as_of = '2014-01-01';
SELECT concerns, case_ref, time_limit, in_words, words FROM deadline_fault;
SELECT concerns, case_ref,
       string_agg(concat_ws(' ', time_limit, due_on, in_words, CASE WHEN in_words NOT LIKE 'late%' THEN done_on END,
                            '(' || exceptions || ')'), ', ' ORDER BY due_on, time_limit COLLATE "C") AS deadlines
FROM deadlines GROUP BY concerns, case_ref ORDER BY concerns COLLATE "C", case_ref COLLATE "C";

-- What stood then is what a report of that day shows: duties_then holds
-- what had happened by the day, and nothing later.
-- (Exceptions have no day on which they were recorded.) Rows below are differences.
\set ECHO none
CREATE FUNCTION pg_temp.rewind(d date) RETURNS TABLE (side text, local_authority text, concerns text, case_ref text,
                                                      time_limit text, due_on date, done_on date, days_left integer,
                                                      in_words text) LANGUAGE plpgsql AS $$
#variable_conflict use_column
BEGIN
    DELETE FROM duties_then.case_event;
    DELETE FROM duties_then.advice_request; DELETE FROM duties_then.annual_review; DELETE FROM duties_then.mediation;
    DELETE FROM duties_then.appeal; DELETE FROM duties_then.assessment_exception; DELETE FROM duties_then.ehc_request;
    INSERT INTO duties_then.ehc_request SELECT * FROM duties_case.ehc_request
    WHERE received_on IS NULL OR received_on <= d;
    UPDATE duties_then.ehc_request SET request_outcome = NULL, request_outcome_on = NULL,
        assessment_outcome = CASE WHEN assessment_outcome_on IS NOT NULL THEN assessment_outcome END
    WHERE request_outcome_on > d;
    UPDATE duties_then.ehc_request SET assessment_outcome = NULL, assessment_outcome_on = NULL
    WHERE assessment_outcome_on > d;
    UPDATE duties_then.ehc_request SET closed_on = NULL, exported_to = NULL,
        request_outcome = nullif(request_outcome, 'W') WHERE closed_on > d;
    INSERT INTO duties_then.assessment_exception SELECT e.* FROM duties_case.assessment_exception e
        JOIN duties_then.ehc_request r USING (local_authority, request_ref);
    INSERT INTO duties_then.advice_request
    SELECT a.local_authority, a.request_ref, a.body, a.asked_on,
        CASE WHEN a.received_on <= d OR a.asked_on > d THEN a.received_on END,
        CASE WHEN a.responded_on <= d THEN a.responded_on END, a.exception
    FROM duties_case.advice_request a JOIN duties_then.ehc_request r USING (local_authority, request_ref)
    WHERE a.asked_on <= d AND coalesce(a.received_on, a.asked_on) <= d;
    INSERT INTO duties_then.annual_review (local_authority, review_ref, plan_made_on, last_reviewed_on, meeting_on,
                                           report_sent_on, decision_sent_on, outcome, amendment_notice_sent_on,
                                           amended_plan_sent_on, transfer_phase, transfer_year)
    SELECT r.local_authority, r.review_ref, CASE WHEN r.plan_made_on <= d THEN r.plan_made_on END,
           CASE WHEN r.last_reviewed_on <= d THEN r.last_reviewed_on END,
           CASE WHEN r.meeting_on <= d THEN r.meeting_on END,
           CASE WHEN r.report_sent_on <= d THEN r.report_sent_on END,
               CASE WHEN r.decision_sent_on <= d THEN r.decision_sent_on END,
               CASE WHEN r.decision_sent_on <= d THEN r.outcome END,
           CASE WHEN r.amendment_notice_sent_on <= d THEN r.amendment_notice_sent_on END,
               CASE WHEN r.amended_plan_sent_on <= d THEN r.amended_plan_sent_on END, r.transfer_phase, r.transfer_year
               FROM duties_case.annual_review r;
    INSERT INTO duties_then.mediation SELECT m.local_authority, m.mediation_ref, m.request_ref, m.wanted_on,
        CASE WHEN m.held_on <= d THEN m.held_on END,
        CASE WHEN m.certificate_issued_on <= d THEN m.certificate_issued_on END,
        CASE WHEN m.withdrawn_on <= d THEN m.withdrawn_on END, m.review_ref FROM duties_case.mediation m
    WHERE m.wanted_on <= d;
    INSERT INTO duties_then.appeal
    SELECT p.local_authority, p.appeal_ref, p.request_ref,
        CASE WHEN p.decision_sent_on <= d THEN p.decision_sent_on END,
        CASE WHEN p.certificate_issued_on <= d THEN p.certificate_issued_on END,
           CASE WHEN p.lodged_on <= d THEN p.lodged_on END, CASE WHEN p.received_on <= d THEN p.received_on END,
               CASE WHEN p.responded_on <= d THEN p.responded_on END, CASE WHEN p.outcome_on <= d THEN p.outcome END,
           CASE WHEN p.outcome_on <= d THEN p.outcome_on END, p.review_ref FROM duties_case.appeal p;
    INSERT INTO duties_then.case_event (local_authority, concerns, case_ref, event, happened_on, position, matter,
                                        time_limit, due_on, first_step_on, done_on, exception)
    SELECT e.local_authority, e.concerns, e.case_ref, e.event, e.happened_on, e.position, e.matter, e.time_limit,
           e.due_on, CASE WHEN e.first_step_on <= d THEN e.first_step_on END, CASE WHEN e.done_on <= d THEN e.done_on
           END, e.exception
    FROM duties_case.case_event e WHERE e.happened_on <= d;
    PERFORM set_config('sen_improvement.as_of', d::text, false);
    RETURN QUERY
        SELECT 'now, as on ' || d, n.local_authority, n.concerns, n.case_ref, n.time_limit, n.due_on, n.done_on,
               n.days_left, n.in_words
        FROM (SELECT local_authority, concerns, case_ref, time_limit, due_on, done_on, days_left, in_words
              FROM duties_case.deadlines EXCEPT SELECT local_authority, concerns, case_ref, time_limit, due_on, done_on,
              days_left, in_words FROM duties_then.deadlines) n
        UNION ALL
        SELECT 'then, on ' || d, n.local_authority, n.concerns, n.case_ref, n.time_limit, n.due_on, n.done_on,
               n.days_left, n.in_words
        FROM (SELECT local_authority, concerns, case_ref, time_limit, due_on, done_on, days_left, in_words
              FROM duties_then.deadlines EXCEPT SELECT local_authority, concerns, case_ref, time_limit, due_on, done_on,
              days_left, in_words FROM duties_case.deadlines) n;
END $$;
\set ECHO all
SELECT r.side, r.case_ref, r.time_limit, r.due_on, r.done_on, r.in_words
FROM unnest('{2024-09-02,2024-10-14,2024-11-24,2024-11-27,2024-11-28,2024-12-23,2024-12-24,2025-01-02,2025-01-05,'
            '2025-01-09,2025-01-10,2025-01-20,2025-02-03,2025-02-14,2025-03-01,2025-03-10}'::date[]) d,
    LATERAL pg_temp.rewind(d) r ORDER BY d, r.case_ref, r.time_limit, r.side DESC;
SET sen_improvement.as_of = '2025-03-10';

-- One strange row does not take the view away: a record may be dated to 2199, the calendar ends with 2099.
INSERT INTO mediation (local_authority, mediation_ref, wanted_on, held_on)
VALUES ('346', 'far', '2150-01-01', '2150-01-02');
INSERT INTO appeal (local_authority, appeal_ref, decision_sent_on, received_on)
VALUES ('346', 'far', '2150-01-01', '2150-02-01');
SELECT count(*) AS rows, count(due_on) AS due FROM deadlines WHERE local_authority <> '341';
DELETE FROM mediation WHERE local_authority = '346';
DELETE FROM appeal WHERE local_authority = '346';

-- What is refused, and what the author of the row is told
-- ------------------------------------------------------------------
\set ECHO none
CREATE FUNCTION pg_temp.refused(command text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    state text; message text; hint text;
BEGIN
    EXECUTE 'INSERT INTO duties_case.' || command;
    RETURN 'accepted';
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT, hint = PG_EXCEPTION_HINT;
    RETURN concat_ws(' | ', state, message, hint);
END $$;
\set ECHO all
SELECT pg_temp.answers(VARIADIC array_agg(format('INSERT INTO advice_request (local_authority, request_ref, body, '
                                                 'asked_on, received_on, responded_on, exception) VALUES (''344'', '
                                                 '''R11 plan agreed'', %s)', c)))
FROM unnest(ARRAY[$$' ', '2025-01-01', NULL, NULL, NULL$$, $$NULL, '2025-01-01', NULL, NULL, NULL$$,
                  $$'a', NULL, NULL, NULL, NULL$$, $$'a', '1989-12-31', NULL, NULL, NULL$$,
                  $$'a', 'infinity', NULL, NULL, NULL$$,
    $$'a', '2025-01-01', '2200-01-01', NULL, NULL$$, $$'a', '2025-01-01', NULL, '-infinity', NULL$$,
    $$'a', '2025-01-02', '2025-01-01', NULL, NULL$$, $$'a', '2025-01-02', NULL, '2025-01-01', NULL$$,
    $$'a', '2025-01-01', NULL, NULL, 'school_closure'$$, $$'a', '2025-01-01', NULL, NULL, 'staff_shortage'$$,
    $$'a', '2025-01-01', NULL, NULL, ''$$]) c;
-- No such request; asked twice on a day.
SELECT pg_temp.answers(
    $$INSERT INTO advice_request (local_authority, request_ref, body, asked_on)
      VALUES ('344', 'no such', 'a', '2025-01-01')$$,
    $$INSERT INTO advice_request (local_authority, request_ref, body, asked_on)
      VALUES ('344', 'R11 plan agreed', 'health', '2025-02-01')$$
);
SELECT pg_temp.answers(VARIADIC array_agg(format('INSERT INTO annual_review (local_authority, review_ref, %s)', c)))
FROM unnest(ARRAY[$$plan_made_on) VALUES ('344', 'A', '1989-12-31'$$,
                  $$last_reviewed_on) VALUES ('344', 'A', '2200-01-01'$$,
                  $$meeting_on) VALUES ('344', 'A', 'infinity'$$, $$report_sent_on) VALUES ('344', 'A', '-infinity'$$,
    $$decision_sent_on) VALUES ('344', 'A', '0025-01-01'$$, $$outcome) VALUES ('344', 'A', 'X'$$,
    $$outcome) VALUES ('344', 'A', 'a'$$, $$amendment_notice_sent_on) VALUES ('344', 'A', '2205-01-01'$$,
    $$amended_plan_sent_on) VALUES ('344', 'A', '1925-01-01'$$,
    $$transfer_phase, transfer_year) VALUES ('344', 'A', 'year 6', 2025$$,
    $$transfer_phase, transfer_year) VALUES ('344', 'A', 'primary to secondary', 25$$,
    $$transfer_on) VALUES ('344', 'A', '1989-12-31'$$,
    $$transfer_phase, transfer_year) VALUES ('344', 'A', 'post-16 to post-16', 2025$$,
    $$transfer_phase, transfer_year, transfer_on) VALUES ('344', 'A', 'post-16 to post-16', 2025, '2026-01-08'$$,
    $$transfer_phase) VALUES ('344', 'A', 'primary to secondary'$$, $$transfer_year) VALUES ('344', 'A', 2025$$,
    $$meeting_on, report_sent_on) VALUES ('344', 'A', '2025-01-02', '2025-01-01'$$,
    $$meeting_on, decision_sent_on) VALUES ('344', 'A', '2025-01-02', '2025-01-01'$$,
    $$amendment_notice_sent_on, amended_plan_sent_on) VALUES ('344', 'A', '2025-01-02', '2025-01-01'$$,
    $$child_ref) VALUES ('34', 'A', 'c'$$, $$child_ref) VALUES ('344', ' ', 'c'$$,
    $$child_ref) VALUES ('344', 'A2 kept', 'c'$$, $$child_ref) VALUES (NULL, 'A', 'c'$$]) c;
SELECT pg_temp.answers(VARIADIC array_agg(format('INSERT INTO mediation (local_authority, mediation_ref, wanted_on%s)',
                                                 c)))
FROM unnest(ARRAY[$$) VALUES ('3444', 'M', '2025-01-01'$$, $$) VALUES ('344', '', '2025-01-01'$$,
                  $$) VALUES ('344', 'M', NULL$$, $$) VALUES ('344', 'M', '1989-12-31'$$,
                  $$) VALUES ('344', 'M1 asked', '2025-01-01'$$,
    $$, held_on) VALUES ('344', 'M', '2025-01-01', '2200-01-01'$$,
    $$, certificate_issued_on) VALUES ('344', 'M', '2025-01-01', 'infinity'$$,
    $$, withdrawn_on) VALUES ('344', 'M', '2025-01-01', 'infinity'$$,
    $$, held_on) VALUES ('344', 'M', '2025-01-02', '2025-01-01'$$]) c;
SELECT pg_temp.answers(VARIADIC array_agg(format('INSERT INTO appeal (local_authority, appeal_ref, %s)', c)))
FROM unnest(ARRAY[$$lodged_on) VALUES ('A44', 'P', NULL$$, $$lodged_on) VALUES ('344', '  ', NULL$$,
                  $$lodged_on) VALUES ('344', 'P1 last day', NULL$$,
                  $$decision_sent_on) VALUES ('344', 'P', '1989-12-31'$$,
                  $$certificate_issued_on) VALUES ('344', 'P', '2200-01-01'$$,
    $$lodged_on) VALUES ('344', 'P', 'infinity'$$,
    $$outcome, outcome_on) VALUES ('344', 'P', 'withdrawn', '1989-12-31'$$,
    $$received_on) VALUES ('344', 'P', '-infinity'$$, $$responded_on) VALUES ('344', 'P', '2200-01-01'$$,
    $$received_on, responded_on) VALUES ('344', 'P', '2025-01-02', '2025-01-01'$$,
    $$outcome, outcome_on) VALUES ('344', 'P', 'lost', '2025-01-01'$$,
    $$outcome) VALUES ('344', 'P', 'upheld'$$, $$outcome_on) VALUES ('344', 'P', '2025-01-01'$$]) c;
SELECT pg_temp.answers(VARIADIC array_agg(format('INSERT INTO case_event (local_authority, concerns, case_ref, event, '
                                                 'happened_on%s)', c)))
FROM unnest(ARRAY[$$) VALUES ('A44', 'appeal', 'P', 'directed', '2025-01-01'$$,
                  $$) VALUES ('344', 'tribunal', 'P', 'directed', '2025-01-01'$$,
                  $$) VALUES ('344', 'appeal', ' ', 'directed', '2025-01-01'$$,
                  $$) VALUES ('344', 'appeal', 'P', 'ordered', '2025-01-01'$$,
                  $$) VALUES ('344', 'appeal', 'P', 'directed', NULL$$,
                  $$) VALUES ('344', 'appeal', 'P', 'directed', '2200-01-01'$$,
    $$, position) VALUES ('344', 'appeal', 'P', 'directed', '2025-01-01', 0$$,
    $$, matter) VALUES ('344', 'appeal', 'P', 'refusal_withdrawn', '2025-01-01', 'the school'$$,
    $$) VALUES ('344', 'appeal', 'P', 'order_made', '2025-01-01'$$,
    $$, time_limit) VALUES ('344', 'appeal', 'P', 'order_made', '2025-01-01', 'final_plan'$$,
    $$, time_limit) VALUES ('344', 'appeal', 'P', 'order_made', '2025-01-01', 'unopposed_school'$$,
    $$, time_limit) VALUES ('344', 'appeal', 'P', 'order_made', '2025-01-01', 'order_name'$$,
    $$, time_limit) VALUES ('344', 'appeal', 'P', 'order_made', '2025-01-01', ''$$,
    $$, time_limit) VALUES ('344', 'mediation', 'M', 'mediation_agreed', '2025-01-01', 'order_cease'$$,
    $$, done_on) VALUES ('344', 'appeal', 'P', 'directed', '2025-01-01', '2025-01-02'$$,
    $$, exception) VALUES ('344', 'appeal', 'P', 'directed', '2025-01-01', 'absence_2_weeks'$$,
    $$, time_limit, done_on) VALUES ('344', 'appeal', 'P', 'order_made', '2025-01-01', 'order_cease', '2200-01-01'$$,
    $$, time_limit, done_on) VALUES ('344', 'appeal', 'P', 'order_made', '2025-01-02', 'order_cease', '2025-01-01'$$,
    $$, time_limit, first_step_on) VALUES ('344', 'appeal', 'P', 'order_made', '2025-01-02', 'order_make_plan_final',
      '2025-01-01'$$,
    $$, time_limit, first_step_on) VALUES ('344', 'appeal', 'P', 'order_made', '2025-01-02', 'order_make_plan_final',
      'infinity'$$,
    $$, time_limit, due_on) VALUES ('344', 'appeal', 'P', 'order_made', '2025-01-02', 'order_name_school',
      '2025-01-01'$$,
    $$, time_limit, due_on) VALUES ('344', 'appeal', 'P', 'order_made', '2025-01-02', 'order_name_school',
      '2200-01-01'$$,
    $$, time_limit) VALUES ('344', 'request', 'R', 'request_received', '2025-01-02', 'draft_plan_issue'$$,
    $$, time_limit, exception) VALUES ('344', 'appeal', 'P', 'order_made', '2025-01-01', 'order_name_school',
      'absence_2_weeks'$$,
    $$, time_limit, exception) VALUES ('344', 'appeal', 'P', 'order_made', '2025-01-01', 'order_assess_notice',
      'shortage'$$]) c;
SELECT pg_temp.answers(VARIADIC
                       array_agg(format('INSERT INTO assessment_exception (local_authority, request_ref, time_limit, '
                                        'exception%s)', c)))
FROM unnest(ARRAY[$$) VALUES ('344', 'R04 in time', 'final_plan', 'absence_2_weeks'$$,
                  $$) VALUES ('344', 'R04 in time', 'final_plan', 'staff_shortage'$$,
                  $$) VALUES ('344', 'R04 in time', 'no_assess_determination_notice', 'personal_circumstances'$$,
    $$) VALUES ('344', 'R04 in time', 'assess_advice_response', 'school_closure'$$,
    $$) VALUES ('344', 'R04 in time', 'final plan', 'school_closure'$$,
    $$) VALUES ('344', 'R04 in time', NULL, 'school_closure'$$, $$) VALUES ('344', 'R04 in time', 'final_plan', NULL$$,
    $$) VALUES ('344', 'no such', 'final_plan', 'school_closure'$$,
    $$, from_date) VALUES ('344', 'R04 in time', 'final_plan', 'school_closure', '1989-12-31'$$,
    $$, to_date) VALUES ('344', 'R04 in time', 'final_plan', 'school_closure', 'infinity'$$,
    $$, from_date, to_date) VALUES ('344', 'R04 in time', 'final_plan', 'school_closure', '2025-01-02', '2025-01-01'$$])
        c;
-- For every limit and kind: accepted if and only if it applies. Rows below are faults.
SELECT l.name, k.name FROM sen.time_limits() l CROSS JOIN sen.exception_kinds() k
WHERE (pg_temp.refused(format('assessment_exception (local_authority, request_ref, time_limit, exception) VALUES '
                              '(''344'', ''R01 received today'', %L, %L)', l.name, k.name)) = 'accepted')
    <> sen.exception_applies(l.name, k.name);
SELECT count(*) FROM assessment_exception WHERE request_ref = 'R01 received today';
SELECT l.name, k.name FROM sen.time_limits() l CROSS JOIN sen.exception_kinds() k
WHERE l.name::text ~ '^(order|unopposed)_'
  AND (pg_temp.refused(format('case_event (local_authority, concerns, case_ref, event, happened_on, time_limit, '
                              'exception) VALUES (''345'', ''appeal'', %L, %L, ''2025-01-01'', %L, %L)',
                              l.name::text || k.name::text,
                              CASE WHEN l.name::text ~ '^order' THEN 'order_made' ELSE 'appeal_not_opposed' END, l.name,
                              k.name)) = 'accepted') <> sen.exception_applies(l.name, k.name);
-- Every limit that an order, an agreement or a concession starts has a date in the view; no other may be named.
SELECT count(DISTINCT time_limit) FROM deadlines WHERE local_authority = '345';
SELECT e.event, l.name FROM sen.time_limits() l,
    (VALUES ('order_made', '^order_'), ('appeal_not_opposed', '^unopposed_'),
            ('mediation_agreed', '^order_(?!cease)|^(mediation_agreement_other|icb_reports_agreement)$'))
        e (event, starts)
WHERE (pg_temp.refused(format('case_event (local_authority, concerns, case_ref, event, happened_on, time_limit) VALUES '
                              '(''347'', ''appeal'', %L, %L, ''2025-01-01'', %L)', e.event || l.name, e.event, l.name))
       = 'accepted') <> (l.name::text ~ e.starts);
SELECT count(*) AS limits, count(due_on) AS due,
       bool_and(due_on = sen.due_date(time_limit::sen.time_limit, '2025-01-01')) AS right_day FROM deadlines
WHERE local_authority = '347';

-- What was withdrawn runs no longer, from that day on; advice ends with its request.
INSERT INTO ehc_request (local_authority, request_ref, received_on, closed_on)
VALUES ('348', 'closed', '2025-01-02', '2025-03-03');
INSERT INTO advice_request (local_authority, request_ref, body, asked_on)
VALUES ('348', 'closed', 'health', '2025-01-06');
INSERT INTO mediation (local_authority, mediation_ref, wanted_on, withdrawn_on)
VALUES ('348', 'withdrawn', '2025-01-06', '2025-03-03');
INSERT INTO appeal (local_authority, appeal_ref, received_on, outcome, outcome_on)
VALUES ('348', 'withdrawn', '2025-01-06', 'withdrawn', '2025-03-03');
SET sen_improvement.as_of = '2025-03-02';
SELECT concerns, case_ref, time_limit, due_on, days_left, in_words FROM deadlines WHERE local_authority = '348'
ORDER BY concerns, case_ref COLLATE "C", due_on, time_limit COLLATE "C";
SET sen_improvement.as_of = '2025-03-03';
SELECT concerns, case_ref, time_limit, due_on, days_left, in_words FROM deadlines WHERE local_authority = '348'
ORDER BY concerns, case_ref COLLATE "C", due_on, time_limit COLLATE "C";
RESET sen_improvement.as_of;
-- No CHECK of these tables goes without a row above that breaks it: their
-- number is pinned, so a new one comes back here.
SELECT conrelid::regclass AS table_name, count(*) FROM pg_constraint
WHERE connamespace = 'duties_case'::regnamespace AND contype = 'c'
    AND conrelid::regclass::text IN ('advice_request', 'annual_review', 'case_event', 'mediation', 'appeal')
GROUP BY conrelid
ORDER BY conrelid::regclass::text;

RESET search_path;
DROP SCHEMA duties_case CASCADE;
DROP SCHEMA duties_then CASCADE;
