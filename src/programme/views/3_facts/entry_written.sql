-- read: nobody

CREATE VIEW entry_written AS
SELECT (e.key ->> 'log_entry_id')::integer AS log_entry_id, e.began_on, min(e.inserted_on) AS written_on
FROM entered_since e
WHERE e.record_table = 'log_entry' AND e.column_name = 'entered_on' AND e.inserted_on IS NOT NULL
GROUP BY e.key, e.began_on;
COMMENT ON VIEW entry_written IS
    'When the entries of the action and impact log were written, by the log of versions: those that were written later '
    'than on its first day. An entry about a day on which the log was kept already, and written long after it, was '
    'filled in afterwards.';
COMMENT ON COLUMN entry_written.log_entry_id IS 'The entry of the action and impact log.';
COMMENT ON COLUMN entry_written.began_on IS 'Day on which the log of versions began.';
COMMENT ON COLUMN entry_written.written_on IS 'Day on which the entry was written.';
