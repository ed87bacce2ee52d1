-- read: nobody
-- meanings: commentary

CREATE VIEW commentary_on_day AS
SELECT
--@columns commentary of t
FROM commentary t
--@deleted commentary;
COMMENT ON VIEW commentary_on_day IS
    'Table commentary with the rows that the log had by the end of sen.today() and that have been '
    'deleted since, by changed_later. Views of the higher floors read it where they name commentary.';
