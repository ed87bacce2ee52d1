-- Views of one programme: how the actions and objectives stand, and which of them are slow. All as on sen.today().
-- Part of the body of sen.create_programme(), run with search_path = the new schema.
-- An entry of the log counts on the day of the meeting that it was made for, whether it was written in the
-- papers before or with the minutes after; an entry for no meeting, or for one not held yet, counts on its own day.

CREATE VIEW log_standing AS
SELECT CASE WHEN e.action_id IS NULL THEN 'objective' ELSE 'action' END AS kind, coalesce(e.action_id, e.objective_id) AS id,
       (array_agg(e.delivery_status ORDER BY e.entered_on DESC, e.log_entry_id DESC) FILTER (WHERE e.delivery_status IS NOT NULL))[1] AS delivery_status,
       max(e.entered_on) FILTER (WHERE e.delivery_status <> coalesce(e.status_before, '')) AS delivery_status_since,
       (array_agg(e.delivery_status ORDER BY e.entered_on DESC, e.log_entry_id DESC) FILTER (WHERE e.delivery_status IS NOT NULL AND e.counts_on < e.last_held_on))[1] AS delivery_status_at_last_meeting,
       (array_agg(e.impact_status ORDER BY e.entered_on DESC, e.log_entry_id DESC) FILTER (WHERE e.impact_status IS NOT NULL))[1] AS impact_status,
       max(e.entered_on) AS last_entry_on,
       max(e.entered_on) FILTER (WHERE e.progress IS NOT NULL) AS last_progress_on,
       coalesce(bool_or(e.counts_on > coalesce(e.before_last_held_on, '-infinity')), false) AS updated_for_last_meeting,
       coalesce(bool_or(e.counts_on >= e.last_held_on), false) AS updated_since_last_meeting,
       coalesce(bool_or(e.counts_on >= e.last_held_on AND e.progress IS NOT NULL), false) AS progress_since_last_meeting
FROM (SELECT l.*, c.last_held_on, c.before_last_held_on,
             CASE WHEN m.held_on < c.today THEN m.held_on ELSE l.entered_on END AS counts_on,
             lag(l.delivery_status) OVER (PARTITION BY l.objective_id, l.action_id, l.delivery_status IS NULL ORDER BY l.entered_on, l.log_entry_id) AS status_before
      FROM log_entry l
      CROSS JOIN meeting_cycle c
      LEFT JOIN meeting m ON m.meeting_id = l.meeting_id
      WHERE l.entered_on <= c.today) e
GROUP BY e.objective_id, e.action_id;
COMMENT ON VIEW log_standing IS 'How each objective and action stands by its own entries in the log up to sen.today(); what has no entry is not here. The last entry that gives a status says it: of several on one day, the one with the highest number.';
COMMENT ON COLUMN log_standing.kind IS 'objective or action.';
COMMENT ON COLUMN log_standing.id IS 'Short name of the objective or action.';
COMMENT ON COLUMN log_standing.delivery_status IS 'How far the work has come; empty if no entry says.';
COMMENT ON COLUMN log_standing.delivery_status_since IS 'Day of the entry from which the status has been what it is; empty without a status.';
COMMENT ON COLUMN log_standing.delivery_status_at_last_meeting IS 'The status before the last meeting: by the entries that count before it. Empty if none says, or if no meeting was held.';
COMMENT ON COLUMN log_standing.impact_status IS 'What it has changed for children and families; empty if no entry says.';
COMMENT ON COLUMN log_standing.last_entry_on IS 'Day of the last entry in the log.';
COMMENT ON COLUMN log_standing.last_progress_on IS 'Day of the last entry that records progress; empty if none does.';
COMMENT ON COLUMN log_standing.updated_for_last_meeting IS 'True if the log has an entry for the last meeting (made for it, or between the meeting before and it) or since.';
COMMENT ON COLUMN log_standing.updated_since_last_meeting IS 'True if the log has an entry made for the last meeting, on its day or since.';
COMMENT ON COLUMN log_standing.progress_since_last_meeting IS 'True if such an entry records progress.';

