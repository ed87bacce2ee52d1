-- Loads the example programme "wirral" into an empty database, in which you may create the extension
-- and set database defaults. Run it in this folder: psql -d demo -f load.sql
\set ON_ERROR_STOP 1
\set QUIET 1

SET client_min_messages = warning;
-- The files are UTF-8, with dates as 2025-12-31, whatever the client prefers.
SET client_encoding = 'UTF8';
SET datestyle = 'ISO, YMD';

CREATE EXTENSION sen_improvement;
SELECT sen.create_programme('wirral') AS made \gset

-- Reports stand at the end of the published figures, in this session and in every later one.
SELECT format('ALTER DATABASE %I SET %s', current_database(), s.setting)
FROM (VALUES ('sen_improvement.as_of = ''2025-12-31'''), ('search_path = wirral, public')) s (setting)
\gexec
SET sen_improvement.as_of = '2025-12-31';
SET search_path = wirral, public;

-- Writes ehc_request.csv and assessment_exception.csv here.
\ir generate_extract.sql

BEGIN;
-- Everything comes in by the door that a council's own files come in by (doc/intake.md): a temporary table of text for
-- each table, the files, and then each table after those that it names, read, checked and loaded.
SELECT count(sen.intake_table(format('wirral.%I', o.table_name)::regclass)) AS tables
FROM sen.load_order('wirral') o \gset
\copy pg_temp.notice_rows (notice_id, title, issued_by, issued_to, issued_on, replaced_on, stepped_down_on, actions_due_on, review_every_months, source, remark) FROM 'notice.csv' WITH (FORMAT csv, HEADER match)
\copy pg_temp.partner_rows (partner_id, name, sector) FROM 'partner.csv' WITH (FORMAT csv, HEADER match)
\copy pg_temp.post_rows (post_id, partner_id, title, attends_as, notice_role, remark) FROM 'post.csv' WITH (FORMAT csv, HEADER match)
\copy pg_temp.requirement_rows (notice_id, paragraph, position, heading, kind, on_partner, asks, due_on, how_often, test) FROM 'requirement.csv' WITH (FORMAT csv, HEADER match)
\copy pg_temp.area_rows (notice_id, area_number, kind, title, paragraph) FROM 'area.csv' WITH (FORMAT csv, HEADER match)
\copy pg_temp.area_status_rows (notice_id, area_number, since, status, source) FROM 'area_status.csv' WITH (FORMAT csv, HEADER match)
\copy pg_temp.review_rows (review_id, notice_id, kind, planned_from, planned_to, held_on, reported_on, self_assessment_sent_on, finding, source) FROM 'review.csv' WITH (FORMAT csv, HEADER match)
\copy pg_temp.next_step_rows (review_id, step_number, step) FROM 'next_step.csv' WITH (FORMAT csv, HEADER match)
\copy pg_temp.next_step_area_rows (review_id, step_number, notice_id, area_number) FROM 'next_step_area.csv' WITH (FORMAT csv, HEADER match)
\copy pg_temp.meeting_rows (meeting_id, title, planned_on, agreed_with_dfe_on, papers_days_ahead, papers_sent_on, risk_register_sent_on, mitigation_plan_sent_on, held_on, cancelled_on, minutes_sent_on, source, remark) FROM 'meeting.csv' WITH (FORMAT csv, HEADER match)
\copy pg_temp.review_covers_rows (review_id, topic) FROM 'review_covers.csv' WITH (FORMAT csv, HEADER match)
\copy pg_temp.evidence_rows (evidence_id, kind, title, dated_on, held_at, topic, meeting_id, review_id, illustrative, remark) FROM 'evidence.csv' WITH (FORMAT csv, HEADER match)
\copy pg_temp.evidence_requirement_rows (evidence_id, notice_id, paragraph) FROM 'evidence_requirement.csv' WITH (FORMAT csv, HEADER match)
\copy pg_temp.objective_rows (objective_id, plan, title, owner_post, co_produced, agreed_on, evidence_id) FROM 'objective.csv' WITH (FORMAT csv, HEADER match)
\copy pg_temp.objective_area_rows (objective_id, notice_id, area_number) FROM 'objective_area.csv' WITH (FORMAT csv, HEADER match)
\copy pg_temp.measure_rows (measure_id, objective_id, title, topic, unit, direction, baseline_on, baseline_value, target_on, target_value, how_measured, every_months, owner_post, agreed_on, definition, local_authority, counted_over, excluding_exceptions, evidence_id, period_kind) FROM 'measure.csv' WITH (FORMAT csv, HEADER match)
\copy pg_temp.measurement_rows (measure_id, period_to, period_from, value, numerator, denominator, reported_on, evidence_id, remark) FROM 'measurement.csv' WITH (FORMAT csv, HEADER match)
\copy pg_temp.milestone_rows (measure_id, due_on, value, title) FROM 'milestone.csv' WITH (FORMAT csv, HEADER match)
\copy pg_temp.measure_count_rows (measure_id, definition, local_authority, excluding_exceptions) FROM 'measure_count.csv' WITH (FORMAT csv, HEADER match)
\copy pg_temp.recalculation_rows (measure_id, starts_on, reason, decided_by, meeting_id, evidence_id) FROM 'recalculation.csv' WITH (FORMAT csv, HEADER match)
\copy pg_temp.action_rows (action_id, objective_id, title, owner_post, agreed_on, due_on, done_on, measure_id, evidence_id) FROM 'action.csv' WITH (FORMAT csv, HEADER match)
\copy pg_temp.contribution_rows (action_id, partner_id, what) FROM 'contribution.csv' WITH (FORMAT csv, HEADER match)
\copy pg_temp.next_step_action_rows (review_id, step_number, action_id) FROM 'next_step_action.csv' WITH (FORMAT csv, HEADER match)
\copy pg_temp.next_step_measure_rows (review_id, step_number, measure_id) FROM 'next_step_measure.csv' WITH (FORMAT csv, HEADER match)
\copy pg_temp.review_attendance_rows (review_id, post_id, attendance) FROM 'review_attendance.csv' WITH (FORMAT csv, HEADER match)
\copy pg_temp.own_judgement_rows (review_id, notice_id, paragraph, judged_on, judged_by, judgement, gaps) FROM 'own_judgement.csv' WITH (FORMAT csv, HEADER match)
\copy pg_temp.invitation_rows (meeting_id, post_id, sent_on) FROM 'invitation.csv' WITH (FORMAT csv, HEADER match)
\copy pg_temp.attendance_rows (meeting_id, post_id, attendance) FROM 'attendance.csv' WITH (FORMAT csv, HEADER match)
\copy pg_temp.log_entry_rows (meeting_id, entered_on, objective_id, action_id, delivery_status, impact_status, progress, impact, needs_more_from, evidence_id) FROM 'log_entry.csv' WITH (FORMAT csv, HEADER match)
\copy pg_temp.adviser_update_rows (post_id, given_on, notice_id, area_number, finding, summary, evidence_id) FROM 'adviser_update.csv' WITH (FORMAT csv, HEADER match)
\copy pg_temp.feedback_rows (received_on, from_whom, channel, respondents, satisfied, tone, summary, objective_id, evidence_id, theme, speaks_for_many) FROM 'feedback.csv' WITH (FORMAT csv, HEADER match)
\copy pg_temp.risk_rows (risk_id, title, cause, effect, objective_id, owner_post, appetite, opened_on, closed_on, evidence_id) FROM 'risk.csv' WITH (FORMAT csv, HEADER match)
\copy pg_temp.risk_assessment_rows (risk_id, assessed_on, meeting_id, inherent_likelihood, inherent_impact, current_likelihood, current_impact, target_likelihood, target_impact, reason) FROM 'risk_assessment.csv' WITH (FORMAT csv, HEADER match)
\copy pg_temp.mitigation_rows (risk_id, mitigation_number, what, owner_post, due_on, done_on) FROM 'mitigation.csv' WITH (FORMAT csv, HEADER match)
\copy pg_temp.escalation_rows (raised_on, meeting_id, what, objective_id, action_id, risk_id, escalated_to, resolved_on, resolution, evidence_id) FROM 'escalation.csv' WITH (FORMAT csv, HEADER match)
\copy pg_temp.decision_rows (put_on, put_by, meeting_id, what, outcome, decided, objective_id, action_id, risk_id, evidence_id) FROM 'decision.csv' WITH (FORMAT csv, HEADER match)
\copy pg_temp.commentary_rows (measure_id, written_on, written_by, figure_on, why, what_is_done, back_on, evidence_id) FROM 'commentary.csv' WITH (FORMAT csv, HEADER match)
\copy pg_temp.ehc_request_rows (local_authority, request_ref, child_ref, received_on, request_source, rya, request_outcome, request_outcome_on, request_mediation, request_tribunal, exported_to, assessment_outcome, assessment_outcome_on, assessment_mediation, assessment_tribunal, other_mediation, other_tribunal, week20, plan_start_on, closed_on) FROM 'ehc_request.csv' WITH (FORMAT csv, HEADER match)
\copy pg_temp.assessment_exception_rows (local_authority, request_ref, time_limit, exception, from_date, to_date, evidence) FROM 'assessment_exception.csv' WITH (FORMAT csv, HEADER match)
\copy pg_temp.worded_milestone_rows (milestone_id, objective_id, title, due_on, done_on, agreed_on, owner_post, evidence_id) FROM 'worded_milestone.csv' WITH (FORMAT csv, HEADER match)
\copy pg_temp.scenario_rows (scenario_id, position, title, local_authority, issue_order, until_on, runs, extra_stage, extra_from, extra_least, extra_most, extra_step, is_illustrative, why) FROM 'scenario.csv' WITH (FORMAT csv, HEADER match)
\copy pg_temp.capacity_rows (scenario_id, stage, team, from_on, to_on, per_week, in_term_only, source) FROM 'capacity.csv' WITH (FORMAT csv, HEADER match)
\copy pg_temp.recovery_target_rows (local_authority, measure, due_on, target_value, source) FROM 'recovery_target.csv' WITH (FORMAT csv, HEADER match)
-- First what a plan names. Then, for the Board of July 2025, the rows of which a day, a target or a value is moved
-- further down: so the log tells what was first agreed.
SELECT sum(l.rows_new) AS rows
FROM sen.load_order('wirral') o
CROSS JOIN LATERAL sen.load_rows(format('wirral.%I', o.table_name)::regclass) l
WHERE o.table_name IN ('notice', 'partner', 'post', 'meeting', 'review', 'evidence', 'objective') \gset
SET LOCAL sen_improvement.meeting = 'board-2025-07';
INSERT INTO measure (measure_id, objective_id, title, topic, unit, direction, baseline_on, baseline_value,
                     target_on, target_value, how_measured, every_months, owner_post, agreed_on, evidence_id,
                     period_kind)
