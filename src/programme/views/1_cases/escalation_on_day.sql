-- read: nobody
-- meanings: escalation

CREATE VIEW escalation_on_day AS
SELECT
--@columns escalation by k.words: raised_on what escalated_to resolved_on
FROM escalation t
CROSS JOIN LATERAL (SELECT 'escalation_id ' || t.escalation_id AS words) k
--@deleted escalation;
COMMENT ON VIEW escalation_on_day IS
    'Table escalation as on sen.today(): the matter, to whom it was raised and its days are what they were at the end '
    'of that day, by changed_later; rows that have been deleted since are there. Views of the higher floors read it '
    'where they name escalation.';
