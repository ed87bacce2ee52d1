-- read: nobody
-- meanings: decision

CREATE VIEW decision_on_day AS
SELECT
--@columns decision by k.words: put_on put_by meeting_id what outcome decided
FROM decision t
CROSS JOIN LATERAL (SELECT 'decision_id ' || t.decision_id AS words) k
--@deleted decision;
COMMENT ON VIEW decision_on_day IS
    'Table decision as on sen.today(): the matter, its meeting and what was decided are what they were at the end of '
    'that day, by changed_later; rows that have been deleted since are there. Views of the higher floors read it '
    'where they name decision.';
