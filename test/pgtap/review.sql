-- One area in depth, what became of a review, and the own assessment: by hand, from a few rows.
\set QUIET 1
\set ON_ERROR_STOP 1
\pset format unaligned
\pset tuples_only on
\pset pager off
BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL datestyle = 'ISO, YMD';
SELECT plan(31);
\set programme tap_review
\ir ../fixtures/ready_programme.sql
SELECT set_config('search_path', 'tap_review, ' || current_setting('search_path'), true) AS path \gset
SET LOCAL sen_improvement.as_of = '2025-10-01';

-- Nothing is there yet.
SELECT throws_ok('SELECT * FROM sen.area_pack(''tap_review'', 1)', '22023',
                 'programme "tap_review" has no area 1 of notice ""', 'no area of no notice');
SELECT results_eq('SELECT section, line, item FROM sen.stocktake_annex(''tap_review'')',
                  $$VALUES (1, 1, 'No review is recorded as held')$$, 'no review, and what would stand there');
SELECT results_eq('SELECT section, line, item FROM sen.own_assessment(''tap_review'')',
                  $$VALUES (1, 1, 'No review is recorded')$$, 'nor an assessment for one');

INSERT INTO notice (notice_id, title, issued_by, issued_to, issued_on, replaced_on, source) VALUES
    ('2024', 'First', 'DfE', 'the council', '2024-05-07', '2025-06-06', 'test'),
    ('2025', 'Second', 'DfE', 'the council', '2025-06-06', NULL, 'test');
INSERT INTO partner VALUES ('council', 'The council', 'education'), ('forum', 'The Forum', 'parents and carers');
INSERT INTO post (post_id, partner_id, title, attends_as) VALUES ('dcs', 'council', 'Director', 'member'),
    ('chair', 'forum', 'Chair of the Forum', 'member');
INSERT INTO requirement (notice_id, paragraph, position, heading, kind, on_partner, asks, test) VALUES
    ('2025', '3(a)', 1, 'Plans', 'duty', 'council', 'Better plans.', 'the area improves'),
    ('2025', '10(a)', 2, 'Reviews', 'expectation', 'council', 'Own assessment: progress.', 'progress on objectives'),
    ('2025', '10(d)(ii)', 3, 'Reviews', 'expectation', 'council', 'Own assessment: a dashboard.', 'dashboard');
INSERT INTO area (notice_id, area_number, kind, title, paragraph) VALUES
    ('2024', 1, 'area for improvement', 'Timely', NULL), ('2025', 1, 'priority action', 'Plans', '3(a)'),
    ('2025', 2, 'priority action', 'Waits', NULL);
INSERT INTO area_status VALUES ('2024', 1, '2024-05-07', 'active', 'test'), ('2025', 1, '2025-06-06', 'active', 'test');
INSERT INTO objective (objective_id, plan, title, owner_post, agreed_on) VALUES ('O1', 'Plan', 'In time', 'dcs',
    '2024-07-01'),
    ('O2', 'Plan', 'Reviewed', 'dcs', '2025-06-06'), ('O3', 'Plan', 'Before', 'dcs', '2024-07-01');
INSERT INTO objective_area VALUES ('O1', '2024', 1), ('O1', '2025', 1), ('O2', '2025', 1), ('O3', '2024', 1);
INSERT INTO measure (measure_id, objective_id, title, unit, direction, baseline_on, baseline_value, target_on,
    target_value,
                     how_measured, every_months, period_kind) VALUES
    ('m1', 'O1', 'Posts', 'percent', 'increase', '2024-09-30', 70, '2026-08-31', 95, 'counted', 6, 'on a day'),
    ('m2', 'O2', 'Reviews', 'percent', 'increase', '2025-06-30', 40, '2026-08-31', 90, 'counted', 6, 'single periods'),
    ('m3', 'O3', 'Packages', 'packages', 'increase', '2024-09-30', 31, '2025-08-31', 33, 'counted', 12, 'on a day');
