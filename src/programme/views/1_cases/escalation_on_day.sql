-- read: nobody
-- meanings: escalation

CREATE VIEW escalation_on_day AS
SELECT
--@columns escalation of t
FROM escalation t
--@deleted escalation;
COMMENT ON VIEW escalation_on_day IS
    'Table escalation with the rows that the log had by the end of sen.today() and that have been '
    'deleted since, by changed_later. Views of the higher floors read it where they name escalation.';
