-- First agreed and current: how often days, targets, baselines and owners were moved, by how much, by whom, for which
-- meeting; on the days before, between and after; and what is said where the log does not know.
\set QUIET 1
\set ON_ERROR_STOP 1
\pset format unaligned
\pset tuples_only on
\pset pager off
BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL datestyle = 'German, DMY';
SELECT no_plan();
\set programme slipped
\ir ../fixtures/ready_programme.sql
SELECT set_config('search_path', 'slipped, ' || current_setting('search_path'), true) AS path \gset
SET LOCAL sen_improvement.meeting = 'b1';
INSERT INTO partner VALUES ('council', 'Council', 'local government');
INSERT INTO post (post_id, partner_id, title)
VALUES ('dcs', 'council', 'Director of Children''s Services'), ('send', 'council', 'Head of SEND');
INSERT INTO meeting (meeting_id, title, planned_on, held_on, source)
VALUES ('b1', 'Board of January', '2025-01-20', '2025-01-20', 's'), ('b2', 'Board of March', '2025-03-10',
       '2025-03-10', 's'), ('b3', 'Board of June', '2025-06-10', NULL, 's');
INSERT INTO objective (objective_id, plan, title, agreed_on) VALUES ('O1', 'Plan', 'Objective', '2024-01-01');

INSERT INTO action (action_id, objective_id, title, owner_post, agreed_on, due_on)
VALUES ('A1', 'O1', 'Contact each waiting family', 'dcs', '2024-12-01', '2024-09-01'::date + 365),
       ('A2', 'O1', 'Unmoved', 'send', '2024-12-01', '2025-12-31'), ('A3', 'O1', 'Nearer', 'send', '2024-12-01',
       '2025-12-31'), ('A4', 'O1', 'There and back', 'send', '2024-12-01', '2025-12-31'),
       ('A5', 'O1', 'No day yet', 'send', '2024-12-01', NULL), ('A6', 'O1', 'Entered anew', 'send', '2024-12-01',
       '2025-12-31');
INSERT INTO measure (measure_id, objective_id, title, unit, direction, baseline_on, baseline_value, target_on,
                     target_value, how_measured, every_months)
VALUES ('up', 'O1', 'Plans in time', 'percent', 'increase', '2024-01-31', 10, '2026-12-31', 75, 'counted', 3),
       ('down', 'O1', 'Families waiting', 'families', 'decrease', '2024-01-31', 1900, '2026-12-31', 1000, 'counted', 3);
INSERT INTO milestone (measure_id, due_on, value, title) VALUES ('up', '2025-06-30', 40, 'First step');
INSERT INTO risk (risk_id, title, owner_post, opened_on) VALUES ('R1', 'Risk', 'dcs', '2024-12-01');
INSERT INTO mitigation (risk_id, mitigation_number, what, owner_post, due_on)
VALUES ('R1', 1, 'Recruit', 'dcs', '2025-09-30');
SET LOCAL sen_improvement.meeting = 'b2';
UPDATE action SET due_on = '2026-01-31', owner_post = 'send' WHERE action_id = 'A1';
UPDATE action SET due_on = '2025-11-30' WHERE action_id = 'A3';
UPDATE action SET due_on = '2026-11-30' WHERE action_id = 'A4';
UPDATE action SET due_on = '2025-10-31' WHERE action_id = 'A5';
UPDATE measure SET target_value = 60 WHERE measure_id = 'up';
UPDATE measure SET target_value = 1200, baseline_value = 1950 WHERE measure_id = 'down';
UPDATE milestone SET due_on = '2025-07-31', value = 45;
SET LOCAL sen_improvement.meeting = 'b3';
UPDATE action SET due_on = '2026-06-28' WHERE action_id = 'A1';
UPDATE action SET due_on = '2025-12-31' WHERE action_id = 'A4';
UPDATE mitigation SET due_on = '2025-10-31', what = 'Recruit two';
UPDATE action SET title = 'Contact every waiting family' WHERE action_id = 'A1';
UPDATE measure SET title = 'Plans in 20 weeks' WHERE measure_id = 'up';
UPDATE objective SET owner_post = 'dcs';
UPDATE risk SET title = 'Greater risk', appetite = 6;
UPDATE post SET title = 'Director', attends_as = 'member' WHERE post_id = 'dcs';
UPDATE partner SET name = 'Wirral Council';
DELETE FROM action WHERE action_id = 'A6';
INSERT INTO action (action_id, objective_id, title, owner_post, agreed_on, due_on)
VALUES ('A6', 'O1', 'Entered anew', 'send', '2024-12-01', '2026-12-31');

CREATE VIEW pg_temp.told AS
SELECT kind || ' ' || id || ': ' || what AS subject, first_agreed, current, times_moved, days_moved, moved_by_value,
       is_easier, last_moved_on, last_moved_at FROM slippage WHERE times_moved > 0;
SET LOCAL sen_improvement.as_of = '2026-06-16';
SELECT results_eq('SELECT * FROM pg_temp.told', $$VALUES
    ('action A1: due day', '1 September 2025', '28 June 2026', 2::bigint, 300, NULL::numeric, false, date '2025-06-10',
     'Board of June'),
    ('action A1: owner', 'Director', 'Head of SEND', 1, NULL, NULL, false, '2025-03-10',
     'Board of March'),
    ('action A3: due day', '31 December 2025', '30 November 2025', 1, -31, NULL, false, '2025-03-10', 'Board of March'),
    ('action A4: due day', '31 December 2025', '31 December 2025', 2, 0, NULL, false, '2025-06-10', 'Board of June'),
    ('action A6: due day', '31 December 2025', '31 December 2026', 1, 365, NULL, false, '2025-06-10', 'Board of June'),
    ('milestone up: due day', '30 June 2025', '31 July 2025', 1, 31, NULL, false, '2025-03-10', 'Board of March'),
    ('milestone up: value', '40%', '45%', 1, NULL, 5, false, '2025-03-10', 'Board of March'),
    ('measure down: target', '1,000 families', '1,200 families', 1, NULL, 200, true, '2025-03-10', 'Board of March'),
    ('measure down: baseline', '1,900 families', '1,950 families', 1, NULL, 50, false, '2025-03-10', 'Board of March'),
    ('measure up: target', '75%', '60%', 1, NULL, -15, true, '2025-03-10', 'Board of March'),
    ('mitigation R1, 1: due day', '30 September 2025', '31 October 2025', 1, 31, NULL, false, '2025-06-10',
     'Board of June')$$, 'what was moved, in the end');