CREATE VIEW action_status AS
SELECT a.action_id, a.objective_id, a.title, a.owner_post, p.title AS owner, p.partner_id, n.sector, a.agreed_on, a.due_on,
       CASE WHEN s.done THEN a.done_on END AS done_on,
       s.delivery_status, g.impact_status, d.rag, s.is_open, s.is_complete,
       CASE WHEN s.delivery_status IS NOT DISTINCT FROM g.delivery_status THEN g.delivery_status_since ELSE a.done_on END AS delivery_status_since,
       g.last_entry_on, g.last_progress_on,
       CASE WHEN c.last_held_on IS NOT NULL THEN coalesce(g.updated_for_last_meeting, false) END AS updated_for_last_meeting,
       CASE WHEN c.last_held_on IS NOT NULL THEN coalesce(g.updated_since_last_meeting, false) END AS updated_since_last_meeting,
       CASE WHEN c.last_held_on IS NOT NULL THEN a.agreed_on >= c.last_held_on OR coalesce(g.progress_since_last_meeting, false) OR (s.done AND a.done_on >= c.last_held_on)
                                                 OR g.delivery_status IS DISTINCT FROM g.delivery_status_at_last_meeting END AS moved_since_last_meeting,
       s.is_open AND coalesce(a.due_on < c.today, false) AS overdue,
       CASE WHEN s.is_open AND a.due_on < c.today THEN c.today - a.due_on END AS days_overdue,
       m.measure_id
FROM action a
CROSS JOIN meeting_cycle c
JOIN post p ON p.post_id = a.owner_post
JOIN partner n ON n.partner_id = p.partner_id
LEFT JOIN log_standing g ON g.kind = 'action' AND g.id = a.action_id
LEFT JOIN delivery_status l ON l.delivery_status = g.delivery_status
LEFT JOIN (SELECT w.delivery_status FROM delivery_status w WHERE w.is_complete ORDER BY w.position LIMIT 1) k ON true
CROSS JOIN LATERAL (SELECT coalesce(a.done_on <= c.today, false) AS done) o
CROSS JOIN LATERAL (SELECT o.done,
                           CASE WHEN o.done AND NOT coalesce(l.is_complete, false) THEN coalesce(k.delivery_status, g.delivery_status) ELSE g.delivery_status END AS delivery_status,
                           NOT o.done AND coalesce(l.is_open, true) AS is_open,
                           o.done OR coalesce(l.is_complete, false) AS is_complete) s
LEFT JOIN delivery_status d ON d.delivery_status = s.delivery_status
LEFT JOIN measure m ON m.measure_id = a.measure_id AND coalesce(m.agreed_on, m.baseline_on) <= c.today
WHERE a.agreed_on <= c.today
ORDER BY a.action_id;
COMMENT ON VIEW action_status IS 'Every action agreed by sen.today(), and how it stands on that day by the log. An action with done_on by then is complete, whatever the log says.';
COMMENT ON COLUMN action_status.owner IS 'Title of the post that answers for it.';
COMMENT ON COLUMN action_status.partner_id IS 'The partner whose post answers for it.';
COMMENT ON COLUMN action_status.sector IS 'Sector of that partner.';
COMMENT ON COLUMN action_status.done_on IS 'Day on which it was delivered; empty if that day is later than sen.today() or not recorded.';
COMMENT ON COLUMN action_status.delivery_status IS 'How far the work has come, by the last entry of the log that says; empty if none does. If done_on says that it is delivered and the log does not, the first word for complete in table delivery_status.';
COMMENT ON COLUMN action_status.impact_status IS 'What it has changed for children and families, by the last entry of the log that says; empty if none does.';
COMMENT ON COLUMN action_status.rag IS 'Colour of delivery_status; empty without one.';
COMMENT ON COLUMN action_status.is_open IS 'True if work is still expected; so also without a status.';
COMMENT ON COLUMN action_status.is_complete IS 'True if everything is delivered. Neither open nor complete: given up.';
COMMENT ON COLUMN action_status.delivery_status_since IS 'Day from which delivery_status has been what it is; empty without one.';
COMMENT ON COLUMN action_status.last_entry_on IS 'Day of its last entry in the log; empty if there is none.';
COMMENT ON COLUMN action_status.last_progress_on IS 'Day of the last entry that records progress; empty if none does.';
COMMENT ON COLUMN action_status.updated_for_last_meeting IS 'True if the log has an entry for the last meeting (made for it, or between the meeting before and it) or since; empty if no meeting was held.';
COMMENT ON COLUMN action_status.updated_since_last_meeting IS 'True if the log has an entry made for the last meeting, on its day or since; empty if no meeting was held.';
COMMENT ON COLUMN action_status.moved_since_last_meeting IS 'True if its status is not the one before the last meeting, or progress was recorded for it or since, or it was done or agreed since; empty if no meeting was held.';
COMMENT ON COLUMN action_status.overdue IS 'True if it is open and due_on is past.';
COMMENT ON COLUMN action_status.days_overdue IS 'Days from due_on to sen.today() if it is overdue, else empty.';
COMMENT ON COLUMN action_status.measure_id IS 'The measure that it is meant to move; empty if none is named, or the Board had not agreed it by then.';

