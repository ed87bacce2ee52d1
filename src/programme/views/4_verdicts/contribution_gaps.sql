-- read: reader

CREATE VIEW contribution_gaps AS
WITH act AS MATERIALIZED (
    SELECT a.action_id, a.partner_id, a.is_open, a.overdue, a.agreed_on < c.last_held_on
           AND NOT a.updated_for_last_meeting AS without_update FROM action_status a CROSS JOIN meeting_cycle c
), lead AS (
    SELECT a.partner_id, count(*) AS leads, count(*) FILTER (WHERE a.is_open) AS open,
           count(*) FILTER (WHERE a.overdue) AS overdue,
           count(*) FILTER (WHERE a.is_open AND a.without_update) AS without_update
    FROM act a GROUP BY a.partner_id
), slow AS (
    SELECT s.partner_id, count(*) AS slow FROM slow_progress s WHERE s.kind = 'action' GROUP BY s.partner_id
), contributes AS (
    SELECT t.partner_id, count(*) AS contributes_to, count(*) FILTER (WHERE a.overdue) AS overdue
    FROM contribution t JOIN act a ON a.action_id = t.action_id AND a.partner_id <> t.partner_id GROUP BY t.partner_id
), asked AS (   -- by the entries of the last day on which the log says anything about the item
    SELECT e.needs_more_from AS partner_id, count(DISTINCT (e.objective_id, e.action_id)) AS asked
    FROM (SELECT x.*, max(x.entered_on) OVER (PARTITION BY x.objective_id, x.action_id) AS last_entry_on
          FROM log_entry x WHERE x.entered_on <= sen.today()) e
    LEFT JOIN act a ON a.action_id = e.action_id
    LEFT JOIN objective_status o ON o.objective_id = e.objective_id
    WHERE e.entered_on = e.last_entry_on AND e.needs_more_from IS NOT NULL AND coalesce(a.is_open, o.is_open)
    GROUP BY e.needs_more_from
), held AS (
    SELECT m.meeting_id, m.held_on FROM meeting m CROSS JOIN meeting_cycle c
    WHERE m.held_on < c.today AND m.held_on >= (c.today - make_interval(months => 12))::date
        AND EXISTS (SELECT FROM attendance t WHERE t.meeting_id = m.meeting_id)
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
    SELECT p.partner_id, count(*) AS escalations
    FROM open_escalations e JOIN post p ON p.post_id = e.escalated_to
    GROUP BY p.partner_id
), seat AS (
    SELECT n.sector, bool_or(p.attends_as = 'member') AS has_member FROM partner n
    LEFT JOIN post p ON p.partner_id = n.partner_id GROUP BY n.sector
)
SELECT s.sector, n.partner_id, n.name AS partner, coalesce(l.leads, 0) AS leads, coalesce(l.open, 0) AS open,
       coalesce(l.overdue, 0) AS overdue, coalesce(w.slow, 0) AS slow,
       coalesce(l.without_update, 0) AS without_update, coalesce(b.contributes_to, 0) AS contributes_to,
       coalesce(b.overdue, 0) AS contributes_to_overdue, coalesce(k.asked, 0) AS asked_for_more,
       coalesce(v.expected_at, 0) AS meetings_expected, coalesce(v.attended, 0) AS meetings_attended,
       sen.percent(v.attended, v.expected_at) AS percent_attended,
       coalesce(e.escalations, 0) AS escalations_open, s.is_external,
       num_nonnulls(g.no_seat, g.overdue, g.slow, g.without_update, g.asked, g.missed, g.escalated) AS gaps,
       coalesce(sen.list_words('; ', g.no_seat, g.overdue, g.slow, g.without_update, g.asked, g.missed, g.escalated),
                'none') AS gap
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
                WHEN n.partner_id IS NULL THEN 'no partner of this sector takes part, though an improvement notice '
                                               'expects its leaders at the Board'
                WHEN NOT coalesce(t.has_member, false)
                    THEN 'no post of this sector is a member of the Board, though an improvement notice expects its '
                         'leaders there'
                    END AS no_seat,
           sen.share_words(nullif(l.overdue, 0), l.open, 'open action', says => 'overdue') AS overdue,
           sen.share_words(nullif(w.slow, 0), l.open, 'open action', says => 'slow') AS slow,
           sen.share_words(nullif(l.without_update, 0), l.open, 'open action',
                           says => 'without update for the last meeting') AS without_update,
           'asked in the log for a stronger contribution: ' || sen.count_words(k.asked, 'action or objective',
               'actions or objectives') AS asked,
           CASE WHEN NOT s.is_external AND v.attended < v.expected_at
                THEN 'attended ' || sen.share_words(v.attended, v.expected_at, 'meeting', says => 'in twelve months')
           END AS missed,
           'escalated to it and not resolved: ' || nullif(e.escalations, 0) AS escalated) g
