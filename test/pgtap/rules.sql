-- The rules of paragraphs (table compliance_test): for each a programme that meets it, one that fails it, and one that
-- recovers, one step after the other; what the verdict says of the numbers that it went by; and what a council sets.
\set QUIET 1
\set ON_ERROR_STOP 1
\pset format unaligned
\pset tuples_only on
\pset pager off
BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL datestyle = 'ISO, YMD';
SELECT no_plan();
\ir ../fixtures/met_programme.sql

-- The steps of a story build on each other; a story ends with all as it was. says: a pattern for evidence | missing.
CREATE TEMPORARY TABLE step (n integer GENERATED ALWAYS AS IDENTITY, test text, story text, paragraph text,
                             statement text, on_day date, status text, says text) ON COMMIT DROP;
INSERT INTO step (test, story, paragraph, statement, on_day, status, says) VALUES
    -- 6
    ('advisers are invited', 'an invitation is missed', '6', 'SELECT', '2025-11-20', 'met',
     '^all three were invited before 2 of 2 meetings in the last 6 months; kept since the meeting of 9 September '
     '2025 \| $'),
    ('advisers are invited', 'an invitation is missed', '6',
     $$DELETE FROM invitation WHERE meeting_id = 'september' AND post_id = 'lead'$$, '2025-11-20', 'not met',
     '^all three were invited before 1 of 2 meetings in the last 6 months; kept since the meeting of 11 November '
     '2025 \| invitations in time to September$'),
    ('advisers are invited', 'an invitation is missed', '6', 'SELECT', '2026-03-08', 'not met', '1 of 2 meetings'),
    ('advisers are invited', 'an invitation is missed', '6', 'SELECT', '2026-03-09', 'met',
     '^all three were invited before 1 of 1 meeting in the last 6 months; kept since the meeting of 11 November 2025 '),
    ('advisers are invited', 'an invitation is missed', '6',
     $$UPDATE compliance_test SET months = 12 WHERE test = 'advisers are invited'$$, '2026-03-09', 'not met',
     'before 1 of 2 meetings in the last 12 months'),
    ('advisers are invited', 'an invitation to the last meeting is missed, long ago', '6',
     $$DELETE FROM invitation WHERE meeting_id = 'november' AND post_id = 'lead'$$, '2027-03-09', 'not met',
     '^all three were invited before none of 1 meeting in the last 6 months \| invitations in time to November$'),
    -- 13
    ('delivered on time', 'an action is stopped', '13', 'SELECT', '2025-11-20', 'met', '^5 of 5 actions complete; '),
    ('delivered on time', 'an action is stopped', '13',
     $$UPDATE action SET done_on = NULL WHERE action_id = 'A2';
       UPDATE notice SET actions_due_on = '2025-11-19' WHERE notice_id = '2025'$$, '2025-11-20', 'not met',
     '^4 of 5 actions complete; .* \| 1 of the actions$'),
    ('delivered on time', 'an action is stopped', '13',
     $$INSERT INTO log_entry (entered_on, action_id, delivery_status) VALUES ('2025-11-19', 'A2', 'stopped')$$,
     '2025-11-20', 'not met', '^4 of 5 actions complete, 1 given up without a meeting; .* \| 1 of the '),
    ('delivered on time', 'an action is stopped', '13',
     $$INSERT INTO log_entry (meeting_id, entered_on, action_id, delivery_status)
       VALUES ('november', '2025-11-20', 'A2', 'stopped')$$, '2025-11-20', 'met',
     '^4 of 5 actions complete, 1 stopped by the Board; .* \| $'),
    ('delivered on time', 'an action is stopped', '13',
     $$UPDATE log_entry SET meeting_id = 'december' WHERE delivery_status = 'stopped' AND meeting_id = 'november'$$,
     '2025-11-20', 'not met', 'given up without a meeting'),
    ('delivered on time', 'every action is stopped', '13',
     $$UPDATE action SET done_on = NULL; INSERT INTO log_entry (meeting_id, entered_on, action_id, delivery_status)
       SELECT 'november', '2025-11-20', action_id, 'stopped' FROM action$$, '2025-11-20', 'due',
     '^none of 5 actions complete, 5 stopped by the Board; .* \| an action that is complete$'),
    ('delivered on time', 'a target is missed', '13',
     $$UPDATE measurement SET value = 49 WHERE measure_id = 'M1'$$, '2025-11-20', 'not met',
     ' \| 1 of the targets whose day has come$'),
    ('delivered on time', 'a target is missed', '13',
     $$INSERT INTO measurement (measure_id, period_to, value) VALUES ('M1', '2025-11-19', 50)$$, '2025-11-20', 'met',
     ' \| $'),
    ('delivered on time', 'a share', '13',
     $$UPDATE action SET done_on = NULL WHERE action_id = 'A2';
       UPDATE compliance_test SET percent = 80 WHERE test = 'delivered on time'$$, '2025-11-20', 'met',
     '^4 of 5 actions complete \(asked of 80%\); '),
    -- 5(e)
    ('the log is kept at each meeting', 'an entry comes too late', '5(e)', 'SELECT', '2025-11-20', 'met',
     '^2 of 2 meetings in the last 6 months with an entry for every open action, made within 14 days of it; so at '
     'each since that of 9 September 2025, at the last 1 of 1 open action; no objectives slow by then \(3 points\); '
     'no partners with gaps \(3 kinds\) \| $'),
    ('the log is kept at each meeting', 'an entry comes too late', '5(e)',
     $$UPDATE log_entry SET entered_on = '2025-09-24' WHERE meeting_id = 'september' AND action_id = 'A1'$$,
     '2025-11-20', 'not met', '^1 of 2 meetings .* \| entries in time for September \(4 of 5 open actions\)$'),
    ('the log is kept at each meeting', 'an entry comes too late', '5(e)',
     $$UPDATE compliance_test SET days = 15 WHERE test = 'the log is kept at each meeting'$$, '2025-11-20', 'met',
     'made within 15 days of it'),
    ('the log is kept at each meeting', 'an entry comes too late', '5(e)',
     $$UPDATE compliance_test SET days = 0, percent = 80 WHERE test = 'the log is kept at each meeting'$$,
     '2025-11-20', 'met', ' 80% of the open actions, made within 0 days'),
    ('the log is kept at each meeting', 'an entry comes too late', '5(e)',
     $$UPDATE compliance_test SET percent = 81 WHERE test = 'the log is kept at each meeting'$$,
     '2025-11-20', 'not met', ' 81% of the open actions'),
    ('the log is kept at each meeting', 'an entry comes too late', '5(e)', 'SELECT', '2026-03-09', 'met',
     '^1 of 1 meeting in the last 6 months'),
    ('the log is kept at each meeting', 'what is slow', '5(e)',
     $$UPDATE action SET done_on = NULL, due_on = '2025-10-31' WHERE action_id = 'A3'$$, '2025-11-20', 'not met',
     'none of 1 objective slow by then \(3 points\) named .* \| the log does not name as slow: Objective 3$'),
    ('the log is kept at each meeting', 'what is slow', '5(e)',
     $$INSERT INTO log_entry (meeting_id, entered_on, action_id, delivery_status)
       VALUES ('november', '2025-11-12', 'A3', 'off track')$$, '2025-11-20', 'met',
     ' 1 of 1 objective slow by then \(3 points\) named'),
    ('the log is kept at each meeting', 'slow only since the meeting', '5(e)',
     $$UPDATE action SET done_on = NULL, due_on = '2025-11-11' WHERE action_id = 'A3'$$, '2025-11-20', 'met',
     'no objectives slow'),
    ('the log is kept at each meeting', 'slow only since the meeting', '5(e)',
     $$UPDATE action SET due_on = '2025-11-10' WHERE action_id = 'A3'$$, '2025-11-20', 'not met',
     'as slow: Objective 3'),
    ('the log is kept at each meeting', 'slow only since the meeting', '5(e)',
     $$UPDATE compliance_test SET points = 4 WHERE test = 'the log is kept at each meeting'$$, '2025-11-20', 'met',
     'no objectives slow by then \(4 points\)'),
    ('the log is kept at each meeting', 'a contribution is missing', '5(e)',
     $$UPDATE action SET done_on = NULL, due_on = '2025-11-15' WHERE action_id = 'A3';
       INSERT INTO escalation (raised_on, what, escalated_to) VALUES ('2025-11-12', 'x', 'DCS')$$, '2025-11-20',
     'not met',
     'none of 1 partner with gaps \(3 kinds\) named in the log \| the log does not name as needed: Council$'),
    ('the log is kept at each meeting', 'a contribution is missing', '5(e)',
     $$INSERT INTO log_entry (entered_on, action_id, needs_more_from) VALUES ('2025-11-19', 'A3', 'council')$$,
     '2025-11-20', 'met', ' 1 of 1 partner with gaps \(3 kinds\) named in the log \| $'),
    -- 5(b)
    ('actions have owners and areas have targets', 'an objective without a measure', '5(b)', 'SELECT', '2025-11-20',
     'met', '^5 of 5 actions with an owner; 5 of 5 actions that were not given up under an objective with a measure '
     'that has unit, baseline, target and their days; 5 of 5 active areas with such a measure, 5 measures in all \| $'),
    ('actions have owners and areas have targets', 'an objective without a measure', '5(b)',
     $$INSERT INTO objective (objective_id, plan, title, agreed_on) VALUES ('O6', 'Plan', 'Six', '2025-06-20');
       INSERT INTO objective_area VALUES ('O6', '2025', 2);
       INSERT INTO action (action_id, objective_id, title, owner_post, agreed_on, due_on)
       VALUES ('A6', 'O6', 'Action 6', 'DCS', '2025-06-20', '2026-06-30')$$, '2025-11-20', 'not met',
     '^6 of 6 actions with an owner; 5 of 6 actions that were not given up under .* \| a measure with a target for '
     'the objective ''Six''$'),
    ('actions have owners and areas have targets', 'an objective without a measure', '5(b)',
     $$UPDATE compliance_test SET percent = 80 WHERE test = 'actions have owners and areas have targets'$$,
     '2025-11-20', 'met', 'their days \(asked of 80%\)'),
    ('actions have owners and areas have targets', 'an objective without a measure', '5(b)',
     $$UPDATE compliance_test SET percent = 100 WHERE test = 'actions have owners and areas have targets';
       INSERT INTO measure (measure_id, objective_id, title, unit, direction, baseline_on, baseline_value, target_on,
                            target_value, how_measured, every_months, agreed_on)
       VALUES ('M6', 'O6', 'Measure 6', 'families', 'decrease', '2025-05-31', 100, '2026-08-31', 20, 'counted', 3,
               '2025-11-20')$$, '2025-11-20', 'met', '6 of 6 actions that were not given up'),
    ('actions have owners and areas have targets', 'an objective without a measure', '5(b)',
     $$UPDATE measure SET agreed_on = '2025-11-21' WHERE measure_id = 'M6'$$, '2025-11-20', 'not met',
     'objective ''Six''$'),
    ('actions have owners and areas have targets', 'an objective without a measure', '5(b)',
     $$INSERT INTO log_entry (entered_on, action_id, delivery_status) VALUES ('2025-11-20', 'A6', 'stopped')$$,
     '2025-11-20', 'met', '; 5 of 5 actions that were not given up'),
    -- One that cannot be told to be met is no target: the day, the target, the direction, the baseline.
    ('actions have owners and areas have targets', 'what a measure lacks', '5(b)',
     $$UPDATE measure SET target_on = NULL WHERE measure_id = 'M2'$$, '2025-11-20', 'not met',
     '; 4 of 5 actions that were not given up under .* \| .*target for area 2; .* objective ''Objective 2''$'),
    ('actions have owners and areas have targets', 'what a measure lacks', '5(b)',
     $$UPDATE measure SET target_value = NULL WHERE measure_id = 'M2'$$, '2025-11-20', 'not met',
     '; 4 of 5 actions that were not given up under .* \| .*target for area 2; .* objective ''Objective 2''$'),
    ('actions have owners and areas have targets', 'what a measure lacks', '5(b)',
     $$UPDATE measure SET direction = NULL WHERE measure_id = 'M2'$$, '2025-11-20', 'not met',
     '; 4 of 5 actions that were not given up under .* \| .*target for area 2; .* objective ''Objective 2''$'),
    ('actions have owners and areas have targets', 'what a measure lacks', '5(b)',
     $$UPDATE measure SET target_on = '2026-03-31', target_value = 50, direction = 'increase',
           baseline_on = NULL, baseline_value = NULL WHERE measure_id = 'M2'$$, '2025-11-20', 'not met',
     '; 4 of 5 actions that were not given up under .* \| .*target for area 2; .* objective ''Objective 2''$'),
    ('actions have owners and areas have targets', 'what a measure lacks', '5(b)',
     $$UPDATE measure SET baseline_on = '2025-01-31', baseline_value = 10 WHERE measure_id = 'M2'$$, '2025-11-20',
     'met', '; 5 of 5 actions that were not given up'),
    -- 12(b), 10(d)(ii): 24 months are too old for an annual figure, and are not for the dashboard
    ('data are current', 'an annual figure grows old', '12(b)',
     $$UPDATE measure SET every_months = 12, baseline_on = '2023-08-31' WHERE measure_id = 'M2';
       UPDATE measurement SET period_to = '2024-05-31' WHERE measure_id = 'M2'$$, '2025-11-20', 'met',
     '^5 of 5 measures with a figure that is not too old \(one for a year may be 18 months old\) \| $'),
    ('data are current', 'an annual figure grows old', '12(b)',
     $$UPDATE measurement SET period_to = '2024-05-19' WHERE measure_id = 'M2'$$, '2025-11-20', 'not met',
     '^4 of 5 .* \| recent data: Measure 2 \(last of 19 May 2024\)$'),
    ('data are current', 'an annual figure grows old', '12(b)',
     $$UPDATE measurement SET period_to = '2024-05-20' WHERE measure_id = 'M2'$$, '2025-11-20', 'met', '^5 of 5 '),
    ('data are current', 'an annual figure grows old', '12(b)',
     $$UPDATE measurement SET period_to = '2023-11-30' WHERE measure_id = 'M2'$$, '2025-11-20', 'not met',
     'Measure 2 \(last of 30 November 2023\)$'),
    ('data are current', 'an annual figure grows old', '12(b)',
     $$UPDATE compliance_test SET months = 12 WHERE test = 'data are current'$$, '2025-11-20', 'met',
     '\(one for a year may be 24 months old\)'),
    ('data are current', 'an annual figure grows old', '12(b)',
     $$UPDATE compliance_test SET months = 6 WHERE test = 'data are current';
       INSERT INTO measurement (measure_id, period_to, value) VALUES ('M2', '2024-11-30', 60)$$, '2025-11-20', 'met',
     '^5 of 5 '),
    ('data are current', 'the extract grows old', '12(b)',
     $$SELECT sen.state_data_day('nc', 'cases', '2025-09-30', 'the council')$$, '2025-11-20', 'met', ' \| $'),
    ('data are current', 'the extract grows old', '12(b)',
     $$UPDATE data_source SET complete_to = '2025-08-31' WHERE source = 'cases'$$, '2025-11-20', 'not met',
     '^5 of 5 measures .* \| [^|]*complete to 31 August 2025'),
    ('data are current', 'the extract grows old', '12(b)',
     $$UPDATE data_source SET complete_to = '2025-10-31' WHERE source = 'cases'$$, '2025-11-20', 'met', ' \| $'),
    ('dashboard', 'an annual figure grows old', '10(d)(ii)', 'SELECT', '2025-11-20', 'met',
     '^5 measures, 5 met or on track, none with a figure that is too old \(one for a year may be 18 months old\) \| $'),
    ('dashboard', 'an annual figure grows old', '10(d)(ii)',
     $$UPDATE measure SET every_months = 12, baseline_on = '2023-08-31' WHERE measure_id = 'M2';
       UPDATE measurement SET period_to = '2024-05-19' WHERE measure_id = 'M2'$$, '2025-11-20', 'not met',
     '^5 measures, 5 met or on track, 1 with .* \| recent data: Measure 2 \(last of 19 May 2024\)$'),
    ('dashboard', 'an annual figure grows old', '10(d)(ii)',
     $$UPDATE compliance_test SET months = 7 WHERE test = 'dashboard'$$, '2025-11-20', 'met', '19 months'),
    -- 10(a), 10(d)(i)
    ('progress on objectives', 'an entry without words', '10(a)', 'SELECT', '2025-11-20', 'met',
     '^5 of 5 objectives with an entry in the log that says what was done or changed since the review of 15 October '
     '2025; 5 of 5 actions complete \| $'),
    ('progress on objectives', 'an entry without words', '10(a)',
     $$UPDATE log_entry SET progress = ' ', delivery_status = 'on track' WHERE objective_id = 'O5'$$, '2025-11-20',
     'not met', '^4 of 5 objectives .* \| an entry for 1 of them$'),
    ('progress on objectives', 'an entry without words', '10(a)',
     $$UPDATE log_entry SET impact = 'Families notice it.' WHERE objective_id = 'O5'$$, '2025-11-20', 'met',
     '^5 of 5 objectives'),
    ('progress on objectives', 'entries grow old', '10(a)', 'SELECT', '2026-04-15', 'met', 'since the review of'),
    ('progress on objectives', 'entries grow old', '10(a)', 'SELECT', '2026-04-16', 'not met',
     '^4 of 5 objectives .* in the last 6 months'),
    ('progress on objectives', 'entries grow old', '10(a)',
     $$UPDATE compliance_test SET percent = 80 WHERE test = 'progress on objectives'$$, '2026-04-16', 'met',
     'in the last 6 months \(asked of 80%\);'),
    ('progress on objectives', 'entries grow old', '10(a)',
     $$UPDATE compliance_test SET percent = 100 WHERE test = 'progress on objectives';
       INSERT INTO log_entry (entered_on, objective_id, progress) VALUES ('2026-04-16', 'O5', 'More.')$$, '2026-04-16',
     'met', '^5 of 5 objectives'),
    ('progress on areas', 'entries grow old', '10(d)(i)', 'SELECT', '2025-11-20', 'met',
     '^5 of 5 active areas with an entry in the log that says what was done or changed since the review'),
    ('progress on areas', 'entries grow old', '10(d)(i)', 'SELECT', '2026-04-16', 'not met',
     'in the last 6 months; .* \| an entry for area 5$'),
    ('progress on areas', 'entries grow old', '10(d)(i)',
     $$UPDATE compliance_test SET months = 7 WHERE test = 'progress on areas'$$, '2026-04-16', 'met',
     'changed since the review'),
    ('progress on areas', 'entries grow old', '10(d)(i)',
     $$UPDATE log_entry SET progress = NULL, delivery_status = 'on track' WHERE objective_id = 'O5'$$, '2026-04-16',
     'not met', 'area 5$'),
    ('progress on areas', 'entries grow old', '10(d)(i)',
     $$INSERT INTO log_entry (entered_on, action_id, impact) VALUES ('2026-01-16', 'A5', 'Seen.')$$, '2026-04-16',
     'met', '^5 of 5'),
    -- 10(b), 10(c), 10(d)(iii), 3
    ('feedback from families', 'nobody is heard for 6 months', '10(b)', 'SELECT', '2026-04-15', 'met',
     '^heard since the review of 15 October 2025: parents and carers \(1\), children and young people \(1\) \| $'),
    ('feedback from families', 'nobody is heard for 6 months', '10(b)', 'SELECT', '2026-04-16', 'not met',
     '^heard in the last 6 months: parents and carers \(0\), children and young people \(0\) \| feedback of parents '),
    ('feedback from families', 'nobody is heard for 6 months', '10(b)',
     $$INSERT INTO feedback (received_on, from_whom, channel, tone, summary)
       SELECT '2026-04-16', w, 'survey', 'mixed', ' '
       FROM unnest(ARRAY['parents and carers', 'children and young people']) w$$, '2026-04-16', 'not met', '\(0\)'),
    ('feedback from families', 'nobody is heard for 6 months', '10(b)',
     $$UPDATE feedback SET summary = 'Calls are answered.' WHERE summary = ' '$$, '2026-04-16', 'met',
     '^heard in the last 6 months: parents and carers \(1\), children and young people \(1\) \| $'),
    ('accountability is clear', 'the terms grow old', '10(c)', 'SELECT', '2026-06-19', 'met',
     'evidence on governance in the last 12 months: 1, the last of 20 June 2025 \| $'),
    ('accountability is clear', 'the terms grow old', '10(c)', 'SELECT', '2026-06-20', 'not met',
     'in the last 12 months: none \| evidence of kind governance in the last 12 months$'),
    ('accountability is clear', 'the terms grow old', '10(c)',
     $$INSERT INTO evidence (evidence_id, kind, title, dated_on) VALUES ('new', 'governance', 'Terms', '2026-06-20')$$,
     '2026-06-20', 'met', 'the last of 20 June 2026'),
    ('partners take part', 'nothing is made together for a year', '10(d)(iii)', 'SELECT', '2026-10-15', 'met',
     '^since the review of 15 October 2025: evidence on co-production 1'),
    ('partners take part', 'nothing is made together for a year', '10(d)(iii)', 'SELECT', '2026-10-16', 'not met',
     '^in the last 12 months: evidence on co-production 0, feedback of schools 0, of families 0 \| evidence on '
     'co-production, or feedback of schools and of families$'),
    ('partners take part', 'nothing is made together for a year', '10(d)(iii)',
     $$UPDATE feedback SET received_on = '2026-10-16'$$, '2026-10-16', 'met', 'feedback of schools 1, of families 2'),
    ('plans cover every area', 'nobody is heard for a year', '3', 'SELECT', '2026-10-15', 'met',
     'heard in the last 12 months: parents and carers \(1\), children and young people \(1\), schools \(1\) \| $'),
    ('plans cover every area', 'nobody is heard for a year', '3', 'SELECT', '2026-10-16', 'not met',
     'schools \(0\) \| the views of parents and carers; the views of children and young people; the views of schools$'),
    ('plans cover every area', 'nobody is heard for a year', '3',
     $$UPDATE compliance_test SET months = 13 WHERE test = 'plans cover every area'$$, '2026-10-16', 'met',
     'heard in the last 13 months'),
    -- 5(a)
    ('the Board meets with its leaders', 'no meeting for three months', '5(a)',
     $$INSERT INTO meeting (meeting_id, title, planned_on, agreed_with_dfe_on, source)
       VALUES ('march', 'March', '2026-03-10', '2025-06-01', 'test')$$, '2026-02-10', 'met', ' \| $'),
    ('the Board meets with its leaders', 'no meeting for three months', '5(a)', 'SELECT', '2026-02-11', 'not met',
     ' \| a meeting in the last 3 months$'),
    ('the Board meets with its leaders', 'no meeting for three months', '5(a)',
     $$UPDATE compliance_test SET months = 4 WHERE test = 'the Board meets with its leaders'$$, '2026-02-11', 'met',
     ' \| $'),
    ('the Board meets with its leaders', 'no meeting for three months', '5(a)',
     $$UPDATE compliance_test SET months = 1 WHERE test = 'the Board meets with its leaders'$$, '2026-02-11',
     'not met', 'a meeting in the last month$'),
    ('the Board meets with its leaders', 'no meeting for three months', '5(a)',
     $$UPDATE meeting SET held_on = '2026-02-11' WHERE meeting_id = 'december';
       INSERT INTO attendance SELECT 'december', post_id, 'present' FROM post$$, '2026-02-11', 'met', ' \| $'),
    -- 5(c), 5(d)
    ('register and plans in step with the meetings', 'a risk is not assessed', '5(c)', 'SELECT', '2025-11-20', 'met',
     '2 of 2 open risks assessed and 1 of 1 open action with an entry in the log since the meeting before \| $'),
    ('register and plans in step with the meetings', 'a risk is not assessed', '5(c)',
     $$DELETE FROM risk_assessment WHERE risk_id = 'R1' AND meeting_id = 'november'$$, '2025-11-20', 'not met',
     '1 of 2 open risks assessed .* \| an assessment of 1 of the open risks$'),
    ('register and plans in step with the meetings', 'a risk is not assessed', '5(c)',
     $$UPDATE compliance_test SET percent = 50 WHERE test = 'register and plans in step with the meetings'$$,
     '2025-11-20', 'met', 'since the meeting before \(asked of 50%\)'),
    ('register and plans in step with the meetings', 'a risk is not assessed', '5(c)',
     $$UPDATE compliance_test SET percent = 51 WHERE test = 'register and plans in step with the meetings';
       INSERT INTO risk_assessment (risk_id, assessed_on, meeting_id, inherent_likelihood, inherent_impact,
                                    current_likelihood, current_impact)
       VALUES ('R1', '2025-11-07', 'november', 3, 3, 2, 2)$$, '2025-11-20', 'met', '2 of 2 open risks'),
    ('reports hold data, analysis and lived experience', 'old evidence', '5(d)', 'SELECT', '2025-11-20', 'met',
     '^papers of the meeting of 11 November 2025, not older than 6 months: data 1, analysis 1, lived experience 1 \| '),
    ('reports hold data, analysis and lived experience', 'old evidence', '5(d)',
     $$UPDATE evidence SET dated_on = '2025-05-11' WHERE kind = 'lived experience'$$, '2025-11-20', 'not met',
     'lived experience 0 \| evidence of lived experience$'),
    ('reports hold data, analysis and lived experience', 'old evidence', '5(d)',
     $$UPDATE evidence SET dated_on = '2025-05-12' WHERE kind = 'lived experience'$$, '2025-11-20', 'met', ' \| $'),
    -- 10, 12(a), 12(c), 12(d)
    ('own assessment before each review', 'one is not sent', '10', 'SELECT', '2025-11-20', 'met',
     '^sent before 1 of 1 review in the last 12 months; '),
    ('own assessment before each review', 'one is not sent', '10',
     $$INSERT INTO review (review_id, notice_id, kind, held_on, source)
       VALUES ('r26', '2025', 'deep dive', '2025-10-01', 'test')$$, '2025-11-20', 'not met',
     '^sent before 1 of 2 reviews in the last 12 months; '),
    ('own assessment before each review', 'one is not sent', '10', 'SELECT', '2026-10-01', 'met',
     '^sent before 1 of 1 review in the last 12 months; '),
    ('own assessment before each review', 'the last is not sent', '10',
     $$UPDATE review SET self_assessment_sent_on = NULL WHERE review_id = 'r25'$$, '2027-11-20', 'not met',
     '^sent before none of 1 review '),
    ('own assessment before each review', 'the last is not sent', '10',
     $$INSERT INTO review (review_id, notice_id, kind, held_on, self_assessment_sent_on, source)
       VALUES ('r27', '2025', 'stocktake', '2027-11-20', '2027-11-13', 'test')$$, '2027-11-20', 'met',
     '^sent before 1 of 1 review '),
    ('reviewers have access', 'a review without', '12(a)', 'SELECT', '2025-11-20', 'met',
     '^evidence of it for 1 of 1 review in the last 12 months'),
    ('reviewers have access', 'a review without', '12(a)',
     $$INSERT INTO review (review_id, notice_id, kind, held_on, source)
       VALUES ('r26', '2025', 'deep dive', '2025-10-01', 'test')$$, '2025-11-20', 'cannot be shown',
     '^evidence of it for 1 of 2 reviews in the last 12 months'),
    ('reviewers have access', 'a review without', '12(a)',
     $$UPDATE compliance_test SET months = 1 WHERE test = 'reviewers have access'$$, '2025-11-20', 'met',
     '^evidence of it for 1 of 1 review in the last month'),
    ('reviewers have facilities', 'a review without', '12(c)', 'SELECT', '2025-11-20', 'met', '1 of 1 review'),
    ('reviewers have facilities', 'a review without', '12(c)',
     $$INSERT INTO review (review_id, notice_id, kind, held_on, source)
       VALUES ('r26', '2025', 'deep dive', '2025-10-01', 'test')$$, '2025-11-20', 'cannot be shown', '1 of 2 reviews'),
    ('reviewers have facilities', 'a review without', '12(c)', 'SELECT', '2026-10-01', 'met', '1 of 1 review'),
    ('minutes are there', 'minutes are late', '12(d)', 'SELECT', '2025-11-20', 'met',
     '^1 of 1 meeting held more than 28 days ago with minutes'),
    ('minutes are there', 'minutes are late', '12(d)', 'SELECT', '2025-12-10', 'not met',
     '^1 of 2 meetings held more than 28 days ago with minutes \| minutes of November$'),
    ('minutes are there', 'minutes are late', '12(d)',
     $$UPDATE compliance_test SET days = 29 WHERE test = 'minutes are there'$$, '2025-12-10', 'met',
     '^1 of 1 meeting held more than 29 days ago'),
    ('minutes are there', 'minutes are late', '12(d)',
     $$UPDATE meeting SET minutes_sent_on = '2025-12-11' WHERE meeting_id = 'november'$$, '2025-12-11', 'met',
     '^2 of 2 meetings held more than 29 days ago'),
    -- Tests without numbers
    ('the area improves', 'a measure falls behind', '3(b)', 'SELECT', '2025-11-20', 'met', ''),
    ('the area improves', 'a measure falls behind', '3(b)',
     $$UPDATE measurement SET value = 12 WHERE measure_id = 'M2'$$, '2025-11-20', 'not met', 'behind'),
    ('the area improves', 'a measure falls behind', '3(b)',
     $$INSERT INTO measurement (measure_id, period_to, value) VALUES ('M2', '2025-11-15', 50)$$, '2025-11-20', 'met',
     ''),
    ('recommendations are in the plans', 'one is left out', '4', 'SELECT', '2025-11-20', 'met', ''),
    ('recommendations are in the plans', 'one is left out', '4', 'DELETE FROM objective_area WHERE area_number = 5',
     '2025-11-20', 'not met', 'an objective for 1 of them'),
    ('recommendations are in the plans', 'one is left out', '4',
     $$INSERT INTO objective_area VALUES ('O1', '2025', 5)$$,
     '2025-11-20', 'met', ''),
    ('found done by a review', 'a report is withdrawn', '2024 5', 'SELECT', '2025-11-20', 'met', ''),
    ('found done by a review', 'a report is withdrawn', '2024 5', 'DELETE FROM evidence_requirement', '2025-11-20',
     'cannot be shown', 'the report of a review'),
    ('found done by a review', 'a report is withdrawn', '2024 5',
     $$INSERT INTO evidence_requirement VALUES ('letter', '2024', '5')$$, '2025-11-20', 'met', ''),
    ('all its parts', 'a part fails', '12', 'SELECT', '2025-11-20', 'met', '^4 of 4 parts met'),
    ('all its parts', 'a part fails', '12', 'SELECT', '2025-12-10', 'not met', '12\(d\) not met$'),
    ('all its parts', 'a part fails', '12',
     $$UPDATE meeting SET minutes_sent_on = '2025-12-11' WHERE meeting_id = 'november';
       INSERT INTO measurement (measure_id, period_to, value) SELECT measure_id, '2025-11-30', 60 FROM measure$$,
     '2025-12-11', 'met', '^4 of 4 parts met'),
    ('every other duty', 'a duty fails', '2', 'SELECT', '2025-11-20', 'met', '^13 of 13 duties met'),
    ('every other duty', 'a duty fails', '2',
     $$DELETE FROM invitation WHERE meeting_id = 'november' AND post_id = 'lead'$$, '2025-11-20', 'not met',
     '6 not met$'),
    ('every other duty', 'a duty fails', '2', $$INSERT INTO invitation VALUES ('november', 'lead', '2025-11-01')$$,
     '2025-11-20', 'met', '^13 of 13 duties met'),
    -- What is late is not due. A meeting is, three months after the notice.
    ('late', 'no meeting since the notice', '5(c)',
     $$UPDATE meeting SET held_on = NULL, minutes_sent_on = NULL WHERE held_on > '2025-06-06'$$, '2025-09-05', 'due',
     '^no meeting since the notice is recorded'),
    ('late', 'no meeting since the notice', '5(c)', 'SELECT', '2025-09-06', 'not met', ' \| a meeting$'),
    ('late', 'no meeting since the notice', '5(d)', 'SELECT', '2025-09-06', 'not met', ' \| a meeting$'),
    ('late', 'no meeting since the notice', '5(e)', 'SELECT', '2025-09-06', 'not met', ' \| a meeting$'),
    ('late', 'no meeting since the notice', '6', 'SELECT', '2025-09-06', 'not met', ' \| a meeting$'),
    ('late', 'the day of a paragraph passes', '4',
     $$UPDATE area SET kind = 'area for improvement' WHERE area_number = 5;
       UPDATE requirement SET due_on = '2025-11-20' WHERE paragraph = '4'$$, '2025-11-20', 'due', ' \| $'),
    ('late', 'the day of a paragraph passes', '4', 'SELECT', '2025-11-21', 'not met',
     ' \| it was asked by 20 November 2025$'),
    ('late', 'the day of a paragraph passes', '4',
     $$UPDATE area SET kind = 'DfE recommendation' WHERE area_number = 5$$, '2025-11-21', 'met', ' \| $');

