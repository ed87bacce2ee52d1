-- read: nobody

-- The key is written as the log has it: text, days as 2025-06-10 whatever the settings of the session.
CREATE VIEW named_title AS
SELECT 'meeting' AS record_table, jsonb_build_object('meeting_id', m.meeting_id) AS key, m.title, NULL::text AS part,
       CASE WHEN m.held_on < t.today THEN m.held_on END AS on_day, NULL::text AS unit,
       m.meeting_id AS name
FROM meeting m CROSS JOIN (SELECT sen.today() AS today) t
UNION ALL
SELECT 'attendance', jsonb_build_object('meeting_id', a.meeting_id, 'post_id', a.post_id), m.title, p.title,
       CASE WHEN m.held_on < t.today THEN m.held_on END, NULL, a.meeting_id
FROM attendance a JOIN meeting m ON m.meeting_id = a.meeting_id JOIN post p ON p.post_id = a.post_id
CROSS JOIN (SELECT sen.today() AS today) t
UNION ALL
SELECT 'invitation', jsonb_build_object('meeting_id', i.meeting_id, 'post_id', i.post_id), m.title, p.title, i.sent_on,
       NULL, i.meeting_id
FROM invitation i JOIN meeting m ON m.meeting_id = i.meeting_id JOIN post p ON p.post_id = i.post_id
UNION ALL
SELECT 'objective', jsonb_build_object('objective_id', o.objective_id), o.title, NULL, o.agreed_on, NULL,
       o.objective_id
FROM objective o
UNION ALL
SELECT 'objective_area', jsonb_build_object('objective_id', b.objective_id, 'notice_id', b.notice_id,
                                            'area_number', b.area_number::text), o.title, a.title, NULL, NULL,
       b.objective_id
FROM objective_area b JOIN objective o ON o.objective_id = b.objective_id
JOIN area a ON a.notice_id = b.notice_id AND a.area_number = b.area_number
UNION ALL
SELECT 'action', jsonb_build_object('action_id', a.action_id), a.title, NULL, a.agreed_on, NULL, a.action_id
FROM action a
UNION ALL
SELECT 'budget', jsonb_build_object('objective_id', b.objective_id, 'year_from', to_char(b.year_from, 'YYYY-MM-DD')),
       o.title, 'budget of the year from ' || sen.date_words(b.year_from) || ' on', NULL, NULL, b.objective_id
FROM budget b JOIN objective o ON o.objective_id = b.objective_id
UNION ALL
SELECT 'contribution', jsonb_build_object('action_id', b.action_id, 'partner_id', b.partner_id), a.title, p.name, NULL,
       NULL, b.action_id
FROM contribution b JOIN action a ON a.action_id = b.action_id JOIN partner p ON p.partner_id = b.partner_id
UNION ALL
SELECT 'measure', jsonb_build_object('measure_id', m.measure_id), m.title, NULL, m.agreed_on, m.unit, m.measure_id
FROM measure m
UNION ALL
SELECT 'measurement', jsonb_build_object('measure_id', v.measure_id, 'period_to', to_char(v.period_to, 'YYYY-MM-DD')),
       m.title, 'figure for ' || sen.date_words(v.period_to), greatest(v.period_to, v.reported_on), m.unit,
       v.measure_id
FROM measurement v JOIN measure m ON m.measure_id = v.measure_id
UNION ALL
SELECT 'milestone', jsonb_build_object('measure_id', s.measure_id, 'due_on', to_char(s.due_on, 'YYYY-MM-DD')), m.title,
       'milestone of ' || sen.date_words(s.due_on), NULL, m.unit, s.measure_id
FROM milestone s JOIN measure m ON m.measure_id = s.measure_id
UNION ALL
SELECT 'worded_milestone', jsonb_build_object('milestone_id', w.milestone_id), w.title, NULL, w.agreed_on, NULL,
       w.milestone_id
FROM worded_milestone w
UNION ALL
SELECT 'scenario', jsonb_build_object('scenario_id', s.scenario_id), s.title, NULL, s.agreed_on, NULL, s.scenario_id
FROM scenario s
UNION ALL
SELECT 'capacity', jsonb_build_object('scenario_id', c.scenario_id, 'stage', c.stage, 'team', c.team, 'from_on',
                                      to_char(c.from_on, 'YYYY-MM-DD')), s.title,
       c.team || ' for ' || c.stage || ', ' || sen.span_words(c.from_on, c.to_on), NULL, NULL, c.scenario_id
