-- read: reader
-- meanings: review, board_paper

CREATE VIEW annex_paper AS
WITH meeting_cycle AS MATERIALIZED (
    SELECT * FROM meeting_cycle
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
), milestone_status AS MATERIALIZED (
--@query milestone_status beside measure_figure, dashboard
), next_step_status AS MATERIALIZED (
--@query next_step_status
), since AS MATERIALIZED (
--@query measure_since_review
), moved AS MATERIALIZED (
    SELECT s.id, s.current_on, s.in_words FROM slippage s
    WHERE s.kind = 'milestone' AND s.what = 'due day' AND s.times_moved > 0
), held AS MATERIALIZED (
    SELECT r.* FROM review r WHERE r.held_on <= sen.today()
), answered AS MATERIALIZED (
    -- Which part of the own assessment a row answers: the paragraph of the latest notice that has the test.
    SELECT DISTINCT ON (q.test) q.test, q.paragraph
    FROM requirement q
    JOIN notice n ON n.notice_id = q.notice_id AND n.issued_on <= sen.today()
    WHERE q.test IS NOT NULL
    ORDER BY q.test, n.issued_on DESC, q.position
), place AS MATERIALIZED (
    -- The areas that the next steps of a review serve, one section for each.
    SELECT p.review_id, a.notice_id, a.area_number,
           1 + row_number() OVER (PARTITION BY p.review_id ORDER BY n.issued_on, a.area_number) AS section,
           'Area ' || a.area_number || ' of the notice of ' || sen.date_words(n.issued_on)
               || CASE WHEN n.replaced_on <= sen.today() THEN ', replaced on ' || sen.date_words(n.replaced_on)
                       ELSE '' END || ': ' || a.title AS heading
    FROM (SELECT DISTINCT k.review_id, k.notice_id, k.area_number FROM next_step_area k) p
    JOIN area a ON a.notice_id = p.notice_id AND a.area_number = p.area_number
    JOIN notice n ON n.notice_id = a.notice_id
), served AS MATERIALIZED (
    -- Whether a notice in force or only a replaced one asks for what a measure measures.
    SELECT d.measure_id, coalesce(bool_and(coalesce(n.replaced_on <= sen.today(), false))
                                      FILTER (WHERE n.notice_id IS NOT NULL), false) AS is_replaced
    FROM dashboard d
    LEFT JOIN objective_area x ON x.objective_id = d.objective_id
    LEFT JOIN notice n ON n.notice_id = x.notice_id AND n.issued_on <= sen.today()
    GROUP BY d.measure_id
), paper (review_id, section, heading, test, line, item, in_words, detail) AS (
    SELECT h.review_id, 1::bigint, 'The review', x.test,
           row_number() OVER (PARTITION BY h.review_id ORDER BY x.place, x.item), x.item, x.in_words, x.detail
    FROM held h
    CROSS JOIN LATERAL (
        SELECT 1 AS place, NULL::text AS test, upper(left(h.kind, 1)) || substr(h.kind, 2) AS item,
               'held on ' || sen.date_words(h.held_on) AS in_words,
               CASE WHEN h.reported_on <= sen.today() THEN sen.list_words('; ', 'reported on '
                                                           || sen.date_words(h.reported_on), h.finding)
                    ELSE 'its report is not there yet' END AS detail
        UNION ALL
        SELECT 2, 'partners take part', p.title,
               CASE t.attendance WHEN 'present' THEN 'attended' WHEN 'deputy' THEN 'sent a deputy'
                    WHEN 'apologies' THEN 'sent apologies' ELSE 'did not come' END, w.name
        FROM review_attendance t
        JOIN post p ON p.post_id = t.post_id
        JOIN partner w ON w.partner_id = p.partner_id
        WHERE t.review_id = h.review_id
        UNION ALL
        SELECT 2, NULL, 'No attendance is recorded', NULL, 'Each post that was there would stand here.'
        WHERE NOT EXISTS (SELECT FROM review_attendance t WHERE t.review_id = h.review_id)
        UNION ALL
        SELECT 3, NULL, 'No next step is recorded', NULL,
               'The next steps of the letter, with their areas, actions and measures, would stand here.'
        WHERE NOT EXISTS (SELECT FROM next_step n WHERE n.review_id = h.review_id)
    ) x
    UNION ALL
    SELECT l.review_id, l.section, l.heading, x.test,
           row_number() OVER (PARTITION BY l.review_id, l.section
                              ORDER BY x.step_number, x.place, x.item, x.id), x.item, x.in_words, x.detail
    FROM place l
    JOIN held h ON h.review_id = l.review_id
    CROSS JOIN LATERAL (
        SELECT 0::smallint AS step_number, 0 AS place, '' AS id, 'progress on areas' AS test,
               'How the area stands' AS item, coalesce(s.status, 'not recorded') AS in_words,
               'since ' || sen.date_words(s.since) AS detail
        FROM area_status_now s WHERE s.notice_id = l.notice_id AND s.area_number = l.area_number
        UNION ALL
        SELECT n.step_number, x.place, x.id, x.test, x.item, x.in_words, x.detail
        FROM next_step_area k
        JOIN next_step_status n ON n.review_id = k.review_id AND n.step_number = k.step_number
        CROSS JOIN LATERAL (
            SELECT 1 AS place, '' AS id, 'progress on objectives' AS test,
                   'Next step ' || n.step_number || ': ' || n.step AS item, n.state AS in_words, n.in_words AS detail
            UNION ALL
            SELECT 2, s.action_id, 'progress on objectives', 'Action: ' || s.title,
                   coalesce(s.delivery_status, 'no status in the log'),
                   sen.list_words('; ', s.due_in_words, 'owner: ' || s.owner)
            FROM next_step_action c JOIN action_status s ON s.action_id = c.action_id
            WHERE c.review_id = n.review_id AND c.step_number = n.step_number
            UNION ALL
            SELECT 3, d.measure_id, 'dashboard', 'Measure: ' || d.title, d.verdict, g.in_words
            FROM next_step_measure c
            JOIN dashboard d ON d.measure_id = c.measure_id
            JOIN since g ON g.review_id = n.review_id AND g.measure_id = d.measure_id
            WHERE c.review_id = n.review_id AND c.step_number = n.step_number
        ) x
        WHERE k.review_id = l.review_id AND k.notice_id = l.notice_id AND k.area_number = l.area_number
    ) x
    UNION ALL
    -- What no next step is linked to.
    SELECT g.review_id, CASE WHEN v.is_replaced THEN 1001 ELSE 1000 END,
           CASE WHEN v.is_replaced THEN 'Other measures of a notice that was replaced'
                ELSE 'Other measures, since the review' END, 'dashboard',
           row_number() OVER (PARTITION BY g.review_id, v.is_replaced ORDER BY d.title, d.measure_id),
           d.title, d.verdict, g.in_words
    FROM since g
    JOIN dashboard d ON d.measure_id = g.measure_id
    JOIN served v ON v.measure_id = d.measure_id
    WHERE NOT EXISTS (SELECT FROM next_step_measure c WHERE c.review_id = g.review_id AND c.measure_id = g.measure_id)
    UNION ALL
    SELECT h.review_id, 1002, 'Milestones, since the review', 'dashboard',
           row_number() OVER (PARTITION BY h.review_id
                              ORDER BY m.due_on, m.title, m.milestone, m.measure_id, m.milestone_id),
           sen.date_words(m.due_on) || ': ' || m.title || coalesce(': ' || m.milestone, ''), m.state,
           rtrim(m.in_words, '.') || coalesce('; ' || v.in_words, '')
    FROM milestone_status m
    JOIN held h ON h.held_on < m.due_on
    LEFT JOIN moved v ON v.id = coalesce(m.milestone_id, m.measure_id) AND v.current_on = m.due_on
)
SELECT p.review_id, dense_rank() OVER (PARTITION BY p.review_id ORDER BY p.section)::integer AS section, p.heading,
       a.paragraph, p.line::integer AS line, p.item, p.in_words, p.detail