SELECT r.measure_id, r.objective_id, r.title, r.topic, r.unit, r.direction, r.baseline_on::date,
       r.baseline_value::numeric, r.target_on::date, r.target_value::numeric, r.how_measured,
       r.every_months::smallint, r.owner_post, r.agreed_on::date, r.evidence_id, r.period_kind
FROM pg_temp.measure_rows r WHERE r.measure_id = 'waiting-contacted';
INSERT INTO action (action_id, objective_id, title, owner_post, agreed_on, due_on, evidence_id)
SELECT r.action_id, r.objective_id, r.title, r.owner_post, r.agreed_on::date, r.due_on::date, r.evidence_id
FROM pg_temp.action_rows r WHERE r.action_id = 'plan-23';
SELECT l.rows_new AS rows FROM sen.load_rows('wirral.worded_milestone') l \gset
SET LOCAL sen_improvement.meeting = '';
SELECT l.rows_new AS rows FROM sen.load_rows('wirral.measure') l \gset
SET LOCAL sen_improvement.meeting = 'board-2025-07';
INSERT INTO milestone (measure_id, due_on, value, title)
SELECT r.measure_id, r.due_on::date, r.value::numeric, r.title
FROM pg_temp.milestone_rows r WHERE r.measure_id = 'co-production-training' AND r.due_on = '2025-12-31';
SET LOCAL sen_improvement.meeting = '';
SELECT sum(l.rows_new) AS rows
FROM sen.load_order('wirral') o
CROSS JOIN LATERAL sen.load_rows(format('wirral.%I', o.table_name)::regclass) l \gset
-- Illustrative: what the Board of November 2025 moved, as the log tells.
SET LOCAL sen_improvement.meeting = 'board-2025-11';
UPDATE action SET due_on = '2026-04-30' WHERE action_id = 'plan-23';
UPDATE measure SET target_value = 95 WHERE measure_id = 'waiting-contacted';
UPDATE milestone SET value = 85 WHERE measure_id = 'co-production-training' AND due_on = '2025-12-31';
UPDATE worded_milestone SET due_on = '2025-12-15' WHERE milestone_id = 'illustrative-pathway';
SET LOCAL sen_improvement.meeting = '';
-- The rows of wait and plan_audit.
\ir generate_records.sql
-- Illustrative: the numbers are invented, and say nothing about the council.
INSERT INTO population (local_authority, on_day, people, source) VALUES
    ('344', '2023-06-30', 95000, 'Illustrative: an invented round number.'),
    ('344', '2024-06-30', 95000, 'Illustrative: an invented round number.');
