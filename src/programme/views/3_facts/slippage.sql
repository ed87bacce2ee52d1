-- read: reader

-- An entry that was made for a meeting counts from the day of that meeting at the latest: minutes are entered after it.
CREATE VIEW slippage AS
WITH entry AS MATERIALIZED (
    SELECT c.log_table, c.key, c.key_text, c.column_name, c.new_value, c.operation, c.session_role, c.place,
           least(c.statement_at::date, m.held_on, m.planned_on) AS counts_on,
           coalesce(m.title, c.meeting, p.title, v.meeting) AS at_meeting
    FROM sen.plan_changes('ledger_block'::regclass,
                          '{"action": ["due_on", "owner_post"], "objective": ["owner_post"],
                            "measure": ["target_on", "target_value", "baseline_on", "baseline_value", "owner_post"],
                            "milestone": ["due_on", "value"],
                            "worded_milestone": ["due_on", "owner_post"], "risk": ["owner_post"],
                            "mitigation": ["due_on", "owner_post"], "requirement": ["due_on"],
                            "notice": ["actions_due_on"], "meeting": ["planned_on"]}')
         WITH ORDINALITY c (log_table, key, key_text, operation, column_name, old_value, new_value, session_role,
                            acting_role, statement_at, meeting, version, leaf_index, block_id, number, place)
    LEFT JOIN meeting m ON m.meeting_id = c.meeting
    LEFT JOIN ledger_version v ON v.version = c.version
    LEFT JOIN meeting p ON p.meeting_id = v.meeting
    WHERE c.key IS NOT NULL AND c.operation <> 'delete'
), step AS (
    SELECT x.*, x.counts AND x.before IS NOT NULL AND x.before IS DISTINCT FROM x.new_value AS is_move
    FROM (SELECT e.*, e.counts_on <= sen.today() AS counts,
                 -- The key as text first: what most rows differ in is sorted fastest.
                 lag(e.new_value) OVER (PARTITION BY e.key_text, e.column_name, e.log_table, e.counts_on <= sen.today()
                                        ORDER BY e.place) AS before
          FROM entry e) x
), told AS (
    -- The entries are looked up by their place: to sort those of each value would take longer than all else.
    SELECT g.log_table, g.key, g.column_name, g.moved_since, g.known_from, f.new_value AS first,
           f.counts_on AS first_on, l.new_value AS last,
           -- What begins with an update was empty until then.
           g.any_counts OR b.operation = 'update' AS is_known, g.moves, g.moved_place
    FROM (
        SELECT s.log_table, s.key, s.column_name, bool_or(NOT s.counts) AS moved_since,
               min(s.counts_on) AS known_from,
               min(s.place) FILTER (WHERE s.counts AND s.new_value IS NOT NULL) AS first_place,
               max(s.place) FILTER (WHERE s.counts) AS last_place, min(s.place) AS begun_place,
               bool_or(s.counts) AS any_counts,
               count(*) FILTER (WHERE s.is_move) AS moves, max(s.place) FILTER (WHERE s.is_move) AS moved_place
        FROM step s
        GROUP BY s.key_text, s.column_name, s.log_table, s.key
    ) g
    LEFT JOIN entry f ON f.place = g.first_place
    LEFT JOIN entry l ON l.place = g.last_place
    LEFT JOIN entry b ON b.place = g.begun_place
), thing AS (
    SELECT 'action' AS kind, 1 AS position, 'action' AS log_table, jsonb_build_object('action_id', a.action_id) AS key,
           a.action_id AS id, a.title, NULL AS unit, NULL AS direction, v.column_name, v.now
    FROM action a
    CROSS JOIN LATERAL (VALUES ('due_on', to_char(a.due_on, 'YYYY-MM-DD')), ('owner_post', a.owner_post))
        v (column_name, now)
    UNION ALL
    SELECT 'milestone', 2, 'milestone', jsonb_build_object('measure_id', s.measure_id,
                                                           'due_on', to_char(s.due_on, 'YYYY-MM-DD')),
           s.measure_id, concat_ws(': ', m.title, s.title), m.unit, m.direction, v.column_name, v.now
    FROM milestone s
    JOIN measure m ON m.measure_id = s.measure_id
    CROSS JOIN LATERAL (VALUES ('due_on', to_char(s.due_on, 'YYYY-MM-DD')), ('value', s.value::text))
        v (column_name, now)
    UNION ALL
    SELECT 'milestone', 2, 'worded_milestone', jsonb_build_object('milestone_id', w.milestone_id), w.milestone_id,
           w.title, NULL, NULL, v.column_name, v.now
    FROM worded_milestone w
    CROSS JOIN LATERAL (VALUES ('due_on', to_char(w.due_on, 'YYYY-MM-DD')), ('owner_post', w.owner_post))
        v (column_name, now)
    UNION ALL
    SELECT 'measure', 3, 'measure', jsonb_build_object('measure_id', m.measure_id), m.measure_id, m.title, m.unit,
           m.direction, v.column_name, v.now
    FROM measure m
    CROSS JOIN LATERAL (VALUES ('target_on', to_char(m.target_on, 'YYYY-MM-DD')),
                               ('target_value', m.target_value::text),
                               ('baseline_on', to_char(m.baseline_on, 'YYYY-MM-DD')),
                               ('baseline_value', m.baseline_value::text), ('owner_post', m.owner_post))
        v (column_name, now)
    UNION ALL
    SELECT 'objective', 4, 'objective', jsonb_build_object('objective_id', o.objective_id), o.objective_id, o.title,
           NULL, NULL, 'owner_post', o.owner_post
    FROM objective o
    UNION ALL
    SELECT 'risk', 5, 'risk', jsonb_build_object('risk_id', r.risk_id), r.risk_id, r.title, NULL, NULL, 'owner_post',
           r.owner_post
    FROM risk r
    UNION ALL
    SELECT 'mitigation', 6, 'mitigation',
           jsonb_build_object('risk_id', m.risk_id, 'mitigation_number', m.mitigation_number::text),
           m.risk_id || ', ' || m.mitigation_number, m.what, NULL, NULL, v.column_name, v.now
    FROM mitigation m
    CROSS JOIN LATERAL (VALUES ('due_on', to_char(m.due_on, 'YYYY-MM-DD')), ('owner_post', m.owner_post))
        v (column_name, now)
    UNION ALL
    SELECT 'paragraph', 7, 'requirement', jsonb_build_object('notice_id', q.notice_id, 'paragraph', q.paragraph),
           q.notice_id || ', ' || q.paragraph, q.paragraph || ' ' || q.heading, NULL, NULL, 'due_on',
           to_char(q.due_on, 'YYYY-MM-DD')
    FROM requirement q
    UNION ALL
    SELECT 'notice', 8, 'notice', jsonb_build_object('notice_id', n.notice_id), n.notice_id, n.title, NULL, NULL,
           'actions_due_on', to_char(n.actions_due_on, 'YYYY-MM-DD')
    FROM notice n
    UNION ALL
    SELECT 'meeting', 9, 'meeting', jsonb_build_object('meeting_id', m.meeting_id), m.meeting_id, m.title, NULL, NULL,
           'planned_on', to_char(m.planned_on, 'YYYY-MM-DD')
    FROM meeting m
), known AS (
    SELECT g.*, c.what, c.sort, t.known_from, t.first_on, t.moves,
           coalesce(t.is_known, false) AS is_known, t.moved_place, t.first AS first_text,
           -- The log of a table that is no longer tracked does not have what it holds now.
           CASE WHEN t.moved_since AND t.is_known THEN t.last ELSE g.now END AS now_text
    FROM thing g
    JOIN (VALUES ('due_on', 'due day', 1), ('target_on', 'target day', 1), ('planned_on', 'planned day', 1),
                 ('actions_due_on', 'due day', 1), ('target_value', 'target', 2), ('value', 'value', 2),
                 ('baseline_on', 'baseline day', 3), ('baseline_value', 'baseline', 4), ('owner_post', 'owner', 5))
         c (column_name, what, sort) ON c.column_name = g.column_name
    LEFT JOIN told t ON t.log_table = g.log_table AND t.key = g.key AND t.column_name = g.column_name
), valued AS (
    SELECT k.*, coalesce(k.first_text, k.now_text) AS start_text, d.is_day, d.is_number,
           CASE WHEN d.is_day THEN coalesce(k.first_text, k.now_text)::date END AS first_day,
           CASE WHEN d.is_day THEN k.now_text::date END AS this_day,
           CASE WHEN d.is_number THEN coalesce(k.first_text, k.now_text)::numeric END AS first_number,
           CASE WHEN d.is_number THEN k.now_text::numeric END AS this_number
    FROM known k
    CROSS JOIN LATERAL (SELECT k.column_name LIKE '%\_on' AS is_day, k.column_name LIKE '%value' AS is_number) d
), worded AS (
    SELECT v.*, v.this_day - v.first_day AS days, v.this_number - v.first_number AS change,
           CASE WHEN v.is_day THEN sen.date_words(v.first_day)
                WHEN v.is_number THEN sen.figure_words(v.first_number, v.unit, NULL, v.this_number)
                ELSE coalesce(p.title, v.start_text) END AS first_words,
           CASE WHEN v.is_day THEN sen.date_words(v.this_day)
                WHEN v.is_number THEN sen.figure_words(v.this_number, v.unit, NULL, v.first_number)
                ELSE coalesce(q.title, v.now_text) END AS this_words,
           CASE WHEN v.column_name IN ('target_value', 'value') AND v.this_number <> v.first_number
                THEN (v.this_number < v.first_number) = (v.direction = 'increase') ELSE false END AS is_easier,
           e.counts_on AS moved_on,
           CASE WHEN e.session_role IS NOT NULL
                THEN coalesce(r.in_words, 'somebody who no longer has access') END AS moved_by,
           e.at_meeting AS moved_at
    FROM valued v
    LEFT JOIN post p ON p.post_id = v.start_text AND v.column_name = 'owner_post'
    LEFT JOIN post q ON q.post_id = v.now_text AND v.column_name = 'owner_post'
    LEFT JOIN entry e ON e.place = v.moved_place
    LEFT JOIN role_title r ON r.role_name = e.session_role
)
SELECT w.kind, w.id, w.title, w.what, w.first_words AS first_agreed, w.first_on AS first_recorded_on,
       w.this_words AS current, CASE WHEN w.is_known THEN w.moves END AS times_moved,
       w.first_day AS first_agreed_on, w.this_day AS current_on, CASE WHEN w.is_known THEN w.days END AS days_moved,
       CASE WHEN w.is_known THEN w.change END AS moved_by_value, w.is_easier, w.moved_on AS last_moved_on,
       w.moved_by AS last_moved_by,
       w.moved_at AS last_moved_at,
       CASE
           WHEN NOT w.is_known THEN coalesce(w.this_words, 'none')
               || CASE WHEN w.known_from IS NULL THEN '; the log has no record of it'
                       ELSE '; what it was then is not known: the log has it from ' || sen.date_words(w.known_from)
                  END
           WHEN w.first_words IS NULL THEN 'none was agreed'
           WHEN w.moves = 0 AND w.first_words = w.this_words THEN w.this_words || ', as first agreed'
           WHEN w.this_words IS NULL THEN 'taken away, from ' || w.first_words
           WHEN w.days > 0 THEN 'moved by ' || sen.in_days(w.days) || ' from ' || w.first_words || ' to '
                                || w.this_words
           WHEN w.days < 0 THEN 'brought forward by ' || sen.in_days(-w.days) || ' from ' || w.first_words || ' to '
                                || w.this_words
           WHEN w.change <> 0 THEN CASE WHEN w.change < 0 THEN 'lowered' ELSE 'raised' END || ' from ' || w.first_words
               || ' to ' || w.this_words
               || CASE WHEN w.column_name = 'baseline_value' THEN '' WHEN w.is_easier THEN ', which is easier to reach'
                       ELSE ', which is harder to reach' END
           WHEN w.first_words IS DISTINCT FROM w.this_words THEN 'from ' || w.first_words || ' to ' || w.this_words
           ELSE 'back to ' || w.first_words || ', as first agreed'
       END
       || CASE WHEN NOT w.is_known OR w.first_words IS NULL THEN ''
               WHEN w.moves = 0 AND w.first_words = w.this_words THEN ''
               WHEN w.moves = 0 THEN '; the log does not say how'
               ELSE CASE WHEN w.moves > 1 THEN '; changed ' || sen.count_words(w.moves, 'time') || ', last' ELSE ';' END
                    || ' on ' || sen.date_words(w.moved_on) || ' by ' || w.moved_by
                    || coalesce(', for ' || w.moved_at, '') END AS in_words
