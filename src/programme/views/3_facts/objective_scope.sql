-- read: nobody
-- meanings: objective_area

CREATE VIEW objective_scope AS
SELECT l.objective_id, l.notice_id, l.area_number::integer FROM objective_area l
UNION ALL
SELECT DISTINCT l.objective_id, l.notice_id, 0 FROM objective_area l;
COMMENT ON VIEW objective_scope IS
    'Where each objective counts: in every area that it serves, and once in each notice as a whole.';
COMMENT ON COLUMN objective_scope.area_number IS 'Number of the area; 0 for the notice as a whole.';
