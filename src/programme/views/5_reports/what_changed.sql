-- read: reader

-- By the days that the records themselves have, so that it says the same where no log is kept; who entered it, and what
-- has no day of its own, by the log.
CREATE VIEW what_changed AS
WITH log_since_meeting AS MATERIALIZED (
    SELECT * FROM log_since_meeting
), corrections AS (
--@query corrections
), cycle AS MATERIALIZED (
    SELECT c.today, c.last_held_on AS held_on, d.began_on
    FROM meeting_cycle c
    LEFT JOIN (SELECT g.began_at::date AS began_on FROM log_begun g) d ON true
    WHERE c.last_held_on IS NOT NULL
-- How each action and objective of which an entry counts since the meeting stood by the entries before, and stands.
), item AS MATERIALIZED (
    SELECT s.action_id, s.objective_id, coalesce(a.title, o.title) AS title,
           coalesce(a.agreed_on, o.agreed_on) >= c.held_on AS is_new,
           coalesce(a.done_on BETWEEN c.held_on AND c.today, false) AS is_done
    FROM (SELECT DISTINCT l.action_id, l.objective_id
          FROM log_entry l
          CROSS JOIN cycle c
          LEFT JOIN meeting m ON m.meeting_id = l.meeting_id
          WHERE l.entered_on <= c.today
            AND CASE WHEN m.held_on < c.today THEN m.held_on ELSE l.entered_on END >= c.held_on) s
    CROSS JOIN cycle c
    LEFT JOIN action a ON a.action_id = s.action_id
    LEFT JOIN objective o ON o.objective_id = s.objective_id
), entry AS (
    SELECT l.action_id, l.objective_id, l.log_entry_id, l.entered_on, l.delivery_status, l.impact_status,
           CASE WHEN m.held_on < c.today THEN m.held_on ELSE l.entered_on END >= c.held_on AS is_since
    FROM log_entry l
    CROSS JOIN cycle c
    LEFT JOIN meeting m ON m.meeting_id = l.meeting_id
    WHERE l.entered_on <= c.today
      AND (l.action_id = ANY (ARRAY(SELECT i.action_id FROM item i))
           OR l.objective_id = ANY (ARRAY(SELECT i.objective_id FROM item i)))
), told AS (
    SELECT i.title, i.is_new, i.is_done,
           (array_agg(e.delivery_status ORDER BY e.entered_on DESC, e.log_entry_id DESC)
               FILTER (WHERE NOT e.is_since AND e.delivery_status IS NOT NULL))[1] AS delivery_before,
           (array_agg(e.delivery_status ORDER BY e.entered_on DESC, e.log_entry_id DESC)
               FILTER (WHERE e.is_since AND e.delivery_status IS NOT NULL))[1] AS delivery,
           (array_agg(e.impact_status ORDER BY e.entered_on DESC, e.log_entry_id DESC)
               FILTER (WHERE NOT e.is_since AND e.impact_status IS NOT NULL))[1] AS impact_before,
           (array_agg(e.impact_status ORDER BY e.entered_on DESC, e.log_entry_id DESC)
               FILTER (WHERE e.is_since AND e.impact_status IS NOT NULL))[1] AS impact,
           max(e.log_entry_id) FILTER (WHERE e.is_since AND num_nonnulls(e.delivery_status, e.impact_status) > 0)
               AS log_entry_id,
           max(e.entered_on) FILTER (WHERE e.is_since AND num_nonnulls(e.delivery_status, e.impact_status) > 0)
               AS on_day
    FROM item i
    JOIN entry e ON coalesce('a' || e.action_id, 'o' || e.objective_id)
                    = coalesce('a' || i.action_id, 'o' || i.objective_id)
    GROUP BY i.action_id, i.objective_id, i.title, i.is_new, i.is_done
), figure AS (
    -- The latest figure of each measure, and the one before.
    SELECT m.measure_id, m.title, m.unit, v.period_to, v.value, v.denominator, v.known_on, v.value_before,
           v.denominator_before, v.period_before
    FROM cycle c
    CROSS JOIN measure m
    JOIN (
        SELECT x.measure_id, x.period_to, x.value, x.denominator, x.known_on, lag(x.value) OVER before AS value_before,
               lag(x.denominator) OVER before AS denominator_before, lag(x.period_to) OVER before AS period_before,
               lead(x.period_to) OVER before IS NULL AS is_latest
        FROM (SELECT f.measure_id, f.period_to, f.denominator,
                     coalesce(f.value, sen.percent(f.numerator, f.denominator)) AS value, f.known_on
              FROM measurement_known f) x
        WHERE x.value IS NOT NULL
        WINDOW before AS (PARTITION BY x.measure_id ORDER BY x.period_to)
    ) v ON v.measure_id = m.measure_id AND v.is_latest
    WHERE m.definition IS NULL AND v.known_on >= c.held_on
), score AS (
    SELECT h.risk_id, h.assessed_on, h.current_score,
           (SELECT b.current_likelihood * b.current_impact FROM risk_assessment b
            LEFT JOIN meeting m ON m.meeting_id = b.meeting_id
            WHERE b.risk_id = h.risk_id AND b.assessed_on < h.assessed_on
              AND CASE WHEN m.held_on < h.today THEN m.held_on ELSE b.assessed_on END <= h.held_on
            ORDER BY b.assessed_on DESC LIMIT 1) AS score_before
    FROM (SELECT DISTINCT ON (a.risk_id) a.risk_id, a.assessed_on,
                 a.current_likelihood * a.current_impact AS current_score, c.today, c.held_on
          FROM risk_assessment a
          CROSS JOIN cycle c
          LEFT JOIN meeting m ON m.meeting_id = a.meeting_id
          WHERE a.assessed_on <= c.today
            AND CASE WHEN m.held_on < c.today THEN m.held_on ELSE a.assessed_on END > c.held_on
          ORDER BY a.risk_id, a.assessed_on DESC) h
), dated (kind, record_table, key, column_name, title, in_words, on_day) AS (
    SELECT 'new', 'action', jsonb_build_object('action_id', a.action_id), NULL, a.title,
           sen.list_words(', ', 'agreed on ' || sen.date_words(a.agreed_on), 'due on ' || sen.date_words(a.due_on),
                          'owner: ' || p.title), a.agreed_on
    FROM action a JOIN post p ON p.post_id = a.owner_post
    UNION ALL
    SELECT 'done', 'action', jsonb_build_object('action_id', a.action_id), 'done_on', a.title,
           'done on ' || sen.date_words(a.done_on)
               || CASE WHEN a.done_on > a.due_on THEN ', ' || sen.in_days(a.done_on - a.due_on) || ' after it was due'
                       WHEN a.done_on <= a.due_on THEN ', in time' ELSE '' END, a.done_on
    FROM action a
    UNION ALL
    SELECT CASE WHEN s.is_complete THEN 'done' ELSE 'changed' END, 'log_entry',
           jsonb_build_object('log_entry_id', t.log_entry_id::text), NULL, t.title,
           sen.list_words('; ',
               CASE WHEN t.delivery <> t.delivery_before
                    THEN 'went from ' || t.delivery_before || ' to ' || t.delivery
                    WHEN t.delivery_before IS NULL THEN 'is ' || t.delivery || ', said for the first time' END,
               CASE WHEN t.impact <> t.impact_before
                    THEN 'impact went from ' || t.impact_before || ' to ' || t.impact
                    WHEN t.impact_before IS NULL THEN 'impact: ' || t.impact || ', said for the first time' END),
           t.on_day
    FROM told t
    LEFT JOIN delivery_status s ON s.delivery_status = t.delivery
    WHERE (t.delivery <> t.delivery_before OR t.impact <> t.impact_before
           OR (NOT t.is_new AND (t.delivery_before IS NULL AND t.delivery IS NOT NULL
                                 OR t.impact_before IS NULL AND t.impact IS NOT NULL)))
      -- What was done by its own day needs no second line for the entry of the log that says so.
      AND NOT (t.is_done AND coalesce(s.is_complete, false))
    UNION ALL
    SELECT v.kind, 'worded_milestone', jsonb_build_object('milestone_id', w.milestone_id), v.column_name, w.title,
           v.in_words, v.on_day
    FROM worded_milestone w
    CROSS JOIN LATERAL (VALUES
        ('new', NULL, 'agreed on ' || sen.date_words(w.agreed_on) || ', due on ' || sen.date_words(w.due_on),
         w.agreed_on),
        ('done', 'done_on', 'reached on ' || sen.date_words(w.done_on)
             || CASE WHEN w.done_on > w.due_on THEN ', ' || sen.in_days(w.done_on - w.due_on) || ' after it was due'
                     ELSE ', in time' END, w.done_on)
    ) v (kind, column_name, in_words, on_day)
    UNION ALL
    SELECT 'new', 'decision', jsonb_build_object('decision_id', d.decision_id::text), NULL, d.what,
           'put to the Board on ' || sen.date_words(d.put_on) || ' for ' || m.title, d.put_on
    FROM decision d JOIN meeting m ON m.meeting_id = d.meeting_id
    UNION ALL
    SELECT 'done', 'decision', jsonb_build_object('decision_id', d.decision_id::text), 'outcome', d.what,
           d.outcome || ' by ' || m.title || coalesce(': ' || d.decided, ''), m.held_on
    FROM decision d
    JOIN meeting m ON m.meeting_id = d.meeting_id
    JOIN cycle c ON m.held_on < c.today
    WHERE d.outcome IS NOT NULL
    UNION ALL
    SELECT 'new', 'commentary', jsonb_build_object('measure_id', y.measure_id, 'written_on',
                                                   to_char(y.written_on, 'YYYY-MM-DD')), NULL, m.title,
           'commentary of ' || p.title || ', ' || sen.date_words(y.written_on), y.written_on
    FROM commentary y JOIN measure m ON m.measure_id = y.measure_id JOIN post p ON p.post_id = y.written_by
    UNION ALL
    SELECT 'new', 'own_judgement', NULL, NULL, 'Own assessment',
           sen.count_words(count(*), 'paragraph') || ' judged, the last on ' || sen.date_words(max(j.judged_on)),
           max(j.judged_on)
    FROM own_judgement j
    JOIN cycle c ON j.judged_on BETWEEN c.held_on AND c.today
    GROUP BY j.review_id
    UNION ALL
    SELECT 'new', 'objective', jsonb_build_object('objective_id', o.objective_id), NULL, o.title,
           'agreed on ' || sen.date_words(o.agreed_on), o.agreed_on
    FROM objective o
    UNION ALL
    SELECT 'new', 'measure', jsonb_build_object('measure_id', m.measure_id), NULL, m.title,
           'agreed on ' || sen.date_words(m.agreed_on) || ', target ' || sen.figure_words(m.target_value, m.unit)
               || ' by ' || sen.date_words(m.target_on), m.agreed_on
    FROM measure m
    UNION ALL
    SELECT 'new', 'measurement',
           jsonb_build_object('measure_id', f.measure_id, 'period_to', to_char(f.period_to, 'YYYY-MM-DD')), NULL,
           f.title, sen.figure_words(f.value, f.unit, f.denominator, f.value_before) || ' for '
               || sen.date_words(f.period_to)
               || coalesce(', was '
                           || sen.figure_words(f.value_before, f.unit, f.denominator_before, f.value) || ' for '
                           || sen.date_words(f.period_before), ''), f.known_on
    FROM figure f
    UNION ALL
    SELECT 'new', 'risk', jsonb_build_object('risk_id', r.risk_id), NULL, r.title,
           'opened on ' || sen.date_words(r.opened_on), r.opened_on
    FROM risk r
    UNION ALL
    SELECT 'done', 'risk', jsonb_build_object('risk_id', r.risk_id), 'closed_on', r.title,
           'closed on ' || sen.date_words(r.closed_on), r.closed_on
    FROM risk r
    UNION ALL
    SELECT 'changed', 'risk_assessment',
           jsonb_build_object('risk_id', s.risk_id, 'assessed_on', to_char(s.assessed_on, 'YYYY-MM-DD')), NULL, r.title,
           'score ' || CASE WHEN s.current_score > s.score_before THEN 'rose' ELSE 'fell' END || ' from '
               || s.score_before || ' to ' || s.current_score, s.assessed_on
    FROM score s JOIN risk r ON r.risk_id = s.risk_id
    WHERE s.current_score <> s.score_before
    UNION ALL
    SELECT 'done', 'mitigation',
           jsonb_build_object('risk_id', g.risk_id, 'mitigation_number', g.mitigation_number::text), 'done_on', r.title,
           'mitigation ''' || g.what || ''' done on ' || sen.date_words(g.done_on), g.done_on
    FROM mitigation g JOIN risk r ON r.risk_id = g.risk_id
    UNION ALL
    SELECT 'done', 'meeting', jsonb_build_object('meeting_id', m.meeting_id), 'minutes_sent_on', m.title,
           'minutes sent on ' || sen.date_words(m.minutes_sent_on), m.minutes_sent_on
    FROM meeting m
    UNION ALL
    SELECT 'removed', 'meeting', jsonb_build_object('meeting_id', m.meeting_id), 'cancelled_on', m.title,
           'cancelled on ' || sen.date_words(m.cancelled_on), m.cancelled_on
    FROM meeting m
    UNION ALL
    SELECT 'new', 'invitation', NULL, NULL, m.title,
           sen.count_words(count(*), 'post') || ' invited, the last on ' || sen.date_words(max(i.sent_on)),
           max(i.sent_on)
    FROM invitation i
    JOIN meeting m ON m.meeting_id = i.meeting_id
    JOIN cycle c ON i.sent_on BETWEEN c.held_on AND c.today
    GROUP BY m.meeting_id, m.title
    UNION ALL
    SELECT 'new', 'escalation', jsonb_build_object('escalation_id', e.escalation_id::text), NULL, e.what,
           'raised on ' || sen.date_words(e.raised_on) || ' with ' || p.title, e.raised_on
    FROM escalation e JOIN post p ON p.post_id = e.escalated_to
    UNION ALL
    SELECT 'done', 'escalation', jsonb_build_object('escalation_id', e.escalation_id::text), 'resolved_on', e.what,
           'resolved on ' || sen.date_words(e.resolved_on), e.resolved_on
    FROM escalation e
    UNION ALL
    SELECT 'new', 'evidence', jsonb_build_object('evidence_id', e.evidence_id), NULL, e.title,
           'dated ' || sen.date_words(e.dated_on), e.dated_on
    FROM evidence e
    UNION ALL
    SELECT 'new', 'feedback', NULL, NULL, 'Feedback of ' || f.from_whom,
           string_agg(f.pieces || ' ' || f.tone, ', ' ORDER BY f.tone DESC) || ', the last received on '
               || sen.date_words(max(f.received_on)), max(f.received_on)
    FROM (SELECT k.from_whom, k.tone, count(*) AS pieces, max(k.received_on) AS received_on
          FROM feedback k JOIN cycle c ON k.received_on BETWEEN c.held_on AND c.today GROUP BY k.from_whom, k.tone) f
    GROUP BY f.from_whom
    UNION ALL
    SELECT 'new', 'adviser_update', jsonb_build_object('adviser_update_id', u.adviser_update_id::text), NULL, p.title,
           'reports ' || u.finding || ' on ' || sen.date_words(u.given_on), u.given_on
    FROM adviser_update u JOIN post p ON p.post_id = u.post_id
    UNION ALL
    SELECT CASE s.status WHEN 'closed' THEN 'done' ELSE 'changed' END, 'area_status',
           jsonb_build_object('notice_id', s.notice_id, 'area_number', s.area_number::text, 'since',
                              to_char(s.since, 'YYYY-MM-DD')), NULL, a.title,
           coalesce('went from ' || s.status_before || ' to ' || s.status || ' on ', 'is ' || s.status || ' from ')
               || sen.date_words(s.since) || CASE WHEN s.status_before IS NULL THEN ' on' ELSE '' END, s.since
    FROM (SELECT h.*, lag(h.status) OVER (PARTITION BY h.notice_id, h.area_number ORDER BY h.since) AS status_before
          FROM area_status h) s
    JOIN area a ON a.notice_id = s.notice_id AND a.area_number = s.area_number
    WHERE s.status IS DISTINCT FROM s.status_before
    UNION ALL
    SELECT 'new', 'notice', jsonb_build_object('notice_id', n.notice_id), NULL, n.title,
           'issued on ' || sen.date_words(n.issued_on), n.issued_on
    FROM notice n
    UNION ALL
    SELECT 'done', 'notice', jsonb_build_object('notice_id', n.notice_id), v.column_name, n.title, v.in_words, v.on_day
    FROM notice n
    CROSS JOIN LATERAL (VALUES
        ('replaced_on', 'replaced on ' || sen.date_words(n.replaced_on), n.replaced_on),
        ('stepped_down_on', 'stepped down on ' || sen.date_words(n.stepped_down_on), n.stepped_down_on)
    ) v (column_name, in_words, on_day)
    UNION ALL
    SELECT 'done', 'review', jsonb_build_object('review_id', r.review_id), v.column_name,
           upper(left(r.kind, 1)) || substr(r.kind, 2), v.in_words, v.on_day
    FROM review r
    CROSS JOIN LATERAL (VALUES
        ('held_on', 'held on ' || sen.date_words(r.held_on), r.held_on),
        ('reported_on', 'reported on ' || sen.date_words(r.reported_on), r.reported_on),
        ('self_assessment_sent_on', 'own assessment sent on ' || sen.date_words(r.self_assessment_sent_on),
         r.self_assessment_sent_on)
    ) v (column_name, in_words, on_day)
), entered AS (
    SELECT DISTINCT ON (l.record_table, l.key, l.column_name) l.record_table, l.key, l.column_name, l.entered_on,
           l.entered_by
    FROM log_since_meeting l WHERE l.operation = 'update'
    ORDER BY l.record_table, l.key, l.column_name, l.number DESC
), added AS MATERIALIZED (
    SELECT l.record_table, l.key, min(l.entered_on) AS entered_on, max(l.entered_by) AS entered_by, l.title, l.part,
           l.on_day
    FROM log_since_meeting l WHERE l.operation = 'insert'
    GROUP BY l.record_table, l.key, l.title, l.part, l.on_day
), net AS (   -- changed and changed back is no change
    SELECT l.record_table, l.key, l.title, l.part, l.label, (array_agg(l.was ORDER BY l.number))[1] AS was,
           (array_agg(l.is_now ORDER BY l.number DESC))[1] AS is_now, min(l.number) AS number,
           max(l.entered_on) AS entered_on, (array_agg(l.entered_by ORDER BY l.number DESC))[1] AS entered_by
    FROM log_since_meeting l
    WHERE l.operation = 'update' AND NOT l.is_fact
      AND NOT EXISTS (SELECT FROM added a WHERE a.record_table = l.record_table AND a.key = l.key)
    GROUP BY l.record_table, l.key, l.title, l.part, l.label
    HAVING (array_agg(l.old_value ORDER BY l.number))[1] IS DISTINCT FROM
        (array_agg(l.new_value ORDER BY l.number DESC))[1]
), removed AS (
    SELECT l.record_table, l.key, max(l.entered_on) AS entered_on, max(l.entered_by) AS entered_by,
           coalesce(max(l.was) FILTER (WHERE l.column_name IN ('title', 'name', 'what', 'step')),
                    string_agg(l.was, ', ' ORDER BY l.number) FILTER (WHERE l.form = 'name')) AS title,
           string_agg(l.label || ' ' || l.was, '; ' ORDER BY l.number)
               FILTER (WHERE l.was <> 'no' AND l.column_name NOT IN ('title', 'name', 'what', 'step')
                       AND (l.form <> 'name' OR l.column_name = 'owner_post')) AS said
    FROM log_since_meeting l
    WHERE l.operation = 'delete'
      AND NOT EXISTS (SELECT FROM added a WHERE a.record_table = l.record_table AND a.key = l.key)
    GROUP BY l.record_table, l.key
), line (kind, record_table, title, in_words, on_day, entered_on, entered_by) AS (
    SELECT d.kind, d.record_table, d.title, d.in_words, d.on_day, coalesce(e.entered_on, a.entered_on),
           coalesce(e.entered_by, a.entered_by)
    FROM dated d
    JOIN cycle c ON d.on_day BETWEEN c.held_on AND c.today
    LEFT JOIN entered e ON e.record_table = d.record_table AND e.key = d.key
        AND e.column_name = d.column_name
    LEFT JOIN added a ON a.record_table = d.record_table AND a.key = d.key
    UNION ALL
    -- What has no day of its own, and who came to the meeting; several of one kind are one line.
    SELECT 'new', a.record_table, a.title,
           CASE WHEN a.record_table = 'attendance'
                THEN 'attendance of ' || sen.count_words(count(*), 'post') || ' recorded'
                WHEN count(*) = 1 THEN coalesce(max(a.part), k.one) || ' added'
                ELSE sen.count_words(count(*), k.one, k.several)
                     || CASE WHEN count(*) <= 5 THEN coalesce(': ' || string_agg(a.part, ', ' ORDER BY a.part), '')
                             ELSE '' END || ' added' END,
           a.entered_on, a.entered_on, a.entered_by
    FROM added a
    JOIN cycle c ON c.began_on <= c.held_on
    JOIN sen.recorded_tables() k ON k.record_table = a.record_table
    WHERE a.title IS NOT NULL AND (a.on_day IS NULL OR (a.record_table = 'attendance' AND a.on_day = c.held_on))
    GROUP BY a.record_table, a.title, k.one, k.several, a.entered_on, a.entered_by
    UNION ALL
    SELECT 'changed', n.record_table, n.title,
           coalesce(max(n.part) || ': ', '')
               || string_agg(CASE WHEN n.was IS NULL THEN n.label || ' is now ' || n.is_now
                                  WHEN n.is_now IS NULL THEN n.label || ' is empty now, and was ' || n.was
                                  ELSE n.label || ' went from ' || n.was || ' to ' || n.is_now END, '; '
                             ORDER BY n.number), max(n.entered_on), max(n.entered_on),
           (array_agg(n.entered_by ORDER BY n.entered_on DESC))[1]
    FROM net n
    WHERE n.title IS NOT NULL
    GROUP BY n.record_table, n.key, n.title
    UNION ALL
    SELECT 'removed', r.record_table, coalesce(r.title, k.one),
           k.one || ' deleted' || coalesce('; it said: ' || r.said, ''),
           r.entered_on, r.entered_on, r.entered_by
    FROM removed r
    JOIN sen.recorded_tables() k ON k.record_table = r.record_table AND NOT k.is_record
)
SELECT k.place AS kind_position, l.kind, r."position" AS subject_position, r.subject, l.title, l.in_words, l.on_day,
       l.entered_on, l.entered_by, 'entered by ' || l.entered_by || ' on ' || sen.date_words(l.entered_on) AS entered
FROM line l
JOIN (VALUES ('new', 1), ('changed', 2), ('done', 3), ('removed', 4)) k (kind, place) ON k.kind = l.kind
JOIN sen.recorded_tables() r ON r.record_table = l.record_table
UNION ALL
SELECT 5, 'corrected', c.subject_position, c.subject, c.title, c.what || ': ' || c.in_words, c.on_day, c.entered_on,
       c.entered_by, c.entered
FROM corrections c
ORDER BY 1, 3, 5, 7, 6;
COMMENT ON VIEW what_changed IS
    'What changed since the last meeting (meeting_cycle), for people: new, changed, done, removed and corrected, by '
    'subject, with titles and words, and who entered it where the log says it. It goes by the days of the records, of '
    'what has none by the log; sealing changes nothing of it. What nobody looked at is not in it. No rows before a '
    'meeting was held.';
COMMENT ON COLUMN what_changed.kind_position IS 'Place of the kind in reports.';
COMMENT ON COLUMN what_changed.kind IS
    'new, changed, done, removed, or corrected: another value of what a held meeting was told (view corrections).';
COMMENT ON COLUMN what_changed.subject_position IS 'Place of the subject in reports.';
COMMENT ON COLUMN what_changed.subject IS 'The subject, such as Risks.';
COMMENT ON COLUMN what_changed.title IS 'What it is about, by its title.';
COMMENT ON COLUMN what_changed.in_words IS 'What changed, in words, such as went from on track to at risk.';
COMMENT ON COLUMN what_changed.on_day IS
    'Day of the change, by the record itself if it has one; of a correction the day that it is about.';
COMMENT ON COLUMN what_changed.entered_on IS
    'Day on which it was entered, in the time zone of the session; empty if the log does not say.';
COMMENT ON COLUMN what_changed.entered_by IS
    'Who entered it: the post that enters with that role (post.enters_as), else the level of access '
    'that it has now; empty if the log does not say.';
COMMENT ON COLUMN what_changed.entered IS 'Who entered it and when, in words; empty if the log does not say.';
