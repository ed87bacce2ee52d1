-- read: reader

CREATE VIEW slow_progress AS
WITH cycle AS MATERIALIZED (
    SELECT c.last_held_on, sen.date_words(c.last_held_on) AS last_held FROM meeting_cycle c
), act AS MATERIALIZED (
    SELECT * FROM action_status
), objectives AS MATERIALIZED (
    SELECT * FROM objective_status
), off_course AS MATERIALIZED (
    SELECT b.measure_id, b.objective_id,
           'measure ''' || b.title || ''' '
               || sen.list_words(' and ', CASE WHEN b.moving = 'worse' THEN 'goes the wrong way' END,
                                 CASE WHEN b.verdict = 'off track' THEN 'is off track' END)
           || coalesce(': ' || b.latest_in_words
                       || CASE WHEN b.moving = 'worse' THEN ', was ' || b.previous_in_words || ' at the last meeting'
                               ELSE '' END
                       || CASE WHEN b.verdict = 'off track' THEN ', target ' || b.target_in_words ELSE '' END, '')
               AS because
    FROM dashboard b
    WHERE b.moving = 'worse' OR b.verdict = 'off track'
), item AS (
    SELECT 'action' AS kind, a.action_id AS id, a.title, a.owner_post, a.owner, a.partner_id, a.sector, o.areas,
           a.objective_id, a.agreed_on, a.days_overdue,
           a.delivery_status, a.delivery_status_since, a.last_entry_on, a.updated_for_last_meeting,
           a.moved_since_last_meeting,
           sen.in_days(a.days_overdue) || ' overdue (due ' || sen.date_words(a.due_on) || ')' AS overdue,
           m.because AS off_course, a.measure_id IS NULL AND coalesce(o.measures, 0) = 0 AS unmeasured
    FROM act a
    LEFT JOIN objectives o ON o.objective_id = a.objective_id
    LEFT JOIN off_course m ON m.measure_id = a.measure_id
    WHERE a.is_open
    UNION ALL
    SELECT 'objective', o.objective_id, o.title, o.owner_post, o.owner, o.partner_id, o.sector, o.areas, o.objective_id,
           o.agreed_on, o.days_overdue,
           o.delivery_status, o.delivery_status_since, greatest(o.last_entry_on, o.last_action_entry_on),
           o.updated_for_last_meeting, o.moved_since_last_meeting,
           CASE o.actions_open WHEN 1 THEN 'its open action overdue, '
                ELSE sen.share_words(o.actions_overdue, o.actions_open, 'open action', says => 'overdue, ') END
               || CASE WHEN o.actions_overdue > 1 THEN 'the longest ' ELSE '' END || 'by '
                   || sen.in_days(o.days_overdue),
           m.because, o.measures = 0
    FROM objectives o
    LEFT JOIN (SELECT objective_id, string_agg(because, '; ' ORDER BY because) AS because FROM off_course
               GROUP BY objective_id) m ON m.objective_id = o.objective_id
    WHERE o.is_open
)
SELECT i.kind, i.id, i.title, i.owner, i.areas, f.score, f.reasons, f.overdue, f.unmoved, f.without_update,
       f.measure_off_course, f.without_measurable_target,
       i.days_overdue, i.last_entry_on, i.objective_id, i.owner_post, i.partner_id, i.sector
FROM item i
CROSS JOIN cycle c
CROSS JOIN LATERAL (
    SELECT sum(s.points)::integer AS score, string_agg(w.because, '; ' ORDER BY s.points DESC, s.position) AS reasons,
           bool_or(w.reason = 'overdue') AS overdue, bool_or(w.reason = 'unmoved') AS unmoved,
           bool_or(w.reason = 'without update') AS without_update,
           bool_or(w.reason = 'measure off course') AS measure_off_course,
           bool_or(w.reason = 'without measurable target') AS without_measurable_target
    FROM (VALUES ('overdue', i.overdue),
                 ('unmoved', CASE WHEN NOT i.moved_since_last_meeting
                                  THEN coalesce('status ''' || i.delivery_status || ''' since '
                                                || sen.date_words(i.delivery_status_since),
                                                'no status in the log since it was agreed on '
                                                    || sen.date_words(i.agreed_on))
                                       || ', no progress recorded since the meeting on ' || c.last_held END),
                 ('without update', CASE WHEN i.agreed_on < c.last_held_on AND NOT i.updated_for_last_meeting
                                         THEN coalesce('no entry in the log since ' || sen.date_words(i.last_entry_on),
                                                       'no entry in the log') || ', though the Board met on '
                                             || c.last_held END),
                 ('measure off course', i.off_course),
                 ('without measurable target', CASE WHEN i.unmeasured THEN 'no measurable target' END)) w (reason,
                     because)
    JOIN slow_reason s ON s.reason = w.reason
    WHERE w.because IS NOT NULL AND s.points > 0) f
WHERE f.score > 0
ORDER BY f.score DESC, i.days_overdue DESC NULLS LAST, i.last_entry_on NULLS FIRST, i.kind DESC, i.id;
COMMENT ON VIEW slow_progress IS
    'The open objectives and actions that are slow to progress on sen.today() (paragraph 5(e) of the 2025 notice), the '
    'worst first, with the reasons in words. Weights: table slow_reason. The entries of an objective are its own and '
    'those of its actions.';
COMMENT ON COLUMN slow_progress.kind IS 'objective or action.';
COMMENT ON COLUMN slow_progress.id IS 'Short name of the objective or action.';
COMMENT ON COLUMN slow_progress.title IS 'What is to be reached or done.';
COMMENT ON COLUMN slow_progress.owner IS 'Title of the post that answers for it; empty if an objective names none.';
COMMENT ON COLUMN slow_progress.areas IS
    'The areas of the notices issued by then that it serves, of an action those of its objective; empty if none.';
COMMENT ON COLUMN slow_progress.score IS 'Sum of the points of its reasons.';
COMMENT ON COLUMN slow_progress.reasons IS 'The reasons in words, with days and dates, the heaviest first.';
COMMENT ON COLUMN slow_progress.overdue IS
    'True if it is open and past its due day; of an objective, if that is so of one of its actions.';
COMMENT ON COLUMN slow_progress.unmoved IS
    'True if its status is the same as before the last meeting, and nothing says that it moved: see '
    'moved_since_last_meeting in action_status and objective_status.';
COMMENT ON COLUMN slow_progress.without_update IS
    'True if it was agreed before the last meeting, and the log has no entry for that meeting or since.';
COMMENT ON COLUMN slow_progress.measure_off_course IS
    'True if view dashboard says of its measure that it is off track, or became worse since the last meeting; of an '
    'objective, of any of its measures; of an action, of the one that it names.';
COMMENT ON COLUMN slow_progress.without_measurable_target IS
    'True of an objective without a measure, and of an action that names none and whose objective has none.';
COMMENT ON COLUMN slow_progress.days_overdue IS
    'Days since the due day if it is overdue; of an objective, of its longest overdue action; else empty.';
COMMENT ON COLUMN slow_progress.last_entry_on IS
    'Day of the last entry in the log; of an objective, also about its actions; empty if there is none.';
COMMENT ON COLUMN slow_progress.objective_id IS 'The objective, or the one that the action serves.';
COMMENT ON COLUMN slow_progress.owner_post IS 'The post that answers for it; empty if an objective names none.';
COMMENT ON COLUMN slow_progress.partner_id IS 'The partner of that post.';
COMMENT ON COLUMN slow_progress.sector IS 'Sector of that partner.';
