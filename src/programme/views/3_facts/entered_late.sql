-- read: nobody

-- By the value, so that a row that was loaded again, or set back, counts from the day on which that was first entered.
-- What was entered on the day on which the log began was loaded, and is taken as it was then; so is what is loaded
-- until a meeting is held.
CREATE VIEW entered_late AS
SELECT f.record_table, f.key, f.column_name, f.value, o.day, f.entered_on, m.held_on AS meeting_on,
       'entered on ' || sen.date_words(f.entered_on) || ', after the meeting of ' || sen.date_words(m.held_on)
           AS in_words
FROM (
    SELECT p.log_table AS record_table, p.key, p.column_name, p.new_value AS value,
           min(p.statement_at)::date AS entered_on, p.began_on
    FROM (
        -- Of what was entered by then the log need not be read: a value that was there then is the first old one.
        SELECT x.*, first_value(x.old_value) OVER (PARTITION BY x.log_table, x.key, x.column_name
                                                   ORDER BY x.place) AS loaded
        FROM change_since_begun x
    ) p
    WHERE p.operation <> 'delete' AND p.new_value IS NOT NULL AND p.new_value IS DISTINCT FROM p.loaded
    GROUP BY p.log_table, p.key, p.column_name, p.new_value, p.began_on
) f
LEFT JOIN decision d ON f.column_name = 'outcome' AND d.decision_id = (f.key ->> 'decision_id')::integer
LEFT JOIN meeting h ON h.meeting_id = CASE f.column_name WHEN 'attendance' THEN f.key ->> 'meeting_id'
                                                         WHEN 'outcome' THEN d.meeting_id END
CROSS JOIN LATERAL (SELECT CASE WHEN f.value ~ '^\d{4}-\d\d-\d\d$' THEN f.value::date ELSE h.held_on END AS day) o
-- What goes out in advance is late on the day of the meeting; what the meeting itself says is entered after it.
CROSS JOIN LATERAL (SELECT min(x.held_on) AS held_on FROM meeting x
                    WHERE x.held_on < f.entered_on AND x.held_on >= f.began_on
                      AND (x.held_on > o.day
                           OR x.held_on = o.day AND f.column_name IN ('papers_sent_on', 'risk_register_sent_on',
                                                                      'mitigation_plan_sent_on', 'sent_on'))) m
WHERE m.held_on IS NOT NULL;
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
