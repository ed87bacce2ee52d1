-- read: nobody

-- Read once by whoever reads this; a value of the log that is not of the form that its column has now stays as it is.
CREATE VIEW log_since_meeting AS
WITH told AS MATERIALIZED (
    SELECT e.*
    FROM (
        SELECT row_number() OVER () AS number, c.last_held_on, c.began_on, p.log_table AS record_table, p.key,
               p.operation, p.column_name, p.old_value, p.new_value, p.session_role, p.statement_at,
               lag(p.key) OVER () = p.key AND lag(p.log_table) OVER () = p.log_table
                   AND lag(p.operation) OVER () = 'insert' AS is_added
        FROM (
            -- What was entered on the day on which the log began was loaded, and is taken as it was then.
            SELECT c.today, c.last_held_on, b.began_on,
                   CASE WHEN b.began_on > c.last_held_on THEN b.began_on + 1 ELSE c.last_held_on END AS since
            FROM meeting_cycle c
            CROSS JOIN (SELECT g.began_at::date AS began_on FROM log_begun g) b
            WHERE c.last_held_on IS NOT NULL AND b.began_on <= c.today
        ) c
        CROSS JOIN LATERAL sen.plan_changes('ledger_block'::regclass, NULL, c.since::timestamptz) p
        WHERE p.statement_at < (c.today + 1)::timestamptz
    ) e
    -- Of a row that was added one line is enough: what it says stands in the table.
    WHERE e.operation <> 'insert' OR e.is_added IS NOT TRUE
-- Of the rows that were changed, and those that their values name, by the first column of their keys: an index finds
-- them, so the tables may grow.
), sought AS MATERIALIZED (
    SELECT e.record_table, k.value FROM told e CROSS JOIN LATERAL jsonb_each_text(e.key) k
    UNION
    SELECT r.names, v.value
    FROM told e
    JOIN sen.recorded_columns() r ON r.record_table = e.record_table AND r.column_name = e.column_name
        AND r.names IS NOT NULL
    CROSS JOIN LATERAL (VALUES (e.old_value), (e.new_value)) v (value)
    WHERE e.operation <> 'insert' AND v.value IS NOT NULL
), titled AS MATERIALIZED (
    SELECT t.record_table, t.key, t.title, t.part, t.on_day FROM named_title t
    WHERE t.record_table = ANY (ARRAY(SELECT DISTINCT s.record_table FROM sought s))
      AND t.name = ANY (ARRAY(SELECT DISTINCT s.value FROM sought s))
    UNION ALL
    SELECT t.record_table, t.key, t.title, t.part, t.on_day FROM numbered_title t
    WHERE t.record_table = ANY (ARRAY(SELECT DISTINCT s.record_table FROM sought s))
      AND t.number = ANY (ARRAY(SELECT DISTINCT s.value::bigint FROM sought s WHERE s.value ~ '^\d{1,18}$'))
), role AS MATERIALIZED (
    SELECT r.session_role, coalesce(a.in_words, 'somebody who no longer has access') AS in_words
    FROM (SELECT DISTINCT t.session_role FROM told t) r
    LEFT JOIN role_title a ON a.role_name = r.session_role
), named AS MATERIALIZED (
    SELECT t.record_table, x.value, t.title FROM titled t CROSS JOIN LATERAL jsonb_each_text(t.key) x (name, value)
    WHERE t.record_table IN ('action', 'definition', 'evidence', 'measure', 'meeting', 'notice', 'objective', 'partner',
                             'post', 'review', 'risk')
), said AS (
    SELECT t.number, v.is_old, v.value,
           CASE WHEN r.form = 'day' AND v.value ~ '^\d{4}-\d\d-\d\d$' THEN sen.date_words(v.value::date)
                WHEN r.form = 'yes or no' THEN CASE v.value WHEN 't' THEN 'yes' WHEN 'f' THEN 'no' ELSE v.value END
                WHEN r.form = 'number' AND v.value ~ '^-?\d+(\.\d+)?$' THEN sen.number_words(v.value::numeric)
                WHEN r.form = 'value' AND v.value ~ '^-?\d+(\.\d+)?$' THEN sen.figure_words(v.value::numeric, m.unit)
                WHEN r.form = 'name' THEN coalesce(n.title, g.new_title, v.value)
                WHEN r.form = 'text' AND v.value ~ '\s' AND length(v.value) > 40 THEN '''' || v.value || ''''
                ELSE v.value END AS in_words
    FROM told t
    JOIN sen.recorded_columns() r ON r.record_table = t.record_table AND r.column_name = t.column_name
    CROSS JOIN LATERAL (VALUES (true, t.old_value), (false, t.new_value)) v (is_old, value)
    LEFT JOIN named n ON r.form = 'name' AND n.record_table = r.names AND n.value = v.value
    LEFT JOIN LATERAL (
        SELECT x.old_value AS new_title FROM told x
        WHERE r.form = 'name' AND n.title IS NULL AND x.record_table = r.names AND x.operation = 'delete'
            AND x.column_name IN ('title', 'name') AND v.value IN (SELECT y.value FROM jsonb_each_text(x.key) y)
        LIMIT 1) g ON true
    LEFT JOIN measure m ON r.form = 'value' AND m.measure_id = t.key ->> 'measure_id'
    WHERE v.value IS NOT NULL
)
SELECT t.number, t.record_table, t.key, t.operation, t.column_name, r.in_words AS label, r.form,
       coalesce(r.is_fact, false) AS is_fact, t.old_value, t.new_value, o.in_words AS was, w.in_words AS is_now,
       i.title, i.part, i.on_day, t.last_held_on, t.began_on, t.statement_at::date AS entered_on,
       t.statement_at AS entered_at, s.in_words AS entered_by
