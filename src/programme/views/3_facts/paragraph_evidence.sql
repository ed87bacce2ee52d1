-- read: nobody
-- meanings: requirement

CREATE VIEW paragraph_evidence AS
SELECT l.notice_id, l.paragraph, count(*) AS pieces, max(e.dated_on) AS last_piece_on,
       max(r.reported_on) FILTER (WHERE r.reported_on <= t.today) AS found_on, count(x.day) AS entered_late
FROM evidence_requirement l
CROSS JOIN (SELECT sen.today() AS today) t
JOIN evidence e ON e.evidence_id = l.evidence_id AND e.dated_on <= t.today
LEFT JOIN review r ON r.review_id = e.review_id
LEFT JOIN entered_late x ON x.record_table = 'evidence' AND x.column_name = 'dated_on' AND x.day = e.dated_on
    AND x.key = jsonb_build_object('evidence_id', e.evidence_id)
GROUP BY l.notice_id, l.paragraph;
COMMENT ON VIEW paragraph_evidence IS 'Every paragraph for which evidence is recorded that is dated by sen.today().';
COMMENT ON COLUMN paragraph_evidence.pieces IS 'Pieces of evidence for it.';
COMMENT ON COLUMN paragraph_evidence.last_piece_on IS 'Day of the last of these.';
COMMENT ON COLUMN paragraph_evidence.found_on IS
    'Day of the last report among these of a review; empty if there is none by sen.today().';
COMMENT ON COLUMN paragraph_evidence.entered_late IS
    'Pieces that were entered after a meeting of the Board that was held since their day: see entered_late.';
