-- read: reader
-- meanings: evidence

CREATE VIEW evidence_in_use AS
SELECT e.illustrative, e.evidence_id, e.kind, e.title, e.dated_on, e.held_at,
       coalesce(m.measurements, 0) AS measurements, coalesce(l.entries, 0) AS log_entries
FROM evidence e
LEFT JOIN (SELECT t.evidence_id, count(*) AS measurements FROM measurement t
           WHERE coalesce(t.reported_on, t.period_to) <= sen.today()
           GROUP BY t.evidence_id) m ON m.evidence_id = e.evidence_id
LEFT JOIN (SELECT t.evidence_id, count(*) AS entries FROM log_entry t WHERE t.entered_on <= sen.today()
           GROUP BY t.evidence_id) l ON l.evidence_id = e.evidence_id
WHERE e.dated_on <= sen.today()
ORDER BY e.illustrative, e.dated_on, e.evidence_id;
COMMENT ON VIEW evidence_in_use IS
    'The documents, publications and records on which the programme rests on sen.today(), with what is invented to '
    'show how it works last.';
COMMENT ON COLUMN evidence_in_use.measurements IS 'Figures that rest on it.';
COMMENT ON COLUMN evidence_in_use.log_entries IS 'Entries of the log that rest on it.';