SELECT results_eq($$SELECT id || ' ' || what, replace(in_words, 'the owner of the programme', 'R') FROM slippage
                    WHERE times_moved > 0 AND kind IN ('action', 'measure')$$, $$VALUES
    ('A1 due day', 'moved by 300 days from 1 September 2025 to 28 June 2026; changed 2 times, last on 10 June 2025 by '
                   'R, for Board of June'),
    ('A1 owner', 'from Director to Head of SEND; on 10 March 2025 by R, for Board of March'),
    ('A3 due day', 'brought forward by 31 days from 31 December 2025 to 30 November 2025; on 10 March 2025 by R, for '
                   'Board of March'),
    ('A4 due day', 'back to 31 December 2025, as first agreed; changed 2 times, last on 10 June 2025 by R, for '
                   'Board of June'),
    ('A6 due day', 'moved by 365 days from 31 December 2025 to 31 December 2026; on 10 June 2025 by R, for Board '
                   'of June'),
    ('down target', 'raised from 1,000 families to 1,200 families, which is easier to reach; on 10 March 2025 by R, '
                    'for Board of March'),
    ('down baseline', 'raised from 1,900 families to 1,950 families; on 10 March 2025 by R, for Board of March'),
    ('up target', 'lowered from 75% to 60%, which is easier to reach; on 10 March 2025 by R, for Board of March')$$,
    'in words');
SELECT is((SELECT in_words FROM slippage WHERE id = 'A2' AND what = 'due day'), '31 December 2025, as first agreed',
          'and what was not');
SELECT is((SELECT in_words FROM slippage WHERE id = 'A5' AND what = 'due day'), '31 October 2025, as first agreed',
          'a first day is no move');

-- An action, on the days around its day.
SELECT is((SELECT due_in_words FROM action_status WHERE action_id = 'A1'),
          '12 days to go, moved by 300 days from 1 September 2025', 'an action whose day was moved is not on time');
SELECT is((SELECT string_agg(action_id || ' ' || due_in_words, '; ' ORDER BY action_id) FROM action_status
           WHERE action_id > 'A1'),
          'A2 167 days overdue; A3 198 days overdue, brought forward by 31 days from 31 December 2025; '
          'A4 167 days overdue; A5 228 days overdue; A6 198 days to go, moved by 365 days from 31 December 2025',
          'the others');
SET LOCAL sen_improvement.as_of = '2026-06-28';
SELECT is((SELECT due_in_words FROM action_status WHERE action_id = 'A1'),
          'due today, moved by 300 days from 1 September 2025', 'on the day');
SET LOCAL sen_improvement.as_of = '2026-06-29';
SELECT is((SELECT due_in_words FROM action_status WHERE action_id = 'A1'),
          '1 day overdue, moved by 300 days from 1 September 2025', 'after it');
UPDATE action SET done_on = '2026-06-29' WHERE action_id = 'A1';
SELECT is((SELECT due_in_words FROM action_status WHERE action_id = 'A1'),
          'done on 29 June 2026, 1 day late, moved by 300 days from 1 September 2025', 'done');
SELECT is((SELECT in_words FROM mitigation_plan),
          '241 days overdue (due 31 October 2025), moved by 31 days from 30 September 2025', 'a mitigation');

-- As on a past day: what had been agreed by then.
CREATE VIEW pg_temp.then_row AS
SELECT (SELECT concat_ws(', ', a.title, a.owner, a.due_on - date '2025-01-01') FROM action_status a
        WHERE a.action_id = 'A1') AS action,
       (SELECT concat_ws(', ', d.title, d.target_value, d.next_milestone_on - date '2025-01-01',
                         d.next_milestone_value)
        FROM dashboard d WHERE d.measure_id = 'up') AS measure,
       (SELECT concat_ws(', ', r.title, r.owner, r.appetite) FROM risk_register r) AS risk,
       (SELECT concat_ws(', ', m.what, m.owner, m.due_on - date '2025-01-01') FROM mitigation_plan m) AS mitigation,
       (SELECT o.owner FROM objective_status o) AS objective;
SET LOCAL sen_improvement.as_of = '2025-06-10';
SELECT results_eq('TABLE pg_temp.then_row', $$VALUES ('Contact every waiting family, Head of SEND, 543',
    'Plans in 20 weeks, 60, 211, 45', 'Greater risk, Director, 6', 'Recruit two, Director, 303', 'Director')$$,
    'a view of the day of the third meeting has what was agreed there');
SET LOCAL sen_improvement.as_of = '2025-06-09';
SELECT results_eq('TABLE pg_temp.then_row', $$VALUES ('Contact each waiting family, Head of SEND, 395',
    'Plans in time, 60, 211, 45', 'Risk, Director of Children''s Services',
    'Recruit, Director of Children''s Services, 272', NULL)$$, 'one of the day before what was agreed before');
SET LOCAL sen_improvement.as_of = '2025-03-09';
SELECT results_eq('TABLE pg_temp.then_row', $$VALUES (
    'Contact each waiting family, Director of Children''s Services, 243', 'Plans in time, 75, 180, 40',
    'Risk, Director of Children''s Services', 'Recruit, Director of Children''s Services, 272', NULL)$$,
    'and before the second meeting what was agreed first');