WHERE n.partner_id IS NOT NULL OR s.expected_on_board
ORDER BY s.is_external, n.partner_id IS NOT NULL, gaps DESC, overdue DESC, slow DESC, percent_attended NULLS LAST,
    s.position, n.partner_id;
COMMENT ON VIEW contribution_gaps IS
    'Where contributions need to be strengthened on sen.today() (paragraph 5(e) of the 2025 notice): one row for each '
    'partner, and one for each sector that the notice expects at the Board and that has no partner. Those that are '
    'missing altogether come first, then those with most kinds of gap; DfE and NHS England, who attend from outside, '
    'come last, and their attendance is no gap.';
COMMENT ON COLUMN contribution_gaps.sector IS 'The sector.';
COMMENT ON COLUMN contribution_gaps.partner_id IS 'The partner; empty if the sector has none.';
COMMENT ON COLUMN contribution_gaps.partner IS 'Full name of the partner; empty if the sector has none.';
COMMENT ON COLUMN contribution_gaps.leads IS 'Actions agreed by then for which one of its posts answers.';
COMMENT ON COLUMN contribution_gaps.open IS 'Of these, open.';
COMMENT ON COLUMN contribution_gaps.overdue IS 'Of the open ones, past their due day.';
COMMENT ON COLUMN contribution_gaps.slow IS 'Of the open ones, in view slow_progress.';
COMMENT ON COLUMN contribution_gaps.without_update IS
    'Of the open ones, agreed before the last meeting and without an entry in the log for it or since.';
COMMENT ON COLUMN contribution_gaps.contributes_to IS 'Actions led by others to which it contributes.';
COMMENT ON COLUMN contribution_gaps.contributes_to_overdue IS
    'Of these, overdue. That is no gap of its own: the owner answers for them.';
COMMENT ON COLUMN contribution_gaps.asked_for_more IS
    'Open actions and objectives for which the log asks more of it, by the entries of the last day on which it says '
    'anything about them.';
COMMENT ON COLUMN contribution_gaps.meetings_expected IS
    'Meetings held before sen.today() and not more than twelve months ago at which it was expected: one of its posts '
    'is a member, was invited, or is recorded. Meetings without any record of attendance are left out.';
COMMENT ON COLUMN contribution_gaps.meetings_attended IS
    'Of these, meetings at which one of its posts was present, or a deputy for it.';
COMMENT ON COLUMN contribution_gaps.percent_attended IS
    'meetings_attended as a share of meetings_expected, in percent to one decimal. Empty if there is none.';
COMMENT ON COLUMN contribution_gaps.escalations_open IS 'Matters escalated to one of its posts and not resolved.';
COMMENT ON COLUMN contribution_gaps.is_external IS 'True if the sector attends from outside.';
COMMENT ON COLUMN contribution_gaps.gaps IS 'How many kinds of gap there are, from 0 to 7.';
COMMENT ON COLUMN contribution_gaps.gap IS 'The gaps in words; none if there is none.';
