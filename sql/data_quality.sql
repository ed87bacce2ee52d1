-- Room board: what view data_quality finds, each kind once and nothing else; and what the tables refuse instead.
\i sql/include/begin.sql
\set programme quality
\i test/fixtures/ready_programme.sql
SET search_path = quality;
SET sen_improvement.as_of = '2025-09-30';

-- An empty programme, as it is laid out, has nothing wrong.
SELECT * FROM data_quality;

-- A sound programme: nothing is found.
\set ECHO none
INSERT INTO partner VALUES ('council', 'Council', 'local government'), ('icb', 'Integrated Care Board', 'health'),
    ('dfe', 'Department for Education', 'DfE'), ('nhse', 'NHS England', 'NHS England');
INSERT INTO post (post_id, partner_id, title, attends_as, notice_role) VALUES
    ('CE', 'council', 'Chief Executive', 'member', 'council chief executive'),
    ('ICB', 'icb', 'Chief Executive', 'member', 'ICB chief executive'),
    ('DCS', 'council', 'Director of Children''s Services', 'member', 'children''s services accountable officer'),
    ('ICBAO', 'icb', 'Accountable officer', 'member', 'ICB accountable officer'),
    ('adviser', 'dfe', 'SEND adviser', 'external attendee', 'DfE SEND adviser'),
    ('nhs', 'nhse', 'Adviser', 'external attendee', 'NHS England adviser'),
    ('lead', 'dfe', 'Case lead', 'external attendee', 'DfE case lead');
INSERT INTO notice (notice_id, title, issued_by, issued_to, issued_on, review_every_months, source)
VALUES ('2025', 'Notice', 'DfE', 'Council', '2025-06-06', 6, 't');
INSERT INTO area VALUES ('2025', 1, 'priority action', 'Plans', NULL);
INSERT INTO evidence (evidence_id, kind, title, dated_on) VALUES ('E1', 'plan', 'Plan', '2025-01-31'),
    ('E2', 'data', 'Made up', '2025-01-31');
INSERT INTO objective VALUES ('O1', 'Plan', 'Timely plans', 'DCS', true, '2025-01-31', 'E1'),
    ('O2', 'Plan', 'Another', 'DCS', false, '2025-06-30', 'E1');
INSERT INTO objective_area VALUES ('O1', '2025', 1), ('O2', '2025', 1);
INSERT INTO measure (measure_id, objective_id, title, topic, unit, direction, baseline_on, baseline_value, target_on,
                     target_value, how_measured, every_months, owner_post, evidence_id, period_kind) VALUES
    ('M1', 'O1', 'Training', 'workforce', 'percent', 'increase', '2025-01-31', 20, '2026-08-31', 95, 't', 3, 'DCS',
     'E1', 'single periods'),
    ('M2', 'O2', 'Waiting', 'EHC plans', 'weeks', 'decrease', '2025-06-30', 60, '2026-08-31', 20, 't', 3, 'DCS', 'E1',
     'on a day');
-- Exactly three months old is not stale yet.
INSERT INTO measurement (measure_id, period_from, period_to, numerator, denominator, evidence_id)
VALUES ('M1', NULL, '2025-01-31', 1, 5, 'E1'), ('M1', '2025-02-01', '2025-03-31', 1, 4, 'E1'),
    ('M1', '2025-04-01', '2025-06-30', 2, 4, 'E1');
INSERT INTO milestone VALUES ('M1', '2025-12-31', 50), ('M1', '2026-08-31', 95), ('M2', '2026-01-31', 60),
    ('M2', '2026-03-31', 40);
INSERT INTO action (action_id, objective_id, title, owner_post, agreed_on, due_on, done_on, measure_id, evidence_id)
VALUES
    ('A1', 'O1', 'Train', 'DCS', '2025-01-31', '2025-12-31', NULL, 'M1', 'E1'),
    ('A2', 'O1', 'Recruit', 'DCS', '2025-01-31', '2025-12-31', '2025-09-01', NULL, 'E1'),
    ('A0', 'O1', 'Done, its status never logged', 'DCS', '2025-01-31', '2025-12-31', '2025-09-01', NULL, 'E1');
INSERT INTO meeting (meeting_id, title, planned_on, agreed_with_dfe_on, papers_sent_on, risk_register_sent_on,
                     mitigation_plan_sent_on, held_on, minutes_sent_on, source) VALUES
    ('B1', 'September', '2025-09-10', '2025-07-01', '2025-09-03', '2025-09-03', '2025-09-10', '2025-09-10',
     '2025-09-12', 't'),
    ('B9', 'October', '2025-10-20', NULL, NULL, NULL, NULL, NULL, NULL, 't');
