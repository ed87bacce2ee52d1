-- What the pack of papers says, row by row: every section against the tables that it is made of. Each sentence is put
-- together here again from rows counted in plain SQL, or written by hand; no view of the programme is asked. No two
-- numbers of a sentence are equal in the programme below, so that two that change places are seen, and the rows of a
-- section are compared in their order.
\set QUIET 1
\set ON_ERROR_STOP 1
\pset format unaligned
\pset tuples_only on
\pset pager off
BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL datestyle = 'ISO, YMD';
SELECT no_plan();
\set programme says
\ir ../fixtures/ready_programme.sql
SELECT set_config('search_path', 'says, ' || current_setting('search_path'), true) AS path \gset
SET LOCAL sen_improvement.as_of = '2025-06-30';

-- The programme ----------------------------------------------------------------
INSERT INTO partner VALUES ('council', 'Council', 'local government'), ('icb', 'Integrated Care Board', 'health'),
    ('schools', 'Schools', 'education'), ('forum', 'Parent Carer Forum', 'parents and carers'),
    ('dfe', 'Department', 'DfE'), ('nhse', 'NHS England', 'NHS England');
INSERT INTO post (post_id, partner_id, title, attends_as, notice_role) VALUES
    ('chief', 'council', 'Chief executive', 'member', 'council chief executive'),
    ('dcs', 'council', 'Director', 'member', 'children''s services accountable officer'),
    ('nurse', 'icb', 'Chief nurse', 'member', 'ICB accountable officer'),
    ('head', 'schools', 'Head teacher', 'member', NULL), ('chair', 'forum', 'Chair of the Forum', 'member', NULL),
    ('adviser', 'dfe', 'SEND adviser', 'external attendee', 'DfE SEND adviser'),
    ('lead', 'dfe', 'Case lead', 'external attendee', 'DfE case lead'),
    ('nhs', 'nhse', 'Adviser of the NHS', 'external attendee', 'NHS England adviser');
-- One that was replaced, and two in force: one whose day has passed and whose review is overdue, one that has time.
INSERT INTO notice (notice_id, title, issued_by, issued_to, issued_on, replaced_on, actions_due_on, review_every_months,
                    source) VALUES
    ('n23', 'Notice of 2023', 'DfE', 'council', '2023-03-01', '2024-09-10', '2024-03-01', 6, 'test'),
    ('n24', 'Notice of 2024', 'DfE', 'council', '2024-09-10', NULL, '2025-06-17', 9, 'test'),
    ('n25', 'Notice of 2025', 'DfE', 'council', '2025-01-15', NULL, '2025-09-01', 5, 'test');
INSERT INTO requirement (notice_id, paragraph, position, heading, kind, asks, test)
SELECT r.notice, r.paragraph, r.place, 'Heading', r.kind, 'asks ' || coalesce(r.test, 'nothing'), r.test
FROM (VALUES
    ('n25', '2', 1, 'duty', 'every other duty'), ('n25', '3', 2, 'duty', 'plans cover every area'),
    ('n25', '3(a)', 3, 'duty', 'the area improves'), ('n25', '3(b)', 4, 'duty', 'the area improves'),
    ('n25', '4', 5, 'expectation', 'recommendations are in the plans'), ('n25', '5', 6, 'duty', 'all its parts'),
    ('n25', '5(a)', 7, 'duty', 'the Board meets with its leaders'),
    ('n25', '5(b)', 8, 'duty', 'actions have owners and areas have targets'),
    ('n25', '5(c)', 9, 'duty', 'register and plans in step with the meetings'),
    ('n25', '5(d)', 10, 'expectation', 'reports hold data, analysis and lived experience'),
    ('n25', '5(e)', 11, 'expectation', 'the log is kept at each meeting'),
    ('n25', '6', 12, 'duty', 'advisers are invited'), ('n25', '7', 13, 'arrangement', 'advisers report'),
    ('n25', '8', 14, 'arrangement', 'the Department reviews'),
    ('n25', '9', 15, 'arrangement', 'topics of reviews'),
    ('n25', '10', 16, 'expectation', 'own assessment before each review'),
    ('n25', '10(a)', 17, 'expectation', 'progress on objectives'),
    ('n25', '10(b)', 18, 'expectation', 'feedback from families'),
    ('n25', '10(c)', 19, 'expectation', 'accountability is clear'),
    ('n25', '10(d)', 20, 'expectation', 'progress on areas'), ('n25', '10(e)', 21, 'expectation', 'dashboard'),
    ('n25', '10(f)', 22, 'expectation', 'partners take part'), ('n25', '11', 23, 'arrangement', 'diagnostic reviews'),
    ('n25', '12(a)', 24, 'duty', 'reviewers have access'), ('n25', '12(b)', 25, 'duty', 'data are current'),
    ('n25', '12(c)', 26, 'duty', 'reviewers have facilities'), ('n25', '12(d)', 27, 'duty', 'minutes are there'),
    ('n25', '13', 28, 'expectation', 'delivered on time'), ('n25', '14', 29, 'expectation', 'found done by a review'),
    ('n25', '15', 30, 'consequence', NULL), ('n24', '1', 1, 'duty', 'found done by a review'),
    ('n24', '2', 2, 'expectation', 'feedback from families'), ('n24', '3', 3, 'expectation', NULL),
    ('n23', '1', 1, 'duty', 'found done by a review')
) r (notice, paragraph, place, kind, test);
INSERT INTO area (notice_id, area_number, kind, title, paragraph) VALUES
    ('n23', 1, 'priority action', 'Replaced', NULL), ('n24', 1, 'priority action', 'Of the older notice', NULL),
    ('n25', 1, 'priority action', 'Timeliness', '3(a)'), ('n25', 2, 'priority action', 'Advice', '3(b)'),
    ('n25', 3, 'DfE recommendation', 'Speech', NULL),
    ('n25', 4, 'DfE recommendation', 'Data', NULL), ('n25', 5, 'DfE recommendation', 'Workforce', NULL),
    ('n25', 6, 'area for improvement', 'Transport', NULL);
INSERT INTO area_status VALUES ('n24', 1, '2024-09-10', 'active', 'test'), ('n25', 1, '2025-01-15', 'active', 'test'),
    ('n25', 2, '2025-01-16', 'active', 'test'), ('n25', 3, '2025-01-17', 'active', 'test'),
    ('n25', 4, '2025-01-18', 'active', 'test'), ('n25', 6, '2025-01-19', 'active', 'test'),
    ('n25', 6, '2025-06-03', 'business as usual', 'test');

INSERT INTO meeting (meeting_id, title, planned_on, agreed_with_dfe_on, papers_days_ahead, papers_sent_on,
                     risk_register_sent_on, mitigation_plan_sent_on, held_on, cancelled_on, minutes_sent_on, source)
VALUES
    ('m0', 'Board of December', '2024-12-10', NULL, 5, '2024-12-01', NULL, NULL, '2024-12-10', NULL, '2024-12-20',
     'test'),
    ('m1', 'Board of February', '2025-02-11', NULL, 5, NULL, NULL, NULL, '2025-02-11', NULL, '2025-03-01', 'test'),
    ('m1x', 'Board of March', '2025-03-25', NULL, 5, NULL, NULL, NULL, '2025-03-25', NULL, NULL, 'test'),
    ('m2', 'Board of April', '2025-04-29', '2025-02-01', 5, '2025-04-24', '2025-04-23', '2025-04-22', '2025-04-29',
     NULL, '2025-05-09', 'test'),
    ('m3', 'Board of June', '2025-06-17', '2025-05-02', 5, '2025-06-12', '2025-06-13', '2025-06-19', '2025-06-18', NULL,
     NULL, 'test'),
    ('m3x', 'Cancelled', '2025-07-08', NULL, 5, NULL, NULL, NULL, NULL, '2025-06-27', NULL, 'test'),
    ('m4', 'Board of July', '2025-07-22', '2025-06-05', 5, '2025-06-27', NULL, NULL, NULL, NULL, NULL, 'test'),
    ('m5', 'Board of September', '2025-09-16', NULL, 5, NULL, NULL, NULL, NULL, NULL, NULL, 'test');
INSERT INTO invitation (meeting_id, post_id, sent_on)
SELECT m.meeting_id, p.post_id, m.planned_on - 14 FROM meeting m, post p WHERE m.meeting_id IN ('m1', 'm1x', 'm2')
       AND NOT (m.meeting_id = 'm1' AND p.post_id = 'nhs');
INSERT INTO invitation VALUES ('m3', 'chief', '2025-06-01'), ('m3', 'dcs', '2025-06-01'), ('m3', 'nurse', '2025-06-18'),
    ('m3', 'head', '2025-06-19'), ('m3', 'adviser', '2025-06-02'), ('m3', 'lead', '2025-06-17'),
    ('m4', 'chief', '2025-06-28'), ('m4', 'dcs', '2025-06-28'), ('m4', 'nhs', '2025-06-28'),
    ('m4', 'adviser', '2025-07-01');
