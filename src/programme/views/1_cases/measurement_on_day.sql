-- read: nobody
-- meanings: measurement

CREATE VIEW measurement_on_day AS
SELECT
--@columns measurement of t
FROM measurement t
--@deleted measurement;
COMMENT ON VIEW measurement_on_day IS
    'Table measurement with the rows that the log had by the end of sen.today() and that have been '
    'deleted since, by changed_later. Views of the higher floors read it where they name measurement.';
