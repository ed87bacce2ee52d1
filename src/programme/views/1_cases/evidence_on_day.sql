-- read: nobody
-- meanings: evidence

CREATE VIEW evidence_on_day AS
SELECT
--@columns evidence of t
FROM evidence t
--@deleted evidence;
COMMENT ON VIEW evidence_on_day IS
    'Table evidence with the rows that the log had by the end of sen.today() and that have been '
    'deleted since, by changed_later. Views of the higher floors read it where they name evidence.';