FROM worded w
ORDER BY w.position, w.id, w.sort;
COMMENT ON VIEW slippage IS
    'First agreed and current, from the log: of every action, milestone, measure, objective, risk, mitigation, '
    'paragraph, notice and meeting the due day, target, baseline and owner that it has, a row each, as on sen.today(); '
    'how often it was moved, by how much, when last, by whom and for which meeting. What was entered for a meeting '
    'counts from the day of that meeting at the latest, else from the day on which it was entered.';
COMMENT ON COLUMN slippage.kind IS
    'What it is about: action, milestone, measure, objective, risk, mitigation, paragraph (of a notice), notice or '
    'meeting.';
COMMENT ON COLUMN slippage.id IS 'Its short name; of a milestone that is a figure, that of the measure.';
COMMENT ON COLUMN slippage.title IS 'Its title, as it is now.';
COMMENT ON COLUMN slippage.what IS
    'What may have moved: due day, target day, planned day, target, value (of a milestone), baseline day, baseline or '
    'owner.';
COMMENT ON COLUMN slippage.first_agreed IS
    'The first that the log has, in words: the day, the figure with its unit, or the title of the post. As current if '
    'the log has none.';
COMMENT ON COLUMN slippage.first_recorded_on IS 'Day from which that counts; empty if the log has none by then.';
COMMENT ON COLUMN slippage.current IS 'What it is on sen.today(), likewise; empty if there is none.';
COMMENT ON COLUMN slippage.times_moved IS
    'How often it was changed from one value to another. Empty if the log has nothing of it by then.';
COMMENT ON COLUMN slippage.first_agreed_on IS 'Of a day: the first agreed.';
COMMENT ON COLUMN slippage.current_on IS 'Of a day: the current one.';
COMMENT ON COLUMN slippage.days_moved IS
    'Of a day: days from the first agreed to the current one; negative if earlier.';
COMMENT ON COLUMN slippage.moved_by_value IS 'Of a figure: the current one less the first agreed, in the unit.';
COMMENT ON COLUMN slippage.is_easier IS
    'True of a target or a milestone whose current value is easier to reach than the first agreed: one that was '
    'lowered, if more is better.';
COMMENT ON COLUMN slippage.last_moved_on IS 'Day from which the last change counts; empty if there was none.';
COMMENT ON COLUMN slippage.last_moved_by IS
    'Who made it: the title of the post that enters with the role that had logged in (post.enters_as), else the level '
    'of access that it has now.';
COMMENT ON COLUMN slippage.last_moved_at IS
    'Title of the meeting that it was made for (sen_improvement.meeting); else of the meeting with which the version '
    'was sealed that took it in: the one whose papers it is in. Empty if neither is said.';
COMMENT ON COLUMN slippage.in_words IS 'All this in words.';