INSERT INTO attendance VALUES ('m1', 'chief', 'present'), ('m1', 'dcs', 'present'), ('m1', 'nurse', 'apologies'),
    ('m1', 'head', 'absent'), ('m1', 'chair', 'present'),
    ('m2', 'chief', 'present'), ('m2', 'nurse', 'absent'), ('m2', 'head', 'absent'), ('m2', 'chair', 'present'),
    ('m3', 'chief', 'present'), ('m3', 'dcs', 'deputy'), ('m3', 'nurse', 'deputy'), ('m3', 'head', 'present'),
    ('m3', 'chair', 'absent'), ('m3', 'adviser', 'present');
INSERT INTO review (review_id, notice_id, kind, planned_from, planned_to, held_on, reported_on, self_assessment_sent_on,
                    finding, source) VALUES
    ('r23', 'n23', 'stocktake', NULL, NULL, '2024-01-16', '2024-02-20', NULL, 'Slow.', 'test'),
    ('r25a', 'n25', 'deep dive', NULL, NULL, '2025-02-18', NULL, '2025-02-19', NULL, 'test'),
    ('r25b', 'n25', 'diagnostic', NULL, NULL, '2025-03-11', '2025-03-31', NULL, 'Weak data.', 'test'),
    ('r25c', 'n25', 'stocktake', NULL, NULL, '2025-04-08', '2025-05-02', '2025-04-08', 'Progress is mixed.', 'test'),
    ('r25d', 'n25', 'stocktake', '2025-09-03', '2025-09-05', NULL, NULL, NULL, NULL, 'test');
INSERT INTO review_covers VALUES ('r25a', 'governance'), ('r25a', 'workforce'), ('r25b', 'workforce'),
    ('r25c', 'EHC plans');
INSERT INTO evidence (evidence_id, kind, title, dated_on, held_at, meeting_id, review_id, illustrative) VALUES
    ('e01', 'data', 'Figures of June', '2025-06-11', 'folder 1', 'm3', NULL, false),
    ('e02', 'data', 'More figures', '2025-06-10', 'folder 2', 'm3', NULL, false),
    ('e03', 'analysis', 'What they mean', '2025-06-12', NULL, 'm3', NULL, false),
    ('e04', 'lived experience', 'After the meeting', '2025-06-19', NULL, 'm3', NULL, false),
    ('e05', 'co-production', 'Made together', '2025-04-09', 'folder 5', NULL, NULL, false),
    ('e06', 'governance', 'Terms', '2025-01-20', NULL, NULL, NULL, false),
    ('e07', 'governance', 'Structure', '2025-01-21', NULL, NULL, NULL, false),
    ('e08', 'access', 'Access in March', '2025-03-11', NULL, NULL, 'r25b', false),
    ('e09', 'access', 'Access in April', '2025-04-08', NULL, NULL, 'r25c', false),
    ('e10', 'facilities', 'Rooms in April', '2025-04-08', NULL, NULL, 'r25c', false),
    ('e11', 'document', 'Report of the stocktake', '2025-05-02', NULL, NULL, 'r25c', false),
    ('e12', 'data', 'Invented figures', '2025-06-20', 'folder 12', NULL, NULL, true),
    ('e13', 'data', 'Invented before', '2025-02-03', NULL, NULL, NULL, true),
    ('e14', 'data', 'Still to come', '2025-07-01', NULL, NULL, NULL, false);
INSERT INTO evidence_requirement VALUES ('e11', 'n25', '14'), ('e01', 'n25', '12(b)'), ('e02', 'n25', '12(b)');

INSERT INTO objective (objective_id, plan, title, owner_post, co_produced, agreed_on) VALUES
    ('o1', 'Plan A', 'Timely plans', 'dcs', true, '2025-01-20'),
    ('o2', 'Plan B', 'Better advice', 'nurse', false, '2025-01-21'),
    ('o3', 'Plan A', 'Speech therapy', NULL, false, '2025-02-01'),
    ('o4', 'Plan C', 'Old objective', 'chief', false, '2024-10-01');
INSERT INTO objective_area VALUES ('o1', 'n25', 1), ('o1', 'n25', 6), ('o2', 'n25', 2), ('o3', 'n25', 3),
    ('o4', 'n24', 1);
-- Half of the time of a measure is over on 30 June: the plan stands in the middle between baseline and target.
INSERT INTO measure (measure_id, objective_id, title, unit, direction, baseline_on, baseline_value, target_on,
                     target_value, how_measured, every_months, period_kind)
SELECT v.id, v.objective, v.title, 'percent', 'increase', '2025-01-01', 20, '2025-12-27', v.target, 'Counted.', 1,
       'on a day'
FROM (VALUES ('k1', 'o1', 'Reached', 80), ('k2', 'o1', 'In step', 80), ('k3', 'o1', 'A little behind', 80),
      ('k4', 'o1', 'Far behind', 80), ('k5', 'o1', 'Also far behind', 80), ('k6', 'o2', 'Never counted', 84),
      ('k7', 'o2', 'Made up', 80), ('k8', 'o2', 'Ahead', 80)) v (id, objective, title, target);
UPDATE measure SET target_on = '2025-06-30' WHERE measure_id IN ('k1', 'k5');
INSERT INTO measurement (measure_id, period_to, value, evidence_id) VALUES ('k1', '2025-06-30', 81, NULL),
    ('k2', '2025-06-30', 51, NULL), ('k3', '2025-06-30', 44, NULL), ('k4', '2025-06-30', 41, NULL),
    ('k5', '2025-06-30', 26, NULL), ('k7', '2025-06-30', 53, 'e12'), ('k8', '2025-06-30', 59, NULL);

INSERT INTO action (action_id, objective_id, title, owner_post, agreed_on, due_on, done_on) VALUES
    ('a01', 'o1', 'Hire', 'dcs', '2025-01-20', '2025-06-29', NULL),
    ('a02', 'o1', 'Train', 'dcs', '2025-01-20', '2025-06-30', NULL),
    ('a03', 'o1', 'Ask earlier', 'nurse', '2025-01-20', '2025-05-30', NULL),
    ('a04', 'o1', 'Write', 'dcs', '2025-01-20', '2025-06-01', '2025-05-20'),
    ('a05', 'o1', 'Check', 'head', '2025-01-20', NULL, '2025-02-10'),
    ('a06', 'o2', 'Visit', 'nurse', '2025-01-21', '2025-06-20', NULL),
    ('a07', 'o2', 'Count', 'nurse', '2025-01-21', '2025-10-01', NULL),
    ('a08', 'o2', 'Report', 'head', '2025-01-21', '2025-06-10', NULL),
    ('a09', 'o2', 'Meet', 'nurse', '2025-01-21', '2025-07-01', '2025-06-02'),
    ('a10', 'o4', 'Listen', 'chair', '2024-10-01', '2025-08-01', NULL),
    ('a11', 'o4', 'Give up', 'chief', '2024-10-01', '2025-08-02', NULL),
    ('a12', 'o4', 'Forgotten', 'chief', '2024-10-01', '2025-04-10', NULL),
    ('a14', 'o2', 'Agree', 'nurse', '2025-01-21', '2025-12-01', NULL),
    ('a13', 'o4', 'Still to be agreed', 'chief', '2025-07-01', '2025-09-01', NULL);
INSERT INTO log_entry (meeting_id, entered_on, objective_id, action_id, delivery_status, impact_status, progress,
                       impact, needs_more_from, evidence_id) VALUES
    ('m2', '2025-04-29', NULL, 'a01', 'on track', NULL, 'Begun.', NULL, NULL, NULL),
    ('m3', '2025-06-18', NULL, 'a01', 'at risk', NULL, 'Nobody applied.', NULL, 'icb', 'e12'),
    ('m3', '2025-06-12', NULL, 'a02', 'on track', NULL, 'Half are trained.', NULL, NULL, NULL),
    ('m3', '2025-06-17', NULL, 'a02', NULL, NULL, 'One more.', NULL, 'icb', NULL),
    ('m2', '2025-04-29', NULL, 'a14', 'on track', NULL, 'Begun.', NULL, NULL, NULL),
    ('m3', '2025-06-18', NULL, 'a14', 'on track', 'too early to tell', NULL, NULL, NULL, NULL),
    ('m1', '2025-02-11', NULL, 'a03', 'off track', NULL, 'No staff.', NULL, NULL, NULL),
    ('m2', '2025-04-29', NULL, 'a04', 'on track', NULL, 'Nearly done.', NULL, NULL, NULL),
    (NULL, '2025-05-21', NULL, 'a04', 'complete', 'clear impact', 'Done.', 'Families say so.', NULL, 'e05'),
    ('m1', '2025-02-11', NULL, 'a05', 'complete and embedded', 'lasting impact', 'Done.', 'It lasts.', NULL, 'e05'),
    ('m3', '2025-06-18', NULL, 'a06', 'on track', NULL, 'Work goes on.', NULL, 'schools', NULL),
    (NULL, '2025-06-25', NULL, 'a07', 'on track', 'clear impact', 'Two of three.', NULL, NULL, 'e05'),
    (NULL, '2025-06-03', NULL, 'a09', 'complete', 'some impact', 'Held.', NULL, NULL, NULL),
    ('m2', '2025-04-29', NULL, 'a10', 'on track', 'clear impact', 'Heard.', 'They are heard.', NULL, 'e05'),
    ('m1', '2025-02-11', NULL, 'a11', 'stopped', NULL, 'Given up.', NULL, NULL, NULL),
    ('m3', '2025-06-18', 'o1', NULL, 'at risk', 'some impact', 'It moves.', 'Some.', 'forum', NULL),
    ('m1', '2025-02-11', 'o2', NULL, 'on track', NULL, 'Begun.', NULL, NULL, NULL),
    ('m3', '2025-07-01', 'o2', NULL, 'off track', NULL, 'Still to come.', NULL, NULL, NULL);

