-- read: nobody
-- meanings: notice_span

CREATE VIEW notice_meetings AS
WITH leader AS (
    SELECT r.notice_role FROM notice_role r WHERE NOT r.is_external
), named AS MATERIALIZED (
    SELECT count(*) FILTER (WHERE NOT r.is_external) AS leaders, count(*) FILTER (WHERE r.is_external) AS advisers
    FROM notice_role r
), said AS (
    SELECT l.meeting_id, count(*) AS entries,
           count(*) FILTER (WHERE l.needs_more_from IS NOT NULL OR d.rag IN ('amber', 'red')) AS highlights
    FROM log_entry l
    LEFT JOIN delivery_status d ON d.delivery_status = l.delivery_status
    WHERE l.entered_on <= sen.today()
    GROUP BY l.meeting_id
), rule AS (
    SELECT t.notice_id,
           max(t.recent_after) FILTER (WHERE t.test = 'advisers are invited') AS invited_after,
           max(t.recent_after) FILTER (WHERE t.test = 'the log is kept at each meeting') AS logged_after,
           max(t.percent) FILTER (WHERE t.test = 'the log is kept at each meeting') AS logged_percent,
           max(t.days) FILTER (WHERE t.test = 'minutes are there') AS minutes_days,
           max(t.recent_after) FILTER (WHERE t.test = 'the Board meets with its leaders') AS meets_after,
           max(t.recent_after) FILTER (WHERE t.test = 'partners take part') AS partners_after,
           max(t.recent_after) FILTER (WHERE t.test = 'accountability is clear') AS governance_after
    FROM notice_window t
    GROUP BY t.notice_id
), held AS MATERIALIZED (
    SELECT n.notice_id, n.until, m.meeting_id, m.title, m.meets_on, m.risk_register, m.risk_register_sent_on,
           m.mitigation_plan, m.mitigation_plan_sent_on,
           m.risks_open, m.risks_assessed, m.actions_open, m.actions_updated, m.actions_logged,
           k.all_invited, k.logged, coalesce(e.entries, 0) AS entries, coalesce(e.highlights, 0) AS highlights,
           m.meets_on < n.today - w.minutes_days AS to_minute, m.minutes = 'sent' AS minuted,
           m.meets_on > w.invited_after AS to_invite, m.meets_on > w.logged_after AS to_log, w.partners_after,
           max(CASE WHEN NOT k.all_invited THEN m.meets_on END) OVER (PARTITION BY n.notice_id) AS not_invited_on,
           max(CASE WHEN NOT k.logged THEN m.meets_on END) OVER (PARTITION BY n.notice_id) AS not_logged_on,
           row_number() OVER (PARTITION BY n.notice_id ORDER BY m.meets_on DESC, m.meeting_id) = 1 AS is_last
    FROM notice_span n
    CROSS JOIN named r
    LEFT JOIN rule w ON w.notice_id = n.notice_id
    JOIN meeting_readiness m ON m.status = 'held' AND m.meets_on >= n.issued_on AND m.meets_on <= n.until
    LEFT JOIN said e ON e.meeting_id = m.meeting_id
    CROSS JOIN LATERAL (
        SELECT m.notice_roles_invited = r.advisers AS all_invited,
               CASE m.actions_open WHEN 0 THEN coalesce(e.entries, 0) > 0
                    ELSE 100 * m.actions_logged >= w.logged_percent * m.actions_open END AS logged
    ) k
), counted AS (
    SELECT h.notice_id, count(*) AS meetings, max(h.meets_on) AS last_held_on,
           count(*) FILTER (WHERE h.to_log OR h.is_last) AS meetings_to_log,
           count(*) FILTER (WHERE (h.to_log OR h.is_last) AND h.logged) AS meetings_logged,
           string_agg(h.title || ' (' || sen.share_words(h.actions_logged, h.actions_open, 'open action') || ')', ', '
                      ORDER BY h.meets_on) FILTER (WHERE (h.to_log OR h.is_last) AND NOT h.logged) AS not_logged,
           min(h.meets_on) FILTER (WHERE h.meets_on > coalesce(h.not_logged_on, '-infinity')) AS logged_since,
           count(*) FILTER (WHERE h.to_invite OR h.is_last) AS meetings_to_invite,
           count(*) FILTER (WHERE (h.to_invite OR h.is_last) AND h.all_invited) AS meetings_with_advisers,
           string_agg(h.title, ', ' ORDER BY h.meets_on)
               FILTER (WHERE (h.to_invite OR h.is_last) AND NOT h.all_invited) AS without_advisers,
           min(h.meets_on) FILTER (WHERE h.meets_on > coalesce(h.not_invited_on, '-infinity')) AS invited_since,
           count(*) FILTER (WHERE h.to_minute) AS meetings_to_minute,
           count(*) FILTER (WHERE h.to_minute AND h.minuted) AS meetings_minuted,
           string_agg(h.title, ', ' ORDER BY h.meets_on) FILTER (WHERE h.to_minute AND NOT h.minuted) AS without_minutes
    FROM held h
    GROUP BY h.notice_id
), attended AS MATERIALIZED (
    SELECT s.meeting_id, s.held_on, s.sector, coalesce(s.represented, false) AS there
    FROM attendance_summary s
    WHERE s.expected_on_board
), last_meeting AS (
    SELECT h.notice_id, h.risk_register = 'in time' AS register_in_time, h.risk_register_sent_on AS register_sent_on,
           h.mitigation_plan = 'in time' AS mitigation_in_time, h.mitigation_plan_sent_on AS mitigation_sent_on,
           h.risks_open, h.risks_assessed, h.actions_open AS actions_to_update, h.actions_updated,
           h.actions_logged AS last_logged, h.entries AS last_entries, h.highlights AS last_highlights,
           s.sectors_expected, s.sectors_there, s.sectors_missing, y.sectors_absent,
           w.leaders_there, w.leaders_missing,
           e.papers_data, e.papers_analysis, e.papers_lives
    FROM held h
    CROSS JOIN LATERAL (
        SELECT count(*) AS sectors_expected, count(*) FILTER (WHERE a.there) AS sectors_there,
               string_agg(a.sector, ', ' ORDER BY a.sector) FILTER (WHERE NOT a.there) AS sectors_missing
        FROM attended a
        WHERE a.meeting_id = h.meeting_id
    ) s
    CROSS JOIN LATERAL (
        SELECT string_agg(b.sector, ', ' ORDER BY b.sector) FILTER (WHERE NOT b.there) AS sectors_absent
        FROM (
            SELECT a.sector, bool_or(a.there AND a.held_on > h.partners_after) AS there
            FROM attended a
            WHERE a.held_on <= h.until
            GROUP BY a.sector
        ) b
    ) y
    CROSS JOIN LATERAL (
        SELECT count(*) FILTER (WHERE x.there) AS leaders_there,
               string_agg(x.notice_role, ', ' ORDER BY x.notice_role) FILTER (WHERE NOT x.there) AS leaders_missing
        FROM (
            SELECT d.notice_role, EXISTS (
                SELECT FROM attendance a JOIN post o ON o.post_id = a.post_id
                WHERE a.meeting_id = h.meeting_id AND a.attendance IN ('present', 'deputy')
                  AND o.notice_role = d.notice_role) AS there
            FROM leader d
        ) x
    ) w
    CROSS JOIN LATERAL (
        SELECT count(*) FILTER (WHERE x.kind = 'data') AS papers_data,
               count(*) FILTER (WHERE x.kind = 'analysis') AS papers_analysis,
               count(*) FILTER (WHERE x.kind = 'lived experience') AS papers_lives
        FROM evidence x
        JOIN compliance_test t ON t.test = 'reports hold data, analysis and lived experience'
        WHERE x.meeting_id = h.meeting_id AND x.dated_on <= h.meets_on
          AND x.dated_on > h.meets_on - make_interval(months => t.months)
    ) e
    WHERE h.is_last
)
SELECT n.notice_id, coalesce(c.meetings, 0) AS meetings, c.last_held_on,
       coalesce(c.meetings_to_log, 0) AS meetings_to_log, coalesce(c.meetings_logged, 0) AS meetings_logged,
       c.not_logged, c.logged_since,
       coalesce(c.meetings_to_invite, 0) AS meetings_to_invite,
       coalesce(c.meetings_with_advisers, 0) AS meetings_with_advisers, c.without_advisers, c.invited_since,
       coalesce(coalesce(c.last_held_on, n.issued_on) <= w.meets_after, false) AS meeting_is_late,
       coalesce(c.meetings_to_minute, 0) AS meetings_to_minute, coalesce(c.meetings_minuted, 0) AS meetings_minuted,
       c.without_minutes,
       l.register_in_time, l.register_sent_on, l.mitigation_in_time, l.mitigation_sent_on,
       l.risks_open, l.risks_assessed, l.actions_to_update, l.actions_updated, l.last_logged, l.last_entries,
       l.last_highlights,
       l.sectors_expected, l.sectors_there, l.sectors_missing, l.sectors_absent,
       l.leaders_there, l.leaders_missing, l.papers_data, l.papers_analysis, l.papers_lives,
       y.next_planned_on,
       coalesce((SELECT m.agreed_with_dfe_on <= n.today FROM meeting m
                 WHERE m.meeting_id = y.next_meeting_id), false) AS next_agreed,
       r.advisers, r.leaders, g.governance, g.governance_on, x.escalations, x.escalations_resolved,
       (SELECT count(DISTINCT o.notice_role)
        FROM post o JOIN leader d ON d.notice_role = o.notice_role) AS leaders_recorded
