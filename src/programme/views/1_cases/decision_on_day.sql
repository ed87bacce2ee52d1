-- read: nobody
-- meanings: decision

CREATE VIEW decision_on_day AS
SELECT
--@columns decision of t
FROM decision t
--@deleted decision;
COMMENT ON VIEW decision_on_day IS
    'Table decision with the rows that the log had by the end of sen.today() and that have been '
    'deleted since, by changed_later. Views of the higher floors read it where they name decision.';
