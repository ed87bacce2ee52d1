-- read: reader

CREATE VIEW meeting_readiness AS
WITH day AS (
    SELECT m.*, coalesce(m.meeting_before_on, '-infinity') AS after_day FROM meeting_day m
), action_span AS (
    -- From when to when each action was open: agreed, then as the log says, until it was done.
    SELECT c.action_id, c.from_on, least(lead(c.from_on) OVER (PARTITION BY c.action_id ORDER BY c.from_on, c.turn),
                                         c.done_on) AS until, c.is_open
    FROM (
        SELECT s.*, lag(s.is_open) OVER (PARTITION BY s.action_id
                                         ORDER BY s.from_on, s.turn) IS DISTINCT FROM s.is_open AS changes
        FROM (
            SELECT a.action_id, a.agreed_on AS from_on, 0 AS turn, true AS is_open, a.done_on
            FROM action a
            UNION ALL
            SELECT a.action_id, greatest(l.entered_on, a.agreed_on), l.log_entry_id, d.is_open, a.done_on
            FROM log_entry l
            JOIN delivery_status d ON d.delivery_status = l.delivery_status
            JOIN action a ON a.action_id = l.action_id
        ) s
    ) c
    WHERE c.changes
), entry AS (
    SELECT l.action_id, l.meeting_id, CASE WHEN h.status = 'held' THEN h.meets_on ELSE l.entered_on END AS counts_on,
           CASE WHEN w.began_on < l.entered_on THEN greatest(l.entered_on, w.written_on)
                ELSE l.entered_on END AS made_on
    FROM log_entry l
    LEFT JOIN entry_written w ON w.log_entry_id = l.log_entry_id
    LEFT JOIN day h ON h.meeting_id = l.meeting_id
    WHERE l.action_id IS NOT NULL AND l.entered_on <= sen.today()
), entry_day AS (
    -- Many entries count on few days: the meeting is looked for once a day.
    SELECT k.meeting_id, c.counts_on
    FROM (SELECT DISTINCT e.counts_on FROM entry e) c
    JOIN day k ON c.counts_on > k.after_day AND c.counts_on <= k.looked_at_on
), action_at_meeting AS (
    SELECT m.meeting_id, count(*) AS actions_open, count(u.action_id) AS actions_updated,
           count(*) FILTER (WHERE u.made_on <= m.meets_on + t.days) AS actions_logged
    FROM day m
    JOIN action_span s ON s.is_open AND s.from_on <= m.looked_at_on AND (s.until IS NULL OR s.until > m.looked_at_on)
    CROSS JOIN (SELECT max(t.days) AS days FROM compliance_test t WHERE t.test = 'the log is kept at each meeting') t
    LEFT JOIN (
        SELECT x.meeting_id, x.action_id, min(x.made_on) AS made_on
        FROM (
            SELECT k.meeting_id, e.action_id, e.made_on FROM entry_day k JOIN entry e ON e.counts_on = k.counts_on
            UNION ALL
            SELECT k.meeting_id, e.action_id, e.made_on FROM day k JOIN entry e ON e.meeting_id = k.meeting_id
        ) x
        GROUP BY x.meeting_id, x.action_id
    ) u ON u.meeting_id = m.meeting_id AND u.action_id = s.action_id
    GROUP BY m.meeting_id
), assessment AS (
    SELECT s.risk_id, s.meeting_id, s.assessed_on,
           CASE WHEN h.status = 'held' AND s.assessed_on <= h.meets_on THEN h.meets_on
                ELSE s.assessed_on END AS counts_on
    FROM risk_assessment s
    LEFT JOIN day h ON h.meeting_id = s.meeting_id
    WHERE s.assessed_on <= sen.today()
), assessment_day AS (
    SELECT k.meeting_id, c.counts_on
    FROM (SELECT DISTINCT e.counts_on FROM assessment e) c
    JOIN day k ON c.counts_on > k.after_day AND c.counts_on <= k.looked_at_on
), risk_at_meeting AS (
    SELECT m.meeting_id, count(*) AS risks_open, count(u.risk_id) AS risks_assessed
    FROM day m
    JOIN risk r ON r.opened_on <= m.looked_at_on AND (r.closed_on IS NULL OR r.closed_on > m.looked_at_on)
    LEFT JOIN (
        SELECT k.meeting_id, e.risk_id FROM assessment_day k JOIN assessment e ON e.counts_on = k.counts_on
        UNION
        SELECT k.meeting_id, e.risk_id FROM day k JOIN assessment e ON e.meeting_id = k.meeting_id
               AND e.assessed_on <= k.looked_at_on
    ) u ON u.meeting_id = m.meeting_id AND u.risk_id = r.risk_id
    GROUP BY m.meeting_id
), invited AS (
    SELECT e.meeting_id,
           count(*) FILTER (WHERE e.is_external) AS external_expected,
           count(*) FILTER (WHERE e.is_external AND e.gap IS NULL) AS external_invited,
           count(*) FILTER (WHERE NOT e.is_external) AS members_expected,
           count(*) FILTER (WHERE NOT e.is_external AND e.gap IS NULL) AS members_invited,
           count(DISTINCT e.notice_role) FILTER (WHERE e.paragraph IS NOT NULL)
               - count(DISTINCT e.notice_role) FILTER (WHERE e.paragraph IS NOT NULL
                                                       AND e.gap IS NOT NULL) AS notice_roles_invited
    FROM expected_attendee e
    GROUP BY e.meeting_id
), late AS (
    -- Its days that were entered after the fact; invitations are many, so they are counted.
    SELECT t.meeting_id, string_agg(t.in_words, '; ' ORDER BY t.number) AS in_words
    FROM (
        SELECT g.meeting_id, v.number, 'day on which the ' || v.what || ' went out: ' || x.in_words AS in_words
        FROM meeting g
        CROSS JOIN LATERAL (VALUES (1, 'papers', 'papers_sent_on', g.papers_sent_on),
                                   (2, 'risk register', 'risk_register_sent_on', g.risk_register_sent_on),
                                   (3, 'mitigation plan', 'mitigation_plan_sent_on', g.mitigation_plan_sent_on),
                                   (4, 'minutes', 'minutes_sent_on', g.minutes_sent_on)) v (number, what, name, day)
        JOIN entered_late x ON x.record_table = 'meeting' AND x.column_name = v.name AND x.day = v.day
            AND x.key = jsonb_build_object('meeting_id', g.meeting_id)
        UNION ALL
        SELECT i.meeting_id, 5, sen.count_words(count(*), 'invitation') || ' ' || x.in_words
        FROM invitation i
        JOIN entered_late x ON x.record_table = 'invitation' AND x.column_name = 'sent_on'
            AND x.day = i.sent_on
            AND x.key = jsonb_build_object('meeting_id', i.meeting_id, 'post_id', i.post_id)
        GROUP BY i.meeting_id, x.in_words
    ) t
    GROUP BY t.meeting_id
)
SELECT m.meeting_id, m.title, m.status, m.meets_on,
       w.in_words,
       CASE WHEN m.status = 'planned day has passed' THEN NULL WHEN p.wrong IS NOT NULL THEN false
            WHEN p.to_do IS NULL THEN true END AS is_ready,
       m.papers_due_by,
       d.papers, m.papers_sent_on, m.meets_on - m.papers_sent_on AS papers_days_in_advance,
       d.risk_register, m.risk_register_sent_on, m.meets_on - m.risk_register_sent_on AS risk_register_days_in_advance,
       d.mitigation_plan, m.mitigation_plan_sent_on,
       m.meets_on - m.mitigation_plan_sent_on AS mitigation_plan_days_in_advance,
       coalesce(r.risks_open, 0) AS risks_open, coalesce(r.risks_assessed, 0) AS risks_assessed,
       coalesce(a.actions_open, 0) AS actions_open, coalesce(a.actions_updated, 0) AS actions_updated,
       i.external_expected, i.external_invited, i.notice_roles_invited, i.members_expected, i.members_invited,
       CASE WHEN m.agreed_with_dfe_on IS NULL THEN 'not recorded'
            WHEN m.agreed_with_dfe_on > m.meets_on THEN 'agreed after the meeting' ELSE 'agreed' END AS timetable,
           m.agreed_with_dfe_on,
       CASE WHEN m.status = 'held' THEN CASE WHEN m.minutes_sent_on IS NULL THEN 'not sent' ELSE 'sent' END
       END AS minutes, m.minutes_sent_on, coalesce(a.actions_logged, 0) AS actions_logged