INSERT INTO measurement (measure_id, period_from, period_to, value, numerator, denominator) VALUES
    ('m1', NULL, '2024-09-30', NULL, 28, 40), ('m1', NULL, '2025-09-30', NULL, 36, 40),
    ('m2', '2025-04-01', '2025-06-30', NULL, 80, 200), ('m2', '2025-07-01', '2025-09-30', NULL, 109, 200),
    ('m3', NULL, '2024-09-30', 31, NULL, NULL), ('m3', NULL, '2025-08-31', 33, NULL, NULL);
INSERT INTO milestone VALUES ('m1', '2025-12-31', 92, 'first');
INSERT INTO worded_milestone (milestone_id, objective_id, title, agreed_on, due_on, done_on)
VALUES ('w1', 'O1', 'A framework is agreed', '2024-06-01', '2025-08-31', '2025-09-02'),
       ('w2', 'O1', 'Settled before the review', '2024-06-01', '2024-11-26', '2024-11-20');
INSERT INTO action (action_id, objective_id, title, owner_post, agreed_on, due_on, done_on) VALUES
    ('a1', 'O1', 'Recruit', 'dcs', '2024-11-26', '2025-08-31', NULL),
    ('a2', 'O2', 'Meet weekly', 'dcs', '2025-06-06', '2025-09-01', '2025-08-20'),
    ('a3', 'O3', 'Buy together', 'dcs', '2024-11-26', '2025-03-31', '2025-03-01');
INSERT INTO risk (risk_id, title, objective_id, owner_post, opened_on) VALUES ('R', 'Nobody applies', 'O1', 'dcs',
    '2025-01-01');
INSERT INTO risk_assessment VALUES ('R', '2025-09-01', NULL, 4, 4, 3, 4, 2, 2, 'test');
INSERT INTO feedback (received_on, from_whom, channel, respondents, satisfied, tone, summary, objective_id) VALUES
    ('2025-09-01', 'parents and carers', 'survey', 1328, 700, 'mixed', 'What one mother said.', 'O1');
INSERT INTO evidence (evidence_id, kind, title, dated_on) VALUES ('e', 'data', 'A count', '2025-07-01'), ('f', 'data',
    'To come', '2025-11-01');
INSERT INTO evidence_requirement VALUES ('e', '2025', '3(a)'), ('f', '2025', '3(a)'), ('e', '2025', '10(a)');
INSERT INTO review (review_id, notice_id, kind, planned_from, held_on, reported_on, finding, source) VALUES
    ('r1', '2024', 'stocktake', NULL, '2024-11-26', '2025-01-10', 'Recruit more.', 'test'),
    ('r2', '2025', 'stocktake', '2025-12-01', NULL, NULL, NULL, 'test');
INSERT INTO next_step SELECT 'r1', n, 'Step ' || n || '.' FROM generate_series(1, 3) n;
INSERT INTO next_step_area SELECT 'r1', n, '2024', 1 FROM generate_series(1, 3) n;
INSERT INTO review_attendance VALUES ('r1', 'dcs', 'present'), ('r1', 'chair', 'deputy');
INSERT INTO next_step_action VALUES ('r1', 1, 'a1'), ('r1', 3, 'a3');
INSERT INTO next_step_measure VALUES ('r1', 1, 'm1'), ('r1', 3, 'm3');
INSERT INTO own_judgement VALUES ('r2', '2025', '10(a)', '2025-09-30', 'dcs', 'Posts are filled.',
    'What families see.');

-- The area --------------------------------------------------------------------------------------
SELECT results_eq('SELECT section, heading, count(*) FROM sen.area_pack(''tap_review'', 1) GROUP BY 1, 2 ORDER BY 1',
    $$VALUES (1, 'How the area stands', 4::bigint), (2, 'Measures', 1), (3,
        'Measures taken over from a replaced notice', 1),
             (4, 'Their figures', 2), (5, 'Milestones', 3), (6, 'Actions', 2), (7, 'Risks', 1),
             (8, 'What families, schools and others said', 1), (9, 'Evidence', 1), (10,
                 'What changed since the notice', 4),
             (11, 'What changed since the last review', 5)$$, 'its sections, and how much is in each');