CREATE VIEW objective_status AS
SELECT o.objective_id, o.plan, o.title, o.owner_post, p.title AS owner, p.partner_id, n.sector, r.areas, o.agreed_on,
       g.delivery_status, g.impact_status, d.rag, coalesce(d.is_open, true) AS is_open, coalesce(d.is_complete, false) AS is_complete,
       g.delivery_status_since, g.last_entry_on, greatest(g.last_progress_on, a.last_progress_on) AS last_progress_on, a.last_entry_on AS last_action_entry_on,
       CASE WHEN c.last_held_on IS NOT NULL THEN coalesce(g.updated_for_last_meeting, false) OR coalesce(a.updated_for_last_meeting, false) END AS updated_for_last_meeting,
       CASE WHEN c.last_held_on IS NOT NULL THEN coalesce(g.updated_since_last_meeting, false) OR coalesce(a.updated_since_last_meeting, false) END AS updated_since_last_meeting,
       CASE WHEN c.last_held_on IS NOT NULL THEN o.agreed_on >= c.last_held_on OR coalesce(g.progress_since_last_meeting, false) OR coalesce(a.moved_since_last_meeting, false)
                                                 OR g.delivery_status IS DISTINCT FROM g.delivery_status_at_last_meeting END AS moved_since_last_meeting,
       coalesce(a.actions, 0) AS actions, coalesce(a.complete, 0) AS actions_complete, coalesce(a.open, 0) AS actions_open, coalesce(a.overdue, 0) AS actions_overdue, a.days_overdue,
       coalesce(m.measures, 0) AS measures,
       concat_ws('; ', coalesce(g.delivery_status, 'no status in the log') || coalesce(', ' || g.impact_status, ''),
                 CASE a.actions WHEN 1 THEN '1 action' ELSE coalesce(a.actions, 0) || ' actions' END
                 || coalesce(': ' || nullif(concat_ws(', ', nullif(a.complete, 0) || ' complete', nullif(a.open, 0) || ' open' || coalesce(' (' || nullif(a.overdue, 0) || ' overdue)', ''),
                                                      nullif(a.actions - a.complete - a.open, 0) || ' given up'), ''), ''),
                 CASE m.measures WHEN 1 THEN '1 measure' ELSE coalesce(m.measures, 0) || ' measures' END) AS summary
