-- Room board: how actions and objectives stand, what is slow, and whose contribution is short. Random data
-- against slow rules: test/pgtap/progress.sql.
\i sql/include/begin.sql
\set programme progress
\i test/fixtures/ready_programme.sql
SET search_path = progress;
SET sen_improvement.as_of = '2025-08-14';

-- An empty programme: nothing stands anywhere, and only the sectors without a partner are missing.
SELECT (SELECT count(*) FROM status_in_log) + (SELECT count(*) FROM action_status) + (SELECT count(*)
    FROM objective_status) + (SELECT count(*) FROM slow_progress) + (SELECT count(*) FROM action_log) AS rows;
SELECT sector, partner_id, gaps, gap FROM contribution_gaps;

\set ECHO none
INSERT INTO notice (notice_id, title, issued_by, issued_to, issued_on, source) VALUES
    ('2024', 'First notice', 'DfE', 'the council', '2024-05-15', 'test'),
    ('2025', 'Second notice', 'DfE', 'the council', '2025-06-06', 'test'),
    ('2026', 'Not yet', 'DfE', 'the council', '2026-01-01', 'test');
INSERT INTO area (notice_id, area_number, kind, title) VALUES
    ('2024', 1, 'area for improvement', 'Timely plans'), ('2025', 1, 'priority action', 'Plans in time'),
    ('2025', 2, 'priority action', 'Adulthood'), ('2026', 1, 'priority action', 'Later');
INSERT INTO partner VALUES ('council', 'The council', 'local government'), ('icb', 'The ICB', 'health'),
    ('forum', 'The forum', 'parents and carers'), ('schools', 'The schools', 'education'),
    ('social', 'Social care', 'care'), ('dfe', 'DfE', 'DfE');
INSERT INTO post (post_id, partner_id, title, attends_as) VALUES ('DCS', 'council', 'Director', 'member'),
    ('ICB', 'icb', 'Chief of the ICB', 'member'), ('nurse', 'icb', 'Chief nurse', 'none'),
    ('chair', 'forum', 'Chair of the forum', 'member'), ('head', 'schools', 'Head teacher', 'none'),
    ('adviser', 'dfe', 'SEND adviser', 'external attendee');
INSERT INTO meeting (meeting_id, title, planned_on, held_on, source)
VALUES ('old', 'A year ago', '2024-08-14', '2024-08-14', 'test'),
    ('quiet', 'Nobody wrote down who came', '2025-05-01', '2025-05-01', 'test'),
    ('june', 'June', '2025-06-03', '2025-06-03', 'test'), ('july', 'July', '2025-07-15', '2025-07-15', 'test'),
    ('september', 'September', '2025-09-12', '2025-09-12', 'test');
INSERT INTO objective (objective_id, plan, title, owner_post, agreed_on)
VALUES ('O1', 'Priority Action Plan', 'Plans in 20 weeks', 'DCS', '2025-05-01'),
    ('O2', 'Priority Action Plan', 'Ready for adulthood', NULL, '2025-05-01'),
    ('O3', 'Strategic Plan', 'Agreed later', 'DCS', '2025-08-15'),
    ('O4', 'Strategic Plan', 'Given up', 'DCS', '2025-05-01');
INSERT INTO objective_area VALUES ('O1', '2025', 2), ('O1', '2025', 1), ('O1', '2024', 1), ('O1', '2026', 1);
INSERT INTO measure (measure_id, objective_id, title, unit, direction, baseline_on, baseline_value, target_on,
                     target_value, how_measured, every_months, agreed_on) VALUES
    ('M1', 'O1', 'Plans within 20 weeks', 'percent', 'increase', '2024-12-31', 12.6, '2026-08-31', 60, 'counted', 1,
     '2025-05-01'),
    ('M2', 'O2', 'Not agreed yet', 'families', 'decrease', '2024-12-31', 40, '2026-08-31', 10, 'counted', 1,
     '2025-08-15');