SELECT is((SELECT string_agg(p.attends_as || ' ' || n.name, ', ') FROM post_on_day p
           JOIN partner_on_day n USING (partner_id)
           WHERE p.post_id = 'dcs'), 'none Council', 'who is a member, too');
SELECT is((SELECT count(*) FROM (SELECT * FROM action_on_day EXCEPT SELECT * FROM action) x), 4::bigint,
          'four actions differ then, of which one was deleted since and entered anew');
SET LOCAL sen_improvement.as_of = '';
SELECT is((SELECT count(*) FROM (SELECT * FROM action_on_day EXCEPT SELECT * FROM action) x), 0::bigint,
          'and none today');
SET LOCAL sen_improvement.as_of = '2025-06-09';
SELECT results_eq('SELECT subject, current, days_moved FROM pg_temp.told WHERE subject LIKE ''action A%due day''',
    $$VALUES ('action A1: due day', '31 January 2026', 152), ('action A3: due day', '30 November 2025', -31),
             ('action A4: due day', '30 November 2026', 334)$$, 'the day before the third meeting');
SET LOCAL sen_improvement.as_of = '2025-03-09';
SELECT is_empty('SELECT * FROM pg_temp.told', 'before the second meeting nothing had been moved');
SELECT is((SELECT concat_ws('; ', first_agreed, current, in_words) FROM slippage WHERE id = 'up' AND what = 'target'),
          '75%; 75%; 75%, as first agreed', 'and a target was what it was then');
SELECT is((SELECT in_words FROM slippage WHERE id = 'A5' AND what = 'due day'), 'none was agreed', 'or was not yet');
SET LOCAL sen_improvement.as_of = '2025-01-19';
SELECT is((SELECT in_words FROM slippage WHERE id = 'A2' AND what = 'due day'),
          '31 December 2025; what it was then is not known: the log has it from 20 January 2025',
          'before the log has it, it says so');

-- By the version, where the entry names no meeting; and of a programme that is not tracked.
SET LOCAL sen_improvement.as_of = '';
SET LOCAL sen_improvement.meeting = '';
UPDATE risk SET owner_post = 'send';
SELECT count(*) FROM sen.seal('slipped', 'Papers of June', 'b3') \g /dev/null
UPDATE objective SET owner_post = 'dcs';
SELECT is((SELECT concat_ws(', ', last_moved_at, last_moved_on = current_date) FROM slippage WHERE kind = 'risk'),
          'Board of June, t', 'the meeting is then that with which the version was sealed');
-- What was deleted for the Board of June was there until then, as it was; what it served was another area.
SET LOCAL sen_improvement.as_of = '';
INSERT INTO notice (notice_id, title, issued_by, issued_to, issued_on, source)
VALUES ('n', 'Notice', 'DfE', 'Council', '2025-01-10', 's');
INSERT INTO area (notice_id, area_number, kind, title) VALUES ('n', 1, 'priority action', 'One'),
       ('n', 2, 'priority action', 'Two');
SET LOCAL sen_improvement.meeting = 'b1';
INSERT INTO objective_area VALUES ('O1', 'n', 1);
INSERT INTO action (action_id, objective_id, title, owner_post, agreed_on, due_on)
VALUES ('D1', 'O1', 'Deleted', 'dcs', '2024-12-01', '2025-09-30'), ('D2', 'O1', 'Of short life', 'dcs', '2024-12-01',
       '2025-09-30');
INSERT INTO risk (risk_id, title, owner_post, opened_on) VALUES ('D', 'Deleted risk', 'dcs', '2024-12-01');
INSERT INTO mitigation (risk_id, mitigation_number, what, owner_post, due_on)
VALUES ('D', 1, 'Deleted mitigation', 'dcs', '2025-09-30');
INSERT INTO milestone (measure_id, due_on, value, title) VALUES ('up', '2025-08-31', 50, 'Deleted step');
INSERT INTO partner VALUES ('icb', 'ICB', 'health');
INSERT INTO contribution VALUES ('D1', 'icb', 'A therapist');
INSERT INTO budget (objective_id, year_from, planned) VALUES ('O1', '2024-04-01', 100);
INSERT INTO log_entry (meeting_id, entered_on, action_id, delivery_status, needs_more_from)
VALUES ('b1', '2025-01-20', 'D1', 'on track', 'icb');
INSERT INTO measurement (measure_id, period_to, value) VALUES ('down', '2025-01-31', 1800);
INSERT INTO risk_assessment (risk_id, assessed_on, inherent_likelihood, inherent_impact, current_likelihood,
                             current_impact) VALUES ('R1', '2025-01-15', 5, 4, 4, 3);
