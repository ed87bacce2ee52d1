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
\copy wirral.notice (notice_id, title, issued_by, issued_to, issued_on, replaced_on, stepped_down_on, actions_due_on, review_every_months, source, remark) FROM 'notice.csv' WITH (FORMAT csv, HEADER match)
\copy wirral.partner (partner_id, name, sector) FROM 'partner.csv' WITH (FORMAT csv, HEADER match)
\copy wirral.post (post_id, partner_id, title, attends_as, remark) FROM 'post.csv' WITH (FORMAT csv, HEADER match)
\copy wirral.requirement (notice_id, paragraph, position, heading, kind, on_partner, asks, due_on, how_often, test) FROM 'requirement.csv' WITH (FORMAT csv, HEADER match)
\copy wirral.area (notice_id, area_number, kind, title, paragraph) FROM 'area.csv' WITH (FORMAT csv, HEADER match)
\copy wirral.area_status (notice_id, area_number, since, status, source) FROM 'area_status.csv' WITH (FORMAT csv, HEADER match)
\copy wirral.review (review_id, notice_id, kind, planned_from, planned_to, held_on, reported_on, self_assessment_sent_on, finding, source) FROM 'review.csv' WITH (FORMAT csv, HEADER match)
\copy wirral.next_step (review_id, step_number, step) FROM 'next_step.csv' WITH (FORMAT csv, HEADER match)
\copy wirral.next_step_area (review_id, step_number, notice_id, area_number) FROM 'next_step_area.csv' WITH (FORMAT csv, HEADER match)
\copy wirral.ehc_request (local_authority, request_ref, child_ref, received_on, request_source, rya, request_outcome, request_outcome_on, request_mediation, request_tribunal, exported_to, assessment_outcome, assessment_outcome_on, assessment_mediation, assessment_tribunal, other_mediation, other_tribunal, week20, plan_start_on, closed_on) FROM 'ehc_request.csv' WITH (FORMAT csv, HEADER match)
\copy wirral.assessment_exception (local_authority, request_ref, time_limit, exception, from_date, to_date, evidence) FROM 'assessment_exception.csv' WITH (FORMAT csv, HEADER match)
COMMIT;

ANALYZE wirral.ehc_request, wirral.assessment_exception;

-- The log of the plan and the Board: one version as loaded, then a change, as after a meeting.
SELECT version FROM sen.seal('wirral', 'As loaded from the published documents') \gset
UPDATE wirral.post SET remark = concat_ws(' ', remark, '(illustrative change)') WHERE post_id = (SELECT min(post_id) FROM wirral.post);
SELECT version FROM sen.seal('wirral', 'After the meeting (illustrative)', 'Board meeting (illustrative)') \gset
