-- read: nobody

-- What a chief executive can take in: a row for each matter, with names for at most three of its things. The pack takes
-- it over as text, where what it rests on is there already.
CREATE VIEW first_page AS
WITH measure_figure AS MATERIALIZED (
--@query measure_figure
), dashboard AS MATERIALIZED (
--@query dashboard beside measure_figure
), milestone_status AS (
--@query milestone_status beside measure_figure, dashboard
), exception_report AS (
--@query exception_report
), red AS (
    SELECT count(*) AS measures, count(*) FILTER (WHERE e.state <> 'current') AS without_commentary,
           (array_agg(e.title ORDER BY e.title, e.measure_id))[1:2] AS titles
    FROM exception_report e
), moved AS (
    SELECT count(*) FILTER (WHERE d.moving = 'better') AS better, count(*) FILTER (WHERE d.moving = 'worse') AS worse,
           count(d.moving) AS compared,
           (array_agg(d.title ORDER BY d.title, d.measure_id) FILTER (WHERE d.moving = 'worse'))[1:2] AS titles
    FROM dashboard d
    JOIN meeting_cycle c ON c.last_held_on IS NOT NULL
    WHERE d.verdict IS DISTINCT FROM 'no recent data'
    HAVING count(*) > 0
), late AS (
    SELECT x.owner, count(*) FILTER (WHERE x.is_action) AS actions, count(*) FILTER (WHERE NOT x.is_action) AS others,
           max(x.days) AS days
    FROM (SELECT a.owner, true AS is_action, a.days_overdue AS days FROM action_status a WHERE a.overdue
          UNION ALL
          SELECT coalesce(m.owner, 'nobody'), false, m.days_overdue FROM mitigation_plan m
          WHERE m.state = 'overdue') x
    GROUP BY x.owner
), overdue AS (
    SELECT o.time_limit, split_part(o.duty, ';', 1) AS duty, sum(o.overdue) AS overdue,
           count(*) OVER () > 1 AS of_several
    FROM overdue_duties o
    WHERE o.time_limit <> 'final_plan' GROUP BY o.time_limit, o.duty
), page (place, item, in_words, detail) AS (
    SELECT 1, 'Measures',
           sen.list_words(', ', VARIADIC array_agg(sen.number_words(c.measures) || ' '
                              || CASE c.verdict WHEN 'no recent data' THEN 'without recent data' ELSE c.verdict END
                              ORDER BY c.position)),
           sen.list_words(' ',
               'Off track: ' || sen.list_words('; ', VARIADIC max(r.titles))
                   || CASE WHEN max(r.measures) > 2 THEN '; and ' || max(r.measures) - 2 || ' more' ELSE '' END || '.',
               CASE WHEN max(r.without_commentary) > 0
                    THEN 'Without commentary on the latest figure: ' || max(r.without_commentary) || '.' END)
    FROM (SELECT v.verdict, v.position, count(*) AS measures
          FROM dashboard d JOIN verdict v ON v.verdict = d.verdict GROUP BY v.verdict, v.position) c
    CROSS JOIN red r
    HAVING count(*) > 0
    UNION ALL
    SELECT 2, 'What moved since the last meeting',
           CASE WHEN m.compared = 0 THEN 'no measure has a figure since then'
                ELSE coalesce(nullif(m.better::text, '0'), 'none') || ' for the better, '
                     || coalesce(nullif(m.worse::text, '0'), 'none') || ' for the worse' END,
           'Worse: ' || sen.list_words('; ', VARIADIC m.titles)
               || CASE WHEN m.worse > 2 THEN '; and ' || m.worse - 2 || ' more' ELSE '' END || '.'
    FROM moved m
    UNION ALL
    SELECT 3, 'Milestones',
           sen.list_words(', ', nullif(m.missed, 0) || ' missed', nullif(m.late, 0) || ' reached late',
                          nullif(m.reached, 0) || ' reached', nullif(m.unknown, 0) || ' without a figure',
                          nullif(m.to_come, 0) || ' to come'),
           sen.list_words(' ',
               'Missed: ' || sen.list_words('; ', VARIADIC m.titles)
                   || CASE WHEN m.missed > 2 THEN '; and ' || m.missed - 2 || ' more' ELSE '' END || '.',
               'Next: ' || m.next || '.')
    FROM (SELECT count(*) FILTER (WHERE m.state = 'missed') AS missed,
                 count(*) FILTER (WHERE m.state = 'reached late') AS late,
                 count(*) FILTER (WHERE m.state = 'reached') AS reached,
                 count(*) FILTER (WHERE m.state = 'no figure') AS unknown,
                 count(*) FILTER (WHERE m.state IN ('next', 'later')) AS to_come,
                 (array_agg(w.named ORDER BY m.due_on DESC, w.named) FILTER (WHERE m.state = 'missed'))[1:2] AS titles,
                 (array_agg(w.named || ', ' || sen.date_words(m.due_on) ORDER BY m.due_on, w.named)
                  FILTER (WHERE m.state = 'next'))[1] AS next
          FROM milestone_status m
          CROSS JOIN LATERAL (SELECT CASE WHEN m.milestone_id IS NULL THEN m.title ELSE m.milestone END AS named) w
          HAVING count(*) > 0) m
    UNION ALL
    SELECT 4, 'EHC plans within 20 weeks',
           CASE WHEN max(g.state) = 'no recent data' THEN max(g.state)
                ELSE coalesce(sen.percent_words(sen.percent(sum(t.in_time_excluding), sum(t.finished_excluding)),
                                                sum(t.finished_excluding)), 'no plan issued')
                     || ' from 1 January to ' || sen.date_words(max(t.to_day))
           END,
           sen.list_words('; ',
               CASE WHEN max(g.state) = 'no recent data' THEN 'Data of cases ' || max(g.in_words) END,
               sen.share_words(sum(t.overdue_at_end), sum(t.open_at_end), 'open request', NULL, 'over 20 weeks'))
               || '.'
    FROM statutory_duties t
    CROSS JOIN (SELECT a.state, a.in_words FROM data_age a WHERE a.source = 'cases' AND a.measure_id IS NULL) g
    WHERE t.definition = 'plans_in_20_weeks'
    HAVING count(*) > 0
    UNION ALL
    SELECT 5, 'Other duties by law',
           sen.number_words(sum(o.overdue)) || ' overdue on ' || sen.date_words(max(g.stands_on))
               || CASE WHEN max(g.state) = 'no recent data' THEN ': no recent data' ELSE '' END,
           CASE WHEN count(*) > 1 THEN 'Most: ' ELSE 'All of them: ' END
               || (array_agg(o.duty || CASE WHEN o.of_several THEN ', ' || sen.number_words(o.overdue) ELSE '' END
                                  ORDER BY o.overdue DESC, o.time_limit))[1]
               || CASE WHEN count(*) > 1 THEN '; and ' || sen.count_words(count(*) - 1, 'other duty', 'other duties')
                       ELSE '' END || '.'
    FROM overdue o
    CROSS JOIN (SELECT a.state, a.stands_on FROM data_age a WHERE a.source = 'cases' AND a.measure_id IS NULL) g
    HAVING count(*) > 0
    UNION ALL
    SELECT 6, 'Late, and whose',
           sen.list_words(' and ', sen.count_words(nullif(sum(l.actions), 0), 'action'),
                          sen.count_words(nullif(sum(l.others), 0), 'mitigation'))
               || ', the longest by ' || sen.in_days(max(l.days)),
           sen.list_words('; ', VARIADIC (array_agg(l.owner || ', ' || l.actions + l.others
                                                    ORDER BY l.actions + l.others DESC, l.days DESC, l.owner))[1:3])
               || CASE WHEN count(*) > 3 THEN '; and ' || count(*) - 3 || ' more' ELSE '' END || '.'
    FROM late l
    HAVING count(*) > 0
    UNION ALL
    SELECT 7, 'For decision', sen.number_words(count(*)),
           sen.list_words('; ', VARIADIC (array_agg(rtrim(b.what, '. ') ORDER BY b.meets_on, b.decision_id))[1:3])
               || CASE WHEN count(*) > 3 THEN '; and ' || count(*) - 3 || ' more' ELSE '' END || '.'
    FROM board_decisions b WHERE b.state NOT IN ('decided', 'put off')
    HAVING count(*) > 0
    UNION ALL
    SELECT 8, 'Escalated and not resolved', sen.number_words(count(*)),
           'The oldest: ' || (array_agg(rtrim(e.what, '. ') || ', to the ' || e.to_post || ', '
                                        || sen.in_days(e.days_open) || ' ago'
                                        ORDER BY e.raised_on, e.escalation_id))[1] || '.'
    FROM open_escalations e
    HAVING count(*) > 0
    UNION ALL
    SELECT 9, 'Risks', sen.share_words(count(*) FILTER (WHERE r.above_appetite), count(*), 'open risk', NULL,
                                       'above the appetite for it'),
           'The highest: ' || (array_agg(r.title
                                           || coalesce(', score ' || r.current_score || ', ' || r.current_band, '')
                                         ORDER BY r.current_score DESC NULLS LAST, r.risk_id))[1] || '.'
    FROM risk_register r
    HAVING count(*) > 0
    UNION ALL
    SELECT 10, 'Families, in twelve months',
           sen.count_words(sum(f.pieces), 'piece of feedback', 'pieces of feedback') || ': '
               || sen.list_words(', ', nullif(sum(f.positive), 0) || ' positive', nullif(sum(f.mixed), 0) || ' mixed',
                                 nullif(sum(f.negative), 0) || ' negative'),
           'Most of: ' || sen.list_words(', ', VARIADIC (array_agg(f.theme ORDER BY f.pieces DESC, f.position))[1:3])
               || '.'
    FROM (SELECT f.theme, f.position, sum(f.pieces) AS pieces, sum(f.positive) AS positive, sum(f.mixed) AS mixed,
                 sum(f.negative) AS negative
          FROM feedback_by_theme f WHERE f.from_whom IN ('parents and carers', 'children and young people')
          GROUP BY f.theme, f.position) f
    HAVING count(*) > 0
    UNION ALL
    SELECT 11, 'The advisers say', a.finding, sen.date_words(a.given_on) || ': ' || a.summary
    FROM (SELECT u.* FROM adviser_findings u ORDER BY u.given_on DESC, u.adviser_update_id DESC LIMIT 1) a
    UNION ALL
    SELECT 12, n.title, j.evidence || ' met', 'Open: ' || nullif(j.missing, '') || '.'
    FROM notice_judged j
    JOIN notice n ON n.notice_id = j.notice_id
    WHERE j.in_force AND j.condition = 'Every duty of the notice is met'
      AND EXISTS (SELECT FROM requirement q WHERE q.notice_id = j.notice_id AND q.kind = 'duty')
    UNION ALL
    -- What all of it rests on. A measure without recent data may have none since its baseline.
    SELECT 14, 'How old the data are',
           coalesce(sen.list_words('; ', 'no recent data of ' || sen.list_words(', ', VARIADIC max(a.old)),
                                   sen.share_words(nullif(max(d.old), 0), max(d.measures), 'measure', NULL,
                                                   'without recent data')), 'all recent'),
           sen.list_words('; ', VARIADIC max(a.days)) || '.'
    FROM (SELECT array_agg(x.source ORDER BY x.position)
                     FILTER (WHERE x.state = 'no recent data') AS old,
                 array_agg(x.title || ' to ' || sen.date_words(x.known_to)
                           || CASE x.basis WHEN 'not stated' THEN ' (not stated)' ELSE '' END
                           || CASE x.state WHEN 'recent' THEN '' ELSE ', ' || sen.in_days(x.age_days) || ' ago' END
                           ORDER BY x.position) AS days
          FROM data_age x WHERE x.measure_id IS NULL AND x.state <> 'nothing recorded') a
    CROSS JOIN (SELECT count(*) AS measures, count(*) FILTER (WHERE b.verdict = 'no recent data') AS old
                FROM dashboard b) d
    HAVING max(a.days) IS NOT NULL OR max(d.measures) > 0
    UNION ALL
    SELECT 13, 'Next meeting of the Board', sen.date_words(r.meets_on), r.in_words
    FROM meeting_cycle c JOIN meeting_readiness r ON r.meeting_id = c.next_meeting_id
    UNION ALL
    SELECT 13, 'Next meeting of the Board', 'none is planned',
           'The last was on ' || sen.date_words(c.last_held_on) || '.'
    FROM meeting_cycle c WHERE c.next_meeting_id IS NULL AND EXISTS (SELECT FROM meeting_readiness)
)
SELECT p.place AS position, s.item, s.in_words, s.detail
FROM page p
-- A page has an end: whatever titles are long, its rows take few lines of 100 columns.
CROSS JOIN LATERAL (SELECT max(c.said) FILTER (WHERE c.part = 1) AS item,
                           max(c.said) FILTER (WHERE c.part = 2) AS in_words,
                           max(c.said) FILTER (WHERE c.part = 3) AS detail
                    FROM (SELECT t.part, CASE WHEN length(t.said) <= t.most THEN t.said
                                              ELSE regexp_replace(left(t.said, t.most - 4), '[ ,;.]+[^ ]*$', '')
                                                   || ' ...' END AS said
                          FROM (VALUES (1, p.item, 60), (2, p.in_words, 110), (3, p.detail, 220))
                              t (part, said, most)) c) s
ORDER BY p.place, p.item;
COMMENT ON VIEW first_page IS
    'The first page of the pack, as on sen.today(): verdicts counted, what moved, what is late and whose, what needs a '
    'decision. A matter of which nothing is recorded has no row.';
COMMENT ON COLUMN first_page.position IS 'Place of the row, from 1, with gaps.';
COMMENT ON COLUMN first_page.item IS 'What it is about.';
COMMENT ON COLUMN first_page.in_words IS 'How it stands.';
COMMENT ON COLUMN first_page.detail IS 'Which, and whose; may be empty.';
