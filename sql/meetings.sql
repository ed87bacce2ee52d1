-- Room board: meetings of the Board, what went out before them, and who was invited and came.
\i sql/include/begin.sql
\set programme meetings
\i test/fixtures/ready_programme.sql
SET search_path = meetings;
SET sen_improvement.as_of = '2025-09-30';

-- An empty programme has no meetings, and nobody to invite.
SELECT (SELECT count(*) FROM meeting_readiness) + (SELECT count(*) FROM invitation_gaps) + (SELECT count(*)
    FROM attendance_summary) AS rows;

-- A meeting of which nothing is known: planned, past, far ahead, cancelled.
INSERT INTO meeting (meeting_id, title, planned_on, source) VALUES
    ('past', 'Past', '2025-09-29', 't'), ('today', 'Today', '2025-09-30', 't'),
    ('last day', 'Last day of the window', '2025-12-31', 't'), ('too far', 'Too far', '2026-01-01', 't');
INSERT INTO meeting (meeting_id, title, planned_on, cancelled_on, source) VALUES
    ('cancelled', 'Cancelled', '2025-09-01', '2025-09-30', 't'),
    ('to be cancelled', 'Cancelled tomorrow', '2025-10-01', '2025-10-01', 't');
SELECT * FROM meeting_readiness WHERE meeting_id = 'today';
SELECT meeting_id, status, meets_on, in_words, is_ready, papers_due_by, papers, minutes FROM meeting_readiness;
-- The three roles of paragraph 6 are missing; 28 days ahead and no further.
SELECT meeting_id, gap, post, is_external, paragraph, days_after FROM invitation_gaps;
UPDATE meeting SET planned_on = '2025-10-28' WHERE meeting_id = 'last day';
UPDATE meeting SET planned_on = '2025-10-29' WHERE meeting_id = 'too far';
SELECT DISTINCT meeting_id FROM invitation_gaps ORDER BY meeting_id;
\set ECHO none
DELETE FROM meeting;

INSERT INTO partner VALUES ('council', 'Council', 'local government'), ('icb', 'Integrated Care Board', 'health'),
    ('dfe', 'Department for Education', 'DfE'), ('nhse', 'NHS England', 'NHS England');
INSERT INTO post (post_id, partner_id, title, attends_as, notice_role) VALUES
    ('DCS', 'council', 'Director of Children''s Services', 'member', 'children''s services accountable officer'),
    ('ICB', 'icb', 'Chief Executive', 'member', NULL), ('clerk', 'council', 'Clerk', 'none', NULL),
    ('adviser', 'dfe', 'SEND adviser', 'external attendee', 'DfE SEND adviser'),
    ('nhs', 'nhse', 'NHS England adviser', 'external attendee', 'NHS England adviser'),
    ('lead', 'dfe', 'Case lead', 'external attendee', 'DfE case lead'),
    ('observer', 'nhse', 'Observer', 'external attendee', NULL);

-- Papers: five days ahead, on the last day, a day late, on the day, after it, and never.
INSERT INTO meeting (meeting_id, title, planned_on, papers_days_ahead, held_on, papers_sent_on, risk_register_sent_on,
                     mitigation_plan_sent_on, agreed_with_dfe_on, minutes_sent_on, source) VALUES
    ('M1', 'June', '2025-06-10', 5, '2025-06-12', '2025-06-07', '2025-06-06', '2025-06-08', '2025-06-12', '2025-06-20',
     't'),
    ('M2', 'July', '2025-07-10', 5, '2025-07-10', '2025-07-10', '2025-07-11', NULL,         '2025-07-11', NULL, 't'),
    ('M3', 'August', '2025-08-12', 0, '2025-08-12', '2025-08-12', '2025-08-11', '2025-08-13', NULL, '2025-10-01', 't'),
    ('M4', 'October', '2025-10-07', 7, NULL, NULL, '2025-10-01', '2025-09-30', '2025-05-01', NULL, 't');
\set ECHO all
SELECT meeting_id, status, meets_on, papers_due_by, papers, papers_days_in_advance AS days, risk_register,
       risk_register_days_in_advance AS days, mitigation_plan, mitigation_plan_days_in_advance AS days, timetable,
       minutes
FROM meeting_readiness;
-- A document that goes out after sen.today() has not gone out yet; on the day after it is late.
SET sen_improvement.as_of = '2025-10-01';
SELECT meeting_id, papers, risk_register, risk_register_days_in_advance AS days, in_words FROM meeting_readiness
WHERE meeting_id = 'M4';
SET sen_improvement.as_of = '2025-09-30';

