-- read: bi

-- On the day of the report a risk stands as in risk_register; on the day of a meeting as the Board saw it, by the
-- latest assessment that counts then, as in risk_change.
CREATE VIEW fact_risk AS
WITH history AS MATERIALIZED (
    SELECT h.* FROM risk_history h
)
SELECT r.risk_id, r.objective_id, d.day, d.meeting_id, d.is_latest, h.current_likelihood::smallint AS likelihood,
       h.current_impact::smallint AS impact, h.current_score::smallint AS score,
       coalesce(h.current_band, 'not assessed') AS band, coalesce(b.position, 0::smallint) AS band_position,
       1::smallint AS risks,
       CASE WHEN h.risk_id IS NULL THEN 0 ELSE 1 END::smallint AS assessed,
       CASE WHEN h.current_score > r.appetite THEN 1 ELSE 0 END::smallint AS above_appetite
FROM risk r
JOIN (SELECT m.held_on AS day, m.meeting_id, 0::smallint AS is_latest FROM meeting m WHERE m.held_on < sen.today()
      UNION ALL SELECT sen.today(), NULL, 1::smallint) d
    ON r.opened_on <= d.day AND coalesce(r.closed_on > d.day, true)
LEFT JOIN LATERAL (SELECT x.* FROM history x WHERE x.risk_id = r.risk_id AND x.counts_on <= d.day
                   ORDER BY x.assessed_on DESC LIMIT 1) h ON true
LEFT JOIN risk_band b ON b.risk_band = h.current_band
WHERE r.opened_on <= sen.today();
COMMENT ON VIEW fact_risk IS
    'Every risk that was open, a row for each day of a meeting that was held, and one for the day of the report: its '
    'score as the Board saw it. Rows of different days do not add up: choose a day, or is_latest.';
COMMENT ON COLUMN fact_risk.risk_id IS 'The risk, of dim_risk.';
COMMENT ON COLUMN fact_risk.objective_id IS 'The objective that it threatens, of dim_objective; may be empty.';
COMMENT ON COLUMN fact_risk.day IS 'Day of the meeting, or of the report; of dim_date.';
COMMENT ON COLUMN fact_risk.meeting_id IS 'The meeting, of dim_meeting; empty for the day of the report.';
COMMENT ON COLUMN fact_risk.is_latest IS '1 for the day of the report, else 0.';
COMMENT ON COLUMN fact_risk.likelihood IS 'Likelihood, with what was done about it; empty if it was not assessed.';
COMMENT ON COLUMN fact_risk.impact IS 'Impact, with what was done about it; empty if it was not assessed.';
COMMENT ON COLUMN fact_risk.score IS 'Their product.';
COMMENT ON COLUMN fact_risk.band IS 'Band of that cell in the matrix of the programme; or not assessed.';
COMMENT ON COLUMN fact_risk.band_position IS 'Place of band from the lowest, from 1; 0 if it was not assessed.';
COMMENT ON COLUMN fact_risk.risks IS '1: to be added up over the risks of a day.';
COMMENT ON COLUMN fact_risk.assessed IS '1 if it had been assessed by that day, else 0: to be added up likewise.';
COMMENT ON COLUMN fact_risk.above_appetite IS
    '1 if the score was above the appetite that the register has on the day of the report, else 0: to be added up '
    'likewise.';
