-- read: reader
-- meanings: objective

CREATE VIEW objective_status AS
SELECT o.objective_id, o.plan, o.title, o.owner_post, p.title AS owner, p.partner_id, n.sector, r.areas, o.agreed_on,
       g.delivery_status, g.impact_status, d.rag, coalesce(d.is_open, true) AS is_open,
       coalesce(d.is_complete, false) AS is_complete,
       g.delivery_status_since, g.last_entry_on, greatest(g.last_progress_on, a.last_progress_on) AS last_progress_on,
       a.last_entry_on AS last_action_entry_on,
       CASE WHEN c.last_held_on IS NOT NULL THEN coalesce(g.updated_for_last_meeting, false)
            OR coalesce(a.updated_for_last_meeting, false) END AS updated_for_last_meeting,
       CASE WHEN c.last_held_on IS NOT NULL THEN coalesce(g.updated_since_last_meeting, false)
            OR coalesce(a.updated_since_last_meeting, false) END AS updated_since_last_meeting,
       CASE WHEN c.last_held_on IS NOT NULL THEN o.agreed_on >= c.last_held_on
            OR coalesce(g.progress_since_last_meeting, false) OR coalesce(a.moved_since_last_meeting, false)
                                                 OR g.delivery_status IS DISTINCT FROM g.delivery_status_at_last_meeting
                                                     END AS moved_since_last_meeting,
       coalesce(a.actions, 0) AS actions, coalesce(a.complete, 0) AS actions_complete,
       coalesce(a.open, 0) AS actions_open, coalesce(a.overdue, 0) AS actions_overdue, a.days_overdue,
       coalesce(m.measures, 0) AS measures,
       sen.list_words('; ', coalesce(g.delivery_status, 'no status in the log') || coalesce(', ' || g.impact_status,
                          ''),
                 sen.count_words(coalesce(a.actions, 0), 'action')
                 || coalesce(': ' || sen.list_words(', ', nullif(a.complete, 0) || ' complete',
                                                    nullif(a.open, 0) || ' open'
                                                    || coalesce(' (' || nullif(a.overdue, 0) || ' overdue)', ''),
                                                      nullif(a.actions - a.complete - a.open, 0) || ' given up'), ''),
                 sen.count_words(coalesce(m.measures, 0), 'measure')) AS in_words,
       o.success_criteria
FROM objective o
CROSS JOIN meeting_cycle c
LEFT JOIN post p ON p.post_id = o.owner_post
LEFT JOIN partner n ON n.partner_id = p.partner_id
LEFT JOIN status_in_log g ON g.kind = 'objective' AND g.id = o.objective_id
LEFT JOIN delivery_status d ON d.delivery_status = g.delivery_status
LEFT JOIN (SELECT s.objective_id, count(*) AS actions, count(*) FILTER (WHERE s.is_complete) AS complete,
           count(*) FILTER (WHERE s.is_open) AS open, count(*) FILTER (WHERE s.overdue) AS overdue,
                  max(s.days_overdue) AS days_overdue, max(s.last_entry_on) AS last_entry_on,
                  max(s.last_progress_on) AS last_progress_on,
                  bool_or(s.updated_for_last_meeting) AS updated_for_last_meeting,
                  bool_or(s.updated_since_last_meeting) AS updated_since_last_meeting,
                  bool_or(s.moved_since_last_meeting) AS moved_since_last_meeting
           FROM action_status s GROUP BY s.objective_id) a ON a.objective_id = o.objective_id
LEFT JOIN (SELECT q.objective_id, count(*) AS measures FROM measure q
           WHERE coalesce(q.agreed_on, q.baseline_on) <= sen.today()
           GROUP BY q.objective_id) m ON m.objective_id = o.objective_id
LEFT JOIN (SELECT x.objective_id, string_agg(x.notice_id || ' area ' || x.area_number || ': ' || y.title, '; '
                                             ORDER BY i.issued_on DESC, x.notice_id, x.area_number) AS areas
           FROM objective_area x JOIN area y ON y.notice_id = x.notice_id AND y.area_number = x.area_number
           JOIN notice i ON i.notice_id = x.notice_id
           WHERE i.issued_on <= sen.today() GROUP BY x.objective_id) r ON r.objective_id = o.objective_id
WHERE o.agreed_on <= c.today
ORDER BY o.objective_id;
COMMENT ON VIEW objective_status IS
    'Every objective agreed by sen.today(): how it stands on that day by its own entries in the log, and how many of '
    'its actions are complete, open and overdue.';
COMMENT ON COLUMN objective_status.owner IS 'Title of the post that leads on it; empty if none is named.';
COMMENT ON COLUMN objective_status.partner_id IS 'The partner whose post leads on it; empty if none is named.';
COMMENT ON COLUMN objective_status.sector IS 'Sector of that partner.';
COMMENT ON COLUMN objective_status.areas IS
    'The areas of the notices issued by then that it serves, the latest notice first; empty if none.';
COMMENT ON COLUMN objective_status.delivery_status IS
    'How far the work has come, by the last entry about the objective that says; empty if none does. It is not worked '
    'out from the actions.';
COMMENT ON COLUMN objective_status.impact_status IS
    'What it has changed for children and families, by the last entry about the objective that says; empty if none '
    'does.';
COMMENT ON COLUMN objective_status.rag IS 'Colour of delivery_status; empty without one.';
COMMENT ON COLUMN objective_status.is_open IS 'True if work is still expected; so also without a status.';
COMMENT ON COLUMN objective_status.is_complete IS
    'True if the log says that everything is delivered. Neither open nor complete: given up.';
COMMENT ON COLUMN objective_status.delivery_status_since IS
    'Day from which delivery_status has been what it is; empty without one.';
COMMENT ON COLUMN objective_status.last_entry_on IS
    'Day of the last entry about the objective itself; empty if there is none.';
COMMENT ON COLUMN objective_status.last_progress_on IS
    'Day of the last entry about it or one of its actions that records progress; empty if none does.';
COMMENT ON COLUMN objective_status.last_action_entry_on IS
    'Day of the last entry about one of its actions; empty if there is none.';
COMMENT ON COLUMN objective_status.updated_for_last_meeting IS
    'True if the log has an entry about it or one of its actions for the last meeting (made for it, or between the '
    'meeting before and it) or since; empty if no meeting was held.';
COMMENT ON COLUMN objective_status.updated_since_last_meeting IS
    'True if the log has an entry about it or one of its actions made for the last meeting, on its day or since; empty '
    'if no meeting was held.';
COMMENT ON COLUMN objective_status.moved_since_last_meeting IS
    'True if its status is not the one before the last meeting, or progress was recorded for it or since, or it was '
    'agreed since, or one of its actions moved; empty if no meeting was held.';
COMMENT ON COLUMN objective_status.actions IS 'Actions agreed for it.';
COMMENT ON COLUMN objective_status.actions_complete IS 'Of these, complete.';
COMMENT ON COLUMN objective_status.actions_open IS 'Of these, open.';
COMMENT ON COLUMN objective_status.actions_overdue IS 'Of the open ones, past their due day.';
COMMENT ON COLUMN objective_status.days_overdue IS
    'Days by which the longest overdue of its actions is overdue; empty if none is.';
COMMENT ON COLUMN objective_status.measures IS 'Measures that the Board had agreed for it by then.';
COMMENT ON COLUMN objective_status.in_words IS 'The same in words.';
