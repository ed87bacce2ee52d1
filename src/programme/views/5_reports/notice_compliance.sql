-- read: reader
-- meanings: requirement

CREATE VIEW notice_compliance AS
SELECT q.notice_id, q.paragraph, q.heading, q.kind, q.asks, q.on_partner, q.due_on, q.how_often,
       j.status, j.evidence, j.missing, q.test, j.in_force, q.position
FROM notice_judged j
JOIN requirement q ON q.notice_id = j.notice_id AND q.paragraph = j.paragraph
ORDER BY j.issued_on DESC, q.position;
COMMENT ON VIEW notice_compliance IS
    'Every paragraph of every notice issued by sen.today(): whether it is met, by what evidence, and what is missing. '
    'Computed from what the programme holds by the test that requirement names (table compliance_test has the rules); '
    'nobody types a status in. For a notice that was replaced or stepped down, meetings, reviews, feedback, evidence '
    'of a kind, escalations and what advisers said count up to that day; plans, measures and the log stand as on '
    'sen.today().';
COMMENT ON COLUMN notice_compliance.status IS
    'met; not met; due (its day has not come, or nothing asks for it yet); cannot be shown (the records do not say); '
    'not ours to show (it is for the Department).';
COMMENT ON COLUMN notice_compliance.evidence IS 'What was found, as counts and dates. Empty if nothing.';
COMMENT ON COLUMN notice_compliance.missing IS
    'What would be needed; empty if nothing is, or if it is not for the council to show.';
COMMENT ON COLUMN notice_compliance.in_force IS
    'True if the notice is in force on sen.today(): not replaced, not stepped down.';