-- Invitations: in time, on the day, after it, never, and to the one who need not be invited.
INSERT INTO invitation VALUES
    ('M1', 'adviser', '2025-06-11'), ('M1', 'nhs', '2025-05-01'), ('M1', 'lead', '2025-06-01'),
    ('M1', 'observer', '2025-06-01'), ('M1', 'DCS', '2025-06-01'), ('M1', 'ICB', '2025-06-01'),
    ('M2', 'adviser', '2025-07-10'), ('M2', 'nhs', '2025-07-11'), ('M2', 'observer', '2025-07-01'),
    ('M2', 'ICB', '2025-07-14'), ('M2', 'clerk', '2025-07-20'),
    ('M4', 'adviser', '2025-10-01'), ('M4', 'nhs', '2025-09-30');
SELECT meeting_id, gap, post_id, post, partner, is_external, paragraph, notice_role, sent_on, days_after
FROM invitation_gaps;
SELECT meeting_id, external_expected, external_invited, notice_roles_invited, members_expected, members_invited
FROM meeting_readiness;
-- Two posts in one role: each has to be invited. A role that nobody holds counts as not invited.
UPDATE post SET notice_role = 'DfE case lead' WHERE post_id = 'observer';
UPDATE post SET notice_role = NULL WHERE post_id = 'nhs';
SELECT meeting_id, external_expected, external_invited, notice_roles_invited FROM meeting_readiness;
SELECT meeting_id, gap, post_id, post FROM invitation_gaps WHERE meeting_id = 'M1';
\set ECHO none
UPDATE post SET notice_role = 'NHS England adviser' WHERE post_id = 'nhs';
UPDATE post SET notice_role = NULL WHERE post_id = 'observer';
-- A role that another notice asks to invite is expected as well, and missed while no post holds it.
INSERT INTO notice_role VALUES ('Ofsted observer', 8, true, '7', 'Somebody from Ofsted.');
SELECT meeting_id, external_expected, external_invited, notice_roles_invited FROM meeting_readiness;
SELECT DISTINCT gap, paragraph, notice_role FROM invitation_gaps WHERE post = 'Ofsted observer';
DELETE FROM notice_role WHERE notice_role = 'Ofsted observer';

-- Risks: open then, and assessed for the meeting or since the one before.
INSERT INTO risk (risk_id, title, opened_on, closed_on) VALUES
    ('R1', 'For the meeting', '2025-06-01', NULL), ('R2', 'Since the meeting before', '2025-06-01', NULL),
    ('R3', 'Closed on the day', '2025-06-01', '2025-07-10'), ('R4', 'Opened on the day', '2025-07-10', NULL),
    ('R5', 'Only for the one before', '2025-06-01', NULL),
    ('R6', 'The day after the one before, but for that one', '2025-06-01', NULL),
    ('R9', 'On the day of the one before, for none', '2025-06-01', NULL), ('R7', 'Opened later', '2025-07-11', NULL),
    ('R8', 'Afterwards', '2025-06-01', NULL);
INSERT INTO risk_assessment (risk_id, assessed_on, meeting_id, inherent_likelihood, inherent_impact, current_likelihood,
                             current_impact) VALUES
    ('R1', '2025-05-01', 'M2', 4, 4, 3, 3), ('R2', '2025-06-13', NULL, 4, 4, 3, 3),
    ('R3', '2025-07-01', 'M2', 4, 4, 3, 3), ('R4', '2025-07-10', NULL, 4, 4, 3, 3),
    ('R5', '2025-06-12', 'M1', 4, 4, 3, 3), ('R6', '2025-06-13', 'M1', 4, 4, 3, 3),
    ('R9', '2025-06-12', NULL, 4, 4, 3, 3), ('R8', '2025-07-11', 'M2', 4, 4, 3, 3);
\set ECHO all
SELECT meeting_id, risks_open, risks_assessed FROM meeting_readiness;

-- Actions: open then by done_on and by the log, and with an entry for the meeting or since the one before.
\set ECHO none
INSERT INTO objective (objective_id, plan, title, agreed_on) VALUES ('O1', 'Plan', 'Objective', '2025-01-01');
INSERT INTO action (action_id, objective_id, title, owner_post, agreed_on, done_on) VALUES
    ('A1', 'O1', 'Entry for it, written up later', 'DCS', '2025-01-01', NULL),
    ('A2', 'O1', 'Entry since', 'DCS', '2025-01-01', NULL),
    ('A3', 'O1', 'Done on the day', 'DCS', '2025-01-01', '2025-07-10'),
    ('A4', 'O1', 'Done the day after', 'DCS', '2025-01-01', '2025-07-11'),
    ('A5', 'O1', 'Agreed on the day', 'DCS', '2025-07-10', NULL),
    ('A6', 'O1', 'Agreed later', 'DCS', '2025-07-11', NULL),
    ('A7', 'O1', 'Complete on the day by the log', 'DCS', '2025-01-01', NULL),
    ('A8', 'O1', 'Complete, and open again by the day', 'DCS', '2025-01-01', NULL),
    ('A9', 'O1', 'Stopped', 'DCS', '2025-01-01', NULL),
    ('A10', 'O1', 'Entry for the one before, written up later', 'DCS', '2025-01-01', NULL),
    ('A11', 'O1', 'Entry on the day of the one before', 'DCS', '2025-01-01', NULL),
    ('A12', 'O1', 'Entry on the day after the one before', 'DCS', '2025-01-01', NULL),
    ('A13', 'O1', 'Entry for a later one that was not held', 'DCS', '2025-01-01', NULL);
