-- read: reader
-- meanings: requirement

CREATE VIEW step_down AS
SELECT j.notice_id, j.position, j.condition, j.status, j.evidence, j.missing
FROM notice_judged j
WHERE j.condition IS NOT NULL AND j.in_force
ORDER BY j.issued_on, j.position;
COMMENT ON VIEW step_down IS
    'For each notice in force: what speaks for stepping it down and what is missing (paragraph 13 of the 2025 notice). '
    'The first four conditions are this programme''s reading of sufficient progress; the last decides.';
COMMENT ON COLUMN step_down.position IS 'Place of the condition in the list, from 1.';
COMMENT ON COLUMN step_down.condition IS 'The condition.';
COMMENT ON COLUMN step_down.status IS 'met, not met, or not ours to show.';
COMMENT ON COLUMN step_down.evidence IS 'What was found, as counts.';
COMMENT ON COLUMN step_down.missing IS 'What is missing; empty if nothing is.';