CREATE FUNCTION pg_temp.tell() RETURNS SETOF text LANGUAGE plpgsql AS $tell$
DECLARE
    whole record; s step; found record; said text[];
BEGIN
    FOR whole IN SELECT test, story, min(n) AS n FROM step GROUP BY test, story ORDER BY min(n) LOOP
        said := '{}';
        BEGIN
            FOR s IN SELECT * FROM step WHERE test = whole.test AND story = whole.story ORDER BY n LOOP
                PERFORM set_config('sen_improvement.as_of', s.on_day::text, true);
                EXECUTE s.statement;
                SELECT c.status, c.evidence || ' | ' || c.missing AS says INTO found FROM notice_compliance c
                WHERE c.paragraph = substring(s.paragraph FROM '\S+$')
                  AND c.notice_id = CASE WHEN s.paragraph LIKE '2024 %' THEN '2024' ELSE '2025' END;
                said := said || CASE WHEN found.status IS DISTINCT FROM s.status OR found.says !~ s.says
                                     THEN format('step %s on %s, paragraph %s: %s: %s; expected %s: %s', s.n, s.on_day,
                                                 s.paragraph, found.status, found.says, s.status, s.says) END;
            END LOOP;
            RAISE EXCEPTION 'undo' USING ERRCODE = 'ZZ001';
        EXCEPTION WHEN SQLSTATE 'ZZ001' THEN NULL;
        END;
        RETURN NEXT is(nullif(array_to_string(said, E'\n'), ''), NULL, whole.test || ': ' || whole.story);
    END LOOP;
