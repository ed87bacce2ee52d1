-- read: reader
-- meanings: dashboard, commentary

-- A measure that is counted from the cases has another figure each day: what was written since the last meeting is
-- about it.
CREATE VIEW exception_report AS
SELECT d.measure_id, d.title, d.objective_id, d.verdict, o.owner_post, o.owner, d.unit, d.latest_on, d.latest_value,
       d.target_on, d.target_value, k.written_on, w.title AS written_by, k.figure_on, k.why, k.what_is_done, k.back_on,
       s.state,
       CASE s.state
           WHEN 'missing' THEN 'no commentary' || coalesce(' by its owner, ' || o.owner, ', and no post answers for it')
           WHEN 'of an older figure' THEN 'the latest commentary, of ' || sen.date_words(k.written_on)
                || ', is about the figure of ' || sen.date_words(k.figure_on) || coalesce('; owner: ' || o.owner, '')
           ELSE 'commentary of ' || sen.date_words(k.written_on) || coalesce(', ' || x.in_words || ',', '') || ' by '
                || w.title
                || CASE WHEN k.written_by = o.owner_post THEN '' ELSE coalesce('; owner: ' || o.owner, '') END
       END AS in_words,
       sen.list_words(' ', 'Why: ' || rtrim(k.why, '. ') || '.', 'What is done: ' || rtrim(k.what_is_done, '. ') || '.',
                      CASE WHEN k.back_on < t.today THEN 'It was to be on track again by ' || sen.date_words(k.back_on)
                                || ', ' || sen.in_days(t.today - k.back_on) || ' ago.'
                           ELSE 'To be on track again by ' || sen.date_words(k.back_on) || '.' END) AS said,
       coalesce(e.illustrative, false) AS illustrative, d.local_authority
FROM dashboard d
JOIN verdict v ON v.verdict = d.verdict AND v.rag = 'red'
CROSS JOIN (SELECT sen.today() AS today) t
CROSS JOIN meeting_cycle c
JOIN measure m ON m.measure_id = d.measure_id
JOIN objective j ON j.objective_id = m.objective_id
CROSS JOIN LATERAL (SELECT p.post_id AS owner_post, p.title AS owner FROM (SELECT 1) one
                    LEFT JOIN post p ON p.post_id = coalesce(m.owner_post, j.owner_post)) o
LEFT JOIN LATERAL (SELECT x.* FROM commentary x WHERE x.measure_id = d.measure_id AND x.written_on <= t.today
                   ORDER BY x.written_on DESC LIMIT 1) k ON true
LEFT JOIN post w ON w.post_id = k.written_by
LEFT JOIN entered_late x ON x.record_table = 'commentary' AND x.column_name = 'written_on'
    AND x.day = k.written_on AND x.key = jsonb_build_object('measure_id', k.measure_id, 'written_on',
                                                                    to_char(k.written_on, 'YYYY-MM-DD'))
LEFT JOIN evidence e ON e.evidence_id = k.evidence_id AND e.dated_on <= t.today
CROSS JOIN LATERAL (SELECT CASE WHEN k.written_on IS NULL THEN 'missing'
                                WHEN k.figure_on < d.latest_on
                                     AND (m.definition IS NULL OR k.written_on < c.last_held_on)
                                    THEN 'of an older figure' ELSE 'current' END AS state) s
ORDER BY s.state = 'current', s.state <> 'missing', d.title, d.measure_id;
COMMENT ON VIEW exception_report IS
    'Each measure whose verdict is red, with what its accountable owner says: why, what is done, and by when it is to '
    'be on track again. Those without commentary on their latest figure come first.';
COMMENT ON COLUMN exception_report.owner_post IS
    'The post that answers for it: that of the measure, else of its objective. Empty if there is none.';
COMMENT ON COLUMN exception_report.owner IS 'Title of that post.';
COMMENT ON COLUMN exception_report.written_by IS 'Title of the post that wrote the latest commentary.';
COMMENT ON COLUMN exception_report.state IS
    'current (the commentary is about the latest figure, or, for a measure that is counted from the cases, was written '
    'since the last meeting), of an older figure, or missing.';
COMMENT ON COLUMN exception_report.in_words IS 'The same in words, with who and when.';
COMMENT ON COLUMN exception_report.said IS
    'Why the figure is what it is, what is done, and by when it is to be on track again; empty without commentary.';
COMMENT ON COLUMN exception_report.illustrative IS
    'True if the commentary is invented to show how the programme works.';