INSERT INTO risk (risk_id, title, cause, owner_post, appetite, opened_on, closed_on) VALUES
    ('q1', 'Staff leave', 'pay', 'dcs', 6, '2025-01-10', NULL),
    ('q2', 'Money ends', NULL, 'chief', 6, '2025-01-11', NULL),
    ('q3', 'Never scored', NULL, 'nurse', 4, '2025-06-20', NULL),
    ('q4', 'Closed', NULL, 'nurse', 4, '2025-01-12', '2025-06-30'),
    ('q5', 'Advice is late', NULL, 'nurse', 15, '2025-01-13', NULL),
    ('q6', 'Data are wrong', NULL, NULL, NULL, '2025-01-14', NULL),
    ('q7', 'Buses stop', NULL, 'head', 9, '2025-01-15', '2025-07-01');
INSERT INTO risk_assessment (risk_id, assessed_on, meeting_id, inherent_likelihood, inherent_impact, current_likelihood,
                             current_impact, target_likelihood, target_impact, reason) VALUES
    ('q1', '2025-04-29', 'm2', 4, 5, 4, 3, 2, 1, NULL), ('q1', '2025-06-17', 'm3', 4, 5, 5, 3, 2, 1, NULL),
    ('q2', '2025-04-28', 'm2', 3, 4, 2, 3, NULL, NULL, NULL), ('q4', '2025-04-28', 'm2', 5, 5, 5, 5, 1, 1, NULL),
    ('q5', '2025-02-11', 'm1', 5, 5, 4, 4, 2, 2, NULL), ('q5', '2025-04-29', 'm2', 5, 5, 4, 5, 2, 2, NULL),
    ('q5', '2025-06-18', 'm3', 5, 5, 3, 5, 2, 2, NULL),
    ('q6', '2025-06-19', NULL, 2, 2, 3, 2, 1, 3, 'the count was wrong'),
    ('q7', '2025-06-19', NULL, 3, 3, 4, 2, 1, 4, NULL);
INSERT INTO mitigation (risk_id, mitigation_number, what, owner_post, due_on, done_on)
VALUES ('q1', 1, 'Pay', 'dcs', '2025-06-29', NULL), ('q1', 2, 'Ask', 'dcs', '2025-06-30', NULL),
    ('q1', 3, 'Stay', 'dcs', '2025-05-01', '2025-07-01'), ('q1', 4, 'Done', 'dcs', '2025-05-01', '2025-06-30'),
    ('q2', 1, 'Save', 'chief', '2025-07-01', NULL), ('q5', 1, 'Share', 'nurse', '2025-06-01', NULL),
    ('q7', 1, 'Walk', 'head', NULL, NULL);
INSERT INTO escalation (raised_on, meeting_id, what, escalated_to, resolved_on, resolution)
VALUES ('2025-06-18', 'm3', 'Of June', 'nurse', NULL, NULL),
    ('2025-05-01', NULL, 'Of May', 'chief', '2025-07-01', 'Later.'),
    ('2025-02-11', 'm1', 'Of February', 'head', '2025-06-30', 'Today.'),
    ('2025-06-30', NULL, 'Of today', 'dcs', NULL, NULL), ('2025-07-01', NULL, 'Of tomorrow', 'dcs', NULL, NULL),
    ('2024-12-01', NULL, 'Before the notice', 'dcs', '2025-01-01', 'Long ago.'),
    ('2025-06-18', 'm3', 'Of June too', 'chair', NULL, NULL);
INSERT INTO adviser_update (post_id, given_on, notice_id, finding, summary)
VALUES ('adviser', '2025-05-05', 'n25', 'concern', 'Slow.'), ('nhs', '2025-06-06', 'n25', 'progress', 'Better.'),
    ('nhs', '2025-07-01', 'n25', 'progress', 'Still to come.');
INSERT INTO feedback (received_on, from_whom, channel, tone, summary)
SELECT v.received_on, v.from_whom, 'survey', 'mixed', 'Heard.' FROM (VALUES
    (date '2025-04-08', 'parents and carers'), ('2025-04-09', 'parents and carers'),
    ('2025-05-09', 'parents and carers'), ('2025-06-30', 'parents and carers'), ('2025-07-01', 'parents and carers'),
    ('2024-06-30', 'parents and carers'), ('2024-07-01', 'parents and carers'), ('2024-08-01', 'parents and carers'),
    ('2025-05-01', 'children and young people'), ('2025-05-02', 'children and young people'),
    ('2025-01-02', 'children and young people'), ('2024-07-05', 'children and young people'), ('2025-06-04', 'schools'),
    ('2025-05-03', 'schools'), ('2025-01-03', 'schools'), ('2025-05-04', 'staff')) v (received_on, from_whom);

-- Cases: so many plans of so many days in 2025 and in 2024 to the same day, some under an exception; then open ones.
INSERT INTO ehc_request (local_authority, request_ref, request_source, received_on, request_outcome, request_outcome_on,
                         assessment_outcome, assessment_outcome_on, week20)
SELECT v.authority, v.what || '-' || n, '1', v.issued + n - (v.days + 7 * n), 'Y', v.issued + n - (v.days + 7 * n) + 30,
       'Y', v.issued + n, nullif(v.excepted, false)
FROM (VALUES ('344', 'in time', date '2025-02-03', 60, 8, false),
      ('344', 'excepted in time', '2025-03-03', 90, 1, true), ('344', 'late', '2025-04-01', 150, 2, false),
      ('344', 'excepted late', '2025-05-01', 200, 3, true),
             ('344', 'last in time', '2024-02-05', 70, 3, false), ('344', 'last late', '2024-03-04', 160, 5, false),
             ('344', 'last excepted late', '2024-04-04', 300, 1, true),
             ('344', 'after the day', '2024-07-01', 130, 4, false),
             ('345', 'in time', '2025-01-06', 80, 1, false), ('345', 'late', '2025-01-07', 170, 6, false),
             ('345', 'last in time', '2024-01-08', 90, 4, false)) v (authority, what, issued, days, plans, excepted),
             generate_series(1, v.plans) n;
INSERT INTO ehc_request (local_authority, request_ref, request_source, received_on, request_outcome)
SELECT v.authority, 'open-' || v.days || '-' || n, '2', date '2025-06-30' - v.days - n, 'A'
FROM (VALUES ('344', 0, 12), ('344', 140, 5), ('345', 20, 3), ('345', 500, 2), ('346', 200, 1)) v (authority, days,
    cases), generate_series(1, v.cases) n;
INSERT INTO ehc_request (local_authority, request_ref, request_source, received_on, request_outcome, request_outcome_on)
VALUES ('344', 'refused', '3', '2025-05-01', 'N', '2025-06-30'),
    ('344', 'refused tomorrow', '4', '2025-05-01', 'N', '2025-07-01');

CREATE TEMPORARY TABLE pack ON COMMIT DROP AS SELECT * FROM sen.board_pack('says');
-- The rows of a section, as it should be, in order: (item, in_words, detail).
CREATE FUNCTION pg_temp.day(d date) RETURNS text
    LANGUAGE sql AS $$ SELECT extract(day FROM d) || ' '
                      || (ARRAY['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September',
                                'October', 'November', 'December'])[extract(month FROM d)] || ' '
                      || extract(year FROM d) $$;
CREATE FUNCTION pg_temp.said(heading text) RETURNS TABLE (item text, in_words text, detail text)
    LANGUAGE sql AS $$ SELECT p.item, p.in_words, p.detail FROM pack p WHERE p.heading = $1 ORDER BY p.line $$;
SELECT is((SELECT string_agg(heading, '|' ORDER BY section) FROM pack WHERE line = 1),
    'The first page|Where we are|EHC plans within 20 weeks, and the families who wait|'
    'Requests, refusals, plans and reviews against the year before|'
    'The recovery plan, and when the backlog is cleared|EHC plans in force|'
    'Every other statutory duty|Beside other areas|Children who wait for a specialist service|'
    'The quality of EHC plans|Is it moving, is it on track|Measures off track: why, and what is done|'
    'Figures that were typed in, beside the cases|Milestones, and what was moved|'
    'Is it a change, or chance|What families, schools and others said|Complaints, by theme and outcome|'
    'What the advisers found|Areas of the notice|Actions, by how far they have come|'
    'Money, planned and spent|Slow to progress|Where contributions need to be strengthened|'
    'What changed, and what was corrected, since the last meeting|'
    'What the log says since the last meeting|Risk register|Mitigation plan|'
    'Matters escalated and not resolved|Decisions of the Board|Who came to the last meeting|'
    'Ready for the meeting|Invitations missing or late|Is every paragraph of the notice met|'
    'The council''s own assessment for the next review|Can the notice be stepped down|Our own data|'
    'What this pack rests on',
    'the sections, in order');
