-- read: reader

CREATE VIEW corrections AS
WITH change AS MATERIALIZED (
    SELECT * FROM log_since_meeting
), meeting_before AS MATERIALIZED (
    SELECT c.today, c.last_held_on AS held_on, b.began_on FROM meeting_cycle c
    LEFT JOIN (SELECT g.began_at::date AS began_on FROM log_begun g) b ON true
), added AS MATERIALIZED (
    SELECT c.record_table, c.key, min(c.entered_on) AS added_on, max(c.entered_at) AS entered_at,
           max(c.entered_by) AS entered_by, c.title, c.part, c.on_day
    FROM change c WHERE c.operation = 'insert'
    GROUP BY c.record_table, c.key, c.title, c.part, c.on_day
-- What a row said that is gone: it is named by that.
), gone AS MATERIALIZED (
    SELECT c.record_table, c.key, max(c.entered_at) AS entered_at, max(c.entered_on) AS entered_on,
           max(c.entered_by) AS entered_by,
           coalesce(max(c.was) FILTER (WHERE c.column_name IN ('title', 'name', 'what', 'step')),
                    string_agg(c.was, ', ' ORDER BY c.number) FILTER (WHERE c.form = 'name')) AS title,
           string_agg(c.label || ' ' || c.was, '; ' ORDER BY c.number)
               FILTER (WHERE c.was <> 'no' AND c.column_name NOT IN ('title', 'name', 'what', 'step')
                       AND (c.form <> 'name' OR c.column_name IN ('needs_more_from', 'owner_post'))) AS said,
           coalesce(max(m.held_on),
                    CASE c.record_table WHEN 'measurement' THEN max(d.day) ELSE min(d.day) END) AS on_day
    FROM change c
    CROSS JOIN meeting_before b
    LEFT JOIN meeting m ON c.column_name = 'meeting_id' AND m.meeting_id = c.old_value AND m.held_on < b.today
    CROSS JOIN LATERAL (SELECT CASE WHEN c.form = 'day' AND c.is_fact AND c.old_value ~ '^\d{4}-\d\d-\d\d$'
                                    THEN c.old_value::date END AS day) d
    WHERE c.operation = 'delete'
    GROUP BY c.record_table, c.key
), judged AS (
    SELECT c.record_table, c.key, c.operation, c.column_name, c.label, c.form, c.old_value, c.was, c.is_now, c.title,
           c.part, c.entered_on, c.entered_at, c.entered_by, b.held_on, a.added_on,
           CASE WHEN c.form <> 'day' THEN c.on_day
                WHEN coalesce(c.old_value, c.new_value) ~ '^\d{4}-\d\d-\d\d$'
                THEN coalesce(c.old_value, c.new_value)::date END AS on_day
    FROM change c
    CROSS JOIN meeting_before b
    LEFT JOIN added a ON a.record_table = c.record_table AND a.key = c.key
    WHERE c.is_fact AND (c.operation = 'update' OR (c.operation = 'present' AND c.old_value IS NOT NULL))
), found AS (
    -- Another value of what was said at or before the meeting.
    SELECT j.record_table, j.title, coalesce(j.part || ': ', '') || j.label AS part,
           CASE WHEN j.was IS NULL THEN 'is now ' || j.is_now || ', and was empty'
                WHEN j.is_now IS NULL THEN 'was ' || j.was || ', and is now empty'
                ELSE 'was ' || j.was || ', and is now ' || j.is_now END
           || CASE j.operation WHEN 'present' THEN ' (changed while no log was kept)' ELSE '' END AS in_words,
           j.was, j.is_now, j.on_day, j.entered_on, j.entered_at, j.entered_by, j.held_on
    FROM judged j
    WHERE (j.old_value IS NOT NULL OR j.form <> 'day')
      AND (j.on_day < j.held_on OR (j.on_day = j.held_on AND j.entered_on > j.held_on))
      AND coalesce(j.entered_on > j.added_on, true)
    UNION ALL
    -- A day before the meeting that was given after it.
    SELECT j.record_table, j.title, coalesce(j.part || ': ', '') || j.label, j.is_now || ', entered after the fact',
           NULL, j.is_now, j.on_day, j.entered_on, j.entered_at, j.entered_by, j.held_on
    FROM judged j
    WHERE j.old_value IS NULL AND j.form = 'day' AND j.entered_on > j.held_on
      AND coalesce(j.entered_on > j.added_on, true)
      AND (j.on_day < j.held_on
           OR (j.on_day = j.held_on
               AND j.column_name IN ('papers_sent_on', 'risk_register_sent_on', 'mitigation_plan_sent_on')))
    UNION ALL
    -- A row about a day before the meeting that was entered after it; several of one kind are one line.
    SELECT a.record_table, a.title,
           CASE count(*) WHEN 1 THEN max(coalesce(a.part, k.one))
                ELSE sen.count_words(count(*), k.one, k.several)
                     || CASE WHEN count(*) <= 5 THEN coalesce(': ' || string_agg(a.part, ', ' ORDER BY a.part), '')
                             ELSE '' END END,
           'for ' || CASE WHEN min(a.on_day) = max(a.on_day) THEN sen.date_words(min(a.on_day))
                          ELSE sen.date_words(min(a.on_day)) || ' to ' || sen.date_words(max(a.on_day)) END
           || ', entered after the fact', NULL, NULL, min(a.on_day), a.added_on, max(a.entered_at), a.entered_by,
           b.held_on
    FROM added a
    CROSS JOIN meeting_before b
    JOIN sen.recorded_tables() k ON k.record_table = a.record_table
    WHERE a.on_day < b.held_on AND a.added_on > b.held_on AND b.began_on <= b.held_on
    GROUP BY a.record_table, a.title, k.one, k.several, a.added_on, a.entered_by, b.held_on
    UNION ALL
    -- A record that was taken away.
    SELECT g.record_table, g.title, k.one, 'deleted' || coalesce('; it said: ' || g.said, ''), g.said, NULL, g.on_day,
           g.entered_on, g.entered_at, g.entered_by, b.held_on
    FROM gone g
    CROSS JOIN meeting_before b
    JOIN sen.recorded_tables() k ON k.record_table = g.record_table AND k.is_record
    LEFT JOIN added a ON a.record_table = g.record_table AND a.key = g.key
    WHERE (g.on_day < b.held_on OR (g.on_day = b.held_on AND g.entered_on > b.held_on))
      AND coalesce(g.entered_on > a.added_on, true)
)
SELECT k."position" AS subject_position, k.subject, coalesce(f.title, k.one) AS title, f.part AS what, f.in_words,
       f.was, f.is_now, f.on_day,
       f.entered_on, f.entered_by, f.entered_on - f.held_on AS days_after,
       'entered by ' || f.entered_by || ' on ' || sen.date_words(f.entered_on)
           || CASE WHEN f.entered_on > f.held_on THEN ', ' || sen.in_days(f.entered_on - f.held_on)
                   || ' after the meeting on ' || sen.date_words(f.held_on) ELSE ', the day of the meeting' END
           AS entered,
       f.entered_at