END $tell$;
SELECT * FROM pg_temp.tell();
SELECT is_empty($$SELECT t.test FROM compliance_test t
                  WHERE t.test NOT IN ('advisers report', 'the Department reviews', 'topics of reviews',
                                       'diagnostic reviews')
                    AND NOT EXISTS (SELECT FROM step a JOIN step b ON b.test = a.test AND b.n > a.n
                                    JOIN step c ON c.test = a.test AND c.n > b.n
                                    WHERE a.test = t.test AND a.status = 'met' AND b.status NOT IN ('met', 'due')
                                      AND c.status = 'met')$$,
    'every test that is ours is met, failed and met again');

-- What once failed does not keep a notice in force for ever.
SAVEPOINT step_down;
UPDATE requirement SET test = NULL WHERE paragraph = '5(e)';
INSERT INTO area_status SELECT '2025', n, '2025-11-01', 'closed', 'test' FROM generate_series(1, 5) n;
DELETE FROM invitation WHERE meeting_id = 'september' AND post_id = 'lead';
UPDATE action SET done_on = NULL WHERE action_id = 'A2';
SELECT is((SELECT string_agg(concat_ws(': ', status, condition, evidence, missing), '; ' ORDER BY position)
           FROM step_down WHERE position IN (3, 4)),
    'not met: Every action is complete, or stopped by the Board: 4 of 5 actions: 1 of the actions; '
    'not met: Every duty of the notice is met: 12 of 13 duties: paragraph 6',
    'an invitation and an action are missing');
