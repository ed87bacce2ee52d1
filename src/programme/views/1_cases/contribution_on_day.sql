-- read: nobody
-- meanings: contribution

CREATE VIEW contribution_on_day AS
SELECT
--@columns contribution of t
FROM contribution t
CROSS JOIN LATERAL (SELECT 'action_id ' || t.action_id || ', partner_id ' || t.partner_id AS words) k
WHERE
--@there contribution by k.words
--@deleted contribution;
COMMENT ON VIEW contribution_on_day IS
    'Table contribution as on sen.today(): what partners contributed to actions at the end of that day, by '
    'changed_later; of a row that has been deleted since, what is empty. Views of the higher floors read it where they '
    'name contribution.';