INSERT INTO meeting (meeting_id, title, planned_on, cancelled_on, source)
VALUES ('B0', 'August', '2025-08-10', '2025-08-01', 't');
INSERT INTO invitation SELECT 'B1', post_id, '2025-08-20' FROM post;
INSERT INTO attendance SELECT 'B1', post_id, 'present' FROM post;
INSERT INTO log_entry (meeting_id, entered_on, action_id, delivery_status, impact_status, evidence_id) VALUES
    ('B1', '2025-08-10', 'A1', 'on track', NULL, NULL), ('B1', '2025-09-10', 'A0', NULL, 'too early to tell', NULL),
    ('B1', '2025-09-10', 'A2', 'complete', 'clear impact', 'E1');
INSERT INTO risk (risk_id, title, owner_post, appetite, opened_on) VALUES ('R1', 'Recruitment', 'DCS', 8, '2025-02-01');
INSERT INTO risk_assessment VALUES ('R1', '2025-09-10', 'B1', 4, 4, 3, 4, 2, 4);
INSERT INTO mitigation VALUES ('R1', 1, 'Agency staff', 'DCS', '2025-12-31', NULL);
INSERT INTO ehc_request (local_authority, request_ref, child_ref, received_on, request_source, rya, request_outcome,
                         request_outcome_on, assessment_outcome, assessment_outcome_on, week20, plan_start_on) VALUES
    ('344', 'plan', 'C1', '2025-02-01', '2', false, 'Y', '2025-03-01', 'Y', '2025-09-01', true, '2025-09-01'),
    ('344', 'agreed', 'C2', '2025-05-01', '2', false, 'Y', '2025-06-01', 'Y', NULL, NULL, NULL),
    ('344', 'new', 'C3', '2025-08-19', '1', false, NULL, NULL, NULL, NULL, NULL, NULL),
    ('344', 'transferred in', NULL, NULL, NULL, NULL, NULL, NULL, 'H', NULL, NULL, '2020-01-01'),
    ('344', 'historical', NULL, NULL, NULL, NULL, 'H', NULL, NULL, NULL, NULL, NULL),
    ('344', 'not decided', 'C4', '2025-03-01', '2', false, 'A', NULL, NULL, NULL, NULL, NULL);
INSERT INTO assessment_exception (local_authority, request_ref, exception) VALUES ('344', 'plan', 'absence_4_weeks');
INSERT INTO annual_review (local_authority, review_ref, meeting_on, decision_sent_on, outcome)
VALUES ('344', 'V1', '2025-06-01', '2025-06-20', 'M'), ('344', 'V2', '2025-09-01', NULL, NULL);
INSERT INTO wait (local_authority, wait_ref, service, referred_on, last_contact_on)
VALUES ('344', 'W1', 'neurodevelopmental', '2025-06-01', '2025-06-01');
\set ECHO all
SELECT * FROM data_quality;
SET sen_improvement.as_of = '2025-10-01';
SELECT area, subject, finding, severity, how_many, out_of, example FROM data_quality;
SET sen_improvement.as_of = '2025-12-30';
SELECT subject, severity FROM data_quality WHERE finding ~ 'but one is expected every';
SET sen_improvement.as_of = '2025-12-31';
SELECT subject, severity FROM data_quality WHERE finding ~ 'but one is expected every';
SET sen_improvement.as_of = '2025-09-30';

-- The plan and the log ---------------------------------------------------------
BEGIN;
\set ECHO none
UPDATE objective SET owner_post = NULL, co_produced = NULL WHERE objective_id = 'O2';
DELETE FROM objective_area WHERE objective_id = 'O2';
INSERT INTO objective VALUES ('O3', 'Plan', 'Not measured', 'DCS', true, '2025-06-30', 'E1'),
    ('O9', 'Plan', 'Agreed later', NULL, NULL, '2025-10-01', NULL);
INSERT INTO objective_area VALUES ('O3', '2025', 1);
UPDATE measure SET owner_post = NULL, evidence_id = NULL, topic = NULL WHERE measure_id = 'M2';
INSERT INTO measure (measure_id, objective_id, title, topic, unit, direction, baseline_on, baseline_value, target_on,
                     target_value, how_measured, every_months, owner_post, evidence_id) VALUES
    ('M3', 'O1', 'Never measured', 'workforce', 'percent', 'increase', '2025-01-31', 20, '2026-08-31', 101, 't', 1,
     'DCS', 'E1');
