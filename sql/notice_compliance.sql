-- Room board: whether every paragraph of a notice is met, and the pack of papers. Every condition of every test:
-- test/pgtap/notice_compliance.sql. What readers and editors may see in general: test/pgtap/privileges.sql.
\i sql/include/begin.sql
\set programme pack
\i test/fixtures/ready_programme.sql
SET sen_improvement.as_of = '2025-10-01';

-- An empty programme has a pack: where we are, the sectors that are missing, and of all else what would stand there.
SELECT section, heading, line, item, in_words FROM sen.board_pack('pack') ORDER BY section, line;
SELECT section, item, detail FROM sen.board_pack('pack') WHERE in_words IS NULL ORDER BY section;
SELECT count(*) AS rows, count(DISTINCT section) AS sections FROM sen.board_pack('pack');

-- Bad input. Nothing is returned, and the day of the session stays.
SELECT pg_temp.answers(
    $$SELECT * FROM sen.board_pack(NULL)$$,
    $$SELECT * FROM sen.board_pack('nowhere')$$,
    $$SELECT * FROM sen.board_pack('sen')$$
);
SELECT * FROM sen.board_pack('public; DROP TABLE x');
SELECT * FROM sen.board_pack('pack', 'september');
\set VERBOSITY sqlstate
SELECT * FROM sen.board_pack('nowhere');
SELECT * FROM sen.board_pack('pack', 'september');
\set VERBOSITY default
SELECT sen.today();

SET search_path = pack;
\set ECHO none
INSERT INTO notice (notice_id, title, issued_by, issued_to, issued_on, actions_due_on, review_every_months, source)
VALUES ('2025', 'The notice', 'DfE', 'the council', '2025-06-06', '2026-08-31', 6, 'test'),
    ('quiet', 'Without dates', 'DfE', 'the council', '2025-06-06', NULL, NULL, 'test');
INSERT INTO requirement (notice_id, paragraph, position, heading, kind, asks, test)
VALUES ('2025', '5(e)', 1, 'x', 'expectation', 'Keep a log.', 'the log is kept at each meeting'),
    ('2025', '13', 2, 'x', 'expectation', 'Deliver.', 'delivered on time'),
    ('2025', '14', 3, 'x', 'consequence', 'What may follow.', NULL),
    ('2025', '15', 4, 'x', 'duty', 'A duty of its own.', NULL),
    ('2025', '16', 5, 'x', 'duty', 'Several duties.', 'all its parts');
INSERT INTO meeting (meeting_id, title, planned_on, held_on, source)
SELECT 'board-' || n, 'Board ' || n, d, CASE WHEN n < 6 THEN d END, 'test'
FROM (SELECT n, date '2025-04-10' + 35 * n AS d FROM generate_series(1, 6) n) x;
INSERT INTO partner VALUES ('council', 'The council', 'local government');
INSERT INTO post (post_id, partner_id, title, attends_as, notice_role)
VALUES ('DCS', 'council', 'Director', 'member', 'children''s services accountable officer');
INSERT INTO area (notice_id, area_number, kind, title) VALUES ('2025', 1, 'priority action', 'Plans in time');
INSERT INTO objective (objective_id, plan, title, owner_post, agreed_on)
VALUES ('O1', 'Plan', 'Plans in 20 weeks', 'DCS', '2025-06-20');
INSERT INTO objective_area VALUES ('O1', '2025', 1);
INSERT INTO action (action_id, objective_id, title, owner_post, agreed_on, due_on)
VALUES ('A1', 'O1', 'Recruit', 'DCS', '2025-06-20', '2025-09-20'), ('A2', 'O1', 'Train', 'DCS', '2025-06-20', NULL),
    ('A3', 'O1', 'Later', 'DCS', '2025-10-02', NULL);
INSERT INTO log_entry (meeting_id, entered_on, action_id, delivery_status, impact_status, progress)
VALUES ('board-4', '2025-08-28', 'A1', 'on track', 'clear impact', 'Advertised.'),
    (NULL, '2025-10-01', 'A1', 'off track', NULL, NULL);
INSERT INTO escalation (raised_on, what, escalated_to, resolved_on)
VALUES ('2025-09-01', 'Posts stay vacant', 'DCS', NULL), ('2025-09-02', 'Resolved today', 'DCS', '2025-10-01'),
    ('2025-09-03', 'Resolved tomorrow', 'DCS', '2025-10-02'), ('2025-10-02', 'Raised tomorrow', 'DCS', NULL);
INSERT INTO evidence (evidence_id, kind, title, dated_on, illustrative)
VALUES ('e1', 'data', 'Invented', '2025-07-01', true), ('e2', 'data', 'Published', '2025-08-01', false),
    ('e3', 'data', 'Of tomorrow', '2025-10-02', false);
UPDATE log_entry SET evidence_id = 'e2';
INSERT INTO review (review_id, notice_id, kind, held_on, reported_on, finding, source)
VALUES ('r1', '2025', 'stocktake', '2025-09-10', '2025-10-02', 'Some progress.', 'test');
\set ECHO all

-- The views behind the pack.
SELECT item, in_words, detail FROM where_we_are;
SELECT * FROM actions_by_status;
SELECT what, escalated_to, to_post, raised_on, days_open FROM open_escalations;
SELECT illustrative, evidence_id, kind, title, dated_on, measurements, log_entries FROM evidence_in_use;
SELECT notice_id, paragraph, status, evidence, missing, in_force FROM notice_compliance;
SELECT notice_id, position, status, evidence, missing FROM step_down ORDER BY notice_id, position;