INSERT INTO log_entry (meeting_id, entered_on, action_id, delivery_status)
VALUES ('november', '2025-11-20', 'A2', 'stopped');
UPDATE meeting SET minutes_sent_on = '2025-12-01' WHERE meeting_id = 'november';
UPDATE meeting SET held_on = '2026-03-01', risk_register_sent_on = '2026-02-20', mitigation_plan_sent_on = '2026-02-20'
WHERE meeting_id = 'december';
INSERT INTO meeting (meeting_id, title, planned_on, agreed_with_dfe_on, source)
VALUES ('may-2026', 'May', '2026-05-12', '2025-06-01', 'test');
INSERT INTO invitation SELECT 'december', post_id, '2026-02-01' FROM post;
INSERT INTO attendance SELECT 'december', post_id, 'present' FROM post;
INSERT INTO risk_assessment (risk_id, assessed_on, meeting_id, inherent_likelihood, inherent_impact, current_likelihood,
                             current_impact) SELECT risk_id, '2026-02-20', 'december', 3, 3, 2, 2 FROM risk;
INSERT INTO measurement (measure_id, period_to, value) SELECT measure_id, '2026-02-28', 60 FROM measure;
SET LOCAL sen_improvement.as_of = '2026-03-09';
SELECT is((SELECT string_agg(concat_ws(': ', status, condition, evidence, missing), '; ' ORDER BY position)
           FROM step_down WHERE position < 5),
    'met: Every area is business as usual or closed: 5 of 5 areas: ; '
    'met: Every measure has met its target: 5 of 5 measures: ; '
    'met: Every action is complete, or stopped by the Board: 4 of 5 actions, 1 stopped by the Board: ; '
    'met: Every duty of the notice is met: 13 of 13 duties: ', 'and six months later nothing is');