SELECT results_eq('SELECT section, item, in_words FROM sen.area_pack(''tap_review'', 1) WHERE section IN (2, 3, 5, 6, 7)
                   ORDER BY section, line',
    $$VALUES (2, 'Reviews', 'on track'), (3, 'Posts', 'on track'),
             (5, '26 November 2024: Settled before the review', 'reached'),
             (5, '31 August 2025: A framework is agreed', 'reached late'),
             (5, '31 December 2025: Posts, at least 92%', 'next'),
             (6, 'Recruit', 'no status in the log'), (6, 'Meet weekly', 'complete'), (7, 'Nobody applies', '12 high')$$,
    'a measure of the notice before is kept apart; what is open comes first');
SELECT results_eq('SELECT item, in_words, detail FROM sen.area_pack(''tap_review'', 1) WHERE section IN (4, 8, 9)
                   ORDER BY section, line',
    $$VALUES ('Posts', '2 figures since 30 September 2024', '30 September 2024: 70%; 30 September 2025: 90%'),
             ('Reviews', '2 figures since 30 June 2025', '30 June 2025: 40%; 30 September 2025: 54.5%'),
             ('Parents and carers, survey', 'mixed', 'received on 1 September 2025; 700 of 1,328 people satisfied'),
             ('A count', 'data', 'of 1 July 2025')$$, 'figures in a row, and what was said without its words');
SELECT is((SELECT count(*) FROM area_paper WHERE concat_ws(' ', item, in_words, detail) LIKE '%mother%'), 0::bigint,
          'what somebody wrote as feedback is nowhere');
SELECT results_eq('SELECT section, item, in_words, detail FROM sen.area_pack(''tap_review'', 1) WHERE section >= 10
                   ORDER BY section, line',
    $$VALUES (10, 'Posts', 'better', 'rose by 20 points, 95% interval 2.3 to 36.6, from 30 September 2024 to 30 '
        'September 2025'),
             (10, 'Reviews', 'cannot be compared', 'no figure was known when the notice was issued, on 6 June 2025'),
             (10, 'Meet weekly', 'done', 'on 20 August 2025'),
             (10, 'A framework is agreed', 'reached', 'on 2 September 2025'),
             (11, 'Standing of the area', 'active', 'since 6 June 2025'),
             (11, 'Posts', '90% on 30 September 2025', '70% on 30 September 2024 was known at the review, now 90% on '
                 '30 '
                                                       'September 2025; rose by 20 points, 95% interval 2.3 to 36.6'),
             (11, 'Reviews', '54.5% on 30 September 2025',
                 'no figure was known at the review; now 54.5% on 30 September '
                                                           '2025'),
             (11, 'Meet weekly', 'done', 'on 20 August 2025'),
             (11, 'A framework is agreed', 'reached', 'on 2 September 2025')$$,
    'what changed since the notice, and since the review');
SELECT results_eq('SELECT section, item FROM sen.area_pack(''tap_review'', 1, ''2024'') WHERE section IN (2, 3)
                   ORDER BY section, line', $$VALUES (2, 'Posts'), (2, 'Packages'), (3, 'None was taken over')$$,
    'in its own notice a measure is one of the area');
SELECT results_eq('SELECT section, item, in_words FROM sen.area_pack(''tap_review'', 2) ORDER BY section, line',
    $$VALUES (1, 'Standing', 'not recorded'), (2, 'No measure is recorded', NULL), (3, 'None was taken over', NULL),
             (4, 'No figure is recorded', NULL), (5, 'No milestone is recorded', NULL), (6, 'No action is recorded',
                 NULL),
             (7, 'No open risk is recorded', NULL), (8, 'No feedback is recorded', NULL),
             (9, 'No evidence is recorded', NULL), (10, 'No change since the notice is recorded', NULL),
             (11, 'No change since a review is recorded', NULL)$$,
                 'an area without anything says so, section by section');