FROM notice_span n
CROSS JOIN named r
CROSS JOIN meeting_cycle y
LEFT JOIN rule w ON w.notice_id = n.notice_id
LEFT JOIN counted c ON c.notice_id = n.notice_id
LEFT JOIN last_meeting l ON l.notice_id = n.notice_id
CROSS JOIN LATERAL (
    SELECT count(*) AS governance, max(e.dated_on) AS governance_on FROM evidence e
    WHERE e.kind = 'governance' AND e.dated_on <= n.until AND e.dated_on > w.governance_after
) g
CROSS JOIN LATERAL (
    SELECT count(*) AS escalations, count(*) FILTER (WHERE e.resolved_on <= n.today) AS escalations_resolved
    FROM escalation e
    WHERE e.raised_on >= n.issued_on AND e.raised_on <= n.until
) x;
COMMENT ON VIEW notice_meetings IS
    'The Board under each notice issued by sen.today(), while it was in force: its meetings, the last one in detail, '
    'and those who lead.';
COMMENT ON COLUMN notice_meetings.meetings IS 'Meetings of the Board held since its date.';
COMMENT ON COLUMN notice_meetings.last_held_on IS
    'Day of the last of these; empty if there is none, and so is all that is said of the last meeting.';
COMMENT ON COLUMN notice_meetings.meetings_to_log IS
    'Meetings that the test the log is kept at each meeting looks at: the recent ones (notice_window), at least the '
    'last.';
