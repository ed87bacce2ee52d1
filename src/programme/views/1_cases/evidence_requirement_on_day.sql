-- read: nobody
-- meanings: evidence_requirement

CREATE VIEW evidence_requirement_on_day AS
SELECT
--@columns evidence_requirement of t
FROM evidence_requirement t
CROSS JOIN LATERAL (SELECT 'evidence_id ' || t.evidence_id || ', notice_id ' || t.notice_id || ', paragraph '
                           || t.paragraph AS words) k
WHERE
--@there evidence_requirement by k.words
--@deleted evidence_requirement;
COMMENT ON VIEW evidence_requirement_on_day IS
    'Table evidence_requirement as on sen.today(): the rows that were there at the end of that day, by changed_later. '
    'Views of the higher floors read it where they name evidence_requirement.';