SELECT is((SELECT count(*) FROM sen.area_pack('tap_review', 2) WHERE section > 1 AND detail !~ '^.+\.$'), 0::bigint,
          'and what would fill each');
SELECT throws_ok('SELECT * FROM sen.area_pack(''tap_review'', 7)', '22023',
                 'programme "tap_review" has no area 7 of notice "2025"', 'no such area');
SELECT throws_ok('SELECT * FROM sen.area_pack(''tap_review'', 1, ''2023'')', '22023',
                 'programme "tap_review" has no area 1 of notice "2023"', 'nor of that notice');

-- The annex -------------------------------------------------------------------------------------
SELECT results_eq('SELECT section, paragraph, item, in_words FROM sen.stocktake_annex(''tap_review'') ORDER BY '
    'section, line',
    $$VALUES (1, NULL, 'Stocktake', 'held on 26 November 2024'), (1, NULL, 'Chair of the Forum', 'sent a deputy'),
             (1, NULL, 'Director', 'attended'), (2, NULL, 'How the area stands', 'active'),
             (2, '10(a)', 'Next step 1: Step 1.', 'overdue'), (2, '10(a)', 'Action: Recruit', 'no status in the log'),
             (2, '10(d)(ii)', 'Measure: Posts', 'on track'), (2, '10(a)', 'Next step 2: Step 2.', 'not linked'),
             (2, '10(a)', 'Next step 3: Step 3.', 'done'), (2, '10(a)', 'Action: Buy together', 'complete'),
             (2, '10(d)(ii)', 'Measure: Packages', 'met'), (3, '10(d)(ii)', 'Reviews', 'on track'),
             (4, '10(d)(ii)', '31 August 2025: In time: A framework is agreed', 'reached late'),
             (4, '10(d)(ii)', '31 December 2025: Posts: first', 'next')$$,
    'who attended, what each next step became, and the part that each row answers');
SELECT is((SELECT string_agg(DISTINCT heading, '; ' ORDER BY heading) FROM sen.stocktake_annex('tap_review')),
          'Area 1 of the notice of 7 May 2024, replaced on 6 June 2025: Timely; Milestones, since the review; '
              'Other measures, since the review; The review',
          'areas are those of the letter, of a notice that was replaced since');
SELECT is((SELECT detail FROM sen.stocktake_annex('tap_review') WHERE item = 'Measure: Packages'),
          '31 packages on 30 September 2024 was known at the review, now 33 packages on 31 August 2025',
          'progress since the review');
DELETE FROM next_step_measure WHERE measure_id = 'm3';
SELECT results_eq('SELECT section, heading, item FROM sen.stocktake_annex(''tap_review'') WHERE section > 2 ORDER BY '
    '1, 3',
    $$VALUES (3, 'Other measures, since the review', 'Reviews'),
             (4, 'Other measures of a notice that was replaced', 'Packages'),
             (5, 'Milestones, since the review', '31 August 2025: In time: A framework is agreed'),
             (5, 'Milestones, since the review', '31 December 2025: Posts: first')$$,
                 'measures of a replaced notice are kept apart');
CREATE TEMPORARY TABLE linked ON COMMIT DROP AS SELECT * FROM next_step_measure WHERE measure_id = 'm1';
DELETE FROM next_step_measure WHERE measure_id = 'm1';
SELECT is((SELECT heading FROM sen.stocktake_annex('tap_review') WHERE item = 'Posts'),
          'Other measures, since the review', 'but not one that the notice in force asks for too');
INSERT INTO next_step_measure TABLE linked;
SELECT throws_ok('SELECT * FROM sen.stocktake_annex(''tap_review'', ''r2'')', '22023',
                 'programme "tap_review" has no review "r2" that was held', 'a review that is planned has no annex');
SET LOCAL sen_improvement.as_of = '2025-03-31';
SELECT is((SELECT heading FROM sen.stocktake_annex('tap_review') WHERE section = 2 LIMIT 1),
          'Area 1 of the notice of 7 May 2024: Timely', 'before it was replaced');
