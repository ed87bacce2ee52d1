-- read: nobody
-- meanings: area_status

CREATE VIEW area_status_on_day AS
SELECT
--@columns area_status of t
FROM area_status t
--@deleted area_status;
COMMENT ON VIEW area_status_on_day IS
    'Table area_status with the rows that the log had by the end of sen.today() and that have been '
    'deleted since, by changed_later. Views of the higher floors read it where they name area_status.';
