-- read: reader
-- meanings: action

CREATE VIEW action_status AS
SELECT a.action_id, a.objective_id, a.title, a.owner_post, p.title AS owner, p.partner_id, n.sector, a.agreed_on,
       a.due_on,
       CASE WHEN s.done THEN a.done_on END AS done_on,
       s.delivery_status, g.impact_status, d.rag, s.is_open, s.is_complete,
       CASE WHEN s.delivery_status IS NOT DISTINCT FROM g.delivery_status THEN g.delivery_status_since
            ELSE a.done_on END AS delivery_status_since,
       g.last_entry_on, g.last_progress_on,
       CASE WHEN c.last_held_on IS NOT NULL THEN coalesce(g.updated_for_last_meeting, false)
       END AS updated_for_last_meeting,
       CASE WHEN c.last_held_on IS NOT NULL THEN coalesce(g.updated_since_last_meeting, false)
       END AS updated_since_last_meeting,
       CASE WHEN c.last_held_on IS NOT NULL THEN a.agreed_on >= c.last_held_on
            OR coalesce(g.progress_since_last_meeting, false) OR (s.done AND a.done_on >= c.last_held_on)
                                                 OR g.delivery_status IS DISTINCT FROM g.delivery_status_at_last_meeting
                                                     END AS moved_since_last_meeting,
       s.is_open AND coalesce(a.due_on < c.today, false) AS overdue,
       CASE WHEN s.is_open AND a.due_on < c.today THEN c.today - a.due_on END AS days_overdue,
       m.measure_id, f.first_due_on, f.days_moved,
       CASE WHEN s.done THEN 'done on ' || sen.date_words(a.done_on)
                || CASE WHEN a.done_on > a.due_on THEN ', ' || sen.in_days(a.done_on - a.due_on) || ' late'
                        WHEN a.done_on <= a.due_on THEN ', in time' ELSE '' END
                || coalesce('; ' || x.in_words, '')
            WHEN s.is_complete THEN 'complete'
            WHEN NOT s.is_open THEN 'not pursued'
            WHEN a.due_on IS NULL THEN 'no day agreed'
            WHEN a.due_on < c.today THEN sen.in_days(c.today - a.due_on) || ' overdue'
            WHEN a.due_on = c.today THEN 'due today'
            ELSE sen.in_days(a.due_on - c.today) || ' to go' END
       || CASE WHEN f.days_moved > 0 THEN ', moved by ' || sen.in_days(f.days_moved) || ' from '
                                          || sen.date_words(f.first_due_on)
               WHEN f.days_moved < 0 THEN ', brought forward by ' || sen.in_days(-f.days_moved) || ' from '
                                          || sen.date_words(f.first_due_on)
               ELSE '' END AS due_in_words,
       a.lead_post, e.title AS lead, a.success_criteria
FROM action a
CROSS JOIN meeting_cycle c
JOIN post p ON p.post_id = a.owner_post
LEFT JOIN post e ON e.post_id = a.lead_post
JOIN partner n ON n.partner_id = p.partner_id
LEFT JOIN status_in_log g ON g.kind = 'action' AND g.id = a.action_id
LEFT JOIN delivery_status l ON l.delivery_status = g.delivery_status
LEFT JOIN (SELECT w.delivery_status FROM delivery_status w WHERE w.is_complete ORDER BY w.position LIMIT 1) k ON true
CROSS JOIN LATERAL (SELECT coalesce(a.done_on <= c.today, false) AS done) o
CROSS JOIN LATERAL (SELECT o.done,
                           CASE WHEN o.done AND NOT coalesce(l.is_complete, false) THEN coalesce(k.delivery_status,
                                    g.delivery_status) ELSE g.delivery_status END AS delivery_status,
                           NOT o.done AND coalesce(l.is_open, true) AS is_open,
                           o.done OR coalesce(l.is_complete, false) AS is_complete) s
