-- Milestones: reached, missed by how much, reached late, next, and at risk, on the day before, on it and after it.
\set QUIET 1
\set ON_ERROR_STOP 1
\pset format unaligned
\pset tuples_only on
\pset pager off
BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL datestyle = 'ISO, YMD';
SELECT no_plan();
\set programme milestones
\ir ../fixtures/ready_programme.sql
SELECT set_config('search_path', 'milestones, ' || current_setting('search_path'), true) AS path \gset
INSERT INTO objective (objective_id, plan, title, agreed_on) VALUES ('O1', 'Plan', 'Objective', '2024-01-01');
INSERT INTO measure (measure_id, objective_id, title, unit, direction, baseline_on, baseline_value, target_on,
                     target_value, how_measured, every_months)
VALUES ('up', 'O1', 'Up', 'percent', 'increase', '2024-01-31', 10, '2026-12-31', 100, 'counted', 3),
       ('down', 'O1', 'Down', 'families', 'decrease', '2024-01-31', 900, '2026-12-31', 100, 'counted', 1),
       ('none', 'O1', 'None', 'weeks', 'decrease', '2024-01-31', 30, '2026-12-31', 20, 'counted', 12),
       ('unborn', 'O1', 'Not agreed yet', 'weeks', 'decrease', '2025-08-01', 30, '2026-12-31', 20, 'counted', 12);
INSERT INTO measurement (measure_id, period_to, value, reported_on)
VALUES ('up', '2024-06-30', 20, NULL), ('up', '2024-09-30', 30, '2025-06-30'), ('up', '2024-12-31', 25, NULL),
       ('up', '2025-03-31', 45, NULL), ('up', '2025-06-30', 99, '2025-07-15'),
       ('down', '2024-08-31', 700, NULL), ('down', '2024-10-31', 500, NULL);
INSERT INTO milestone (measure_id, due_on, value, title)
VALUES ('up', '2024-06-29', 15, NULL), ('up', '2024-06-30', 20, 'First'), ('up', '2024-12-31', 30, NULL),
       ('up', '2025-03-31', 50, NULL), ('up', '2025-06-30', 45, NULL), ('up', '2025-07-01', 46, NULL),
       ('up', '2025-12-31', 40, NULL),
       ('down', '2024-10-31', 500, NULL), ('down', '2024-12-31', 499, NULL), ('down', '2025-01-01', 450, NULL),
       ('down', '2025-07-31', 300, NULL),
       ('none', '2025-01-31', 25, NULL), ('none', '2025-09-30', 22, NULL), ('unborn', '2026-01-31', 25, NULL);

CREATE VIEW pg_temp.told AS
SELECT measure_id, due_on, state, figure_on, missed_by, reached_on, days_late, at_risk FROM milestone_status;
SET LOCAL sen_improvement.as_of = '2025-07-01';
SELECT results_eq('SELECT * FROM pg_temp.told', $$VALUES
    ('down', date '2024-10-31', 'reached',    date '2024-10-31', 0::numeric, NULL::date, NULL::integer, NULL::boolean),
    -- 500 of 31 October is two months old, as old as a figure of every month may be.
    ('down', '2024-12-31', 'missed',          '2024-10-31', 1,   NULL, 182, NULL),
    ('down', '2025-01-01', 'no figure',       NULL,         NULL, NULL, NULL, NULL),
    ('down', '2025-07-31', 'next',            '2024-10-31', NULL, NULL, NULL, NULL),
    ('none', '2025-01-31', 'no figure',       NULL,         NULL, NULL, NULL, NULL),
    ('none', '2025-09-30', 'next',            NULL,         NULL, NULL, NULL, NULL),
    ('up',   '2024-06-29', 'reached late',    NULL,         NULL, '2024-06-30', 1, NULL),
    ('up',   '2024-06-30', 'reached',         '2024-06-30', 0,   NULL, NULL, NULL),
    ('up',   '2024-12-31', 'reached late',    '2024-12-31', 5,   '2025-03-31', 90, NULL),
    ('up',   '2025-03-31', 'missed',          '2025-03-31', 5,   NULL, 92, NULL),
    ('up',   '2025-06-30', 'reached',         '2025-03-31', 0,   NULL, NULL, NULL),
    ('up',   '2025-07-01', 'next',            '2025-03-31', NULL, NULL, NULL, NULL),
    ('up',   '2025-12-31', 'later',           '2025-03-31', NULL, NULL, NULL, NULL)$$,
    'each milestone on 1 July 2025');