SELECT is_empty('SELECT section FROM pack GROUP BY section HAVING min(line) <> 1 OR max(line) <> count(*) OR '
                'count(DISTINCT line) <> count(*)', 'with lines from 1');

-- Where we are: by hand ---------------------------------------------------------
SELECT results_eq($$SELECT * FROM pg_temp.said('Where we are')$$, $$VALUES
    ('As on', '30 June 2025', NULL), ('Last meeting of the Board', '18 June 2025', 'Board of June'),
    ('Next meeting of the Board', '22 July 2025', 'Board of July'),
    ('Notice of 2024', 'issued on 10 September 2024', 'actions to be delivered by 17 June 2025: 13 days ago'),
    ('Notice of 2025', 'issued on 15 January 2025', 'actions to be delivered by 1 September 2025: 63 days left'),
    ('Next review by the Department', 'overdue by 20 days; no review under this notice is recorded',
     'due by 10 June 2025'),
    ('Next review by the Department', 'due in 70 days', 'due by 8 September 2025; planned from 3 September 2025'),
    ('Last review on record', '8 April 2025', 'Progress is mixed.'),
    ('Data: Cases', 'recent', 'complete to a day that nobody has stated; the latest day in it is 29 June 2025, 1 day '
                              'ago')$$,
    'where we are, and how old the data are');

-- The 20 weeks: from the cases, with the intervals of Wilson and Newcombe in plain SQL ------------------------------
CREATE TEMPORARY VIEW year_of AS
SELECT l.local_authority, y.to_day, y.place, c.*
FROM (SELECT DISTINCT local_authority FROM ehc_request) l
CROSS JOIN (VALUES (1, date '2025-01-01', date '2025-06-30'), (2, '2024-01-01', '2024-06-30')) y (place, from_day,
    to_day)
CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE p.plan) AS plans, count(*) FILTER (WHERE p.plan AND p.days <= 140) AS in_time,
           count(*) FILTER (WHERE p.plan AND p.week20 IS NOT TRUE) AS plain,
           count(*) FILTER (WHERE p.plan AND p.week20 IS NOT TRUE AND p.days <= 140) AS plain_in_time,
           round(avg(p.days) FILTER (WHERE p.plan) / 7, 1) AS weeks, count(*) FILTER (WHERE p.open) AS open,
           count(*) FILTER (WHERE p.open AND y.to_day - p.received_on > 140) AS over
    FROM (SELECT r.*, r.assessment_outcome_on - r.received_on AS days,
          coalesce(r.assessment_outcome_on BETWEEN y.from_day AND y.to_day, false) AS plan,
                 r.received_on <= y.to_day
                     AND coalesce(r.assessment_outcome_on,
                                  CASE WHEN r.request_outcome = 'N' THEN r.request_outcome_on END,
                                  '9999-12-31') > y.to_day AS open
          FROM ehc_request r WHERE r.local_authority = l.local_authority) p) c;
-- A share of open actions, with the noun that the whole asks for.
CREATE FUNCTION pg_temp.of_open(part bigint, whole bigint) RETURNS text LANGUAGE sql AS $$
    SELECT part || ' of ' || whole || CASE whole WHEN 1 THEN ' open action' ELSE ' open actions' END$$;
-- Of fewer than 100 cases a percentage has no decimal.
CREATE FUNCTION pg_temp.digits(percent numeric, whole bigint) RETURNS numeric LANGUAGE sql AS $$
    SELECT trim_scale(round(percent, CASE WHEN whole < 100 THEN 0 ELSE 1 END)) $$;
CREATE FUNCTION pg_temp.wilson(part numeric, whole numeric, side numeric) RETURNS numeric LANGUAGE sql AS $$
    SELECT (2 * part + z * z + side * z * sqrt(z * z + 4 * part * (whole - part) / whole)) / (2 * (whole + z * z))
    FROM (SELECT 1.959963984540054 AS z) q $$;
CREATE FUNCTION pg_temp.change(a numeric, b numeric, c numeric, d numeric) RETURNS text LANGUAGE sql AS $$
    SELECT regexp_replace(
           CASE WHEN low > 0 THEN 'rose by ' || round(100 * diff, 1) || ' points, 95% interval ' || round(100 * low, 1)
                || ' to ' || round(100 * high, 1)
                WHEN high < 0 THEN 'fell by ' || round(-100 * diff, 1) || ' points, 95% interval '
                    || round(-100 * high, 1) || ' to ' || round(-100 * low, 1)
                ELSE 'no clear change: ' || to_char(100 * diff, 'SGFM9990.0') || ' points, 95% interval '
                    || to_char(100 * low, 'SGFM9990.0') || ' to ' || to_char(100 * high, 'SGFM9990.0') END,
           '[.]0(?= |$)', '', 'g')
    FROM (SELECT c / d - a / b AS diff,
          c / d - a / b - sqrt((c / d - pg_temp.wilson(c, d, -1)) ^ 2 + (pg_temp.wilson(a, b, 1) - a / b) ^ 2) AS low,
          c / d - a / b + sqrt((pg_temp.wilson(c, d, 1) - c / d) ^ 2 + (a / b - pg_temp.wilson(a, b, -1)) ^ 2) AS high)
        x $$;
SELECT ok(count(DISTINCT v) = count(*), 'the cases of 344: no two numbers are equal, ' || string_agg(v::text, ', '
              ORDER BY v))
FROM year_of,
    LATERAL unnest(CASE place WHEN 1 THEN ARRAY[plans, in_time, plain, weeks, open, over,
                                                round(100.0 * plain_in_time / plain, 1)]
                        ELSE ARRAY[weeks, open, over, round(100.0 * plain_in_time / plain, 1)] END) v
WHERE local_authority = '344';
SELECT results_eq($$SELECT * FROM pg_temp.said('EHC plans within 20 weeks, and the families who wait')$$, $$
    SELECT 'Authority ' || t.local_authority || ': ' || s.item, s.in_words, s.detail
    FROM year_of t JOIN year_of l ON l.local_authority = t.local_authority AND t.place = 1 AND l.place = 2
    CROSS JOIN LATERAL (VALUES
        (1, '1 January to 30 June 2025',
         CASE WHEN t.plain = 0 THEN 'no plan issued'
              ELSE pg_temp.digits(100.0 * t.plain_in_time / t.plain, t.plans) || '% of plans in time' END,
         'leaving out cases under a permitted exception; '
             || CASE WHEN t.plain > 0 AND l.plain > 0
                     THEN pg_temp.change(l.plain_in_time, l.plain, t.plain_in_time, t.plain)
                          || '; last year to the same day '
                          || pg_temp.digits(100.0 * l.plain_in_time / l.plain, l.plans) || '%; '
                     ELSE 'no cases to compare; ' END
             || CASE WHEN t.plans = 0 THEN 'no plans'
                     ELSE CASE t.in_time WHEN 0 THEN 'none' ELSE t.in_time::text END || ' of ' || t.plans
                          || CASE t.plans WHEN 1 THEN ' plan' ELSE ' plans' END || ' if all are counted' END),
        (2, 'Mean time from request to plan',
         CASE WHEN t.plans = 0 THEN 'no plan issued' ELSE trim_scale(t.weeks) || ' weeks' END,
         'last year to the same day '
             || CASE WHEN l.plans = 0 THEN 'no plan issued' ELSE trim_scale(l.weeks) || ' weeks' END),
        (3, 'Requests still open on 30 June 2025', t.open::text,
         t.over || ' over 20 weeks; a year before ' || l.open || ' open, '
         || l.over || ' over 20 weeks')) s (place, item, in_words, detail)
    ORDER BY t.local_authority, s.place$$, 'the 20 weeks, this year against last, and who waits');

-- Measures: the verdicts by hand. The middle of 20 and 80 is 50, three quarters of the way to it are 42.5.
CREATE TEMPORARY TABLE verdict_of ON COMMIT DROP AS SELECT *
    FROM (VALUES ('k1', 'met'), ('k2', 'on track'), ('k3', 'at risk'), ('k4', 'off track'), ('k5', 'off track'),
          ('k6', 'no recent data'), ('k7', 'on track'), ('k8', 'on track')) v (measure_id, verdict);