FROM capacity c JOIN scenario s ON s.scenario_id = c.scenario_id
UNION ALL
SELECT 'arrival_assumption', jsonb_build_object('scenario_id', a.scenario_id, 'from_on',
                                                to_char(a.from_on, 'YYYY-MM-DD')), s.title,
       'requests ' || sen.span_words(a.from_on, a.to_on), NULL, NULL, a.scenario_id
FROM arrival_assumption a JOIN scenario s ON s.scenario_id = a.scenario_id
UNION ALL
SELECT 'school_holiday', jsonb_build_object('local_authority', h.local_authority, 'from_on',
                                            to_char(h.from_on, 'YYYY-MM-DD')),
       'School holidays of ' || h.local_authority, sen.span_words(h.from_on, h.to_on), NULL, NULL, h.local_authority
FROM school_holiday h
UNION ALL
SELECT 'recovery_target', jsonb_build_object('local_authority', t.local_authority, 'measure', t.measure, 'due_on',
                                             to_char(t.due_on, 'YYYY-MM-DD')), coalesce(k.title, t.measure),
       'target of ' || sen.date_words(t.due_on), NULL, k.unit, t.local_authority
FROM recovery_target t LEFT JOIN sen.projection_measures() k ON k.measure = t.measure
UNION ALL
SELECT 'recalculation', jsonb_build_object('measure_id', r.measure_id, 'starts_on',
                                           to_char(r.starts_on, 'YYYY-MM-DD')), m.title,
       'control chart from ' || sen.date_words(r.starts_on) || ' on', g.held_on, m.unit, r.measure_id
FROM recalculation r JOIN measure m ON m.measure_id = r.measure_id JOIN meeting g ON g.meeting_id = r.meeting_id
UNION ALL
SELECT 'plans_in_force', jsonb_build_object('local_authority', f.local_authority, 'on_day',
                                            to_char(f.on_day, 'YYYY-MM-DD')),
       'Plans in force', 'number on ' || sen.date_words(f.on_day), NULL, NULL, f.local_authority
FROM plans_in_force f
UNION ALL
SELECT 'population', jsonb_build_object('local_authority', p.local_authority, 'on_day',
                                        to_char(p.on_day, 'YYYY-MM-DD')),
       'People aged 0 to 25', 'number on ' || sen.date_words(p.on_day), NULL, NULL, p.local_authority
FROM population p
UNION ALL
SELECT 'neighbour', jsonb_build_object('local_authority', n.local_authority, 'list_year', n.list_year,
                                       'neighbour', n.neighbour),
       'Statistical neighbours of ' || n.local_authority, n.neighbour || ' in the list of ' || n.list_year, NULL, NULL,
       n.local_authority
FROM neighbour n
UNION ALL
SELECT 'data_source', jsonb_build_object('source', s.source), s.title, NULL, NULL, NULL, s.source
FROM data_source s
UNION ALL
SELECT 'definition', jsonb_build_object('definition', d.definition), d.title, NULL, NULL, NULL, d.definition
FROM definition d
UNION ALL
SELECT 'contested_choice', jsonb_build_object('point', c.point), coalesce(p.point, c.point), NULL, NULL, NULL, c.point
FROM contested_choice c LEFT JOIN sen.contested_points() p ON p.name = c.point
UNION ALL
SELECT 'risk', jsonb_build_object('risk_id', r.risk_id), r.title, NULL, r.opened_on, NULL, r.risk_id
FROM risk r
UNION ALL
SELECT 'risk_assessment', jsonb_build_object('risk_id', a.risk_id, 'assessed_on',
                                             to_char(a.assessed_on, 'YYYY-MM-DD')), r.title,
       'assessment of ' || sen.date_words(a.assessed_on),
       CASE WHEN m.held_on < t.today THEN m.held_on ELSE a.assessed_on END, NULL, a.risk_id