FROM found f
JOIN sen.recorded_tables() k ON k.record_table = f.record_table
UNION ALL
SELECT 11, 'The log', 'Changes of ' || coalesce(k.several, replace(c.record_table, '_', ' ')), 'cannot be shown',
       c.new_value, NULL, NULL, NULL, c.entered_on, c.entered_by, c.entered_on - c.last_held_on,
       'since ' || sen.date_words(c.entered_on), c.entered_at
FROM change c
LEFT JOIN sen.recorded_tables() k ON k.record_table = c.record_table
WHERE c.operation = 'cannot be followed'
UNION ALL
SELECT 11, 'The log', 'Corrections', 'cannot be shown', CASE WHEN b.began_on > b.today
           THEN 'The log begins after ' || sen.date_words(b.today) || ': what was corrected before it is not known'
           ELSE 'The log begins on ' || sen.date_words(b.began_on) || ', after the last meeting on '
                || sen.date_words(b.held_on) || ': what was entered by then is taken as it was first entered' END,
       NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
FROM meeting_before b
WHERE b.began_on > b.held_on
UNION ALL
SELECT 11, 'The log', 'Corrections', 'cannot be shown',
       'No log is kept of ' || CASE WHEN count(*) = (SELECT count(*) FROM sen.recorded_tables()) THEN 'anything'
                                    ELSE string_agg(k.several, ', ' ORDER BY k.several) END
       || ', so that changes there cannot be shown. The owner of the programme has them kept from then on with '
       || CASE count(*) WHEN 1 THEN '' ELSE 'sen.track, a table at a time, such as ' END
       || min(format('SELECT sen.track(%L)', k.relation)),
       NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
FROM (SELECT r.several, format('%I.%I', n.nspname COLLATE "default", r.record_table) AS relation
      FROM sen.recorded_tables() r
      CROSS JOIN pg_catalog.pg_class o
      JOIN pg_catalog.pg_namespace n ON n.oid = o.relnamespace
      JOIN pg_catalog.pg_class c ON c.relname = r.record_table AND c.relnamespace = n.oid
      WHERE o.oid = 'meeting'::regclass
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_trigger g WHERE g.tgrelid = c.oid AND g.tgname = 'sen_track')) k
HAVING count(*) > 0
ORDER BY 1, 3, 13;
COMMENT ON VIEW corrections IS
    'What was corrected since the last meeting (meeting_cycle): from the log, each other value of what minutes or '
    'papers of a held meeting rest on, such as a status, attendance, a day or a figure, and each record of it that '
    'was deleted; and what was entered after the fact: rows and days before the meeting that were given after it. '
    'With what it was, who entered it and when. Where no log is kept, a row says so, and what to do. As on '
    'sen.today(): by the end of that day.';
COMMENT ON COLUMN corrections.subject_position IS 'Place of the subject in reports.';
COMMENT ON COLUMN corrections.subject IS 'The subject, such as Meetings.';
COMMENT ON COLUMN corrections.title IS 'What it is about, by its title.';
COMMENT ON COLUMN corrections.what IS
    'Which part of it: what is otherwise now, in words, such as day the papers were sent.';
COMMENT ON COLUMN corrections.in_words IS 'What it was and is, in words; of what was deleted, what it said.';
COMMENT ON COLUMN corrections.was IS 'What it was, in words; empty for what was entered after the fact.';
COMMENT ON COLUMN corrections.is_now IS 'What it is now, in words; empty for what was deleted.';
COMMENT ON COLUMN corrections.on_day IS 'Day that it is about: before the meeting, or its day.';
COMMENT ON COLUMN corrections.entered_on IS 'Day on which it was entered, in the time zone of the session.';
COMMENT ON COLUMN corrections.entered_by IS
    'Who entered it: the title of the post that enters with that role (post.enters_as), else the level of access that '
    'it has now.';
COMMENT ON COLUMN corrections.days_after IS 'Days from the meeting to that day.';
COMMENT ON COLUMN corrections.entered IS 'The three in words.';
COMMENT ON COLUMN corrections.entered_at IS 'When it was entered: time of the statement.';
