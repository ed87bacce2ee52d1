-- read: nobody
-- meanings: next_step_action

CREATE VIEW next_step_action_on_day AS
SELECT
--@columns next_step_action of t
FROM next_step_action t
CROSS JOIN LATERAL (SELECT 'action_id ' || t.action_id || ', review_id ' || t.review_id || ', step_number '
                           || t.step_number AS words) k
WHERE
--@there next_step_action by k.words
--@deleted next_step_action;
COMMENT ON VIEW next_step_action_on_day IS
    'Table next_step_action as on sen.today(): the rows that were there at the end of that day, by changed_later. '
    'Views of the higher floors read it where they name next_step_action.';
