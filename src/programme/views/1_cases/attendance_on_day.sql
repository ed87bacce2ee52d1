-- read: nobody
-- meanings: attendance

CREATE VIEW attendance_on_day AS
SELECT
--@columns attendance of t
FROM attendance t
--@deleted attendance;
COMMENT ON VIEW attendance_on_day IS
    'Table attendance with the rows that the log had by the end of sen.today() and that have been '
    'deleted since, by changed_later. Views of the higher floors read it where they name attendance.';