INSERT INTO measurement (measure_id, period_to, value) VALUES ('M1', '2025-06-30', 14.0), ('M1', '2025-07-31', 12.6);
INSERT INTO action (action_id, objective_id, title, owner_post, agreed_on, due_on, measure_id, done_on) VALUES
    ('A1', 'O1', 'Recruit psychologists', 'DCS', '2025-05-01', '2025-07-31', 'M1', NULL),
    ('A2', 'O1', 'Train caseworkers', 'ICB', '2025-05-01', '2025-08-14', NULL, NULL),
    ('A3', 'O2', 'Write the framework', 'head', '2025-05-01', '2025-08-13', 'M2', NULL),
    ('A4', 'O1', 'Set up a quality group', 'DCS', '2025-05-01', '2025-08-01', NULL, '2025-07-20'),
    ('A5', 'O1', 'Done tomorrow', 'DCS', '2025-05-01', NULL, NULL, '2025-08-15'),
    ('A6', 'O4', 'Given up', 'DCS', '2025-05-01', '2025-06-01', NULL, NULL),
    ('A7', 'O1', 'Agreed at the meeting', 'DCS', '2025-07-15', NULL, NULL, NULL),
    ('A8', 'O1', 'Agreed tomorrow', 'DCS', '2025-08-15', NULL, NULL, NULL),
    ('A9', 'O4', 'Reopened', 'nurse', '2025-05-01', '2025-06-01', 'M1', NULL),
    ('A10', 'O3', 'Before its objective', 'DCS', '2025-05-01', NULL, NULL, NULL);
INSERT INTO contribution VALUES ('A1', 'icb', 'placements'), ('A3', 'council', 'advice'), ('A3', 'schools', 'time'),
    ('A4', 'icb', 'a clinician');
INSERT INTO log_entry (meeting_id, entered_on, action_id, objective_id, delivery_status, impact_status, progress,
                       needs_more_from) VALUES
    ('june', '2025-06-03', 'A1', NULL, 'on track', NULL, 'Advertised.', NULL),
    ('july', '2025-07-08', 'A2', NULL, 'at risk', 'too early to tell', '12 trained.', 'schools'),     -- in the papers
    (NULL, '2025-08-01', 'A2', NULL, NULL, NULL, '20 trained.', 'icb'),
    -- the same day: this one holds
    (NULL, '2025-08-01', 'A2', NULL, 'on track', NULL, NULL, 'schools'),
    ('september', '2025-08-15', 'A2', NULL, 'off track', 'no impact yet', NULL, 'forum'),              -- tomorrow
    -- with the minutes
    ('june', '2025-06-05', NULL, 'O1', 'at risk', NULL, NULL, 'forum'),
    (NULL, '2025-06-10', 'A6', NULL, 'stopped', NULL, NULL, 'icb'),
    (NULL, '2025-06-10', NULL, 'O4', 'stopped', NULL, 'The Board gave it up.', NULL),
    ('june', '2025-06-01', 'A9', NULL, 'complete', 'some impact', NULL, 'icb'),
    ('july', '2025-07-15', 'A9', NULL, 'at risk', NULL, NULL, NULL),
    ('july', '2025-07-15', 'A9', NULL, 'on track', 'clear impact', NULL, NULL),
    -- on the day of the meeting, naming none
    (NULL, '2025-07-15', 'A7', NULL, NULL, NULL, 'Begun.', NULL);
INSERT INTO attendance VALUES ('old', 'ICB', 'present'), ('june', 'DCS', 'present'), ('june', 'ICB', 'apologies'),
    ('june', 'nurse', 'absent'), ('june', 'chair', 'deputy'), ('july', 'ICB', 'absent'), ('july', 'nurse', 'present'),
    ('july', 'DCS', 'present');
INSERT INTO invitation VALUES ('july', 'adviser', '2025-07-01'), ('june', 'head', '2025-06-03'),
    ('july', 'head', '2025-07-16');
INSERT INTO escalation (raised_on, what, escalated_to, resolved_on) VALUES ('2025-07-15', 'open', 'nurse', NULL),
    ('2025-07-15', 'resolved', 'ICB', '2025-08-14'), ('2025-07-15', 'resolved tomorrow', 'ICB', '2025-08-15'),
    ('2025-08-15', 'raised tomorrow', 'ICB', NULL);
\set ECHO all

SELECT action_id, owner, sector, delivery_status, impact_status, rag, is_open, is_complete, done_on,
       delivery_status_since, overdue, days_overdue, measure_id FROM action_status;
SELECT action_id, last_entry_on, last_progress_on, updated_for_last_meeting, updated_since_last_meeting,
       moved_since_last_meeting FROM action_status;