FROM day m
JOIN invited i ON i.meeting_id = m.meeting_id
LEFT JOIN risk_at_meeting r ON r.meeting_id = m.meeting_id
LEFT JOIN action_at_meeting a ON a.meeting_id = m.meeting_id
LEFT JOIN late z ON z.meeting_id = m.meeting_id
CROSS JOIN LATERAL (
    SELECT max(s.state) FILTER (WHERE s.n = 1) AS papers, max(s.state) FILTER (WHERE s.n = 2) AS risk_register,
           max(s.state) FILTER (WHERE s.n = 3) AS mitigation_plan,
           string_agg(s.document || ' ' || s.state, '; '
                      ORDER BY s.n) FILTER (WHERE s.state NOT IN ('in time', 'not due yet')) AS wrong,
           string_agg('send the ' || s.document, '; ' ORDER BY s.n) FILTER (WHERE s.state = 'not due yet') AS to_do
    FROM (
        SELECT x.n, x.document,
               CASE
                   WHEN x.sent_on <= m.papers_due_by THEN 'in time'
                   WHEN x.sent_on <= m.meets_on THEN 'late'
                   WHEN x.sent_on > m.meets_on THEN 'after the meeting'
                   WHEN m.status = 'planned' AND m.papers_due_by >= m.today THEN 'not due yet'
                   ELSE 'missing'
               END AS state
        FROM (VALUES (1, 'papers', m.papers_sent_on), (2, 'risk register', m.risk_register_sent_on),
              (3, 'mitigation plan', m.mitigation_plan_sent_on)) x (n, document, sent_on)
    ) s
) d
CROSS JOIN LATERAL (
    -- Until the day it is to be done, from then on it is wrong.
    SELECT sen.list_words('; ', d.wrong, string_agg(x.share || x.wrong, '; ' ORDER BY x.n)
                                             FILTER (WHERE m.meets_on <= m.today)) AS wrong,
           sen.list_words('; ', d.to_do, string_agg(x.to_do || x.share, '; ' ORDER BY x.n)
                                             FILTER (WHERE m.meets_on > m.today)) AS to_do
    FROM (SELECT s.*, sen.share_words(s.short, s.expected, s.whom) AS share
          FROM (VALUES (1, i.external_expected - i.external_invited, i.external_expected, 'external attendee',
                        ' not invited in advance', 'invite '),
                       (2, i.members_expected - i.members_invited, i.members_expected, 'member',
                        ' not invited in advance', 'invite '),
                       (3, r.risks_open - r.risks_assessed, r.risks_open, 'open risk', ' not assessed for it',
                        'assess ')) s (n, short, expected, whom, wrong, to_do)) x
    WHERE x.short > 0
) p
CROSS JOIN LATERAL (
    SELECT CASE
               WHEN m.status = 'planned day has passed' THEN 'not recorded as held or cancelled'
               WHEN p.wrong IS NOT NULL THEN 'not ready: ' || p.wrong || coalesce('; still to do: ' || p.to_do, '')
               WHEN p.to_do IS NOT NULL THEN 'still to do: ' || p.to_do
               ELSE 'ready'
           END || coalesce('; ' || z.in_words, '') AS in_words
) w
ORDER BY m.meets_on DESC, m.meeting_id;
COMMENT ON VIEW meeting_readiness IS
    'One row for each meeting of the Board held by sen.today() or planned up to 92 days after it, the newest first: '
    'were papers, risk register and mitigation plan out in advance, were the risks assessed and everybody invited '
    '(paragraphs 5(c) and 6 of the 2025 notice), was the log kept (5(e)), was the date agreed (5(a)).';
