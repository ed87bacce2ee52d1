-- read: nobody
-- meanings: risk_assessment

CREATE VIEW risk_assessment_on_day AS
SELECT
--@columns risk_assessment of t
FROM risk_assessment t
--@deleted risk_assessment;
COMMENT ON VIEW risk_assessment_on_day IS
    'Table risk_assessment with the rows that the log had by the end of sen.today() and that have been '
    'deleted since, by changed_later. Views of the higher floors read it where they name risk_assessment.';
