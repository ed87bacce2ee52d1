-- read: reader
-- meanings: requirement, notice_compliance, step_down

-- notice_compliance, self_assessment and step_down show parts of it.
CREATE VIEW notice_judged AS
-- What several tests rest on is computed once, as in board_paper.
WITH meeting_cycle AS MATERIALIZED (
    SELECT * FROM meeting_cycle
), notice_span AS MATERIALIZED (
    SELECT * FROM notice_span
), notice_window AS MATERIALIZED (
--@query notice_window
), dashboard AS MATERIALIZED (
    SELECT * FROM dashboard
), action_status AS MATERIALIZED (
    SELECT * FROM action_status
), objective_status AS MATERIALIZED (
--@query objective_status
), slow_progress AS MATERIALIZED (
--@query slow_progress
), contribution_gaps AS (
--@query contribution_gaps
), log_highlights AS (
--@query log_highlights
), notice_plan AS (
--@query notice_plan
), notice_measures AS (
--@query notice_measures
), notice_progress AS (
--@query notice_progress
), notice_reviews AS (
--@query notice_reviews
), notice_voices AS (
--@query notice_voices
), notice_meetings AS (
--@query notice_meetings
), notice_test AS (
--@query notice_test
), notice_verdict AS (
--@query notice_verdict
)
SELECT * FROM notice_verdict;
COMMENT ON VIEW notice_judged IS
    'Every paragraph of every notice issued by sen.today(), and every condition for stepping it down, judged: what '
    'notice_compliance, self_assessment and step_down show.';
COMMENT ON COLUMN notice_judged.issued_on IS 'Date of the notice.';
COMMENT ON COLUMN notice_judged.paragraph IS 'The paragraph; empty for a condition.';
COMMENT ON COLUMN notice_judged.in_self_assessment IS
    'True for a paragraph that is a part of the council''s own assessment.';
COMMENT ON COLUMN notice_judged.position IS
    'Place of the paragraph in the notice, or of the condition in its list, from 1.';
