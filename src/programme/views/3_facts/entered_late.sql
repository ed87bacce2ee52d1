-- read: nobody
-- meanings: entered_since

CREATE VIEW entered_late AS
SELECT e.record_table, e.key, e.column_name, e.value, e.day, e.entered_on, e.meeting_on,
       'entered on ' || sen.date_words(e.entered_on) || ', after the meeting of ' || sen.date_words(e.meeting_on)
           AS in_words
FROM entered_since e
WHERE e.is_new AND e.meeting_on IS NOT NULL;
COMMENT ON VIEW entered_late IS
    'Days that papers print, and what is said of a day, that were entered after the fact: after a meeting of the Board '
    'that was held since that day, and since the log began. Views of the papers mark them so.';
COMMENT ON COLUMN entered_late.record_table IS 'Table of the row.';
COMMENT ON COLUMN entered_late.key IS 'Primary key of the row, as the log has it.';
COMMENT ON COLUMN entered_late.column_name IS 'The column.';
COMMENT ON COLUMN entered_late.value IS 'What was entered, as the log has it: a day as YYYY-MM-DD.';
COMMENT ON COLUMN entered_late.day IS 'That day; of attendance and outcome the day of the meeting.';
COMMENT ON COLUMN entered_late.entered_on IS
    'Day on which it was first entered, in the time zone of the session. It may be after sen.today().';
COMMENT ON COLUMN entered_late.meeting_on IS 'Day of the first meeting that was held since, and was not told.';
COMMENT ON COLUMN entered_late.in_words IS 'The two in words.';
