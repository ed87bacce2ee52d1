-- read: nobody
-- meanings: objective

CREATE VIEW objective_on_day AS
SELECT
--@columns objective by k.words: title owner_post
FROM objective t
CROSS JOIN LATERAL (SELECT 'objective_id ' || t.objective_id AS words) k
--@deleted objective;
COMMENT ON VIEW objective_on_day IS
    'Table objective as on sen.today(): title and owner are what they were at the end of that day, by changed_later. '
    'Views of the higher floors read it where they name objective.';
