-- read: reader

CREATE VIEW where_we_are AS
SELECT v.position, v.place, v.item, v.standing, v.detail
FROM (
    SELECT 1 AS position, 1::bigint AS place, 'As on' AS item, to_char(c.today, 'FMDD FMMonth YYYY') AS standing, NULL::text AS detail
    FROM meeting_cycle c
    UNION ALL
    SELECT 2, 1, 'Last meeting of the Board', coalesce(to_char(c.last_held_on, 'FMDD FMMonth YYYY'), 'none is recorded'), m.title
    FROM meeting_cycle c LEFT JOIN meeting m ON m.meeting_id = c.last_meeting_id
    UNION ALL
    SELECT 3, 1, 'Next meeting of the Board', coalesce(to_char(c.next_planned_on, 'FMDD FMMonth YYYY'), 'none is planned'), m.title
    FROM meeting_cycle c LEFT JOIN meeting m ON m.meeting_id = c.next_meeting_id
    UNION ALL
    SELECT 4, row_number() OVER (ORDER BY n.issued_on, n.notice_id), n.title, 'issued on ' || to_char(n.issued_on, 'FMDD FMMonth YYYY'),
           'actions to be delivered by ' || to_char(n.actions_due_on, 'FMDD FMMonth YYYY')
               || CASE WHEN n.actions_due_on >= sen.today() THEN ': ' || sen.in_days(n.actions_due_on - sen.today()) || ' left' ELSE ': ' || sen.in_days(sen.today() - n.actions_due_on) || ' ago' END
    FROM notice n JOIN review_schedule s ON s.notice_id = n.notice_id
    UNION ALL
    SELECT 5, row_number() OVER (ORDER BY s.issued_on, s.notice_id), 'Next review by the Department', s.standing,
           nullif(concat_ws('; ', 'due by ' || to_char(s.due_by, 'FMDD FMMonth YYYY'), 'planned from ' || to_char(s.next_planned_from, 'FMDD FMMonth YYYY')), '')
    FROM review_schedule s
    UNION ALL
    SELECT 6, 1, 'Last review on record', to_char(r.held_on, 'FMDD FMMonth YYYY'), CASE WHEN r.reported_on <= sen.today() THEN r.finding ELSE 'its report is not there yet' END
    FROM (SELECT w.held_on, w.reported_on, w.finding FROM review w WHERE w.held_on <= sen.today() ORDER BY w.held_on DESC, w.review_id LIMIT 1) r
) v
ORDER BY v.position, v.place;
COMMENT ON VIEW where_we_are IS 'The first page of a pack of papers: the day, the meetings, the notices in force with the day by which actions are to be delivered, and the reviews.';
COMMENT ON COLUMN where_we_are.position IS 'Place of the item in the list, from 1.';
COMMENT ON COLUMN where_we_are.place IS 'Place among several of the same kind, such as two notices in force, from 1.';
COMMENT ON COLUMN where_we_are.item IS 'What it is about.';
COMMENT ON COLUMN where_we_are.standing IS 'How it stands, in words or as a date.';
COMMENT ON COLUMN where_we_are.detail IS 'What else to know; empty if nothing.';