SET LOCAL sen_improvement.as_of = '2025-10-01';

-- What a step becomes: by its actions, then by its measures.
CREATE FUNCTION pg_temp.state(integer) RETURNS text LANGUAGE sql
    RETURN (SELECT state || ': ' || in_words FROM next_step_status WHERE step_number = $1);
SELECT is(pg_temp.state(3), 'done: 1 of 1 action complete', 'all its actions are complete');
INSERT INTO next_step_measure VALUES ('r1', 3, 'm1');
SELECT is(pg_temp.state(3), 'carried out: 1 of 1 action complete; none of 1 measure at the target',
    'but not its measure');
INSERT INTO next_step_action VALUES ('r1', 3, 'a1');
SELECT is(pg_temp.state(3), 'overdue: 1 of 2 actions complete, 1 overdue; none of 1 measure at the target',
          'an action is overdue');
UPDATE action SET due_on = '2025-10-01' WHERE action_id = 'a1';
SELECT is(pg_temp.state(1), 'under way: none of 1 action complete; none of 1 measure at the target',
          'due today is not overdue');
INSERT INTO log_entry (entered_on, action_id, delivery_status) VALUES ('2025-09-01', 'a1', 'stopped');
SELECT is(pg_temp.state(1), 'stopped: none of 1 action complete; none of 1 measure at the target', 'given up');

-- The own assessment ----------------------------------------------------------------------------
SELECT results_eq('SELECT section, heading, item, in_words, detail FROM sen.own_assessment(''tap_review'') ORDER BY '
    'section, line',
    $$VALUES (1, '10(a) Progress.', 'What the council judges', 'Director, 30 September 2025', 'Posts are filled.'),
             (1, '10(a) Progress.', 'What it rests on', 'not all that the notice asks for is there',
              'none of 2 objectives with an entry in the log that says what was done or changed since the notice; 1 of '
              '2 actions complete; 1 piece of evidence is recorded for it, the last of 1 July 2025'),
             (1, '10(a) Progress.', 'Document: A count', 'data', 'of 1 July 2025'),
             (1, '10(a) Progress.', 'What is missing', 'to be closed', 'an entry for 2 of them; What families see.'),
             (2, '10(d)(ii) A dashboard.', 'What the council judges', 'not recorded',
              'What the council itself judges of this part would stand here.'),
             (2, '10(d)(ii) A dashboard.', 'What it rests on', 'all that the notice asks for is there',
              '2 measures, 2 met or on track, none with a figure that is too old (one for a year may be 18 months '
              'old)'),
             (2, '10(d)(ii) A dashboard.', 'What is missing', 'to be closed', 'what the council judges')$$,
    'of the next review: judgement, what it rests on, documents and gaps');
SET LOCAL sen_improvement.as_of = '2025-09-29';
SELECT is((SELECT in_words FROM sen.own_assessment('tap_review') WHERE section = 1 AND line = 1), 'not recorded',
          'a judgement counts from its day');
SELECT throws_ok('SELECT * FROM sen.own_assessment(''tap_review'', ''r9'')', '22023',
                 'programme "tap_review" has no review "r9"', 'no such review');
SELECT results_eq('SELECT review_id, state, starts_on FROM review_day ORDER BY 1',
                  $$VALUES ('r1', 'held', date '2024-11-26'), ('r2', 'planned', '2025-12-01')$$,
                      'which reviews there are');
UPDATE feedback SET respondents = 5, satisfied = 5;
SELECT is((SELECT detail FROM sen.area_pack('tap_review', 1) WHERE section = 8),
          'received on 1 September 2025; 5 of 5 people satisfied', 'of five people the number is shown');
UPDATE feedback SET respondents = 4, satisfied = 4;
SELECT is((SELECT detail FROM sen.area_pack('tap_review', 1) WHERE section = 8),
          'received on 1 September 2025; fewer than 5 people', 'of fewer it is not');
SELECT * FROM finish();
ROLLBACK;
