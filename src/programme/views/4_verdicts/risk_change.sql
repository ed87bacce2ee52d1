-- read: reader
-- meanings: risk_history, compared_day

CREATE VIEW risk_change AS
WITH history AS MATERIALIZED (
    SELECT * FROM risk_history
)
SELECT l.risk_id, l.title, c.since, c.on_day AS since_on, b.assessed_on AS before_on, b.current AS current_before,
       b.current_score AS score_before, b.current_band AS band_before, l.assessed_on, l.current, l.current_score,
       l.current_band, m.change,
       CASE WHEN b.assessed_on IS NULL THEN 'not assessed by ' || sen.date_words(c.on_day)
            WHEN b.assessed_on = l.assessed_on THEN 'not assessed since ' || sen.date_words(c.on_day)
            ELSE m.in_words END AS movement
FROM compared_day c
CROSS JOIN (SELECT DISTINCT ON (h.risk_id) h.* FROM history h ORDER BY h.risk_id, h.assessed_on DESC) l
JOIN risk r ON r.risk_id = l.risk_id AND coalesce(r.closed_on > sen.today(), true)
LEFT JOIN LATERAL (SELECT h.* FROM history h WHERE h.risk_id = l.risk_id AND h.counts_on <= c.on_day
                   ORDER BY h.assessed_on DESC LIMIT 1) b ON true
CROSS JOIN LATERAL sen.risk_movement(sen.risk_score(b.current_likelihood, b.current_impact),
                                     sen.risk_score(l.current_likelihood, l.current_impact)) m
WHERE c.on_day IS NOT NULL
ORDER BY l.risk_id, c.position;
COMMENT ON VIEW risk_change IS
    'Every risk that is open on sen.today() and has been assessed: its latest score beside the one that counted on '
    'each day of compared_day. Choose by since.';
COMMENT ON COLUMN risk_change.since_on IS 'The day.';
COMMENT ON COLUMN risk_change.before_on IS
    'Day of the latest assessment that counts on since_on or before; empty if there is none.';
COMMENT ON COLUMN risk_change.current_before IS 'Likelihood x impact as it was then, such as 4x5.';
COMMENT ON COLUMN risk_change.score_before IS 'Their product.';
COMMENT ON COLUMN risk_change.band_before IS 'Band of that cell in the matrix of the programme.';
COMMENT ON COLUMN risk_change.change IS
    'current_score less score_before; 0 if it has not been assessed since. Empty if it was not assessed by then.';
COMMENT ON COLUMN risk_change.movement IS 'The same in words, such as rose from 12 to 20.';
