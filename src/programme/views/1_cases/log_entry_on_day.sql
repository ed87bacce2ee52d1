-- read: nobody
-- meanings: log_entry

CREATE VIEW log_entry_on_day AS
SELECT
--@columns log_entry by k.words: delivery_status impact_status progress impact needs_more_from
FROM log_entry t
CROSS JOIN LATERAL (SELECT 'log_entry_id ' || t.log_entry_id AS words) k
--@deleted log_entry;
COMMENT ON VIEW log_entry_on_day IS
    'Table log_entry as on sen.today(): statuses and words, not the day of the entry, are what they were at the end '
    'of that day, by changed_later; rows that have been deleted since are there. Views of the higher floors read it '
    'where they name log_entry.';
