-- read: nobody

-- What was entered on the day on which the log began was loaded, and is taken as it was then; so is what is loaded
-- until a meeting is held. By the value, so that a row that was loaded again, or set back, counts from the day on which
-- that was first entered. entered_late and entry_written are read from it: who needs both has the log read once.
CREATE VIEW entered_since AS
SELECT f.record_table, f.key, f.column_name, f.value, o.day, f.entered_on, f.is_new, f.inserted_on, f.began_on,
       m.held_on AS meeting_on
FROM (
    SELECT p.log_table AS record_table, p.key, p.column_name, p.new_value AS value,
           min(p.statement_at)::date AS entered_on, p.began_on,
           p.new_value IS DISTINCT FROM p.loaded AS is_new,
           min(p.statement_at) FILTER (WHERE p.operation = 'insert')::date AS inserted_on
    FROM (
        -- Of what was entered by then the log need not be read: a value that was there then is the first old one.
        SELECT x.*, g.began_on, first_value(x.old_value) OVER (PARTITION BY x.log_table, x.key, x.column_name
                                                               ORDER BY x.place) AS loaded
        FROM (SELECT b.began_at::date AS began_on FROM log_begun b) g
        CROSS JOIN LATERAL sen.plan_changes('ledger_block'::regclass,
            '{"action": ["done_on"], "worded_milestone": ["done_on"], "mitigation": ["done_on"],
              "meeting": ["held_on", "papers_sent_on", "risk_register_sent_on", "mitigation_plan_sent_on",
                          "minutes_sent_on"],
              "invitation": ["sent_on"], "attendance": ["attendance"], "decision": ["put_on", "outcome"],
              "adviser_update": ["given_on"], "escalation": ["raised_on"], "log_entry": ["entered_on"],
              "commentary": ["written_on"], "feedback": ["received_on"], "area_status": ["since"],
              "evidence": ["dated_on"], "review": ["held_on"], "risk_assessment": ["assessed_on"],
              "own_judgement": ["judged_on"]}', (g.began_on + 1)::timestamptz)
            WITH ORDINALITY x (log_table, key, key_text, operation, column_name, old_value, new_value, session_role,
                               acting_role, statement_at, meeting, version, leaf_index, block_id, number, place)
    ) p
    WHERE p.operation <> 'delete' AND p.new_value IS NOT NULL
    GROUP BY p.log_table, p.key, p.column_name, p.new_value, p.loaded, p.began_on
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
                                                                      'mitigation_plan_sent_on', 'sent_on'))) m;
COMMENT ON VIEW entered_since IS
    'Days that papers print, and what is said of a day, that were entered since the day after the log began, by the '
    'log of versions.';
COMMENT ON COLUMN entered_since.record_table IS 'Table of the row.';
COMMENT ON COLUMN entered_since.key IS 'Primary key of the row, as the log has it.';
COMMENT ON COLUMN entered_since.column_name IS 'The column.';
COMMENT ON COLUMN entered_since.value IS 'What was entered, as the log has it: a day as YYYY-MM-DD.';
COMMENT ON COLUMN entered_since.day IS 'That day; of attendance and outcome the day of the meeting.';
COMMENT ON COLUMN entered_since.entered_on IS
    'Day on which it was first entered, in the time zone of the session. It may be after sen.today().';
COMMENT ON COLUMN entered_since.is_new IS 'False if it was there when the log began, and was entered again.';
COMMENT ON COLUMN entered_since.inserted_on IS
    'Day on which it first came with a new row. Empty if it was only put into a row that was there.';
COMMENT ON COLUMN entered_since.began_on IS 'Day on which the log of versions began.';
COMMENT ON COLUMN entered_since.meeting_on IS
    'Day of the first meeting that was held since that day, and was not told. Empty if there was none.';
