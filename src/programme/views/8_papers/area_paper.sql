-- read: reader
-- meanings: area, board_paper

-- As in board_paper: what several sections rest on comes first and is computed once.
CREATE VIEW area_paper AS
WITH meeting_cycle AS MATERIALIZED (
    SELECT * FROM meeting_cycle
), notice_span AS MATERIALIZED (
    SELECT * FROM notice_span
), measure_figure AS MATERIALIZED (
--@query measure_figure
), dashboard AS MATERIALIZED (
--@query dashboard beside measure_figure
), entered_late AS MATERIALIZED (
    SELECT * FROM entered_late
), slippage AS MATERIALIZED (
    SELECT * FROM slippage
), action_status AS MATERIALIZED (
--@query action_status
), objective_status AS MATERIALIZED (
--@query objective_status
), milestone_status AS MATERIALIZED (
--@query milestone_status beside measure_figure, dashboard
), notice_plan AS MATERIALIZED (
--@query notice_plan
), notice_measures AS MATERIALIZED (
--@query notice_measures
), notice_progress AS MATERIALIZED (
--@query notice_progress
), area_progress AS MATERIALIZED (
--@query area_progress
), scope AS MATERIALIZED (
    -- The objectives of each area. What they brought from a notice that was replaced is kept apart.
    SELECT x.notice_id, x.area_number, x.objective_id,
           EXISTS (SELECT FROM objective_area y JOIN notice w ON w.notice_id = y.notice_id
                   WHERE y.objective_id = x.objective_id AND w.issued_on < n.issued_on
                     AND w.replaced_on <= sen.today()) AS is_earlier
    FROM objective_area x
    JOIN notice n ON n.notice_id = x.notice_id
), compared AS MATERIALIZED (
    SELECT 'notice' AS part, NULL::text AS review_id, y.on_day FROM compared_day y
    WHERE y.since = 'notice' AND y.on_day IS NOT NULL
    UNION ALL
    (SELECT 'review', r.review_id, r.held_on FROM review r WHERE r.held_on <= sen.today()
     ORDER BY r.held_on DESC, r.review_id LIMIT 1)
), section (section, part, heading, nothing, filled_by) AS (
    VALUES (1, 'standing', 'How the area stands', NULL, NULL),
           (2, 'measures', 'Measures', 'No measure is recorded',
            'A measure of an objective that serves the area would stand here.'),
           (3, 'earlier measures', 'Measures taken over from a replaced notice', 'None was taken over',
            'A measure whose objective also served an area of a notice that was replaced would stand here.'),
           (4, 'series', 'Their figures', 'No figure is recorded',
            'The last twelve figures of each measure would stand here.'),
           (5, 'milestones', 'Milestones', 'No milestone is recorded',
            'The values that a measure is to reach on its way would stand here.'),
           (6, 'actions', 'Actions', 'No action is recorded',
            'An action of an objective that serves the area would stand here.'),
           (7, 'risks', 'Risks', 'No open risk is recorded',
            'A risk to an objective that serves the area would stand here.'),
           (8, 'feedback', 'What families, schools and others said', 'No feedback is recorded',
            'Feedback about an objective that serves the area would stand here.'),
           (9, 'evidence', 'Evidence', 'No evidence is recorded',
            'What the measures, actions and objectives name, or the paragraph of the area, would stand here.'),
           (10, 'notice', 'What changed since the notice', 'No change since the notice is recorded',
            'Measures compared with the day of the notice, and actions that were done since, would stand here.'),
           (11, 'review', 'What changed since the last review', 'No change since a review is recorded',
            'Measures compared with the day of the last review, and actions that were done since, would stand here.')
), paper (notice_id, area_number, part, line, item, in_words, detail) AS (
    SELECT p.notice_id, p.area_number, 'standing', 1::bigint, 'Standing', coalesce(p.status, 'not recorded'),
           sen.list_words('; ', 'since ' || sen.date_words(p.since),
                          regexp_replace(p.in_words, '^(business as usual|closed); ', ''))
    FROM area_progress p
    UNION ALL
    SELECT a.notice_id, a.area_number, 'standing', 2, 'Paragraph ' || j.paragraph || ' of the notice', j.status, j.asks
    FROM area a
    JOIN notice_judged j ON j.notice_id = a.notice_id AND j.paragraph = a.paragraph
    UNION ALL
    SELECT s.notice_id, s.area_number, 'standing', 2 + row_number() OVER (PARTITION BY s.notice_id, s.area_number
                                                                          ORDER BY o.title, o.objective_id),
           'Objective: ' || o.title, o.in_words, sen.list_words('; ', o.plan, 'owner: ' || o.owner,
                          'success would be: ' || rtrim(o.success_criteria, '. '))
    FROM scope s
    JOIN objective_status o ON o.objective_id = s.objective_id
    UNION ALL
    SELECT s.notice_id, s.area_number, CASE WHEN s.is_earlier THEN 'earlier measures' ELSE 'measures' END,
           row_number() OVER (PARTITION BY s.notice_id, s.area_number, s.is_earlier
                              ORDER BY v.position DESC, d.title, d.measure_id),
           d.title, d.verdict, d.because || CASE WHEN d.illustrative THEN ' (illustrative)' ELSE '' END
    FROM scope s
    JOIN dashboard d ON d.objective_id = s.objective_id
    LEFT JOIN verdict v ON v.verdict = d.verdict
    UNION ALL
    SELECT s.notice_id, s.area_number, 'series',
           row_number() OVER (PARTITION BY s.notice_id, s.area_number ORDER BY d.title, d.measure_id), d.title,
           sen.count_words(f.figures, 'figure') || ' since ' || sen.date_words(f.first_on), f.in_words
    FROM scope s
    JOIN dashboard d ON d.objective_id = s.objective_id
    JOIN (
        SELECT g.measure_id, count(*) AS figures, min(g.period_to) AS first_on,
               string_agg(sen.date_words(g.period_to) || ': ' || sen.figure_words(g.exact, m.unit, g.denominator), '; '
                          ORDER BY g.period_to) FILTER (WHERE g.place <= 12) AS in_words
        FROM (SELECT f.measure_id, f.period_to, f.exact, f.denominator,
                     row_number() OVER (PARTITION BY f.measure_id ORDER BY f.period_to DESC) AS place
              FROM measure_figure f WHERE f.is_own) g
        JOIN measure m ON m.measure_id = g.measure_id
        GROUP BY g.measure_id
    ) f ON f.measure_id = d.measure_id
    UNION ALL
    SELECT s.notice_id, s.area_number, 'milestones',
           row_number() OVER (PARTITION BY s.notice_id, s.area_number
                              ORDER BY m.due_on, m.title, m.measure_id, m.milestone_id),
           sen.date_words(m.due_on) || ': '
               || CASE WHEN m.milestone_id IS NOT NULL THEN m.milestone
                       ELSE m.title || ', ' || CASE m.direction WHEN 'increase' THEN 'at least ' ELSE 'at most ' END
                            || sen.figure_words(m.value, m.unit) END,
           m.state,
           sen.list_words('; ', CASE WHEN m.milestone_id IS NULL THEN m.milestone ELSE m.title END, m.in_words)
    FROM scope s
    JOIN milestone_status m ON m.objective_id = s.objective_id
    UNION ALL
    SELECT s.notice_id, s.area_number, 'actions',
           row_number() OVER (PARTITION BY s.notice_id, s.area_number
                              ORDER BY a.is_complete, a.due_on NULLS FIRST, a.title, a.action_id),
           a.title, coalesce(sen.list_words(', ', a.delivery_status, a.impact_status), 'no status in the log'),
           sen.list_words('; ', a.due_in_words, 'owner: ' || a.owner, 'lead: ' || a.lead,
                          'success would be: ' || rtrim(a.success_criteria, '. '))
    FROM scope s
    JOIN action_status a ON a.objective_id = s.objective_id
    UNION ALL
    SELECT s.notice_id, s.area_number, 'risks',
           row_number() OVER (PARTITION BY s.notice_id, s.area_number
                              ORDER BY r.current_score DESC NULLS LAST, r.title, r.risk_id),
           r.title, coalesce(sen.list_words(' ', r.current_score::text, r.current_band), 'never assessed'),
           sen.list_words('; ', r.movement, r.attention, 'response: ' || r.risk_response, 'owner: ' || r.owner)
    FROM scope s
    JOIN risk_register r ON r.objective_id = s.objective_id
    UNION ALL
    -- What was said stays with who may read feedback, and so does the number of few, as in feedback_by_theme.
    SELECT s.notice_id, s.area_number, 'feedback',
           row_number() OVER (PARTITION BY s.notice_id, s.area_number ORDER BY f.received_on DESC, f.feedback_id),
           upper(left(f.from_whom, 1)) || substr(f.from_whom, 2) || ', ' || f.channel, f.tone,
           sen.list_words('; ', 'received on ' || sen.date_words(f.received_on) || coalesce(', ' || x.in_words, ''),
                          CASE WHEN f.respondents < coalesce(h.shown_from, 5)
                               THEN 'fewer than ' || coalesce(h.shown_from, 5) || ' people'
                               WHEN f.satisfied IS NOT NULL
                               THEN sen.share_words(f.satisfied, f.respondents, 'person', 'people', 'satisfied')
                               ELSE sen.count_words(f.respondents, 'answer') END)
    FROM scope s
    JOIN feedback f ON f.objective_id = s.objective_id AND f.received_on <= sen.today()
    LEFT JOIN feedback_theme h ON h.theme = f.theme
    LEFT JOIN entered_late x ON x.record_table = 'feedback' AND x.column_name = 'received_on'
        AND x.day = f.received_on AND x.key = jsonb_build_object('feedback_id', f.feedback_id::text)
    UNION ALL
    SELECT b.notice_id, b.area_number, 'evidence',
           row_number() OVER (PARTITION BY b.notice_id, b.area_number ORDER BY e.dated_on DESC, e.title, e.evidence_id),
           e.title, CASE WHEN e.illustrative THEN 'illustrative' ELSE e.kind END, 'of ' || sen.date_words(e.dated_on)
    FROM (
        SELECT s.notice_id, s.area_number, o.evidence_id
        FROM scope s JOIN objective o ON o.objective_id = s.objective_id AND o.agreed_on <= sen.today()
        UNION
        SELECT s.notice_id, s.area_number, m.evidence_id
        FROM scope s JOIN dashboard d ON d.objective_id = s.objective_id JOIN measure m ON m.measure_id = d.measure_id
        UNION
        SELECT s.notice_id, s.area_number, a.evidence_id
        FROM scope s JOIN action a ON a.objective_id = s.objective_id AND a.agreed_on <= sen.today()
        UNION
        SELECT a.notice_id, a.area_number, q.evidence_id
        FROM area a JOIN evidence_requirement q ON q.notice_id = a.notice_id AND q.paragraph = a.paragraph
    ) b
    JOIN evidence e ON e.evidence_id = b.evidence_id AND e.dated_on <= sen.today()
    UNION ALL
    SELECT c.notice_id, c.area_number, c.part, row_number() OVER (PARTITION BY c.notice_id, c.area_number, c.part
                                                                  ORDER BY c.place, c.item, c.id), c.item, c.in_words,
           c.detail
    FROM (
        SELECT s.notice_id, s.area_number, 'notice' AS part, 1 AS place, d.measure_id AS id, d.title AS item,
               coalesce(k.moving, 'cannot be compared') AS in_words, k.in_words AS detail
        FROM scope s
        JOIN dashboard d ON d.objective_id = s.objective_id
        JOIN measure_change k ON k.measure_id = d.measure_id AND k.since = 'notice' AND k.since_on IS NOT NULL
        UNION ALL
        SELECT s.notice_id, s.area_number, 'review', 1, k.measure_id, k.title, k.to_in_words, k.in_words
        FROM scope s
        JOIN measure_since_review k ON k.objective_id = s.objective_id
        JOIN compared y ON y.part = 'review' AND y.review_id = k.review_id
        UNION ALL
        SELECT s.notice_id, s.area_number, y.part, 2, a.action_id, a.title, 'done', 'on ' || sen.date_words(a.done_on)
               || coalesce('; ' || x.in_words, '')
        FROM scope s
        JOIN action_status a ON a.objective_id = s.objective_id
        JOIN compared y ON a.done_on > y.on_day
        LEFT JOIN entered_late x ON x.record_table = 'action' AND x.column_name = 'done_on'
            AND x.day = a.done_on AND x.key = jsonb_build_object('action_id', a.action_id)
        UNION ALL
        SELECT s.notice_id, s.area_number, y.part, 3, w.milestone_id, w.title, 'reached',
               'on ' || sen.date_words(w.done_on) || coalesce('; ' || x.in_words, '')
        FROM scope s
        JOIN worded_milestone w ON w.objective_id = s.objective_id AND w.done_on <= sen.today()
        JOIN compared y ON w.done_on > y.on_day
        LEFT JOIN entered_late x ON x.record_table = 'worded_milestone' AND x.column_name = 'done_on'
            AND x.day = w.done_on AND x.key = jsonb_build_object('milestone_id', w.milestone_id)
        UNION ALL
        SELECT h.notice_id, h.area_number, y.part, 0, '', 'Standing of the area', h.status,
               'since ' || sen.date_words(h.since) || coalesce('; ' || x.in_words, '')
        FROM area_status h
        JOIN compared y ON h.since > y.on_day AND h.since <= sen.today()
        LEFT JOIN entered_late x ON x.record_table = 'area_status' AND x.column_name = 'since'
            AND x.day = h.since AND x.key = jsonb_build_object('notice_id', h.notice_id, 'area_number',
                                                                       h.area_number::text, 'since',
                                                                       to_char(h.since, 'YYYY-MM-DD'))
    ) c
)
SELECT a.notice_id, a.area_number, a.title, s.section, s.heading, coalesce(p.line, 1)::integer AS line,
       CASE WHEN p.line IS NULL THEN s.nothing ELSE p.item END AS item, p.in_words,
       CASE WHEN p.line IS NULL THEN s.filled_by ELSE p.detail END AS detail
FROM area a
JOIN notice n ON n.notice_id = a.notice_id AND n.issued_on <= sen.today()
CROSS JOIN section s
LEFT JOIN paper p ON p.notice_id = a.notice_id AND p.area_number = a.area_number AND p.part = s.part
ORDER BY n.issued_on DESC, a.notice_id, a.area_number, s.section, p.line;
COMMENT ON VIEW area_paper IS
    'One area in depth, for each area of each notice as on sen.today(): how it stands, its measures with their '
    'figures, milestones, actions, risks, feedback, evidence, and what changed since the notice and since the last '
    'review, as sections and rows. sen.area_pack() gives it for an area.';
COMMENT ON COLUMN area_paper.section IS 'Number of the section, from 1.';
COMMENT ON COLUMN area_paper.heading IS 'Its title.';
COMMENT ON COLUMN area_paper.line IS 'Number of the row in the section, from 1.';
COMMENT ON COLUMN area_paper.item IS 'What it is about; that nothing is recorded, if the section has no other row.';
COMMENT ON COLUMN area_paper.in_words IS 'How it stands; may be empty.';
COMMENT ON COLUMN area_paper.detail IS
    'Why, or what else to know; what would fill the section if nothing is recorded.';
