-- What changed since the last meeting, for people, and what was corrected: each kind and each subject with its
-- words, as each level of access sees it. The log is given the days on which its entries could have been made.
\set QUIET 1
\set ON_ERROR_STOP 1
\pset format unaligned
\pset tuples_only on
\pset pager off
BEGIN;
SET LOCAL client_min_messages = error;
SET LOCAL datestyle = 'Postgres, MDY';
SET LOCAL timezone = 'Europe/London';
SELECT no_plan();
CREATE ROLE chg_owner;
CREATE ROLE chg_reader;
CREATE ROLE chg_analyst;
CREATE ROLE chg_editor;
CREATE ROLE chg_secretariat;
SELECT format('GRANT CREATE ON DATABASE %I TO chg_owner', current_database()) \gexec
SET LOCAL ROLE chg_owner;
SELECT sen.create_programme('chg') \g /dev/null
SELECT sen.grant_access('chg', 'chg_' || l, l) FROM unnest('{reader,analyst,editor,secretariat}'::text[]) l \g /dev/null
RESET ROLE;
SET LOCAL search_path = chg, public;

-- All entries made since the last call were made at a time, by a role.
CREATE TEMPORARY TABLE moved AS SELECT 0::bigint AS block_id;
-- As an entry has a time: microseconds since 1970.
CREATE FUNCTION pg_temp.bytes(at timestamptz) RETURNS bytea LANGUAGE sql
    RETURN int8send((extract(epoch FROM at) * 1000000)::bigint);