INSERT INTO attendance VALUES ('b1', 'dcs', 'deputy'), ('b1', 'send', 'present');
INSERT INTO invitation VALUES ('b1', 'dcs', '2025-01-06');
INSERT INTO decision (put_on, meeting_id, what, outcome) VALUES ('2025-01-10', 'b1', 'Agree it', 'approved');
INSERT INTO escalation (raised_on, what, escalated_to) VALUES ('2025-01-20', 'No room', 'dcs');
INSERT INTO commentary (measure_id, written_on, written_by, figure_on, why, what_is_done)
VALUES ('down', '2025-02-10', 'dcs', '2025-01-31', 'Few', 'More');
INSERT INTO evidence (evidence_id, kind, title, dated_on) VALUES ('gone', 'data', 'Deleted letter', '2025-01-15');
INSERT INTO feedback (received_on, from_whom, channel, respondents, tone, summary)
VALUES ('2025-01-15', 'schools', 'survey', 40, 'mixed', 'Deleted words');
INSERT INTO adviser_update (post_id, given_on, notice_id, area_number, finding, summary)
VALUES ('send', '2025-01-16', 'n', 1, 'concern', 'Deleted advice');
INSERT INTO area_status VALUES ('n', 1, '2025-01-12', 'closed', 's');
INSERT INTO review (review_id, notice_id, kind, held_on, source) VALUES ('v', 'n', 'stocktake', '2025-01-18', 's');
INSERT INTO requirement (notice_id, paragraph, position, heading, kind, asks)
VALUES ('n', '10(a)', 1, 'h', 'expectation', 'Progress.');
INSERT INTO own_judgement VALUES ('v', 'n', '10(a)', '2025-01-17', 'dcs', 'Some progress', NULL);
INSERT INTO measurement (measure_id, period_to, numerator, denominator) VALUES ('up', '2025-01-31', 1, 4);
SET LOCAL sen_improvement.meeting = 'b2';
INSERT INTO contribution VALUES ('D2', 'icb', 'A room'), ('A2', 'icb', 'A nurse');
INSERT INTO budget (objective_id, year_from, planned) VALUES ('O1', '2023-04-01', 50);
UPDATE budget SET planned = 200, spent = 20, spent_to = '2025-02-28' WHERE year_from = '2024-04-01';
INSERT INTO log_entry (meeting_id, entered_on, action_id, delivery_status)
VALUES ('b2', '2025-03-10', 'D1', 'at risk'), ('b2', '2025-01-05', 'D2', 'at risk');
INSERT INTO action (action_id, objective_id, title, owner_post, agreed_on, due_on)
VALUES ('D3', 'O1', 'Came and went', 'dcs', '2024-12-01', '2025-09-30');
UPDATE action SET due_on = '2025-10-31', title = 'Deleted, later' WHERE action_id = 'D1';
DELETE FROM objective_area; INSERT INTO objective_area VALUES ('O1', 'n', 2);
SET LOCAL sen_improvement.meeting = 'b3';
DELETE FROM contribution WHERE action_id LIKE 'D%';
DELETE FROM log_entry WHERE action_id LIKE 'D%';
DELETE FROM budget;
DELETE FROM action WHERE action_id LIKE 'D%';
DELETE FROM mitigation WHERE risk_id = 'D'; DELETE FROM risk WHERE risk_id = 'D';
DELETE FROM milestone WHERE title = 'Deleted step';
DELETE FROM measurement WHERE measure_id = 'down'; DELETE FROM risk_assessment;
DELETE FROM attendance WHERE post_id = 'dcs';
DELETE FROM attendance WHERE post_id = 'send'; INSERT INTO attendance VALUES ('b1', 'send', 'absent');
DELETE FROM invitation; DELETE FROM decision; DELETE FROM escalation; DELETE FROM commentary;
DELETE FROM evidence; DELETE FROM feedback; DELETE FROM adviser_update; DELETE FROM area_status;
UPDATE own_judgement SET judged_on = '2025-06-09', judged_by = 'send', judgement = 'Much progress';
UPDATE measurement SET numerator = 3, denominator = 5;
SET LOCAL sen_improvement.meeting = '';
CREATE VIEW pg_temp.records AS
SELECT (SELECT d.latest_value FROM dashboard d WHERE d.measure_id = 'down') AS figure,
       (SELECT r.current_score::integer FROM risk_register r WHERE r.risk_id = 'R1') AS score,
       (SELECT string_agg(a.post_id || ' ' || a.in_words, ', ' ORDER BY a.post_id) FROM attendance_by_post a
        WHERE a.at_last_meeting IS NOT NULL) AS came,
       (SELECT string_agg(b.what || ' ' || b.state, ', ') FROM board_decisions b) AS decisions,
       (SELECT string_agg(e.what, ', ') FROM open_escalations e) AS escalations,
       (SELECT count(*) FROM invitation_on_day) AS invitations,
       (SELECT string_agg(k.why, ', ') FROM commentary_on_day k) AS commentary;
CREATE VIEW pg_temp.cases AS
SELECT (SELECT string_agg(e.title, ', ') FROM evidence_on_day e) AS evidence,
       (SELECT string_agg(concat_ws(', ', f.from_whom, f.in_words, f.said), '; ') FROM feedback_by_theme f) AS feedback,
       (SELECT string_agg(concat_ws(', ', a.adviser, a.finding, a.summary), '; ') FROM adviser_findings a) AS advice,
       (SELECT n.status FROM area_status_now n WHERE n.area_number = 1) AS area,
       (SELECT concat_ws(', ', j.judged_by, j.judgement) FROM own_judgement_on_day j
        WHERE j.judged_on <= sen.today()) AS judged,
       (SELECT x.numerator || ' of ' || x.denominator FROM measurement_on_day x WHERE x.measure_id = 'up') AS figure;
CREATE VIEW pg_temp.there AS
SELECT string_agg(action_id || ' ' || title || ', ' || due_on, '; ' ORDER BY action_id) AS actions,
       (SELECT string_agg(areas, '; ' ORDER BY areas) FROM objective_status) AS areas,
       (SELECT string_agg(what, '; ') FROM mitigation_plan WHERE risk_id = 'D') AS mitigations,
       (SELECT string_agg(title, '; ') FROM risk_register WHERE risk_id = 'D') AS risks,
       (SELECT string_agg(milestone, '; ') FROM milestone_status WHERE due_on = '2025-08-31') AS milestones,
       string_agg(action_id || ' ' || delivery_status, '; ' ORDER BY action_id) AS statuses,
       (SELECT contributes_to || ', ' || asked_for_more FROM contribution_gaps
        WHERE partner_id = 'icb') AS contributions,
       (SELECT string_agg(year || ' ' || in_words, '; ' ORDER BY year) FROM objective_money) AS money
