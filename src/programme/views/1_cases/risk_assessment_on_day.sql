-- read: nobody
-- meanings: risk_assessment

CREATE VIEW risk_assessment_on_day AS
SELECT
--@columns risk_assessment by k.words, all but: risk_id assessed_on meeting_id
FROM risk_assessment t
CROSS JOIN LATERAL (SELECT 'assessed_on ' || to_char(t.assessed_on, 'YYYY-MM-DD') || ', risk_id '
                           || t.risk_id AS words) k
--@deleted risk_assessment;
COMMENT ON VIEW risk_assessment_on_day IS
    'Table risk_assessment as on sen.today(): scores are what they were at the end of that day, by changed_later; '
    'rows that have been deleted since are there. Views of the higher floors read it where they name risk_assessment.';
