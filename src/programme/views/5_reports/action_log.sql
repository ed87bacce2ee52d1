-- read: reader
-- meanings: log_entry

CREATE VIEW action_log AS
WITH entry AS (
    SELECT e.*, m.title AS at_meeting, m.held_on, m.meeting_id AS for_meeting,
           count(e.delivery_status) OVER so_far AS deliveries, count(e.impact_status) OVER so_far AS impacts,
           lead(e.log_entry_id) OVER so_far IS NULL AS is_latest
    FROM log_entry e
    CROSS JOIN meeting_cycle c
    -- Most entries name their meeting; only for the others is the next one looked for.
    LEFT JOIN meeting g ON g.meeting_id =
        CASE WHEN e.meeting_id IS NULL
             THEN (SELECT n.meeting_id FROM meeting n WHERE n.held_on >= e.entered_on AND n.held_on < c.today
                   ORDER BY n.held_on, n.meeting_id LIMIT 1)
             ELSE e.meeting_id END
    CROSS JOIN LATERAL (SELECT g.meeting_id, g.title, CASE WHEN g.held_on < c.today THEN g.held_on END AS held_on) m
    WHERE e.entered_on <= c.today
    WINDOW so_far AS (PARTITION BY e.objective_id, e.action_id ORDER BY e.entered_on, e.log_entry_id)
), told AS (
    SELECT e.*, CASE WHEN e.action_id IS NULL THEN 'objective' ELSE 'action' END AS kind,
           coalesce(e.action_id, e.objective_id) AS id,
           max(e.delivery_status) OVER (PARTITION BY e.objective_id, e.action_id, e.deliveries) AS delivery,
           max(e.impact_status) OVER (PARTITION BY e.objective_id, e.action_id, e.impacts) AS impact_so_far
    FROM entry e
), item AS (
    SELECT 'action' AS kind, a.action_id AS id, a.title, a.owner, a.delivery_status, a.rag FROM action_status a
    UNION ALL
    SELECT 'objective', o.objective_id, o.title, o.owner, o.delivery_status, o.rag FROM objective_status o
)
SELECT t.for_meeting AS meeting_id, t.at_meeting AS meeting, t.held_on, t.entered_on, i.kind, i.id, i.title, i.owner,
       CASE WHEN t.id IS NULL THEN i.delivery_status ELSE t.delivery END AS delivery_status,
           t.impact_so_far AS impact_status, CASE WHEN t.id IS NULL THEN i.rag ELSE d.rag END AS rag, t.progress,
           t.impact, n.name AS needs_more_from,
       sen.list_words('; ', 'slow to progress: ' || s.reasons, 'contribution to be strengthened: '
                      || n.name) AS highlight,
       coalesce(t.is_latest, true) AS is_latest, v.title AS evidence, coalesce(v.illustrative, false) AS illustrative,
       t.log_entry_id, x.in_words AS entered_late
FROM item i
LEFT JOIN told t ON t.kind = i.kind AND t.id = i.id
LEFT JOIN delivery_status d ON d.delivery_status = t.delivery
LEFT JOIN partner n ON n.partner_id = t.needs_more_from
LEFT JOIN evidence v ON v.evidence_id = t.evidence_id AND v.dated_on <= sen.today()
-- Grouped, so that who does not ask for highlight does not wait for slow_progress; nor who does not ask for
-- entered_late for the log.
LEFT JOIN (SELECT p.kind, p.id, max(p.reasons) AS reasons FROM slow_progress p
           GROUP BY p.kind, p.id) s ON s.kind = i.kind AND s.id = i.id AND coalesce(t.is_latest, true)
LEFT JOIN (SELECT e.key ->> 'log_entry_id' AS id, e.day, max(e.in_words) AS in_words FROM entered_late e
           WHERE e.record_table = 'log_entry' AND e.column_name = 'entered_on'
           GROUP BY e.key ->> 'log_entry_id', e.day) x ON x.id = t.log_entry_id::text AND x.day = t.entered_on
ORDER BY t.held_on DESC NULLS FIRST, t.entered_on DESC NULLS FIRST, i.kind DESC, i.id, t.log_entry_id DESC;
COMMENT ON VIEW action_log IS
    'The action and impact log as a Board reads it (paragraph 5(e) of the 2025 notice): every entry up to sen.today(), '
    'the latest meeting first, with the statuses as they stood after it. What has no entry yet is there with one row, '
    'at the top.';
COMMENT ON COLUMN action_log.meeting_id IS
    'The meeting that the entry is for: the one that it names, else the first one held on its day or later; empty if '
    'there is none yet.';
COMMENT ON COLUMN action_log.meeting IS 'Title of that meeting.';
COMMENT ON COLUMN action_log.held_on IS 'Day on which that meeting was held; empty if it has not been.';
COMMENT ON COLUMN action_log.entered_on IS 'Day of the entry; empty if there is none.';
COMMENT ON COLUMN action_log.kind IS 'objective or action.';
COMMENT ON COLUMN action_log.id IS 'Short name of the objective or action.';
COMMENT ON COLUMN action_log.title IS 'What is to be reached or done.';
COMMENT ON COLUMN action_log.owner IS 'Title of the post that answers for it; empty if an objective names none.';
COMMENT ON COLUMN action_log.delivery_status IS
    'How far the work had come after this entry; without an entry, as in action_status. Empty if nothing had said.';
COMMENT ON COLUMN action_log.impact_status IS
    'What it had changed for children and families after this entry; empty if no entry had said.';
COMMENT ON COLUMN action_log.rag IS 'Colour of delivery_status; empty without one.';
COMMENT ON COLUMN action_log.needs_more_from IS
    'Name of the partner whose contribution needs to be strengthened, as this entry says; empty if none.';
COMMENT ON COLUMN action_log.highlight IS
    'What the log has to highlight: on the last entry, that the objective or action is slow to progress on sen.today() '
    'and why; on any entry, whose contribution is to be strengthened. Empty if neither.';
COMMENT ON COLUMN action_log.is_latest IS
    'True for the last entry about this objective or action, or if there is none.';
COMMENT ON COLUMN action_log.evidence IS
    'Title of what the entry rests on; empty if it names nothing, or nothing dated by then.';
COMMENT ON COLUMN action_log.illustrative IS 'True if that is invented to show how the programme works.';
COMMENT ON COLUMN action_log.entered_late IS
    'If it was entered after a meeting of the Board that was held since entered_on: when, and after which; else empty.';
