-- read: nobody
-- meanings: action

CREATE VIEW action_on_day AS
SELECT
--@columns action by k.words: title owner_post due_on done_on
FROM action t
CROSS JOIN LATERAL (SELECT 'action_id ' || t.action_id AS words) k
--@deleted action;
COMMENT ON VIEW action_on_day IS
    'Table action as on sen.today(): title, owner, due day and day done are what they were at the end of that day, by '
    'changed_later. Views of the higher floors read it where they name action.';