INSERT INTO measure (measure_id, objective_id, title, topic, unit, direction, baseline_on, baseline_value, target_on,
                     target_value, how_measured, every_months, owner_post, evidence_id, definition, local_authority,
                     counted_over, excluding_exceptions) VALUES
    ('M4', 'O1', 'Counted', 'EHC plans', 'percent', 'increase', '2025-01-31', 20, '2026-08-31', 60, 't', 1, 'DCS', 'E1',
     'plans_in_20_weeks', '345', 'year', false);
INSERT INTO measurement (measure_id, period_from, period_to, value, numerator, denominator, reported_on, evidence_id)
VALUES
    ('M1', '2025-06-30', '2025-07-31', 101, NULL, NULL, NULL, 'E1'),
    ('M1', NULL, '2025-01-30', 30, NULL, NULL, NULL, 'E1'), ('M2', NULL, '2025-07-31', NULL, 1, 4, NULL, 'E1'),
    ('M2', NULL, '2025-08-31', 50, NULL, NULL, '2025-08-30', NULL),
    ('M4', NULL, '2025-08-31', 50, NULL, NULL, NULL, 'E1');
INSERT INTO milestone VALUES ('M1', '2025-01-31', 20), ('M1', '2026-09-01', 95), ('M2', '2026-05-31', 41),
    ('M2', '2026-07-31', 19), ('M3', '2026-08-31', 100);
INSERT INTO action (action_id, objective_id, title, owner_post, agreed_on, due_on, done_on, measure_id, evidence_id)
VALUES
    ('A3', 'O1', 'No due day', 'DCS', '2025-01-31', NULL, NULL, NULL, 'E1'),
    ('A4', 'O1', 'Complete without a day', 'DCS', '2025-01-31', '2025-12-31', NULL, NULL, 'E1'),
    ('A5', 'O1', 'Done, and open by the log', 'DCS', '2025-01-31', '2025-12-31', '2025-09-30', NULL, 'E1'),
    ('A6', 'O2', 'Before its objective; another measure', 'DCS', '2025-06-29', '2025-12-31', NULL, 'M1', 'E1'),
    ('A8', 'O1', 'Complete, done tomorrow', 'DCS', '2025-01-31', '2025-12-31', '2025-10-01', NULL, 'E1'),
    ('A7', 'O1', 'Done in the future', 'DCS', '2025-01-31', '2025-12-31', '2199-01-01', NULL, 'E1'),
    ('A9', 'O1', 'Agreed later', 'DCS', '2025-10-01', NULL, NULL, NULL, NULL);
INSERT INTO log_entry (meeting_id, entered_on, action_id, delivery_status, impact_status) VALUES
    (NULL, '2025-01-30', 'A3', 'on track', NULL), ('B0', '2025-07-31', 'A4', 'on track', NULL),
    ('B1', '2025-08-01', 'A4', 'complete', NULL), (NULL, '2025-09-01', 'A5', 'on track', NULL),
    (NULL, '2025-09-01', 'A6', NULL, 'clear impact'), (NULL, '2025-10-01', 'A3', 'complete', NULL),
    (NULL, '2025-09-01', 'A8', 'complete', 'no impact yet');
INSERT INTO escalation (raised_on, what, escalated_to, resolved_on) VALUES ('2025-09-10', 'Staff', 'CE', '2025-09-20');
INSERT INTO feedback (received_on, from_whom, channel, tone, summary)
VALUES ('2199-01-01', 'staff', 'survey', 'mixed', 't');
\set ECHO all
SELECT area, subject, finding, severity, how_many, out_of, example FROM data_quality
ORDER BY area COLLATE "C", subject COLLATE "C", finding COLLATE "C";
ROLLBACK;

-- The Board, risks, words and evidence -----------------------------------------
BEGIN;
\set ECHO none
INSERT INTO meeting (meeting_id, title, planned_on, agreed_with_dfe_on, papers_days_ahead, risk_register_sent_on,
                     held_on, source) VALUES
    ('B2', 'Forgotten', '2025-09-29', NULL, 1, NULL, NULL, 't'),
    ('B3', 'The same day', '2025-09-10', '2025-09-11', 0, '2025-09-11', '2025-09-10', 't');