SELECT results_eq('SELECT measure_id || '' '' || due_on, in_words FROM milestone_status', $$VALUES
    ('down 2024-10-31', '500 families on 31 October 2024 reached it.'),
    ('down 2024-12-31', '500 families on 31 October 2024 was 1 family short; no later figure.'),
    ('down 2025-01-01', 'No figure of that time says whether it was reached.'),
    ('down 2025-07-31', 'Due in 30 days; 500 families on 31 October 2024 is 200 families short, and too old to say '
                        'whether it keeps up with the plan.'),
    ('none 2025-01-31', 'No figure of that time says whether it was reached.'),
    ('none 2025-09-30', 'Due in 91 days; no figure yet.'),
    ('up 2024-06-29', 'No figure of that time; reached on 30 June 2024, 1 day late.'),
    ('up 2024-06-30', '20% on 30 June 2024 reached it.'),
    ('up 2024-12-31', '25% on 31 December 2024 was 5 points short; reached on 31 March 2025, 90 days late.'),
    ('up 2025-03-31', '45% on 31 March 2025 was 5 points short; no later figure.'),
    ('up 2025-06-30', '45% on 31 March 2025 reached it.'),
    ('up 2025-07-01', 'Due today; 45% on 31 March 2025 is 1 point short, and too old to say whether it keeps up '
                      'with the plan.'),
    ('up 2025-12-31', 'Due in 183 days; 45% on 31 March 2025 is there already.')$$,
    'in words');

-- The day itself has not passed; the day after it has.
SET LOCAL sen_improvement.as_of = '2025-06-30';
SELECT is((SELECT state FROM milestone_status WHERE measure_id = 'up' AND due_on = '2025-07-01') || ', '
          || (SELECT state FROM milestone_status WHERE measure_id = 'up' AND due_on = '2025-06-30'), 'later, next',
          'the day before');
SET LOCAL sen_improvement.as_of = '2025-07-02';
SELECT is((SELECT state || ' by ' || missed_by || ', ' || days_late || ' day late' FROM milestone_status
           WHERE measure_id = 'up' AND due_on = '2025-07-01'), 'missed by 1, 1 day late', 'the day after');
-- As long as the next figure is not due, the one before the day tells nothing; the day after that it is missed.
SAVEPOINT early;
INSERT INTO measurement (measure_id, period_to, value) VALUES ('down', '2025-06-30', 480);
UPDATE milestone SET due_on = '2025-07-01' WHERE measure_id = 'down' AND due_on = '2025-07-31';
SET LOCAL sen_improvement.as_of = '2025-07-30';
SELECT results_eq($$SELECT state, missed_by, days_late, in_words FROM milestone_status
                    WHERE measure_id = 'down' AND due_on = '2025-07-01'$$,
                  $$VALUES ('no figure', 180::numeric, NULL::integer, '480 families on 30 June 2025 was 180 families '
                            'short; a figure of the day itself is still to come.')$$, 'a figure of the day before it');
SET LOCAL sen_improvement.as_of = '2025-07-31';
SELECT is((SELECT state FROM milestone_status WHERE measure_id = 'down' AND due_on = '2025-07-01'), 'missed',
          'once the next one is overdue it is missed');
ROLLBACK TO early;
-- What was reported later changes what is known of that time.
SET LOCAL sen_improvement.as_of = '2025-07-15';
SELECT is((SELECT state || ' by the figure of ' || figure_on FROM milestone_status
           WHERE measure_id = 'up' AND due_on = '2025-07-01'), 'reached by the figure of 2025-06-30',
          'a figure counts from the day on which it was reported');
SELECT is((SELECT in_words FROM milestone_status WHERE measure_id = 'up' AND due_on = '2025-03-31'),
          '45% on 31 March 2025 was 5 points short; reached on 30 June 2025, 91 days late.', 'so it is late');
