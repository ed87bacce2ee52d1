-- read: reader

CREATE VIEW where_we_are AS
SELECT v.position, v.place, v.item, v.in_words, v.detail
FROM (
    SELECT 1 AS position, 1::bigint AS place, 'As on' AS item, sen.date_words(c.today) AS in_words, NULL::text AS detail
    FROM meeting_cycle c
    UNION ALL
    SELECT 2, 1, 'Last meeting of the Board', coalesce(sen.date_words(c.last_held_on), 'none is recorded'),
           sen.list_words('; ', m.title, x.in_words)
    FROM meeting_cycle c
    LEFT JOIN meeting m ON m.meeting_id = c.last_meeting_id
    LEFT JOIN entered_late x ON x.record_table = 'meeting' AND x.column_name = 'held_on'
        AND x.day = m.held_on AND x.key = jsonb_build_object('meeting_id', m.meeting_id)
    UNION ALL
    SELECT 3, 1, 'Next meeting of the Board', coalesce(sen.date_words(c.next_planned_on), 'none is planned'), m.title
    FROM meeting_cycle c LEFT JOIN meeting m ON m.meeting_id = c.next_meeting_id
    UNION ALL
    SELECT 4, row_number() OVER (ORDER BY n.issued_on, n.notice_id), n.title,
           'issued on ' || sen.date_words(n.issued_on),
           'actions to be delivered by ' || sen.date_words(n.actions_due_on)
               || CASE WHEN n.actions_due_on >= sen.today() THEN ': ' || sen.in_days(n.actions_due_on - sen.today())
                       || ' left' ELSE ': ' || sen.in_days(sen.today() - n.actions_due_on) || ' ago' END
    FROM notice n JOIN review_schedule s ON s.notice_id = n.notice_id
    UNION ALL
    SELECT 5, row_number() OVER (ORDER BY s.issued_on, s.notice_id), 'Next review by the Department', s.in_words,
           sen.list_words('; ', 'due by ' || sen.date_words(s.due_by),
                          'planned from ' || sen.date_words(s.next_planned_from)
                              || CASE WHEN s.next_planned_from > s.due_by
                                      THEN ', ' || sen.in_days(s.next_planned_from - s.due_by) || ' after that'
                                      ELSE '' END)
    FROM review_schedule s
    UNION ALL
    SELECT 6, 1, 'Last review on record', sen.date_words(r.held_on),
           sen.list_words('; ', CASE WHEN r.reported_on <= sen.today() THEN r.finding
                                     ELSE 'its report is not there yet' END, x.in_words)
    FROM (SELECT w.review_id, w.held_on, w.reported_on, w.finding FROM review w WHERE w.held_on <= sen.today()
          ORDER BY w.held_on DESC, w.review_id LIMIT 1) r
    LEFT JOIN entered_late x ON x.record_table = 'review' AND x.column_name = 'held_on'
        AND x.day = r.held_on AND x.key = jsonb_build_object('review_id', r.review_id)
) v
ORDER BY v.position, v.place;
COMMENT ON VIEW where_we_are IS
    'The first page of a pack of papers: the day, the meetings, the notices in force with the day by which actions are '
    'to be delivered, and the reviews.';
COMMENT ON COLUMN where_we_are.position IS 'Place of the item in the list, from 1.';
COMMENT ON COLUMN where_we_are.place IS 'Place among several of the same kind, such as two notices in force, from 1.';
COMMENT ON COLUMN where_we_are.item IS 'What it is about.';
COMMENT ON COLUMN where_we_are.in_words IS 'How it stands, in words or as a date.';
COMMENT ON COLUMN where_we_are.detail IS 'What else to know; empty if nothing.';
