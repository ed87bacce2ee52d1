-- read: reader
-- meanings: requirement

CREATE VIEW self_assessment AS
SELECT j.notice_id, j.paragraph, j.asks AS part, j.status = 'met' AS is_ready, j.evidence AS what_is_there, j.missing,
       s.last_held_on AS last_review_on, s.next_planned_from AS next_review_planned_from, s.due_by AS next_review_due_by
FROM notice_judged j
JOIN review_schedule s ON s.notice_id = j.notice_id
WHERE j.in_self_assessment
ORDER BY s.issued_on, j.position;
COMMENT ON VIEW self_assessment IS
    'For each notice in force, the parts of the council''s own assessment of improvement that goes to the Department '
    'before a review (paragraph 10 of the 2025 notice): what is there on sen.today() and what is missing.';
COMMENT ON COLUMN self_assessment.part IS 'The part, in short words of the programme.';
COMMENT ON COLUMN self_assessment.is_ready IS 'True if nothing is missing.';
COMMENT ON COLUMN self_assessment.what_is_there IS 'What the programme holds for it, as counts and dates.';
COMMENT ON COLUMN self_assessment.missing IS 'What is missing; empty if nothing is.';
COMMENT ON COLUMN self_assessment.last_review_on IS
    'Day of the last review held under the notice; empty if none is recorded.';
COMMENT ON COLUMN self_assessment.next_review_planned_from IS
    'First day of the next planned review; empty if none is planned.';
COMMENT ON COLUMN self_assessment.next_review_due_by IS
    'Last day on which the next review would be in time; empty if the notice sets no interval.';