INSERT INTO measurement (measure_id, period_to, value) VALUES ('down', '2025-06-30', 480);
SELECT is((SELECT in_words FROM milestone_status WHERE measure_id = 'down' AND due_on = '2024-12-31'),
          '500 families on 31 October 2024 was 1 family short; reached on 30 June 2025, 181 days late.',
          'of a measure that has to fall');
UPDATE measurement SET value = 499.5 WHERE measure_id = 'down' AND period_to = '2025-06-30';
SELECT is((SELECT in_words FROM milestone_status WHERE measure_id = 'down' AND due_on = '2024-12-31'),
          '500 families on 31 October 2024 was 1 family short; still not reached by 499.5 families on 30 June 2025.',
          'still missed');
SELECT is((SELECT at_risk FROM milestone_status WHERE measure_id = 'down' AND state = 'next'), true, 'behind the plan');
UPDATE measurement SET value = 300 WHERE measure_id = 'down' AND period_to = '2025-06-30';
SELECT is((SELECT at_risk || ': ' || in_words FROM milestone_status WHERE measure_id = 'down' AND state = 'next'),
          'false: Due in 16 days; 300 families on 30 June 2025 is there already, and keeps up with the plan.',
          'at the value already');
SELECT is((SELECT count(*) FROM milestone_status), 13::bigint, 'a measure that is not agreed yet is left out');
SET LOCAL sen_improvement.as_of = '2025-08-01';
SELECT is((SELECT count(*) FROM milestone_status), 14::bigint, 'and comes with its day');

-- In words: by the day on which each was reached, as that was known on the day of the report.
INSERT INTO partner (partner_id, name, sector) SELECT 'p', 'Council', min(sector) FROM sector;
INSERT INTO post (post_id, partner_id, title, attends_as)
VALUES ('a', 'p', 'Director', 'none'), ('b', 'p', 'Head', 'none');
INSERT INTO worded_milestone (milestone_id, objective_id, title, agreed_on, due_on, done_on) VALUES
    ('w1', 'O1', 'Reached in time', '2025-01-01', '2025-06-30', '2025-06-30'),
    ('w2', 'O1', 'Reached late', '2025-01-01', '2025-06-30', '2025-07-01'),
    ('w3', 'O1', 'Missed', '2025-01-01', '2025-07-30', NULL),
    ('w4', 'O1', 'Reached tomorrow', '2025-01-01', '2025-07-31', '2025-08-01'),
    ('w5', 'O1', 'Due today', '2025-01-01', '2025-07-31', NULL),
    ('w6', 'O1', 'Ahead', '2025-01-01', '2025-12-31', '2025-07-31'),
    ('w7', 'O1', 'Later', '2025-01-01', '2025-12-31', NULL),
    ('w8', 'O1', 'Agreed tomorrow', '2025-08-01', '2025-12-31', NULL);
CREATE VIEW pg_temp.in_words AS
SELECT milestone_id, state, reached_on, days_late, in_words FROM milestone_status WHERE milestone_id IS NOT NULL;
SET LOCAL sen_improvement.as_of = '2025-07-31';
SELECT results_eq('SELECT * FROM pg_temp.in_words ORDER BY 1', $$VALUES
    ('w1', 'reached',      NULL::date,   NULL::integer, 'Reached on 30 June 2025.'),
    ('w2', 'reached late', '2025-07-01', 1,    'Reached on 1 July 2025, 1 day late.'),
    ('w3', 'missed',       NULL,         1,    'Not reached; was due 1 day ago.'),
    ('w4', 'next',         NULL,         NULL, 'Due today.'),
    ('w5', 'next',         NULL,         NULL, 'Due today.'),
    ('w6', 'reached',      NULL,         NULL, 'Reached on 31 July 2025.'),
    ('w7', 'later',        NULL,         NULL, 'Due in 153 days.')$$, 'each in words on 31 July 2025');
SELECT results_eq($$SELECT DISTINCT measure_id, objective_id, title, value, figure, at_risk FROM milestone_status
                    WHERE milestone_id IS NOT NULL$$,
                  $$VALUES (NULL::text, 'O1', 'Objective', NULL::numeric, NULL::numeric, NULL::boolean)$$,
                  'with the title of its objective, and no figure');
