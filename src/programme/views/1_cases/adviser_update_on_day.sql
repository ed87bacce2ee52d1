-- read: nobody
-- meanings: adviser_update

CREATE VIEW adviser_update_on_day AS
SELECT
--@columns adviser_update of t
FROM adviser_update t
--@deleted adviser_update;
COMMENT ON VIEW adviser_update_on_day IS
    'Table adviser_update with the rows that the log had by the end of sen.today() and that have been '
    'deleted since, by changed_later: whose summary and area are empty, as the log does not '
    'show them to readers of the papers. Views of the higher floors read it where they name adviser_update.';
