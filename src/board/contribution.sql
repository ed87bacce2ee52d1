-- Views of one programme: whose contribution needs to be strengthened, and the action and impact log as a Board reads it.
-- Part of the body of sen.create_programme(), run with search_path = the new schema.

CREATE VIEW contribution_gaps AS
WITH act AS MATERIALIZED (
    SELECT a.action_id, a.partner_id, a.is_open, a.overdue, a.agreed_on < c.last_held_on AND NOT a.updated_for_last_meeting AS without_update FROM action_status a CROSS JOIN meeting_cycle c
), lead AS (
    SELECT a.partner_id, count(*) AS leads, count(*) FILTER (WHERE a.is_open) AS open, count(*) FILTER (WHERE a.overdue) AS overdue,
           count(*) FILTER (WHERE a.is_open AND a.without_update) AS without_update
    FROM act a GROUP BY a.partner_id
), slow AS (
    SELECT s.partner_id, count(*) AS slow FROM slow_progress s WHERE s.kind = 'action' GROUP BY s.partner_id
), contributes AS (
    SELECT t.partner_id, count(*) AS contributes_to, count(*) FILTER (WHERE a.overdue) AS overdue
    FROM contribution t JOIN act a ON a.action_id = t.action_id AND a.partner_id <> t.partner_id GROUP BY t.partner_id
), asked AS (   -- by the entries of the last day on which the log says anything about the item
    SELECT e.needs_more_from AS partner_id, count(DISTINCT (e.objective_id, e.action_id)) AS asked
    FROM (SELECT x.*, max(x.entered_on) OVER (PARTITION BY x.objective_id, x.action_id) AS last_entry_on FROM log_entry x WHERE x.entered_on <= sen.today()) e
    LEFT JOIN act a ON a.action_id = e.action_id
    LEFT JOIN objective_status o ON o.objective_id = e.objective_id
    WHERE e.entered_on = e.last_entry_on AND e.needs_more_from IS NOT NULL AND coalesce(a.is_open, o.is_open)
    GROUP BY e.needs_more_from
), held AS (
    SELECT m.meeting_id, m.held_on FROM meeting m CROSS JOIN meeting_cycle c
    WHERE m.held_on < c.today AND m.held_on >= (c.today - make_interval(months => 12))::date AND EXISTS (SELECT FROM attendance t WHERE t.meeting_id = m.meeting_id)
), present AS (
    SELECT x.partner_id, count(*) AS expected_at, count(*) FILTER (WHERE x.present) AS attended
    FROM (SELECT p.partner_id, h.meeting_id, coalesce(bool_or(t.attendance IN ('present', 'deputy')), false) AS present
          FROM held h
          CROSS JOIN post p
          LEFT JOIN invitation i ON i.meeting_id = h.meeting_id AND i.post_id = p.post_id AND i.sent_on <= h.held_on
          LEFT JOIN attendance t ON t.meeting_id = h.meeting_id AND t.post_id = p.post_id
          WHERE p.attends_as = 'member' OR i.post_id IS NOT NULL OR t.post_id IS NOT NULL
          GROUP BY p.partner_id, h.meeting_id) x
    GROUP BY x.partner_id
), escalated AS (
    SELECT p.partner_id, count(*) AS escalations FROM escalation e JOIN post p ON p.post_id = e.escalated_to
    WHERE e.raised_on <= sen.today() AND coalesce(e.resolved_on > sen.today(), true) GROUP BY p.partner_id
), seat AS (
    SELECT n.sector, bool_or(p.attends_as = 'member') AS has_member FROM partner n LEFT JOIN post p ON p.partner_id = n.partner_id GROUP BY n.sector
)
SELECT s.sector, n.partner_id, n.name AS partner, coalesce(l.leads, 0) AS leads, coalesce(l.open, 0) AS open, coalesce(l.overdue, 0) AS overdue, coalesce(w.slow, 0) AS slow,
       coalesce(l.without_update, 0) AS without_update, coalesce(b.contributes_to, 0) AS contributes_to, coalesce(b.overdue, 0) AS contributes_to_overdue, coalesce(k.asked, 0) AS asked_for_more,
       coalesce(v.expected_at, 0) AS meetings_expected, coalesce(v.attended, 0) AS meetings_attended, round(100.0 * v.attended / v.expected_at, 1) AS percent_attended,
       coalesce(e.escalations, 0) AS escalations_open, s.is_external,
       num_nonnulls(g.no_seat, g.overdue, g.slow, g.without_update, g.asked, g.missed, g.escalated) AS gaps,
       coalesce(nullif(concat_ws('; ', g.no_seat, g.overdue, g.slow, g.without_update, g.asked, g.missed, g.escalated), ''), 'none') AS gap
