-- Views of one programme: what the pack of papers shows beside the other views. All as on sen.today().
-- Part of the body of sen.create_programme(), run with search_path = the new schema.

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

CREATE VIEW actions_by_status AS
SELECT coalesce(a.delivery_status, 'no entry in the log') AS delivery_status, s.rag, count(*) AS actions,
       count(*) FILTER (WHERE a.overdue) AS overdue, count(*) FILTER (WHERE i.is_evidenced) AS with_impact,
       round(100.0 * count(*) / sum(count(*)) OVER (), 1) AS percent_of_actions, s.position
FROM action_status a
LEFT JOIN delivery_status s ON s.delivery_status = a.delivery_status
LEFT JOIN impact_status i ON i.impact_status = a.impact_status
GROUP BY a.delivery_status, s.rag, s.position
ORDER BY s.position NULLS FIRST;
COMMENT ON VIEW actions_by_status IS 'How many actions of the plan have come how far.';
COMMENT ON COLUMN actions_by_status.delivery_status IS 'How far the work has come, by the last entry in the log; or no entry in the log.';
COMMENT ON COLUMN actions_by_status.rag IS 'Colour of the status; empty without one.';
COMMENT ON COLUMN actions_by_status.actions IS 'Actions with this status.';
COMMENT ON COLUMN actions_by_status.overdue IS 'Of these, actions that are open past their due day.';
COMMENT ON COLUMN actions_by_status.with_impact IS 'Of these, actions with evidence that children and families notice it.';
COMMENT ON COLUMN actions_by_status.percent_of_actions IS 'Share of all actions, in percent to one decimal.';
COMMENT ON COLUMN actions_by_status.position IS 'Place of the status in reports; empty without one.';

CREATE VIEW open_escalations AS
SELECT e.escalation_id, e.what, e.escalated_to, p.title AS to_post, e.raised_on, sen.today() - e.raised_on AS days_open, e.objective_id, e.action_id, e.risk_id
FROM escalation e JOIN post p ON p.post_id = e.escalated_to
WHERE e.raised_on <= sen.today() AND coalesce(e.resolved_on > sen.today(), true)
ORDER BY e.raised_on, e.escalation_id;
COMMENT ON VIEW open_escalations IS 'Matters that the Board escalated and that are not resolved, the oldest first.';
COMMENT ON COLUMN open_escalations.to_post IS 'Title of that post.';
COMMENT ON COLUMN open_escalations.days_open IS 'Days since it was raised.';

CREATE VIEW evidence_in_use AS
SELECT e.illustrative, e.evidence_id, e.kind, e.title, e.dated_on, e.held_at,
       coalesce(m.measurements, 0) AS measurements, coalesce(l.entries, 0) AS log_entries
FROM evidence e
LEFT JOIN (SELECT t.evidence_id, count(*) AS measurements FROM measurement t WHERE coalesce(t.reported_on, t.period_to) <= sen.today() GROUP BY t.evidence_id) m ON m.evidence_id = e.evidence_id
LEFT JOIN (SELECT t.evidence_id, count(*) AS entries FROM log_entry t WHERE t.entered_on <= sen.today() GROUP BY t.evidence_id) l ON l.evidence_id = e.evidence_id
WHERE e.dated_on <= sen.today()
ORDER BY e.illustrative, e.dated_on, e.evidence_id;
COMMENT ON VIEW evidence_in_use IS 'The documents, publications and records on which the programme rests on sen.today(), with what is invented to show how it works last.';
COMMENT ON COLUMN evidence_in_use.measurements IS 'Figures that rest on it.';
COMMENT ON COLUMN evidence_in_use.log_entries IS 'Entries of the log that rest on it.';
