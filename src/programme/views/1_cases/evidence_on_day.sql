-- read: nobody
-- meanings: evidence

CREATE VIEW evidence_on_day AS
SELECT
--@columns evidence by k.words: kind title dated_on
FROM evidence t
CROSS JOIN LATERAL (SELECT 'evidence_id ' || t.evidence_id AS words) k
--@deleted evidence;
COMMENT ON VIEW evidence_on_day IS
    'Table evidence as on sen.today(): kind, title and date are what they were at the end of that day, by '
    'changed_later; rows that have been deleted since are there. Views of the higher floors read it where they name '
    'evidence.';