FROM sector s
LEFT JOIN partner n ON n.sector = s.sector
LEFT JOIN seat t ON t.sector = s.sector
LEFT JOIN lead l ON l.partner_id = n.partner_id
LEFT JOIN slow w ON w.partner_id = n.partner_id
LEFT JOIN contributes b ON b.partner_id = n.partner_id
LEFT JOIN asked k ON k.partner_id = n.partner_id
LEFT JOIN present v ON v.partner_id = n.partner_id
LEFT JOIN escalated e ON e.partner_id = n.partner_id
CROSS JOIN LATERAL (
    SELECT CASE WHEN NOT s.expected_on_board THEN NULL
                WHEN n.partner_id IS NULL THEN 'no partner of this sector takes part, though the notice expects its leaders at the Board'
                WHEN NOT coalesce(t.has_member, false) THEN 'no post of this sector is a member of the Board, though the notice expects its leaders there' END AS no_seat,
           'open actions overdue: ' || nullif(l.overdue, 0) || ' of ' || l.open AS overdue,
           'open actions slow: ' || nullif(w.slow, 0) || ' of ' || l.open AS slow,
           'without update for the last meeting: ' || nullif(l.without_update, 0) || ' of ' || l.open AS without_update,
           'asked in the log for a stronger contribution: ' || CASE k.asked WHEN 1 THEN '1 action or objective' ELSE k.asked || ' actions or objectives' END AS asked,
           CASE WHEN NOT s.is_external AND v.attended < v.expected_at THEN 'attended ' || v.attended || ' of ' || v.expected_at || ' meetings in twelve months' END AS missed,
           'escalated to it and not resolved: ' || nullif(e.escalations, 0) AS escalated) g
WHERE n.partner_id IS NOT NULL OR s.expected_on_board
ORDER BY s.is_external, n.partner_id IS NOT NULL, gaps DESC, overdue DESC, slow DESC, percent_attended NULLS LAST, s.position, n.partner_id;
COMMENT ON VIEW contribution_gaps IS 'Where contributions need to be strengthened on sen.today() (paragraph 5(e) of the 2025 notice): one row for each partner, and one for each sector that the notice expects at the Board and that has no partner. Those that are missing altogether come first, then those with most kinds of gap; DfE and NHS England, who attend from outside, come last, and their attendance is no gap.';
COMMENT ON COLUMN contribution_gaps.sector IS 'The sector.';
COMMENT ON COLUMN contribution_gaps.partner_id IS 'The partner; empty if the sector has none.';
COMMENT ON COLUMN contribution_gaps.partner IS 'Full name of the partner; empty if the sector has none.';
COMMENT ON COLUMN contribution_gaps.leads IS 'Actions agreed by then for which one of its posts answers.';
COMMENT ON COLUMN contribution_gaps.open IS 'Of these, open.';
COMMENT ON COLUMN contribution_gaps.overdue IS 'Of the open ones, past their due day.';
COMMENT ON COLUMN contribution_gaps.slow IS 'Of the open ones, in view slow_progress.';
COMMENT ON COLUMN contribution_gaps.without_update IS 'Of the open ones, agreed before the last meeting and without an entry in the log for it or since.';
COMMENT ON COLUMN contribution_gaps.contributes_to IS 'Actions led by others to which it contributes.';
COMMENT ON COLUMN contribution_gaps.contributes_to_overdue IS 'Of these, overdue. That is no gap of its own: the owner answers for them.';
COMMENT ON COLUMN contribution_gaps.asked_for_more IS 'Open actions and objectives for which the log asks more of it, by the entries of the last day on which it says anything about them.';
COMMENT ON COLUMN contribution_gaps.meetings_expected IS 'Meetings held before sen.today() and not more than twelve months ago at which it was expected: one of its posts is a member, was invited, or is recorded. Meetings without any record of attendance are left out.';
COMMENT ON COLUMN contribution_gaps.meetings_attended IS 'Of these, meetings at which one of its posts was present, or a deputy for it.';
COMMENT ON COLUMN contribution_gaps.percent_attended IS 'meetings_attended as a share of meetings_expected, in percent to one decimal. Empty if there is none.';
COMMENT ON COLUMN contribution_gaps.escalations_open IS 'Matters escalated to one of its posts and not resolved.';
COMMENT ON COLUMN contribution_gaps.is_external IS 'True if the sector attends from outside.';
COMMENT ON COLUMN contribution_gaps.gaps IS 'How many kinds of gap there are, from 0 to 7.';
COMMENT ON COLUMN contribution_gaps.gap IS 'The gaps in words; none if there is none.';

