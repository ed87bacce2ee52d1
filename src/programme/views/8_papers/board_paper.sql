-- read: reader

-- The whole pack in one query. What several sections rest on comes first and is computed once; the views that read it
-- are taken over as text, so that their names for it stand for what comes first and not for the views again.
CREATE VIEW board_paper AS
WITH meeting_cycle AS MATERIALIZED (
    SELECT * FROM meeting_cycle
), notice_span AS MATERIALIZED (
    SELECT * FROM notice_span
), meeting_readiness AS MATERIALIZED (
    SELECT * FROM meeting_readiness
), definition_month AS MATERIALIZED (
    SELECT m.definition, m.local_authority, m.month, m.lateness FROM definition_month m
), measure_periods AS MATERIALIZED (
    SELECT * FROM measure_periods
), data_age AS MATERIALIZED (
    SELECT * FROM data_age
), dashboard AS MATERIALIZED (
--@query dashboard
), action_status AS MATERIALIZED (
    SELECT * FROM action_status
), objective_status AS MATERIALIZED (
--@query objective_status
), slow_progress AS MATERIALIZED (
--@query slow_progress
), contribution_gaps AS MATERIALIZED (
--@query contribution_gaps
), log_highlights AS MATERIALIZED (
--@query log_highlights
), notice_window AS MATERIALIZED (
--@query notice_window
), actions_by_status AS MATERIALIZED (
--@query actions_by_status
), action_log AS MATERIALIZED (
--@query action_log
), notice_plan AS MATERIALIZED (
--@query notice_plan
), notice_measures AS MATERIALIZED (
--@query notice_measures
), notice_progress AS MATERIALIZED (
--@query notice_progress
), area_progress AS MATERIALIZED (
--@query area_progress
), notice_reviews AS MATERIALIZED (
--@query notice_reviews
), notice_voices AS MATERIALIZED (
--@query notice_voices
), notice_meetings AS MATERIALIZED (
--@query notice_meetings
), notice_test AS MATERIALIZED (
--@query notice_test
), notice_judged AS MATERIALIZED (
--@query notice_verdict
), process_series AS MATERIALIZED (
--@query process_series
), process_summary AS MATERIALIZED (
--@query process_summary
-- The section shows the improvement since the notice alone.
), comparison AS MATERIALIZED (
    SELECT * FROM comparison c WHERE c.since = 'notice'
), improvement AS MATERIALIZED (
--@query improvement
), section (section, heading) AS (
    VALUES (1, 'Where we are'),
           (2, 'EHC plans within 20 weeks, and the families who wait'),
           (3, 'Is it moving, is it on track'),
           (4, 'Areas of the notice'),
           (5, 'Slow to progress'),
           (6, 'Where contributions need to be strengthened'),
           (7, 'Risk register'),
           (8, 'Actions, by how far they have come'),
           (9, 'What the log says since the last meeting'),
           (10, 'Matters escalated and not resolved'),
           (11, 'Is every paragraph of the notice met'),
           (12, 'Ready for the meeting'),
           (13, 'Invitations missing or late'),
           (14, 'The council''s own assessment for the next review'),
           (15, 'Can the notice be stepped down'),
           (16, 'Our own data'),
           (17, 'What this pack rests on'),
           (18, 'Is it a change, or chance')
-- A branch for each section. Where it numbers its rows without an order, it keeps that of the view.
), paper (section, line, item, in_words, detail) AS (
    SELECT 1, row_number() OVER (), w.item, w.in_words, w.detail
    FROM where_we_are w
    UNION ALL
    SELECT 2, row_number() OVER (ORDER BY t.local_authority, v.place), v.item, v.in_words, v.detail
    FROM timeliness_year_to_date t
    CROSS JOIN LATERAL (VALUES
        (1, '1 January to ' || sen.date_words(t.to_day) || ', without exceptions',
         coalesce(t.percent_in_time_excluding || '%', 'no plan issued'),
         concat_ws('; ', t.change_in_words,
                   'last year to the same day ' || t.percent_in_time_excluding_last_year || '%',
                   format('with exceptions %s of %s plans', t.in_time, t.finished))),
        (2, 'Mean time from request to plan', coalesce(t.mean_weeks || ' weeks', '-'),
         'last year to the same day ' || coalesce(t.mean_weeks_last_year || ' weeks', '-')),
        (3, 'Requests still open', t.open_at_end::text,
         format('%s over 20 weeks; a year ago %s, %s over 20 weeks', t.overdue_at_end,
                t.open_last_year, t.overdue_last_year))
    ) v (place, item, in_words, detail)
    UNION ALL
    SELECT 3, row_number() OVER (ORDER BY v.position DESC, d.title, d.measure_id), d.title, d.verdict,
           d.because || CASE WHEN d.illustrative THEN ' (illustrative)' ELSE '' END
    FROM dashboard d
    LEFT JOIN verdict v ON v.verdict = d.verdict
    UNION ALL
    SELECT 4, row_number() OVER (ORDER BY s.issued_on, a.area_number), a.area_number || ' ' || a.title,
           coalesce(a.status, 'not recorded'),
           concat_ws('; ', 'since ' || sen.date_words(a.since),
                     regexp_replace(a.in_words, '^(business as usual|closed); ', ''))
    FROM area_progress a
    JOIN review_schedule s ON s.notice_id = a.notice_id
    UNION ALL
    SELECT 5, row_number() OVER (), s.title, s.owner, s.reasons
    FROM slow_progress s
    UNION ALL
    SELECT 6, row_number() OVER (), coalesce(g.partner, g.sector), g.sector, g.gap
    FROM contribution_gaps g
    WHERE g.gaps > 0
    UNION ALL
    SELECT 7, row_number() OVER (), r.title, concat_ws(' ', r.current_score, r.current_band),
           concat_ws('; ', r.movement, 'without what is done about it ' || r.inherent_score,
                     'target ' || r.target_score, r.attention, 'owner: ' || r.owner)
    FROM risk_register r
    UNION ALL
    SELECT 8, row_number() OVER (), s.delivery_status, s.actions::text,
           sen.list_words('; ', nullif(s.overdue, 0) || ' overdue',
                          nullif(s.with_impact, 0) || ' with evidence of impact')
    FROM actions_by_status s
    UNION ALL
    SELECT 9, row_number() OVER (), l.title, concat_ws(', ', l.delivery_status, l.impact_status),
           concat_ws(' ', l.progress, l.impact, 'More is needed from ' || l.needs_more_from || '.',
                     CASE WHEN l.illustrative THEN '(illustrative)' END)
    FROM action_log l
    CROSS JOIN meeting_cycle c
    WHERE l.entered_on IS NOT NULL AND coalesce(l.held_on, l.entered_on) >= coalesce(c.last_held_on, '-infinity')
    UNION ALL
    SELECT 10, row_number() OVER (), e.what, 'to ' || e.to_post,
           'raised on ' || sen.date_words(e.raised_on) || ', ' || sen.in_days(e.days_open) || ' ago'
    FROM open_escalations e
    UNION ALL
    SELECT 11, row_number() OVER (ORDER BY j.issued_on DESC, j.position), j.paragraph || ' ' || j.asks, j.status,
           concat_ws('. ', nullif(j.evidence, ''), 'Missing: ' || nullif(j.missing, ''))
    FROM notice_judged j
    WHERE j.in_force AND j.paragraph IS NOT NULL
    UNION ALL
    SELECT 12, row_number() OVER (ORDER BY r.meets_on DESC, r.meeting_id), r.title, r.status, r.in_words
    FROM meeting_readiness r
    JOIN meeting_cycle c ON r.meeting_id IN (c.next_meeting_id, c.last_meeting_id)
    UNION ALL
    SELECT 13, row_number() OVER (), g.post, g.title, g.gap
    FROM invitation_gaps g
    JOIN meeting_cycle c ON g.meeting_id IN (c.next_meeting_id, c.last_meeting_id)
    UNION ALL
    SELECT 14, row_number() OVER (ORDER BY j.issued_on, j.position), j.paragraph || ' ' || j.asks,
           CASE j.status WHEN 'met' THEN 'ready' ELSE 'not ready' END,
           concat_ws('. ', nullif(j.evidence, ''), 'Missing: ' || nullif(j.missing, ''))
    FROM notice_judged j
    WHERE j.in_force AND j.in_self_assessment
    UNION ALL
    SELECT 15, row_number() OVER (ORDER BY j.issued_on, j.position), j.condition, j.status,
           concat_ws('. ', nullif(j.evidence, ''), 'Missing: ' || nullif(j.missing, ''))
    FROM notice_judged j
    WHERE j.in_force AND j.condition IS NOT NULL
    UNION ALL
    SELECT 16, row_number() OVER (), q.subject || ': ' || q.finding, q.severity,
           concat_ws('; ', q.how_many || coalesce(' of ' || q.out_of, ''), 'such as ' || q.example, q.what_to_do)
    FROM data_quality q
    WHERE q.severity <> 'information'
    UNION ALL
    SELECT 17, row_number() OVER (), e.title,
           CASE WHEN e.illustrative THEN 'illustrative' ELSE sen.date_words(e.dated_on) END, e.held_at
    FROM evidence_in_use e
    UNION ALL
    SELECT 18, row_number() OVER (ORDER BY x.place, x.item, x.series), x.item, x.in_words, x.detail
    FROM (
        SELECT 1 AS place, '' AS series, 'Charts that show a change' AS item,
               max(p.changes) || ' of ' || max(p.charts) AS in_words,
               'chance alone would mark ' || max(p.expected_by_chance) AS detail
        FROM process_summary p
        HAVING max(p.charts) > 0
        UNION ALL
        SELECT CASE split_part(p.variation, '_', 1) WHEN 'concern' THEN 2 WHEN 'improvement' THEN 4 ELSE 3 END,
               p.series, p.title, v.in_words, p.in_words
        FROM process_summary p
        JOIN sen.variations() v ON v.variation::text = p.variation
        WHERE p.variation <> 'common_cause' OR p.is_concern_gone
        UNION ALL
        SELECT 5, i.series, i.title, 'significant improvement', i.in_words
        FROM improvement i
        WHERE i.is_significant AND i.since = 'notice'
    ) x
)
SELECT s.section, s.heading, coalesce(p.line, 1)::integer AS line,
       CASE WHEN p.line IS NULL THEN 'Nothing to report' ELSE p.item END AS item, p.in_words, p.detail
FROM section s
LEFT JOIN paper p ON p.section = s.section
ORDER BY s.section, p.line;
COMMENT ON VIEW board_paper IS
    'The pack of papers for the Board as on sen.today(): what stands where, and why, as sections and rows. '
    'sen.board_pack() gives it for a meeting. Every section is also a view of the programme, with more columns.';
COMMENT ON COLUMN board_paper.section IS 'Number of the section, from 1.';
COMMENT ON COLUMN board_paper.heading IS 'Its title.';
COMMENT ON COLUMN board_paper.line IS 'Number of the row in the section, from 1.';
COMMENT ON COLUMN board_paper.item IS 'What it is about; Nothing to report if the section has no other row.';
COMMENT ON COLUMN board_paper.in_words IS 'How it stands, in words or as a number or date; may be empty.';
COMMENT ON COLUMN board_paper.detail IS 'Why, or what else to know; may be empty.';
