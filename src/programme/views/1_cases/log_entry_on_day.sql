-- read: nobody
-- meanings: log_entry

CREATE VIEW log_entry_on_day AS
SELECT
--@columns log_entry of t
FROM log_entry t
--@deleted log_entry;
COMMENT ON VIEW log_entry_on_day IS
    'Table log_entry with the entries that the log had by the end of sen.today() and that have been deleted since, by '
    'changed_later. Views of the higher floors read it where they name log_entry.';