SELECT results_eq($$SELECT * FROM pg_temp.said('Is it moving, is it on track')$$, $$
    SELECT m.title, v.verdict, CASE v.verdict
        WHEN 'no recent data' THEN 'There is no figure yet since the baseline of 20% on 1 January 2025.'
        WHEN 'met' THEN f.value || '% on 30 June 2025 meets the target of at least 80% by 30 June 2025.'
        ELSE f.value || '% on 30 June 2025 ' || CASE WHEN f.value < 50 THEN 'is behind the plan'
                                                            ELSE 'keeps up with the plan' END
            || ': the straight line from the baseline of 20% on 1 January 2025 to the target of at least 80% '
               'by ' || d.by_day || ' stands at ' || d.plan || '% on that day'
             || CASE v.verdict WHEN 'on track' THEN ''
                     WHEN 'at risk' THEN '; at risk and not off track, because at least three quarters of the way '
                                         'planned by then is done, ' || f.value - 20 || ' of ' || d.plan - 20
                     || ' points'
                ELSE '; less than three quarters of the way planned by then is done, ' || f.value - 20 || ' of '
                    || d.plan - 20 || ' points, and there are too few figures for a trend' END || '.' END
                    || CASE m.measure_id WHEN 'k7' THEN ' (illustrative)' ELSE '' END
    FROM measure m JOIN verdict_of v USING (measure_id) LEFT JOIN measurement f USING (measure_id)
    CROSS JOIN LATERAL (SELECT CASE m.measure_id WHEN 'k5' THEN '30 June 2025' ELSE '27 December 2025' END AS by_day,
                        CASE m.measure_id WHEN 'k5' THEN 80 ELSE 50 END AS plan) d
    ORDER BY array_position('{no recent data,off track,at risk,on track,met}', v.verdict), m.title$$,
        'the measures, the worst first');

-- Actions, as they stand on the day by the tables --------------------------------------------------
CREATE TEMPORARY VIEW stands AS
SELECT a.*, coalesce(a.done_on <= '2025-06-30', false)
       OR coalesce(l.delivery_status LIKE 'complete%', false) AS complete,
       coalesce(a.done_on > '2025-06-30', true)
           AND coalesce(l.delivery_status NOT IN ('complete', 'complete and embedded', 'stopped'), true) AS open,
       l.delivery_status,
       (SELECT e.impact_status FROM log_entry e WHERE e.action_id = a.action_id AND e.impact_status IS NOT NULL
        ORDER BY e.entered_on DESC LIMIT 1) AS impact_status
FROM action a
LEFT JOIN LATERAL (SELECT e.delivery_status FROM log_entry e
                   WHERE e.action_id = a.action_id AND e.entered_on <= '2025-06-30' AND e.delivery_status IS NOT NULL
                   ORDER BY e.entered_on DESC LIMIT 1) l ON true
WHERE a.agreed_on <= '2025-06-30';
SELECT results_eq($$SELECT * FROM pg_temp.said('Areas of the notice')$$, $$
    SELECT a.area_number || ' ' || a.title, coalesce(t.status, 'not recorded'),
           concat_ws('; ', 'since ' || pg_temp.day(t.since),
                     CASE WHEN o.objectives = 0 THEN 'no objective in the plans' ELSE
        CASE WHEN c.actions = 0 THEN 'no actions'
             ELSE coalesce(nullif(c.complete, 0)::text, 'none') || ' of ' || c.actions || ' actions complete' END
            || CASE WHEN c.overdue > 0 THEN ', ' || c.overdue || ' overdue' ELSE '' END
            || CASE WHEN m.measures = 0 THEN '; no measure' ELSE '; measures: ' || m.words END END)
    FROM area a JOIN notice n ON n.notice_id = a.notice_id AND n.replaced_on IS NULL
    LEFT JOIN LATERAL (SELECT s.status, s.since FROM area_status s
                       WHERE s.notice_id = a.notice_id AND s.area_number = a.area_number
                       ORDER BY s.since DESC LIMIT 1) t ON true
    CROSS JOIN LATERAL (SELECT count(*) AS objectives FROM objective_area x
                        WHERE x.notice_id = a.notice_id AND x.area_number = a.area_number) o
    CROSS JOIN LATERAL (SELECT count(*) AS actions, count(*) FILTER (WHERE s.complete) AS complete,
                        count(*) FILTER (WHERE s.open AND s.due_on < '2025-06-30') AS overdue
                        FROM stands s JOIN objective_area x ON x.objective_id = s.objective_id
                            AND x.notice_id = a.notice_id AND x.area_number = a.area_number) c
    CROSS JOIN LATERAL (SELECT coalesce(sum(w.n), 0) AS measures, string_agg(w.n || ' ' || w.word, ', '
                            ORDER BY w.place) AS words
                        FROM (SELECT k.place, k.word, count(*) AS n FROM measure q JOIN verdict_of v USING (measure_id)
                              JOIN objective_area x ON x.objective_id = q.objective_id AND x.notice_id = a.notice_id
                              AND x.area_number = a.area_number
                              JOIN (VALUES (1, 'met', 'met'), (2, 'on track', 'on track'), (3, 'at risk', 'at risk'),
                                    (4, 'off track', 'off track'),
                                    (5, 'no recent data', 'without recent data')) k (place, verdict,
                                        word) ON k.verdict = v.verdict GROUP BY k.place, k.word) w) m
    ORDER BY n.issued_on, a.area_number$$, 'the areas of the notices in force, the older notice first');
SELECT is((SELECT string_agg(complete || '/' || actions || '/' || overdue, ' ' ORDER BY objective_id)
           FROM (SELECT objective_id, count(*) AS actions, count(*) FILTER (WHERE complete) AS complete,
                 count(*) FILTER (WHERE open AND due_on < '2025-06-30') AS overdue FROM stands GROUP BY 1) x),
    '2/5/2 1/5/2 0/3/1', 'complete, all and overdue by objective');
SELECT results_eq($$SELECT * FROM pg_temp.said('Actions, by how far they have come')$$, $$
    SELECT coalesce(s.delivery_status, 'no entry in the log'), count(*)::text,
           nullif(concat_ws('; ', nullif(count(*) FILTER (WHERE s.open AND s.due_on < '2025-06-30'), 0) || ' overdue',
                            nullif(count(*) FILTER (WHERE s.impact_status IN ('clear impact', 'lasting impact')), 0)
                            || ' with evidence of impact'), '')
    FROM stands s GROUP BY s.delivery_status
    ORDER BY array_position('{not started,on track,at risk,off track,complete,complete and embedded,stopped}',
                            s.delivery_status) NULLS FIRST$$, 'actions by status, those without an entry first');
SELECT is((SELECT detail FROM pack WHERE heading LIKE 'Actions, %' AND item = 'on track'),
          '1 overdue; 2 with evidence of impact', 'of the actions on track two numbers that differ');