COMMENT ON COLUMN notice_meetings.meetings_logged IS
    'Of these, meetings for which the share of open actions that the test asks has an entry that was made in time; '
    'without an open action, meetings that an entry names.';
COMMENT ON COLUMN notice_meetings.not_logged IS
    'The others by title, with the actions that have such an entry; empty if there is none.';
COMMENT ON COLUMN notice_meetings.logged_since IS
    'Day of the first meeting from which on the log was kept at each, up to the last; empty if it was not at the last.';
COMMENT ON COLUMN notice_meetings.meetings_to_invite IS
    'Meetings that the test advisers are invited looks at: the recent ones, at least the last.';
COMMENT ON COLUMN notice_meetings.meetings_with_advisers IS
    'Of these, meetings before which a post of every role that a notice asks to invite was invited.';
COMMENT ON COLUMN notice_meetings.without_advisers IS 'The others by title; empty if there is none.';
COMMENT ON COLUMN notice_meetings.invited_since IS
    'Day of the first meeting from which on they were invited to each, up to the last; empty if not to the last.';
COMMENT ON COLUMN notice_meetings.meeting_is_late IS
    'True if no meeting was held for the months of the test the Board meets with its leaders, counted from the last '
    'meeting, before any from the date of the notice.';
COMMENT ON COLUMN notice_meetings.meetings_to_minute IS
    'Meetings held more days before sen.today() than the test minutes are there gives.';