-- Sections are numbered without a gap, and so are the lines of each.
SELECT bool_and(section = place) AS sections, max(section)
FROM (SELECT section, dense_rank() OVER (ORDER BY section) AS place FROM sen.board_pack('pack')) p;
SELECT bool_and(line = place) AS lines FROM (SELECT line, row_number() OVER (PARTITION BY section) AS place
                                             FROM sen.board_pack('pack')) p;
SELECT count(*) AS nothing_in_item FROM sen.board_pack('pack') WHERE item IS NULL OR heading IS NULL;
SELECT heading, count(DISTINCT section) FROM sen.board_pack('pack') GROUP BY heading HAVING count(DISTINCT section) > 1;

-- For a meeting that was held: as on its day. For one to come, or held later than today: as on today.
SELECT meeting, in_words FROM (VALUES (NULL), ('board-1'), ('board-4'), ('board-5'), ('board-6')) m (meeting),
       LATERAL sen.board_pack('pack', meeting) WHERE item = 'As on';
SELECT sen.today();
CREATE TEMPORARY TABLE held AS SELECT * FROM sen.board_pack('pack', 'board-4');
SET sen_improvement.as_of = '2025-08-28';
CREATE TEMPORARY TABLE then_ AS SELECT * FROM sen.board_pack('pack');
SELECT count(*) AS differ FROM ((TABLE held EXCEPT ALL TABLE then_) UNION ALL (TABLE then_ EXCEPT ALL TABLE held)) x;
SELECT in_words FROM sen.board_pack('pack', 'board-5') WHERE item = 'As on';

-- The day of the session is as it was: after a pack, after an error, in a transaction and after it, and without a day.
SET sen_improvement.as_of = '2025-10-01';
BEGIN;
SET LOCAL sen_improvement.as_of = '2025-09-30';
SELECT count(*) > 0 AS pack FROM sen.board_pack('pack', 'board-4');
SELECT sen.today(), current_setting('search_path');
SAVEPOINT s;
SELECT * FROM sen.board_pack('pack', 'nothing');
ROLLBACK TO s;
SELECT sen.today();
COMMIT;
SELECT sen.today(), current_setting('search_path');
BEGIN;
-- An error in the middle, after the day was set.
ALTER VIEW board_paper RENAME COLUMN item TO gone;
SAVEPOINT s;
\set VERBOSITY sqlstate
SELECT count(*) FROM sen.board_pack('pack', 'board-4');
\set VERBOSITY default
ROLLBACK TO s;
SELECT sen.today();
ROLLBACK;
SELECT sen.today();
RESET sen_improvement.as_of;
SELECT count(*) > 0 AS pack FROM sen.board_pack('pack', 'board-4');
SELECT sen.today() = current_date AS today_is_today,
       coalesce(current_setting('sen_improvement.as_of', true), '') AS as_of;
SET sen_improvement.as_of = '2025-10-01';

-- Tests of paragraphs: none can be added, those in use stay, the others may go.
SELECT pg_temp.answers(
    $$INSERT INTO compliance_test VALUES ('all is well', 29, 'Always met.')$$,
    $$UPDATE compliance_test SET test = 'all is well' WHERE test = 'dashboard'$$,
    $$DELETE FROM compliance_test WHERE test = 'delivered on time'$$
);
DELETE FROM compliance_test WHERE test = 'dashboard';
UPDATE requirement SET test = 'dashboard' WHERE paragraph = '13';
-- With its months, and why.
INSERT INTO compliance_test VALUES ('dashboard', 20, 'Met when every measure has recent data.');
INSERT INTO compliance_test (test, position, rule, months, reason)
VALUES ('dashboard', 20, 'Met when every measure has recent data.', 6, 'Our choice.');
UPDATE requirement SET test = 'dashboard' WHERE paragraph = '13';
SELECT paragraph, status, evidence, missing FROM notice_compliance WHERE paragraph = '13';

-- A reader has the whole pack and every view of it, and nothing of a single case. Whoever was given nothing is told so.
RESET search_path;
CREATE ROLE regress_pack_reader;
CREATE ROLE regress_pack_nobody;
SELECT sen.grant_access('pack', 'regress_pack_reader', 'reader') IS NOT NULL AS granted;
SET ROLE regress_pack_nobody;
SELECT count(*) FROM sen.board_pack('pack');
SET ROLE regress_pack_reader;
SELECT count(*) > 17 AS pack, max(section) FROM sen.board_pack('pack', 'board-4');
SELECT count(*) FROM pack.area_progress;
SELECT count(*) FROM pack.notice_compliance;
SELECT count(*) FROM pack.self_assessment;
SELECT count(*) FROM pack.step_down;
SELECT count(*) FROM pack.where_we_are;
SELECT count(*) FROM pack.actions_by_status;
SELECT count(*) FROM pack.open_escalations;
SELECT count(*) FROM pack.evidence_in_use;
SELECT pg_temp.answers(
    $$SELECT count(*) FROM pack.ehc_request$$,
    $$SELECT count(*) FROM pack.overdue_cases$$,
    $$SELECT count(*) FROM pack.definition_case$$,
    $$SELECT count(*) FROM pack.plan_audit$$,
    $$INSERT INTO pack.compliance_test VALUES ('dashboard', 20, 'x')$$
);
RESET ROLE;
DROP OWNED BY regress_pack_reader, regress_pack_nobody;
DROP ROLE regress_pack_reader, regress_pack_nobody;
SET client_min_messages = warning;
DROP SCHEMA pack CASCADE;