UPDATE compliance_test SET percent = 90 WHERE test = 'delivered on time';
SELECT is((SELECT string_agg(condition, '; ' ORDER BY position) FROM step_down WHERE position IN (2, 3)),
    'At least 90% of the measures have met their target; '
    'At least 90% of the actions are complete, or stopped by the Board', 'a share is said');
ROLLBACK TO step_down;

-- What a test asks has to be given; what it does not ask cannot be.
SELECT throws_ok($$UPDATE compliance_test SET months = NULL WHERE test = 'advisers are invited'$$, '23514',
                 'value "advisers are invited" is not allowed in column "test"', 'months that are asked');
SELECT throws_ok($$UPDATE compliance_test SET months = 6 WHERE test = 'minutes are there'$$, '23514', NULL,
                 'months that are not asked');
SELECT throws_ok($$UPDATE compliance_test SET percent = NULL WHERE test = 'delivered on time'$$, '23514',
                 NULL, 'a share');
SELECT throws_ok($$UPDATE compliance_test SET days = 3 WHERE test = 'advisers are invited'$$, '23514', NULL, 'days');
SELECT throws_ok($$UPDATE compliance_test SET points = 3 WHERE test = 'advisers are invited'$$, '23514',
                 NULL, 'points');
SELECT throws_ok($$UPDATE compliance_test SET reason = NULL WHERE test = 'minutes are there'$$, '23514',
                 NULL, 'a reason');
SELECT throws_ok(format('UPDATE compliance_test SET %s WHERE test = ''the log is kept at each meeting''', v), '23514',
                 NULL, v)
FROM unnest(ARRAY['months = 0', 'months = 121', 'percent = 0', 'percent = 101', 'days = -1', 'days = 367', 'points = 0',
                  'points = 101']) v;
UPDATE compliance_test SET days = 42, reason = 'Agreed by the Board.' WHERE test = 'minutes are there';
SELECT is((SELECT string_agg(operation || ' ' || (row_values ->> 'days'), ', ' ORDER BY block_id, number)
           FROM sen.history('nc.compliance_test', '{"test": "minutes are there"}')), 'present 28, update 42',
          'what a council sets is in the log, with what it was');
SELECT * FROM finish();
ROLLBACK;