FROM risk_assessment a JOIN risk r ON r.risk_id = a.risk_id LEFT JOIN meeting m ON m.meeting_id = a.meeting_id
CROSS JOIN (SELECT sen.today() AS today) t
UNION ALL
SELECT 'mitigation', jsonb_build_object('risk_id', g.risk_id, 'mitigation_number', g.mitigation_number::text), r.title,
       'mitigation ''' || g.what || '''', NULL, NULL, g.risk_id
FROM mitigation g JOIN risk r ON r.risk_id = g.risk_id
UNION ALL
SELECT 'evidence', jsonb_build_object('evidence_id', e.evidence_id), e.title, NULL, e.dated_on, NULL, e.evidence_id
FROM evidence e
UNION ALL
SELECT 'evidence_requirement', jsonb_build_object('evidence_id', q.evidence_id, 'notice_id', q.notice_id, 'paragraph',
                                                  q.paragraph), e.title, 'paragraph ' || q.paragraph, NULL, NULL,
       q.evidence_id
FROM evidence_requirement q JOIN evidence e ON e.evidence_id = q.evidence_id
UNION ALL
SELECT 'commentary', jsonb_build_object('measure_id', k.measure_id, 'written_on', to_char(k.written_on, 'YYYY-MM-DD')),
       m.title, 'commentary of ' || sen.date_words(k.written_on), k.written_on, m.unit, k.measure_id
FROM commentary k JOIN measure m ON m.measure_id = k.measure_id
UNION ALL
SELECT 'notice', jsonb_build_object('notice_id', n.notice_id), n.title, NULL, n.issued_on, NULL, n.notice_id
FROM notice n
UNION ALL
SELECT 'requirement', jsonb_build_object('notice_id', q.notice_id, 'paragraph', q.paragraph),
       'Paragraph ' || q.paragraph || ': ' || q.heading, NULL, NULL, NULL, q.notice_id
FROM requirement q
UNION ALL
SELECT 'area', jsonb_build_object('notice_id', a.notice_id, 'area_number', a.area_number::text), a.title, NULL, NULL,
       NULL, a.notice_id
FROM area a
UNION ALL
SELECT 'area_status', jsonb_build_object('notice_id', s.notice_id, 'area_number', s.area_number::text, 'since',
                                         to_char(s.since, 'YYYY-MM-DD')), a.title,
       'status from ' || sen.date_words(s.since) || ' on', s.since, NULL, s.notice_id
FROM area_status s JOIN area a ON a.notice_id = s.notice_id AND a.area_number = s.area_number
UNION ALL
SELECT 'review', jsonb_build_object('review_id', r.review_id), initcap(left(r.kind, 1)) || substr(r.kind, 2), NULL,
       CASE WHEN r.held_on <= t.today THEN r.held_on END, NULL, r.review_id
FROM review r CROSS JOIN (SELECT sen.today() AS today) t
UNION ALL
SELECT 'review_covers', jsonb_build_object('review_id', c.review_id, 'topic', c.topic),
       initcap(left(r.kind, 1)) || substr(r.kind, 2), c.topic, NULL, NULL, c.review_id
FROM review_covers c JOIN review r ON r.review_id = c.review_id
UNION ALL
SELECT 'next_step', jsonb_build_object('review_id', s.review_id, 'step_number', s.step_number::text), s.step, NULL,
       NULL, NULL, s.review_id
FROM next_step s
UNION ALL
SELECT 'next_step_area', jsonb_build_object('review_id', b.review_id, 'step_number', b.step_number::text, 'notice_id',
                                            b.notice_id, 'area_number', b.area_number::text), s.step, a.title, NULL,
       NULL, b.review_id
FROM next_step_area b JOIN next_step s ON s.review_id = b.review_id AND s.step_number = b.step_number
JOIN area a ON a.notice_id = b.notice_id AND a.area_number = b.area_number
UNION ALL
SELECT 'next_step_action', jsonb_build_object('review_id', b.review_id, 'step_number', b.step_number::text,
                                              'action_id', b.action_id), s.step, a.title, NULL, NULL, b.review_id
FROM next_step_action b JOIN next_step s ON s.review_id = b.review_id AND s.step_number = b.step_number
JOIN action a ON a.action_id = b.action_id
UNION ALL
SELECT 'next_step_measure', jsonb_build_object('review_id', b.review_id, 'step_number', b.step_number::text,
                                               'measure_id', b.measure_id), s.step, m.title, NULL, NULL, b.review_id
FROM next_step_measure b JOIN next_step s ON s.review_id = b.review_id AND s.step_number = b.step_number
JOIN measure m ON m.measure_id = b.measure_id
UNION ALL
SELECT 'own_judgement', jsonb_build_object('review_id', j.review_id, 'notice_id', j.notice_id, 'paragraph',
                                           j.paragraph), 'Own assessment', 'paragraph ' || j.paragraph, j.judged_on,
       NULL, j.review_id
FROM own_judgement j
UNION ALL
SELECT 'review_attendance', jsonb_build_object('review_id', a.review_id, 'post_id', a.post_id),
       initcap(left(r.kind, 1)) || substr(r.kind, 2), p.title, CASE WHEN r.held_on <= t.today THEN r.held_on END, NULL,
       a.review_id
FROM review_attendance a JOIN review r ON r.review_id = a.review_id JOIN post p ON p.post_id = a.post_id
CROSS JOIN (SELECT sen.today() AS today) t
UNION ALL
SELECT 'partner', jsonb_build_object('partner_id', p.partner_id), p.name, NULL, NULL, NULL, p.partner_id
FROM partner p
UNION ALL
SELECT 'post', jsonb_build_object('post_id', p.post_id), p.title, NULL, NULL, NULL, p.post_id
FROM post p
UNION ALL
SELECT 'measure_count', jsonb_build_object('measure_id', n.measure_id), m.title, NULL, NULL, NULL, n.measure_id
FROM measure_count n JOIN measure m ON m.measure_id = n.measure_id
UNION ALL
SELECT 'compliance_test', jsonb_build_object('test', w.test), w.test, NULL, NULL, NULL, w.test
FROM compliance_test w
UNION ALL
SELECT 'risk_level', jsonb_build_object('axis', l.axis, 'level', l.level::text), l.axis || ' ' || l.level, NULL, NULL,
       NULL, l.axis
FROM risk_level l
UNION ALL
--@for TABLE COLUMN
--@ complaint_theme theme
--@ delivery_status delivery_status
--@ evidence_kind kind
--@ impact_status impact_status
--@ notice_role notice_role
--@ feedback_theme theme
--@ period_kind period_kind
--@ rag rag
--@ review_topic topic
--@ risk_band risk_band
--@ sector sector
--@ slow_reason reason
--@ risk_response risk_response
--@ unit unit
SELECT '{TABLE}', jsonb_build_object('{COLUMN}', w.{COLUMN}), w.{COLUMN}, NULL, NULL, NULL, w.{COLUMN}
FROM {TABLE} w
UNION ALL
--@end
SELECT 'export_column', jsonb_build_object('export', c.export, 'table_name', c.table_name,
                                           'our_column', c.our_column), 'Export ' || c.export,
       c.table_name || '.' || c.our_column, NULL, NULL, c.export
FROM export_column c
UNION ALL
SELECT 'export_code', jsonb_build_object('export', c.export, 'table_name', c.table_name, 'our_column', c.our_column,
                                         'their_code', c.their_code), 'Export ' || c.export,
       c.table_name || '.' || c.our_column || ', code ' || c.their_code, NULL, NULL, c.export
FROM export_code c
UNION ALL
SELECT 'small_numbers', jsonb_build_object('only_row', CASE WHEN n.only_row THEN 't' END),
       'Small numbers in breakdowns', NULL, NULL,
       NULL, CASE WHEN n.only_row THEN 't' END
FROM small_numbers n
UNION ALL
SELECT 'verdict', jsonb_build_object('verdict', w.verdict), w.verdict, NULL, NULL, NULL, w.verdict
FROM verdict w;
COMMENT ON VIEW named_title IS 'Of record_title the rows of the tables whose key begins with a text.';
COMMENT ON COLUMN named_title.record_table IS 'Table of the row.';
COMMENT ON COLUMN named_title.key IS 'Its primary key, as the log has it.';
COMMENT ON COLUMN named_title.title IS
    'What it is called; of a row about another, such as an entry of the log, the title of that.';
COMMENT ON COLUMN named_title.part IS
    'Which row of several with that title, such as the post of an attendance; empty if title says it.';
COMMENT ON COLUMN named_title.on_day IS
    'Day that what it says counts on: of what was made for a meeting that was held, its day; empty for what has no day '
    'of its own.';
COMMENT ON COLUMN named_title.unit IS 'Unit of its values; empty unless it is of a measure.';
COMMENT ON COLUMN named_title.name IS 'The first column of the key: by it an index finds the row.';
