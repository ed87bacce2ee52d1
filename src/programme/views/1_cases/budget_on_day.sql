-- read: nobody
-- meanings: budget

CREATE VIEW budget_on_day AS
SELECT
--@columns budget by k.words: planned spent spent_to
FROM budget t
CROSS JOIN LATERAL (SELECT 'objective_id ' || t.objective_id || ', year_from '
                           || to_char(t.year_from, 'YYYY-MM-DD') AS words) k
WHERE
--@there budget by k.words
--@deleted budget;
COMMENT ON VIEW budget_on_day IS
    'Table budget as on sen.today(): what was planned and spent as it was recorded at the end of that day, by '
    'changed_later. Views of the higher floors read it where they name budget.';