FROM paper p
JOIN held h ON h.review_id = p.review_id
LEFT JOIN answered a ON a.test = p.test
ORDER BY h.held_on DESC, p.review_id, p.section, p.line;
COMMENT ON VIEW annex_paper IS
    'For each review held by sen.today(), what became of it: who attended, the areas that its letter names, and in '
    'each what its next steps became, by the actions and measures that are linked to them, and the measures and '
    'milestones since. '
    'Measures that only a replaced notice asks for are kept apart. sen.stocktake_annex() gives it for a review.';
COMMENT ON COLUMN annex_paper.section IS 'Number of the section, from 1: the review, then each area, then the rest.';
COMMENT ON COLUMN annex_paper.heading IS 'Its title.';
COMMENT ON COLUMN annex_paper.paragraph IS
    'The part of the own assessment that the row answers, as the latest notice numbers it, such as 10(d)(ii); empty if '
    'it answers none.';
COMMENT ON COLUMN annex_paper.line IS 'Number of the row in the section, from 1.';
COMMENT ON COLUMN annex_paper.item IS 'What it is about; that nothing is recorded, if so.';
COMMENT ON COLUMN annex_paper.in_words IS 'How it stands; may be empty.';
COMMENT ON COLUMN annex_paper.detail IS 'Why, or what else to know; may be empty.';