INSERT INTO invitation VALUES ('B3', 'CE', '2025-09-11'), ('B3', 'nhs', '2025-09-10');
INSERT INTO attendance VALUES ('B2', 'CE', 'present');
UPDATE post SET notice_role = NULL WHERE post_id = 'CE';
INSERT INTO post (post_id, partner_id, title, attends_as, notice_role)
VALUES ('lead 2', 'dfe', 'Case lead', 'external attendee', 'DfE case lead');
INSERT INTO review (review_id, notice_id, kind, planned_from, planned_to, held_on, self_assessment_sent_on, source)
VALUES
    ('V1', '2025', 'stocktake', '2025-09-01', '2025-09-29', NULL, NULL, 't'),
    ('V2', '2025', 'deep dive', NULL, NULL, '2025-09-01', '2025-09-02', 't'),
    ('V3', '2025', 'stocktake', '2025-09-01', '2025-09-30', NULL, NULL, 't');
UPDATE risk SET owner_post = NULL, appetite = NULL;
UPDATE mitigation SET owner_post = NULL;
INSERT INTO risk (risk_id, title, owner_post, appetite, opened_on, closed_on)
VALUES ('R2', 'Never scored', 'DCS', 8, '2025-09-01', NULL),
    ('R3', 'Closed, never scored', 'DCS', 8, '2025-09-01', '2025-09-30');
INSERT INTO risk_assessment VALUES ('R1', '2025-01-31', NULL, 2, 2, 2, 2, 3, 2),
    ('R1', '2025-09-11', 'B3', 4, 4, 3, 4, NULL, NULL), ('R3', '2025-10-01', NULL, 4, 4, 3, 4, NULL, NULL);
UPDATE evidence SET illustrative = true WHERE evidence_id IN ('E1', 'E2');
DELETE FROM risk_cell WHERE (likelihood, impact) IN ((1, 4), (5, 5));
INSERT INTO risk_cell VALUES (6, 1, 'low');
INSERT INTO risk_level VALUES ('impact', 6, 'the end');
INSERT INTO risk_band VALUES ('unused', 5, 'black', 't');
UPDATE delivery_status SET is_complete = false;
DELETE FROM evidence_kind WHERE kind = 'access';
DELETE FROM verdict WHERE verdict = 'met';
\set ECHO all
SELECT area, subject, finding, severity, how_many, out_of, example FROM data_quality
ORDER BY area COLLATE "C", subject COLLATE "C", finding COLLATE "C";
-- On the next day, what was dated then is there too.
SET sen_improvement.as_of = '2025-10-01';
SELECT subject, finding, how_many, out_of, example FROM data_quality WHERE subject = 'assessments';
ROLLBACK;