COMMENT ON COLUMN meeting_readiness.meeting_id IS 'The meeting.';
COMMENT ON COLUMN meeting_readiness.title IS 'Its title.';
COMMENT ON COLUMN meeting_readiness.status IS
    'held, planned (for sen.today() or later), or planned day has passed (neither held nor cancelled is recorded).';
COMMENT ON COLUMN meeting_readiness.meets_on IS
    'Day on which it was held; for any other, the day for which it is or was planned.';
COMMENT ON COLUMN meeting_readiness.in_words IS
    'In words: ready; still to do, and what; not ready, and why; or not recorded as held or cancelled. It looks at the '
    'three documents, the invitations and the risks, which belong before the meeting; not at the log, the timetable '
    'and the minutes. Days that were entered after the fact are marked.';
COMMENT ON COLUMN meeting_readiness.is_ready IS
    'True if ready, false if something was late or is missing. Empty while something is still to do, and if the '
    'meeting is not recorded as held or cancelled.';
COMMENT ON COLUMN meeting_readiness.papers_due_by IS
    'Last day on which the three documents are out in time: papers_days_ahead days before the meeting. The notice says '
    'only in advance.';
COMMENT ON COLUMN meeting_readiness.papers IS
    'The papers: in time, late (by the day of the meeting), after the meeting, missing, or not due yet.';
