-- read: bi

CREATE VIEW bridge_objective_area AS
SELECT o.objective_id, o.notice_id || ' ' || o.area_number AS area_key
FROM objective_area o
JOIN objective j ON j.objective_id = o.objective_id AND j.agreed_on <= sen.today()
JOIN notice n ON n.notice_id = o.notice_id AND n.issued_on <= sen.today();
COMMENT ON VIEW bridge_objective_area IS
    'Which objective serves which areas: many meet many. Counts of objectives must not be added up over it: one that '
    'serves two areas counts in each.';
COMMENT ON COLUMN bridge_objective_area.objective_id IS 'The objective, of dim_objective.';
COMMENT ON COLUMN bridge_objective_area.area_key IS 'The area, of dim_area.';