SELECT * FROM status_in_log ORDER BY kind, id;
-- One line a column, the objectives beside each other.
SELECT c.key AS "column", max(c.value) FILTER (WHERE objective_id = 'O1') AS "O1",
       max(c.value) FILTER (WHERE objective_id = 'O2') AS "O2", max(c.value) FILTER (WHERE objective_id = 'O4') AS "O4",
       count(*)
FROM objective_status o, json_each_text(row_to_json(o)) WITH ORDINALITY c (key, value, place) GROUP BY c.key, c.place
ORDER BY c.place;
SELECT kind, id, owner, score, overdue, unmoved, without_update, measure_off_course, without_measurable_target,
       days_overdue, last_entry_on FROM slow_progress;
SELECT concat_ws(' ', kind, id, areas) || E'\n    ' || replace(reasons, '; ', E';\n    ') AS reasons FROM slow_progress;
SELECT sector, partner_id, leads, open, overdue, slow, without_update, contributes_to, contributes_to_overdue,
       asked_for_more, meetings_expected, meetings_attended, percent_attended, escalations_open FROM contribution_gaps;
SELECT partner, is_external, gaps, replace(gap, '; ', E';\n    ') AS gap FROM contribution_gaps;
SELECT meeting_id, held_on, entered_on, kind, id, delivery_status, impact_status, rag, progress, needs_more_from,
       is_latest, log_entry_id FROM action_log;
SELECT id, replace(highlight, '; ', E';\n    ') AS highlight FROM action_log WHERE id IN ('A2', 'A3', 'O1')
ORDER BY id, log_entry_id;

-- On the day of a meeting, the one before it is the last one; two months of nothing show.
SET sen_improvement.as_of = '2025-07-15';
SELECT action_id, delivery_status, updated_for_last_meeting, updated_since_last_meeting, moved_since_last_meeting,
       overdue FROM action_status WHERE action_id IN ('A1', 'A2', 'A4', 'A9');
-- Delivered on the day itself.
SET sen_improvement.as_of = '2025-07-20';
SELECT action_id, delivery_status, is_complete, done_on FROM action_status WHERE action_id = 'A4';
-- Before the first meeting nobody is without an update, and nothing unmoved.
SET sen_improvement.as_of = '2024-08-01';
UPDATE action SET agreed_on = '2024-07-01', due_on = '2024-07-31' WHERE action_id = 'A1';
UPDATE objective SET agreed_on = '2024-07-01' WHERE objective_id = 'O1';
SELECT action_id, updated_for_last_meeting, updated_since_last_meeting, moved_since_last_meeting, overdue, days_overdue
FROM action_status;
SELECT kind, id, reasons FROM slow_progress;
SET sen_improvement.as_of = '2025-08-14';

-- The weights are rows: another weight, none, no row.
UPDATE slow_reason SET points = CASE reason WHEN 'overdue' THEN 50 WHEN 'unmoved' THEN 0 ELSE points END;
DELETE FROM slow_reason WHERE reason = 'without update';
SELECT kind, id, score, overdue, unmoved, without_update FROM slow_progress;
DELETE FROM slow_reason;
SELECT count(*) FROM slow_progress;
SELECT pg_temp.answers(
    $$INSERT INTO slow_reason VALUES ('boring', 1, 1, 'test')$$,
    $$INSERT INTO slow_reason VALUES ('overdue', 1, 101, 'test')$$,
    $$INSERT INTO slow_reason VALUES ('overdue', 1, -1, 'test')$$
);

-- Without a word for complete, what is done is complete all the same.
DELETE FROM log_entry WHERE delivery_status = 'complete';
DELETE FROM delivery_status WHERE is_complete;
SELECT action_id, delivery_status, rag, is_open, is_complete, delivery_status_since FROM action_status
WHERE action_id = 'A4';

-- The first and the last day on which a report can stand.
SET sen_improvement.as_of = '0001-01-01';
SELECT (SELECT count(*) FROM action_log) + (SELECT count(*) FROM slow_progress) AS rows,
       (SELECT count(*) FROM contribution_gaps) AS partners;
SET sen_improvement.as_of = '9999-12-31';
SELECT action_id, days_overdue FROM action_status WHERE action_id = 'A1';
SELECT count(*) > 0 AS some FROM contribution_gaps;
RESET sen_improvement.as_of;
RESET search_path;
SET client_min_messages = warning;
DROP SCHEMA progress CASCADE;