-- The cases: counts, by authority ----------------------------------------------
BEGIN;
\set ECHO none
INSERT INTO ehc_request (local_authority, request_ref, child_ref, received_on, request_source, rya, request_outcome,
                         request_outcome_on, assessment_outcome, assessment_outcome_on, week20, plan_start_on,
                         exported_to, closed_on) VALUES
    ('344', 'not received',      'K1',  NULL,         '2',  false, 'A',  NULL,         NULL, NULL,         NULL, NULL,
     NULL, NULL),
    ('344', 'undated',           'K2',  '2025-08-01', '2',  false, 'Y',  NULL,         NULL, NULL,         NULL, NULL,
     NULL, NULL),
    ('344', 'unnamed',           'K3',  '2025-08-01', '2',  false, NULL, '2025-09-01', NULL, NULL,         NULL, NULL,
     NULL, NULL),
    ('344', 'unnamed A',         'K4',  '2025-08-01', '2',  false, 'A',  '2025-09-01', NULL, NULL,         NULL, NULL,
     NULL, NULL),
    ('344', 'refusal undated',   'K5',  '2025-08-01', '2',  false, 'Y',  '2025-09-01', 'N',  NULL,         NULL, NULL,
     NULL, NULL),
    ('344', 'outcome unnamed',   'K6',  '2025-08-01', '2',  false, 'Y',  '2025-09-01', NULL, '2025-09-20', NULL, NULL,
     NULL, NULL),
    ('344', 'plan too early',    'K7',  '2025-08-01', '2',  false, 'Y',  '2025-09-21', 'Y',  '2025-09-20', NULL, NULL,
     NULL, NULL),
    ('344', 'undecided',         'K8',  '2025-08-01', '2',  false, 'W',  NULL,         'Y',  '2025-09-20', NULL, NULL,
     NULL, '2025-09-20'),
    ('344', 'refused',           'K9',  '2025-08-01', '2',  false, 'N',  '2025-09-01', 'Y',  '2025-09-20', NULL, NULL,
     NULL, NULL),
    ('344', 'no decision',       'K10', '2025-08-18', '2',  false, NULL, NULL,         NULL, NULL,         NULL, NULL,
     NULL, NULL),
    ('344', 'very old',          'K11', '2024-09-30', '2',  false, 'Y',  '2024-11-01', 'A',  NULL,         NULL, NULL,
     NULL, NULL),
    ('344', 'a year old',        'K12', '2024-10-01', '2',  false, 'Y',  '2024-11-01', 'A',  NULL,         NULL, NULL,
     NULL, NULL),
    ('344', 'started before',    'K13', '2025-08-01', '2',  false, 'Y',  '2025-09-01', 'Y',  '2025-09-20', NULL,
     '2025-07-31', NULL, NULL),
    ('344', 'started without',   'K14', '2025-08-01', '2',  false, 'Y',  '2025-09-01', NULL, NULL,         NULL,
     '2025-09-20', NULL, NULL),
    ('344', 'after closed',      'K15', '2025-08-01', '2',  false, 'Y',  '2025-09-01', 'Y',  '2025-09-20', NULL, NULL,
     NULL, '2025-09-19'),
    ('344', 'ended undated',     'K16', '2025-08-01', '2',  false, 'W',  NULL,         NULL, NULL,         NULL, NULL,
     NULL, NULL),
    ('344', 'moved home',        'K17', '2025-08-01', '2',  false, 'Y',  '2025-09-01', NULL, NULL,         NULL, NULL,
     '344', '2025-09-20'),
    ('344', 'unexplained',       'K18', '2025-08-01', '2',  false, 'Y',  '2025-09-01', 'Y',  '2025-09-20', true, NULL,
     NULL, NULL),
    ('344', 'unflagged',         'K19', '2025-08-01', '2',  false, 'Y',  '2025-09-01', 'Y',  '2025-09-20', false, NULL,
     NULL, NULL),
    ('344', 'no source, no rya', 'K20', '2025-01-01', NULL, NULL,  'A',  NULL,         NULL, NULL,         NULL, NULL,
     NULL, NULL),
    ('344', 'long ago',          'K21', '2024-12-31', NULL, false, 'A',  NULL,         NULL, NULL,         NULL, NULL,
     NULL, NULL),
    ('344', 'to come',           'K22', '2025-08-01', '2',  false, 'Y',  '2199-01-01', NULL, NULL,         NULL, NULL,
     NULL, NULL),
    ('344', 'received to come',  'K23', '2199-01-01', '2',  false, 'A',  NULL,         NULL, NULL,         NULL, NULL,
     NULL, NULL),
    ('344', 'not yet',           'K24', '2025-10-01', NULL, NULL,  'Y',  NULL,         NULL, NULL,         NULL, NULL,
     NULL, NULL),
    ('344', 'twice 1',           'K25', '2025-09-01', '2',  false, 'A',  NULL,         NULL, NULL,         NULL, NULL,
     NULL, NULL),
    ('344', 'twice 2',           'K25', '2025-09-01', '2',  false, 'A',  NULL,         NULL, NULL,         NULL, NULL,
     NULL, NULL),
    ('344', 'twice 3',           'K25', '2025-09-01', '2',  false, 'A',  NULL,         NULL, NULL,         NULL, NULL,
     NULL, NULL),
    ('345', 'stale',             'K1',  '2025-08-29', '2',  false, 'A',  NULL,         NULL, NULL,         NULL, NULL,
     NULL, NULL),
    ('346', 'fresh',             'K1',  '2025-08-29', '2',  false, 'Y',  '2025-08-30', NULL, NULL,         NULL, NULL,
     NULL, NULL);
-- A refusal that was reversed is no finding.
INSERT INTO ehc_request (local_authority, request_ref, received_on, request_source, rya, request_outcome,
                         request_outcome_on, request_tribunal, assessment_outcome, assessment_outcome_on) VALUES
    ('344', 'reversed', '2025-01-01', '2', false, 'N', '2025-02-01', true, 'Y', '2025-09-20');
INSERT INTO assessment_exception (local_authority, request_ref, exception)
VALUES ('344', 'unflagged', 'absence_4_weeks'), ('344', 'unflagged', 'school_closure');
INSERT INTO advice_request VALUES ('344', 'plan', 'health', '2025-03-01', '2025-03-05', '2025-03-04'),
    ('344', 'plan', 'care', '2025-03-01', '2025-03-05', '2025-03-05');