COMMENT ON COLUMN meeting_readiness.papers_sent_on IS
    'Day on which the papers were sent; empty while they have not been.';
COMMENT ON COLUMN meeting_readiness.papers_days_in_advance IS
    'Days from sending the papers to the meeting: 0 on the day, negative afterwards. Empty if they were not sent.';
COMMENT ON COLUMN meeting_readiness.risk_register IS 'The risk register, in the same words.';
COMMENT ON COLUMN meeting_readiness.risk_register_sent_on IS
    'Day on which the risk register was sent; empty while it has not been.';
COMMENT ON COLUMN meeting_readiness.risk_register_days_in_advance IS
    'Days from sending it to the meeting: 0 on the day, negative afterwards. Empty if it was not sent.';
COMMENT ON COLUMN meeting_readiness.mitigation_plan IS 'The mitigation plan, in the same words.';
COMMENT ON COLUMN meeting_readiness.mitigation_plan_sent_on IS
    'Day on which the mitigation plan was sent; empty while it has not been.';
COMMENT ON COLUMN meeting_readiness.mitigation_plan_days_in_advance IS
    'Days from sending it to the meeting: 0 on the day, negative afterwards. Empty if it was not sent.';
COMMENT ON COLUMN meeting_readiness.risks_open IS
    'Risks that were open at the close of the day of the meeting, or are on sen.today() if it is still to come.';
COMMENT ON COLUMN meeting_readiness.risks_assessed IS
    'Of these, risks with an assessment for this meeting: by its day, and made for it or after the meeting before. One '
    'made for another meeting that was held counts on the day of that meeting, unless it is dated after it.';
COMMENT ON COLUMN meeting_readiness.actions_open IS
    'Actions that were open at the close of the day of the meeting, or are on sen.today() if it is still to come: '
    'agreed, not done, and not closed by the log.';
COMMENT ON COLUMN meeting_readiness.actions_updated IS
    'Of these, actions with an entry in the log for this meeting: made for it, or after the meeting before and by its '
    'day. An entry made for a meeting that was held counts on the day of that meeting.';
COMMENT ON COLUMN meeting_readiness.external_expected IS
    'External attendees who have to be invited: the posts, and the roles of paragraph 6 that no post holds.';
COMMENT ON COLUMN meeting_readiness.external_invited IS 'Of these, invited before the day of the meeting.';
COMMENT ON COLUMN meeting_readiness.notice_roles_invited IS
    'Of the three roles that paragraph 6 of the 2025 notice names, those whose every post was invited before the day: '
    'from 0 to 3.';
COMMENT ON COLUMN meeting_readiness.members_expected IS 'Posts that are members of the Board.';
COMMENT ON COLUMN meeting_readiness.members_invited IS 'Of these, invited before the day of the meeting.';
COMMENT ON COLUMN meeting_readiness.timetable IS
    'Whether the Department agreed to the date (paragraph 5(a) of the 2025 notice): agreed, agreed after the meeting, '
    'or not recorded.';
COMMENT ON COLUMN meeting_readiness.agreed_with_dfe_on IS 'Day on which it agreed; empty if that is not recorded.';
COMMENT ON COLUMN meeting_readiness.minutes IS 'sent or not sent. Empty unless the meeting was held.';
COMMENT ON COLUMN meeting_readiness.minutes_sent_on IS
    'Day on which the minutes were sent; empty while they have not been.';
COMMENT ON COLUMN meeting_readiness.actions_logged IS
    'Of actions_open, those with an entry that was made in time: by the days after the meeting that table '
    'compliance_test gives for the test the log is kept at each meeting. An entry was made on its own day, or on the '
    'day on which the log of versions has it written, if that is later and the log was kept by its day.';