FROM told t
LEFT JOIN sen.recorded_columns() r ON r.record_table = t.record_table AND r.column_name = t.column_name
LEFT JOIN said o ON o.number = t.number AND o.is_old
LEFT JOIN said w ON w.number = t.number AND NOT w.is_old
LEFT JOIN titled i ON i.record_table = t.record_table AND i.key = t.key
LEFT JOIN role s ON s.session_role = t.session_role;
COMMENT ON VIEW log_since_meeting IS
    'What the log says of each column that was changed from the day of the last meeting (meeting_cycle.last_held_on) '
    'to the end of sen.today(), of the columns that those may see who read totals, in words. A row that was added has '
    'one line.';
COMMENT ON COLUMN log_since_meeting.number IS 'Place of the change among those of its table.';
COMMENT ON COLUMN log_since_meeting.record_table IS 'Table of the row.';
COMMENT ON COLUMN log_since_meeting.key IS 'Primary key of the row, as the log has it.';
COMMENT ON COLUMN log_since_meeting.operation IS
    'What happened: insert, update, delete; present, if it was found so when the log of the table began again; or '
    'cannot be followed, if rows were changed without entries.';
COMMENT ON COLUMN log_since_meeting.column_name IS 'The column; empty if the table cannot be followed.';
COMMENT ON COLUMN log_since_meeting.label IS 'The column in words.';
COMMENT ON COLUMN log_since_meeting.form IS 'Of what kind its values are: see sen.recorded_columns().';
COMMENT ON COLUMN log_since_meeting.is_fact IS 'True if it says what was, false if what is planned or a word.';
COMMENT ON COLUMN log_since_meeting.old_value IS 'The value before, as the log has it; empty if it had none.';
COMMENT ON COLUMN log_since_meeting.new_value IS
    'The value after, likewise. Of a table that cannot be followed, since which entry, and what to do.';
COMMENT ON COLUMN log_since_meeting.was IS 'The value before, in words.';
COMMENT ON COLUMN log_since_meeting.is_now IS 'The value after, in words.';
COMMENT ON COLUMN log_since_meeting.title IS 'What the row is called now; empty if it is gone.';
COMMENT ON COLUMN log_since_meeting.part IS 'Which row of several with that title; see record_title.';
COMMENT ON COLUMN log_since_meeting.on_day IS 'Day that what it says counts on; see record_title.';
COMMENT ON COLUMN log_since_meeting.began_on IS 'Day on which the log began.';
COMMENT ON COLUMN log_since_meeting.last_held_on IS 'Day of the last meeting.';
COMMENT ON COLUMN log_since_meeting.entered_on IS 'Day on which it was entered, in the time zone of the session.';
COMMENT ON COLUMN log_since_meeting.entered_at IS 'When it was entered: time of the statement.';
COMMENT ON COLUMN log_since_meeting.entered_by IS
    'Who entered it: the title of the post that enters with that role, else the level of access that it has now.';