INSERT INTO annual_review (local_authority, review_ref, meeting_on, decision_sent_on, outcome, amendment_notice_sent_on,
                           amended_plan_sent_on) VALUES
    ('344', 'undated', '2025-06-01', NULL, 'M', NULL, NULL),
    ('344', 'unnamed', '2025-06-01', '2025-06-20', NULL, NULL, NULL),
    ('344', 'no meeting', NULL, '2025-06-20', 'M', NULL, NULL),
    ('344', 'amended anyway', '2025-06-01', '2025-06-20', 'M', '2025-06-20', '2025-08-01'),
    ('344', 'no notice', '2025-06-01', '2025-06-20', 'A', NULL, '2025-08-01');
INSERT INTO wait (local_authority, wait_ref, service, referred_on, assessed_on, left_on, last_contact_on)
VALUES ('344', 'both', 'neurodevelopmental', '2025-06-01', '2025-07-01', '2025-07-02', NULL),
    ('344', 'contact', 'neurodevelopmental', '2025-06-01', NULL, NULL, '2025-05-31');
INSERT INTO appeal (local_authority, appeal_ref, lodged_on) VALUES ('344', 'P1', '2025-06-02');
INSERT INTO case_event (local_authority, concerns, case_ref, event, happened_on, time_limit)
VALUES ('344', 'appeal', 'P1', 'order_made', '2025-06-01', 'order_name_school');
\set ECHO all
SELECT subject, finding, severity, how_many, out_of, example FROM data_quality WHERE area = 'cases'
ORDER BY subject COLLATE "C", finding COLLATE "C";
-- No reference of a case is in any column.
SELECT count(*) AS names FROM data_quality
WHERE area = 'cases' AND (example IS NOT NULL OR concat(finding, what_to_do) ~ 'K[0-9]');
-- Exceptions: more than half of at least ten plans of twelve months.
INSERT INTO ehc_request (local_authority, request_ref, received_on, request_source, rya, request_outcome,
                         request_outcome_on, assessment_outcome, assessment_outcome_on, week20)
SELECT '347', n, '2024-08-01', '2', false, 'Y', '2024-09-01', 'Y',
       CASE WHEN n = 1 THEN date '2024-10-01' ELSE date '2025-09-20' END, n <= 5 FROM generate_series(1, 10) n;
SELECT how_many, out_of, finding FROM data_quality WHERE subject = 'requests of authority 347'
       AND finding ~ 'more than half';
UPDATE ehc_request SET week20 = true WHERE local_authority = '347' AND request_ref = '6';
SELECT how_many, out_of, finding FROM data_quality WHERE subject = 'requests of authority 347'
       AND finding ~ 'more than half';
UPDATE ehc_request SET assessment_outcome_on = '2024-09-30' WHERE local_authority = '347' AND request_ref = '1';
SELECT how_many, out_of, finding FROM data_quality WHERE subject = 'requests of authority 347'
       AND finding ~ 'more than half';
ROLLBACK;

-- Errors come first, of these the most frequent.
INSERT INTO action (action_id, objective_id, title, owner_post, agreed_on)
SELECT 'X' || n, 'O1', 'No due day', 'DCS', '2025-01-31' FROM generate_series(1, 3) n;
UPDATE objective SET owner_post = NULL, co_produced = NULL;
UPDATE measure SET owner_post = NULL;
SELECT severity, how_many, area, subject, finding, what_to_do FROM data_quality;

-- What the tables refuse.
SELECT pg_temp.answers(
    $$INSERT INTO risk_assessment VALUES ('R1', '2025-09-02', NULL, 6, 5, 3, 3)$$,
    $$INSERT INTO risk_assessment VALUES ('R1', '2025-09-02', NULL, 3, 3, 4, 3)$$,
    $$UPDATE measure SET target_on = baseline_on WHERE measure_id = 'M1'$$,
    $$INSERT INTO measurement (measure_id, period_to, numerator, denominator) VALUES ('M1', '2025-08-31', 5, 4)$$,
    $$UPDATE meeting SET minutes_sent_on = '2025-09-09' WHERE meeting_id = 'B1'$$,
    $$DELETE FROM risk_cell WHERE likelihood = 4 AND impact = 4$$
);

RESET search_path;
RESET sen_improvement.as_of;
SET client_min_messages = warning;
DROP SCHEMA quality CASCADE;