INSERT INTO plans_in_force (local_authority, on_day, plans, source) VALUES
    ('344', '2024-01-18', 3000, 'Illustrative: an invented round number.'),
    ('344', '2025-01-16', 3500, 'Illustrative: an invented round number.');
INSERT INTO budget (objective_id, year_from, planned, spent, spent_to, evidence_id) VALUES
    ('2025-1', '2025-04-01', 600000, 410000, '2025-11-30', 'illustrative-figures'),
    ('2025-3', '2025-04-01', 250000, 265000, '2025-11-30', 'illustrative-figures');
INSERT INTO complaint (local_authority, complaint_ref, made_to, theme, received_on, outcome, outcome_on)
SELECT '344', 'illustrative-' || n, CASE WHEN n % 6 = 0 THEN 'the Ombudsman' ELSE 'the authority' END,
       (ARRAY['communication', 'delay', 'provision', 'staff'])[1 + n * n % 4], date '2024-01-08' + 12 * n,
       CASE WHEN n < 56 THEN (ARRAY['upheld', 'partly upheld', 'not upheld', 'withdrawn'])[1 + n % 4] END,
       CASE WHEN n < 56 THEN date '2024-01-08' + 12 * n + 20 + n % 15 END
FROM generate_series(0, 59) n;
-- As sen.state_data_day() would, but on the day on which the example stands.
UPDATE data_source SET complete_to = '2025-12-31', stated_on = '2025-12-31', stated_by = 'the data team (invented)'
WHERE source <> 'measures';
COMMIT;
-- The three scenarios of the recovery plan, projected once: what shows them reads what is kept.
SELECT count(*) AS projected FROM sen.project_scenarios('wirral') \gset