CREATE FUNCTION pg_temp.entered(programme text, at timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    b record;
    l record;
BEGIN
    PERFORM sen.flush_log();
    EXECUTE format('ALTER TABLE %I.ledger_block DISABLE TRIGGER refuse_change', programme);
    FOR b IN EXECUTE format('SELECT block_id, entries FROM %I.ledger_block WHERE block_id > (SELECT max(m.block_id) '
                            'FROM pg_temp.moved m) ORDER BY 1', programme) LOOP
        FOR l IN SELECT DISTINCT pg_temp.bytes(e.statement_at) AS t FROM sen.block_leaves(b.entries) x
            CROSS JOIN LATERAL sen.leaf_entry(x.leaf) e LOOP
            WHILE position(l.t IN b.entries) > 0 LOOP
                b.entries := overlay(b.entries PLACING pg_temp.bytes(at) FROM position(l.t IN b.entries) FOR 8);
            END LOOP;
        END LOOP;
        EXECUTE format('UPDATE %I.ledger_block SET entries = $1 WHERE block_id = $2', programme)
            USING b.entries, b.block_id;
        INSERT INTO pg_temp.moved VALUES (b.block_id);
    END LOOP;
    EXECUTE format('ALTER TABLE %I.ledger_block ENABLE ALWAYS TRIGGER refuse_change', programme);
END
$$;

SELECT pg_temp.entered('chg', '2025-03-01 09:00');

-- The catalogue of columns -------------------------------------------------------------------------------------------
SELECT is_empty($$
    SELECT r.name, a.attname FROM sen.programme_part p CROSS JOIN LATERAL unnest(p.relations) r (name)
    JOIN pg_attribute a ON a.attrelid = ('chg.' || r.name)::regclass AND a.attnum > 0 AND NOT a.attisdropped
    WHERE p.is_tracked
    EXCEPT SELECT c.record_table, c.column_name FROM sen.recorded_columns() c$$,
    'every column of every table that the log keeps has its words');
SELECT is_empty($$
    SELECT c.record_table, c.column_name FROM sen.recorded_columns() c
    EXCEPT SELECT r.name, a.attname FROM sen.programme_part p CROSS JOIN LATERAL unnest(p.relations) r (name)
    JOIN pg_attribute a ON a.attrelid = ('chg.' || r.name)::regclass AND a.attnum > 0 AND NOT a.attisdropped
    WHERE p.is_tracked$$, 'and no other has');
SELECT is_empty($$SELECT r.name FROM sen.programme_part p CROSS JOIN LATERAL unnest(p.relations) r (name)
                  WHERE p.is_tracked EXCEPT SELECT t.record_table FROM sen.recorded_tables() t$$,
                'every table has its subject');
SELECT is_empty($$SELECT t.record_table FROM sen.recorded_tables() t EXCEPT SELECT c.record_table
                  FROM sen.recorded_columns() c$$, 'and each subject is of such a table');
SELECT is_empty($$SELECT record_table, column_name, in_words FROM sen.recorded_columns()
                  WHERE in_words ~ '_|^[A-Z]' OR btrim(in_words) = ''$$, 'the words are words');
SELECT is_empty($$SELECT record_table, one, several FROM sen.recorded_tables() WHERE one ~ '_' OR several ~ '_'$$,
                'so are those of the tables');
SELECT is_empty($$
    SELECT c.record_table, c.column_name, c.form, t.typname
    FROM sen.recorded_columns() c
    JOIN pg_attribute a ON a.attrelid = ('chg.' || c.record_table)::regclass AND a.attname = c.column_name
    JOIN pg_type t ON t.oid = a.atttypid
    WHERE c.form <> 'not shown'
      AND c.form <> CASE WHEN t.typname = 'date' THEN 'day' WHEN t.typname = 'bool' THEN 'yes or no'
                         WHEN t.typname = 'numeric' AND c.column_name !~ 'value$' THEN 'number'
                         WHEN t.typname = 'numeric' THEN 'value' WHEN t.typname LIKE 'int%' THEN 'number'
                         WHEN c.names IS NOT NULL THEN 'name' ELSE 'text' END$$, 'each has the form of its type');
SELECT is_empty($$
    SELECT c.record_table, c.column_name FROM sen.recorded_columns() c
    JOIN pg_attribute a ON a.attrelid = ('chg.' || c.record_table)::regclass AND a.attname = c.column_name
    JOIN pg_constraint f ON f.conrelid = a.attrelid AND f.contype = 'f' AND f.conkey = ARRAY[a.attnum]
    JOIN pg_class o ON o.oid = f.confrelid
    WHERE c.names IS DISTINCT FROM o.relname AND o.relname IN (SELECT n.names FROM sen.recorded_columns() n)$$,
    'a column that names a row of another table says of which');

-- No meeting yet -----------------------------------------------------------------------------------------------------
SET LOCAL sen_improvement.as_of = '2025-04-01';
SELECT is_empty('SELECT * FROM what_changed', 'before a meeting was held nothing has changed since');

-- Up to the meeting of July: entered on 20 June ----------------------------------------------------------------------
INSERT INTO partner VALUES ('council', 'Wirral Council', 'local government'), ('icb', 'The ICB', 'health');
INSERT INTO post (post_id, partner_id, title, attends_as) VALUES ('dcs', 'council', 'Director', 'member'),
    ('icb', 'icb', 'Accountable officer', 'member');
INSERT INTO notice (notice_id, title, issued_by, issued_to, issued_on, source)
VALUES ('n', 'Improvement Notice', 'DfE', 'Wirral', '2025-06-06', 's');
INSERT INTO area (notice_id, area_number, kind, title) VALUES ('n', 1, 'priority action', 'Plans in time');
INSERT INTO area_status VALUES ('n', 1, '2025-06-06', 'active', 's');
INSERT INTO meeting (meeting_id, title, planned_on, papers_sent_on, held_on, source) VALUES
    ('m0', 'May', '2025-05-08', '2025-05-01', '2025-05-08', 's'), ('m1', 'July', '2025-07-10', NULL, NULL, 's'),
    ('m2', 'September', '2025-09-11', NULL, NULL, 's');
INSERT INTO evidence (evidence_id, kind, title, dated_on) VALUES ('e0', 'data', 'Report of May', '2025-05-01');
INSERT INTO objective (objective_id, plan, title, agreed_on, co_produced)
VALUES ('o', 'p', 'Shorter waits', '2025-06-01', false);
INSERT INTO measure (measure_id, objective_id, title, unit, direction, baseline_on, baseline_value, target_on,
                     target_value, how_measured, every_months, agreed_on)
VALUES ('me', 'o', 'Families who heard in time', 'percent', 'increase', '2025-01-31', 35, '2026-08-31', 90, 'h', 1,
        '2025-06-01');
INSERT INTO measurement (measure_id, period_to, value, reported_on) VALUES ('me', '2025-05-31', 40, '2025-06-10');
INSERT INTO milestone VALUES ('me', '2025-12-31', 60, NULL);
INSERT INTO action (action_id, objective_id, title, owner_post, agreed_on, due_on) VALUES
    ('a1', 'o', 'Contact each waiting family', 'dcs', '2025-06-01', '2025-09-01'),
    ('a2', 'o', 'Clear the backlog', 'dcs', '2025-06-01', '2025-09-01'),
    ('a3', 'o', 'Write the strategy', 'dcs', '2025-06-01', NULL),
    ('a6', 'o', 'Hire', 'dcs', '2025-06-01', '2025-07-31');
INSERT INTO log_entry (meeting_id, entered_on, action_id, delivery_status) VALUES
    ('m1', '2025-06-15', 'a1', 'on track'),
    (NULL, '2025-06-15', 'a2', 'on track'), (NULL, '2025-06-16', 'a3', 'not started');
UPDATE log_entry SET meeting_id = NULL;
INSERT INTO log_entry (entered_on, action_id, progress) VALUES ('2025-07-10', 'a6', 'To be said at the meeting');
INSERT INTO risk (risk_id, title, opened_on) VALUES ('r', 'Posts stay vacant', '2025-06-01');
INSERT INTO risk_assessment (risk_id, assessed_on, meeting_id, inherent_likelihood, inherent_impact, current_likelihood,
                             current_impact) VALUES ('r', '2025-06-15', 'm1', 5, 4, 4, 3);
INSERT INTO mitigation (risk_id, mitigation_number, what) VALUES ('r', 1, 'Agency staff');
INSERT INTO escalation (raised_on, what, escalated_to) VALUES ('2025-06-02', 'Data come late', 'icb');
INSERT INTO attendance VALUES ('m0', 'dcs', 'present'), ('m0', 'icb', 'apologies');
SELECT pg_temp.entered('chg', '2025-06-20 10:00');
-- Papers sealed before the meeting.
SELECT version FROM sen.seal('chg', 'Papers of July', 'm1') \g /dev/null
SELECT sen.flush_log() \g /dev/null
INSERT INTO moved SELECT max(block_id) FROM ledger_block;

-- On the day of the meeting.
UPDATE meeting SET held_on = '2025-07-10' WHERE meeting_id = 'm1';
UPDATE log_entry SET progress = 'Said at the meeting' WHERE entered_on = '2025-07-10';
SELECT pg_temp.entered('chg', '2025-07-10 15:00');
SET LOCAL sen_improvement.as_of = '2025-07-11';
SELECT is_empty('SELECT * FROM what_changed', 'the day after a meeting nothing has changed since, also if papers were '
                'sealed before it');

-- After it, on 12 July: each kind ------------------------------------------------------------------------------------
SET SESSION AUTHORIZATION chg_secretariat;
SET LOCAL search_path = chg, public;
UPDATE meeting SET papers_sent_on = '2025-07-03' WHERE meeting_id = 'm1';
UPDATE meeting SET planned_on = '2025-09-18' WHERE meeting_id = 'm2';
INSERT INTO attendance VALUES ('m1', 'dcs', 'present'), ('m1', 'icb', 'present');
UPDATE attendance SET attendance = 'present' WHERE meeting_id = 'm0' AND post_id = 'icb';
INSERT INTO log_entry (entered_on, action_id, delivery_status) VALUES ('2025-07-12', 'a1', 'at risk');
INSERT INTO log_entry (entered_on, action_id, progress) VALUES ('2025-07-01', 'a2', 'Two teams at work');
INSERT INTO log_entry (entered_on, action_id, delivery_status) VALUES ('2025-07-12', 'a6', 'complete');
INSERT INTO invitation VALUES ('m2', 'dcs', '2025-07-12'), ('m2', 'icb', '2025-07-12');
RESET SESSION AUTHORIZATION;
SET SESSION AUTHORIZATION chg_editor;
SET LOCAL search_path = chg, public;
UPDATE action SET due_on = '2025-10-31', owner_post = 'icb', title = 'Clear it' WHERE action_id = 'a2';
UPDATE action SET title = 'Clear the backlog' WHERE action_id = 'a2';
UPDATE action SET done_on = '2025-07-12' WHERE action_id = 'a6';
INSERT INTO action (action_id, objective_id, title, owner_post, agreed_on, due_on)
VALUES ('a4', 'o', 'Name a contact', 'dcs', '2025-07-10', '2025-12-01'),
       ('a5', 'o', 'Brief staff', 'dcs', '2025-06-30', NULL);
INSERT INTO contribution VALUES ('a1', 'icb', 'SECRET'), ('a1', 'council', 'SECRET');
DELETE FROM log_entry WHERE action_id = 'a3';
DELETE FROM action WHERE action_id = 'a3';
UPDATE objective SET co_produced = true;
UPDATE measurement SET value = 44 WHERE measure_id = 'me';
INSERT INTO measurement (measure_id, period_to, value, reported_on) VALUES ('me', '2025-06-30', 47, '2025-07-11');
UPDATE milestone SET value = 55;
UPDATE measure SET target_value = 85.5, baseline_value = 34;
INSERT INTO risk_assessment (risk_id, assessed_on, inherent_likelihood, inherent_impact, current_likelihood,
                             current_impact) VALUES ('r', '2025-07-12', 5, 4, 4, 4);
INSERT INTO risk (risk_id, title, opened_on) VALUES ('r2', 'Data arrive late', '2025-07-11');
UPDATE mitigation SET done_on = '2025-07-11';
UPDATE escalation SET resolved_on = '2025-07-11', resolution = 'SECRET';
INSERT INTO evidence (evidence_id, kind, title, dated_on, remark) VALUES
    ('e1', 'minutes', 'Minutes of July', '2025-07-11', 'SECRET'), ('e2', 'data', 'Letter of June', '2025-06-30', NULL);
DELETE FROM evidence WHERE evidence_id = 'e0';
INSERT INTO feedback (received_on, from_whom, channel, tone, summary)
VALUES ('2025-07-11', 'parents and carers', 'SECRET', 'negative', 'SECRET');
INSERT INTO adviser_update (post_id, given_on, notice_id, finding, summary)
VALUES ('icb', '2025-07-11', 'n', 'progress', 'SECRET');
INSERT INTO area_status VALUES ('n', 1, '2025-07-11', 'business as usual', 's');
INSERT INTO review (review_id, notice_id, kind, held_on, source) VALUES ('v', 'n', 'stocktake', '2025-07-11', 's');
UPDATE post SET title = 'Chief officer', remark = 'SECRET' WHERE post_id = 'icb';
UPDATE delivery_status SET is_open = NOT is_open WHERE delivery_status = 'not started';
INSERT INTO partner VALUES ('phb', 'Public health', 'health');
RESET SESSION AUTHORIZATION;
SET LOCAL search_path = chg, public;
SELECT pg_temp.entered('chg', '2025-07-12 10:00');
SET LOCAL sen_improvement.as_of = '2025-07-15';

PREPARE list AS SELECT concat_ws(' | ', kind, subject, title, in_words, entered) FROM what_changed;
SELECT results_eq('list', $$VALUES
    ('new | Meetings | July | attendance of 2 posts recorded | entered by the secretariat on '
     '12 July 2025'),
    ('new | Meetings | September | 2 posts invited, the last on 12 July 2025'),
    ('new | Actions and objectives | Contact each waiting family | 2 contributions: The ICB, Wirral Council added | '
     'entered by an editor on 12 July 2025'),
    ('new | Actions and objectives | Name a contact | agreed on 10 July 2025, due on 1 December 2025, owner: '
     'Director | '
     'entered by an editor on 12 July 2025'),
    ('new | Measures | Families who heard in time | 47% for 30 June 2025, was 44% for 31 May 2025 | '
     'entered by an editor on 12 July 2025'),
    ('new | Risks | Data arrive late | opened on 11 July 2025 | entered by an editor on 12 July 2025'),
    ('new | Evidence | Minutes of July | dated 11 July 2025 | entered by an editor on 12 July 2025'),
    ('new | Families and advisers | Chief officer | reports progress on 11 July 2025 | '
     'entered by an editor on 12 July 2025'),
    ('new | Families and advisers | Feedback of parents and carers | 1 negative, the last received on '
     '11 July 2025'),
    ('new | Posts and partners | Public health | partner added | entered by an editor on 12 July 2025'),
    ('changed | Meetings | September | day planned went from 11 September 2025 to 18 September 2025 | '
     'entered by the secretariat on 12 July 2025'),
    ('changed | Actions and objectives | Clear the backlog | due day went from 1 September 2025 to '
     '31 October 2025; owner went from Director to Chief officer | entered by an editor on 12 July 2025'),
    ('changed | Actions and objectives | Contact each waiting family | went from on track to at risk | '
     'entered by the secretariat on 12 July 2025'),
    ('changed | Actions and objectives | Shorter waits | being co-produced went from no to yes | '
     'entered by an editor on 12 July 2025'),
    ('changed | Measures | Families who heard in time | milestone of 31 December 2025: value to reach went from '
     '60% to 55% | '
     'entered by an editor on 12 July 2025'),
    ('changed | Measures | Families who heard in time | target went from 90% to 85.5% | '
     'entered by an editor on 12 July 2025'),
    ('changed | Risks | Posts stay vacant | score rose from 12 to 16 | entered by an editor on 12 '
     'July 2025'),
    ('changed | The notice and its reviews | Plans in time | went from active to business as usual on 11 July 2025 | '
     'entered by an editor on 12 July 2025'),
    ('changed | Posts and partners | Chief officer | title went from Accountable officer to Chief officer | '
     'entered by an editor on 12 July 2025'),
    ('changed | Words and rules | not started | counting as open went from yes to no | '
     'entered by an editor on 12 July 2025'),
    ('done | Actions and objectives | Hire | done on 12 July 2025, in time | entered by an editor '
     'on 12 July 2025'),
    ('done | Risks | Posts stay vacant | mitigation ''Agency staff'' done on 11 July 2025 | '
     'entered by an editor on 12 July 2025'),
    ('done | Matters escalated | Data come late | resolved on 11 July 2025 | entered by an editor '
     'on 12 July 2025'),
    ('done | The notice and its reviews | Stocktake | held on 11 July 2025 | entered by an editor '
     'on 12 July 2025'),
    ('removed | Actions and objectives | Write the strategy | action deleted; it said: '
     'day agreed 1 June 2025; owner Director | entered by an editor on 12 July 2025'),
    ('corrected | Meetings | July | day the papers were sent: 3 July 2025, entered after the fact | '
     'entered by the secretariat on 12 July 2025, 2 days after the meeting on 10 July 2025'),
    ('corrected | Meetings | May | Chief officer: attendance: was apologies, and is now present | '
     'entered by the secretariat on 12 July 2025, 2 days after the meeting on 10 July 2025'),
    ('corrected | Actions and objectives | Brief staff | action: for 30 June 2025, entered after the fact | '
     'entered by an editor on 12 July 2025, 2 days after the meeting on 10 July 2025'),
    ('corrected | Actions and objectives | Clear the backlog | entry of 1 July 2025: for 1 July 2025, '
     'entered after the fact | entered by the secretariat on 12 July 2025, 2 days after the '
     'meeting on '
     '10 July 2025'),
    ('corrected | Actions and objectives | Write the strategy | entry of the log: deleted; it said: '
     'status not started; day of the entry 16 June 2025 | '
     'entered by an editor on 12 July 2025, 2 days after the meeting on 10 July 2025'),
    ('corrected | Measures | Families who heard in time | baseline: was 35%, and is now 34% | '
     'entered by an editor on 12 July 2025, 2 days after the meeting on 10 July 2025'),
    ('corrected | Measures | Families who heard in time | figure for 31 May 2025: value: was 40%, and is now 44% | '
     'entered by an editor on 12 July 2025, 2 days after the meeting on 10 July 2025'),
    ('corrected | Evidence | Letter of June | piece of evidence: for 30 June 2025, entered after the fact | '
     'entered by an editor on 12 July 2025, 2 days after the meeting on 10 July 2025'),
    ('corrected | Evidence | Report of May | piece of evidence: deleted; it said: date 1 May 2025; kind data | '
     'entered by an editor on 12 July 2025, 2 days after the meeting on 10 July 2025')$$,
    'each kind of change, with titles, words, who and when');
SELECT results_eq($$SELECT w.title, w.in_words FROM what_changed w WHERE w.kind = 'corrected'$$,
                  $$SELECT c.title, c.what || ': ' || c.in_words FROM corrections c$$,
                  'corrections are those of their view');

SELECT is_empty($$
    SELECT l.log_table, l.key FROM log_leaves l JOIN sen.recorded_tables() r ON r.record_table = l.log_table
    WHERE l.operation IN ('insert', 'present', 'update')
      AND NOT EXISTS (SELECT FROM record_title t WHERE t.record_table = l.log_table AND t.key = l.key)
      AND l.key NOT IN (SELECT d.key FROM log_leaves d WHERE d.operation = 'delete' AND d.log_table = l.log_table)$$,
    'every row that the log knows has its title');
SELECT is_empty($$SELECT t.record_table, t.key FROM record_title t WHERE t.title IS NULL$$, 'and none is empty');

-- Each level sees the same, and nothing that totals do not show ------------------------------------------------------
CREATE TEMPORARY TABLE seen AS SELECT * FROM what_changed;
CREATE TEMPORARY TABLE corrected AS SELECT * FROM corrections;
GRANT SELECT ON seen, corrected TO PUBLIC;
CREATE FUNCTION pg_temp.sees(level text, statement text) RETURNS SETOF text LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('SET LOCAL ROLE %I', 'chg_' || level);
    RETURN QUERY SELECT * FROM results_eq(statement, CASE WHEN statement ~ 'what_changed'
        THEN 'SELECT * FROM seen' ELSE 'SELECT * FROM corrected' END, level || ': ' || statement);
    RESET ROLE;
END
$$;
SELECT pg_temp.sees(l, q) FROM unnest('{owner,reader,analyst,editor,secretariat}'::text[]) l
CROSS JOIN unnest('{SELECT * FROM what_changed,SELECT * FROM corrections}'::text[]) q;
SELECT is_empty($$SELECT s::text FROM seen s WHERE s::text ~ 'SECRET'
                  UNION ALL SELECT c::text FROM corrected c WHERE c::text ~ 'SECRET'$$,
                'nobody is shown remarks, summaries of feedback, or what else totals do not have');
SELECT is_empty($$SELECT w.in_words FROM seen w WHERE concat_ws(' ', w.kind, w.subject, w.title, w.in_words) ~
                  '[a-z]_[a-z]|[{}]|\m[tf]\M|\d{4}-\d\d-\d\d|NULL'$$, 'no codes, keys, t or f');
SELECT is_empty($$SELECT p.item, p.in_words, p.detail FROM (SELECT * FROM board_paper OFFSET 0) p
                  WHERE p::text ~ 'chg_'$$,
                'nor roles of the database, anywhere in the pack');
-- What is entered after the fact is marked wherever its day is printed; what is entered for a day since is not.
SAVEPOINT late;
SELECT bag_eq($$SELECT record_table AS a, column_name AS b, value AS c, in_words AS d FROM entered_late$$, $$
    SELECT 'evidence' AS a, 'dated_on' AS b, '2025-05-01' AS c, 'entered on 20 June 2025, after the meeting of 8 May '
           '2025' AS d UNION ALL
    SELECT 'meeting', 'papers_sent_on', '2025-05-01', 'entered on 20 June 2025, after the meeting of 8 May 2025'
    UNION ALL
    SELECT v.*, 'entered on 12 July 2025, after the meeting of 10 July 2025' FROM (VALUES
    ('attendance', 'attendance', 'present'), ('evidence', 'dated_on', '2025-06-30'),
    ('log_entry', 'entered_on', '2025-07-01'), ('meeting', 'papers_sent_on', '2025-07-03')) v$$,
    'who came in May, the day of a letter, an entry that was filled in, papers; not who came in July');
INSERT INTO meeting (meeting_id, title, planned_on, held_on, minutes_sent_on, source)
VALUES ('m9', 'Extraordinary', '2025-07-01', '2025-07-01', '2025-07-02', 's');
UPDATE action SET done_on = '2025-07-02' WHERE action_id = 'a1';
INSERT INTO worded_milestone (milestone_id, objective_id, title, due_on, done_on, agreed_on)
VALUES ('w', 'o', 'A framework is agreed', '2025-06-30', '2025-07-03', '2025-06-01');
UPDATE mitigation SET done_on = '2025-06-30';
INSERT INTO invitation VALUES ('m1', 'dcs', '2025-07-01'), ('m1', 'icb', '2025-07-01');
INSERT INTO decision (put_on, put_by, meeting_id, what, outcome)
VALUES ('2025-06-25', 'dcs', 'm9', 'Agree the framework', 'approved');
INSERT INTO adviser_update (post_id, given_on, notice_id, area_number, finding, summary)
VALUES ('icb', '2025-06-15', 'n', 1, 'concern', 'Late');
INSERT INTO escalation (raised_on, what, escalated_to) VALUES ('2025-07-05', 'No room', 'icb');
INSERT INTO commentary (measure_id, written_on, written_by, figure_on, why, what_is_done)
VALUES ('me', '2025-07-04', 'dcs', '2025-06-30', 'Few', 'More');
UPDATE measurement SET value = 20 WHERE period_to = '2025-06-30';
INSERT INTO objective_area VALUES ('o', 'n', 1);
INSERT INTO feedback (received_on, from_whom, channel, tone, summary, objective_id)
VALUES ('2025-07-06', 'schools', 'survey', 'mixed', 's', 'o');
INSERT INTO area_status VALUES ('n', 1, '2025-07-08', 'active', 's');
DELETE FROM area_status WHERE since = '2025-07-11';
DELETE FROM risk_assessment WHERE assessed_on = '2025-07-12';
INSERT INTO risk_assessment (risk_id, assessed_on, inherent_likelihood, inherent_impact, current_likelihood,
                             current_impact) VALUES ('r', '2025-07-03', 5, 4, 4, 4);
UPDATE review SET held_on = '2025-07-07' WHERE review_id = 'v';
INSERT INTO requirement (notice_id, paragraph, position, heading, kind, asks, test) VALUES
    ('n', '10(a)', 8, 'h', 'expectation', 'Own assessment: progress on objectives.', 'progress on objectives'),
    ('n', '7', 9, 'h', 'expectation', 'Advisers report.', 'advisers report'),
    ('n', '11', 10, 'h', 'expectation', 'Something else.', NULL);
INSERT INTO own_judgement VALUES ('v', 'n', '10(a)', '2025-07-04', 'dcs', 'Progress.', NULL);
INSERT INTO evidence_requirement SELECT e.evidence_id, 'n', '11' FROM evidence e WHERE e.dated_on = '2025-06-30';
SELECT pg_temp.entered('chg', '2025-07-14 10:00');
-- Each by itself: in one query the planner copies the views that it has taken apart for each other of them.
CREATE FUNCTION pg_temp.one(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    words text;
BEGIN
    EXECUTE format('SELECT (%s)', query) INTO words;
    RETURN words;
END $$;
CREATE TEMPORARY TABLE paper AS SELECT * FROM board_paper;
SELECT is_empty($$SELECT v.of_what FROM (
    SELECT 'an action' AS of_what, 'done on 2 July 2025, in time; ' AS begins,
           pg_temp.one($q$SELECT due_in_words FROM action_status WHERE action_id = 'a1'$q$) AS words UNION ALL
    SELECT 'a milestone in words', 'Reached on 3 July 2025, 3 days late; ',
           pg_temp.one($q$SELECT in_words FROM milestone_status WHERE milestone_id = 'w'$q$) UNION ALL
    SELECT 'a mitigation', 'done on 30 June 2025; ', pg_temp.one($q$SELECT in_words FROM mitigation_plan$q$) UNION ALL
    SELECT 'papers', 'day on which the papers went out: ',
           pg_temp.one($q$SELECT in_words FROM meeting_readiness WHERE meeting_id = 'm1'$q$) UNION ALL
    SELECT 'minutes', 'day on which the minutes went out: ',
           pg_temp.one($q$SELECT in_words FROM meeting_readiness WHERE meeting_id = 'm9'$q$) UNION ALL
    SELECT 'invitations', '; 2 invitations ',
           pg_temp.one($q$SELECT in_words FROM meeting_readiness WHERE meeting_id = 'm1'$q$) UNION ALL
    SELECT 'an outcome', 'approved on 1 July 2025; outcome ',
           pg_temp.one($q$SELECT in_words FROM board_decisions$q$) UNION ALL
    SELECT 'a matter', 'put to the Board on 25 June 2025, ',
           pg_temp.one($q$SELECT in_words FROM board_decisions$q$) UNION ALL
    SELECT 'advice', '',
           pg_temp.one($q$SELECT entered_late FROM adviser_findings WHERE given_on = '2025-06-15'$q$) UNION ALL
    SELECT 'advice in the pack', '^E',
           pg_temp.one($q$SELECT detail FROM paper WHERE heading = 'What the advisers found'
                AND item ~ '^15 June'$q$) UNION ALL
    SELECT 'an escalation in the pack', 'raised on 5 July 2025, 10 days ago; ',
           pg_temp.one($q$SELECT detail FROM paper WHERE heading = 'Matters escalated and not resolved'
                AND item = 'No room'$q$) UNION ALL
    SELECT 'commentary', 'commentary of 4 July 2025, ',
           pg_temp.one($q$SELECT in_words FROM exception_report$q$) UNION ALL
    SELECT 'an entry of the log', '',
           pg_temp.one($q$SELECT entered_late FROM action_log WHERE entered_on = '2025-07-01'$q$) UNION ALL
    SELECT 'feedback', 'received on 6 July 2025, ',
           pg_temp.one($q$SELECT detail FROM area_paper WHERE item ~ '^Schools'$q$) UNION ALL
    SELECT 'a review', '; ',
           pg_temp.one($q$SELECT detail FROM where_we_are WHERE item = 'Last review on record'$q$) UNION ALL
    SELECT 'the score of a risk', '; ',
           pg_temp.one($q$SELECT movement FROM risk_register WHERE risk_id = 'r'$q$) UNION ALL
    SELECT 'a judgement', ', 4 July 2025, ',
           pg_temp.one($q$SELECT in_words FROM assessment_paper WHERE item = 'What the council judges'$q$) UNION ALL
    SELECT 'the standing of an area', '^since 8 July 2025; ',
           pg_temp.one($q$SELECT detail FROM paper WHERE heading = 'Areas of the notice'$q$) UNION ALL
    SELECT 'evidence', '', pg_temp.one($q$SELECT detail FROM paper WHERE heading = 'What this pack rests on'
                              AND item = 'Letter of June'$q$)) v
    WHERE (v.words ~ (CASE WHEN v.begins = '^E' THEN '^E' ELSE v.begins || 'e' END || 'ntered on 1[24] July 2025, '
           'after the meeting of (1|10) July 2025')) IS NOT TRUE$$,
    'each is marked');
SELECT results_eq($$SELECT paragraph, evidence FROM notice_compliance WHERE paragraph IN ('7', '11') ORDER BY 1$$,
                  $$VALUES ('11', '1 piece of evidence is recorded for it, the last of 30 June 2025, '
                                  '1 entered after the fact'),
                           ('7', '2 updates are recorded, the last of 11 July 2025; '
                                 '1 day since the notice was entered after the fact')$$,
                  'and what a paragraph of the notice counts says how many');
SELECT is((SELECT in_words FROM attendance_by_post WHERE post_id = 'dcs'), 'present',
          'who came to the last meeting is entered after it, and in time');
ROLLBACK TO SAVEPOINT late;

-- The post that enters with a role is named instead of the level of its access; for a role that is gone neither is.
SAVEPOINT posts;
UPDATE post SET enters_as = 'chg_editor' WHERE post_id = 'icb';
UPDATE data_source SET complete_to = '2025-07-14', stated_on = '2025-07-14', stated_by = 'chg_editor'
WHERE source = 'cases';
INSERT INTO post (post_id, partner_id, title, enters_as) VALUES ('gone', 'phb', 'Clerk', 'chg_gone');
SELECT results_eq($$SELECT DISTINCT entered_by FROM what_changed WHERE entered_by <> 'the owner of the programme'
                    ORDER BY 1$$, $$SELECT t.title FROM (SELECT p.title FROM post p WHERE p.post_id = 'icb'
                    UNION ALL VALUES ('the secretariat')) t ORDER BY 1$$, 'the title of the post');
SELECT results_eq($$SELECT role_name, in_words FROM role_title WHERE role_name IN ('chg_gone', 'chg_reader')
                    ORDER BY 1$$,
                  $$VALUES ('chg_gone', 'Clerk'), ('chg_reader', 'somebody who no longer has access')$$,
                  'also of a role that is gone; of one that may enter nothing, that');
SELECT set_eq('SELECT role_name FROM role_title', $$SELECT rolname FROM pg_roles WHERE oid >= 16384 OR oid = 10
                UNION SELECT 'chg_gone'$$, 'the roles that the server brings enter nothing');
SELECT throws_ok('UPDATE post SET enters_as = ''chg_editor''', '23505', NULL, 'a role is of one post');
SELECT throws_ok('UPDATE post SET enters_as = '' '' WHERE post_id = ''gone''', '23514',
                 'value " " is not allowed in column "enters_as"', 'and no blank');
SELECT results_eq($$SELECT in_words FROM data_age WHERE source = 'cases'$$, $$SELECT 'complete to 14 July 2025, '
    '1 day ago, as ' || p.title || ' stated on 14 July 2025' FROM post p WHERE p.post_id = 'icb'$$,
    'who stated the day of the data');
ROLLBACK TO SAVEPOINT posts;
SET LOCAL ROLE chg_reader;
SELECT throws_ok(q, '42501', NULL, q) FROM unnest(ARRAY['SELECT * FROM log_since_meeting', 'SELECT * FROM record_title',
    $$SELECT * FROM sen.plan_changes('ledger_block', '{"feedback": ["summary"]}')$$,
    $$SELECT * FROM sen.plan_changes('ledger_block', '{"ehc_request": null}')$$,
    $$SELECT * FROM sen.changes('action', 0, 1)$$]) q;
SELECT is_empty($$SELECT c FROM sen.plan_changes('ledger_block', NULL) c WHERE c::text ~ 'SECRET'$$,
                'nor by the function that the views read');
RESET ROLE;
-- A tracked table of cases, and a policy on it.
SELECT sen.track('chg.ehc_request') \g /dev/null
INSERT INTO ehc_request (local_authority, request_ref, child_ref, received_on)
VALUES ('344', 'SECRET', 'SECRET', '2025-06-01');
SELECT pg_temp.entered('chg', '2025-07-12 11:00');
ALTER TABLE ehc_request ENABLE ROW LEVEL SECURITY;
SELECT pg_temp.sees(l, 'SELECT * FROM what_changed') FROM unnest('{reader,analyst}'::text[]) l;
ALTER TABLE ehc_request FORCE ROW LEVEL SECURITY;
SELECT pg_temp.sees(l, 'SELECT * FROM what_changed') FROM unnest('{owner,reader,analyst}'::text[]) l;
ALTER TABLE ehc_request NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;

-- Sealing papers before the next meeting empties nothing -------------------------------------------------------------
SELECT version FROM sen.seal('chg', 'Papers of September', 'm2') \g /dev/null
INSERT INTO moved SELECT max(block_id) FROM ledger_block;
SELECT results_eq('SELECT * FROM what_changed', 'SELECT * FROM seen',
                  'sealing papers before a meeting changes nothing');

-- A later correction, on 20 July: of what was entered since the meeting, and of the pack on an earlier day ------------
UPDATE attendance SET attendance = 'apologies' WHERE meeting_id = 'm1' AND post_id = 'icb';
UPDATE meeting SET minutes_sent_on = '2025-07-17' WHERE meeting_id = 'm1';
UPDATE meeting SET cancelled_on = '2025-07-19' WHERE meeting_id = 'm2';
UPDATE risk SET closed_on = '2025-07-19' WHERE risk_id = 'r2';
SELECT pg_temp.entered('chg', '2025-07-20 10:00');
SELECT results_eq('SELECT * FROM what_changed', 'SELECT * FROM seen',
                  'what is entered later is not in an earlier pack');
SET LOCAL sen_improvement.as_of = '2025-07-20';
SELECT results_eq($$SELECT concat_ws(' | ', w.kind, w.title, w.in_words, w.entered_on) FROM what_changed w
                    WHERE w.entered_on = '2025-07-20' OR w.title IN ('July', 'September')$$, $$VALUES
    ('new | July | attendance of 2 posts recorded | 07-12-2025'),
    ('new | September | 2 posts invited, the last on 12 July 2025'),
    ('changed | September | day planned went from 11 September 2025 to 18 September 2025 | 07-12-2025'),
    ('done | July | minutes sent on 17 July 2025 | 07-20-2025'),
    ('done | Data arrive late | closed on 19 July 2025 | 07-20-2025'),
    ('removed | September | cancelled on 19 July 2025 | 07-20-2025'),
    ('corrected | July | day the papers were sent: 3 July 2025, entered after the fact | 07-12-2025'),
    ('corrected | July | Chief officer: attendance: was present, and is now apologies | 07-20-2025')$$,
    'attendance that is recorded otherwise later is a correction, on the day that it is');

-- No log, and how to have one ----------------------------------------------------------------------------------------
SET LOCAL ROLE chg_owner;
SELECT sen.untrack('chg.risk') \g /dev/null
SELECT sen.untrack('chg.action') \g /dev/null
PREPARE log_says AS SELECT c.in_words FROM corrections c WHERE c.subject = 'The log';
SELECT results_eq('EXECUTE log_says', $$VALUES ('No log is kept of actions, risks, so that changes there '
    'cannot be shown. '
    'The owner of the programme has them kept from then on with sen.track, a table at a time, such as '
    'SELECT sen.track(''chg.action'')')$$, 'tables that are not tracked are named, with what to do');
SELECT sen.track('chg.action') \g /dev/null
SELECT results_eq('EXECUTE log_says', $$VALUES ('No log is kept of risks, so that changes there cannot be shown. '
    'The owner of the programme has them kept from then on with SELECT sen.track(''chg.risk'')')$$, 'and it helps');
SELECT sen.track('chg.risk') \g /dev/null
SELECT is_empty('EXECUTE log_says', 'when all are tracked nothing is said');
SELECT sen.untrack(format('chg.%I', r.record_table)::regclass) FROM sen.recorded_tables() r \g /dev/null
SELECT matches((SELECT in_words FROM corrections WHERE subject = 'The log'), '^No log is kept of anything, so that ',
               'an untracked programme says so');
SELECT sen.track(format('chg.%I', r.record_table)::regclass) FROM sen.recorded_tables() r \g /dev/null
RESET ROLE;
-- Rows changed past the log.
ALTER TABLE partner DISABLE TRIGGER sen_track;
INSERT INTO partner VALUES ('past', 'Past the log', 'health');
ALTER TABLE partner ENABLE ALWAYS TRIGGER sen_track;
UPDATE partner SET name = 'Behind it' WHERE partner_id = 'past';
SELECT pg_temp.entered('chg', '2025-07-20 12:00');
SELECT matches((SELECT c.title || ' ' || c.what || ': ' || c.in_words FROM corrections c WHERE c.subject = 'The log'),
               '^Changes of partners cannot be shown: .*sen.track', 'and one that cannot be followed');

-- A log that begins after the meeting: what was loaded then is no correction -----------------------------------------
SET LOCAL ROLE chg_owner;
SELECT sen.create_programme('chg_new') \g /dev/null
SET LOCAL search_path = chg_new, public;
INSERT INTO meeting (meeting_id, title, planned_on, held_on, source)
VALUES ('m', 'July', '2025-07-10', '2025-07-10', 's');
INSERT INTO risk (risk_id, title, opened_on) VALUES ('r', 'Old', '2025-06-01');
INSERT INTO partner VALUES ('council', 'Wirral Council', 'local government');
RESET ROLE;
DELETE FROM moved WHERE block_id > 0;
SELECT pg_temp.entered('chg_new', '2025-07-12 10:00');
SET LOCAL sen_improvement.as_of = '2025-07-15';
SELECT results_eq($$SELECT concat_ws(' | ', kind, title, in_words) FROM what_changed$$, $$VALUES
    ('corrected | Corrections | cannot be shown: The log begins on 12 July 2025, after the last meeting on 10 '
     'July 2025: '
     'what was entered by then is taken as it was first entered')$$, 'says that it cannot be shown, and no more');
UPDATE risk SET opened_on = '2025-06-02';
INSERT INTO evidence (evidence_id, kind, title, dated_on) VALUES ('old', 'data', 'Old letter', '2025-06-01');
SELECT pg_temp.entered('chg_new', '2025-07-14 10:00');
SELECT is_empty('SELECT * FROM entered_late', 'until a meeting is held under the log nothing is late');
SELECT results_eq($$SELECT title, what, in_words FROM corrections WHERE subject = 'Risks'$$,
    $$VALUES ('Old', 'day opened', 'was 1 June 2025, and is now 2 June 2025')$$, 'but what the log knows is shown');
-- A value that was loaded with the log, and set back after a meeting, counts from the day on which it was loaded.
INSERT INTO meeting (meeting_id, title, planned_on, held_on, source)
VALUES ('m2', 'Extra', '2025-07-13', '2025-07-13', 's');
UPDATE meeting SET held_on = '2025-07-09' WHERE meeting_id = 'm';
UPDATE meeting SET held_on = '2025-07-10' WHERE meeting_id = 'm';
-- What goes out in advance is late on the day of the meeting, minutes are not.
UPDATE meeting SET papers_sent_on = '2025-07-13', minutes_sent_on = '2025-07-13' WHERE meeting_id = 'm2';
SELECT pg_temp.entered('chg_new', '2025-07-14 11:00');
SELECT results_eq($$SELECT l.column_name FROM entered_late l WHERE l.key ->> 'meeting_id' = 'm2' ORDER BY 1$$,
                  $$VALUES ('papers_sent_on')$$, 'papers that were sent on the day of their meeting are late');
-- A value that is entered again counts from the first time.
UPDATE meeting SET papers_sent_on = '2025-07-12' WHERE meeting_id = 'm2';
UPDATE meeting SET papers_sent_on = '2025-07-13' WHERE meeting_id = 'm2';
SELECT pg_temp.entered('chg_new', '2025-07-15 11:00');
SELECT results_eq($$SELECT l.value || ' on ' || l.entered_on FROM entered_late l
                    WHERE l.key ->> 'meeting_id' = 'm2' ORDER BY 1$$,
                  $$VALUES ('2025-07-12 on 07-15-2025'), ('2025-07-13 on 07-14-2025')$$, 'by the first time');
SELECT is((SELECT string_agg(l.value, ', ') FROM entered_late l WHERE l.column_name = 'held_on'
           AND l.key ->> 'meeting_id' = 'm'), '2025-07-09', 'what was loaded, and set back, is not late');
SELECT * FROM finish();
ROLLBACK;