FROM action_status WHERE action_id LIKE 'D%';
SET LOCAL sen_improvement.as_of = '2025-03-09';
SELECT results_eq('SELECT * FROM pg_temp.there',
                  $$VALUES ('D1 Deleted, 30.09.2025; D2 Of short life, 30.09.2025', 'n area 1: One',
                            'Deleted mitigation', 'Deleted risk', 'Deleted step', 'D1 on track', '1, 1',
                            '2024-25 100 pounds planned, what was spent is not recorded')$$,
                  'as before the Board of March');
SET LOCAL sen_improvement.as_of = '2025-03-10';
SELECT results_eq('SELECT * FROM pg_temp.there',
                  $$VALUES ('D1 Deleted, later, 31.10.2025; D2 Of short life, 30.09.2025; D3 Came and went, 30.09.2025',
                            'n area 2: Two', 'Deleted mitigation', 'Deleted risk', 'Deleted step',
                            'D1 at risk; D2 at risk', '3, 0',
                            '2023-24 50 pounds planned, what was spent is not recorded; '
                            '2024-25 200 pounds planned, 20 pounds spent by 28 February 2025 (10%)')$$,
                  'as after it');
SET LOCAL sen_improvement.as_of = '2025-06-10';
SELECT results_eq('SELECT * FROM pg_temp.there',
                  $$VALUES (NULL::text, 'n area 2: Two', NULL::text, NULL::text, NULL::text, NULL::text, '1, 0',
                            NULL::text)$$,
                  'and as after the Board of June');
SELECT is((SELECT count(*) FROM sen.deleted_later('ledger_block', 'action', NULL::jsonb)), 0::bigint,
          'nothing was deleted since');
SELECT results_eq('SELECT * FROM pg_temp.cases', $$VALUES (NULL::text, NULL::text, NULL::text, NULL::text,
                  'send, Much progress', '3 of 5')$$, 'what is said and judged after it');
SELECT results_eq('SELECT * FROM pg_temp.records', $$VALUES (NULL::numeric, NULL::integer, NULL::text, NULL::text,
                  NULL::text, 0::bigint, NULL::text)$$, 'nor are records that were deleted for it');
SET LOCAL sen_improvement.as_of = '2025-03-09';
-- What was deleted and entered anew under its key is as it was, too.
SELECT results_eq('SELECT * FROM pg_temp.records', $$VALUES (1800::numeric, 12, 'dcs sent a deputy, send present',
                  'Agree it decided', 'No room', 1::bigint, 'Few')$$, 'which a view of the day before has');
SELECT results_eq('SELECT * FROM pg_temp.cases', $$VALUES ('Deleted letter',
                  'schools, 1 mixed, The words of 1 piece are not shown: too few people said them, or nobody knows '
                  'how many.', 'Head of SEND, concern, What it said has been deleted since.', 'closed',
                  'dcs, Some progress', '1 of 4')$$,
                  'also what was said and judged, but no words that are gone; and figures before their correction');
SAVEPOINT corrected;
-- What was corrected or moved for the Board of June is on the day before as it was known; what was filled in is there.
SET LOCAL sen_improvement.as_of = '';
SET LOCAL sen_improvement.meeting = 'b1';
INSERT INTO meeting (meeting_id, title, planned_on, source) VALUES ('b4', 'Board of July', '2025-07-08', 's');
INSERT INTO notice (notice_id, title, issued_by, issued_to, issued_on, source)
VALUES ('n2', 'Notice', 'DfE', 'Council', '2025-01-11', 's');
INSERT INTO area (notice_id, area_number, kind, title) VALUES ('n2', 1, 'priority action', 'One');
INSERT INTO review (review_id, notice_id, kind, planned_from, planned_to, source)
VALUES ('v2', 'n', 'stocktake', '2025-07-01', '2025-07-31', 's');
INSERT INTO next_step VALUES ('v', 1, 'Hire one'), ('v', 2, 'Train');
INSERT INTO next_step_measure (review_id, step_number, measure_id) VALUES ('v', 1, 'up');
INSERT INTO next_step_action (review_id, step_number, action_id) VALUES ('v', 1, 'A2');
INSERT INTO next_step_area (review_id, step_number, notice_id, area_number) VALUES ('v', 1, 'n', 1);
INSERT INTO review_attendance VALUES ('v', 'dcs', 'present');
INSERT INTO review_covers (review_id, topic) SELECT 'v', min(topic) FROM review_topic;
INSERT INTO evidence (evidence_id, kind, title, dated_on)
VALUES ('e', 'data', 'Letter', '2025-01-15'), ('e2', 'data', 'Survey', '2025-01-15');
INSERT INTO budget (objective_id, year_from, planned) VALUES ('O1', '2021-04-01', 8);
INSERT INTO evidence_requirement VALUES ('e', 'n', '10(a)');
INSERT INTO attendance VALUES ('b2', 'dcs', 'present');
INSERT INTO invitation VALUES ('b2', 'dcs', '2025-02-24');
INSERT INTO decision (put_on, meeting_id, what, outcome) VALUES ('2025-01-10', 'b1', 'Agree it', 'approved'),
       ('2025-01-11', 'b4', 'Fund it', NULL), ('2025-01-12', 'b1', 'Note it', NULL);
INSERT INTO log_entry (meeting_id, entered_on, action_id, delivery_status)
VALUES ('b1', '2025-01-20', 'A2', 'on track');
INSERT INTO risk_assessment (risk_id, assessed_on, inherent_likelihood, inherent_impact, current_likelihood,
                             current_impact) VALUES ('R1', '2025-01-16', 5, 4, 4, 3);
