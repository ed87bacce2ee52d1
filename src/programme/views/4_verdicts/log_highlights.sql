-- read: nobody
-- meanings: slow_progress, contribution_gaps

CREATE VIEW log_highlights AS
WITH cycle AS MATERIALIZED (
    SELECT * FROM meeting_cycle
), rule AS MATERIALIZED (
    SELECT t.points FROM compliance_test t WHERE t.test = 'the log is kept at each meeting'
), named AS (
    -- By the entries for the last meeting, or since.
    SELECT DISTINCT coalesce(l.objective_id, a.objective_id) AS objective_id
    FROM log_entry l
    CROSS JOIN cycle c
    LEFT JOIN action a ON a.action_id = l.action_id
    LEFT JOIN delivery_status d ON d.delivery_status = l.delivery_status
    LEFT JOIN meeting m ON m.meeting_id = l.meeting_id
    WHERE l.entered_on <= c.today
      AND CASE WHEN m.held_on < c.today THEN m.held_on ELSE l.entered_on END
          > coalesce(c.before_last_held_on, '-infinity')
      AND (d.rag IN ('amber', 'red') OR l.needs_more_from IS NOT NULL)
)
SELECT s.slow, s.slow_named, s.slow_not_named, g.partners_with_gaps, g.partners_named, g.partners_not_named
FROM (
    SELECT count(*) AS slow, count(n.objective_id) AS slow_named,
           string_agg(s.title, '; ' ORDER BY s.score DESC, s.title) FILTER (WHERE n.objective_id IS NULL)
               AS slow_not_named
    FROM slow_progress s
    CROSS JOIN cycle c
    JOIN rule r ON s.score >= r.points
    LEFT JOIN named n ON n.objective_id = s.id
    WHERE s.kind = 'objective' AND (s.unmoved OR s.without_update OR s.days_overdue > c.today - c.last_held_on)
) s
CROSS JOIN (
    SELECT count(*) AS partners_with_gaps, count(*) FILTER (WHERE g.asked_for_more > 0) AS partners_named,
           string_agg(g.partner, '; ' ORDER BY g.gaps DESC, g.partner) FILTER (WHERE g.asked_for_more = 0)
               AS partners_not_named
    FROM contribution_gaps g
    JOIN rule r ON g.gaps >= r.points
    WHERE NOT g.is_external AND g.partner_id IS NOT NULL
) g;
COMMENT ON VIEW log_highlights IS
    'One row: whether the action and impact log names what is slow to progress and whose contribution is to be '
    'strengthened (paragraph 5(e) of the 2025 notice).';
COMMENT ON COLUMN log_highlights.slow IS
    'Objectives in view slow_progress with the points of the test the log is kept at each meeting (table '
    'compliance_test) or more, that were slow by the last meeting: nothing moved or was entered for it, or an action '
    'was overdue by then.';
COMMENT ON COLUMN log_highlights.slow_named IS
    'Of these, objectives of which an entry for the last meeting or since, about the objective or one of its actions, '
    'says that it is at risk or off track (amber or red), or whose contribution is needed.';
COMMENT ON COLUMN log_highlights.slow_not_named IS 'The others by title; empty if there is none.';
COMMENT ON COLUMN log_highlights.partners_with_gaps IS
    'Partners with as many kinds of gap in view contribution_gaps or more, without those that attend from outside.';
COMMENT ON COLUMN log_highlights.partners_named IS 'Of these, partners of which the log asks more.';
COMMENT ON COLUMN log_highlights.partners_not_named IS 'The others by name; empty if there is none.';
