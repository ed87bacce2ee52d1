-- read: nobody

-- An entry of the log counts on the day of the meeting that it was made for, whether it was written in the
-- papers before or with the minutes after; an entry for no meeting, or for one not held yet, counts on its own day.
CREATE VIEW status_in_log AS
SELECT CASE WHEN e.action_id IS NULL THEN 'objective' ELSE 'action' END AS kind,
       coalesce(e.action_id, e.objective_id) AS id,
       (array_agg(e.delivery_status
                  ORDER BY e.entered_on DESC, e.log_entry_id DESC) FILTER (WHERE e.delivery_status IS NOT NULL))[1]
           AS delivery_status,
       max(e.entered_on) FILTER (WHERE e.delivery_status <> coalesce(e.status_before, '')) AS delivery_status_since,
       (array_agg(e.delivery_status
                  ORDER BY e.entered_on DESC, e.log_entry_id DESC) FILTER (WHERE e.delivery_status IS NOT NULL
            AND e.counts_on < e.last_held_on))[1] AS delivery_status_at_last_meeting,
       (array_agg(e.impact_status
                  ORDER BY e.entered_on DESC, e.log_entry_id DESC) FILTER (WHERE e.impact_status IS NOT NULL))[1]
           AS impact_status,
       max(e.entered_on) AS last_entry_on,
       max(e.entered_on) FILTER (WHERE e.progress IS NOT NULL) AS last_progress_on,
       coalesce(bool_or(e.counts_on > coalesce(e.before_last_held_on, '-infinity')), false) AS updated_for_last_meeting,
       coalesce(bool_or(e.counts_on >= e.last_held_on), false) AS updated_since_last_meeting,
       coalesce(bool_or(e.counts_on >= e.last_held_on AND e.progress IS NOT NULL), false) AS progress_since_last_meeting
FROM (SELECT l.*, c.last_held_on, c.before_last_held_on,
             CASE WHEN m.held_on < c.today THEN m.held_on ELSE l.entered_on END AS counts_on,
             lag(l.delivery_status) OVER (PARTITION BY l.objective_id, l.action_id, l.delivery_status IS NULL
                                          ORDER BY l.entered_on, l.log_entry_id) AS status_before
      FROM log_entry l
      CROSS JOIN meeting_cycle c
      LEFT JOIN meeting m ON m.meeting_id = l.meeting_id
      WHERE l.entered_on <= c.today) e
GROUP BY e.objective_id, e.action_id;
COMMENT ON VIEW status_in_log IS
    'How each objective and action stands by its own entries in the log up to sen.today(); what has no entry is not '
    'here. The last entry that gives a status says it: of several on one day, the one with the highest number.';
COMMENT ON COLUMN status_in_log.kind IS 'objective or action.';
COMMENT ON COLUMN status_in_log.id IS 'Short name of the objective or action.';
COMMENT ON COLUMN status_in_log.delivery_status IS 'How far the work has come; empty if no entry says.';
COMMENT ON COLUMN status_in_log.delivery_status_since IS
    'Day of the entry from which the status has been what it is; empty without a status.';
COMMENT ON COLUMN status_in_log.delivery_status_at_last_meeting IS
    'The status before the last meeting: by the entries that count before it. Empty if none says, or if no meeting was '
    'held.';
COMMENT ON COLUMN status_in_log.impact_status IS
    'What it has changed for children and families; empty if no entry says.';
COMMENT ON COLUMN status_in_log.last_entry_on IS 'Day of the last entry in the log.';
COMMENT ON COLUMN status_in_log.last_progress_on IS 'Day of the last entry that records progress; empty if none does.';
COMMENT ON COLUMN status_in_log.updated_for_last_meeting IS
    'True if the log has an entry for the last meeting (made for it, or between the meeting before and it) or since.';
COMMENT ON COLUMN status_in_log.updated_since_last_meeting IS
    'True if the log has an entry made for the last meeting, on its day or since.';
COMMENT ON COLUMN status_in_log.progress_since_last_meeting IS 'True if such an entry records progress.';