INSERT INTO measurement (measure_id, period_to, value) VALUES ('down', '2025-02-28', 1700);
INSERT INTO escalation (raised_on, what, escalated_to) VALUES ('2025-01-20', 'No van', 'dcs');
INSERT INTO commentary (measure_id, written_on, written_by, figure_on, why, what_is_done)
VALUES ('down', '2025-03-05', 'dcs', '2025-02-28', 'Few', 'More');
INSERT INTO feedback (received_on, from_whom, channel, respondents, tone, summary)
VALUES ('2025-01-15', 'schools', 'survey', 40, 'mixed', 'Words');
INSERT INTO adviser_update (post_id, given_on, notice_id, finding, summary)
VALUES ('send', '2025-01-16', 'n', 'concern', 'Words');
INSERT INTO area_status VALUES ('n', 1, '2025-01-13', 'active', 's');
UPDATE action SET done_on = '2025-01-15' WHERE action_id = 'A3';
SET LOCAL sen_improvement.meeting = 'b3';
UPDATE meeting SET title = 'Board of August', planned_on = '2025-08-12', papers_sent_on = '2025-02-01'
WHERE meeting_id = 'b4';
INSERT INTO meeting (meeting_id, title, planned_on, held_on, source)
VALUES ('b5', 'Extra', '2025-03-20', NULL, 's'), ('b6', 'Forgotten', '2025-02-20', '2025-02-20', 's');
UPDATE review SET planned_from = '2025-08-01', planned_to = '2025-08-31' WHERE review_id = 'v2';
UPDATE review SET kind = 'deep dive' WHERE review_id = 'v';
INSERT INTO review (review_id, notice_id, kind, planned_from, source)
VALUES ('v3', 'n', 'diagnostic', '2025-09-01', 's');
UPDATE notice SET actions_due_on = '2026-08-31', title = 'Improvement Notice' WHERE notice_id = 'n2';
UPDATE requirement SET asks = 'Progress, part by part.', due_on = '2025-12-01';
UPDATE area SET title = 'Plans in time' WHERE notice_id = 'n2';
UPDATE next_step SET step = 'Hire two' WHERE step_number = 1;
INSERT INTO next_step_measure (review_id, step_number, measure_id) VALUES ('v', 2, 'down');
DELETE FROM next_step_measure WHERE step_number = 1;
DELETE FROM next_step_action;
DELETE FROM next_step_area;
INSERT INTO next_step_area (review_id, step_number, notice_id, area_number) VALUES ('v', 1, 'n', 2);
DELETE FROM evidence_requirement; DELETE FROM review_covers;
-- Of each table without a day of its own a row that came later.
INSERT INTO next_step_action (review_id, step_number, action_id) VALUES ('v', 2, 'A3');
INSERT INTO evidence_requirement VALUES ('e2', 'n', '10(a)');
INSERT INTO review_covers (review_id, topic) SELECT 'v', max(topic) FROM review_topic;
INSERT INTO budget (objective_id, year_from, planned) VALUES ('O1', '2022-04-01', 7);
UPDATE review_attendance SET attendance = 'apologies';
UPDATE attendance SET attendance = 'apologies' WHERE meeting_id = 'b2' AND post_id = 'dcs';
UPDATE invitation SET sent_on = '2025-03-03';
UPDATE decision SET outcome = 'refused' WHERE what = 'Agree it';
UPDATE decision SET outcome = 'noted' WHERE what = 'Note it';
UPDATE decision SET meeting_id = 'b3' WHERE what = 'Fund it';
UPDATE log_entry SET delivery_status = 'at risk', progress = 'Filled in' WHERE action_id = 'A2';
UPDATE risk_assessment SET current_likelihood = 5, reason = 'Filled in';
UPDATE measurement SET value = 1750 WHERE measure_id = 'down';
UPDATE escalation SET what = 'No bus', resolved_on = '2025-03-01';
UPDATE commentary SET why = 'None';
UPDATE evidence SET title = 'Report';
UPDATE feedback SET tone = 'negative';
UPDATE adviser_update SET finding = 'progress';
UPDATE area_status SET status = 'closed';
UPDATE action SET done_on = '2025-01-25' WHERE action_id = 'A3';
CREATE VIEW pg_temp.corrected AS
SELECT x.what, x.said FROM (VALUES
    ('meetings', (SELECT string_agg(concat_ws(' ', m.meeting_id, m.title, m.planned_on, m.papers_sent_on), '; '
                                    ORDER BY m.meeting_id) FROM meeting_on_day m WHERE m.meeting_id > 'b3')),
    ('the next', (SELECT max(c.next_meeting_id) FROM meeting_cycle c)),
    ('the last', (SELECT max(c.last_meeting_id) FROM meeting_cycle c)),
    ('reviews', (SELECT string_agg(concat_ws(' ', r.review_id, r.kind, r.planned_from), '; ' ORDER BY r.review_id)
                 FROM review_on_day r)),
    ('notice', (SELECT concat_ws(' ', n.title, n.actions_due_on) FROM notice_on_day n WHERE n.notice_id = 'n2')),
    ('paragraph', (SELECT concat_ws(' ', q.asks, q.due_on) FROM requirement_on_day q)),
    ('area', (SELECT a.title FROM area_on_day a WHERE a.notice_id = 'n2')),
    ('steps', (SELECT string_agg(s.step || coalesce(' ' || z.measure_id, ''), '; ' ORDER BY s.step_number)
               FROM next_step_on_day s LEFT JOIN next_step_measure_on_day z USING (review_id, step_number))),
    ('actions of steps', (SELECT string_agg(z.action_id, ' ') FROM next_step_action_on_day z)),
    ('areas of steps', (SELECT string_agg(z.area_number::text, ' ') FROM next_step_area_on_day z)),
    ('links', (SELECT string_agg(e.evidence_id, ' ') FROM evidence_requirement_on_day e)),
    ('topics', (SELECT count(*)::text FROM review_covers_on_day)),
    ('money', (SELECT string_agg(b.planned::text, ' ' ORDER BY b.year_from) FROM budget_on_day b
               WHERE b.year_from < '2023-01-01')),
    ('at the review', (SELECT r.attendance FROM review_attendance_on_day r)),
    ('at the Board', (SELECT a.attendance FROM attendance_on_day a WHERE a.post_id = 'dcs' AND a.meeting_id = 'b2')),
    ('invited', (SELECT i.sent_on::text FROM invitation_on_day i WHERE i.meeting_id = 'b2')),
    ('decisions', (SELECT string_agg(concat_ws(' ', d.what, d.meeting_id, d.outcome), '; ' ORDER BY d.put_on)
                   FROM decision_on_day d WHERE d.decision_id IN (SELECT decision_id FROM decision))),
    ('status', (SELECT concat_ws(' ', a.delivery_status, l.progress) FROM action_status a
                JOIN log_entry_on_day l USING (action_id) WHERE a.action_id = 'A2')),
    ('score', (SELECT concat_ws(' ', r.current_score, s.reason) FROM risk_register r
               JOIN risk_assessment_on_day s USING (risk_id) WHERE r.risk_id = 'R1' AND s.assessed_on = '2025-01-16')),
    ('figure', (SELECT d.latest_value::text FROM dashboard d WHERE d.measure_id = 'down')),
    ('escalated', (SELECT concat_ws(' ', e.what, e.resolved_on) FROM escalation_on_day e
                   JOIN escalation USING (escalation_id))),
    ('commentary', (SELECT k.why FROM commentary_on_day k JOIN commentary USING (measure_id, written_on))),
    ('evidence', (SELECT e.title FROM evidence_on_day e WHERE e.evidence_id = 'e')),
    ('feedback', (SELECT f.tone FROM feedback_on_day f JOIN feedback USING (feedback_id))),
    ('advice', (SELECT u.finding FROM adviser_update_on_day u JOIN adviser_update USING (adviser_update_id))),
    ('area stands', (SELECT s.status FROM area_status_on_day s JOIN area_status USING (notice_id, area_number, since))),
    ('done', (SELECT a.done_on::text FROM action_on_day a WHERE a.action_id = 'A3'))) x (what, said);