LEFT JOIN delivery_status d ON d.delivery_status = s.delivery_status
LEFT JOIN measure m ON m.measure_id = a.measure_id AND coalesce(m.agreed_on, m.baseline_on) <= c.today
-- Grouped, so that who does not ask for it does not wait for it.
LEFT JOIN (SELECT p.id, min(p.first_agreed_on) AS first_due_on, min(p.days_moved) AS days_moved
           FROM slippage p WHERE p.kind = 'action' AND p.what = 'due day' AND p.times_moved > 0
           GROUP BY p.id) f ON f.id = a.action_id
LEFT JOIN (SELECT t.key ->> 'action_id' AS id, t.day, max(t.in_words) AS in_words FROM entered_late t
           WHERE t.record_table = 'action' AND t.column_name = 'done_on'
           GROUP BY t.key ->> 'action_id', t.day) x ON x.id = a.action_id AND x.day = a.done_on
WHERE a.agreed_on <= c.today
ORDER BY a.action_id;
COMMENT ON VIEW action_status IS
    'Every action agreed by sen.today(), and how it stands on that day by the log. An action with done_on by then is '
    'complete, whatever the log says.';
COMMENT ON COLUMN action_status.owner IS 'Title of the post that answers for it.';
COMMENT ON COLUMN action_status.partner_id IS 'The partner whose post answers for it.';
COMMENT ON COLUMN action_status.sector IS 'Sector of that partner.';
COMMENT ON COLUMN action_status.done_on IS
    'Day on which it was delivered; empty if that day is later than sen.today() or not recorded.';
COMMENT ON COLUMN action_status.delivery_status IS
    'How far the work has come, by the last entry of the log that says; empty if none does. If done_on says that it is '
    'delivered and the log does not, the first word for complete in table delivery_status.';
COMMENT ON COLUMN action_status.impact_status IS
    'What it has changed for children and families, by the last entry of the log that says; empty if none does.';
COMMENT ON COLUMN action_status.rag IS 'Colour of delivery_status; empty without one.';
COMMENT ON COLUMN action_status.is_open IS 'True if work is still expected; so also without a status.';
COMMENT ON COLUMN action_status.is_complete IS 'True if everything is delivered. Neither open nor complete: given up.';
COMMENT ON COLUMN action_status.delivery_status_since IS
    'Day from which delivery_status has been what it is; empty without one.';
COMMENT ON COLUMN action_status.last_entry_on IS 'Day of its last entry in the log; empty if there is none.';
COMMENT ON COLUMN action_status.last_progress_on IS 'Day of the last entry that records progress; empty if none does.';
COMMENT ON COLUMN action_status.updated_for_last_meeting IS
    'True if the log has an entry for the last meeting (made for it, or between the meeting before and it) or since; '
    'empty if no meeting was held.';
COMMENT ON COLUMN action_status.updated_since_last_meeting IS
    'True if the log has an entry made for the last meeting, on its day or since; empty if no meeting was held.';
COMMENT ON COLUMN action_status.moved_since_last_meeting IS
    'True if its status is not the one before the last meeting, or progress was recorded for it or since, or it was '
    'done or agreed since; empty if no meeting was held.';
COMMENT ON COLUMN action_status.overdue IS 'True if it is open and due_on is past.';
COMMENT ON COLUMN action_status.days_overdue IS 'Days from due_on to sen.today() if it is overdue, else empty.';
COMMENT ON COLUMN action_status.measure_id IS
    'The measure that it is meant to move; empty if none is named, or the Board had not agreed it by then.';
COMMENT ON COLUMN action_status.first_due_on IS
    'The day that was agreed first, if it was moved since; else empty. See slippage.';
COMMENT ON COLUMN action_status.days_moved IS
    'Days from there to due_on: negative if it was brought forward. Empty if it was not moved.';
COMMENT ON COLUMN action_status.due_in_words IS
    'How far its day is away, or how late it is, and by how much that day was moved, in words: 12 days to go, moved by '
    '300 days from 1 September 2025.';
COMMENT ON COLUMN action_status.lead IS
    'Title of the post that does the work, where that is another; empty if none is named.';