FROM objective o
CROSS JOIN meeting_cycle c
LEFT JOIN post p ON p.post_id = o.owner_post
LEFT JOIN partner n ON n.partner_id = p.partner_id
LEFT JOIN log_standing g ON g.kind = 'objective' AND g.id = o.objective_id
LEFT JOIN delivery_status d ON d.delivery_status = g.delivery_status
LEFT JOIN (SELECT s.objective_id, count(*) AS actions, count(*) FILTER (WHERE s.is_complete) AS complete, count(*) FILTER (WHERE s.is_open) AS open, count(*) FILTER (WHERE s.overdue) AS overdue,
                  max(s.days_overdue) AS days_overdue, max(s.last_entry_on) AS last_entry_on, max(s.last_progress_on) AS last_progress_on,
                  bool_or(s.updated_for_last_meeting) AS updated_for_last_meeting, bool_or(s.updated_since_last_meeting) AS updated_since_last_meeting, bool_or(s.moved_since_last_meeting) AS moved_since_last_meeting
           FROM action_status s GROUP BY s.objective_id) a ON a.objective_id = o.objective_id
LEFT JOIN (SELECT q.objective_id, count(*) AS measures FROM measure q WHERE coalesce(q.agreed_on, q.baseline_on) <= sen.today() GROUP BY q.objective_id) m ON m.objective_id = o.objective_id
LEFT JOIN (SELECT x.objective_id, string_agg(x.notice_id || ' area ' || x.area_number || ': ' || y.title, '; ' ORDER BY i.issued_on DESC, x.notice_id, x.area_number) AS areas
           FROM objective_area x JOIN area y ON y.notice_id = x.notice_id AND y.area_number = x.area_number JOIN notice i ON i.notice_id = x.notice_id
           WHERE i.issued_on <= sen.today() GROUP BY x.objective_id) r ON r.objective_id = o.objective_id
WHERE o.agreed_on <= c.today
ORDER BY o.objective_id;
COMMENT ON VIEW objective_status IS 'Every objective agreed by sen.today(): how it stands on that day by its own entries in the log, and how many of its actions are complete, open and overdue.';
COMMENT ON COLUMN objective_status.owner IS 'Title of the post that leads on it; empty if none is named.';
COMMENT ON COLUMN objective_status.partner_id IS 'The partner whose post leads on it; empty if none is named.';
COMMENT ON COLUMN objective_status.sector IS 'Sector of that partner.';
COMMENT ON COLUMN objective_status.areas IS 'The areas of the notices issued by then that it serves, the latest notice first; empty if none.';
COMMENT ON COLUMN objective_status.delivery_status IS 'How far the work has come, by the last entry about the objective that says; empty if none does. It is not worked out from the actions.';
COMMENT ON COLUMN objective_status.impact_status IS 'What it has changed for children and families, by the last entry about the objective that says; empty if none does.';
COMMENT ON COLUMN objective_status.rag IS 'Colour of delivery_status; empty without one.';
COMMENT ON COLUMN objective_status.is_open IS 'True if work is still expected; so also without a status.';
COMMENT ON COLUMN objective_status.is_complete IS 'True if the log says that everything is delivered. Neither open nor complete: given up.';
COMMENT ON COLUMN objective_status.delivery_status_since IS 'Day from which delivery_status has been what it is; empty without one.';
COMMENT ON COLUMN objective_status.last_entry_on IS 'Day of the last entry about the objective itself; empty if there is none.';
COMMENT ON COLUMN objective_status.last_progress_on IS 'Day of the last entry about it or one of its actions that records progress; empty if none does.';
COMMENT ON COLUMN objective_status.last_action_entry_on IS 'Day of the last entry about one of its actions; empty if there is none.';
COMMENT ON COLUMN objective_status.updated_for_last_meeting IS 'True if the log has an entry about it or one of its actions for the last meeting (made for it, or between the meeting before and it) or since; empty if no meeting was held.';
COMMENT ON COLUMN objective_status.updated_since_last_meeting IS 'True if the log has an entry about it or one of its actions made for the last meeting, on its day or since; empty if no meeting was held.';
COMMENT ON COLUMN objective_status.moved_since_last_meeting IS 'True if its status is not the one before the last meeting, or progress was recorded for it or since, or it was agreed since, or one of its actions moved; empty if no meeting was held.';
COMMENT ON COLUMN objective_status.actions IS 'Actions agreed for it.';
COMMENT ON COLUMN objective_status.actions_complete IS 'Of these, complete.';
COMMENT ON COLUMN objective_status.actions_open IS 'Of these, open.';
COMMENT ON COLUMN objective_status.actions_overdue IS 'Of the open ones, past their due day.';
COMMENT ON COLUMN objective_status.days_overdue IS 'Days by which the longest overdue of its actions is overdue; empty if none is.';
COMMENT ON COLUMN objective_status.measures IS 'Measures that the Board had agreed for it by then.';
COMMENT ON COLUMN objective_status.summary IS 'The same in words.';