SET LOCAL sen_improvement.as_of = '2025-08-01';
SELECT results_eq($$SELECT milestone_id, state FROM pg_temp.in_words WHERE milestone_id IN ('w4', 'w5', 'w7', 'w8')
                    ORDER BY 1$$,
                  $$VALUES ('w4', 'reached late'), ('w5', 'missed'), ('w7', 'next'), ('w8', 'next')$$, 'a day later');
SET LOCAL sen_improvement.as_of = '2025-06-30';
SELECT results_eq($$SELECT milestone_id, state FROM pg_temp.in_words WHERE milestone_id IN ('w1', 'w2', 'w3')
                    ORDER BY 1$$,
                  $$VALUES ('w1', 'reached'), ('w2', 'next'), ('w3', 'later')$$, 'a month before');
-- Moved: what was first agreed stands in slippage, and a report of an earlier day has the day and the words of then.
INSERT INTO meeting (meeting_id, title, planned_on, held_on, source)
VALUES ('m1', 'Board of March', '2025-03-20', '2025-03-20', 'x'),
       ('m2', 'Board of June', '2025-06-20', '2025-06-20', 'x');
SET LOCAL sen_improvement.meeting = 'm1';
INSERT INTO worded_milestone (milestone_id, objective_id, title, agreed_on, due_on, owner_post)
VALUES ('w9', 'O1', 'Framework agreed', '2025-03-20', '2025-05-31', 'a');
SET LOCAL sen_improvement.meeting = 'm2';
UPDATE worded_milestone SET due_on = '2025-09-30', title = 'Framework agreed by all', owner_post = 'b'
WHERE milestone_id = 'w9';
SET LOCAL sen_improvement.meeting = '';
SET LOCAL sen_improvement.as_of = '2025-06-19';
SELECT results_eq($$SELECT milestone, due_on, state FROM milestone_status WHERE milestone_id = 'w9'$$,
                  $$VALUES ('Framework agreed', date '2025-05-31', 'missed')$$, 'as it was before it was moved');
SET LOCAL sen_improvement.as_of = '2025-06-20';
SELECT results_eq($$SELECT milestone, due_on, state FROM milestone_status WHERE milestone_id = 'w9'$$,
                  $$VALUES ('Framework agreed by all', date '2025-09-30', 'later')$$, 'and after');
SELECT results_eq($$SELECT kind, what, times_moved, days_moved, in_words FROM slippage WHERE id = 'w9' ORDER BY what$$,
                  $$VALUES ('milestone', 'due day', 1::bigint, 122, 'moved by 122 days from 31 May 2025 to '
                            '30 September 2025; on 20 June 2025 by ' || 'the owner of the programme'
                            || ', for Board of June'),
                           ('milestone', 'owner', 1, NULL, 'from Director to Head; on 20 June 2025 by '
                            || 'the owner of the programme' || ', for Board of June')$$,
                  'by how much, and by whom');
-- What is refused.
SELECT throws_ok($$INSERT INTO worded_milestone (milestone_id, objective_id, title, agreed_on, due_on)
                   VALUES (' ', 'O1', 'x', '2025-01-01', '2025-02-01')$$, '23514', NULL, 'a name of blanks');
SELECT throws_ok($$INSERT INTO worded_milestone (milestone_id, objective_id, title, agreed_on, due_on)
                   VALUES ('x', 'O1', ' ', '2025-01-01', '2025-02-01')$$, '23514', NULL, 'no words');
SELECT throws_ok($$INSERT INTO worded_milestone (milestone_id, objective_id, title, agreed_on, due_on)
                   VALUES ('x', 'O1', 'x', '2025-01-02', '2025-01-01')$$, '23514', NULL, 'due before it was agreed');
SELECT throws_ok($$INSERT INTO worded_milestone (milestone_id, objective_id, title, agreed_on, due_on, done_on)
                   VALUES ('x', 'O1', 'x', '2025-01-02', '2025-02-01', '2025-01-01')$$, '23514', NULL,
                 'reached before it was agreed');
SELECT throws_ok($$INSERT INTO worded_milestone (milestone_id, objective_id, title, agreed_on, due_on)
                   VALUES ('x', 'no', 'x', '2025-01-02', '2025-02-01')$$, '23503', NULL, 'no such objective');
SELECT * FROM finish();
ROLLBACK;