-- What is slow, by hand. Points: overdue 3, unmoved 2, without update 2, a measure off course 2, no measurable target
-- 1. Of equal points, the longest overdue, then what the log was silent about for longest, then objectives. The last
-- meeting was on 18 June, the one before on 29 April.
SELECT results_eq($$SELECT * FROM pg_temp.said('Slow to progress')$$, $$
    SELECT v.title, v.owner,
           replace(replace(v.reasons, '[quiet]', ', no progress recorded since the meeting on 18 June 2025'), '[met]',
                   ', though the Board met on 18 June 2025') FROM (VALUES
    ('Forgotten', 'Chief executive', '81 days overdue (due 10 April 2025); no status in the log since it was agreed on '
                                     '1 October 2024[quiet]; no entry in the log[met]; no measurable target'),
    ('Old objective', 'Chief executive',
     '1 of 2 open actions overdue, by 81 days; no status in the log since it was agreed on 1 October 2024[quiet]; '
     'no entry in the log since 29 April 2025[met]; no measurable target'),
    ('Ask earlier', 'Chief nurse',
     '31 days overdue (due 30 May 2025); status ''off track'' since 11 February 2025[quiet]; no entry in the '
     'log since 11 February 2025[met]'),
    ('Report', 'Head teacher', '20 days overdue (due 10 June 2025); no status in the log since it was agreed on 21 '
                               'January 2025[quiet]; no entry in the log[met]'),
    ('Timely plans', 'Director', '2 of 3 open actions overdue, the longest by 31 days; measure ''Also far behind'' '
                                 'is off track: 26% on 30 June 2025, target at least 80% by 30 June 2025; measure '
                                 '''Far behind'' is off track: 41% on 30 June 2025, target at least 80% by 27 '
                                 'December 2025'),
    ('Speech therapy', NULL, 'no status in the log since it was agreed on 1 February 2025[quiet]; no entry in the '
                             'log[met]; no measurable target'),
    ('Listen', 'Chair of the Forum', 'status ''on track'' since 29 April 2025[quiet]; no entry in the log '
                                     'since 29 April 2025[met]; no measurable target'),
    ('Better advice', 'Chief nurse', '2 of 4 open actions overdue, the longest by 20 days'),
    ('Visit', 'Chief nurse', '10 days overdue (due 20 June 2025)'),
    ('Hire', 'Director', '1 day overdue (due 29 June 2025)'),
    ('Agree', 'Chief nurse', 'status ''on track'' since 29 April 2025[quiet]')) v (title, owner, reasons)$$,
    'what is slow, the worst first');

-- Contributions. How many are open and overdue, asked for, attended and escalated from the
-- tables; how many are slow and without update by hand, from the list above.
CREATE TEMPORARY VIEW short AS
SELECT n.*, x.place, x.expected, c.*, k.asked, h.expected_at, h.attended, e.escalated, coalesce(w.slow, 0) AS slow,
       coalesce(w.silent, 0) AS silent
FROM partner n
JOIN (VALUES ('education', 1, true), ('health', 2, true), ('local government', 4, false),
      ('parents and carers', 5, true)) x (sector, place, expected) ON x.sector = n.sector
LEFT JOIN (VALUES ('icb', 3, 1), ('forum', 1, 1), ('council', 2, 1), ('schools', 1, 1)) w (partner_id, slow,
    silent) ON w.partner_id = n.partner_id
CROSS JOIN LATERAL (SELECT count(*) FILTER (WHERE s.open) AS open,
                    count(*) FILTER (WHERE s.open AND s.due_on < '2025-06-30') AS overdue FROM stands s
                    JOIN post p ON p.post_id = s.owner_post WHERE p.partner_id = n.partner_id) c
CROSS JOIN LATERAL (SELECT count(DISTINCT coalesce(l.action_id, l.objective_id)) AS asked FROM log_entry l
                    WHERE l.needs_more_from = n.partner_id) k
CROSS JOIN LATERAL (SELECT count(DISTINCT a.meeting_id) AS expected_at,
                    count(DISTINCT a.meeting_id) FILTER (WHERE a.attendance IN ('present', 'deputy')) AS attended
                    FROM attendance a JOIN post p ON p.post_id = a.post_id WHERE p.partner_id = n.partner_id) h
CROSS JOIN LATERAL (SELECT count(*) AS escalated FROM escalation e JOIN post p ON p.post_id = e.escalated_to
                    WHERE p.partner_id = n.partner_id AND e.raised_on <= '2025-06-30'
                    AND coalesce(e.resolved_on > '2025-06-30', true)) e;
SELECT results_eq($$SELECT * FROM pg_temp.said('Where contributions need to be strengthened')$$, $$
    SELECT v.item, v.sector, v.gap FROM (
        SELECT -1 AS gaps, 0 AS overdue, place, upper(left(sector, 1)) || substr(sector, 2) AS item,
               'no partner' AS sector,
               'no partner of this sector takes part, though an improvement notice expects its leaders at the Board'
                   AS gap
        FROM (VALUES (3, 'care'), (6, 'elected members')) q (place, sector)
        UNION ALL
        SELECT num_nonnulls(w.overdue, w.slow, w.silent, w.asked, w.missed, w.escalated), s.overdue, s.place, s.name,
               s.sector, concat_ws('; ', w.overdue, w.slow, w.silent, w.asked, w.missed, w.escalated)
        FROM short s CROSS JOIN LATERAL (SELECT CASE WHEN s.overdue > 0 THEN pg_temp.of_open(s.overdue, s.open)
                                                     || ' overdue' END AS overdue,
                                         CASE WHEN s.slow > 0 THEN pg_temp.of_open(s.slow, s.open) || ' slow'
                                         END AS slow,
            CASE WHEN s.silent > 0 THEN pg_temp.of_open(s.silent, s.open) || ' without update for the last meeting'
            END AS silent,
                CASE WHEN s.asked > 0 THEN 'asked in the log for a stronger contribution: ' || s.asked
                     || CASE s.asked WHEN 1 THEN ' action or objective' ELSE ' actions or objectives' END END AS asked,
            CASE WHEN s.attended < s.expected_at
                 THEN 'attended ' || coalesce(nullif(s.attended, 0)::text, 'none') || ' of ' || s.expected_at
                     || CASE s.expected_at WHEN 1 THEN ' meeting' ELSE ' meetings' END || ' in twelve months'
            END AS missed,
                CASE WHEN s.escalated > 0 THEN 'escalated to it and not resolved: ' || s.escalated
                END AS escalated) w) v
    ORDER BY v.gaps = -1 DESC, v.gaps DESC, v.overdue DESC, v.place$$,
        'whose contribution is short: sectors without a partner, then the most gaps');

-- Risks: the scores are products of two levels -----------------------------------------
CREATE TEMPORARY VIEW scored AS
SELECT DISTINCT ON (r.risk_id) r.*, s.assessed_on, s.meeting_id, s.current_impact,
       s.current_likelihood * s.current_impact AS now, s.inherent_likelihood * s.inherent_impact AS inherent,
       s.target_likelihood * s.target_impact AS target, s.reason
FROM risk r LEFT JOIN risk_assessment s ON s.risk_id = r.risk_id WHERE coalesce(r.closed_on > '2025-06-30', true)
ORDER BY r.risk_id, s.assessed_on DESC;
SELECT results_eq($$SELECT * FROM pg_temp.said('Risk register')$$, $$
    SELECT s.title,
           coalesce('score ' || nullif(concat_ws(', ', s.now, CASE WHEN s.now >= 15 THEN 'extreme'
                                                            WHEN s.now >= 8 THEN 'high'
                                                            WHEN s.now >= 4 THEN 'moderate'
                                                            WHEN s.now > 0 THEN 'low' END), ''), 'not scored'),
           concat_ws('; ', replace(m.movement, '[quiet]',
                                   'not assessed since the meeting on 18 June 2025, when it was '),
                     'without what is done about it ' || s.inherent, 'target ' || s.target,
               nullif(concat_ws('; ', CASE WHEN s.now IS NULL THEN 'never assessed' END,
                                CASE s.risk_id WHEN 'q2' THEN 'not assessed for the meeting on 18 June 2025' END,
                                CASE WHEN s.now > s.appetite THEN 'above the appetite of ' || s.appetite END,
                   CASE WHEN s.now > s.inherent THEN 'above its inherent score of ' || s.inherent || ', because: '
                        || s.reason END, CASE WHEN g.all_of = 0 THEN 'no mitigation' END,
                       CASE WHEN g.overdue > 0 THEN g.overdue || ' of ' || g.open || CASE g.open WHEN 1
                            THEN ' open mitigation overdue' ELSE ' open mitigations overdue' END END), ''),
               'owner: ' || (SELECT p.title FROM post p WHERE p.post_id = s.owner_post))
    FROM scored s
    LEFT JOIN (VALUES ('q1', '[quiet]15'), ('q2', '[quiet]6'), ('q3', 'not scored'),
               ('q5', '[quiet]15'), ('q6', 'new at 6'), ('q7', 'new at 8')) m (risk_id,
                   movement) ON m.risk_id = s.risk_id
    CROSS JOIN LATERAL (SELECT count(*) AS all_of,
                        count(*) FILTER (WHERE coalesce(x.done_on > '2025-06-30', true)) AS open,
                        count(*) FILTER (WHERE coalesce(x.done_on > '2025-06-30', true)
                                         AND x.due_on < '2025-06-30') AS overdue FROM mitigation x
                        WHERE x.risk_id = s.risk_id) g
    ORDER BY s.now DESC NULLS LAST, s.current_impact DESC, s.risk_id$$,
        'the register, the highest score first, of equal scores the higher impact');

SELECT results_eq($$SELECT * FROM pg_temp.said('Matters escalated and not resolved')$$, $$
    SELECT e.what, 'to ' || p.title, 'raised on ' || pg_temp.day(e.raised_on) || ', '
           || CASE date '2025-06-30' - e.raised_on WHEN 1 THEN '1 day' ELSE date '2025-06-30' - e.raised_on
                   || ' days' END || ' ago'
    FROM escalation e JOIN post p ON p.post_id = e.escalated_to
    WHERE e.raised_on <= '2025-06-30' AND coalesce(e.resolved_on > '2025-06-30', true)
    ORDER BY e.raised_on, e.escalation_id$$, 'escalations, the oldest first');
SELECT results_eq($$SELECT * FROM pg_temp.said('Is it a change, or chance')$$, $$
    SELECT 'Charts that show a change',
           coalesce(nullif(count(*) FILTER (WHERE says <> 'common cause'), 0)::text, 'none') || ' of ' || count(*)
               || CASE count(*) WHEN 1 THEN ' chart' ELSE ' charts' END,
           'by chance alone '
               || coalesce(nullif(trim_scale(round((sum(sen.chance_of_change(chart, base_points)) / 100)::numeric, 1)),
                                  0)::text, 'none') || ' would'
    FROM (SELECT coalesce(kind, '') AS says, chart, base_points FROM process_control
          WHERE is_last AND limits <> 'none') c
    UNION ALL (SELECT title, 'a change for the ' || CASE WHEN variation ~ 'concern' THEN 'worse' ELSE 'better' END
                      || ': ' || CASE WHEN variation ~ 'high' THEN 'higher' ELSE 'lower' END
                      || ' than chance would have it',
                      CASE WHEN starts_with(in_words, 'A change for the ')
                           THEN 'Since ' || split_part(in_words, ' since ', 2)
                                || coalesce(' since ' || nullif(split_part(in_words, ' since ', 3), ''), '')
                           ELSE in_words END
               FROM process_summary WHERE kind <> 'common cause'
               ORDER BY variation !~ 'concern', title, series)
    UNION ALL (SELECT title, 'significant improvement', 'S' || substr(in_words, length('Significant improvement s') + 1)
               FROM improvement
               WHERE rule IS NOT NULL AND since = 'notice' ORDER BY title, series)$$,
    'what the charts show, the worse first, and beside it what chance would');
SELECT results_eq($$SELECT * FROM pg_temp.said('What this pack rests on')$$, $$
    SELECT e.title, CASE WHEN e.illustrative THEN 'illustrative' ELSE pg_temp.day(e.dated_on) END, e.held_at
    FROM evidence e WHERE e.dated_on <= '2025-06-30' ORDER BY e.illustrative, e.dated_on, e.evidence_id$$,
           'evidence by its day, what is invented last');


-- The log: what counts on the day of the last meeting or later, by the meetings as they were held.
SELECT results_eq($$SELECT * FROM pg_temp.said('What the log says since the last meeting')$$, $$
    SELECT coalesce(a.title, o.title),
           concat_ws(', ', (SELECT x.delivery_status FROM log_entry x
                            WHERE (x.action_id, x.objective_id) IS NOT DISTINCT FROM (l.action_id, l.objective_id)
                            AND x.delivery_status IS NOT NULL AND (x.entered_on, x.log_entry_id) <= (l.entered_on,
                                l.log_entry_id) ORDER BY x.entered_on DESC LIMIT 1),
                     CASE WHEN l.impact_status LIKE '%impact%' THEN l.impact_status
                          ELSE 'impact: ' || l.impact_status END),
           concat_ws(' ', 'Entry of ' || pg_temp.day(l.entered_on) || '.', l.progress, l.impact,
                     'More is needed from ' || (SELECT n.name FROM partner n
                         WHERE n.partner_id = l.needs_more_from) || '.',
                     CASE l.evidence_id WHEN 'e12' THEN '(illustrative)' END)
    FROM log_entry l LEFT JOIN action a USING (action_id) LEFT JOIN objective o ON o.objective_id = l.objective_id
    LEFT JOIN meeting m ON m.meeting_id = l.meeting_id
    CROSS JOIN LATERAL (SELECT coalesce(m.held_on, (SELECT min(x.held_on) FROM meeting x
                                                    WHERE x.held_on >= l.entered_on)) AS held_on) h
    WHERE l.entered_on <= '2025-06-30' AND coalesce(h.held_on, l.entered_on) >= '2025-06-18'
    ORDER BY h.held_on DESC NULLS FIRST, l.entered_on DESC, l.action_id IS NULL DESC,
        coalesce(l.action_id, l.objective_id)$$, 'the log since the last meeting, the newest first');

-- The notice, by hand: paragraph by paragraph, counted on paper from the rows above.
CREATE TEMPORARY TABLE judged_as (place integer, notice text, paragraph text, status text, evidence text,
                                  missing text) ON COMMIT DROP;
INSERT INTO judged_as SELECT row_number() OVER (), 'n25', v.* FROM (VALUES
    ('2', 'not met', 'none of 11 duties met',
     '3 not met, 3(a) not met, 3(b) cannot be shown, 5(a) not met, 5(b) not met, 5(c) not met, 6 not met, 12(a) cannot '
     'be shown, 12(b) not met, 12(c) cannot be shown, 12(d) not met'),
    ('3', 'not met', '3 of 5 active areas with an objective; 2 of 3 objectives with an action, 1 made together '
                     'with families; plans: Plan A, Plan B; heard in the last 12 months: parents and carers (6), '
                     'children and young people (4), schools (3)',
     'an objective for areas 4, 5; an action for the objective ''Speech therapy'''),
    ('3(a)', 'not met',
     'area 1: 2 of 5 actions complete, 2 overdue; measures: 1 met, 1 on track, 1 at risk, 2 off track',
     '3 of 5 measures behind the target'),
    ('3(b)', 'cannot be shown',
     'area 2: 1 of 5 actions complete, 2 overdue; measures: 2 on track, 1 without recent data',
     'recent data for 1 of 3 measures'),
    ('4', 'not met', '1 of 3 recommendations with an objective', 'an objective for 2 of them'),
    ('5', 'not met', 'none of 5 parts met', '5(a) not met, 5(b) not met, 5(c) not met, 5(d) not met, 5(e) not met'),
    ('5(a)', 'not met', '4 meetings since the notice, the last on 18 June 2025; there: 2 of 5 sectors and 3 of 4 '
                        'leaders held to account; the next is planned for 22 July 2025, agreed with the '
                        'Department; 1 of 5 escalations resolved',
     'at the last meeting: care, elected members, parents and carers; at the last meeting: ICB chief executive'),
    ('5(b)', 'not met',
     '10 of 10 actions with an owner; 10 of 10 actions that were not given up under an objective with a measure that '
     'has unit, baseline, target and their days; 2 of 5 active areas with such a measure, 8 measures in all',
     'a measure with a target for areas 3, 4, 5'),
    ('5(c)', 'not met', 'for the meeting of 18 June 2025: risk register sent on 13 June 2025, mitigation plan sent on '
                        '19 June 2025; 2 of 6 open risks assessed and 4 of 9 open actions with an entry in the log '
                        'since the meeting before',
     'the mitigation plan in advance; an assessment of 4 of the open risks; an entry for 5 of the open actions'),
    ('5(d)', 'not met', 'papers of the meeting of 18 June 2025, not older than 6 months: data 2, analysis 1, '
                        'lived experience 0',
     'evidence of lived experience'),
    ('5(e)', 'not met', 'none of 4 meetings in the last 6 months with an entry for every open action, made within 14 '
                        'days of it, at the last 4 of 9 open actions; 2 of 4 objectives slow by then (3 points) named '
                        'in the log; 3 of 4 partners with gaps (3 kinds) named in the log',
     'entries in time for Board of February (1 of 11 open actions), Board of March (none of 11 open actions), Board of '
     'April (4 of 11 open actions), Board of June (4 of 9 open actions); the log does not name as slow: Old objective; '
     'Speech therapy; the log does not name as needed: Council'),
    ('6', 'not met', 'all three were invited before 2 of 4 meetings in the last 6 months',
     'invitations in time to Board of February, Board of June'),
    ('7', 'not ours to show', '2 updates are recorded, the last of 6 June 2025', ''),
    ('8', 'not ours to show', '3 reviews held; the next is due by 8 September 2025, in 70 days', ''),
    ('9', 'not ours to show', 'reviews covered 3 of 7 topics', ''),
    ('10', 'not met', 'sent before 1 of 3 reviews in the last 12 months; the next review is due by 8 September 2025, '
                      'in 70 days',
     'the own assessment before 2 of 3 reviews'),
    ('10(a)', 'not met',
     '2 of 3 objectives with an entry in the log that says what was done or changed since the review of 8 April 2025; '
     '3 of 10 actions complete',
     'an entry for 1 of them'),
    ('10(b)', 'met', 'heard since the review of 8 April 2025: parents and carers (3), children and young people (2)',
     ''),
    ('10(c)', 'not met', '3 of 4 posts held to account recorded; evidence on governance in the last 12 months: 2, '
                         'the last of 21 January 2025', '1 of the posts'),
    ('10(d)', 'not met', '2 of 5 active areas with an entry in the log that says what was done or changed since the '
                         'review of 8 April 2025; 1 of 6 areas business as usual or closed',
     'an entry for areas 3, 4, 5'),
    ('10(e)', 'not met', '8 measures, 4 met or on track, 1 with a figure that is too old (one for a year may be 18 '
                         'months old)', 'recent data: Never counted (no figure)'),
    ('10(f)', 'not met',
     'since the review of 8 April 2025: evidence on co-production 1, feedback of schools 2, of families 5',
     'attendance at the Board in the last 12 months: care, elected members'),
    ('11', 'not ours to show', '1 held', ''),
    ('12(a)', 'cannot be shown', 'evidence of it for 2 of 3 reviews in the last 12 months',
     'evidence of kind access for 1 of the reviews'),
    ('12(b)', 'not met',
     '7 of 8 measures with a figure that is not too old (one for a year may be 18 months old); 2 pieces of evidence '
     'are recorded for it, the last of 11 June 2025', 'recent data: Never counted (no figure)'),
    ('12(c)', 'cannot be shown', 'evidence of it for 1 of 3 reviews in the last 12 months',
     'evidence of kind facilities for 2 of the reviews'),
    ('12(d)', 'not met', '2 of 3 meetings held more than 28 days ago with minutes', 'minutes of Board of March'),
    ('13', 'not met', '3 of 10 actions complete, 4 overdue; 1 of 8 measures at the target, 1 of 2 targets whose '
                      'day has come reached; the notice asks for delivery by 1 September 2025, 63 days left',
     '7 of the actions; 1 of the targets whose day has come'),
    ('14', 'met', 'the review reported on 2 May 2025 found it done; 1 piece of evidence is recorded for it, the last '
                  'of 2 May 2025', ''), ('15', 'not ours to show', '', '')) v;
INSERT INTO judged_as VALUES (31, 'n24', '1', 'cannot be shown', '', 'the report of a review as evidence for it'),
    (32, 'n24', '2', 'met', 'heard in the last 6 months: parents and carers (4), children and young people (3)', ''),
    (33, 'n24', '3', 'cannot be shown', '', 'no test is chosen for it (column test of requirement)');
SELECT results_eq($$SELECT * FROM pg_temp.said('Is every paragraph of the notice met')$$, $$
    SELECT j.paragraph || ' asks ' || coalesce(q.test, 'nothing'), j.status,
           concat_ws('. ', nullif(j.evidence, ''), 'Missing: ' || nullif(j.missing, ''))
    FROM judged_as j JOIN requirement q ON q.notice_id = j.notice AND q.paragraph = j.paragraph
    ORDER BY j.place$$, 'every paragraph, of the newer notice first');
SELECT results_eq($$SELECT * FROM pg_temp.said('The council''s own assessment for the next review')$$, $$
    SELECT j.paragraph || ' asks ' || q.test, CASE WHEN j.status = 'met' THEN 'ready' ELSE 'not ready' END,
           concat_ws('. ', nullif(j.evidence, ''), 'Missing: ' || nullif(j.missing, ''))
    FROM judged_as j JOIN requirement q ON q.notice_id = j.notice AND q.paragraph = j.paragraph
    WHERE j.paragraph LIKE '10(%' OR (j.notice, j.paragraph) = ('n24', '2') ORDER BY j.notice, j.place$$,
        'the own assessment, of the older notice first: what is met is ready');
SELECT is((SELECT string_agg(in_words, ', ' ORDER BY line) FROM pack WHERE heading LIKE '%own assessment%'),
          'ready, not ready, ready, not ready, not ready, not ready, not ready', 'ready and not ready');
SELECT results_eq($$SELECT * FROM pg_temp.said('Can the notice be stepped down')$$, $$
    SELECT v.condition, CASE WHEN v.place = 5 THEN 'not ours to show' ELSE 'not met' END, v.said FROM (VALUES
        (1, 1, 'none of 1 area. Missing: area 1'), (1, 2, 'no measures. Missing: measures'),
        (1, 3, 'none of 3 actions, 1 stopped by the Board. Missing: 2 of the actions'),
        (1, 4, 'none of 1 duty. Missing: paragraph 1'), (1, 5, ''),
        (2, 1, '1 of 6 areas. Missing: areas 1, 2, 3, 4, 5'), (2, 2, '1 of 8 measures. Missing: 7 of the measures'),
        (2, 3, '3 of 10 actions. Missing: 7 of the actions'),
        (2, 4, 'none of 11 duties. Missing: paragraphs 3, 3(a), 3(b), 5(a), 5(b), 5(c), 6, 12(a), 12(b), 12(c), 12(d)'),
        (2, 5, '')) s (notice, place, said)
    JOIN LATERAL (SELECT s.*,
                  (ARRAY['Every area is business as usual or closed', 'Every measure has met its target',
                         'Every action is complete, or stopped by the Board', 'Every duty of the notice is met',
                         'The Department finds the progress sufficient, and the Minister agrees'])[s.place]
                  AS condition) v ON true
    ORDER BY s.notice, s.place$$, 'what speaks for stepping down, of the older notice first');

-- The meetings, by hand; who is invited, from the tables.
SELECT results_eq($$SELECT * FROM pg_temp.said('Ready for the meeting')$$, $$VALUES
    ('Board of July', 'planned', 'still to do: send the risk register; send the mitigation plan; invite 2 of 3 '
                                 'external attendees; invite 3 of 5 members; assess 4 of 6 open risks'),
    ('Board of June', 'held', 'not ready: mitigation plan after the meeting; 1 of 3 external attendees not invited in '
                              'advance; 3 of 5 members not invited in advance; 4 of 6 open risks not assessed '
                              'for it')$$, 'ready for the meeting, the newest first');
SELECT results_eq($$SELECT * FROM pg_temp.said('Invitations missing or late')$$, $$
    SELECT p.title, m.title,
           CASE WHEN i.sent_on IS NULL THEN CASE WHEN m.meeting_id = 'm4' THEN 'not invited yet' ELSE 'not invited' END
                WHEN i.sent_on = m.meets_on THEN 'invited on the day' ELSE 'invited after the meeting' END
    FROM (SELECT x.meeting_id, x.title, coalesce(x.held_on, x.planned_on) AS meets_on FROM meeting x
          WHERE x.meeting_id IN ('m3', 'm4')) m CROSS JOIN post p
    LEFT JOIN invitation i ON i.meeting_id = m.meeting_id AND i.post_id = p.post_id AND i.sent_on <= '2025-06-30'
    WHERE coalesce(i.sent_on >= m.meets_on, true) ORDER BY m.meets_on DESC, p.attends_as, p.title$$,
        'invitations, of the newest meeting first, attendees from outside before members');

-- Our own data: how many of how many, counted from the tables; which, and what to do, is for who corrects them.
SELECT results_eq($$SELECT item, in_words, detail FROM pg_temp.said('Our own data')$$, $$
    SELECT v.item, v.severity, CASE WHEN v.n <> 1 OR v.out_of IS NOT NULL
                                      THEN v.n || coalesce(' of ' || v.out_of, '') END
    FROM (VALUES
        (1, 'actions: no day by which it is due', 'error', 'It',
         (SELECT count(*) FROM action WHERE due_on IS NULL AND agreed_on <= '2025-06-30'),
         (SELECT count(*) FROM action WHERE agreed_on <= '2025-06-30'), (SELECT min(action_id) FROM action
             WHERE due_on IS NULL)),
        (2, 'Never counted: no figure since the baseline of 1 January 2025, but one is expected every month',
         'error', 'The', 1, NULL, 'k6'),
        (3, 'posts: no post holds a role that the notice names', 'error', 'Nobody',
         7 - (SELECT count(DISTINCT notice_role) FROM post), 7, 'ICB chief executive'),
        (4, 'objectives: no post leads on it', 'error', 'Nobody', (SELECT count(*) FROM objective
                                                                   WHERE owner_post IS NULL), (SELECT count(*)
             FROM objective), 'o3'),
        (5, 'risks: no post answers for it', 'error', 'Name', (SELECT count(*) FROM risk WHERE owner_post IS NULL),
         (SELECT count(*) FROM risk), 'q6'),
        (6, 'risks: open, but never scored', 'error', 'The', (SELECT count(*) FROM scored WHERE now IS NULL),
         (SELECT count(*) FROM risk), 'q3'),
        (7, 'measures: no evidence for baseline and target', 'query', 'Say',
         (SELECT count(*) FROM measure WHERE evidence_id IS NULL), (SELECT count(*) FROM measure), 'k1'),
        (8, 'measures: no post reports it', 'query', 'Nobody', (SELECT count(*) FROM measure WHERE owner_post IS NULL),
         (SELECT count(*) FROM measure), 'k1'),
        (9, 'figures: no evidence', 'query', 'Nobody', (SELECT count(*) FROM measurement WHERE evidence_id IS NULL),
         (SELECT count(*) FROM measurement), 'k1 to 2025-06-30'),
        (10, 'requests of authority 344: flagged as under an exception, but no exception is named', 'query',
         'Add', (SELECT count(*) FROM ehc_request WHERE local_authority = '344' AND week20),
         (SELECT count(*) FROM ehc_request WHERE local_authority = '344'), NULL),
        (11, 'requests of authority 345: open for more than 52 weeks', 'query', 'Check',
         (SELECT count(*) FROM ehc_request WHERE local_authority = '345' AND request_outcome = 'A'
          AND date '2025-06-30' - received_on > 364), (SELECT count(*) FROM ehc_request WHERE local_authority = '345'),
         NULL),
        (12, 'meetings: held, but nobody is recorded as present or absent', 'query', 'Enter',
         (SELECT count(*) FROM meeting m WHERE held_on <= '2025-06-30' AND NOT EXISTS (SELECT FROM attendance a
              WHERE a.meeting_id = m.meeting_id)), (SELECT count(*) FROM meeting
                                                    WHERE cancelled_on IS NULL
                                                    AND planned_on <= date '2025-06-30' + 92), 'm0'),
        (13, 'objectives: no measure', 'query', 'Nobody', (SELECT count(*) FROM objective
                                                           WHERE objective_id NOT IN (SELECT objective_id
                                                               FROM measure)), (SELECT count(*) FROM objective), 'o3'),
        (14, 'risks: open, but nothing is done about it', 'query', 'Add',
         (SELECT count(*) FROM scored WHERE risk_id NOT IN (SELECT risk_id FROM mitigation)),
         (SELECT count(*) FROM risk), 'q3'),
        (15, 'requests of authority 346: nothing received, decided or finished since '
         || (SELECT pg_temp.day(max(received_on)) FROM ehc_request WHERE local_authority = '346'), 'query', 'Is', 1, 1,
         NULL),
        (16, 'invitations: sent after the meeting', 'query', 'Check', (SELECT count(*) FROM invitation i
             JOIN meeting m USING (meeting_id) WHERE i.sent_on > m.held_on), (SELECT count(*) FROM invitation
             WHERE sent_on <= '2025-06-30'), 'm3, head'),
        (17, 'meetings: papers, risk register or mitigation plan sent after it', 'query', 'Check', 1,
         (SELECT count(*) FROM meeting WHERE cancelled_on IS NULL AND planned_on <= date '2025-06-30' + 92), 'm3'),
        (18, 'reviews: the council''s own assessment was sent afterwards', 'query', 'Check',
         (SELECT count(*) FROM review WHERE self_assessment_sent_on > held_on), (SELECT count(*) FROM review),
         'r25a')) v (place, item, severity, advice, n, out_of, example)
    ORDER BY v.severity, v.n DESC, v.place$$, 'our own data: errors first, then what is true of most');

SELECT * FROM finish();
ROLLBACK;