-- The log of the plan and the Board: one version as loaded, one after the last meeting held, and one with
-- the invitations to the next. What is changed here is illustrative, as the rows say.
SELECT version FROM sen.seal('wirral', 'As loaded: documents, publications, illustrative records') \gset
BEGIN;
UPDATE meeting SET minutes_sent_on = '2025-12-04' WHERE meeting_id = 'board-2025-11';
INSERT INTO evidence (evidence_id, kind, title, dated_on, topic, meeting_id, illustrative)
VALUES ('illustrative-minutes-2025-11', 'minutes', 'Invented: minutes of the Board of November 2025', '2025-12-04',
        'governance', 'board-2025-11', true);
INSERT INTO evidence_requirement VALUES ('illustrative-minutes-2025-11', '2025', '12(d)');
COMMIT;
SELECT version FROM sen.seal('wirral', 'Minutes of the Board of November 2025 (illustrative)', 'board-2025-11') \gset
INSERT INTO invitation (meeting_id, post_id, sent_on)
SELECT 'board-2026-01', post_id, '2025-12-18' FROM post WHERE attends_as <> 'none' AND post_id <> 'dfe-case-lead';
SELECT version FROM sen.seal('wirral', 'Invitations to the Board of January 2026 (illustrative)', 'board-2026-01') \gset

-- For the planner, as after every load.
SELECT sen.analyse_programme('wirral') \gset