SET LOCAL sen_improvement.as_of = '2025-03-09';
SELECT results_eq('TABLE pg_temp.corrected', $$VALUES
    ('meetings', 'b4 Board of July 08.07.2025 01.02.2025; b6 Forgotten 20.02.2025'), ('the next', 'b2'),
    ('the last', 'b6'),
    ('reviews', 'v stocktake; v2 stocktake 01.07.2025'), ('notice', 'Notice'), ('paragraph', 'Progress.'),
    ('area', 'One'), ('steps', 'Hire one up; Train'), ('actions of steps', 'A2'), ('areas of steps', '1'),
    ('links', 'e'), ('topics', '1'), ('money', '8'), ('at the review', 'present'), ('at the Board', 'present'),
    ('invited', '24.02.2025'), ('decisions', 'Agree it b1 approved; Fund it b4; Note it b1 noted'),
    ('status', 'on track Filled in'), ('score', '12 Filled in'), ('figure', '1700'), ('escalated', 'No van 01.03.2025'),
    ('commentary', 'Few'), ('evidence', 'Letter'), ('feedback', 'mixed'), ('advice', 'concern'),
    ('area stands', 'active'), ('done', '15.01.2025')$$,
    'a past day has what was known on it, and what was filled in since');
SET LOCAL sen_improvement.as_of = '2025-06-10';
SELECT results_eq('TABLE pg_temp.corrected', $$VALUES
    ('meetings', 'b4 Board of August 12.08.2025 01.02.2025; b5 Extra 20.03.2025; b6 Forgotten 20.02.2025'),
    ('the next', 'b3'), ('the last', 'b2'),
    ('reviews', 'v deep dive; v2 stocktake 01.08.2025; v3 diagnostic 01.09.2025'),
    ('notice', 'Improvement Notice 31.08.2026'), ('paragraph', 'Progress, part by part. 01.12.2025'),
    ('area', 'Plans in time'), ('steps', 'Hire two; Train down'), ('actions of steps', 'A3'), ('areas of steps', '2'),
    ('links', 'e2'), ('topics', '1'), ('money', '8 7'), ('at the review', 'apologies'), ('at the Board', 'apologies'),
    ('invited', '03.03.2025'), ('decisions', 'Agree it b1 refused; Fund it b3; Note it b1 noted'),
    ('status', 'at risk Filled in'), ('score', '15 Filled in'), ('figure', '1750'), ('escalated', 'No bus 01.03.2025'),
    ('commentary', 'None'), ('evidence', 'Report'), ('feedback', 'negative'), ('advice', 'progress'),
    ('area stands', 'closed'), ('done', '25.01.2025')$$,
    'and the day of the correction what was corrected');
-- By whom the views of papers and reports stand: none that reads such a table names it rather than its view of the day.
SELECT is_empty($$
    SELECT p.file, r.name FROM sen.programme_part p
    CROSS JOIN LATERAL (SELECT DISTINCT left(c.relname, -7) AS name FROM pg_class c
                        WHERE c.relnamespace = 'slipped'::regnamespace AND c.relname ~ '_on_day$') r
    WHERE p.file ~ '^views/[34578]_' AND p.body !~ 'ledger_block' AND p.body ~ ('\m(FROM|JOIN) ' || r.name || '\M')$$,
    'views of papers read the plan and the records by what they were on the day');
SET LOCAL sen_improvement.as_of = '2025-03-09';
ROLLBACK TO SAVEPOINT corrected;
SET LOCAL sen_improvement.as_of = '';
SELECT sen.untrack('slipped.objective'), sen.untrack('slipped.action') \g /dev/null
UPDATE action SET due_on = '2027-01-31' WHERE action_id = 'A2';
SELECT is((SELECT in_words FROM slippage WHERE id = 'A2' AND what = 'due day'),
          'moved by 396 days from 31 December 2025 to 31 January 2027; the log does not say how',
          'a table that is not tracked any more has its current day');
