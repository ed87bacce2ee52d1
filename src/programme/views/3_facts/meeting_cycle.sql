-- read: reader

CREATE VIEW meeting_cycle AS
SELECT t.today, l.meeting_id AS last_meeting_id, l.held_on AS last_held_on, b.meeting_id AS before_last_meeting_id,
       b.held_on AS before_last_held_on,
       n.meeting_id AS next_meeting_id, n.planned_on AS next_planned_on
FROM (SELECT sen.today() AS today) t
LEFT JOIN LATERAL (SELECT m.meeting_id, m.held_on FROM meeting m WHERE m.held_on < t.today
                   ORDER BY m.held_on DESC, m.meeting_id LIMIT 1) l ON true
LEFT JOIN LATERAL (SELECT m.meeting_id, m.held_on FROM meeting m WHERE m.held_on < l.held_on
                   ORDER BY m.held_on DESC, m.meeting_id LIMIT 1) b ON true
LEFT JOIN LATERAL (SELECT m.meeting_id, m.planned_on FROM meeting m
                   WHERE m.planned_on >= t.today AND coalesce(m.held_on >= t.today, true)
                       AND coalesce(m.cancelled_on > t.today, true)
                   ORDER BY m.planned_on, m.meeting_id LIMIT 1) n ON true;
COMMENT ON VIEW meeting_cycle IS
    'One row: the last meeting of the Board held before sen.today(), the one before it, and the next one planned. On '
    'the day of a meeting, that meeting is the next one. What other views call since the last meeting is from '
    'last_held_on on.';
COMMENT ON COLUMN meeting_cycle.today IS 'sen.today().';
COMMENT ON COLUMN meeting_cycle.last_meeting_id IS 'The last meeting held before that day; empty if there was none.';
COMMENT ON COLUMN meeting_cycle.last_held_on IS 'Day on which it was held.';
COMMENT ON COLUMN meeting_cycle.before_last_meeting_id IS 'The meeting held before that one; empty if there was none.';
COMMENT ON COLUMN meeting_cycle.before_last_held_on IS 'Day on which it was held.';
COMMENT ON COLUMN meeting_cycle.next_meeting_id IS
    'The next meeting planned for that day or later, and not cancelled by then; empty if there is none.';
COMMENT ON COLUMN meeting_cycle.next_planned_on IS 'Day for which it is planned.';