INSERT INTO log_entry (meeting_id, entered_on, action_id, delivery_status) VALUES
    ('M2', '2025-07-15', 'A1', 'on track'), (NULL, '2025-06-13', 'A2', 'at risk'),
    ('M2', '2025-07-10', 'A3', 'on track'), (NULL, '2025-07-10', 'A7', 'complete'),
    (NULL, '2025-06-20', 'A8', 'complete'),
    (NULL, '2025-07-10', 'A8', 'on track'), (NULL, '2025-06-20', 'A9', 'stopped'),
    ('M1', '2025-06-20', 'A10', 'on track'), (NULL, '2025-06-12', 'A11', 'on track'),
    (NULL, '2025-06-13', 'A12', 'on track'), ('M4', '2025-06-12', 'A13', 'on track');
INSERT INTO log_entry (meeting_id, entered_on, objective_id, delivery_status)
VALUES ('M2', '2025-07-10', 'O1', 'on track');
\set ECHO all
SELECT meeting_id, actions_open, actions_updated, in_words FROM meeting_readiness;
-- Two entries of one day: the later one counts. On the day before the meeting, it is all still to come.
INSERT INTO log_entry (entered_on, action_id, delivery_status) VALUES ('2025-07-10', 'A7', 'on track');
SELECT actions_open, actions_updated FROM meeting_readiness WHERE meeting_id = 'M2';
SET sen_improvement.as_of = '2025-07-09';
SELECT meeting_id, status, meets_on, is_ready, in_words, risks_open, risks_assessed, actions_open, actions_updated,
       external_invited FROM meeting_readiness WHERE meeting_id IN ('M1', 'M2');
SET sen_improvement.as_of = '2025-06-11';
SELECT meeting_id, status, meets_on, in_words FROM meeting_readiness WHERE meeting_id IN ('M1', 'M2');
SET sen_improvement.as_of = '2025-09-30';

-- Ready: everything in advance.
UPDATE meeting SET papers_sent_on = '2025-06-01', mitigation_plan_sent_on = '2025-06-01' WHERE meeting_id = 'M1';
DELETE FROM risk_assessment;
DELETE FROM risk;
SELECT in_words, is_ready FROM meeting_readiness WHERE meeting_id = 'M1';

-- Who came, by sector.
INSERT INTO attendance VALUES ('M1', 'DCS', 'present'), ('M1', 'ICB', 'deputy'), ('M1', 'clerk', 'present'),
    ('M1', 'adviser', 'apologies'), ('M1', 'lead', 'absent'), ('M1', 'nhs', 'apologies');
SELECT meeting_id, held_on, sector, expected_on_board, is_external, posts, present, deputies, apologies, absent,
       not_recorded, represented FROM attendance_summary WHERE meeting_id = 'M1';
SELECT meeting_id, sector, posts, not_recorded, represented FROM attendance_summary WHERE meeting_id = 'M2';
SELECT count(DISTINCT meeting_id) AS meetings FROM attendance_summary;

-- What the tables refuse.
SELECT pg_temp.answers(
    $$INSERT INTO meeting (meeting_id, title, planned_on, minutes_sent_on, source)
      VALUES ('bad', 'Minuted before it was held', '2025-06-10', '2025-06-11', 't')$$,
    $$INSERT INTO meeting (meeting_id, title, planned_on, held_on, minutes_sent_on, source)
      VALUES ('bad', 'Minuted before it was held', '2025-06-10', '2025-06-10', '2025-06-09', 't')$$,
    $$INSERT INTO meeting (meeting_id, title, planned_on, held_on, cancelled_on, source)
      VALUES ('bad', 'Held and cancelled', '2025-06-10', '2025-06-10', '2025-06-09', 't')$$,
    $$INSERT INTO meeting (meeting_id, title, planned_on, papers_days_ahead, source)
      VALUES ('bad', 'Papers after it', '2025-06-10', -1, 't')$$
);

RESET search_path;
RESET sen_improvement.as_of;
SET client_min_messages = warning;
DROP SCHEMA meetings CASCADE;