UPDATE measure SET owner_post = 'dcs' WHERE measure_id = 'up';
UPDATE measure SET owner_post = NULL WHERE measure_id = 'up';
SELECT is((SELECT concat_ws(', ', times_moved, left(in_words, 26)) FROM slippage WHERE id = 'up' AND what = 'owner'),
          '1, taken away, from Director;', 'what was taken away was moved');
\set programme unlogged
\ir ../fixtures/ready_programme.sql
SELECT sen.untrack('unlogged.objective') \g /dev/null
INSERT INTO unlogged.objective (objective_id, plan, title, agreed_on) VALUES ('O1', 'Plan', 'Objective', '2024-01-01');
SELECT is((SELECT in_words FROM unlogged.slippage), 'none; the log has no record of it', 'one that never was says so');
-- Another programme of the session has a past of its own, also of an action of the same name.
INSERT INTO unlogged.partner SELECT * FROM slipped.partner;
INSERT INTO unlogged.post SELECT * FROM slipped.post WHERE post_id = 'dcs';
INSERT INTO unlogged.action (action_id, objective_id, title, owner_post, agreed_on, due_on)
VALUES ('A3', 'O1', 'Of another', 'dcs', '2024-12-01', '2026-05-05');
SET LOCAL sen_improvement.as_of = '2025-03-09';
SELECT is((SELECT due_on FROM slipped.action_on_day WHERE action_id = 'A3'), date '2025-12-31', 'an action on a day');
SELECT is((SELECT due_on FROM unlogged.action_on_day WHERE action_id = 'A3'), date '2026-05-05',
          'and the one of another programme');
SET LOCAL sen_improvement.as_of = '';
-- A reader of the papers reads it.
CREATE ROLE slip_reader;
SELECT sen.grant_access('slipped', 'slip_reader', 'reader') \g /dev/null
SET LOCAL ROLE slip_reader;
SELECT cmp_ok((SELECT count(*) FROM slippage WHERE times_moved > 0), '>', 5::bigint, 'readers see it');
SET LOCAL sen_improvement.as_of = '2025-03-09';
SELECT is((SELECT due_on FROM action_status WHERE action_id = 'A3'), date '2025-12-31', 'also what was then');
SELECT is((SELECT count(*) > 18 FROM sen.board_pack('slipped')), true, 'and the pack of that day');
RESET ROLE;
-- Level bi has the reports of that day, and by hand nothing else of what the plan said then.
CREATE ROLE slip_bi;
SELECT sen.grant_access('slipped', 'slip_bi', 'bi') \g /dev/null
CREATE FUNCTION pg_temp.rows_of(view text) RETURNS text[] LANGUAGE plpgsql AS $$
DECLARE r text[];
BEGIN
    EXECUTE format('SELECT array_agg(x::text ORDER BY x::text) FROM slipped_reports.%I x', view) INTO r;
    RETURN r;
END $$;
CREATE TEMPORARY TABLE of_owner AS
SELECT c.relname AS view, pg_temp.rows_of(c.relname) AS rows FROM pg_class c
WHERE c.relnamespace = 'slipped_reports'::regnamespace AND c.relkind = 'v';
CREATE TEMPORARY TABLE changed AS
SELECT l.*, l.log_table || '.' || l.column_name AS name FROM changed_later l WHERE l.column_name <> '';
GRANT SELECT ON of_owner, changed TO slip_bi;
SELECT 'ledger_block'::regclass::oid AS log \gset
CREATE FUNCTION pg_temp.told(log oid) RETURNS text LANGUAGE sql AS $$
SELECT string_agg(DISTINCT c.name, ' ' ORDER BY c.name) FROM changed c
WHERE sen.value_on_day(log::regclass, c.log_table, c.key_text, c.column_name, 'as it is now'::text)
      IS DISTINCT FROM 'as it is now' $$;
CREATE FUNCTION pg_temp.gone(log oid) RETURNS bigint LANGUAGE sql
RETURN (SELECT count(*) FROM sen.deleted_later(log::regclass, 'mitigation', NULL::mitigation));
SELECT is(pg_temp.told(:log), (SELECT string_agg(DISTINCT name, ' ' ORDER BY name) FROM changed),
          'who owns the log is told all');
SET LOCAL ROLE slip_bi;
SELECT is(pg_temp.rows_of(view), rows, 'bi has the rows of the owner: ' || view) FROM of_owner ORDER BY view;
SELECT is(string_agg(DISTINCT c.name, ' ' ORDER BY c.name), 'attendance.attendance attendance.post_id '
          'mitigation.due_on mitigation.what own_judgement.judged_by '
          'own_judgement.judged_on own_judgement.judgement post.attends_as',
          'and is not told what they do not rest on')
FROM changed c WHERE c.name <> ALL (string_to_array(pg_temp.told(:log), ' '));
SELECT matches(pg_temp.told(:log), 'action.due_on .*measure.target_value ', 'but what they do');
RESET ROLE;
SET LOCAL sen_improvement.meeting = 'b3';
DELETE FROM mitigation;
SELECT cmp_ok(pg_temp.gone(:log), '>', 0::bigint, 'who owns the log is told what is gone');
SET LOCAL ROLE slip_bi;
SELECT is(pg_temp.gone(:log), 0::bigint, 'bi is not told what was done about a risk');
RESET ROLE;
-- Who may read one view alone, and not the papers, is told that they may not, rather than something else.
CREATE ROLE slip_page;
GRANT USAGE ON SCHEMA slipped TO slip_page;
GRANT SELECT ON dashboard TO slip_page;
SET LOCAL ROLE slip_page;
SELECT throws_ok('SELECT title FROM dashboard', '42501', NULL, 'of a past day');
SET LOCAL sen_improvement.as_of = '';
SELECT lives_ok('SELECT title FROM dashboard', 'today it is as ever');
RESET ROLE;
SELECT * FROM finish();
ROLLBACK;
