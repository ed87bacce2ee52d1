-- read: reader
-- meanings: risk, risk_assessment, risk_register

-- An assessment counts on the day of the meeting that it was made for, as an entry of the log does.
CREATE VIEW risk_history AS
SELECT r.risk_id, r.title, a.assessed_on, a.meeting_id, a.counts_on,
       a.inherent_likelihood || 'x' || a.inherent_impact AS inherent,
       a.inherent_likelihood * a.inherent_impact AS inherent_score, i.risk_band AS inherent_band,
       a.current_likelihood, a.current_impact, a.current_likelihood || 'x' || a.current_impact AS current,
       a.current_likelihood * a.current_impact AS current_score, u.risk_band AS current_band,
       a.target_likelihood || 'x' || a.target_impact AS target, a.target_likelihood * a.target_impact AS target_score,
       t.risk_band AS target_band,
       m.change, m.in_words AS movement, a.unchanged_since, a.reason
FROM (SELECT s.*,
      max(s.assessed_on) FILTER (WHERE (s.likelihood_before, s.impact_before) IS DISTINCT FROM (s.current_likelihood,
                                     s.current_impact)) OVER (PARTITION BY s.risk_id
                                                              ORDER BY s.assessed_on) AS unchanged_since
      FROM (SELECT q.*, CASE WHEN h.held_on < c.today THEN h.held_on ELSE q.assessed_on END AS counts_on,
            lag(q.current_likelihood) OVER earlier AS likelihood_before,
            lag(q.current_impact) OVER earlier AS impact_before
            FROM risk_assessment q
            CROSS JOIN meeting_cycle c
            LEFT JOIN meeting h ON h.meeting_id = q.meeting_id
            WHERE q.assessed_on <= c.today
            WINDOW earlier AS (PARTITION BY q.risk_id ORDER BY q.assessed_on)) s) a
JOIN risk r ON r.risk_id = a.risk_id AND r.opened_on <= sen.today()
LEFT JOIN risk_cell i ON i.likelihood = a.inherent_likelihood AND i.impact = a.inherent_impact
-- Each score is a cell of the matrix; by an inner join the planner would expect one assessment, and read all risks anew
-- for each.
LEFT JOIN risk_cell u ON u.likelihood = a.current_likelihood AND u.impact = a.current_impact
LEFT JOIN risk_cell t ON t.likelihood = a.target_likelihood AND t.impact = a.target_impact
CROSS JOIN LATERAL sen.risk_movement(sen.risk_score(a.likelihood_before, a.impact_before),
                                     sen.risk_score(a.current_likelihood, a.current_impact)) m
ORDER BY r.risk_id, a.assessed_on;
COMMENT ON VIEW risk_history IS
    'Every assessment up to sen.today() of every risk opened by then, also of those closed since, with the bands of '
    'the programme''s own matrix and the movement from one assessment to the next.';
COMMENT ON COLUMN risk_history.counts_on IS
    'Day of the meeting for which it was made, if that was held before sen.today(); else assessed_on.';
COMMENT ON COLUMN risk_history.inherent IS 'Likelihood x impact without what is done about it, such as 4x5.';
COMMENT ON COLUMN risk_history.inherent_score IS 'Their product.';
COMMENT ON COLUMN risk_history.inherent_band IS 'Band of that cell in the matrix of the programme.';
COMMENT ON COLUMN risk_history.current IS
    'Likelihood x impact as it was then, with what was done about it (the residual risk).';
COMMENT ON COLUMN risk_history.current_score IS 'Their product.';
COMMENT ON COLUMN risk_history.current_band IS 'Band of that cell in the matrix of the programme.';
COMMENT ON COLUMN risk_history.target IS 'Likelihood x impact that is aimed at; empty if none was set.';
COMMENT ON COLUMN risk_history.target_score IS 'Their product; empty if no target was set.';
COMMENT ON COLUMN risk_history.target_band IS
    'Band of that cell in the matrix of the programme; empty if no target was set.';
COMMENT ON COLUMN risk_history.change IS 'Current score less that of the assessment before; empty for the first.';
COMMENT ON COLUMN risk_history.movement IS 'The same in words, such as rose from 12 to 20.';
COMMENT ON COLUMN risk_history.unchanged_since IS
    'Day of the assessment from which likelihood and impact have been what they are.';
