-- read: nobody
-- meanings: recalculation

CREATE VIEW limits_decided AS
SELECT r.measure_id, r.starts_on, r.starts_on = max(r.starts_on) OVER (PARTITION BY r.measure_id) AS is_last,
       'Limits drawn anew from ' || sen.date_words(r.starts_on) || ': ' || rtrim(r.reason, '. ') || '. Decided by '
           || p.title || ' at ' || g.title || ', ' || sen.date_words(g.held_on) || '.' AS in_words
FROM recalculation r
JOIN meeting g ON g.meeting_id = r.meeting_id
JOIN post p ON p.post_id = r.decided_by
WHERE g.held_on <= sen.today();
COMMENT ON VIEW limits_decided IS
    'Which limits of control charts were drawn anew, and who decided it: as known on sen.today(). Not meant to be '
    'granted to anyone.';
COMMENT ON COLUMN limits_decided.is_last IS 'Is it the last decision about that measure?';
COMMENT ON COLUMN limits_decided.in_words IS 'The decision in words.';