CREATE VIEW action_log AS
WITH entry AS (
    SELECT e.*, m.title AS at_meeting, m.held_on, m.meeting_id AS for_meeting,
           count(e.delivery_status) OVER so_far AS deliveries, count(e.impact_status) OVER so_far AS impacts,
           lag(e.log_entry_id) OVER latest_first IS NULL AS is_latest
    FROM log_entry e
    CROSS JOIN meeting_cycle c
    LEFT JOIN LATERAL (
        SELECT m.meeting_id, m.title, CASE WHEN m.held_on < c.today THEN m.held_on END AS held_on FROM meeting m
        WHERE CASE WHEN e.meeting_id IS NULL THEN m.held_on >= e.entered_on AND m.held_on < c.today ELSE m.meeting_id = e.meeting_id END
        ORDER BY m.held_on, m.meeting_id LIMIT 1) m ON true
    WHERE e.entered_on <= c.today
    WINDOW so_far AS (PARTITION BY e.objective_id, e.action_id ORDER BY e.entered_on, e.log_entry_id),
           latest_first AS (PARTITION BY e.objective_id, e.action_id ORDER BY e.entered_on DESC, e.log_entry_id DESC)
), told AS (
    SELECT e.*, CASE WHEN e.action_id IS NULL THEN 'objective' ELSE 'action' END AS kind, coalesce(e.action_id, e.objective_id) AS id,
           max(e.delivery_status) OVER (PARTITION BY e.objective_id, e.action_id, e.deliveries) AS delivery, max(e.impact_status) OVER (PARTITION BY e.objective_id, e.action_id, e.impacts) AS impact_so_far
    FROM entry e
), item AS (
    SELECT 'action' AS kind, a.action_id AS id, a.title, a.owner, a.delivery_status, a.rag FROM action_status a
    UNION ALL
    SELECT 'objective', o.objective_id, o.title, o.owner, o.delivery_status, o.rag FROM objective_status o
)
SELECT t.for_meeting AS meeting_id, t.at_meeting AS meeting, t.held_on, t.entered_on, i.kind, i.id, i.title, i.owner,
       CASE WHEN t.id IS NULL THEN i.delivery_status ELSE t.delivery END AS delivery_status, t.impact_so_far AS impact_status, CASE WHEN t.id IS NULL THEN i.rag ELSE d.rag END AS rag, t.progress, t.impact, n.name AS needs_more_from,
       nullif(concat_ws('; ', 'slow to progress: ' || s.reasons, 'contribution to be strengthened: ' || n.name), '') AS highlight,
       coalesce(t.is_latest, true) AS is_latest, v.title AS evidence, coalesce(v.illustrative, false) AS illustrative, t.log_entry_id
FROM item i
LEFT JOIN told t ON t.kind = i.kind AND t.id = i.id
LEFT JOIN delivery_status d ON d.delivery_status = t.delivery
LEFT JOIN partner n ON n.partner_id = t.needs_more_from
LEFT JOIN evidence v ON v.evidence_id = t.evidence_id AND v.dated_on <= sen.today()
-- Grouped, so that who does not ask for highlight does not wait for slow_progress.
LEFT JOIN (SELECT p.kind, p.id, max(p.reasons) AS reasons FROM slow_progress p GROUP BY p.kind, p.id) s ON s.kind = i.kind AND s.id = i.id AND coalesce(t.is_latest, true)
ORDER BY t.held_on DESC NULLS FIRST, t.entered_on DESC NULLS FIRST, i.kind DESC, i.id, t.log_entry_id DESC;
COMMENT ON VIEW action_log IS 'The action and impact log as a Board reads it (paragraph 5(e) of the 2025 notice): every entry up to sen.today(), the latest meeting first, with the statuses as they stood after it. What has no entry yet is there with one row, at the top.';
COMMENT ON COLUMN action_log.meeting_id IS 'The meeting that the entry is for: the one that it names, else the first one held on its day or later; empty if there is none yet.';
COMMENT ON COLUMN action_log.meeting IS 'Title of that meeting.';
COMMENT ON COLUMN action_log.held_on IS 'Day on which that meeting was held; empty if it has not been.';
COMMENT ON COLUMN action_log.entered_on IS 'Day of the entry; empty if there is none.';
COMMENT ON COLUMN action_log.kind IS 'objective or action.';
COMMENT ON COLUMN action_log.id IS 'Short name of the objective or action.';
COMMENT ON COLUMN action_log.title IS 'What is to be reached or done.';
COMMENT ON COLUMN action_log.owner IS 'Title of the post that answers for it; empty if an objective names none.';
COMMENT ON COLUMN action_log.delivery_status IS 'How far the work had come after this entry; without an entry, as in action_status. Empty if nothing had said.';
COMMENT ON COLUMN action_log.impact_status IS 'What it had changed for children and families after this entry; empty if no entry had said.';
COMMENT ON COLUMN action_log.rag IS 'Colour of delivery_status; empty without one.';
COMMENT ON COLUMN action_log.needs_more_from IS 'Name of the partner whose contribution needs to be strengthened, as this entry says; empty if none.';
COMMENT ON COLUMN action_log.highlight IS 'What the log has to highlight: on the last entry, that the objective or action is slow to progress on sen.today() and why; on any entry, whose contribution is to be strengthened. Empty if neither.';
COMMENT ON COLUMN action_log.is_latest IS 'True for the last entry about this objective or action, or if there is none.';
COMMENT ON COLUMN action_log.evidence IS 'Title of what the entry rests on; empty if it names nothing, or nothing dated by then.';
COMMENT ON COLUMN action_log.illustrative IS 'True if that is invented to show how the programme works.';