COMMENT ON COLUMN notice_meetings.meetings_minuted IS 'Of these, meetings whose minutes were sent.';
COMMENT ON COLUMN notice_meetings.without_minutes IS 'The others by title; empty if there is none.';
COMMENT ON COLUMN notice_meetings.register_in_time IS
    'True if the risk register for the last meeting was sent in time.';
COMMENT ON COLUMN notice_meetings.register_sent_on IS 'Day on which it was sent; empty if it was not.';
COMMENT ON COLUMN notice_meetings.mitigation_in_time IS
    'True if the mitigation plan for the last meeting was sent in time.';
COMMENT ON COLUMN notice_meetings.mitigation_sent_on IS 'Day on which it was sent; empty if it was not.';
COMMENT ON COLUMN notice_meetings.risks_open IS 'Risks open at the last meeting.';
COMMENT ON COLUMN notice_meetings.risks_assessed IS 'Of these, assessed since the meeting before.';
COMMENT ON COLUMN notice_meetings.actions_to_update IS 'Actions open at the last meeting.';
COMMENT ON COLUMN notice_meetings.actions_updated IS 'Of these, with an entry in the log since the meeting before.';
COMMENT ON COLUMN notice_meetings.last_logged IS 'Of these, with an entry that was made in time.';
COMMENT ON COLUMN notice_meetings.last_entries IS 'Entries in the log for the last meeting.';
COMMENT ON COLUMN notice_meetings.last_highlights IS
    'Of these, those that name what is slow or whose contribution is needed.';
COMMENT ON COLUMN notice_meetings.sectors_expected IS 'Sectors expected on the Board.';
COMMENT ON COLUMN notice_meetings.sectors_there IS 'Of these, represented at the last meeting.';
COMMENT ON COLUMN notice_meetings.sectors_missing IS 'The others; empty if there is none.';
COMMENT ON COLUMN notice_meetings.sectors_absent IS
    'Sectors expected on the Board that attended no meeting within the months of the test partners take part; empty '
    'if there is none.';
COMMENT ON COLUMN notice_meetings.leaders_there IS
    'Roles that a notice holds to account with a post that was there at the last meeting, in person or by a deputy.';
COMMENT ON COLUMN notice_meetings.leaders_missing IS 'The others; empty if there is none.';
COMMENT ON COLUMN notice_meetings.papers_data IS
    'Pieces of evidence of kind data among the papers of the last meeting.';
COMMENT ON COLUMN notice_meetings.papers_analysis IS 'The same of kind analysis.';
COMMENT ON COLUMN notice_meetings.papers_lives IS 'The same of kind lived experience.';
COMMENT ON COLUMN notice_meetings.next_planned_on IS 'Day for which the next meeting is planned; empty if none is.';
COMMENT ON COLUMN notice_meetings.next_agreed IS 'True if the Department has agreed to that day.';
COMMENT ON COLUMN notice_meetings.advisers IS 'Roles that a notice asks to invite (table notice_role).';
COMMENT ON COLUMN notice_meetings.leaders IS 'Roles that a notice holds to account.';
COMMENT ON COLUMN notice_meetings.governance IS
    'Pieces of evidence of kind governance that are recent for the test accountability is clear.';
COMMENT ON COLUMN notice_meetings.governance_on IS 'Day of the last of these; empty if there is none.';
COMMENT ON COLUMN notice_meetings.escalations IS 'Matters escalated since the date of the notice.';
COMMENT ON COLUMN notice_meetings.escalations_resolved IS 'Of these, resolved by sen.today().';
COMMENT ON COLUMN notice_meetings.leaders_recorded IS 'Of these, roles with a post.';