CREATE VIEW slow_progress AS
WITH cycle AS MATERIALIZED (
    SELECT c.last_held_on, to_char(c.last_held_on::timestamp, 'FMDD FMMonth YYYY') AS last_held FROM meeting_cycle c
), act AS MATERIALIZED (
    SELECT * FROM action_status
), objectives AS MATERIALIZED (
    SELECT * FROM objective_status
), off_course AS MATERIALIZED (
    SELECT b.measure_id, b.objective_id,
           'measure ''' || b.title || ''' ' || concat_ws(' and ', CASE WHEN b.moving = 'worse' THEN 'goes the wrong way' END, CASE WHEN b.verdict = 'off track' THEN 'is off track' END)
           || coalesce(': ' || b.latest_value || ' ' || b.unit || CASE WHEN b.moving = 'worse' THEN ', was ' || b.previous_value || ' at the last meeting' ELSE '' END
                       || CASE WHEN b.verdict = 'off track' THEN ', target ' || b.target_value || to_char(b.target_on::timestamp, '" by "FMDD FMMonth YYYY') ELSE '' END, '') AS because
    FROM dashboard b
    WHERE b.moving = 'worse' OR b.verdict = 'off track'
), item AS (
    SELECT 'action' AS kind, a.action_id AS id, a.title, a.owner_post, a.owner, a.partner_id, a.sector, o.areas, a.objective_id, a.agreed_on, a.days_overdue,
           a.delivery_status, a.delivery_status_since, a.last_entry_on, a.updated_for_last_meeting, a.moved_since_last_meeting,
           sen.in_days(a.days_overdue) || ' overdue (due ' || to_char(a.due_on::timestamp, 'FMDD FMMonth YYYY') || ')' AS overdue,
           m.because AS off_course, a.measure_id IS NULL AND coalesce(o.measures, 0) = 0 AS unmeasured
    FROM act a
    LEFT JOIN objectives o ON o.objective_id = a.objective_id
    LEFT JOIN off_course m ON m.measure_id = a.measure_id
    WHERE a.is_open
    UNION ALL
    SELECT 'objective', o.objective_id, o.title, o.owner_post, o.owner, o.partner_id, o.sector, o.areas, o.objective_id, o.agreed_on, o.days_overdue,
           o.delivery_status, o.delivery_status_since, greatest(o.last_entry_on, o.last_action_entry_on), o.updated_for_last_meeting, o.moved_since_last_meeting,
           CASE o.actions_open WHEN 1 THEN 'its open action' ELSE o.actions_overdue || ' of its ' || o.actions_open || ' open actions' END || ' overdue, '
               || CASE WHEN o.actions_overdue > 1 THEN 'the longest ' ELSE '' END || 'by ' || sen.in_days(o.days_overdue),
           m.because, o.measures = 0
    FROM objectives o
    LEFT JOIN (SELECT objective_id, string_agg(because, '; ' ORDER BY because) AS because FROM off_course GROUP BY objective_id) m ON m.objective_id = o.objective_id
    WHERE o.is_open
)
SELECT i.kind, i.id, i.title, i.owner, i.areas, f.score, f.reasons, f.overdue, f.unmoved, f.without_update, f.measure_off_course, f.without_measurable_target,
       i.days_overdue, i.last_entry_on, i.objective_id, i.owner_post, i.partner_id, i.sector
FROM item i
CROSS JOIN cycle c
CROSS JOIN LATERAL (
    SELECT sum(s.points)::integer AS score, string_agg(w.because, '; ' ORDER BY s.points DESC, s.position) AS reasons,
           bool_or(w.reason = 'overdue') AS overdue, bool_or(w.reason = 'unmoved') AS unmoved, bool_or(w.reason = 'without update') AS without_update,
           bool_or(w.reason = 'measure off course') AS measure_off_course, bool_or(w.reason = 'without measurable target') AS without_measurable_target
    FROM (VALUES ('overdue', i.overdue),
                 ('unmoved', CASE WHEN NOT i.moved_since_last_meeting
                                  THEN coalesce('status ''' || i.delivery_status || ''' unchanged since ' || to_char(i.delivery_status_since::timestamp, 'FMDD FMMonth YYYY'),
                                                'no status in the log since it was agreed on ' || to_char(i.agreed_on::timestamp, 'FMDD FMMonth YYYY'))
                                       || ', no progress recorded since the meeting on ' || c.last_held END),
                 ('without update', CASE WHEN i.agreed_on < c.last_held_on AND NOT i.updated_for_last_meeting
                                         THEN coalesce('no entry in the log since ' || to_char(i.last_entry_on::timestamp, 'FMDD FMMonth YYYY'), 'no entry in the log') || ', though the Board met on ' || c.last_held END),
                 ('measure off course', i.off_course),
                 ('without measurable target', CASE WHEN i.unmeasured THEN 'no measurable target' END)) w (reason, because)
    JOIN slow_reason s ON s.reason = w.reason
    WHERE w.because IS NOT NULL AND s.points > 0) f
WHERE f.score > 0
ORDER BY f.score DESC, i.days_overdue DESC NULLS LAST, i.last_entry_on NULLS FIRST, i.kind DESC, i.id;
COMMENT ON VIEW slow_progress IS 'The open objectives and actions that are slow to progress on sen.today() (paragraph 5(e) of the 2025 notice), the worst first, with the reasons in words. Weights: table slow_reason. The entries of an objective are its own and those of its actions.';
COMMENT ON COLUMN slow_progress.kind IS 'objective or action.';
COMMENT ON COLUMN slow_progress.id IS 'Short name of the objective or action.';
COMMENT ON COLUMN slow_progress.title IS 'What is to be reached or done.';
COMMENT ON COLUMN slow_progress.owner IS 'Title of the post that answers for it; empty if an objective names none.';
COMMENT ON COLUMN slow_progress.areas IS 'The areas of the notices issued by then that it serves, of an action those of its objective; empty if none.';
COMMENT ON COLUMN slow_progress.score IS 'Sum of the points of its reasons.';
COMMENT ON COLUMN slow_progress.reasons IS 'The reasons in words, with days and dates, the heaviest first.';
COMMENT ON COLUMN slow_progress.overdue IS 'True if it is open and past its due day; of an objective, if that is so of one of its actions.';
COMMENT ON COLUMN slow_progress.unmoved IS 'True if its status is the same as before the last meeting, and nothing says that it moved: see moved_since_last_meeting in action_status and objective_status.';
COMMENT ON COLUMN slow_progress.without_update IS 'True if it was agreed before the last meeting, and the log has no entry for that meeting or since.';
COMMENT ON COLUMN slow_progress.measure_off_course IS 'True if view dashboard says of its measure that it is off track, or became worse since the last meeting; of an objective, of any of its measures; of an action, of the one that it names.';
COMMENT ON COLUMN slow_progress.without_measurable_target IS 'True of an objective without a measure, and of an action that names none and whose objective has none.';
COMMENT ON COLUMN slow_progress.days_overdue IS 'Days since the due day if it is overdue; of an objective, of its longest overdue action; else empty.';
COMMENT ON COLUMN slow_progress.last_entry_on IS 'Day of the last entry in the log; of an objective, also about its actions; empty if there is none.';
COMMENT ON COLUMN slow_progress.objective_id IS 'The objective, or the one that the action serves.';
COMMENT ON COLUMN slow_progress.owner_post IS 'The post that answers for it; empty if an objective names none.';
COMMENT ON COLUMN slow_progress.partner_id IS 'The partner of that post.';
COMMENT ON COLUMN slow_progress.sector IS 'Sector of that partner.';
